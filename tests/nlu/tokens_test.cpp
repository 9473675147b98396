#include "nlu/tokens.hpp"

#include <catch2/catch.hpp>

using namespace callwell::nlu;

TEST_CASE("tokens are folded and know where they stand in code points") {
  const auto tokens = tokenize("Sábado, 3pm o’clock 😀x");
  std::vector<std::string> texts;
  for (const Token &token : tokens) texts.push_back(token.text);
  CHECK(texts == std::vector<std::string>{"sabado", ",", "3", "pm", "o'clock", "😀", "x"});
  CHECK(tokens[0].capital);
  CHECK(tokens[3].start == 9);
  CHECK_FALSE(tokens[3].space_before);
  CHECK(tokens[6].start == 21);
  CHECK(tokens[6].end == 22);
}

TEST_CASE("bad bytes and nothing at all are tokens of no harm") {
  CHECK(tokenize("").empty());
  CHECK(tokenize("  \t\n").empty());
  CHECK(tokenize("\xff\xfe a").size() == 3);
  CHECK(tokenize(std::string(100'000, '.'), 4096).size() == 4096);
}
