#include "metrics.hpp"

#include <algorithm>
#include <sstream>

namespace server {

void Metrics::answered(std::int32_t status, double seconds) {
  by_class_[static_cast<std::size_t>(std::clamp(status / 100, 1, 5))].fetch_add(1, std::memory_order_relaxed);
  const auto bucket = std::lower_bound(kBounds.begin(), kBounds.end(), seconds) - kBounds.begin();
  buckets_[static_cast<std::size_t>(bucket)].fetch_add(1, std::memory_order_relaxed);
  sum_us_.fetch_add(static_cast<std::uint64_t>(seconds * 1e6), std::memory_order_relaxed);
}

std::string Metrics::text(std::size_t event_readers) const {
  std::ostringstream out;
  out << "# HELP callwell_http_responses_total Answers by class of status.\n# TYPE callwell_http_responses_total counter\n";
  for (std::size_t digit = 1; digit < by_class_.size(); ++digit) {
    out << "callwell_http_responses_total{class=\"" << digit << "xx\"} " << by_class_[digit].load() << '\n';
  }
  out << "# HELP callwell_http_response_seconds Time from a whole request to its answer.\n# TYPE callwell_http_response_seconds "
         "histogram\n";
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < kBounds.size(); ++i) {
    count += buckets_[i].load();
    out << "callwell_http_response_seconds_bucket{le=\"" << kBounds[i] << "\"} " << count << '\n';
  }
  count += buckets_.back().load();
  out << "callwell_http_response_seconds_bucket{le=\"+Inf\"} " << count << '\n';
  out << "callwell_http_response_seconds_sum " << static_cast<double>(sum_us_.load()) / 1e6 << '\n';
  out << "callwell_http_response_seconds_count " << count << '\n';
  out << "# HELP callwell_event_readers Clients that follow live events.\n# TYPE callwell_event_readers gauge\n";
  out << "callwell_event_readers " << event_readers << '\n';
  return out.str();
}

}  // namespace server
