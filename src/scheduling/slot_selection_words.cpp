#include "scheduling/slot_selection_words.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "nlu/tokens.hpp"
#include "scheduling/slot_selection.hpp"

namespace callwell::scheduling {

namespace {

using NumberTable = std::unordered_map<std::string_view, std::int32_t>;

const NumberTable kCardinals{
    {"zero", 0},         {"one", 1},         {"two", 2},          {"three", 3},         {"four", 4},         {"five", 5},
    {"six", 6},          {"seven", 7},       {"eight", 8},        {"nine", 9},          {"ten", 10},         {"eleven", 11},
    {"twelve", 12},      {"thirteen", 13},   {"fourteen", 14},    {"fifteen", 15},      {"sixteen", 16},     {"seventeen", 17},
    {"eighteen", 18},    {"nineteen", 19},   {"twenty", 20},      {"thirty", 30},       {"forty", 40},       {"fourty", 40},
    {"fifty", 50},       {"cero", 0},        {"uno", 1},          {"una", 1},           {"dos", 2},          {"tres", 3},
    {"cuatro", 4},       {"cinco", 5},       {"seis", 6},         {"siete", 7},         {"ocho", 8},         {"nueve", 9},
    {"diez", 10},        {"once", 11},       {"doce", 12},        {"trece", 13},        {"catorce", 14},     {"quince", 15},
    {"dieciseis", 16},   {"diecisiete", 17}, {"dieciocho", 18},   {"diecinueve", 19},   {"veinte", 20},      {"veintiuno", 21},
    {"veintiuna", 21},   {"veintidos", 22},  {"veintitres", 23},  {"veinticuatro", 24}, {"veinticinco", 25}, {"veintiseis", 26},
    {"veintisiete", 27}, {"veintiocho", 28}, {"veintinueve", 29}, {"treinta", 30},      {"cuarenta", 40},    {"cincuenta", 50}};

const NumberTable kOrdinals{
    {"first", 1},      {"1rst", 1},           {"frist", 1},         {"second", 2},      {"third", 3},        {"fourth", 4},
    {"forth", 4},      {"fifth", 5},          {"sixth", 6},         {"seventh", 7},     {"eighth", 8},       {"ninth", 9},
    {"tenth", 10},     {"eleventh", 11},      {"twelfth", 12},      {"thirteenth", 13}, {"fourteenth", 14},  {"fifteenth", 15},
    {"sixteenth", 16}, {"seventeenth", 17},   {"eighteenth", 18},   {"nineteenth", 19}, {"twentieth", 20},   {"thirtieth", 30},
    {"last", -1},      {"final", -1},         {"former", 1},        {"latter", -1},     {"penultimate", -2}, {"primera", 1},
    {"primero", 1},    {"primer", 1},         {"segunda", 2},       {"segundo", 2},     {"tercera", 3},      {"tercero", 3},
    {"tercer", 3},     {"cuarta", 4},         {"cuarto", 4},        {"quinta", 5},      {"quinto", 5},       {"sexta", 6},
    {"sexto", 6},      {"septima", 7},        {"septimo", 7},       {"octava", 8},      {"octavo", 8},       {"novena", 9},
    {"noveno", 9},     {"decima", 10},        {"decimo", 10},       {"ultima", -1},     {"ultimo", -1},      {"penultima", -2},
    {"penultimo", -2}, {"antepenultima", -3}, {"antepenultimo", -3}};

/// What stands glued to digits to make an ordinal of them.
constexpr std::string_view kSuffixes[]{"st", "nd", "rd", "th", "ra", "ro", "da", "do", "er",
                                       "ta", "to", "va", "vo", "ma", "mo", "ª",  "º",  "°"};

/// Ways to count from the end after an ordinal: "second TO LAST", "tercera DESDE EL FINAL".
constexpr std::string_view kFromEnd[]{
    "to last", "to the last", "from last",      "from the last",   "from the end",           "from the bottom",        "from bottom",
    "last",    "to the end",  "desde el final", "desde la ultima", "empezando por el final", "contando desde el final"};

constexpr std::string_view kLastButOne[]{"next to last", "before last", "before the last", "antes de la ultima"};

std::optional<std::int32_t> look_up(const NumberTable &table, std::string_view word) {
  const auto found = table.find(word);
  return found == table.end() ? std::nullopt : std::optional(found->second);
}

/// English has an adverb "once": it is eleven only beside Spanish words, or alone.
bool is_eleven(const Words &words, std::size_t at) {
  constexpr std::string_view kBefore[]{"las", "la", "el", "numero", "opcion", "de", "o", "y", "si", "a", "quiero", "deme", "mejor"};
  constexpr std::string_view kAfter[]{"y", "menos", "de", "con", "en", "quince", "treinta", "por"};
  return words.size() <= 2 || (at > 0 && std::ranges::find(kBefore, words[at - 1].text) != std::end(kBefore)) ||
         std::ranges::find(kAfter, word_at(words, at + 1)) != std::end(kAfter);
}

std::size_t phrase_length(const Words &words, std::size_t at, std::string_view phrase) {
  std::size_t used = 0;
  while (!phrase.empty()) {
    const std::string_view word = phrase.substr(0, phrase.find(' '));
    if (word_at(words, at + used) != word) return 0;
    ++used;
    phrase.remove_prefix(std::min(phrase.size(), word.size() + 1));
  }
  return used;
}

std::optional<SpokenNumber> read_digits(const Word &word) {
  if (!word.digits || word.text.size() > 4) return std::nullopt;
  SpokenNumber out{0, 1, word.text.size()};
  std::from_chars(word.text.data(), word.text.data() + word.text.size(), out.value);
  return out;
}

void add_word(Words &words, const nlu::Token &token, bool boundary) {
  Word word{token.text, token.kind == nlu::Token::Kind::number, !token.space_before && !words.empty() && !boundary, boundary};
  std::erase(word.text, '\'');
  if (word.text == "m" && !words.empty() && (words.back().text == "a" || words.back().text == "p")) {
    words.back().text += 'm';
    return;
  }
  words.push_back(std::move(word));
}

/// "2.30" and "2h30" are "2:30"; a colon between digits is a word of its own, every other mark a boundary or nothing.
bool joins_digits(const std::vector<nlu::Token> &tokens, std::size_t i) {
  const std::string_view text = tokens[i].text;
  return (text == ":" || text == "." || text == "/" || text == "-") && i > 0 && i + 1 < tokens.size() &&
         tokens[i - 1].kind == nlu::Token::Kind::number && tokens[i + 1].kind == nlu::Token::Kind::number && !tokens[i].space_before;
}

bool inside_abbreviation(const std::vector<nlu::Token> &tokens, std::size_t i) {
  return tokens[i].text == "." && i > 0 && (tokens[i - 1].text == "a" || tokens[i - 1].text == "p" || tokens[i - 1].text == "dr");
}

}  // namespace

Words read_words(std::string_view text) {
  const std::vector<nlu::Token> tokens = nlu::tokenize(text, kMaxSelectionWords);
  Words words;
  bool boundary = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const nlu::Token &token = tokens[i];
    if (token.kind != nlu::Token::Kind::mark) {
      add_word(words, token, boundary);
      boundary = false;
    } else if (token.text == "#" || token.text == "👍" || token.text == "👌" || joins_digits(tokens, i)) {
      words.push_back({token.text == "." ? ":" : token.text, false, false, boundary});
      boundary = false;
    } else if (!inside_abbreviation(tokens, i)) {
      constexpr std::string_view kStops = ",.;!?";
      boundary = boundary || kStops.find(token.text) != std::string_view::npos;
    }
  }
  return words;
}

std::string_view word_at(const Words &words, std::size_t at) {
  return at < words.size() ? std::string_view(words[at].text) : std::string_view();
}

std::optional<SpokenNumber> read_cardinal(const Words &words, std::size_t at) {
  if (at >= words.size()) return std::nullopt;
  if (words[at].digits) return read_digits(words[at]);
  const auto value = look_up(kCardinals, words[at].text);
  if (!value || (words[at].text == "once" && !is_eleven(words, at))) return std::nullopt;
  if (*value < 20 || *value % 10 != 0) return SpokenNumber{*value, 1, 0};
  const std::size_t unit_at = at + (word_at(words, at + 1) == "y" ? 2 : 1);
  const auto unit = look_up(kCardinals, word_at(words, unit_at));
  // "thirty one" is a number, "the two thirty one" is the one at two thirty: "one" after a ten stays a pronoun.
  if (!unit || *unit < 1 || *unit > 9 || word_at(words, unit_at) == "one") return SpokenNumber{*value, 1, 0};
  return SpokenNumber{*value + *unit, unit_at - at + 1, 0};
}

std::optional<SpokenNumber> read_ordinal(const Words &words, std::size_t at) {
  if (at >= words.size()) return std::nullopt;
  for (const std::string_view phrase : kLastButOne) {
    if (const std::size_t length = phrase_length(words, at, phrase)) return SpokenNumber{-2, length, 0};
  }
  SpokenNumber out;
  if (const auto digits = read_digits(words[at])) {
    const bool suffixed =
        at + 1 < words.size() && words[at + 1].glued && std::ranges::find(kSuffixes, words[at + 1].text) != std::end(kSuffixes);
    if (!suffixed || digits->value == 0) return std::nullopt;
    out = {digits->value, 2, digits->digit_count};
  } else if (const auto ordinal = look_up(kOrdinals, words[at].text)) {
    out.value = *ordinal;
  } else {
    const auto ten = look_up(kCardinals, words[at].text);
    const auto unit = look_up(kOrdinals, word_at(words, at + 1));
    if (!ten || *ten < 20 || *ten % 10 != 0 || !unit || *unit < 1 || *unit > 9) return std::nullopt;
    return SpokenNumber{*ten + *unit, 2, 0};
  }
  if (out.value == -1 && phrase_length(words, at + 1, "but one") != 0) return SpokenNumber{-2, 3, 0};
  if (out.value < 2) return out;
  for (const std::string_view phrase : kFromEnd) {
    if (const std::size_t length = phrase_length(words, at + out.used, phrase)) return SpokenNumber{-out.value, out.used + length, 0};
  }
  return out;
}

}  // namespace callwell::scheduling
