// The tables of the reply guard: what advice sounds like, by reason, in English and Spanish. Patterns are those of phrase.hpp.
#pragma once

#include <span>
#include <string_view>

#include "compliance/guard.hpp"
#include "compliance/phrase.hpp"

namespace callwell::compliance::guard_rules {

/// Named lists of words for the patterns: <drug>, <symptom>, <condition>, <procedure>, <food>.
std::span<const WordList> lists();

/// What a reply says when it gives advice of one kind.
struct Rule {
  GuardReason reason;
  std::span<const std::string_view> patterns;
  bool may_be_asked = false;  ///< the same words are also a question of the intake form
};
std::span<const Rule> rules();

std::span<const std::string_view> deferrals();         ///< leaves the matter to a provider, the pharmacist or the label
std::span<const std::string_view> questions();         ///< asks or supposes: "if you have", "do you have"
std::span<const std::string_view> turns();             ///< takes a deferral back: "however", "but"
std::span<const std::string_view> emergencies();       ///< what a caller in danger says
std::span<const std::string_view> emergency_answers(); ///< sends them to 911 or an emergency room
std::span<const std::string_view> delays();            ///< a call back, a slot, a form
std::span<const std::string_view> pregnancy_topics();
std::span<const std::string_view> pregnancy_claims();  ///< advice, once pregnancy is the topic
std::span<const std::string_view> bare_claims();       ///< advice that a medical question before it makes: "yes, that's fine"
std::span<const std::string_view> medical_questions(); ///< "can I take", "is it safe"

}  // namespace callwell::compliance::guard_rules
