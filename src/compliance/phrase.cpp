#include "compliance/phrase.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/text.hpp"
#include "nlu/tokens.hpp"

namespace callwell::compliance {

namespace {

struct Opened {
  std::string_view word, as;
};
/// What people write together and the patterns write apart. Typed without the apostrophe they are as common in texts.
constexpr std::array kContractions{
    Opened{"dont", "do not"},      Opened{"doesnt", "does not"},     Opened{"didnt", "did not"},     Opened{"cant", "can not"},
    Opened{"cannot", "can not"},   Opened{"wont", "will not"},       Opened{"isnt", "is not"},       Opened{"arent", "are not"},
    Opened{"wasnt", "was not"},    Opened{"shouldnt", "should not"}, Opened{"wouldnt", "would not"}, Opened{"couldnt", "could not"},
    Opened{"havent", "have not"},  Opened{"hasnt", "has not"},       Opened{"im", "i am"},           Opened{"ive", "i have"},
    Opened{"youre", "you are"},    Opened{"youve", "you have"},      Opened{"youll", "you will"},    Opened{"itll", "it will"},
    Opened{"thatll", "that will"}, Opened{"theyre", "they are"},     Opened{"thats", "that is"},     Opened{"whats", "what is"},
    Opened{"whos", "who is"},      Opened{"theres", "there is"},     Opened{"heres", "here is"},     Opened{"lets", "let us"},
    Opened{"weve", "we have"},     Opened{"pls", "please"},          Opened{"plz", "please"},        Opened{"thx", "thanks"},
    Opened{"msg", "message"},      Opened{"msgs", "messages"},       Opened{"txt", "text"},          Opened{"txts", "texts"},
    Opened{"txting", "texting"},   Opened{"gonna", "going to"},      Opened{"wanna", "want to"}};

struct Suffix {
  std::string_view end, word;
};
constexpr std::array kSuffixes{Suffix{"'re", "are"}, Suffix{"'ll", "will"}, Suffix{"'ve", "have"}, Suffix{"'m", "am"},
                               Suffix{"'d", "would"}};
/// "it's" is "it is"; of other words 's is the possessive and falls away.
constexpr std::array<std::string_view, 8> kIsWords{"it", "that", "what", "who", "he", "she", "there", "here"};

constexpr std::array<std::string_view, 40> kNumberWords{
    "two",     "three",  "four",    "five",     "six",       "seven",   "eight", "nine",   "ten",    "twelve",
    "fifteen", "twenty", "thirty",  "forty",    "fifty",     "hundred", "half",  "double", "triple", "twice",
    "dos",     "tres",   "cuatro",  "cinco",    "seis",      "siete",   "ocho",  "nueve",  "diez",   "doce",
    "quince",  "veinte", "treinta", "cuarenta", "cincuenta", "cien",    "media", "medio",  "doble",  "mitad"};

void push(Words &words, std::string_view text) {
  for (const std::string_view part : base::split(text, ' ')) words.emplace_back(part);
}

void push_with_apostrophe(Words &words, const std::string &word) {
  for (const Suffix &suffix : kSuffixes) {
    if (word.size() > suffix.end.size() && word.ends_with(suffix.end)) {
      words.push_back(word.substr(0, word.size() - suffix.end.size()));
      words.emplace_back(suffix.word);
      return;
    }
  }
  if (word.size() > 2 && word.ends_with("'s")) {
    const std::string stem = word.substr(0, word.size() - 2);
    words.push_back(stem);
    if (std::find(kIsWords.begin(), kIsWords.end(), stem) != kIsWords.end()) words.emplace_back("is");
    return;
  }
  std::string plain = word;
  std::erase(plain, '\'');
  const auto opened = std::find_if(kContractions.begin(), kContractions.end(), [&](const Opened &c) { return c.word == plain; });
  opened != kContractions.end() ? push(words, opened->as) : words.push_back(plain);
}

void push_word(Words &words, const std::string &word) {
  if (word.find('\'') != std::string::npos) return push_with_apostrophe(words, word);
  const auto opened = std::find_if(kContractions.begin(), kContractions.end(), [&](const Opened &c) { return c.word == word; });
  opened != kContractions.end() ? push(words, opened->as) : words.push_back(word);
}

/// Not the point of "Dr. Patel" or of "10.5": those stand before a number, or after a title.
bool ends_sentence(std::span<const nlu::Token> tokens, std::size_t i) {
  const nlu::Token &token = tokens[i];
  if (token.text == "!" || token.text == "?" || token.text == ";" || token.text == "…") return true;
  if (token.text != "." || i == 0) return token.text == ".";
  constexpr std::array<std::string_view, 10> kTitles{"dr", "dra", "mr", "mrs", "ms", "st", "sr", "sra", "srta", "d"};
  const bool title = std::find(kTitles.begin(), kTitles.end(), tokens[i - 1].text) != kTitles.end();
  const bool joined = i + 1 < tokens.size() && !tokens[i + 1].space_before;
  return !title && !joined;
}

}  // namespace

std::vector<Words> sentences(std::string_view text, std::size_t max_words) {
  std::vector<Words> out(1);
  const std::vector<nlu::Token> tokens = nlu::tokenize(text, max_words);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind != nlu::Token::Kind::mark) {
      push_word(out.back(), tokens[i].text);
    } else if (ends_sentence(tokens, i) && !out.back().empty()) {
      out.emplace_back();
    }
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

Words words_of(std::string_view text, std::size_t max_words) {
  Words words;
  for (const nlu::Token &token : nlu::tokenize(text, max_words)) {
    if (token.kind != nlu::Token::Kind::mark) push_word(words, token.text);
  }
  return words;
}

bool Phrase::Element::accepts(const std::string &word) const {
  if (std::binary_search(words.begin(), words.end(), word)) return true;
  if (number && (base::is_digit(static_cast<unsigned char>(word[0])) ||
                 std::find(kNumberWords.begin(), kNumberWords.end(), word) != kNumberWords.end())) {
    return true;
  }
  return std::any_of(prefixes.begin(), prefixes.end(), [&](const std::string &prefix) { return word.starts_with(prefix); });
}

void Phrase::add_alternatives(Element &element, std::string_view alternatives, std::span<const WordList> lists) {
  for (const std::string_view word : base::split(alternatives, '|')) {
    if (word == "#") {
      element.number = true;
    } else if (word.starts_with('<')) {
      const auto list =
          std::find_if(lists.begin(), lists.end(), [&](const WordList &l) { return l.name == word.substr(1, word.size() - 2); });
      if (list == lists.end()) throw std::logic_error("phrase: no such word list");
      for (const std::string_view listed : base::split(list->words, ' ')) {
        listed.ends_with('~') ? element.prefixes.emplace_back(listed.substr(0, listed.size() - 1)) : element.words.emplace_back(listed);
      }
    } else if (word.ends_with('~')) {
      element.prefixes.emplace_back(word.substr(0, word.size() - 1));
    } else if (!word.empty()) {
      element.words.emplace_back(word);
    } else {
      throw std::logic_error("phrase: an empty word");
    }
  }
}

Phrase::Phrase(std::string_view pattern, std::span<const WordList> lists) {
  if (pattern.starts_with('^')) from_start_ = true, pattern.remove_prefix(1);
  if (pattern.ends_with('$')) to_end_ = true, pattern.remove_suffix(1);
  for (std::string_view part : base::split(pattern, ' ')) {
    Element element;
    if (part.starts_with('*')) {
      element.gap = static_cast<std::uint8_t>(part[1] - '0');
    } else {
      if (part.ends_with('?')) element.optional = true, part.remove_suffix(1);
      add_alternatives(element, part, lists);
      std::sort(element.words.begin(), element.words.end());
    }
    elements_.push_back(std::move(element));
  }
}

/// Depth is the number of elements; gaps are at most nine words, so the work is bounded by the pattern, not by the text.
bool Phrase::match(const Words &sentence, std::size_t at, std::size_t index) const {
  if (index == elements_.size()) return !to_end_ || at == sentence.size();
  const Element &element = elements_[index];
  if (element.gap > 0) {
    for (std::size_t skip = 0; skip <= element.gap && at + skip <= sentence.size(); ++skip) {
      if (match(sentence, at + skip, index + 1)) return true;
    }
    return false;
  }
  if (at < sentence.size() && element.accepts(sentence[at]) && match(sentence, at + 1, index + 1)) return true;
  return element.optional && match(sentence, at, index + 1);
}

bool Phrase::found_in(const Words &sentence) const {
  const std::size_t last = from_start_ ? 1 : sentence.size();
  for (std::size_t at = 0; at < last; ++at) {
    if (match(sentence, at, 0)) return true;
  }
  return false;
}

PhraseSet::PhraseSet(std::span<const std::string_view> patterns, std::span<const WordList> lists) {
  phrases_.reserve(patterns.size());
  for (const std::string_view pattern : patterns) phrases_.emplace_back(pattern, lists);
}

bool PhraseSet::found_in(const Words &sentence) const {
  return std::any_of(phrases_.begin(), phrases_.end(), [&](const Phrase &phrase) { return phrase.found_in(sentence); });
}

bool PhraseSet::found_in(std::span<const Words> all) const {
  return std::any_of(all.begin(), all.end(), [&](const Words &words) { return found_in(words); });
}

}  // namespace callwell::compliance
