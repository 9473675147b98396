// Yes and no, as an answer: at the start of an utterance, with the hedges and politeness around them, in both languages at once.
#include <algorithm>
#include <array>
#include <optional>

#include "nlu/finders.hpp"

namespace callwell::nlu {

namespace {

struct Phrase { std::string_view words; bool value; float confidence; };

/// The longest that fits wins; confidence says how firmly it answers.
constexpr Phrase kPhrases[] = {
    {"yes", true, 0.97F}, {"yeah", true, 0.96F}, {"yea", true, 0.93F}, {"yah", true, 0.9F}, {"ya", true, 0.7F}, {"yep", true, 0.96F}, {"yup", true, 0.96F}, {"yes please", true, 0.98F},
    {"sure", true, 0.93F}, {"sure thing", true, 0.95F}, {"of course", true, 0.95F}, {"certainly", true, 0.95F}, {"absolutely", true, 0.96F}, {"definitely", true, 0.95F},
    {"correct", true, 0.95F}, {"that's correct", true, 0.97F}, {"thats correct", true, 0.97F}, {"that is correct", true, 0.97F}, {"that's right", true, 0.96F}, {"thats right", true, 0.96F},
    {"that is right", true, 0.96F}, {"right", true, 0.8F}, {"exactly", true, 0.93F}, {"ok", true, 0.85F}, {"okay", true, 0.85F}, {"k", true, 0.6F}, {"alright", true, 0.82F}, {"all right", true, 0.82F},
    {"sounds good", true, 0.93F}, {"that sounds good", true, 0.93F}, {"sounds great", true, 0.93F}, {"sounds fine", true, 0.9F}, {"sounds perfect", true, 0.93F}, {"that sounds great", true, 0.93F},
    {"works for me", true, 0.93F}, {"that works", true, 0.93F}, {"that'll work", true, 0.92F}, {"that will work", true, 0.92F}, {"that would work", true, 0.9F}, {"that's fine", true, 0.9F},
    {"thats fine", true, 0.9F}, {"that is fine", true, 0.9F}, {"that's good", true, 0.88F}, {"that's great", true, 0.9F}, {"that's perfect", true, 0.92F}, {"that's me", true, 0.9F}, {"that's it", true, 0.85F},
    {"that's the one", true, 0.9F}, {"that'd be great", true, 0.92F}, {"that would be great", true, 0.92F}, {"perfect", true, 0.88F}, {"great", true, 0.75F}, {"fine", true, 0.78F}, {"fine by me", true, 0.9F},
    {"good", true, 0.65F}, {"go ahead", true, 0.9F}, {"please do", true, 0.92F}, {"i do", true, 0.9F}, {"i am", true, 0.85F}, {"i have", true, 0.72F}, {"i did", true, 0.85F}, {"i would", true, 0.75F},
    {"i will", true, 0.8F}, {"i can", true, 0.78F}, {"it is", true, 0.85F}, {"it does", true, 0.85F}, {"yes i do", true, 0.98F}, {"yes it is", true, 0.98F}, {"you bet", true, 0.93F}, {"you got it", true, 0.9F},
    {"you got that right", true, 0.9F}, {"you can", true, 0.7F}, {"why not", true, 0.8F}, {"i guess", true, 0.65F}, {"i guess so", true, 0.68F}, {"i suppose", true, 0.65F}, {"i suppose so", true, 0.68F},
    {"i think so", true, 0.7F}, {"i believe so", true, 0.72F}, {"i hope so", true, 0.6F}, {"probably", true, 0.6F}, {"affirmative", true, 0.95F}, {"aye", true, 0.85F}, {"indeed", true, 0.9F}, {"mhm", true, 0.88F},
    {"mmhm", true, 0.88F}, {"mm hm", true, 0.88F}, {"mm hmm", true, 0.88F}, {"mhmm", true, 0.88F}, {"mmhmm", true, 0.88F}, {"mm - hm", true, 0.88F}, {"mm - hmm", true, 0.88F}, {"mm-hmm", true, 0.88F},
    {"uh huh", true, 0.88F}, {"uh - huh", true, 0.88F}, {"uhhuh", true, 0.88F}, {"for sure", true, 0.92F}, {"totally", true, 0.85F}, {"by all means", true, 0.9F}, {"no problem", true, 0.72F}, {"no worries", true, 0.65F},
    {"not a problem", true, 0.72F}, {"no doubt", true, 0.85F}, {"without a doubt", true, 0.9F}, {"let's do it", true, 0.9F}, {"let's do that", true, 0.9F}, {"i'm good with that", true, 0.9F}, {"i'm fine with that", true, 0.9F},
    {"i'd like that", true, 0.9F}, {"i'd love to", true, 0.9F}, {"i'd love that", true, 0.9F}, {"do it", true, 0.8F}, {"book it", true, 0.8F}, {"true", true, 0.85F}, {"confirmed", true, 0.9F}, {"agreed", true, 0.9F},
    {"i agree", true, 0.92F}, {"i confirm", true, 0.93F}, {"y", true, 0.8F}, {"si", true, 0.97F}, {"sip", true, 0.9F}, {"sii", true, 0.92F}, {"siii", true, 0.92F}, {"claro", true, 0.93F}, {"claro que si", true, 0.97F},
    {"claro que no", false, 0.97F}, {"si claro", true, 0.96F}, {"por supuesto", true, 0.95F}, {"por supuesto que no", false, 0.96F}, {"desde luego", true, 0.93F}, {"desde luego que no", false, 0.95F},
    {"como no", true, 0.9F}, {"correcto", true, 0.95F}, {"es correcto", true, 0.95F}, {"asi es", true, 0.95F}, {"exacto", true, 0.94F}, {"exactamente", true, 0.94F}, {"eso es", true, 0.9F}, {"eso mismo", true, 0.9F},
    {"efectivamente", true, 0.94F}, {"vale", true, 0.88F}, {"de acuerdo", true, 0.92F}, {"esta bien", true, 0.88F}, {"ta bien", true, 0.85F}, {"bueno", true, 0.65F}, {"perfecto", true, 0.9F}, {"genial", true, 0.78F},
    {"me parece bien", true, 0.93F}, {"me parece perfecto", true, 0.93F}, {"me queda bien", true, 0.9F}, {"me viene bien", true, 0.9F}, {"me sirve", true, 0.9F}, {"me funciona", true, 0.9F}, {"suena bien", true, 0.92F}, {"adelante", true, 0.9F}, {"dale", true, 0.88F},
    {"sale", true, 0.8F}, {"okey", true, 0.85F}, {"creo que si", true, 0.7F}, {"supongo que si", true, 0.66F}, {"supongo", true, 0.62F}, {"yo creo que si", true, 0.7F}, {"me imagino que si", true, 0.65F}, {"eso creo", true, 0.68F},
    {"simon", true, 0.6F}, {"cierto", true, 0.88F}, {"es cierto", true, 0.88F}, {"sin duda", true, 0.92F}, {"aja", true, 0.85F}, {"ajam", true, 0.8F}, {"afirmativo", true, 0.94F}, {"confirmo", true, 0.93F}, {"si por favor", true, 0.98F},
    {"no", false, 0.95F}, {"nope", false, 0.96F}, {"nah", false, 0.94F}, {"naw", false, 0.9F}, {"no thanks", false, 0.97F}, {"no thank you", false, 0.97F}, {"no way", false, 0.95F}, {"no sir", false, 0.95F}, {"no ma'am", false, 0.95F},
    {"not really", false, 0.88F}, {"not at all", false, 0.92F}, {"not yet", false, 0.88F}, {"not now", false, 0.85F}, {"not today", false, 0.8F}, {"not exactly", false, 0.78F}, {"not quite", false, 0.82F}, {"not necessarily", false, 0.7F},
    {"of course not", false, 0.96F}, {"absolutely not", false, 0.97F}, {"definitely not", false, 0.97F}, {"certainly not", false, 0.97F}, {"never", false, 0.88F}, {"i don't", false, 0.85F}, {"i dont", false, 0.85F}, {"i do not", false, 0.88F},
    {"i'm not", false, 0.85F}, {"i haven't", false, 0.88F}, {"i have not", false, 0.88F}, {"i didn't", false, 0.86F}, {"i did not", false, 0.86F}, {"i won't", false, 0.82F}, {"i can't", false, 0.75F}, {"it isn't", false, 0.86F},
    {"it's not", false, 0.84F}, {"it is not", false, 0.86F}, {"it doesn't", false, 0.82F}, {"i don't think so", false, 0.85F}, {"i dont think so", false, 0.85F}, {"don't think so", false, 0.85F}, {"i don't believe so", false, 0.85F},
    {"i doubt it", false, 0.75F}, {"i'd rather not", false, 0.88F}, {"rather not", false, 0.85F}, {"i don't want to", false, 0.85F}, {"that's wrong", false, 0.92F}, {"that's not right", false, 0.94F}, {"that's incorrect", false, 0.94F}, {"that's not correct", false, 0.94F},
    {"that is not right", false, 0.94F}, {"that is wrong", false, 0.92F}, {"that's not it", false, 0.9F}, {"that isn't right", false, 0.94F}, {"that doesn't work", false, 0.9F}, {"that won't work", false, 0.9F}, {"doesn't work", false, 0.82F},
    {"wrong", false, 0.85F}, {"incorrect", false, 0.93F}, {"negative", false, 0.9F}, {"false", false, 0.85F}, {"uh uh", false, 0.82F}, {"uh - uh", false, 0.85F}, {"uhuh", false, 0.6F}, {"nuh uh", false, 0.9F}, {"nuh - uh", false, 0.9F}, {"mm mm", false, 0.75F},
    {"none", false, 0.75F}, {"nothing", false, 0.65F}, {"neither", false, 0.8F}, {"n", false, 0.75F}, {"i guess not", false, 0.68F}, {"i suppose not", false, 0.68F}, {"i'm good", false, 0.55F}, {"i'm okay", false, 0.55F}, {"no gracias", false, 0.97F},
    {"para nada", false, 0.94F}, {"en absoluto", false, 0.92F}, {"de ninguna manera", false, 0.95F}, {"nunca", false, 0.88F}, {"jamas", false, 0.9F}, {"ni hablar", false, 0.93F}, {"ni de broma", false, 0.9F}, {"todavia no", false, 0.9F}, {"aun no", false, 0.9F},
    {"ahora no", false, 0.85F}, {"no creo", false, 0.78F}, {"creo que no", false, 0.76F}, {"no lo creo", false, 0.78F}, {"yo creo que no", false, 0.76F}, {"supongo que no", false, 0.68F}, {"tampoco", false, 0.85F}, {"incorrecto", false, 0.94F},
    {"eso no", false, 0.85F}, {"esta mal", false, 0.86F}, {"eso esta mal", false, 0.9F}, {"negativo", false, 0.92F}, {"nel", false, 0.85F}, {"mejor no", false, 0.86F}, {"no es correcto", false, 0.95F}, {"no me sirve", false, 0.85F}, {"no me queda", false, 0.85F},
    {"not good", false, 0.75F}, {"not me", false, 0.88F}, {"that's not me", false, 0.92F}, {"that isn't me", false, 0.92F}, {"no soy yo", false, 0.92F}, {"nada", false, 0.6F}, {"ninguno", false, 0.78F}, {"ninguna", false, 0.78F}, {"qué va", false, 0.88F}, {"que va", false, 0.88F}};

/// Words before the answer that change nothing.
constexpr std::string_view kLeadIns[] = {"oh", "um", "uh", "uhm", "er", "hmm", "hm", "well", "so", "pues", "ay", "eh", "ah", "este", "mmm", "mm", "bueno", "ok", "okay", "hey", "hi", "hello", "hola",
                                         ",", ".", "!", "?", "¡", "¿", "...", "…", "-", "\"", "and", "but", "y", "actually", "honestly", "a", "ver", "yo", "lo", "dije", "que", "i", "said", "like", "just"};
/// Words that may stand around an answer without making it something else.
constexpr std::string_view kPolite[] = {"please", "thanks", "thank", "you", "gracias", "por", "favor", "muchas", "sir", "ma'am", "maam", "miss", "señor", "senor", "senora", "very", "much", "so", "then", "entonces",
                                        ",", ".", "!", "?", "-", "…", "that", "is", "it", "i", "do", "am", "would", "like", "eso", "es", "lo", "se", "ok", "okay", "doctor"};
constexpr std::string_view kTurns[] = {"but", "pero", "although", "aunque", "except", "excepto", "only", "solo", "unless", "however"};
/// After these a bare "no" belongs to the sentence: "no appointment", "no sé", "no entiendo".
constexpr std::string_view kNotAnAnswer[] = {"idea", "clue", "se", "entiendo", "recuerdo", "tengo", "estoy", "puedo", "quiero", "hay", "one", "longer", "more", "matter", "tiene", "me", "importa", "later", "earlier"};
/// Neither yes nor no, though they begin like one.
constexpr std::string_view kUndecided[] = {"i'm not sure", "im not sure", "i am not sure", "not sure", "i don't know", "i dont know", "i do not know", "don't know", "dont know", "no idea", "no clue", "no se", "no lo se", "no estoy seguro",
                                           "no estoy segura", "right now", "right away", "right after", "right before", "right here", "right there", "i'm not certain", "not that i know", "fine print", "good morning", "good afternoon",
                                           "good evening", "bueno dias", "never mind", "nevermind", "no entiendo", "no recuerdo", "i don't remember", "i don't understand", "i have a", "i have an", "i have to", "i have the", "i did not get", "i didn't get", "i can come", "i do have",
                                           "i will be", "i would like", "i am calling", "i am a", "i am the", "i am looking", "sure what", "good question", "nothing yet", "you can call", "i can do", "not before", "not after", "not until", "no one", "sale a"};
constexpr std::string_view kPleasantries[] = {"problem", "worries"};

template <std::size_t N>
bool among(std::string_view word, const std::string_view (&words)[N]) { return std::find(std::begin(words), std::end(words), word) != std::end(words); }

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

struct Match { const Phrase *phrase = nullptr; std::size_t first = 0, next = 0; };

std::optional<Match> phrase_at(const Utterance &u, std::size_t at) {
  Match best;
  for (const Phrase &phrase : kPhrases) {
    const std::size_t used = answer_length(u, at, phrase.words);
    if (used > 0 && at + used > best.next) best = {&phrase, at, at + used};
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

/// "I don't thing so. no.": a sentence that answers only at its end.
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
  for (std::size_t at = from; at < u.tokens.size(); ++at) count += among(u.word(at), kPolite) || u.tokens[at].kind == Token::Kind::mark ? 0U : 1U;
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
  return std::any_of(std::begin(kUndecided), std::end(kUndecided), [&](std::string_view phrase) { return match.first + answer_length(u, match.first, phrase) > match.next; });
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
  const bool asked = context.expecting.field == "boolean" || context.expecting.field == "confirm" || context.expecting.field == "confirmation";
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
