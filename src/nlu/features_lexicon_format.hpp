// The compiled lexicon in memory: a header, slots in open addressing, and the field of each sense.
#pragma once

#include <bit>
#include <cstdint>

#include "nlu/features_lexicon.hpp"

namespace callwell::nlu {

struct LexiconHeader {
  std::uint32_t slots = 0, senses = 0;
  std::uint64_t fingerprint = 0;  ///< of the lines it was made of
};
/// A key of 0 is an empty slot.
struct LexiconSlot {
  std::uint32_t key = 0;
  Meaning meaning;
};
static_assert(sizeof(LexiconSlot) == 12 && std::endian::native == std::endian::little, "the table is used as it was written");

constexpr std::uint32_t lexicon_key(std::uint64_t hash) { return static_cast<std::uint32_t>(hash) | 1U; }
/// Where a hash is looked for first among `slots`.
constexpr std::size_t lexicon_slot(std::uint64_t hash, std::size_t slots) { return static_cast<std::size_t>(((hash >> 32) * slots) >> 32); }

}  // namespace callwell::nlu
