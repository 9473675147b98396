// A bounded queue between one thread that puts and one that takes, without a lock. Its room is made once.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <utility>

namespace callwell::runtime {

template <class T, std::size_t Size>
class Ring {
  static_assert((Size & (Size - 1)) == 0, "a power of two");

 public:
  /// False where it is full; `value` is then untouched.
  bool put(T &&value) {
    const std::size_t at = put_.load(std::memory_order_relaxed);
    if (at - taken_.load(std::memory_order_acquire) == Size) return false;
    room_[at % Size] = std::move(value);
    put_.store(at + 1, std::memory_order_release);
    return true;
  }
  bool take(T &value) {
    const std::size_t at = taken_.load(std::memory_order_relaxed);
    if (at == put_.load(std::memory_order_acquire)) return false;
    value = std::move(room_[at % Size]);
    taken_.store(at + 1, std::memory_order_release);
    return true;
  }
  /// Where the next value goes, to be written in place and then kept; null where it is full.
  T *spare() {
    const std::size_t at = put_.load(std::memory_order_relaxed);
    return at - taken_.load(std::memory_order_acquire) == Size ? nullptr : &room_[at % Size];
  }
  void keep() { put_.store(put_.load(std::memory_order_relaxed) + 1, std::memory_order_release); }
  /// The oldest value, to be read in place and then dropped; null where there is none.
  T *front() {
    const std::size_t at = taken_.load(std::memory_order_relaxed);
    return at == put_.load(std::memory_order_acquire) ? nullptr : &room_[at % Size];
  }
  void drop() { taken_.store(taken_.load(std::memory_order_relaxed) + 1, std::memory_order_release); }
  bool empty() const { return taken_.load(std::memory_order_acquire) == put_.load(std::memory_order_acquire); }

 private:
  std::array<T, Size> room_{};
  alignas(64) std::atomic<std::size_t> put_{0};
  alignas(64) std::atomic<std::size_t> taken_{0};
};

}  // namespace callwell::runtime
