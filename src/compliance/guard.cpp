#include "compliance/guard.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "compliance/guard_rules.hpp"
#include "compliance/redaction.hpp"

namespace callwell::compliance {

namespace {

constexpr std::size_t kMaxBytes = 4000;  // several minutes of speech
constexpr std::size_t kMaxWords = 800;

/// The tables, read once.
struct Tables {
  struct Compiled {
    GuardReason reason;
    PhraseSet phrases;
    bool may_be_asked;
  };
  std::vector<Compiled> rules;
  PhraseSet deferrals, questions, turns, emergencies, emergency_answers, delays, pregnancy_topics, pregnancy_claims, bare_claims,
      medical_questions, together, missed, office;
};

/// Words of the front desk that share verbs with medicine: taking the lift, stopping by, being late, a safe way to pay.
constexpr std::string_view kOffice[]{
    "elevator|parking|portal|form|forms|seat|referral|deposit|late|checkin|stairs|door|receptionist|ascensor|formulario|aparcamiento|"
    "copago|portal",
    "stop by|in",
    "check in",
    "pasar|venir|llegar *4 antes",
    "paying|pay online",
    "medication check|list|bottles",
    "bring *4 medication~|bottles",
    "sent *6 refill|request",
    "refill~ *4 sent|request|left|is|ready|takes",
    "office|opening|business|visiting|normal hours",
    "comes in|with",
    "insurance|plan|seguro|invoice|factura"};

/// What the caller's question was about, when the answer alone does not say.
constexpr std::string_view kTogether[]{"<drug> *3 with|and|while *3 <drug>|<food>", "with *2 my? <drug>", "mix|combine|together",
                                       "<drug> *3 con|y *3 <drug>|<food>", "mezclar|combinar|juntos|juntas"};
constexpr std::string_view kMissed[]{"missed|forgot|skipped|dose|milligrams|mg|many|often|olvido|olvide|cuantas|cuanto"};

const Tables &tables() {
  namespace rules = guard_rules;
  static const Tables all = [] {
    const auto set = [](std::span<const std::string_view> patterns) { return PhraseSet(patterns, rules::lists()); };
    Tables t{{},
             set(rules::deferrals()),
             set(rules::questions()),
             set(rules::turns()),
             set(rules::emergencies()),
             set(rules::emergency_answers()),
             set(rules::delays()),
             set(rules::pregnancy_topics()),
             set(rules::pregnancy_claims()),
             set(rules::bare_claims()),
             set(rules::medical_questions()),
             set(kTogether),
             set(kMissed),
             set(kOffice)};
    for (const rules::Rule &rule : rules::rules()) t.rules.push_back({rule.reason, set(rule.patterns), rule.may_be_asked});
    return t;
  }();
  return all;
}

void add(std::vector<GuardReason> &reasons, GuardReason reason) {
  if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end()) reasons.push_back(reason);
}

/// What one sentence advises. A sentence that leaves the matter to a provider advises nothing, unless it goes on with "but".
void judge_sentence(const Words &sentence, bool about_pregnancy, std::vector<GuardReason> &reasons) {
  const Tables &t = tables();
  if (t.deferrals.found_in(sentence) && !t.turns.found_in(sentence)) return;
  const bool asks = t.questions.found_in(sentence), office = t.office.found_in(sentence);
  for (const Tables::Compiled &rule : t.rules) {
    if (asks && rule.may_be_asked) continue;
    if (!office && rule.phrases.found_in(sentence)) add(reasons, rule.reason);
  }
  if (about_pregnancy && t.pregnancy_claims.found_in(sentence)) add(reasons, GuardReason::pregnancy);
}

/// An answer to a caller in danger sends them to emergency care first, and offers nothing that makes them wait.
void judge_emergency(const std::vector<Words> &caller, const std::vector<Words> &reply, std::vector<GuardReason> &reasons) {
  const Tables &t = tables();
  if (!t.emergencies.found_in(caller)) return;
  if (!t.emergency_answers.found_in(reply)) add(reasons, GuardReason::emergency_callback);
}

/// "Yes, that's fine" after a medical question is advice, though no word of it is medical.
void judge_bare_answer(const std::vector<Words> &caller, const std::vector<Words> &reply, std::vector<GuardReason> &reasons) {
  const Tables &t = tables();
  const bool plain = reasons.empty() && !t.deferrals.found_in(reply) && !t.office.found_in(reply) && !t.delays.found_in(reply);
  if (!plain || !t.medical_questions.found_in(caller) || !t.bare_claims.found_in(reply)) return;
  const GuardReason about = t.pregnancy_topics.found_in(caller) ? GuardReason::pregnancy
                            : t.together.found_in(caller)       ? GuardReason::interaction
                            : t.missed.found_in(caller)         ? GuardReason::dosage
                                                                : GuardReason::clearance;
  add(reasons, about);
}

bool says_private_data(std::string_view reply) {
  const auto spans = find_identifiers(reply);
  if (!spans) return true;
  constexpr std::array kPrivate{IdentifierType::ssn, IdentifierType::pan,  IdentifierType::cvv,
                                IdentifierType::pin, IdentifierType::bank, IdentifierType::license};
  return std::any_of(spans->begin(), spans->end(),
                     [&](const IdentifierSpan &span) { return std::find(kPrivate.begin(), kPrivate.end(), span.type) != kPrivate.end(); });
}

bool is_currency(std::string_view word) {
  return word == "$" || word == "dollars" || word == "dollar" || word == "euros" || word == "euro" || word == "dolares" || word == "pesos";
}

/// A price in the reply that no passage of the practice's knowledge holds.
bool says_unknown_price(std::string_view reply, std::span<const std::string> knowledge) {
  if (knowledge.empty()) return false;
  std::vector<std::string> known;
  for (const std::string &passage : knowledge) {
    for (std::string &word : words_of(passage)) known.push_back(std::move(word));
  }
  std::string_view rest = reply;
  for (std::size_t at = rest.find('$'); at != std::string_view::npos; at = rest.find('$', at + 1)) {
    const Words words = words_of(rest.substr(at, 24));
    if (!words.empty() && std::find(known.begin(), known.end(), words.front()) == known.end()) return true;
  }
  const Words words = words_of(reply, kMaxWords);
  for (std::size_t i = 1; i < words.size(); ++i) {
    const bool price = is_currency(words[i]) && words[i - 1].find_first_of("0123456789") == 0;
    if (price && std::find(known.begin(), known.end(), words[i - 1]) == known.end()) return true;
  }
  return false;
}

std::string replacement(std::span<const GuardReason> reasons, nlu::Language language) {
  struct Text {
    std::string_view en, es;
  };
  constexpr Text kEmergency{"This could be an emergency. Please call 911 or go to the nearest emergency room right now.",
                            "Esto puede ser una emergencia. Por favor llame al 911 o vaya a urgencias ahora mismo."};
  constexpr Text kPrivate{"I can't share that information here. I can connect you with our staff.",
                          "No puedo compartir esa información por aquí. Puedo comunicarle con nuestro personal."};
  constexpr Text kUngrounded{"I don't have that information at hand. I can have our staff confirm it for you.",
                             "No tengo ese dato a mano. Puedo pedir a nuestro personal que se lo confirme."};
  constexpr Text kAdvice{
      "I can't give medical advice, but your provider can. Would you like me to pass your question on or book a visit?",
      "No puedo dar consejos médicos, pero su profesional sí. ¿Quiere que le pase su pregunta o que le reserve una visita?"};
  const auto has = [&](GuardReason reason) { return std::find(reasons.begin(), reasons.end(), reason) != reasons.end(); };
  const Text &text = has(GuardReason::emergency_callback)                  ? kEmergency
                     : has(GuardReason::personal_data)                     ? kPrivate
                     : reasons.size() == 1 && has(GuardReason::ungrounded) ? kUngrounded
                                                                           : kAdvice;
  return std::string(language == nlu::Language::es ? text.es : text.en);
}

}  // namespace

std::string_view guard_reason_key(GuardReason reason) {
  constexpr std::array<std::string_view, 10> kKeys{"diagnosis",  "treatment",    "dosage",    "interaction",
                                                   "clearance",  "minimising",   "pregnancy", "emergency_callback",
                                                   "ungrounded", "personal_data"};
  return kKeys[static_cast<std::size_t>(reason)];
}

GuardVerdict guard_reply(const GuardRequest &request) {
  const std::string reply = base::clean_utf8(request.reply, kMaxBytes);
  const std::vector<Words> said = sentences(reply, kMaxWords), caller = sentences(base::clean_utf8(request.caller, kMaxBytes), kMaxWords);
  const bool pregnancy = tables().pregnancy_topics.found_in(said) || tables().pregnancy_topics.found_in(caller);
  GuardVerdict verdict;
  judge_emergency(caller, said, verdict.reasons);
  for (const Words &sentence : said) judge_sentence(sentence, pregnancy, verdict.reasons);
  judge_bare_answer(caller, said, verdict.reasons);
  if (says_private_data(reply)) add(verdict.reasons, GuardReason::personal_data);
  if (says_unknown_price(reply, request.knowledge)) add(verdict.reasons, GuardReason::ungrounded);
  verdict.allow = verdict.reasons.empty();
  if (!verdict.allow) verdict.replacement = replacement(verdict.reasons, request.language);
  return verdict;
}

}  // namespace callwell::compliance
