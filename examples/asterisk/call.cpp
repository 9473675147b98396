#include "call.hpp"

namespace audiosocket {

namespace {

constexpr std::int64_t kIdMs = 5'000;      // until Asterisk must have said which call this is
constexpr std::int64_t kRateMs = 200;      // for the first sound to show its rate; Asterisk gives up after two silent seconds
constexpr std::int64_t kPatienceMs = 100;  // without sound, before silence is what the caller says

std::size_t frame_bytes(std::uint8_t kind) { return static_cast<std::size_t>(rate_of(kind)) / 50 * 2; }

}  // namespace

void Call::take(std::string_view bytes, std::int64_t now_ms) {
  if (began_ms_ < 0) began_ms_ = now_ms;
  reader_.feed(bytes);
  while (!over_) {
    const std::optional<Message> message = reader_.next();
    if (!message) return;
    take(*message, now_ms);
  }
}

void Call::take(const Message &message, std::int64_t now_ms) {
  if (is_sound(message.kind)) return hear(message, now_ms);
  switch (static_cast<Kind>(message.kind)) {
    case Kind::id:
      if (numbers_ || message.payload.size() != 16) return end("not an id, or a second one");
      numbers_ = numbers_of(message.payload);
      heard_ms_ = now_ms;
      return;
    case Kind::key:
      if (agent_ && message.payload.size() == 1) agent_->key(message.payload[0]);
      return;
    case Kind::hang_up: return end("the caller hung up");
    case Kind::error: return end("Asterisk reports an error");
    default: return;  // a newer Asterisk may say more
  }
}

void Call::hear(const Message &message, std::int64_t now_ms) {
  if (!numbers_) return end("sound before an id");
  if (agent_ && message.kind != kind_) return end("the sound changed its rate");
  if (!agent_ && !answer(message.kind, now_ms)) return;
  heard_ms_ = now_ms;
  agent_->hear(message.payload);
}

bool Call::answer(std::uint8_t kind, std::int64_t now_ms) {
  if (rate_of(kind) == 0) {
    end("this rate is not for telephones: ask for slin, as AudioSocket/…/c(slin)");
    return false;
  }
  if (numbers_->back) agent_ = transfers_.back(numbers_->key(), kind);
  if (!agent_) agent_ = open_(*numbers_, rate_of(kind));
  kind_ = kind;
  heard_ms_ = now_ms;
  if (agent_) return true;
  outgoing_ += message(static_cast<std::uint8_t>(Kind::hang_up), {});  // the dialplan goes on: to a person, or to voicemail
  end("no agent to be had");
  return false;
}

void Call::tick(std::int64_t now_ms) {
  if (began_ms_ < 0) began_ms_ = now_ms;
  if (over_) return;
  if (!numbers_) {
    if (now_ms - began_ms_ >= kIdMs) end("no id came");
    return;
  }
  if (!agent_ && (now_ms - heard_ms_ < kRateMs || !answer(static_cast<std::uint8_t>(Kind::sound_8k), now_ms))) return;
  const std::size_t frame = frame_bytes(kind_);
  if (now_ms - heard_ms_ > kPatienceMs) agent_->hear(std::string(frame, '\0'));
  outgoing_ += message(kind_, agent_->speak(frame));
  follow_agent(now_ms);
}

/// Ending the protocol politely lets the dialplan go on; a message of ours that Asterisk does not take hangs the caller up.
void Call::follow_agent(std::int64_t now_ms) {
  switch (agent_->wish()) {
    case Wish::none: return;
    case Wish::transfer:
      outgoing_ += message(static_cast<std::uint8_t>(Kind::hang_up), {});
      transfers_.wait(numbers_->key(), kind_, std::move(agent_), now_ms);
      return end("the caller is put through");
    case Wish::hang_up: outgoing_ += message(static_cast<std::uint8_t>(Kind::error), "\x01"); return end("the agent is done");
  }
}

void Call::end(std::string_view reason) {
  over_ = true;
  reason_ = reason;
  agent_.reset();
}

}  // namespace audiosocket
