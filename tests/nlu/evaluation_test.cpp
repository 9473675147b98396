#include "nlu/evaluation.hpp"

#include <catch2/catch.hpp>

using namespace callwell::nlu;

namespace {

std::vector<Judged> few() {
  return {{"a", "en", "book", "book", 0.9F},   {"b", "en", "book", "cancel", 0.8F}, {"c", "en", "cancel", "cancel", 0.7F},
          {"d", "es", "cancel", "cancel", 1.0F}, {"e", "es", "book", "cancel", 0.3F}};
}

}  // namespace

TEST_CASE("accuracy, macro F1 and languages are as counted by hand") {
  const Evaluation e = evaluate(few());
  CHECK(e.all.accuracy == Approx(0.6));
  REQUIRE(e.intents.size() == 2);
  CHECK(e.intents[0].f1 == Approx(0.5));         // book: precision 1, recall 1/3
  CHECK(e.intents[1].f1 == Approx(2.0 / 3.0));   // cancel: precision 1/2, recall 1
  CHECK(e.macro_f1 == Approx(0.5833).epsilon(0.001));
  REQUIRE(e.languages.size() == 2);
  CHECK(e.languages[0].accuracy == Approx(2.0 / 3.0));
  CHECK(e.languages[1].accuracy == Approx(0.5));
}

TEST_CASE("calibration is the gap between what was said and what came true") {
  CHECK(evaluate({{"a", "en", "x", "x", 1.0F}, {"b", "en", "y", "y", 1.0F}}).all.calibration_error == Approx(0));
  CHECK(evaluate({{"a", "en", "x", "y", 0.9F}, {"b", "en", "y", "x", 0.9F}}).all.calibration_error == Approx(0.9));
}

TEST_CASE("confusions are counted, and the surest mistakes come first") {
  const Evaluation e = evaluate(few());
  REQUIRE(e.confusions.size() == 1);
  CHECK(e.confusions[0].count == 2);
  REQUIRE(e.worst.size() == 2);
  CHECK(e.worst[0].text == "b");
  REQUIRE(e.matrix.size() == 2);
  CHECK(e.matrix[0] == std::vector<std::size_t>{1, 2, 0});
}

TEST_CASE("answering only when sure answers less and is right more often") {
  const Evaluation e = evaluate(few());
  CHECK(e.coverage.front().answered == Approx(1));
  const auto sure = std::find_if(e.coverage.begin(), e.coverage.end(), [](const Coverage &c) { return c.threshold == 0.9; });
  REQUIRE(sure != e.coverage.end());
  CHECK(sure->answered == Approx(0.4));
  CHECK(sure->accuracy == Approx(1));
}

TEST_CASE("nothing to judge is no division by nothing") { CHECK(evaluate({}).all.accuracy == 0); }
