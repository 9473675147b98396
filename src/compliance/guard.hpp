// The last look at what the agent is about to say: medical advice, false comfort and the wrong answer to an emergency do not
// go out, whoever wrote them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "nlu/analysis.hpp"

namespace callwell::compliance {

/// Why a reply is held back. The keys are those of the operation `compliance.guard_reply`.
enum class GuardReason : std::uint8_t {
  diagnosis, treatment, dosage, interaction, clearance, minimising, pregnancy, emergency_callback, ungrounded, personal_data,
};
std::string_view guard_reason_key(GuardReason reason);

struct GuardRequest {
  std::string_view reply;
  std::string_view caller = {};                     ///< the utterance it answers, or empty
  nlu::Language language = nlu::Language::en;       ///< of the replacement
  std::span<const std::string> knowledge = {};      ///< passages the reply may rest on; none: grounding is not checked
};

struct GuardVerdict {
  bool allow = true;
  std::vector<GuardReason> reasons;
  std::string replacement;                          ///< what to say instead, when not allowed
};

/// Pure and bounded; a reply of more than 4000 bytes is read to there.
GuardVerdict guard_reply(const GuardRequest &request);

}  // namespace callwell::compliance
