// Yes and no, as an answer: at the start of an utterance, with the hedges and politeness around them, in both languages at once.
#include <algorithm>
#include <optional>

#include "nlu/booleans_phrases.hpp"
#include "nlu/finders.hpp"
#include "nlu/spelling_phrase.hpp"

namespace callwell::nlu {

namespace {

using namespace answers;

/// How many tokens from `at` say the phrase; commas may part its words: "no, gracias".
std::size_t answer_length(const Utterance &u, std::size_t at, std::string_view phrase) {
  std::size_t used = 0;
  while (true) {
    const std::size_t space = phrase.find(' ');
    if (used > 0 && u.word(at + used) == ",") ++used;
    if (u.word(at + used) != phrase.substr(0, space)) return 0;
    ++used;
    if (space == std::string_view::npos) return used;
    phrase.remove_prefix(space + 1);
  }
}

struct Match {
  const AnswerPhrase *phrase = nullptr;
  std::size_t first = 0, next = 0;
};

std::optional<Match> phrase_at(const Utterance &u, std::size_t at) {
  static const PhraseIndex index(kPhrases);
  Match best;
  for (const AnswerPhrase *phrase : index.starting(u.word(at))) {
    const std::size_t used = answer_length(u, at, phrase->words);
    if (used > 0 && at + used > best.next) best = {phrase, at, at + used};
  }
  if (!best.phrase) return {};
  return best;
}

/// The first answer within the first words.
std::optional<Match> first_answer(const Utterance &u) {
  constexpr std::size_t kReach = 8;
  for (std::size_t at = 0; at < u.tokens.size() && at < kReach; ++at) {
    const auto match = phrase_at(u, at);
    const bool lead_in = among(u.word(at), kLeadIns);
    if (match && !(lead_in && match->next == at + 1 && phrase_at(u, at + 1))) return match;
    if (!lead_in) return match;
  }
  return {};
}

/// "Let me look at that. No.": a sentence that answers only at its end.
std::optional<Match> last_answer(const Utterance &u) {
  std::size_t end = u.tokens.size();
  while (end > 0 && u.tokens[end - 1].kind == Token::Kind::mark) --end;
  if (end < 2 || u.tokens[end - 2].kind != Token::Kind::mark) return {};
  const auto match = phrase_at(u, end - 1);
  return match && match->next >= end && match->phrase->confidence > 0.9F ? match : std::nullopt;
}

/// How much of the rest is not politeness or a second answer.
std::size_t other_words(const Utterance &u, std::size_t from) {
  std::size_t count = 0;
  for (std::size_t at = from; at < u.tokens.size(); ++at)
    count += among(u.word(at), kPolite) || u.tokens[at].kind == Token::Kind::mark ? 0U : 1U;
  return count;
}

/// A later answer in the same breath that says the opposite: "yes… no, wait", "yeah no".
std::optional<Match> opposite_later(const Utterance &u, const Match &first) {
  for (std::size_t at = first.next; at < u.tokens.size() && at < first.next + 5; ++at) {
    const auto next = phrase_at(u, at);
    if (!next) continue;
    if (next->phrase->value != first.phrase->value && next->phrase->confidence > 0.8F) return next;
    at = next->next - 1;
  }
  return {};
}

Entity entity_of(const Utterance &u, const Match &match, bool value, float confidence) {
  return make_entity(u, EntityType::boolean, match.first, match.next - 1, Boolean{value}, confidence);
}

bool undecided(const Utterance &u, const Match &match) {
  return std::any_of(std::begin(kUndecided), std::end(kUndecided),
                     [&](std::string_view phrase) { return match.first + answer_length(u, match.first, phrase) > match.next; });
}

float confidence_of(const Utterance &u, const Match &match, bool asked) {
  float confidence = match.phrase->confidence;
  const bool bare_no = match.next == match.first + 1 && u.word(match.first) == "no";
  if (bare_no && among(u.word(match.next), kNotAnAnswer)) confidence *= 0.45F;
  if (bare_no && among(u.word(match.next), kPleasantries)) confidence *= 0.5F;
  for (std::size_t at = match.next; at < u.tokens.size() && at < match.next + 3; ++at) {
    if (among(u.word(at), kTurns)) confidence *= 0.75F;
  }
  const bool parted = match.next < u.tokens.size() && u.tokens[match.next].kind == Token::Kind::mark;
  const std::size_t others = other_words(u, match.next);
  const bool firm = match.phrase->confidence >= 0.93F;
  if (others > 0 && !parted) confidence *= firm ? 0.93F : asked ? 0.75F : 0.55F;
  if (others > 6) confidence *= 0.93F;
  if (!asked && match.phrase->confidence < 0.8F && others > 0) confidence *= 0.6F;
  return confidence;
}

}  // namespace

void find_booleans(const Utterance &utterance, const Context &context, std::vector<Entity> &out) {
  const bool asked =
      context.expecting.field == "boolean" || context.expecting.field == "confirm" || context.expecting.field == "confirmation";
  auto match = first_answer(utterance);
  if (match && undecided(utterance, *match)) return;
  if (match) {
    const float confidence = confidence_of(utterance, *match, asked);
    if (const auto opposite = opposite_later(utterance, *match); opposite && match->phrase->confidence < 0.9F) {
      out.push_back(entity_of(utterance, *opposite, opposite->phrase->value, opposite->phrase->confidence * 0.8F));
      return;
    }
    if (confidence >= 0.3F) out.push_back(entity_of(utterance, *match, match->phrase->value, confidence));
    return;
  }
  match = last_answer(utterance);
  if (match) out.push_back(entity_of(utterance, *match, match->phrase->value, 0.7F));
}

}  // namespace callwell::nlu
