#include "nlu/features_lexicon.hpp"

#include <catch2/catch.hpp>

#include "nlu/features.hpp"
#include "nlu/features_stem.hpp"
#include "nlu/features_words.hpp"

using namespace callwell::nlu;

namespace {

/// Whether two texts, each of one word or phrase, have a sense in common.
bool mean_alike(std::string_view a, std::string_view b) {
  const auto senses = [](std::string_view text) {
    std::vector<std::uint16_t> all;
    const WordBuffer buffer(text);
    for (const FeatureWord &word : buffer.words()) {
      for (const auto *of : {&word.senses, &word.phrase_senses}) {
        for (const std::uint16_t sense : *of) {
          if (sense != 0) all.push_back(sense);
        }
      }
    }
    return all;
  };
  const auto first = senses(a), second = senses(b);
  return std::any_of(first.begin(), first.end(), [&](std::uint16_t sense) { return std::find(second.begin(), second.end(), sense) != second.end(); });
}

}  // namespace

TEST_CASE("words of nearly one meaning share a sense, within and across languages") {
  const std::pair<const char *, const char *> cases[] = {
      {"buy", "purchase"}, {"purchased", "buying"}, {"doctor", "physician"}, {"money", "dinero"}, {"Cancelar", "cancel"}, {"how much is", "cuánto cuesta"}};
  for (const auto &[a, b] : cases) {
    CAPTURE(a, b);
    CHECK(mean_alike(a, b));
  }
  CHECK_FALSE(mean_alike("lamp", "mortgage"));
  CHECK_FALSE(mean_alike("zorp", "zorp"));
}

TEST_CASE("a phrase has its sense whichever articles and possessives stand in it") {
  const auto sense_of = [](std::string_view text) { return WordBuffer(text).words().front().phrase_senses[0]; };
  const auto plain = sense_of("open an account");
  CHECK(plain != 0);
  CHECK(sense_of("open the account") == plain);
  CHECK(sense_of("Opening my account") == plain);
  CHECK(sense_of("open account") == plain);
  CHECK(sense_of("open account") != sense_of("close account"));
}

TEST_CASE("every sense belongs to a field of life, and no word goes without end") {
  std::size_t senses = 0;
  const WordBuffer buffer("pay the bill turn on the light book a flight play music dolor de cabeza cita con la doctora");
  for (const FeatureWord &word : buffer.words()) {
    for (const std::uint16_t sense : word.senses) {
      if (sense == 0) continue;
      ++senses;
      CHECK(lexicon().field(sense) != 0);
    }
  }
  CHECK(senses > 10);
}

TEST_CASE("inflected words have one stem") {
  for (const auto &[word, stem] : {std::pair{"payments", "payment"}, {"cancelled", "cancell"}, {"cancels", "cancel"}, {"stopped", "stop"}, {"policies", "policy"}, {"bus", "bus"}}) {
    CHECK(Stem(word).text() == stem);
  }
}
