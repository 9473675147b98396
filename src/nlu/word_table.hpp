// A table of words that is built once and asked often: open addressing over the words themselves, so a look-up neither
// allocates nor compares more than the word it finds.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "nlu/hash_filter.hpp"
#include "nlu/word.hpp"

namespace callwell::nlu {

/// The words must outlive the table: string literals do.
template <class T>
class WordTable {
 public:
  /// The meaning of `word`; the first one put in stays.
  T &insert(std::string_view word, T meaning) {
    if ((entries_.size() + 1) * 2 > slots_.size()) grow();
    const std::uint32_t key = word_hash(word);
    Slot &slot = slots_[slot_of(word, key)];
    if (slot.entry == 0) {
      entries_.push_back({word, std::move(meaning)});
      slot = {key, static_cast<std::uint32_t>(entries_.size())};
      filter_.add(key);
    }
    return entries_[slot.entry - 1].meaning;
  }

  const T *find(std::string_view word) const { return find(Word(word)); }
  const T *find(const Word &word) const {
    if (!filter_.may_hold(word.hash)) return nullptr;
    const Slot slot = slots_[slot_of(word, word.hash)];
    return slot.entry == 0 ? nullptr : &entries_[slot.entry - 1].meaning;
  }

  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry { std::string_view word; T meaning; };
  struct Slot { std::uint32_t hash = 0, entry = 0; };   ///< entry: index + 1, or 0

  std::size_t slot_of(std::string_view word, std::uint32_t key) const {
    std::size_t at = key & (slots_.size() - 1);
    while (slots_[at].entry != 0 && !(slots_[at].hash == key && entries_[slots_[at].entry - 1].word == word)) {
      at = (at + 1) & (slots_.size() - 1);
    }
    return at;
  }

  void grow() {
    const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.empty() ? 64 : slots_.size() * 2));
    filter_.reset(slots_.size());
    for (const Slot &slot : old) {
      if (slot.entry != 0) filter_.add(slot.hash);
      std::size_t at = slot.hash & (slots_.size() - 1);
      while (slot.entry != 0 && slots_[at].entry != 0) at = (at + 1) & (slots_.size() - 1);
      if (slot.entry != 0) slots_[at] = slot;
    }
  }

  std::vector<Entry> entries_;
  std::vector<Slot> slots_;
  HashFilter filter_;
};

}  // namespace callwell::nlu
