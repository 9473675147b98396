#include "nlu/intents.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace callwell::nlu;

namespace {

std::vector<Example> few_examples() {
  std::vector<Example> examples;
  for (const auto *text : {"turn the light on", "lights on please", "switch on the lamp", "lamp on", "make it bright"}) examples.push_back({text, "on"});
  for (const auto *text : {"turn the light off", "lights off please", "switch off the lamp", "lamp off", "make it dark"}) examples.push_back({text, "off"});
  for (const auto *text : {"what time is it", "tell me a story", "i like cheese"}) examples.push_back({text, "out_of_scope"});
  return examples;
}

}  // namespace

TEST_CASE("wordings that no training example has are understood in both languages") {
  const std::pair<const char *, const char *> cases[] = {
      {"would you have a gap on thursday to look at my elbow", "book_appointment"}, {"ya no podré ir el jueves, cancelen por favor", "cancel"},
      {"could we shift my cleaning over to wednesday", "reschedule"},               {"cuánto me saldría una corona sin aseguranza", "ask_price"},
      {"pls no more msgs", "opt_out"},                                              {"put a real human on", "speak_to_human"},
      {"necesito q me resurtan la metformina", "refill_request"},                   {"gonna be 15 min late sry", "running_late"},
      {"who won the basketball game", "out_of_scope"},                              {"yes please", "affirm"},
      {"nope", "deny"},                                                             {"what?", "repeat"},
      {"hold on", "wait_hold_on"},                                                  {"can i talk to someone", "speak_to_human"}};
  for (const auto &[text, intent] : cases) {
    CAPTURE(text);
    CHECK(IntentModel::builtin().classify(text).front().name == intent);
  }
}

TEST_CASE("confidences are a distribution, best first, whatever the text") {
  for (const std::string &text : {std::string("can i book a cleaning"), std::string(), std::string("\xff\xfe\x80"), std::string(100'000, 'a'), std::string("🙂🙂🙂")}) {
    const auto ranked = IntentModel::builtin().classify(text);
    REQUIRE(ranked.size() == kBuiltinIntents.size());
    float sum = 0;
    for (std::size_t i = 0; i < ranked.size(); ++i) {
      CHECK(std::isfinite(ranked[i].confidence));
      if (i > 0) CHECK(ranked[i - 1].confidence >= ranked[i].confidence);
      sum += ranked[i].confidence;
    }
    CHECK(sum == Approx(1).margin(1e-3));
  }
}

TEST_CASE("the same examples and seed make the same bytes, and the bytes read back") {
  const auto first = IntentModel::train(few_examples(), 7), second = IntentModel::train(few_examples(), 7);
  REQUIRE(first.has_value());
  CHECK(first->bytes() == second->bytes());
  const auto read = IntentModel::load(first->bytes());
  REQUIRE(read.has_value());
  CHECK(read->bytes() == first->bytes());
  CHECK(read->classify("please turn the lamp off").front().name == "off");
  CHECK(read->classify("please turn the lamp on").front().name == "on");
}

TEST_CASE("a model that is cut, altered or foreign is refused") {
  const std::string bytes = IntentModel::train(few_examples(), 1)->bytes();
  for (const std::size_t size : {std::size_t{0}, std::size_t{7}, std::size_t{20}, bytes.size() / 2, bytes.size() - 1}) {
    CAPTURE(size);
    CHECK(IntentModel::load(bytes.substr(0, size)).has_error());
  }
  CHECK(IntentModel::load(bytes + "x").has_error());
  std::string other = bytes;
  other[8] ^= 1;  // the fingerprint of the features
  CHECK(IntentModel::load(other).has_error());
}

TEST_CASE("training says what is wrong with the examples") {
  CHECK(IntentModel::train({}, 1).has_error());
  CHECK(IntentModel::train({{"hello", "greeting"}}, 1).has_error());
  CHECK(IntentModel::train({{"hello", "greeting"}, {"bye", ""}}, 1).has_error());
}

TEST_CASE("a bare answer to a question is no intent to be sure of") {
  for (const auto *text : {"maria gonzalez", "the second one", "five five five oh one four two", "october third", "tuesday at ten", "any day is fine", "el martes en la tarde",
                           "rosa ortega", "la primera", "j o n e s", "anna dot bell at example dot com", "03/14/1985"}) {
    CAPTURE(text);
    const auto best = IntentModel::builtin().classify(text).front();
    CAPTURE(best.name);
    CHECK(best.confidence < 0.45F);
  }
}

TEST_CASE("synonyms and inflections carry over to a practice's own intents") {
  std::vector<Example> examples;
  for (const auto *text : {"i want to purchase a brush", "buying a brush", "buy two brushes"}) examples.push_back({text, "buy"});
  for (const auto *text : {"my brush is broken", "the brush broke", "the brush is defective"}) examples.push_back({text, "broken"});
  const auto model = IntentModel::train(examples, 1);
  REQUIRE(model.has_value());
  CHECK(model->classify("can we acquire one").front().name == "buy");
  CHECK(model->classify("it arrived damaged").front().name == "broken");
}

TEST_CASE("an intent's name teaches what it says, unless it is no word") {
  const auto model_of = [](const std::string &first, const std::string &second) {
    std::vector<Example> examples;
    for (const auto *text : {"zorp vanto blick", "blick mivel", "quist blick zorp"}) examples.push_back({text, first});
    for (const auto *text : {"drunt kelp", "ombar sliv drunt", "kelp trask"}) examples.push_back({text, second});
    return IntentModel::train(examples, 5);
  };
  const auto named = model_of("giftCard", "opening_hours");
  REQUIRE(named.has_value());
  CHECK(named->classify("a gift card please").front().name == "giftCard");
  CHECK(named->classify("what are your opening hours").front().name == "opening_hours");
  CHECK(named->classify("a gift card please").front().confidence > 0.6F);
  const auto coded = model_of("xq_17b", "zzt-9");
  REQUIRE(coded.has_value());
  CHECK(coded->classify("xq b").front().confidence < named->classify("gift card").front().confidence);
}

TEST_CASE("a model with more features than it may keep keeps the weightiest, and stays within ten megabytes") {
  std::vector<Example> examples;
  for (int i = 0; i < 6000; ++i) {
    const std::string n = std::to_string(i * 7919 % 10007), word = "w" + std::string(1, static_cast<char>('a' + i % 26)) + std::string(1, static_cast<char>('a' + i / 26 % 26));
    examples.push_back({word + "k" + n + "q zu" + std::string(1, static_cast<char>('a' + i % 17)) + n + "x ta" + word, "kind_" + std::string(1, static_cast<char>('a' + i % 26))});
  }
  const auto model = IntentModel::train(examples, 2);
  REQUIRE(model.has_value());
  CHECK(model->bytes().size() < 10'100'000);
  CHECK(model->size() == 26);
}

TEST_CASE("a gated model takes words it never saw for out of scope") {
  const auto model = IntentModel::train(few_examples(), 3);
  REQUIRE(model.has_value());
  const auto inside = [&](std::string_view text) {
    for (const ScoredIntent &intent : model->classify(text)) {
      if (intent.name == "out_of_scope") return 1 - intent.confidence;
    }
    return -1.0F;
  };
  CHECK(inside("turn the lamp on please") > inside("zebras gallop across quiet savannas"));
  CHECK(inside("switch the light off") > inside("who painted this ceiling"));
}

// The words are invented, so that no list of words has a say: the bytes after the fingerprint change only with the code that
// learns. A build that gives others rounds otherwise: fused multiplications, another order of summation, another libm.
TEST_CASE("training gives the same bytes in every build and at every optimisation level") {
  std::vector<Example> examples;
  for (const auto *text : {"blick zorp vanto", "zorp mivel blick", "vanto quist zorp", "blick blick zorp"}) examples.push_back({text, "left"});
  for (const auto *text : {"drunt kelp ombar", "ombar drunt sliv", "kelp kelp drunt", "sliv ombar trask"}) examples.push_back({text, "right"});
  const std::string bytes = IntentModel::train(examples, 11)->bytes();
  std::uint64_t hash = 1469598103934665603ULL;
  for (const char c : bytes.substr(16)) hash = (hash ^ static_cast<std::uint8_t>(c)) * 1099511628211ULL;
  CHECK(hash == 0x802D521C7BB4249CULL);
}
