#include "nlu/spelling_numbers.hpp"

#include <algorithm>

#include "nlu/word_table.hpp"

namespace callwell::nlu {

namespace {

using Kind = NumberWord::Kind;

struct Row {
  std::string_view word;
  std::int32_t value;
  Kind kind;
  bool ordinal = false;
  bool homophone = false;
};

constexpr Row kRows[] = {
    {"zero", 0, Kind::digit},
    {"oh", 0, Kind::digit},
    {"o", 0, Kind::digit},
    {"nought", 0, Kind::digit},
    {"naught", 0, Kind::digit},
    {"aught", 0, Kind::digit},
    {"ought", 0, Kind::digit},
    {"one", 1, Kind::digit},
    {"two", 2, Kind::digit},
    {"three", 3, Kind::digit},
    {"four", 4, Kind::digit},
    {"five", 5, Kind::digit},
    {"six", 6, Kind::digit},
    {"seven", 7, Kind::digit},
    {"eight", 8, Kind::digit},
    {"nine", 9, Kind::digit},
    {"niner", 9, Kind::digit},
    {"won", 1, Kind::digit, false, true},
    {"to", 2, Kind::digit, false, true},
    {"too", 2, Kind::digit, false, true},
    {"tree", 3, Kind::digit, false, true},
    {"for", 4, Kind::digit, false, true},
    {"fore", 4, Kind::digit, false, true},
    {"fife", 5, Kind::digit, false, true},
    {"ate", 8, Kind::digit, false, true},
    {"owe", 0, Kind::digit, false, true},
    {"ten", 10, Kind::teen},
    {"eleven", 11, Kind::teen},
    {"twelve", 12, Kind::teen},
    {"thirteen", 13, Kind::teen},
    {"fourteen", 14, Kind::teen},
    {"fifteen", 15, Kind::teen},
    {"sixteen", 16, Kind::teen},
    {"seventeen", 17, Kind::teen},
    {"eighteen", 18, Kind::teen},
    {"nineteen", 19, Kind::teen},
    {"twenty", 20, Kind::tens},
    {"thirty", 30, Kind::tens},
    {"forty", 40, Kind::tens},
    {"fourty", 40, Kind::tens},
    {"fifty", 50, Kind::tens},
    {"sixty", 60, Kind::tens},
    {"seventy", 70, Kind::tens},
    {"eighty", 80, Kind::tens},
    {"ninety", 90, Kind::tens},
    {"hundred", 100, Kind::hundred},
    {"thousand", 1000, Kind::thousand},
    {"cero", 0, Kind::digit},
    {"un", 1, Kind::digit},
    {"uno", 1, Kind::digit},
    {"una", 1, Kind::digit},
    {"dos", 2, Kind::digit},
    {"tres", 3, Kind::digit},
    {"cuatro", 4, Kind::digit},
    {"cinco", 5, Kind::digit},
    {"seis", 6, Kind::digit},
    {"siete", 7, Kind::digit},
    {"ocho", 8, Kind::digit},
    {"nueve", 9, Kind::digit},
    {"diez", 10, Kind::teen},
    {"once", 11, Kind::teen},
    {"doce", 12, Kind::teen},
    {"trece", 13, Kind::teen},
    {"catorce", 14, Kind::teen},
    {"quince", 15, Kind::teen},
    {"dieciseis", 16, Kind::teen},
    {"diecisiete", 17, Kind::teen},
    {"dieciocho", 18, Kind::teen},
    {"diecinueve", 19, Kind::teen},
    {"veinte", 20, Kind::tens},
    {"veintiuno", 21, Kind::teen},
    {"veintiun", 21, Kind::teen},
    {"veintiuna", 21, Kind::teen},
    {"veintidos", 22, Kind::teen},
    {"veintitres", 23, Kind::teen},
    {"veinticuatro", 24, Kind::teen},
    {"veinticinco", 25, Kind::teen},
    {"veintiseis", 26, Kind::teen},
    {"veintisiete", 27, Kind::teen},
    {"veintiocho", 28, Kind::teen},
    {"veintinueve", 29, Kind::teen},
    {"treinta", 30, Kind::tens},
    {"cuarenta", 40, Kind::tens},
    {"cincuenta", 50, Kind::tens},
    {"sesenta", 60, Kind::tens},
    {"setenta", 70, Kind::tens},
    {"ochenta", 80, Kind::tens},
    {"noventa", 90, Kind::tens},
    {"cien", 100, Kind::hundreds},
    {"ciento", 100, Kind::hundreds},
    {"doscientos", 200, Kind::hundreds},
    {"trescientos", 300, Kind::hundreds},
    {"cuatrocientos", 400, Kind::hundreds},
    {"quinientos", 500, Kind::hundreds},
    {"seiscientos", 600, Kind::hundreds},
    {"setecientos", 700, Kind::hundreds},
    {"ochocientos", 800, Kind::hundreds},
    {"novecientos", 900, Kind::hundreds},
    {"mil", 1000, Kind::thousand},
    {"first", 1, Kind::digit, true},
    {"second", 2, Kind::digit, true},
    {"third", 3, Kind::digit, true},
    {"fourth", 4, Kind::digit, true},
    {"fifth", 5, Kind::digit, true},
    {"sixth", 6, Kind::digit, true},
    {"seventh", 7, Kind::digit, true},
    {"eighth", 8, Kind::digit, true},
    {"ninth", 9, Kind::digit, true},
    {"tenth", 10, Kind::teen, true},
    {"eleventh", 11, Kind::teen, true},
    {"twelfth", 12, Kind::teen, true},
    {"thirteenth", 13, Kind::teen, true},
    {"fourteenth", 14, Kind::teen, true},
    {"fifteenth", 15, Kind::teen, true},
    {"sixteenth", 16, Kind::teen, true},
    {"seventeenth", 17, Kind::teen, true},
    {"eighteenth", 18, Kind::teen, true},
    {"nineteenth", 19, Kind::teen, true},
    {"twentieth", 20, Kind::tens, true},
    {"thirtieth", 30, Kind::tens, true},
    {"primero", 1, Kind::digit, true},
    {"primer", 1, Kind::digit, true},
    {"segundo", 2, Kind::digit, true},
    {"tercero", 3, Kind::digit, true},
};

constexpr struct {
  Word word;
  std::size_t times;
} kRepeats[] = {{Word("double"), 2}, {Word("doble"), 2},     {Word("dobles"), 2},   {Word("triple"), 3},
                {Word("treble"), 3}, {Word("quadruple"), 4}, {Word("cuadruple"), 4}};

std::string text_of(std::int32_t value) { return std::to_string(value); }

/// The unit said after the tens word at `at` ("seventy five", "seventy-five", "treinta y cinco"), and where it ends.
std::optional<std::pair<std::int32_t, std::size_t>> unit_after(const Utterance &utterance, std::size_t at) {
  std::size_t next = at + 1;
  if (utterance.word(next) == "y" || (utterance.word(next) == "-" && utterance.touching(at))) ++next;
  const auto unit = number_word(utterance.word(next));
  if (!unit || unit->kind != Kind::digit || unit->value == 0 || unit->ordinal || unit->homophone) return {};
  return std::pair{unit->value, next + 1};
}

DigitGroup group_of(std::size_t first, std::size_t next, std::vector<std::string> readings) {
  return {std::move(readings), first, next, false, false};
}

/// "fifty five" beside "fifty" "five".
DigitGroup tens_group(const Utterance &utterance, std::size_t at, std::int32_t tens) {
  const auto unit = unit_after(utterance, at);
  if (!unit) return group_of(at, at + 1, {text_of(tens)});
  if (utterance.word(unit->second) == "hundred") return group_of(at, unit->second + 1, {text_of((tens + unit->first) * 100)});
  return group_of(at, unit->second, {text_of(tens + unit->first), text_of(tens) + text_of(unit->first)});
}

/// Below a hundred, for what follows "five hundred" or "quinientos".
DigitGroup hundreds_group(const Utterance &utterance, std::size_t first, std::size_t next, std::int32_t hundreds) {
  const bool spanish = next == first + 1;  // "trescientos cinco" is one number, "three hundred five" mostly two
  std::size_t rest = next;
  if (utterance.word(rest) == "and") ++rest;
  const auto word = number_word(utterance.word(rest));
  const bool below =
      word && !word->ordinal && !word->homophone &&
      (word->kind == Kind::teen || word->kind == Kind::tens || (word->kind == Kind::digit && word->value > 0 && (rest > next || spanish)));
  if (!below) return group_of(first, next, {text_of(hundreds)});
  std::int32_t value = word->value;
  std::size_t end = rest + 1;
  if (word->kind == Kind::tens) {
    if (const auto unit = unit_after(utterance, rest)) value += unit->first, end = unit->second;
  }
  return group_of(first, end, {text_of(hundreds + value), text_of(hundreds) + text_of(value)});
}

const std::size_t *repeat_of(const Word &word) {
  const auto *repeat =
      std::find_if(std::begin(kRepeats), std::end(kRepeats), [&](const auto &r) { return r.word.hash == word.hash && r.word == word; });
  return repeat == std::end(kRepeats) ? nullptr : &repeat->times;
}

std::optional<DigitGroup> repeated_group(const Utterance &utterance, std::size_t at) {
  const std::size_t *times = repeat_of(utterance.word(at));
  if (!times || repeat_of(utterance.word(at + 1))) return {};
  auto inner = read_digit_group(utterance, at + 1, false);
  if (!inner || inner->readings.front().empty()) return {};
  std::string digits;
  for (std::size_t i = 0; i < *times; ++i) digits += inner->readings.front()[0];
  digits += inner->readings.front().substr(1);  // "double 2 3" written together
  return group_of(at, inner->next, {digits});
}

DigitGroup word_group(const Utterance &utterance, std::size_t at, const NumberWord &word) {
  const auto scale = number_word(utterance.word(at + 1));
  const bool unit = (word.kind == Kind::digit && word.value > 0) || word.kind == Kind::teen;
  if (unit && scale && scale->kind == Kind::hundred) return hundreds_group(utterance, at, at + 2, word.value * 100);
  if (unit && scale && scale->kind == Kind::thousand) return hundreds_group(utterance, at, at + 2, word.value * 1000);
  if (word.kind == Kind::tens) return tens_group(utterance, at, word.value);
  if (word.kind == Kind::hundreds) return hundreds_group(utterance, at, at + 1, word.value);
  return group_of(at, at + 1, {text_of(word.value)});
}

}  // namespace

std::optional<NumberWord> number_word(const Word &word) {
  static const auto index = [] {
    WordTable<NumberWord> table;
    for (const Row &row : kRows) table.insert(row.word, {row.value, row.kind, row.ordinal, row.homophone});
    return table;
  }();
  const NumberWord *found = index.find(word);
  return found ? std::optional(*found) : std::nullopt;
}

std::optional<DigitGroup> read_digit_group(const Utterance &utterance, std::size_t at, bool homophones) {
  if (at >= utterance.tokens.size()) return {};
  const Token &token = utterance.tokens[at];
  if (token.kind == Token::Kind::number) return DigitGroup{{token.text}, at, at + 1, true, false};
  if (auto repeated = repeated_group(utterance, at)) return repeated;
  const auto word = number_word(token.word());
  if (!word || word->ordinal || word->kind == Kind::hundred) return {};
  if (!word->homophone) return word_group(utterance, at, *word);
  if (!homophones) return {};
  return DigitGroup{{text_of(word->value), ""}, at, at + 1, false, true};
}

}  // namespace callwell::nlu
