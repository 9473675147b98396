// A practice's names, folded and indexed once: services, providers, locations, insurance plans, medications.
// find_catalogue looks up every word of an utterance here; the cost of a look-up does not grow with the vocabulary.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "nlu/entities.hpp"

namespace callwell::nlu {

/// A word's stem for comparison: folded, without plural or possessive ending ("Cleanings" → "cleaning").
std::string vocabulary_stem(std::string_view folded);
/// How a word sounds, roughly and in both languages: "chen"/"shen" and "botox"/"bottocks" come close or fall together.
std::string sound_of(std::string_view folded);

class VocabularyIndex {
 public:
  explicit VocabularyIndex(std::vector<VocabularyItem> items);

  /// One name or alias of an item, cut into word ids.
  struct Phrase {
    std::uint32_t item = 0;
    std::vector<std::uint32_t> words;
    float weight = 0;  ///< of all its words
  };
  struct Hit {
    std::uint32_t word = 0;
    float quality = 0;
  };

  /// The vocabulary's words that a folded word may be, best first: itself, its stem, a misspelling, a sound-alike.
  std::vector<Hit> words_like(std::string_view folded) const;
  /// The same, exactly or by stem only: for two words that may be one ("bo tox").
  std::vector<Hit> words_exactly(std::string_view folded) const;

  const std::vector<VocabularyItem> &items() const { return items_; }
  const std::vector<Phrase> &phrases() const { return phrases_; }
  const std::vector<std::uint32_t> &phrases_with(std::uint32_t word) const { return postings_[word]; }
  /// Little for words that half the vocabulary shares ("office", "dr"), and for everyday words.
  float weight(std::uint32_t word) const { return weights_[word]; }
  /// Does the word name something by itself? "I", "mi", "hijo" do not, whatever alias they stand in: "do I need a night guard".
  bool distinctive(std::uint32_t word) const { return distinctive_[word]; }

 private:
  void add_phrase(std::uint32_t item, std::string_view name);
  std::uint32_t intern(std::string_view folded);
  void add_misspellings(std::uint32_t word);
  void weigh();

  std::vector<VocabularyItem> items_;
  std::vector<Phrase> phrases_;
  std::vector<std::string> stems_;
  std::vector<std::vector<std::uint32_t>> postings_;
  std::vector<float> weights_;
  std::vector<bool> distinctive_;
  std::unordered_map<std::string, std::uint32_t> by_stem_;
  std::unordered_multimap<std::string, std::uint32_t> by_sound_, by_deletion_;
};

}  // namespace callwell::nlu
