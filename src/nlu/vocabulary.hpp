// A practice's names, folded and indexed once: services, providers, locations, insurance plans, medications.
// find_catalogue looks up every word of an utterance here; the cost of a look-up does not grow with the vocabulary.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nlu/entities.hpp"
#include "nlu/hash_lists.hpp"
#include "nlu/word_table.hpp"

namespace callwell::nlu {

/// A word's stem for comparison: folded, without plural or possessive ending ("Cleanings" → "cleaning").
std::string vocabulary_stem(std::string_view folded);
/// How a word sounds, roughly and in both languages: "chen"/"shen" and "botox"/"bottocks" come close or fall together.
std::string sound_of(std::string_view folded);

class VocabularyIndex {
 public:
  explicit VocabularyIndex(std::vector<VocabularyItem> items);
  VocabularyIndex(const VocabularyIndex &) = delete;

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
  std::vector<Hit> words_like(const Word &folded) const;
  /// The one it is exactly or by its stem: for two words that may be one ("bo tox").
  std::optional<std::uint32_t> word_exactly(std::string_view folded) const;

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
  std::deque<std::string> stems_;   ///< which stay where they are, for by_stem_ reads them
  std::vector<std::vector<std::uint32_t>> postings_;
  std::vector<float> weights_;
  std::vector<bool> distinctive_;
  WordTable<std::uint32_t> by_stem_;
  HashLists by_sound_, by_deletion_;
};

}  // namespace callwell::nlu
