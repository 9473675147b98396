#include "base/ids.hpp"

#include <cstring>

#include "base/crypto.hpp"

namespace callwell::base {

namespace {

std::string format_uuid7(Instant now, std::uint64_t a, std::uint64_t b) {
  std::string raw(16, '\0');
  const auto ms = static_cast<std::uint64_t>(now.us / 1000);
  for (int i = 0; i < 6; ++i) raw[static_cast<std::size_t>(i)] = static_cast<char>(ms >> (40 - 8 * i));
  for (std::size_t i = 6; i < 8; ++i) raw[i] = static_cast<char>(a >> (8 * (i - 6)));
  for (std::size_t i = 8; i < 16; ++i) raw[i] = static_cast<char>(b >> (8 * (i - 8)));
  raw[6] = static_cast<char>((raw[6] & 0x0F) | 0x70);
  raw[8] = static_cast<char>((raw[8] & 0x3F) | 0x80);
  const std::string digits = hex(raw);
  return digits.substr(0, 8) + "-" + digits.substr(8, 4) + "-" + digits.substr(12, 4) + "-" + digits.substr(16, 4) + "-" + digits.substr(20);
}

}  // namespace

std::uint64_t Random::next() {
  std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

std::string uuid7(Instant now, Random &random) {
  const std::uint64_t a = random.next();
  return format_uuid7(now, a, random.next());
}

std::string new_uuid7(Instant now) {
  const std::string dice = secure_random(16);
  std::uint64_t a = 0, b = 0;
  std::memcpy(&a, dice.data(), 8);
  std::memcpy(&b, dice.data() + 8, 8);
  return format_uuid7(now, a, b);
}

}  // namespace callwell::base
