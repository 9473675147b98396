#include "adapters/resilience.hpp"

#include <catch2/catch.hpp>
#include <memory>
#include <vector>

using namespace callwell::adapters;
using callwell::base::Error;
using callwell::base::Random;
using callwell::base::Result;
using callwell::base::Status;

namespace {

/// Time that passes only while someone sleeps.
struct FakeTime {
  std::int64_t now_ms = 1'000;
  std::vector<std::int64_t> sleeps;
  Pace pace() {
    return {[this] { return now_ms; },
            [this](std::int64_t ms) {
              sleeps.push_back(ms);
              now_ms += ms;
            }};
  }
};

/// Calls that end as scripted; the last entry repeats.
struct Script {
  std::vector<Status> outcomes;
  std::int64_t retry_after_ms = 0;
  std::size_t calls = 0;
  Attempt<int> operator()() {
    const Status status = outcomes[std::min(calls++, outcomes.size() - 1)];
    if (status == Status::ok) return {7};
    return {Error{status, "scripted"}, retry_after_ms};
  }
};

}  // namespace

TEST_CASE("what is repeated depends on what is known of the deed") {
  struct Row {
    Repeat repeat;
    Status status;
    std::size_t calls;
  };
  const Row rows[] = {{Repeat::only_if_not_done, Status::unavailable, 3},
                      {Repeat::only_if_not_done, Status::busy, 3},
                      {Repeat::only_if_not_done, Status::deadline_exceeded, 1},
                      {Repeat::only_if_not_done, Status::corrupt, 1},
                      {Repeat::only_if_not_done, Status::invalid_argument, 1},
                      {Repeat::only_if_not_done, Status::unauthenticated, 1},
                      {Repeat::always, Status::deadline_exceeded, 3},
                      {Repeat::always, Status::corrupt, 3},
                      {Repeat::always, Status::invalid_argument, 1}};
  for (const Row &row : rows) {
    INFO(status_name(row.status));
    FakeTime time;
    Resilience resilience({}, time.pace(), 1);
    Script script{{row.status}};
    const Result<int> result = resilience.run<int>(row.repeat, script);
    CHECK(result.error().status == row.status);
    CHECK(script.calls == row.calls);
    CHECK(time.sleeps.size() == row.calls - 1);
  }
}

TEST_CASE("a try that succeeds ends the trying") {
  FakeTime time;
  Resilience resilience({}, time.pace(), 1);
  Script script{{Status::unavailable, Status::ok}};
  CHECK(*resilience.run<int>(Repeat::only_if_not_done, script) == 7);
  CHECK(script.calls == 2);
}

TEST_CASE("delays double, stay under the limit, differ by chance and repeat with the seed") {
  const RetryPolicy policy{.max_tries = 10, .first_delay_ms = 100, .max_delay_ms = 1'000};
  Random one(1), same(1), other(2);
  bool differs = false;
  for (std::int32_t next_try = 2; next_try < 40; ++next_try) {
    const std::int64_t full = next_try < 6 ? 100 << (next_try - 2) : 1'000;
    const std::int64_t delay = backoff_ms(policy, next_try, one);
    CHECK(delay >= full / 2);
    CHECK(delay <= full);
    CHECK(delay == backoff_ms(policy, next_try, same));
    differs = differs || delay != backoff_ms(policy, next_try, other);
  }
  CHECK(differs);
}

TEST_CASE("Retry-After is kept to, and one that is too long is not waited for") {
  FakeTime time;
  Resilience patient({}, time.pace(), 1);
  Script short_wait{{Status::busy, Status::ok}, 7'000};
  CHECK(patient.run<int>(Repeat::only_if_not_done, short_wait).has_value());
  CHECK(time.sleeps == std::vector<std::int64_t>{7'000});
  Resilience hurried({}, time.pace(), 1);
  Script long_wait{{Status::busy}, 60'000};
  CHECK(hurried.run<int>(Repeat::only_if_not_done, long_wait).error().status == Status::busy);
  CHECK(long_wait.calls == 1);
}

TEST_CASE("the breaker opens after failures in a row and lets one call through after a while") {
  Breaker breaker({.failures = 3, .open_ms = 1'000});
  for (int i = 0; i < 2; ++i) breaker.failed(0);
  breaker.succeeded();
  for (int i = 0; i < 3; ++i) {
    CHECK(breaker.admit(0));
    breaker.failed(0);
  }
  CHECK_FALSE(breaker.admit(999));
  CHECK(breaker.admit(1'000));
  CHECK_FALSE(breaker.admit(1'001));  // one at a time
  breaker.failed(1'010);
  CHECK_FALSE(breaker.admit(2'009));
  CHECK(breaker.admit(2'010));
  breaker.succeeded();
  CHECK(breaker.admit(2'011));
  CHECK(breaker.admit(2'011));
}

TEST_CASE("an open breaker answers without asking, and a refusal does not open it") {
  FakeTime time;
  const ResiliencePolicy policy{.retry = {.max_tries = 1}, .breaker = {.failures = 2}};
  Resilience resilience(policy, time.pace(), 1);
  Script refused{{Status::invalid_argument}}, down{{Status::deadline_exceeded}};
  for (int i = 0; i < 5; ++i) (void)resilience.run<int>(Repeat::only_if_not_done, refused);
  CHECK(refused.calls == 5);
  for (int i = 0; i < 5; ++i) (void)resilience.run<int>(Repeat::only_if_not_done, down);
  CHECK(down.calls == 2);
  CHECK(resilience.run<int>(Repeat::only_if_not_done, down).error().status == Status::unavailable);
}

TEST_CASE("the bucket spaces calls evenly once its burst is used") {
  RateBucket bucket({.per_second = 10, .burst = 2, .max_wait_ms = 250});
  CHECK(bucket.take(0) == 0);
  CHECK(bucket.take(0) == 0);
  CHECK(bucket.take(0) == 100);
  CHECK(bucket.take(0) == 200);
  CHECK_FALSE(bucket.take(0).has_value());
  CHECK(bucket.take(1'000) == 0);
  CHECK(bucket.take(500) == 0);  // a clock that steps back refills nothing and breaks nothing
}

TEST_CASE("the next service is asked only when the last one certainly did nothing") {
  struct Row {
    std::vector<Status> outcomes;
    std::size_t asked;
    Status last;
  };
  const Row rows[] = {{{Status::ok, Status::ok}, 1, Status::ok},
                      {{Status::unavailable, Status::ok}, 2, Status::ok},
                      {{Status::unauthenticated, Status::busy, Status::ok}, 3, Status::ok},
                      {{Status::deadline_exceeded, Status::ok}, 1, Status::deadline_exceeded},
                      {{Status::permission_denied, Status::ok}, 1, Status::permission_denied},
                      {{Status::unavailable, Status::unavailable}, 2, Status::unavailable},
                      {{}, 0, Status::unavailable}};
  for (const Row &row : rows) {
    std::size_t asked = 0;
    std::vector<std::unique_ptr<Status>> services;
    for (const Status status : row.outcomes) services.push_back(std::make_unique<Status>(status));
    const Result<int> result = first_that_works<int>(services, [&](Status status) -> Result<int> {
      ++asked;
      if (status == Status::ok) return 1;
      return Error{status, "scripted"};
    });
    CHECK(asked == row.asked);
    CHECK((result ? Status::ok : result.error().status) == row.last);
  }
}

TEST_CASE("an HTTP status without a better word becomes ours, and a 5xx leaves the deed unclear") {
  CHECK(status_of_http(400) == Status::invalid_argument);
  CHECK(status_of_http(401) == Status::unauthenticated);
  CHECK(status_of_http(429) == Status::busy);
  CHECK(deed_of(status_of_http(500)) == Deed::unclear);
  CHECK(deed_of(status_of_http(503)) == Deed::unclear);
  CHECK(deed_of(status_of_http(302)) == Deed::unclear);
}
