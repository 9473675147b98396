// Whether a message may be sent: what somebody has agreed to, what they have opted out of, and the hour.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/time.hpp"
#include "compliance/keywords.hpp"
#include "practice/practice.hpp"

namespace callwell::compliance {

/// One person's standing with one practice on one address (a number on SMS, a number on WhatsApp).
struct ConsentState {
  Subscription subscription = Subscription::subscribed;
  bool marketing = false;                     ///< agreed in writing to offers
  std::optional<base::Instant> changed;       ///< of the last keyword or consent
  std::optional<base::Instant> last_inbound;  ///< of their last message or call
};

/// What a keyword changes. `none` and `help` only count as a sign of life. Returns true when the subscription changed.
bool apply_keyword(ConsentState &state, Keyword keyword, base::Instant at);
void note_inbound(ConsentState &state, base::Instant at);

enum class MessageKind : std::uint8_t {
  reply,                 ///< answers what they have just sent or the call they have just made
  opt_out_confirmation,  ///< the one message that may follow a STOP
  transactional,         ///< about their own visit: a reminder, a confirmation
  marketing,
  help,                  ///< answers HELP, which even those who have opted out may ask
};

struct SendDecision {
  bool allowed = false;
  std::string_view reason;                  ///< "ok", "opted_out", "no_consent", "quiet_hours", "too_late"
  std::optional<base::Instant> not_before;  ///< when quiet hours hold it back
};

/// A reply is one within this time of what it answers.
inline constexpr std::int64_t kReplySeconds = 24 * 3600;
/// A confirmation that comes later than this is a message of its own.
inline constexpr std::int64_t kOptOutConfirmationSeconds = 5 * 60;

/// Replies go out at any hour unless the practice says otherwise; nothing but the confirmation and the answer to HELP reaches
/// who has opted out.
SendDecision may_send(MessageKind kind, const ConsentState &state, const practice::QuietHours &quiet, const base::Zone &zone,
                      base::Instant now);

}  // namespace callwell::compliance
