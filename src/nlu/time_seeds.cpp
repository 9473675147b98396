#include "nlu/time_seeds.hpp"

#include "nlu/time_items.hpp"
#include "nlu/time_words.hpp"

namespace callwell::nlu {

namespace {

void seed_numbers(const ParseContext &context, std::uint32_t at, std::vector<Item> &out) {
  for (const Cardinal &reading : cardinals_at(context.utterance, at, context.style)) {
    Item item;
    item.kind = ItemKind::number;
    item.first = at;
    item.end = static_cast<std::uint32_t>(reading.last + 1);
    item.number = reading.value;
    item.digits = reading.digits;
    item.spoken = reading.spoken;
    out.push_back(item);
  }
  if (const auto ordinal = ordinal_at(context.utterance, at)) {
    Item item;
    item.kind = ItemKind::ordinal;
    item.first = at;
    item.end = static_cast<std::uint32_t>(ordinal->last + 1);
    item.number = static_cast<double>(ordinal->value);
    item.spoken = true;
    out.push_back(item);
  }
}

/// "I sat", "you may", "the sun": words of the calendar only in company.
bool is_doubtful_here(const ParseContext &context, std::uint32_t at) {
  const Token &token = context.utterance.tokens[at];
  if (token.capital && at > 0) return false;
  if (context.utterance.tokens.size() == 1) return false;
  constexpr WordSet kBefore = {"i", "you", "he", "she", "we", "they", "it", "the", "that", "el", "la", "al"};
  return at > 0 && among(context.utterance.word(at - 1), kBefore);
}

void push(std::vector<Item> &out, Item item, std::uint32_t at, std::uint32_t tokens = 1) {
  item.first = at;
  item.end = at + tokens;
  out.push_back(std::move(item));
}

void seed_words(const ParseContext &context, std::uint32_t at, std::vector<Item> &out) {
  const Word word = context.utterance.word(at);
  const bool spanish = context.utterance.language == Language::es;
  if (const auto day = weekday_word(word); day && (word != "mar" || spanish)) {
    Item item = weekday_item(day->day);
    item.latent = day->doubtful && (word == "mar" || is_doubtful_here(context, at));
    push(out, item, at);
    if (context.utterance.word(at + 1) == "." && context.utterance.touching(at) && word.size() <= 5) push(out, std::move(item), at, 2);
  }
  if (const auto month = month_word(word)) {
    Item item = month_item(month->month);
    item.latent = month->doubtful && (word == "may" || word == "mar" || is_doubtful_here(context, at));
    push(out, item, at);
    if (context.utterance.word(at + 1) == "." && context.utterance.touching(at) && word.size() <= 4) push(out, std::move(item), at, 2);
  }
  if (spanish && word == "set" && at > 0 && context.utterance.word(at - 1) == "de") push(out, month_item(9), at);
  if (const auto grain = grain_word(word); grain && !(spanish && word == "mo")) {   // "11mo" is the eleventh
    Item item;
    item.kind = ItemKind::grain;
    item.grain = *grain;
    push(out, std::move(item), at);
  }
  if (const auto part = part_word(word)) {
    Item item = part_item(part->part, part->spanish);
    item.latent = true;
    push(out, std::move(item), at);
  }
}

}  // namespace

void seed_times(const ParseContext &context, std::uint32_t at, std::vector<Item> &out) {
  seed_numbers(context, at, out);
  seed_digits(context, at, out);
  seed_words(context, at, out);
}

}  // namespace callwell::nlu
