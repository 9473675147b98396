#include "compliance/consent.hpp"

#include "compliance/contact_window.hpp"

namespace callwell::compliance {

namespace {

bool within(const std::optional<base::Instant> &since, base::Instant now, std::int64_t seconds) {
  return since && *since <= now && now <= since->plus_seconds(seconds);
}

SendDecision unless_quiet(const practice::QuietHours &quiet, const base::Zone &zone, base::Instant now) {
  if (!in_quiet_hours(quiet, zone, now)) return {true, "ok", std::nullopt};
  return {false, "quiet_hours", quiet_hours_end(quiet, zone, now)};
}

}  // namespace

void note_inbound(ConsentState &state, base::Instant at) {
  if (!state.last_inbound || *state.last_inbound < at) state.last_inbound = at;
}

bool apply_keyword(ConsentState &state, Keyword keyword, base::Instant at) {
  note_inbound(state, at);
  if (keyword != Keyword::stop && keyword != Keyword::start) return false;
  if (state.changed && at < *state.changed) return false;  // late delivery of an older message
  const Subscription wanted = keyword == Keyword::stop ? Subscription::opted_out : Subscription::subscribed;
  const bool changed = state.subscription != wanted;
  state.subscription = wanted;
  state.changed = at;
  if (keyword == Keyword::stop) state.marketing = false;  // a START brings back reminders, not offers
  return changed;
}

SendDecision may_send(MessageKind kind, const ConsentState &state, const practice::QuietHours &quiet, const base::Zone &zone,
                      base::Instant now) {
  const bool opted_out = state.subscription == Subscription::opted_out;
  if (kind == MessageKind::opt_out_confirmation) {
    const bool prompt = opted_out && within(state.changed, now, kOptOutConfirmationSeconds);
    return {prompt, prompt ? "ok" : "too_late", std::nullopt};
  }
  if (kind == MessageKind::help && within(state.last_inbound, now, kReplySeconds)) return {true, "ok", std::nullopt};
  if (opted_out) return {false, "opted_out", std::nullopt};
  if (kind == MessageKind::reply && within(state.last_inbound, now, kReplySeconds)) {
    return quiet.apply_to_replies ? unless_quiet(quiet, zone, now) : SendDecision{true, "ok", std::nullopt};
  }
  if (kind == MessageKind::marketing && !state.marketing) return {false, "no_consent", std::nullopt};
  return unless_quiet(quiet, zone, now);
}

}  // namespace callwell::compliance
