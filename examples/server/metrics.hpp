// What the server counts about itself, in the Prometheus text format.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>

namespace server {

class Metrics {
 public:
  void answered(std::int32_t status, double seconds);
  std::string text(std::size_t event_readers) const;

 private:
  static constexpr std::array<double, 9> kBounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 5};
  std::array<std::atomic<std::uint64_t>, 6> by_class_{};  // 1xx … 5xx at their digit
  std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> buckets_{};
  std::atomic<std::uint64_t> sum_us_{0};
};

}  // namespace server
