// Says quickly, and without a branch that a processor could guess wrong, that most words are not in a table.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace callwell::nlu {

/// One bit for each hash put in: about one in sixteen words that are not there is let through.
class HashFilter {
 public:
  /// Forgets all and makes room for `count` hashes.
  void reset(std::size_t count) { bits_.assign(std::bit_ceil(count / 4 + 1), 0); }
  void add(std::uint32_t hash) { bits_[word_of(hash)] |= bit_of(hash); }
  bool may_hold(std::uint32_t hash) const { return !bits_.empty() && (bits_[word_of(hash)] & bit_of(hash)) != 0; }

 private:
  std::size_t word_of(std::uint32_t hash) const { return (hash >> 6) & (bits_.size() - 1); }
  static std::uint64_t bit_of(std::uint32_t hash) { return std::uint64_t{1} << (hash & 63); }

  std::vector<std::uint64_t> bits_;
};

}  // namespace callwell::nlu
