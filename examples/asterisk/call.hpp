// One call over AudioSocket: bytes from Asterisk in, bytes to Asterisk out, an agent behind it. It knows no socket and no clock.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "audiosocket.hpp"
#include "transfers.hpp"

namespace audiosocket {

enum class Wish : std::uint8_t { none, transfer, hang_up };

/// The agent's side of a call; letting go of it means that the caller is gone.
class Agent {
 public:
  virtual ~Agent() = default;
  virtual void hear(std::string_view sound) = 0;
  virtual std::string speak(std::size_t bytes) = 0;
  virtual void key(char digit) = 0;
  virtual Wish wish() = 0;
  /// How a transfer ended.
  virtual void taken() = 0;
  virtual void not_taken() = 0;
};
/// Null when there is no agent to be had.
using Open = std::function<std::unique_ptr<Agent>(const Numbers &numbers, std::int32_t rate)>;

class Call {
 public:
  Call(Open open, Transfers &transfers) : open_(std::move(open)), transfers_(transfers) {}

  /// What Asterisk sent.
  void take(std::string_view bytes, std::int64_t now_ms);
  /// Call it every 20 ms: Asterisk does not pace what it gets.
  void tick(std::int64_t now_ms);
  /// What Asterisk shall get.
  std::string outgoing() { return std::exchange(outgoing_, {}); }
  bool over() const { return over_; }
  /// Why it is over, for a log: never who.
  std::string_view reason() const { return reason_; }

 private:
  void take(const Message &message, std::int64_t now_ms);
  void hear(const Message &message, std::int64_t now_ms);
  bool answer(std::uint8_t kind, std::int64_t now_ms);
  void follow_agent(std::int64_t now_ms);
  void end(std::string_view reason);

  Open open_;
  Transfers &transfers_;
  Reader reader_;
  std::optional<Numbers> numbers_;
  std::unique_ptr<Agent> agent_;
  std::uint8_t kind_ = 0;
  std::int64_t began_ms_ = -1, heard_ms_ = 0;
  std::string outgoing_, reason_;
  bool over_ = false;
};

}  // namespace audiosocket
