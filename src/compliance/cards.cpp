#include "compliance/cards.hpp"

#include <algorithm>

#include "compliance/redaction.hpp"

namespace callwell::compliance {

namespace {

bool has_digit_or_card_word(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) || text.size() > 40;  // spoken numbers are long
}

RedactOptions cards_only() {
  RedactOptions options;
  for (int type = 0; type <= static_cast<int>(IdentifierType::pin); ++type) options.keep_types.insert(static_cast<IdentifierType>(type));
  for (const IdentifierType card : {IdentifierType::pan, IdentifierType::cvv, IdentifierType::card_exp, IdentifierType::pin}) options.keep_types.erase(card);
  return options;
}

}  // namespace

std::string without_cards(std::string_view text) {
  if (!has_digit_or_card_word(text)) return std::string(text);  // a cheap look first: most turns are short words
  static const RedactOptions options = cards_only();
  const base::Result<Redaction> redaction = redact(text, options);
  return redaction ? redaction->text : std::string("[REDACTED]");
}

}  // namespace callwell::compliance
