#include "nlu/spelling.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "nlu/spelling_phrase.hpp"

namespace callwell::nlu {

namespace {

struct NamedLetter {
  std::string_view word, letter;
  bool certain;
};

constexpr NamedLetter kLetterNames[] = {
    {"bee", "b", false},   {"be", "b", false},    {"cee", "c", true},   {"see", "c", false},  {"sea", "c", false},   {"dee", "d", false},
    {"ee", "e", true},     {"ef", "f", true},     {"eff", "f", true},   {"gee", "g", false},  {"jee", "g", true},    {"aitch", "h", true},
    {"haitch", "h", true}, {"eye", "i", false},   {"jay", "j", false},  {"kay", "k", false},  {"el", "l", false},    {"ell", "l", true},
    {"em", "m", false},    {"en", "n", false},    {"oh", "o", false},   {"owe", "o", false},  {"pee", "p", true},    {"pea", "p", false},
    {"cue", "q", false},   {"queue", "q", false}, {"ar", "r", true},    {"are", "r", false},  {"ess", "s", true},    {"es", "s", false},
    {"tee", "t", true},    {"tea", "t", false},   {"you", "u", false},  {"yoo", "u", true},   {"vee", "v", true},    {"ex", "x", false},
    {"why", "y", false},   {"wye", "y", true},    {"zee", "z", true},   {"zed", "z", true},   {"ce", "c", true},     {"de", "d", false},
    {"efe", "f", true},    {"ge", "g", true},     {"hache", "h", true}, {"ache", "h", false}, {"jota", "j", true},   {"ka", "k", true},
    {"ele", "l", true},    {"eme", "m", true},    {"ene", "n", true},   {"pe", "p", true},    {"cu", "q", true},     {"ere", "r", true},
    {"erre", "r", true},   {"ese", "s", false},   {"te", "t", false},   {"uve", "v", true},   {"ve", "v", false},    {"equis", "x", true},
    {"ye", "y", true},     {"zeta", "z", true},   {"ceta", "z", true},  {"seta", "z", false}, {"elle", "ll", false}, {"che", "ch", false},
};

constexpr WordSet kRadioAlphabet = {"alpha",   "alfa",   "bravo",  "charlie", "delta",  "echo",  "foxtrot", "golf",
                                               "hotel",   "india",  "juliet", "juliett", "kilo",   "lima",  "mike",    "november",
                                               "oscar",   "papa",   "quebec", "romeo",   "sierra", "tango", "uniform", "victor",
                                               "whiskey", "whisky", "xray",   "yankee",  "zulu"};

/// A letter's name of two words.
constexpr struct {
  std::string_view first, second, letter;
} kTwoWords[] = {{"double", "u", "w"},  {"double", "you", "w"}, {"double", "w", "w"},  {"doble", "u", "w"},    {"doble", "ve", "w"},
                 {"doble", "uve", "w"}, {"doble", "v", "w"},    {"uve", "doble", "w"}, {"ve", "doble", "w"},   {"v", "doble", "w"},
                 {"u", "doble", "w"},   {"i", "griega", "y"},   {"y", "griega", "y"},  {"i", "latina", "i"},   {"be", "grande", "b"},
                 {"be", "larga", "b"},  {"be", "alta", "b"},    {"b", "grande", "b"},  {"b", "larga", "b"},    {"b", "alta", "b"},
                 {"ve", "chica", "v"},  {"ve", "corta", "v"},   {"ve", "baja", "v"},   {"ve", "pequena", "v"}, {"v", "chica", "v"},
                 {"v", "corta", "v"},   {"v", "baja", "v"},     {"uve", "chica", "v"}, {"b", "chica", "v"},    {"be", "chica", "v"},
                 {"x", "ray", "x"}};

constexpr struct {
  std::string_view word;
  std::size_t times;
} kRepeats[] = {{"double", 2}, {"doble", 2}, {"triple", 3}};
constexpr WordSet kCapitals = {"capital", "uppercase", "lowercase", "mayuscula", "minuscula", "letter", "letra"};

/// The bare letter or its name; "eñe" folds to "ene", so the tilde is looked for in what was written.
std::optional<Letter> plain_letter(const Utterance &utterance, std::size_t at) {
  const Word word = utterance.word(at);
  const bool tilde = !word.empty() && utterance.written(at, at).find("ñ") != std::string_view::npos;
  for (const auto &pair : kTwoWords) {
    if (pair.first == word && pair.second == utterance.word(at + 1)) return Letter{std::string(pair.letter), at + 2, true};
  }
  if (word.size() == 1 && word[0] >= 'a' && word[0] <= 'z') return Letter{tilde ? "ñ" : std::string(word), at + 1, true};
  for (const NamedLetter &named : kLetterNames) {
    if (named.word == word)
      return Letter{tilde && word == "ene" ? "ñ" : std::string(named.letter), at + 1, named.certain || (tilde && word == "ene")};
  }
  return {};
}

/// Where the example word stands in "b as in boy", "b like boy", "ve de vaca", "b for boy", "b, como en burro"; 0 when there is none.
std::size_t example_word(const Utterance &utterance, std::size_t at, bool &explicit_marker) {
  static constexpr WordSet kSingle = {"like", "for", "from", "de", "como"};
  const std::size_t i = utterance.word(at) == "," ? at + 1 : at;
  const Word word = utterance.word(i), next = utterance.word(i + 1);
  explicit_marker = (word == "as" && (next == "in" || next == "an" || next == "and")) ||
                    (word == "is" && (next == "for" || next == "in")) || (word == "como" && (next == "en" || next == "de"));
  if (explicit_marker) return i + 2;
  return among(word, kSingle) ? i + 1 : 0;
}

/// Takes the example after a letter, which settles what was heard: "d as in boy" can only be b.
void settle_by_example(const Utterance &utterance, Letter &letter) {
  bool marked = false;
  const std::size_t example = example_word(utterance, letter.next, marked);
  const std::string_view word = example > 0 ? utterance.word(example) : std::string_view();
  if (word.size() < 2 || word[0] < 'a' || word[0] > 'z') return;
  if (word[0] != letter.text[0] && !(marked && letter.text.size() == 1)) return;
  if (letter.text.size() == 1) letter.text[0] = word[0];
  letter.next = example + (word == "x" && utterance.word(example + 1) == "ray" ? 2 : 1);
  letter.certain = true;
}

bool is_separator(std::string_view word) { return word == "," || word == "-" || word == "." || word == "–"; }

struct Sign {
  std::string text;
  std::size_t next = 0;
};
/// An apostrophe or hyphen named among letters.
std::optional<Sign> named_sign(const Utterance &utterance, std::size_t at) {
  const Word word = utterance.word(at);
  if (word == "apostrophe" || word == "apostrofe" || word == "apostrofo") return Sign{"'", at + 1};
  if (word == "hyphen" || word == "dash") return Sign{"-", at + 1};
  return {};
}

/// Two or more words of the radio alphabet in a row.
std::optional<SpelledWord> radio_word(const Utterance &utterance, std::size_t at) {
  SpelledWord out{{}, at, at, 0};
  for (std::size_t i = at; i < utterance.tokens.size();) {
    const bool x_ray = utterance.word(i) == "x" && utterance.word(i + 1) == "ray";
    if (!x_ray && !is_radio_word(utterance.word(i))) break;
    out.text.push_back(utterance.word(i)[0]);
    i += x_ray ? 2 : 1;
    out.next = i;
    ++out.letters;
  }
  if (out.letters < 2) return {};
  return out;
}

/// A letter at the end of a run that is rather a word of the sentence going on: "… a ere ere a y el nombre", "j o n i think".
bool goes_on(const Utterance &utterance, std::size_t last, std::size_t next) {
  static constexpr WordSet kAfterY = {"el", "la", "mi", "nombre", "apellido", "su", "de", "luego", "despues"};
  static constexpr WordSet kAfterI = {"think", "am", "mean", "said", "guess", "believe", "want", "need", "have", "was"};
  if (next != last + 1) return false;
  const Word word = utterance.word(last);
  return (word == "y" && among(utterance.word(next), kAfterY)) || (word == "i" && among(utterance.word(next), kAfterI));
}

}  // namespace

bool is_radio_word(std::string_view word) { return among(word, kRadioAlphabet); }

std::optional<Letter> read_letter(const Utterance &utterance, std::size_t at) {
  while (among(utterance.word(at), kCapitals)) ++at;
  auto letter = plain_letter(utterance, at);
  if (!letter) {
    const Word word = utterance.word(at);
    const auto *repeat = std::find_if(std::begin(kRepeats), std::end(kRepeats), [&](const auto &r) { return r.word == word; });
    if (repeat == std::end(kRepeats)) return {};
    letter = plain_letter(utterance, at + 1);
    if (!letter || letter->text.size() > 2) return {};
    std::string repeated;
    for (std::size_t i = 0; i < repeat->times; ++i) repeated += letter->text;
    letter->text = repeated;
    letter->certain = true;
  }
  settle_by_example(utterance, *letter);
  return letter;
}

namespace {

/// The letters of a run one by one, so that its end can be given back to the sentence.
struct RunLetter {
  std::string text;
  std::size_t start = 0, next = 0;
  bool certain = false;
};

std::vector<RunLetter> letters_from(const Utterance &utterance, std::size_t at) {
  std::vector<RunLetter> letters;
  for (std::size_t i = at; i < utterance.tokens.size();) {
    const std::size_t start = !letters.empty() && is_separator(utterance.word(i)) ? i + 1 : i;
    if (!letters.empty()) {
      if (const auto sign = named_sign(utterance, start); sign && read_letter(utterance, sign->next)) {
        letters.back().text += sign->text;
        i = sign->next;
        continue;
      }
    }
    const auto letter = read_letter(utterance, start);
    if (!letter) break;
    letters.push_back({letter->text, start, letter->next, letter->certain});
    i = letter->next;
  }
  return letters;
}

/// Words that only might be letters, at the end of a run with a sentence behind it, belong to the sentence.
void trim_end(const Utterance &utterance, std::vector<RunLetter> &letters) {
  const auto sentence_follows = [&](const RunLetter &last) {
    return last.next < utterance.tokens.size() && utterance.tokens[last.next].kind == Token::Kind::word;
  };
  while (letters.size() > 2 && sentence_follows(letters.back()) &&
         (!letters.back().certain || goes_on(utterance, letters.back().start, letters.back().next)))
    letters.pop_back();
}

}  // namespace

std::optional<SpelledWord> read_spelled_word(const Utterance &utterance, std::size_t at) {
  if (auto radio = radio_word(utterance, at)) return radio;
  std::vector<RunLetter> letters = letters_from(utterance, at);
  trim_end(utterance, letters);
  SpelledWord out{{}, at, at, letters.size()};
  std::size_t certain = 0;
  for (const RunLetter &letter : letters) {
    out.text += letter.text;
    out.next = letter.next;
    certain += letter.certain ? 1 : 0;
  }
  if (out.letters < 2 || certain * 2 <= out.letters) return {};
  return out;
}

namespace {

/// "k", "zeta", "l's" after "with a".
std::optional<Letter> hinted_letter(const Utterance &utterance, std::size_t at) {
  static constexpr WordSet kPairs = {"ph", "th", "ch", "ck", "ie", "ei", "ea", "ee"};
  const Word word = utterance.word(at);
  if (among(word, kPairs)) return Letter{std::string(word), at + 1, true};
  if (word == "p" && utterance.word(at + 1) == "h") return Letter{"ph", at + 2, true};
  if (word.size() == 3 && word.substr(1) == "'s") return Letter{std::string(word.substr(0, 1)), at + 1, true};
  auto letter = read_letter(utterance, at);
  if (letter && letter->text.size() > 1 && letter->text != "ñ" && letter->text[0] == letter->text[1]) return letter;
  if (!letter && word.size() > 2 && word.back() == 's') {  // "dos eles", "two ells"
    for (const NamedLetter &named : kLetterNames) {
      if (named.certain && named.word == word.substr(0, word.size() - 1)) return Letter{std::string(named.letter), at + 1, true};
    }
  }
  return letter;
}

}  // namespace

std::optional<SpellingHint> read_spelling_hint(const Utterance &utterance, std::size_t at) {
  using Kind = SpellingHint::Kind;
  static constexpr WordSet kArticles = {"a", "an", "the", "la", "una", "un"};
  static constexpr WordSet kWith = {"with", "con"};
  static constexpr WordSet kWithout = {"without", "sin", "no"};
  static constexpr WordSet kEnding = {"ending", "ends", "termina", "terminado", "terminada"};
  const Word word = utterance.word(at);
  const bool with = among(word, kWith), without = among(word, kWithout), ending = among(word, kEnding);
  if (!with && !without && !ending) return {};
  Kind kind = with ? Kind::with : without ? Kind::without : Kind::ends_with;
  std::size_t i = at + 1;
  if (ending && (utterance.word(i) == "in" || utterance.word(i) == "with" || utterance.word(i) == "en" || utterance.word(i) == "con")) ++i;
  const Word count = utterance.word(i);
  if (with && (count == "two" || count == "2" || count == "dos"))
    kind = Kind::doubled, ++i;
  else if (with && (count == "one" || count == "1" || count == "just" || count == "una" || count == "only" || count == "single")) {
    kind = Kind::single;
    i += count == "just" || count == "only" ? 2 : 1;
  } else if (among(count, kArticles) && hinted_letter(utterance, i + 1)) {
    ++i;
  }
  auto letter = hinted_letter(utterance, i);
  if (!letter) return {};
  if (letter->text.size() == 2 && letter->text[0] == letter->text[1]) {
    letter->text.resize(1);
    kind = kind == Kind::with ? Kind::doubled : kind;
  }
  std::size_t next = letter->next;
  if (utterance.word(next) == "at" && utterance.word(next + 1) == "the" && utterance.word(next + 2) == "end")
    kind = Kind::ends_with, next += 3;
  if (utterance.word(next) == "al" && utterance.word(next + 1) == "final") kind = Kind::ends_with, next += 2;
  return SpellingHint{kind, letter->text, next};
}

}  // namespace callwell::nlu
