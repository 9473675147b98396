// A table of folded words and beginnings of words ("llor*"), each with a value; all beginnings of a word are looked up with one
// pass over its letters.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "nlu/hash_filter.hpp"

namespace callwell::nlu {

template <class Value>
class StemTable {
 public:
  /// The value that stands for `entry`, a word or a beginning with * after it. The characters must outlive the table.
  Value &operator[](std::string_view entry) {
    const bool open = !entry.empty() && entry.back() == '*';
    if (open) {
      entry = entry.substr(0, std::min(entry.size() - 1, kLongest));
      longest_ = std::max(longest_, entry.size());
      shortest_ = std::min(shortest_, entry.size());
    }
    if ((entries_.size() + 1) * 2 > slots_.size()) grow();
    Slot &slot = slots_[slot_of(hash_of(entry, open), entry, open)];
    if (slot.entry == 0) {
      entries_.push_back({entry, open, {}});
      slot = {hash_of(entry, open), static_cast<std::uint32_t>(entries_.size())};
      filter_.add(slot.hash);
    }
    return entries_[slot.entry - 1].value;
  }

  /// Calls `use(value)` for the word itself and for every beginning it has, the longest last.
  template <class Use>
  void each(std::string_view word, Use use) const {
    std::array<std::uint64_t, kLongest + 1> beginnings;
    const std::size_t longest = std::min(word.size(), longest_);
    std::uint64_t hash = beginnings[0] = kBasis;
    for (std::size_t i = 0; i < word.size(); ++i) {
      hash = next(hash, word[i]);
      if (i < longest) beginnings[i + 1] = hash;
    }
    look_up(finished(hash, false), word, false, use);
    for (std::size_t length = shortest_; length <= longest; ++length) {
      look_up(finished(beginnings[length], true), word.substr(0, length), true, use);
    }
  }

 private:
  static constexpr std::size_t kLongest = 63;   ///< of a beginning, in bytes
  static constexpr std::uint64_t kBasis = 0xcbf29ce484222325U;
  struct Entry { std::string_view text; bool open; Value value; };
  struct Slot { std::uint32_t hash = 0, entry = 0; };   ///< entry: index + 1, or 0

  static std::uint64_t next(std::uint64_t hash, char c) { return (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3U; }
  static std::uint32_t finished(std::uint64_t hash, bool open) {
    return static_cast<std::uint32_t>(hash ^ (hash >> 32)) ^ (open ? 0x9E3779B9U : 0U);
  }
  static std::uint32_t hash_of(std::string_view text, bool open) {
    std::uint64_t hash = kBasis;
    for (const char c : text) hash = next(hash, c);
    return finished(hash, open);
  }

  std::size_t slot_of(std::uint32_t hash, std::string_view text, bool open) const {
    std::size_t at = hash & (slots_.size() - 1);
    for (; slots_[at].entry != 0; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].hash != hash) continue;
      const Entry &entry = entries_[slots_[at].entry - 1];
      if (entry.open == open && entry.text == text) break;
    }
    return at;
  }

  template <class Use>
  void look_up(std::uint32_t hash, std::string_view text, bool open, Use &use) const {
    if (!filter_.may_hold(hash)) return;
    const Slot &slot = slots_[slot_of(hash, text, open)];
    if (slot.entry != 0) use(entries_[slot.entry - 1].value);
  }

  void grow() {
    slots_.assign(slots_.empty() ? 64 : slots_.size() * 2, {});
    filter_.reset(slots_.size());
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const std::uint32_t hash = hash_of(entries_[i].text, entries_[i].open);
      slots_[slot_of(hash, entries_[i].text, entries_[i].open)] = {hash, static_cast<std::uint32_t>(i + 1)};
      filter_.add(hash);
    }
  }

  std::vector<Entry> entries_;
  std::vector<Slot> slots_;
  HashFilter filter_;
  std::size_t shortest_ = 64, longest_ = 0;
};

}  // namespace callwell::nlu
