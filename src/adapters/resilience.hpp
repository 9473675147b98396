// Trying again, waiting, giving up and going elsewhere: decided here for every adapter, and by one rule. What may be
// repeated depends on what is known of the deed, never on the vendor.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>

#include "base/ids.hpp"
#include "base/result.hpp"

namespace callwell::adapters {

/// What a failed call to an outside service says about the deed it asked for.
enum class Deed : std::uint8_t {
  not_done,  ///< certainly not: asking again, or elsewhere, cannot double it
  refused,   ///< the service understood and said no: it will say so again
  unclear,   ///< it may have been done: only a request the service recognises may be repeated
};
Deed deed_of(base::Status status) noexcept;
/// May another service be asked after this failure? Yes when this one certainly did nothing and that is about it, not about the request.
bool another_may_try(base::Status status) noexcept;
/// The status for an HTTP answer outside 2xx whose body says nothing more precise. A 5xx leaves the deed unclear.
base::Status status_of_http(std::int32_t http_status) noexcept;

/// Time and waiting, given from outside so that tests need neither.
struct Pace {
  std::function<std::int64_t()> now_ms;     ///< monotonic
  std::function<void(std::int64_t)> sleep;  ///< milliseconds
};
Pace system_pace();

struct RetryPolicy {
  std::int32_t max_tries = 3;
  std::int64_t first_delay_ms = 500, max_delay_ms = 8'000;
  std::int64_t max_total_delay_ms = 20'000;  ///< a longer Retry-After means: give up and say `busy`
};

struct BreakerPolicy {
  std::int32_t failures = 5;      ///< in a row, until nobody is asked any more
  std::int64_t open_ms = 30'000;  ///< then one call is let through to see
};

struct RatePolicy {
  double per_second = 50, burst = 50;
  std::int64_t max_wait_ms = 2'000;  ///< a call that would wait longer gets `busy`
};

struct ResiliencePolicy {
  RetryPolicy retry;
  BreakerPolicy breaker;
  RatePolicy rate;
};

/// Opens after failures in a row; lets one call through when it has been open for a while. Threads: any.
class Breaker {
 public:
  explicit Breaker(BreakerPolicy policy) : policy_(policy) {}
  bool admit(std::int64_t now_ms);
  void succeeded();
  void failed(std::int64_t now_ms);

 private:
  const BreakerPolicy policy_;
  std::mutex mutex_;
  std::int32_t failures_ = 0;
  std::int64_t retry_at_ms_ = 0;
};

/// Tokens that refill evenly. A caller may run into debt and waits it off. Threads: any.
class RateBucket {
 public:
  explicit RateBucket(RatePolicy policy) : policy_(policy), tokens_(policy.burst) {}
  /// Milliseconds to wait before going ahead; nothing when that would be too long (then no token is taken).
  std::optional<std::int64_t> take(std::int64_t now_ms);

 private:
  const RatePolicy policy_;
  std::mutex mutex_;
  double tokens_;
  std::int64_t last_ms_ = 0;
};

/// The delay before try `next_try` (2, 3, …): exponential, with half of it by chance so that clients do not march in step.
std::int64_t backoff_ms(const RetryPolicy &policy, std::int32_t next_try, base::Random &random);

template <class T>
struct Attempt {
  base::Result<T> result;
  std::int64_t retry_after_ms = 0;  ///< what the service asked for
};

enum class Repeat : std::uint8_t { only_if_not_done, always };

/// What stands between an adapter and one service. Threads: any.
class Resilience {
 public:
  Resilience(ResiliencePolicy policy, Pace pace, std::uint64_t seed)
      : policy_(policy), pace_(std::move(pace)), breaker_(policy.breaker), bucket_(policy.rate), random_(seed) {}

  /// Calls `once` (→ Attempt<T>) until it succeeds, must not be repeated, or the tries are used up.
  template <class T, class Once>
  base::Result<T> run(Repeat repeat, Once &&once) {
    std::int64_t waited_ms = 0;
    for (std::int32_t tries = 1;; ++tries) {
      if (const base::Result<void> admitted = admit(); !admitted) return admitted.error();
      Attempt<T> attempt = once();
      note(attempt.result ? base::Status::ok : attempt.result.error().status);
      if (attempt.result) return attempt.result;
      if (!wait_before_next(repeat, attempt.result.error().status, tries, attempt.retry_after_ms, waited_ms)) return attempt.result;
    }
  }

 private:
  base::Result<void> admit();
  void note(base::Status status);
  bool wait_before_next(Repeat repeat, base::Status status, std::int32_t tries, std::int64_t retry_after_ms, std::int64_t &waited_ms);

  const ResiliencePolicy policy_;
  const Pace pace_;
  Breaker breaker_;
  RateBucket bucket_;
  std::mutex random_mutex_;
  base::Random random_;
};

/// Asks the services in order until one does it, one refuses the request itself, or the deed is unclear.
template <class T, class Services, class Call>
base::Result<T> first_that_works(const Services &services, Call &&call) {
  base::Result<T> last = base::Error{base::Status::unavailable, "no service is configured"};
  for (const auto &service : services) {
    last = call(*service);
    if (last || !another_may_try(last.error().status)) return last;
  }
  return last;
}

}  // namespace callwell::adapters
