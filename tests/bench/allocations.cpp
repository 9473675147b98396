#include "allocations.hpp"

#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <new>

namespace {
std::atomic<std::uint64_t> count{0};
std::atomic<std::int64_t> live{0};

void *counted(std::size_t size) {
  void *memory = std::malloc(size ? size : 1);
  if (!memory) throw std::bad_alloc();
  count.fetch_add(1, std::memory_order_relaxed);
  live.fetch_add(static_cast<std::int64_t>(malloc_usable_size(memory)), std::memory_order_relaxed);
  return memory;
}

void uncounted(void *memory) noexcept {
  if (!memory) return;
  live.fetch_sub(static_cast<std::int64_t>(malloc_usable_size(memory)), std::memory_order_relaxed);
  std::free(memory);
}
}  // namespace

void *operator new(std::size_t size) { return counted(size); }
void *operator new[](std::size_t size) { return counted(size); }
void operator delete(void *memory) noexcept { uncounted(memory); }
void operator delete[](void *memory) noexcept { uncounted(memory); }
void operator delete(void *memory, std::size_t) noexcept { uncounted(memory); }
void operator delete[](void *memory, std::size_t) noexcept { uncounted(memory); }

namespace callwell::bench {
Allocations allocations() { return {count.load(), live.load()}; }
}  // namespace callwell::bench
