// Session descriptions (RFC 8866) and their exchange (RFC 3264), as far as a call with one stream of sound needs them. No I/O.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sip_agent::sdp {

enum class Codec : std::uint8_t { pcmu, pcma, opus };
enum class Direction : std::uint8_t { sendrecv, sendonly, recvonly, inactive };

struct Format {
  std::uint8_t type = 0;                 ///< RTP payload type
  Codec codec = Codec::pcmu;
};

/// A key of SDES (RFC 4568), AES_CM_128_HMAC_SHA1_80: what its sender encrypts with.
struct Crypto {
  std::uint32_t tag = 1;
  std::array<std::uint8_t, 30> key{};    ///< 16 bytes of key, 14 of salt
  bool operator==(const Crypto &) const = default;
};

struct KeypadFormat {
  std::uint8_t type = 101;
  std::uint32_t rate = 8000;
};

/// The other side's stream of sound.
struct Stream {
  std::string address;                   ///< where it wants to get its packets
  std::uint16_t port = 0;
  Direction direction = Direction::sendrecv;
  std::vector<Format> formats;           ///< those known here, as it prefers them
  std::vector<KeypadFormat> keypad;      ///< RFC 4733
  bool secure = false;                   ///< RTP/SAVP: not without encryption
  std::optional<Crypto> crypto;          ///< the first that is known here
  bool mux = false;                      ///< RTCP shares the port (RFC 5761)
  /// It sends music or nothing, and does not listen.
  bool holds() const { return direction == Direction::sendonly || direction == Direction::inactive || address == "0.0.0.0"; }
};

/// A description that was read: its sound, and the heads of all its media, which an answer has to repeat.
struct Description {
  struct Media { std::string kind, protocol, formats; };
  std::vector<Media> media;
  std::size_t sound = 0;                 ///< which of them is `stream`
  Stream stream;
};

/// Nothing when it is malformed, oversized, or has no sound that could be answered.
std::optional<Description> parse(std::string_view text);

/// What both sides use.
struct Choice {
  Format format;
  std::optional<std::uint8_t> keypad;    ///< payload type of keypad events
};

/// The first format known on both sides.
std::optional<Choice> choose(const Stream &theirs);
/// Whether a call that uses `choice` can go on with what `theirs` offers now.
bool still_offers(const Stream &theirs, const Choice &choice);

/// Our side of a call.
struct Local {
  std::string address;
  std::uint16_t port = 0;
  std::uint64_t session = 1, version = 1;
  std::optional<Crypto> crypto = {};     ///< ours, where the sound is encrypted; in an answer with the tag of the offer's
  bool secure_only = false;              ///< in an offer: RTP/SAVP
};

std::string answer(const Description &offer, const Choice &choice, const Local &local);
/// With the choice as the only format, for whoever calls without an offer.
std::string offer(const Choice &choice, const Local &local);

std::string_view codec_name(Codec codec);
/// Of its RTP timestamps, ticks a second.
std::uint32_t clock_rate(Codec codec);

}  // namespace sip_agent::sdp
