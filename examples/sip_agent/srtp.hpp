// The encryption of a call's sound (RFC 3711), with keys that the session descriptions brought. No I/O.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "sdp.hpp"

namespace sip_agent {

/// One direction of one call: what goes out is protected, what comes in is unprotected. Wrong and repeated packets are told apart
/// before anything changes. Not for several threads at once.
class Srtp {
 public:
  enum class Direction : std::uint8_t { outbound, inbound };
  /// What protecting adds at most.
  static constexpr std::size_t kGrowth = 16;

  /// Nothing when the library refuses.
  static std::unique_ptr<Srtp> make(Direction direction, const sdp::Crypto &crypto);
  /// A new key for our own sound.
  static sdp::Crypto draw_key();
  ~Srtp();
  Srtp(const Srtp &) = delete;
  Srtp &operator=(const Srtp &) = delete;

  /// In place; the new size, 0 when it cannot be. `room` has kGrowth bytes behind `size`.
  std::size_t protect(std::span<std::uint8_t> room, std::size_t size, bool control);
  std::size_t unprotect(std::span<std::uint8_t> packet, bool control);

 private:
  struct Context;
  explicit Srtp(std::unique_ptr<Context> context);
  std::unique_ptr<Context> context_;
};

}  // namespace sip_agent
