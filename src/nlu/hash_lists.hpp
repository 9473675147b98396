// Lists of numbers by 64-bit hashes that are taken for the words themselves; built once and asked often.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "nlu/hash_table.hpp"

namespace callwell::nlu {

class HashLists {
 public:
  void add(std::uint64_t hash, std::uint32_t value) { pending_.emplace_back(hash, value); }
  /// Nothing is found before this; what was added last stands first in its list.
  void finish() {
    std::reverse(pending_.begin(), pending_.end());
    std::stable_sort(pending_.begin(), pending_.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    values_.reserve(pending_.size());
    for (const auto &[hash, value] : pending_) {
      Range &range = ranges_[hash];
      if (range.count++ == 0) range.begin = static_cast<std::uint32_t>(values_.size());
      values_.push_back(value);
    }
    pending_ = {};
  }
  std::span<const std::uint32_t> of(std::uint64_t hash) const {
    const Range *range = ranges_.find(hash);
    return range == nullptr ? std::span<const std::uint32_t>() : std::span(values_).subspan(range->begin, range->count);
  }

 private:
  struct Range { std::uint32_t begin = 0, count = 0; };

  std::vector<std::pair<std::uint64_t, std::uint32_t>> pending_;
  HashTable<Range> ranges_;
  std::vector<std::uint32_t> values_;
};

}  // namespace callwell::nlu
