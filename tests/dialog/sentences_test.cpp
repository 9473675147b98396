// Spoken answers are cut to their first sentences: where does one end?
#include <catch2/catch.hpp>

#include "dialog/turn.hpp"

using callwell::dialog::first_sentences;

TEST_CASE("sentences end at marks before a space, not inside abbreviations, decimals and addresses") {
  struct Example {
    std::string_view text;
    std::size_t count;
    std::string_view first;
  };
  const Example examples[] = {
      {"One. Two. Three.", 2, "One. Two."},
      {"Dr. Chen sees you. She is in today.", 1, "Dr. Chen sees you."},
      {"La Dra. Moreno atiende hoy. Venga.", 1, "La Dra. Moreno atiende hoy."},
      {"It costs 3.5 dollars. Really.", 1, "It costs 3.5 dollars."},
      {"Open 9 a.m. to 5 p.m. on Mondays. Closed else.", 1, "Open 9 a.m. to 5 p.m. on Mondays."},
      {"Write to a@b.example.com please. Thanks.", 1, "Write to a@b.example.com please."},
      {"Really? Yes! Good.", 2, "Really? Yes!"},
      {"No mark at all", 2, "No mark at all"},
      {"We are at 5 Main St. near the bank. Come in.", 1, "We are at 5 Main St. near the bank."},
      {"Wait... what. Now.", 1, "Wait..."},
      {"", 1, ""},
      {"¿Qué tal? Bien.", 1, "¿Qué tal?"},
  };
  for (const Example &example : examples) {
    CAPTURE(example.text);
    CHECK(first_sentences(example.text, example.count) == example.first);
  }
}
