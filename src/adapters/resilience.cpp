#include "adapters/resilience.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

namespace callwell::adapters {

using base::Status;

Deed deed_of(Status status) noexcept {
  switch (status) {
    case Status::busy:
    case Status::unavailable: return Deed::not_done;
    case Status::deadline_exceeded:
    case Status::corrupt:
    case Status::internal: return Deed::unclear;
    default: return Deed::refused;
  }
}

bool another_may_try(Status status) noexcept {
  return deed_of(status) == Deed::not_done || status == Status::unauthenticated || status == Status::unsupported;
}

Status status_of_http(std::int32_t http_status) noexcept {
  struct Row {
    std::int32_t http;
    Status status;
  };
  static constexpr Row kRows[] = {{401, Status::unauthenticated}, {403, Status::permission_denied}, {404, Status::not_found},
                                  {409, Status::conflict},        {413, Status::limit_exceeded},    {429, Status::busy}};
  for (const Row &row : kRows) {
    if (row.http == http_status) return row.status;
  }
  return http_status >= 400 && http_status < 500 ? Status::invalid_argument : Status::deadline_exceeded;
}

Pace system_pace() {
  return {[] {
            const auto now = std::chrono::steady_clock::now().time_since_epoch();
            return static_cast<std::int64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
          },
          [](std::int64_t ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }};
}

bool Breaker::admit(std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  if (failures_ < policy_.failures) return true;
  if (now_ms < retry_at_ms_) return false;
  retry_at_ms_ = now_ms + policy_.open_ms;  // this call is the probe; the others wait for what becomes of it
  return true;
}

void Breaker::succeeded() {
  const std::lock_guard lock(mutex_);
  failures_ = 0;
}

void Breaker::failed(std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  failures_ = std::min(failures_ + 1, policy_.failures);
  retry_at_ms_ = now_ms + policy_.open_ms;
}

std::optional<std::int64_t> RateBucket::take(std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  const double refill = static_cast<double>(std::max<std::int64_t>(0, now_ms - last_ms_)) / 1e3 * policy_.per_second;
  tokens_ = std::min(policy_.burst, tokens_ + refill);
  last_ms_ = std::max(last_ms_, now_ms);
  const double debt = 1 - tokens_;
  const auto wait_ms = debt <= 0 ? 0 : static_cast<std::int64_t>(std::ceil(debt / policy_.per_second * 1e3));
  if (wait_ms > policy_.max_wait_ms) return std::nullopt;
  tokens_ -= 1;
  return wait_ms;
}

std::int64_t backoff_ms(const RetryPolicy &policy, std::int32_t next_try, base::Random &random) {
  const std::int32_t doublings = std::clamp(next_try - 2, 0, 30);
  const std::int64_t full = std::min(policy.max_delay_ms, policy.first_delay_ms << doublings);
  const std::int64_t half = full / 2;
  return half + static_cast<std::int64_t>(random.next() % static_cast<std::uint64_t>(full - half + 1));
}

base::Result<void> Resilience::admit() {
  const std::int64_t now_ms = pace_.now_ms();
  if (!breaker_.admit(now_ms)) return base::Error{Status::unavailable, "the service has failed repeatedly and is not asked for a while"};
  const std::optional<std::int64_t> wait_ms = bucket_.take(now_ms);
  if (!wait_ms) return base::Error{Status::busy, "too many requests to the service at once"};
  if (*wait_ms > 0) pace_.sleep(*wait_ms);
  return {};
}

void Resilience::note(Status status) {
  const bool reached = status == Status::ok || status == Status::busy || deed_of(status) == Deed::refused;
  reached ? breaker_.succeeded() : breaker_.failed(pace_.now_ms());
}

bool Resilience::wait_before_next(Repeat repeat, Status status, std::int32_t tries, std::int64_t retry_after_ms, std::int64_t &waited_ms) {
  const Deed deed = deed_of(status);
  const bool allowed = deed == Deed::not_done || (deed == Deed::unclear && repeat == Repeat::always);
  if (!allowed || tries >= policy_.retry.max_tries) return false;
  std::int64_t delay_ms = 0;
  {
    const std::lock_guard lock(random_mutex_);
    delay_ms = std::max(retry_after_ms, backoff_ms(policy_.retry, tries + 1, random_));
  }
  waited_ms += delay_ms;
  if (waited_ms > policy_.retry.max_total_delay_ms) return false;
  pace_.sleep(delay_ms);
  return true;
}

}  // namespace callwell::adapters
