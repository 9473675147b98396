// The words of an utterance as the classifiers count them: folded, spelled out ("u" → "you"), numbers as one class, and each
// with the concepts of data/concepts.txt it stands for.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "nlu/features_hash.hpp"

namespace callwell::nlu {

struct FeatureWord {
  std::uint64_t hash = 0;                    ///< of the normalised word
  std::uint64_t stem = 0;                    ///< of it without its ending
  std::array<std::uint16_t, 3> senses{};         ///< of the lexicon; 0: none
  std::array<std::uint16_t, 3> phrase_senses{};  ///< of the longest phrase that begins with it
  std::array<std::uint16_t, 2> concepts{};   ///< 0: none
  std::uint16_t begin = 0, length = 0;       ///< of the folded form in WordBuffer's text
  bool begins_phrase = false;
  bool spelled = true;                       ///< false for a class ("#") that has no characters worth counting
};

/// Splits and looks up one utterance. Fixed in size; texts beyond it are cut.
class WordBuffer {
 public:
  static constexpr std::size_t kMaxWords = 120, kMaxBytes = 2048;

  explicit WordBuffer(std::string_view text);
  std::span<const FeatureWord> words() const { return {words_.data(), size_}; }
  std::string_view spelling(const FeatureWord &word) const { return {text_.data() + word.begin, word.length}; }
  bool question() const { return question_; }

 private:
  void fold(std::string_view text);
  void add(std::size_t begin, std::size_t end);
  void find_phrases();
  void find_meanings();

  std::array<char, kMaxBytes> text_;
  std::array<FeatureWord, kMaxWords> words_;
  std::size_t bytes_ = 0, size_ = 0;
  bool question_ = false;
};

/// Hash of data/concepts.txt.
std::uint64_t concepts_fingerprint();

}  // namespace callwell::nlu
