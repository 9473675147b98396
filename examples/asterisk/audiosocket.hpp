// AudioSocket, the protocol between Asterisk and a program that hears and speaks: kind, length (big-endian), payload. It knows no
// socket. Sound is signed 16 bits, little-endian.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace audiosocket {

enum class Kind : std::uint8_t { hang_up = 0x00, id = 0x01, key = 0x03, sound_8k = 0x10, error = 0xff };

struct Message {
  std::uint8_t kind = 0;
  std::string payload;
};

/// Samples a second of a kind of sound that an agent can take; 0 for every other kind.
std::int32_t rate_of(std::uint8_t kind);
bool is_sound(std::uint8_t kind);

/// Cuts a stream of bytes into messages. It never holds more than one message and what was fed last.
class Reader {
 public:
  void feed(std::string_view bytes) { buffer_.append(bytes); }
  std::optional<Message> next();

 private:
  std::string buffer_;
  std::size_t at_ = 0;
};

std::string message(std::uint8_t kind, std::string_view payload);

/// An id has room for two telephone numbers, and a dialplan has no other way to tell them: sixteen places for the caller's digits and
/// sixteen for the dialled ones, filled up with f; an e in the last place says that the caller is back from a transfer nobody took. Any
/// other id says nothing.
struct Numbers {
  std::string caller, dialled;  ///< E.164; empty when not told
  bool back = false;
  std::string key() const { return caller + '/' + dialled; }
};
Numbers numbers_of(std::string_view id16);

}  // namespace audiosocket
