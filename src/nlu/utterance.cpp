#include "nlu/utterance.hpp"

namespace callwell::nlu {

std::string_view Utterance::written(std::size_t first, std::size_t last) const {
  if (first > last || last >= tokens.size()) return {};
  return text.substr(tokens[first].byte_start, tokens[last].byte_end - tokens[first].byte_start);
}

Utterance read_utterance(std::string_view text, Language language) { return {text, tokenize(text, kMaxUtteranceTokens), language}; }

Entity make_entity(const Utterance &utterance, EntityType type, std::size_t first, std::size_t last, EntityValue value, float confidence) {
  return {
      type,      utterance.tokens[first].start, utterance.tokens[last].end, std::string(utterance.written(first, last)), std::move(value),
      confidence};
}

}  // namespace callwell::nlu
