#include "base/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <vector>

namespace callwell::base {

namespace {

struct Named {
  std::string_view name, help;
  const Counter *counter = nullptr;
  const Histogram *histogram = nullptr;
};

struct Registry {
  std::mutex mutex;
  std::vector<Named> all;
};

Registry &registry() {
  static Registry instance;
  return instance;
}

void enrol(Named named) {
  const std::lock_guard lock(registry().mutex);
  registry().all.push_back(named);
}

void write(std::string &out, const Named &named, const Histogram &histogram) {
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < Histogram::kBounds.size(); ++i) {
    total += histogram.bucket(i);
    out += fmt::format("{}_bucket{{le=\"{}\"}} {}\n", named.name, Histogram::kBounds[i], total);
  }
  total += histogram.bucket(Histogram::kBounds.size());
  out += fmt::format("{0}_bucket{{le=\"+Inf\"}} {1}\n{0}_sum {2}\n{0}_count {1}\n", named.name, total,
                     static_cast<double>(histogram.sum_us()) / 1e6);
}

}  // namespace

Counter::Counter(std::string_view name, std::string_view help) { enrol({name, help, this, nullptr}); }
Histogram::Histogram(std::string_view name, std::string_view help) { enrol({name, help, nullptr, this}); }

void Histogram::observe(double seconds) noexcept {
  const auto i = static_cast<std::size_t>(std::lower_bound(kBounds.begin(), kBounds.end(), seconds) - kBounds.begin());
  buckets_[i].fetch_add(1, std::memory_order_relaxed);
  sum_us_.fetch_add(static_cast<std::uint64_t>(seconds * 1e6), std::memory_order_relaxed);
}

std::string metrics_text() {
  const std::lock_guard lock(registry().mutex);
  std::string out;
  for (const Named &named : registry().all) {
    out += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", named.name, named.help, named.counter ? "counter" : "histogram");
    if (named.counter) out += fmt::format("{} {}\n", named.name, named.counter->value());
    if (named.histogram) write(out, named, *named.histogram);
  }
  return out;
}

}  // namespace callwell::base
