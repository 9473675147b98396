#include "base/text.hpp"

#include <catch2/catch.hpp>

using namespace callwell::base;

TEST_CASE("folding makes typed Spanish and typographic variants comparable") {
  CHECK(fold("María LÓPEZ Ñandú") == "maria lopez nandu");
  CHECK(fold("I’ll — “ok”") == "i'll - \"ok\"");
  CHECK(fold("ma\u0301s 1.ª") == "mas 1.a");
  CHECK(fold("Привет") == "Привет");
}

TEST_CASE("bytes that are not UTF-8 become replacement marks and controls vanish") {
  CHECK(valid_utf8("ñ 😀"));
  for (const char *bad : {"\xff", "\xc3", "\xe2\x82", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80"}) {
    CHECK_FALSE(valid_utf8(bad));
    CHECK(valid_utf8(clean_utf8(bad, 100)));
  }
  CHECK(clean_utf8("a\x01\x7f b\n", 100) == "a b\n");
  CHECK(clean_utf8("ñññ", 5) == "ññ");  // never half a code point
  CHECK(code_point_count("ñ😀a") == 3);
}

TEST_CASE("edit distance counts typing slips up to a limit") {
  CHECK(edit_distance("botox", "botox", 2) == 0);
  CHECK(edit_distance("botox", "btoox", 2) == 1);
  CHECK(edit_distance("botox", "bottox", 2) == 1);
  CHECK(edit_distance("botox", "filler", 2) == 3);
}
