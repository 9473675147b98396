// Process-wide counters and histograms, written in the Prometheus text format. Names and labels are fixed in the code,
// so no personal data can become one.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace callwell::base {

/// Define as a static object: it registers itself and lives as long as the process.
class Counter {
 public:
  Counter(std::string_view name, std::string_view help);
  void add(std::uint64_t n = 1) noexcept { value_.fetch_add(n, std::memory_order_relaxed); }
  std::uint64_t value() const noexcept { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

/// Durations in seconds over fixed bounds from 50 µs to 10 s.
class Histogram {
 public:
  static constexpr std::array<double, 12> kBounds{50e-6, 100e-6, 250e-6, 500e-6, 1e-3, 5e-3, 10e-3, 50e-3, 100e-3, 500e-3, 1, 10};
  Histogram(std::string_view name, std::string_view help);
  void observe(double seconds) noexcept;
  std::uint64_t bucket(std::size_t i) const noexcept { return buckets_[i].load(std::memory_order_relaxed); }
  std::uint64_t sum_us() const noexcept { return sum_us_.load(std::memory_order_relaxed); }

 private:
  std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> buckets_{};
  std::atomic<std::uint64_t> sum_us_{0};
};

/// All registered metrics in the text exposition format, version 0.0.4.
std::string metrics_text();

}  // namespace callwell::base
