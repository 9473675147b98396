#include "compliance/detect/digit_runs.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace callwell::compliance::detect {

namespace {

using Tokens = std::vector<nlu::Token>;

enum class Form : std::uint8_t { unit, teen, ten, hundred, repeat };
struct NumberWord {
  std::string_view word;
  int value;
  Form form;
  bool ordinal = false;
};

constexpr NumberWord kWords[]{{"zero", 0, Form::unit},
                              {"oh", 0, Form::unit},
                              {"o", 0, Form::unit},
                              {"nought", 0, Form::unit},
                              {"one", 1, Form::unit},
                              {"two", 2, Form::unit},
                              {"three", 3, Form::unit},
                              {"four", 4, Form::unit},
                              {"five", 5, Form::unit},
                              {"six", 6, Form::unit},
                              {"seven", 7, Form::unit},
                              {"eight", 8, Form::unit},
                              {"nine", 9, Form::unit},
                              {"ten", 10, Form::teen},
                              {"eleven", 11, Form::teen},
                              {"twelve", 12, Form::teen},
                              {"thirteen", 13, Form::teen},
                              {"fourteen", 14, Form::teen},
                              {"fifteen", 15, Form::teen},
                              {"sixteen", 16, Form::teen},
                              {"seventeen", 17, Form::teen},
                              {"eighteen", 18, Form::teen},
                              {"nineteen", 19, Form::teen},
                              {"twenty", 20, Form::ten},
                              {"thirty", 30, Form::ten},
                              {"forty", 40, Form::ten},
                              {"fourty", 40, Form::ten},
                              {"fifty", 50, Form::ten},
                              {"sixty", 60, Form::ten},
                              {"seventy", 70, Form::ten},
                              {"eighty", 80, Form::ten},
                              {"ninety", 90, Form::ten},
                              {"hundred", 100, Form::hundred},
                              {"double", 2, Form::repeat},
                              {"triple", 3, Form::repeat},
                              {"first", 1, Form::unit, true},
                              {"second", 2, Form::unit, true},
                              {"third", 3, Form::unit, true},
                              {"fourth", 4, Form::unit, true},
                              {"fifth", 5, Form::unit, true},
                              {"sixth", 6, Form::unit, true},
                              {"seventh", 7, Form::unit, true},
                              {"eighth", 8, Form::unit, true},
                              {"ninth", 9, Form::unit, true},
                              {"tenth", 10, Form::teen, true},
                              {"eleventh", 11, Form::teen, true},
                              {"twelfth", 12, Form::teen, true},
                              {"thirteenth", 13, Form::teen, true},
                              {"fourteenth", 14, Form::teen, true},
                              {"fifteenth", 15, Form::teen, true},
                              {"sixteenth", 16, Form::teen, true},
                              {"seventeenth", 17, Form::teen, true},
                              {"eighteenth", 18, Form::teen, true},
                              {"nineteenth", 19, Form::teen, true},
                              {"twentieth", 20, Form::ten, true},
                              {"thirtieth", 30, Form::ten, true},
                              {"cero", 0, Form::unit},
                              {"uno", 1, Form::unit},
                              {"una", 1, Form::unit},
                              {"un", 1, Form::unit},
                              {"dos", 2, Form::unit},
                              {"tres", 3, Form::unit},
                              {"cuatro", 4, Form::unit},
                              {"cinco", 5, Form::unit},
                              {"seis", 6, Form::unit},
                              {"siete", 7, Form::unit},
                              {"ocho", 8, Form::unit},
                              {"nueve", 9, Form::unit},
                              {"diez", 10, Form::teen},
                              {"once", 11, Form::teen},
                              {"doce", 12, Form::teen},
                              {"trece", 13, Form::teen},
                              {"catorce", 14, Form::teen},
                              {"quince", 15, Form::teen},
                              {"dieciseis", 16, Form::teen},
                              {"diecisiete", 17, Form::teen},
                              {"dieciocho", 18, Form::teen},
                              {"diecinueve", 19, Form::teen},
                              {"veinte", 20, Form::teen},
                              {"veintiuno", 21, Form::teen},
                              {"veintiun", 21, Form::teen},
                              {"veintiuna", 21, Form::teen},
                              {"veintidos", 22, Form::teen},
                              {"veintitres", 23, Form::teen},
                              {"veinticuatro", 24, Form::teen},
                              {"veinticinco", 25, Form::teen},
                              {"veintiseis", 26, Form::teen},
                              {"veintisiete", 27, Form::teen},
                              {"veintiocho", 28, Form::teen},
                              {"veintinueve", 29, Form::teen},
                              {"treinta", 30, Form::ten},
                              {"cuarenta", 40, Form::ten},
                              {"cincuenta", 50, Form::ten},
                              {"sesenta", 60, Form::ten},
                              {"setenta", 70, Form::ten},
                              {"ochenta", 80, Form::ten},
                              {"noventa", 90, Form::ten},
                              {"cien", 100, Form::hundred},
                              {"ciento", 100, Form::hundred},
                              {"doble", 2, Form::repeat},
                              {"primero", 1, Form::unit, true},
                              {"primer", 1, Form::unit, true}};

const NumberWord *number_word(std::string_view word) {
  static const auto table = [] {
    std::unordered_map<std::string_view, const NumberWord *> map;
    for (const NumberWord &entry : kWords) map.emplace(entry.word, &entry);
    return map;
  }();
  const auto found = table.find(word);
  return found == table.end() ? nullptr : found->second;
}

const NumberWord *word_at(const Tokens &tokens, std::size_t i) {
  return i < tokens.size() && tokens[i].kind == nlu::Token::Kind::word ? number_word(tokens[i].text) : nullptr;
}

bool is(const Tokens &tokens, std::size_t i, std::string_view text) { return i < tokens.size() && tokens[i].text == text; }
bool is_number(const Tokens &tokens, std::size_t i) { return i < tokens.size() && tokens[i].kind == nlu::Token::Kind::number; }
bool touches(const Tokens &tokens, std::size_t i) { return i > 0 && i < tokens.size() && !tokens[i].space_before; }

/// "sixty one" or "sesenta y uno" after a multiple of ten: where the unit stands, or nothing.
std::optional<std::size_t> unit_after_ten(const Tokens &tokens, std::size_t i) {
  std::size_t at = i + 1;
  if (is(tokens, at, "-") && touches(tokens, at))
    ++at;
  else if (is(tokens, at, "y"))
    ++at;
  const NumberWord *unit = word_at(tokens, at);
  const bool zero_word = unit && unit->value == 0;
  return unit && unit->form == Form::unit && !zero_word ? std::optional(at) : std::nullopt;
}

bool touches_letters(const Tokens &tokens, std::size_t i) {
  const bool before = touches(tokens, i) && tokens[i - 1].kind == nlu::Token::Kind::word;
  const bool after =
      touches(tokens, i + 1) && tokens[i + 1].kind == nlu::Token::Kind::word && tokens[i + 1].text != "x" && tokens[i + 1].text != "ext";
  return before || after;
}

/// The next written group after token `i`, if only a space or one - . ( ) stands between; sets the separator.
std::optional<std::size_t> next_group(const Tokens &tokens, std::size_t i, DigitRun &run) {
  std::size_t at = i + 1;
  char separator = ' ';
  if (is(tokens, at, ")")) run.parenthesis = true, ++at;
  if (is(tokens, at, "-") || is(tokens, at, ".")) {
    if (tokens[at].text == "." && !touches(tokens, at + 1)) return std::nullopt;  // the end of a sentence
    separator = tokens[at++].text[0];
  } else if (is(tokens, at, "(")) {
    run.parenthesis = true, ++at;
  }
  if (!is_number(tokens, at) || touches_letters(tokens, at)) return std::nullopt;
  if (run.separator == 0) run.separator = separator;
  return at;
}

DigitRun read_written(const Tokens &tokens, std::size_t i) {
  constexpr std::size_t kMaxGroups = 40;
  DigitRun run;
  run.first = i;
  if (i > 0 && is(tokens, i - 1, "(")) run.parenthesis = true, --run.first;
  if (run.first > 0 && is(tokens, run.first - 1, "+")) run.plus = true, --run.first;
  for (std::optional<std::size_t> at = i; at && run.groups.size() < kMaxGroups; at = next_group(tokens, *at, run)) {
    run.groups.push_back({*at, *at + 1, tokens[*at].text});
    run.digits += tokens[*at].text;
  }
  run.last = run.groups.back().last;
  return run;
}

/// Where a spoken run goes on after `i`: past a comma or a hesitation, when digits follow.
std::size_t past_pause(const Tokens &tokens, std::size_t i) {
  constexpr std::array<std::string_view, 5> kPauses{",", "uh", "um", "eh", "-"};
  const bool pause = i < tokens.size() && std::find(kPauses.begin(), kPauses.end(), tokens[i].text) != kPauses.end();
  return pause ? i + 1 : i;
}

DigitRun read_spoken(const Tokens &tokens, std::size_t i) {
  constexpr std::size_t kMaxGroups = 64;
  DigitRun run;
  run.first = i;
  run.spoken = true;
  for (auto group = read_spoken_digits(tokens, i); group && run.groups.size() < kMaxGroups; group = read_spoken_digits(tokens, i)) {
    run.groups.push_back({i, i + group->tokens, group->digits});
    run.digits += group->digits;
    run.last = i + group->tokens;
    i = past_pause(tokens, run.last);
  }
  return run;
}

}  // namespace

std::optional<SpokenDigits> read_spoken_digits(const Tokens &tokens, std::size_t i) {
  if (is_number(tokens, i) && !touches_letters(tokens, i) && tokens[i].text.size() <= 4) return SpokenDigits{tokens[i].text, 1};
  const NumberWord *word = word_at(tokens, i);
  if (!word || word->ordinal || word->form == Form::hundred) return std::nullopt;
  if (word->form == Form::repeat) {
    const NumberWord *unit = word_at(tokens, i + 1);
    if (!unit || unit->form != Form::unit || unit->ordinal) return std::nullopt;
    return SpokenDigits{std::string(static_cast<std::size_t>(word->value), static_cast<char>('0' + unit->value)), 2};
  }
  if (word->form == Form::ten) {
    if (const auto unit = unit_after_ten(tokens, i); unit && !word_at(tokens, *unit)->ordinal) {
      return SpokenDigits{std::to_string(word->value + word_at(tokens, *unit)->value), *unit + 1 - i};
    }
  }
  if (word->form == Form::unit && is(tokens, i + 1, "hundred")) return SpokenDigits{std::to_string(word->value) + "00", 2};
  return SpokenDigits{std::to_string(word->value), 1};
}

std::optional<SpokenNumber> read_spoken_number(const Tokens &tokens, std::size_t i) {
  const NumberWord *word = word_at(tokens, i);
  if (!word || word->form == Form::repeat) return std::nullopt;
  if (word->form == Form::hundred || (word->value == 1 && is(tokens, i + 1, "hundred"))) {  // a hundred and two; ciento dos
    std::size_t at = i + (word->form == Form::hundred ? 1 : 2);
    if (is(tokens, at, "and")) ++at;
    const auto rest = word_at(tokens, at) && word_at(tokens, at)->form != Form::hundred ? read_spoken_number(tokens, at) : std::nullopt;
    if (rest) return SpokenNumber{100 + rest->value, at + rest->tokens - i, rest->ordinal};
    return SpokenNumber{100, i + (word->form == Form::hundred ? 1 : 2) - i, false};
  }
  if (word->form == Form::ten) {
    if (const auto unit = unit_after_ten(tokens, i))
      return SpokenNumber{word->value + word_at(tokens, *unit)->value, *unit + 1 - i, word_at(tokens, *unit)->ordinal};
  }
  return SpokenNumber{word->value, 1, word->ordinal};
}

bool is_spelled_letter(const nlu::Token &token) {
  constexpr std::array<std::string_view, 22> kNames{"be", "ce",   "efe", "ge", "hache", "jota",  "ka",   "ele",    "eme", "ene", "pe",
                                                    "cu", "erre", "ese", "te", "uve",   "equis", "zeta", "griega", "ve",  "de",  "double"};
  if (token.kind != nlu::Token::Kind::word) return false;
  return token.text.size() == 1 || std::find(kNames.begin(), kNames.end(), token.text) != kNames.end();
}

std::vector<DigitRun> find_digit_runs(const Tokens &tokens) {
  std::vector<DigitRun> runs;
  for (std::size_t i = 0; i < tokens.size();) {
    const bool written = is_number(tokens, i) && !touches_letters(tokens, i);
    if (!written && !read_spoken_digits(tokens, i)) {
      ++i;
      continue;
    }
    DigitRun run = written ? read_written(tokens, i) : read_spoken(tokens, i);
    i = std::max(run.last, i + 1);
    runs.push_back(std::move(run));
  }
  return runs;
}

}  // namespace callwell::compliance::detect
