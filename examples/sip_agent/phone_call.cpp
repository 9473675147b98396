#include "phone_call.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "exchange.hpp"
#include "log.hpp"

namespace sip_agent {

namespace {

constexpr std::uint64_t kLookMs = 20;
constexpr std::int64_t kNoSoundUs = 30'000'000;  // of a line that carries none, unless it is on hold or being transferred
constexpr sdp::Choice kOurOffer{{0, sdp::Codec::pcmu}, 101};

constexpr std::array<cw_encoding, 3> kEncodings{CW_ENCODING_MULAW, CW_ENCODING_ALAW, CW_ENCODING_OPUS};

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

}  // namespace

PhoneCall::PhoneCall(Exchange &exchange, std::uint64_t id) : exchange_(exchange), id_(id), session_(rand_u32()) {}

PhoneCall::~PhoneCall() {
  transfer_.reset();
  if (leg_) {
    exchange_.media().remove(leg_);
    leg_->attach(nullptr);
  }
  cw_call_close(agent_);
}

bool PhoneCall::is_of(const sip_msg *invite) const { return view(invite->callid) == call_id_ && view(invite->from.tag) == from_tag_; }

sdp::Local PhoneCall::local() const { return {exchange_.options().address, leg_->port(), session_, version_}; }

// ---- beginning --------------------------------------------------------------------------------------------------

Refusal PhoneCall::ring(const sip_msg *invite, const std::optional<sdp::Description> &offer) {
  const Options &options = exchange_.options();
  sip_addr room{};
  call_id_ = view(invite->callid);
  from_tag_ = view(invite->from.tag);
  caller_ = e164(user_of(invite, room), options.country_code);
  dialled_ = e164(view(invite->uri.user), options.country_code);
  peer_host_ = view(invite->from.uri.host);
  offer_ = offer;
  choice_ = offer ? *sdp::choose(offer->stream) : kOurOffer;
  leg_ = Leg::open(options.address, options.rtp);
  if (!leg_) {
    log(CW_LOG_ERROR, "call.refused", {{"reason", "ports"}});
    return {503, "Service Unavailable"};
  }
  if (offer && !follow(offer->stream)) return {488, "Not Acceptable Here"};
  sipsess *session = nullptr;
  const int error = sipsess_accept(&session, exchange_.sessions(), invite, 180, "Ringing", options.extension.c_str(), "application/sdp", nullptr,
                                   &Exchange::credentials, &exchange_, false, &offered, &answered, &established, &told, nullptr, &closed, this, "%s", kAllow);
  if (error) return {500, "Server Internal Error"};
  session_of_call_.reset(session);
  log(CW_LOG_INFO, "call.rings", {{"call", name()}});
  timer_.start(static_cast<std::uint64_t>(options.answer_after_s * 1000), &answer_due, this);
  return {};
}

void PhoneCall::answer_due(void *self) {
  auto &call = *static_cast<PhoneCall *>(self);
  OpenRequest request;
  request.id = call.id_;
  request.options.flags = CW_CALL_RTP;
  request.options.encoding = kEncodings[static_cast<std::size_t>(call.choice_.format.codec)];
  request.options.rtp_type = call.choice_.format.type;
  request.options.rtp_keypad_type = call.choice_.keypad.value_or(0);
  request.practice = call.exchange_.options().practice;
  request.contact = call.caller_;
  request.dialled = call.dialled_;
  call.exchange_.opener().open(std::move(request));
}

void PhoneCall::opened(const Opened &opened) {
  if (!opened.call) {
    sipsess_reject(session_of_call_.get(), opened.status == CW_E_NOT_FOUND ? 404 : 503, opened.status == CW_E_NOT_FOUND ? "Not Found" : "Service Unavailable", nullptr);
    return exchange_.remove(id_);
  }
  agent_ = opened.call;
  const std::string description = offer_ ? sdp::answer(*offer_, choice_, local()) : sdp::offer(choice_, local());
  if (sipsess_answer(session_of_call_.get(), 200, "OK", buffer_of(description).get(), "%s", kAllow) != 0) return exchange_.remove(id_);
  exchange_.media().change([this] {
    leg_->attach(agent_);
    cw_call_hold(agent_, held_);
  });
  exchange_.media().add(leg_);
  log(CW_LOG_INFO, "call.answered", {{"call", name()}, {"codec", std::string(sdp::codec_name(choice_.format.codec))}, {"keypad", choice_.keypad ? "events" : "tones"}});
  timer_.start(kLookMs, &look, this);
}

void PhoneCall::established(const sip_msg *, void *) {}

// ---- descriptions -----------------------------------------------------------------------------------------------

/// Sends where they listen, and not while they hold.
bool PhoneCall::follow(const sdp::Stream &theirs) {
  return exchange_.media().change([this, &theirs] {
    if (theirs.address != "0.0.0.0" && !leg_->aim(theirs.address, theirs.port)) return false;
    const bool held = theirs.holds();
    leg_->send(!held);
    if (held != held_) cw_call_hold(agent_, held);
    held_ = held;
    return true;
  });
}

/// A new offer inside the call: hold, back again, another place for the sound, or only a sign of life.
int PhoneCall::offered(mbuf **description, const sip_msg *msg, void *self) {
  auto &call = *static_cast<PhoneCall *>(self);
  std::string ours;
  if (body_of(msg).empty()) {
    ours = sdp::offer(call.choice_, call.local());
  } else {
    const std::optional<sdp::Description> offer = sdp::parse(body_of(msg));
    if (!offer || !sdp::still_offers(offer->stream, call.choice_)) return EPROTO;
    const bool was_held = call.held_;
    if (!call.follow(offer->stream)) return EPROTO;
    if (was_held != call.held_) log(CW_LOG_INFO, call.held_ ? "call.held" : "call.resumed", {{"call", call.name()}});
    call.version_ += 1;
    ours = sdp::answer(*offer, call.choice_, call.local());
  }
  *description = buffer_of(ours).release();
  return *description ? 0 : ENOMEM;
}

/// The answer to an offer of ours.
int PhoneCall::answered(const sip_msg *msg, void *self) {
  auto &call = *static_cast<PhoneCall *>(self);
  const std::optional<sdp::Description> answer = sdp::parse(body_of(msg));
  if (answer && sdp::still_offers(answer->stream, call.choice_) && call.follow(answer->stream)) return 0;
  log(CW_LOG_WARN, "call.refused", {{"call", call.name()}, {"reason", "answer"}});
  return EPROTO;
}

void PhoneCall::told(sip *stack, const sip_msg *msg, void *self) {
  auto &call = *static_cast<PhoneCall *>(self);
  const bool keypad = msg_ctype_cmp(&msg->ctyp, "application", "dtmf-relay") || msg_ctype_cmp(&msg->ctyp, "application", "dtmf");
  if (!keypad && !body_of(msg).empty()) {
    sip_reply(stack, msg, 415, "Unsupported Media Type");
    return;
  }
  if (const char digit = digit_of(body_of(msg))) call.exchange_.media().change([&call, digit] { cw_call_key(call.agent_, digit); });
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
  if (call.held_ || call.transferring_) call.sound_due_us_ = now;
  const std::int64_t last = call.exchange_.media().change([&call] { return call.leg_->last_heard_us(); });
  if (now - std::max(last, call.sound_due_us_) > kNoSoundUs) call.end("no_sound");
}

void PhoneCall::perform(const cw_call_event &event) {
  if (event.kind == CW_CALL_EVENT_TRANSFER) transfer({event.text.data, event.text.size});
  if (event.kind == CW_CALL_EVENT_FAILOVER) log(CW_LOG_WARN, "call.failover", {{"call", name()}, {"to", std::string(event.text.data, event.text.size)}});
}

void PhoneCall::transfer(std::string_view number) {
  const Options &options = exchange_.options();
  const std::string to = number.empty() ? options.transfer_to : std::string(number);
  const std::string host = options.registrar.empty() ? peer_host_ : options.registrar;
  if (!to.empty() && !transferring_) {
    transfer_ = Transfer::begin(exchange_, sipsess_dialog(session_of_call_.get()), "sip:" + to + "@" + host, [this](TransferResult result) { transferred(result); });
  }
  transferring_ = transfer_ != nullptr;
  log(CW_LOG_INFO, "transfer.begins", {{"call", name()}, {"sent", transferring_ ? "yes" : "no"}});
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
  cw_call_stats stats{};
  stats.struct_size = sizeof stats;
  exchange_.media().change([this, &stats] { cw_call_get_stats(agent_, &stats); });
  log(CW_LOG_INFO, "call.ends", {{"call", name()}, {"by", why}, {"lost", std::to_string(stats.packets_lost)}, {"late", std::to_string(stats.packets_late)},
                                 {"foreign", std::to_string(stats.packets_foreign)}, {"dropped", std::to_string(stats.dropped)}});
  exchange_.remove(id_);
}

}  // namespace sip_agent
