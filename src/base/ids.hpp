// UUIDv7 identifiers (RFC 9562, 5.7) and the seeded generator that replayable code draws from.
#pragma once

#include <cstdint>
#include <string>

#include "base/time.hpp"

namespace callwell::base {

/// SplitMix64: small, fast, fixed by its seed. The only dice in sans-IO code.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  std::uint64_t state() const { return state_; }

 private:
  std::uint64_t state_;
};

/// A UUIDv7 from a time and seeded chance: for ids that a replay must make again.
std::string uuid7(Instant now, Random &random);
/// A UUIDv7 from a time and the operating system's generator: for rows and requests.
std::string new_uuid7(Instant now);

}  // namespace callwell::base
