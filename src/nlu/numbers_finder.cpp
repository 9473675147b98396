// Finds numbers and ordinals that stand for themselves.
#include <algorithm>
#include <cmath>
#include <iterator>

#include "nlu/finders.hpp"
#include "nlu/fractions.hpp"
#include "nlu/number_words.hpp"
#include "nlu/numbers.hpp"

namespace callwell::nlu {

namespace {

constexpr float kPlain = 0.9F, kWeak = 0.4F;   ///< weak: "one", "a" and "second" are mostly something else

bool is_minus(const Utterance &utterance, std::size_t i) {
  const Word word = utterance.word(i);
  if (word == "minus" || word == "negative" || word == "menos" || word == "negativo") return true;
  if (word != "-") return false;
  return i == 0 || (utterance.tokens[i].space_before && utterance.tokens[i - 1].kind != Token::Kind::number);
}

/// "one twenty two": the hundreds said without their word.
std::optional<Cardinal> spoken_hundreds(const Utterance &utterance, std::size_t i, NumberStyle style) {
  const auto first = number_word(utterance.word(i), false);
  if (!first || first->role != NumberRole::unit || first->value == 0) return std::nullopt;
  const auto rest = cardinal_at(utterance, i + 1, style);
  if (!rest || !rest->spoken || rest->value < 20 || rest->value > 99) return std::nullopt;
  return Cardinal{first->value * 100 + rest->value, rest->last, true, 0};
}

std::optional<Cardinal> number_here(const Utterance &utterance, std::size_t i, NumberStyle style) {
  if (const auto hundreds = spoken_hundreds(utterance, i, style)) return hundreds;
  return cardinal_at(utterance, i, style);
}

bool is_part_of_a_word(const Utterance &utterance, std::size_t first, std::size_t last) {
  const bool before = first > 0 && utterance.touching(first - 1) && utterance.tokens[first - 1].kind == Token::Kind::word;
  const bool after = utterance.touching(last) && utterance.tokens[last + 1].kind == Token::Kind::word;
  return utterance.tokens[first].kind == Token::Kind::number && (before || after);
}

/// "the one you mentioned", "that one": no count.
bool stands_for_a_noun(const Utterance &utterance, std::size_t one) {
  constexpr std::string_view kBefore[]{"the",     "this", "that", "which",    "every", "each",
                                       "another", "last", "next", "previous", "other", "same"};
  const std::string_view before = one > 0 ? utterance.word(one - 1) : std::string_view();
  return std::find(std::begin(kBefore), std::end(kBefore), before) != std::end(kBefore) || ordinal_word(before) != 0;
}

}  // namespace

void find_numbers(const Utterance &utterance, const Context &context, std::vector<Entity> &out) {
  const NumberStyle style = number_style(utterance.language, context.country);
  for (std::size_t i = 0; i < utterance.tokens.size();) {
    const bool minus = is_minus(utterance, i);
    const std::size_t start = minus ? i + 1 : i;
    const auto parts = fraction_at(utterance, start, style);
    if (const auto ordinal = parts ? std::nullopt : ordinal_at(utterance, i)) {   // "twenty fifths" is no fifth
      out.push_back(make_entity(utterance, EntityType::ordinal, i, ordinal->last, Ordinal{ordinal->value}, ordinal->noun ? kWeak : kPlain));
      i = ordinal->last + 1;
      continue;
    }
    const auto number = parts ? parts : number_here(utterance, start, style);
    if (!number) {
      ++i;
      continue;
    }
    const Word word = utterance.word(start);
    const bool percent = word == "ciento" && start > 0 && utterance.word(start - 1) == "por";   // "diez por ciento"
    if (percent || (number->last == start && word == "one" && stands_for_a_noun(utterance, start))) {
      ++i;
      continue;
    }
    const bool article = number->last == start && (word == "one" || word == "un" || word == "una" || word == "uno");
    if (!is_part_of_a_word(utterance, start, number->last)) {
      const Number value{minus ? -number->value : number->value};
      out.push_back(make_entity(utterance, EntityType::number, i, number->last, value, article ? kWeak : kPlain));
    }
    i = number->last + 1;
  }
}

}  // namespace callwell::nlu
