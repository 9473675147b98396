// Values by 64-bit hashes that are taken for the words themselves; built once and asked often.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "nlu/hash_filter.hpp"

namespace callwell::nlu {

template <class T>
class HashTable {
 public:
  /// The value of `hash`, made if there is none.
  T &operator[](std::uint64_t hash) {
    if ((size_ + 1) * 2 > slots_.size()) grow();
    Slot &slot = slots_[slot_of(hash)];
    if (!slot.used) {
      slot.hash = hash;
      slot.used = true;
      ++size_;
      filter_.add(folded(hash));
    }
    return slot.value;
  }
  /// Puts a value in unless there is one.
  void emplace(std::uint64_t hash, T value) {
    if (find(hash) == nullptr) (*this)[hash] = std::move(value);
  }
  const T *find(std::uint64_t hash) const {
    if (!filter_.may_hold(folded(hash))) return nullptr;
    const Slot &slot = slots_[slot_of(hash)];
    return slot.used ? &slot.value : nullptr;
  }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    T value{};
    bool used = false;
  };

  static std::uint32_t folded(std::uint64_t hash) { return static_cast<std::uint32_t>(hash ^ (hash >> 32)); }
  std::size_t slot_of(std::uint64_t hash) const {
    std::size_t at = folded(hash) & (slots_.size() - 1);
    while (slots_[at].used && slots_[at].hash != hash) at = (at + 1) & (slots_.size() - 1);
    return at;
  }
  void grow() {
    std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.empty() ? 64 : slots_.size() * 2));
    filter_.reset(slots_.size());
    for (Slot &slot : old) {
      if (!slot.used) continue;
      filter_.add(folded(slot.hash));
      slots_[slot_of(slot.hash)] = std::move(slot);
    }
  }

  std::vector<Slot> slots_;
  HashFilter filter_;
  std::size_t size_ = 0;
};

}  // namespace callwell::nlu
