#include "call_media.hpp"

#include <array>
#include <utility>

#include "exchange.hpp"

namespace sip_agent {

namespace {

constexpr std::array<cw_encoding, 3> kEncodings{CW_ENCODING_MULAW, CW_ENCODING_ALAW, CW_ENCODING_OPUS};

}  // namespace

CallMedia::CallMedia(Exchange &exchange) : exchange_(exchange), session_(rand_u32()) {}

void CallMedia::detach() {
  if (!std::exchange(added_, false)) return;
  exchange_.media().remove(leg_);
  leg_->attach(nullptr, 0);
}

bool CallMedia::open() {
  leg_ = Leg::open(exchange_.options().address, exchange_.options().rtp);
  return leg_ != nullptr;
}

sdp::Local CallMedia::local() const {
  sdp::Local local;
  local.address = exchange_.options().address;
  local.port = leg_->port();
  local.session = session_;
  local.version = version_;
  local.crypto = ours_;
  local.secure_only = exchange_.options().srtp == Encryption::require;
  return local;
}

// ---- agreeing ---------------------------------------------------------------------------------------------------

std::string CallMedia::take_offer(const sdp::Description &offer) {
  const std::optional<sdp::Choice> choice = sdp::choose(offer.stream);
  if (!choice) return "codecs";
  choice_ = *choice;
  const Encryption wanted = exchange_.options().srtp;
  const std::optional<sdp::Crypto> crypto = wanted == Encryption::off ? std::nullopt : offer.stream.crypto;
  if (!crypto && (offer.stream.secure || wanted == Encryption::require)) return "encryption";
  return encrypt(crypto) && follow(offer.stream) ? "" : "description";
}

std::string CallMedia::answer(const sdp::Description &offer) const { return sdp::answer(offer, choice_, local()); }

std::string CallMedia::offer() {
  if (!ours_ && exchange_.options().srtp != Encryption::off) ours_ = Srtp::draw_key();
  return sdp::offer(choice_, local());
}

bool CallMedia::take_answer(std::string_view description) {
  const std::optional<sdp::Description> answer = sdp::parse(description);
  if (!answer || !sdp::still_offers(answer->stream, choice_)) return false;
  const std::optional<sdp::Crypto> crypto = ours_ ? answer->stream.crypto : std::nullopt;
  if (!crypto && (encrypted() || answer->stream.secure || exchange_.options().srtp == Encryption::require)) return false;
  return encrypt(crypto) && follow(answer->stream);
}

std::optional<std::string> CallMedia::renegotiate(std::string_view description) {
  const std::optional<sdp::Description> offer = sdp::parse(description);
  if (!offer || !sdp::still_offers(offer->stream, choice_)) return std::nullopt;
  const std::optional<sdp::Crypto> crypto = exchange_.options().srtp == Encryption::off ? std::nullopt : offer->stream.crypto;
  if (!crypto && (encrypted() || offer->stream.secure)) return std::nullopt;  // a call that was private stays so
  if (!encrypt(crypto) || !follow(offer->stream)) return std::nullopt;
  version_ += 1;
  return answer(*offer);
}

/// With a new key of theirs, or the one we have. Without one the sound is plain.
bool CallMedia::encrypt(const std::optional<sdp::Crypto> &theirs) {
  if (!theirs) {
    ours_.reset();
    return true;
  }
  const bool new_key = !theirs_ || theirs_->key != theirs->key;
  if (!ours_) ours_ = Srtp::draw_key();
  ours_->tag = theirs->tag;
  std::unique_ptr<Srtp> inbound = new_key ? Srtp::make(Srtp::Direction::inbound, *theirs) : nullptr;
  std::unique_ptr<Srtp> outbound = theirs_ ? nullptr : Srtp::make(Srtp::Direction::outbound, *ours_);
  if ((new_key && !inbound) || (!theirs_ && !outbound)) return false;
  theirs_ = theirs;
  exchange_.media().change([&] { leg_->encrypt(std::move(inbound), std::move(outbound)); });
  return true;
}

/// Sends where they listen, and not while they hold.
bool CallMedia::follow(const sdp::Stream &theirs) {
  return exchange_.media().change([this, &theirs] {
    if (theirs.address != "0.0.0.0" && !leg_->aim(theirs.address, theirs.port, theirs.mux)) return false;
    const bool held = theirs.holds();
    leg_->send(!held);
    if (held != held_) cw_call_hold(leg_->call(), held);
    held_ = held;
    return true;
  });
}

// ---- running ----------------------------------------------------------------------------------------------------

void CallMedia::describe(cw_call_options &options) const {
  options.flags = CW_CALL_RTP;
  options.encoding = kEncodings[static_cast<std::size_t>(choice_.format.codec)];
  options.rtp_type = choice_.format.type;
  options.rtp_keypad_type = choice_.keypad.value_or(0);
}

void CallMedia::attach(cw_call *call) {
  exchange_.media().change([this, call] {
    leg_->attach(call, sdp::clock_rate(choice_.format.codec));
    cw_call_hold(call, held_);
  });
  exchange_.media().add(leg_);
  added_ = true;
}

std::int64_t CallMedia::last_heard_us() {
  return exchange_.media().change([this] { return leg_->last_heard_us(); });
}

void CallMedia::key(char digit) {
  exchange_.media().change([this, digit] { cw_call_key(leg_->call(), digit); });
}

CallMedia::Totals CallMedia::totals() {
  return exchange_.media().change([this] {
    Totals totals;
    totals.stats.struct_size = sizeof totals.stats;
    if (leg_->call()) cw_call_get_stats(leg_->call(), &totals.stats);
    totals.unreadable = leg_->unreadable();
    totals.arrival = leg_->arrival();
    return totals;
  });
}

}  // namespace sip_agent
