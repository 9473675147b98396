// A small pattern language over words, in which the tables of keywords and forbidden replies are written.
//
//   stop|quit sending *3 text~     one word of several; up to three words between; words that begin with "text"
//   ^info$                         anchored to the first and the last word of the sentence
//   please? <drug>                 a word that may be absent; any word of a named list
//   #                              a number, in figures or a word without which no dose is said
//
// Matching is over folded words with contractions opened ("don't" is "do not"), sentence by sentence.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace callwell::compliance {

using Words = std::vector<std::string>;

/// The folded words of each sentence of `text`; punctuation is gone. Reads at most `max_words`.
std::vector<Words> sentences(std::string_view text, std::size_t max_words = 2000);
/// All words of `text`, as if it were one sentence.
Words words_of(std::string_view text, std::size_t max_words = 2000);

/// A named list of words for patterns: {"drug", "aspirin ibuprofen …"}; words may end in ~.
struct WordList { std::string_view name, words; };

class Phrase {
 public:
  /// A pattern is part of the program: one that does not read throws std::logic_error.
  Phrase(std::string_view pattern, std::span<const WordList> lists);
  bool found_in(const Words &sentence) const;

 private:
  struct Element {
    std::vector<std::string> words;  ///< sorted
    std::vector<std::string> prefixes;
    bool number = false, optional = false;
    std::uint8_t gap = 0;            ///< a gap of up to so many words, nothing else
    bool accepts(const std::string &word) const;
  };
  void add_alternatives(Element &element, std::string_view alternatives, std::span<const WordList> lists);
  bool match(const Words &sentence, std::size_t at, std::size_t element) const;

  std::vector<Element> elements_;
  bool from_start_ = false, to_end_ = false;
};

/// Several patterns, of which one is enough.
class PhraseSet {
 public:
  PhraseSet(std::span<const std::string_view> patterns, std::span<const WordList> lists = {});
  bool found_in(const Words &sentence) const;
  bool found_in(std::span<const Words> all) const;

 private:
  std::vector<Phrase> phrases_;
};

}  // namespace callwell::compliance
