// A table of words that is built once and asked often: open addressing over the words themselves, so a look-up neither
// allocates nor compares more than the word it finds.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace callwell::nlu {

/// The words must outlive the table: string literals do.
template <class T>
class WordTable {
 public:
  /// The meaning of `word`; the first one put in stays.
  T &insert(std::string_view word, T meaning) {
    if ((entries_.size() + 1) * 2 > slots_.size()) grow();
    std::uint32_t &slot = slots_[slot_of(word)];
    if (slot == 0) {
      entries_.push_back({word, std::move(meaning)});
      slot = static_cast<std::uint32_t>(entries_.size());
    }
    return entries_[slot - 1].meaning;
  }

  const T *find(std::string_view word) const {
    if (slots_.empty()) return nullptr;
    const std::uint32_t slot = slots_[slot_of(word)];
    return slot == 0 ? nullptr : &entries_[slot - 1].meaning;
  }

  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry { std::string_view word; T meaning; };

  static std::size_t hash(std::string_view word) {
    std::uint64_t h = 0xcbf29ce484222325U;
    for (const char c : word) h = (h ^ static_cast<std::uint8_t>(c)) * 0x100000001b3U;
    return static_cast<std::size_t>(h ^ (h >> 32));
  }

  std::size_t slot_of(std::string_view word) const {
    std::size_t at = hash(word) & (slots_.size() - 1);
    while (slots_[at] != 0 && entries_[slots_[at] - 1].word != word) at = (at + 1) & (slots_.size() - 1);
    return at;
  }

  void grow() {
    slots_.assign(slots_.empty() ? 64 : slots_.size() * 2, 0);
    for (std::size_t i = 0; i < entries_.size(); ++i) slots_[slot_of(entries_[i].word)] = static_cast<std::uint32_t>(i + 1);
  }

  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_;
};

}  // namespace callwell::nlu
