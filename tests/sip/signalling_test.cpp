// What is agreed about session timers (RFC 4028): who refreshes, how often, and what is refused.
#include "examples/sip_agent/timer_terms.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sip_agent;

namespace {

/// "90;refresher=uac" of a side that knows timers, unless it begins with "!".
TimerWish wish(std::string_view expires, std::string_view least = {}) {
  TimerWish out;
  out.supported = !expires.starts_with('!');
  if (!out.supported) expires.remove_prefix(1);
  if (!expires.empty()) read_session_expires(expires, out);
  if (!least.empty()) read_least(least, out);
  return out;
}

std::string agreed(const TimerWish &wish) {
  const auto terms = agree(wish, 1800);
  return terms ? std::to_string(terms->interval_s) + (terms->ours ? " ours" : " theirs") : "too short";
}

}  // namespace

TEST_CASE("a call is refreshed by whom its maker wants, and by us where the maker knows no timers") {
  CHECK(agreed(wish("600;refresher=uac")) == "600 theirs");
  CHECK(agreed(wish("600;refresher=uas")) == "600 ours");
  CHECK(agreed(wish("600")) == "600 ours");
  CHECK(agreed(wish("")) == "1800 ours");
  CHECK(agreed(wish("!")) == "1800 ours");
  CHECK(agreed(wish("!600;refresher=uac")) == "600 ours");
}

TEST_CASE("intervals are never longer than ours, nor shorter than the other side can") {
  CHECK(agreed(wish("7200;refresher=uac")) == "1800 theirs");
  CHECK(agreed(wish("600", "900")) == "900 ours");
  CHECK(agreed(wish("90")) == "90 ours");
  CHECK(agreed(wish("89")) == "too short");
  CHECK(agreed(wish("!5")) == "90 ours");  // it could not raise it
}

TEST_CASE("what is no interval is none") {
  for (const char *value : {"", "soon", "99999999999", "12x", "-5", ";refresher=uac"}) CHECK_FALSE(wish(std::string("x").append(value)).interval_s);
  CHECK(wish("600 ;refresher=uac;later=1").interval_s == 600);
}

TEST_CASE("an answer says who goes on, and asks for support only where the other side must act") {
  CHECK(timer_headers({600, false}, true) == "Supported: timer\r\nRequire: timer\r\nSession-Expires: 600;refresher=uac\r\n");
  CHECK(timer_headers({600, true}, true) == "Supported: timer\r\nSession-Expires: 600;refresher=uas\r\n");
}
