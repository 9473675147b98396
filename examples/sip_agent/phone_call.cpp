#include "phone_call.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "exchange.hpp"
#include "hand_over.hpp"
#include "log.hpp"

namespace sip_agent {

namespace {

constexpr std::uint64_t kLookMs = 20;
constexpr std::int64_t kNoSoundUs = 30'000'000;  // of a line that carries none, unless it is on hold or being transferred

/// The digit of "Signal=5" or of a bare "5"; 0 where there is none.
char digit_of(std::string_view body) {
  if (const std::size_t at = body.find("Signal="); at != std::string_view::npos) body.remove_prefix(at + 7);
  while (body.starts_with(' ')) body.remove_prefix(1);
  return body.empty() || !std::strchr("0123456789*#ABCD", body.front()) ? '\0' : body.front();
}

/// The caller's number, as the network vouches for it, else as the caller says.
std::string_view user_of(const sip_msg *invite, sip_addr &room) {
  const sip_hdr *asserted = sip_msg_xhdr(invite, "P-Asserted-Identity");
  if (asserted && sip_addr_decode(&room, &asserted->val) == 0 && pl_isset(&room.uri.user)) return view(room.uri.user);
  return view(invite->from.uri.user);
}

std::string printed(const sa &address) {
  char text[64] = "";
  re_snprintf(text, sizeof text, "%J", &address);
  return text;
}

}  // namespace

PhoneCall::PhoneCall(Exchange &exchange, std::uint64_t id) : exchange_(exchange), id_(id), media_(exchange) {}

PhoneCall::~PhoneCall() {
  exchange_.forget(ticket_);
  transfer_.reset();
  media_.detach();
  cw_call_close(agent_);
}

bool PhoneCall::is_of(const sip_msg *invite) const { return view(invite->callid) == call_id_ && view(invite->from.tag) == from_tag_; }

// ---- beginning --------------------------------------------------------------------------------------------------

Refusal PhoneCall::ring(const sip_msg *invite, const std::optional<sdp::Description> &offer) {
  const Options &options = exchange_.options();
  sip_addr room{};
  call_id_ = view(invite->callid);
  from_tag_ = view(invite->from.tag);
  caller_ = e164(user_of(invite, room), options.country_code);
  dialled_ = e164(view(invite->uri.user), options.country_code);
  peer_host_ = view(invite->from.uri.host);
  peer_ = printed(invite->src);
  offer_ = offer;
  described_ = offer.has_value();
  if (!media_.open()) {
    log(CW_LOG_ERROR, "call.refused", {{"reason", "ports"}});
    return {503, "Service Unavailable"};
  }
  if (const std::string wrong = offer ? media_.take_offer(*offer) : ""; !wrong.empty()) {
    log(CW_LOG_WARN, "call.refused", {{"reason", wrong}});
    return {488, "Not Acceptable Here"};
  }
  const TimerWish wish = timer_wish(invite);
  timer_known_ = wish.supported;
  takes_update_ = sip_msg_hdr_has_value(invite, SIP_HDR_ALLOW, "UPDATE");
  session_timer_ = std::make_unique<SessionTimer>(exchange_, *agree(wish, options.session_s),
                                                  SessionTimer::Host{[this] { sipsess_modify(session_.get(), buffer_of(media_.offer()).get()); }, [this] { end("not_refreshed"); }});
  sipsess *session = nullptr;
  const int error = sipsess_accept(&session, exchange_.sessions(), invite, 180, "Ringing", options.extension.c_str(), content_type().c_str(), nullptr,
                                   &Exchange::credentials, &exchange_, false, &offered, &answered, &established, &told, nullptr, &closed, this, "%s", kAllow);
  if (error) return {500, "Server Internal Error"};
  session_.reset(session);
  log(CW_LOG_INFO, "call.rings", {{"call", name()}});
  timer_.start(static_cast<std::uint64_t>(options.answer_after_s * 1000), &answer_due, this);
  return {};
}

/// The library puts no headers of ours into the answer to a re-INVITE, but prints this as it is: where the other side refreshes its
/// session that way, the answer has to say that we go on.
std::string PhoneCall::content_type() const {
  constexpr std::string_view kType = "application/sdp";
  if (session_timer_->terms().ours) return std::string(kType);
  std::string type = std::string(kType) + "\r\n" + timer_headers(session_timer_->terms(), timer_known_);
  type.resize(type.size() - 2);          // the library's own end of line
  return type;
}

void PhoneCall::answer_due(void *self) {
  auto &call = *static_cast<PhoneCall *>(self);
  OpenRequest request;
  call.media_.describe(request.options);
  request.practice = call.exchange_.options().practice;
  request.contact = call.caller_;
  request.dialled = call.dialled_;
  call.ticket_ = call.exchange_.open_agent_side(std::move(request), [&call](const Opened &opened) { call.opened(opened); });
}

/// The agent is there, or will not come.
void PhoneCall::opened(const Opened &opened) {
  if (!opened.call) {
    sipsess_reject(session_.get(), opened.status == CW_E_NOT_FOUND ? 404 : 503, opened.status == CW_E_NOT_FOUND ? "Not Found" : "Service Unavailable", nullptr);
    return exchange_.remove(id_);
  }
  agent_ = opened.call;
  const std::string description = offer_ ? media_.answer(*offer_) : media_.offer();
  const std::string refresh = session_timer_->terms().ours ? timer_headers(session_timer_->terms(), timer_known_) : "";
  if (sipsess_answer(session_.get(), 200, "OK", buffer_of(description).get(), "%s%s", kAllow, refresh.c_str()) != 0) return exchange_.remove(id_);
  media_.attach(agent_);
  session_timer_->start(sipsess_dialog(session_.get()), takes_update_);
  const sdp::Choice &choice = media_.choice();
  log(CW_LOG_INFO, "call.answered", {{"call", name()}, {"codec", std::string(sdp::codec_name(choice.format.codec))}, {"keypad", choice.keypad ? "events" : "tones"},
                                     {"encrypted", !described_ ? "open" : media_.encrypted() ? "yes" : "no"}});
  timer_.start(kLookMs, &look, this);
}

// ---- descriptions -----------------------------------------------------------------------------------------------

std::optional<std::string> PhoneCall::renegotiate(std::string_view description) {
  const bool was_held = media_.held();
  std::optional<std::string> ours = media_.renegotiate(description);
  if (was_held != media_.held()) log(CW_LOG_INFO, media_.held() ? "call.held" : "call.resumed", {{"call", name()}});
  return ours;
}

/// A new offer inside the call, or only a sign of life.
int PhoneCall::offered(mbuf **description, const sip_msg *msg, void *self) {
  auto &call = *static_cast<PhoneCall *>(self);
  const std::optional<std::string> ours = body_of(msg).empty() ? call.media_.offer() : call.renegotiate(body_of(msg));
  if (!ours) return EPROTO;
  call.session_timer_->refreshed();
  *description = buffer_of(*ours).release();
  return *description ? 0 : ENOMEM;
}

/// The answer to an offer of ours.
int PhoneCall::answered(const sip_msg *msg, void *self) {
  auto &call = *static_cast<PhoneCall *>(self);
  if (!call.media_.take_answer(body_of(msg))) {
    log(CW_LOG_WARN, "call.refused", {{"call", call.name()}, {"reason", "answer"}});
    return EPROTO;
  }
  if (!std::exchange(call.described_, true)) log(CW_LOG_INFO, "call.agreed", {{"call", call.name()}, {"encrypted", call.media_.encrypted() ? "yes" : "no"}});
  call.session_timer_->refreshed();
  return 0;
}

void PhoneCall::updated(const sip_msg *msg) {
  const TimerWish wish = timer_wish(msg);
  const std::optional<TimerTerms> terms = agree(wish, exchange_.options().session_s);
  sip *stack = exchange_.stack();
  if (!terms) {
    sip_treplyf(nullptr, nullptr, stack, msg, false, 422, "Session Interval Too Small", "%sContent-Length: 0\r\n\r\n", kTooShort.c_str());
    return;
  }
  const std::optional<std::string> ours = body_of(msg).empty() ? std::string() : renegotiate(body_of(msg));
  if (!ours || !agent_) {
    sip_treply(nullptr, stack, msg, ours ? 500 : 488, ours ? "Server Internal Error" : "Not Acceptable Here");
    return;
  }
  session_timer_->renew(*terms);
  sip_contact contact{};
  sip_contact_set(&contact, exchange_.options().extension.c_str(), &msg->dst, msg->tp);
  sip_treplyf(nullptr, nullptr, stack, msg, false, 200, "OK", "%H%s%sContent-Length: %zu\r\n\r\n%s", sip_contact_print, &contact, timer_headers(*terms, wish.supported).c_str(),
              ours->empty() ? "" : "Content-Type: application/sdp\r\n", ours->size(), ours->c_str());
}

void PhoneCall::told(sip *stack, const sip_msg *msg, void *self) {
  auto &call = *static_cast<PhoneCall *>(self);
  const bool keypad = msg_ctype_cmp(&msg->ctyp, "application", "dtmf-relay") || msg_ctype_cmp(&msg->ctyp, "application", "dtmf");
  if (!keypad && !body_of(msg).empty()) {
    sip_reply(stack, msg, 415, "Unsupported Media Type");
    return;
  }
  if (const char digit = digit_of(body_of(msg))) call.media_.key(digit);
  sip_reply(stack, msg, 200, "OK");
}

// ---- the agent --------------------------------------------------------------------------------------------------

void PhoneCall::look(void *self) {
  auto &call = *static_cast<PhoneCall *>(self);
  call.timer_.start(kLookMs, &look, self);
  while (const cw_call_event *event = cw_call_next(call.agent_)) {
    if (event->kind == CW_CALL_EVENT_HANG_UP) {
      log(CW_LOG_INFO, "call.done", {{"call", call.name()}, {"disposition", std::string(event->text.data, event->text.size)}});
      return call.end("agent");
    }
    call.perform(*event);
  }
  const std::int64_t now = monotonic_us();
  if (call.media_.held() || call.transferring_) call.sound_due_us_ = now;
  if (now - std::max(call.media_.last_heard_us(), call.sound_due_us_) > kNoSoundUs) call.end("no_sound");
}

void PhoneCall::perform(const cw_call_event &event) {
  const std::string_view text(event.text.data, event.text.size), json(event.json.data, event.json.size);
  if (event.kind == CW_CALL_EVENT_TRANSFER) transfer(text, json);
  if (event.kind == CW_CALL_EVENT_FAILOVER) log(CW_LOG_WARN, "call.failover", {{"call", name()}, {"to", std::string(text)}});
}

void PhoneCall::transfer(std::string_view number, std::string_view json) {
  const Options &options = exchange_.options();
  const std::string to = number.empty() ? options.transfer_to : std::string(number);
  const HandOver note = hand_over_of(json);
  const bool warm = options.warm_transfer && !note.urgent;
  if (!to.empty() && !transferring_) {
    const auto done = [this](TransferResult result) { transferred(result); };
    sip_dialog *dialog = sipsess_dialog(session_.get());
    const std::string target = "sip:" + to + "@" + (options.registrar.empty() ? peer_host_ : options.registrar);
    if (!warm) {
      transfer_ = Transfer::cold(exchange_, dialog, target, done);
    } else {
      Consultation::Plan plan;
      plan.to_uri = "sip:" + to + "@" + (options.registrar.empty() ? peer_ : options.registrar + (options.transport == "udp" ? "" : ";transport=" + options.transport));
      plan.words = note.spoken;
      plan.practice = options.practice;
      plan.dialled = dialled_;
      if (media_.choice().format.codec != sdp::Codec::opus) plan.choice = media_.choice();
      transfer_ = Transfer::warm(exchange_, dialog, target, plan, note.written, done);
    }
  }
  transferring_ = transfer_ != nullptr;
  log(CW_LOG_INFO, "transfer.begins", {{"call", name()}, {"sent", transferring_ ? "yes" : "no"}, {"how", warm ? "warm" : "cold"}});
  if (!transferring_) cw_call_transferred(agent_, to.empty() ? CW_E_NOT_FOUND : CW_E_UNAVAILABLE);
}

void PhoneCall::transferred(TransferResult result) {
  static constexpr std::array<std::pair<const char *, cw_status>, 3> kOutcomes{{{"connected", CW_OK}, {"refused", CW_E_UNAVAILABLE}, {"no_answer", CW_E_DEADLINE}}};
  const auto &[outcome, status] = kOutcomes[static_cast<std::size_t>(result)];
  transferring_ = false;
  log(CW_LOG_INFO, "transfer.ends", {{"call", name()}, {"outcome", outcome}});
  cw_call_transferred(agent_, status);
}

// ---- the end ----------------------------------------------------------------------------------------------------

void PhoneCall::closed(int error, const sip_msg *, void *self) {
  auto &call = *static_cast<PhoneCall *>(self);
  if (call.transfer_ && call.transfer_->accepted()) cw_call_transferred(call.agent_, CW_OK);
  call.end(error == ETIMEDOUT ? "no_acknowledgement" : call.agent_ ? "caller" : "cancelled");
}

/// Says goodbye where the other side did not; this call is gone afterwards.
void PhoneCall::end(const char *why) {
  const CallMedia::Totals totals = media_.totals();
  const Reports::Arrival there = totals.arrival.value_or(Reports::Arrival());
  log(CW_LOG_INFO, "call.ends",
      {{"call", name()}, {"by", why}, {"lost", std::to_string(totals.stats.packets_lost)}, {"late", std::to_string(totals.stats.packets_late)},
       {"foreign", std::to_string(totals.stats.packets_foreign + totals.unreadable)}, {"dropped", std::to_string(totals.stats.dropped)},
       {"reports", totals.arrival ? "yes" : "no"}, {"lost_there", std::to_string(there.lost)}, {"jitter_there_ms", std::to_string(there.jitter_ms)},
       {"round_trip_ms", std::to_string(there.round_trip_ms)}});
  exchange_.remove(id_);
}

}  // namespace sip_agent
