// How words become numbers: what is trained on them must find them again.
#pragma once

#include <cstdint>
#include <string_view>

namespace callwell::nlu {

inline constexpr std::uint64_t kHashBasis = 1469598103934665603ULL;
/// FNV-1a, so that a word's prefixes are hashed on the way.
constexpr std::uint64_t hash_byte(std::uint64_t hash, char c) { return (hash ^ static_cast<std::uint8_t>(c)) * 1099511628211ULL; }
constexpr std::uint64_t hash_text(std::string_view text, std::uint64_t hash = kHashBasis) {
  for (const char c : text) hash = hash_byte(hash, c);
  return hash;
}

}  // namespace callwell::nlu
