#include "runtime/call_loop.hpp"

#include <poll.h>
#include <sched.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "base/ids.hpp"
#include "base/time.hpp"

namespace callwell::runtime {

namespace {
constexpr int kRoundMs = 10;           // how long sound may lie before a recogniser gets it
constexpr std::int64_t kRoundUs = kRoundMs * 1000;
constexpr int kTurnNice = 5;
constexpr std::size_t kTurnThreads = 4;  // turns wait for the store, not for the processor

/// This thread waits until the one that runs has done its round: on a full machine the one that moves the sound.
void yield_to_media() {
  const sched_param none{};
  sched_setscheduler(0, SCHED_BATCH, &none);
}

}  // namespace

CallLoop::CallLoop(std::shared_ptr<operations::Agent> agent, Services services, Clock clock)
    : agent_(std::move(agent)), services_(std::move(services)), clock_(std::move(clock)), event_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  threads_.emplace_back([this](const std::stop_token &stop) { run(stop); });
  for (std::size_t i = 0; i < kTurnThreads; ++i) {
    threads_.emplace_back([this](const std::stop_token &stop) {
      yield_to_media();
      setpriority(PRIO_PROCESS, 0, kTurnNice);  // of this thread: a turn may wait for sound, never sound for a turn
      while (!stop.stop_requested() && slow_.run_next(stop)) {}
    });
  }
  writer_ = std::jthread([this](const std::stop_token &stop) {
    while (writing_.run_next(stop)) {}  // to the last: it may be the end of a recording
  });
}

CallLoop::~CallLoop() {
  for (std::jthread &thread : threads_) thread.request_stop();
  wake();
  threads_.clear();
  for (const auto &call : calls_) call->end_recording();
  writer_.request_stop();
  writer_.join();
  calls_.clear();
  close(event_);
}

base::Result<std::shared_ptr<Call>> CallLoop::open(CallOptions options) {
  if (!options.media.rtp) {
    if (auto checked = voice::check(options.media.wire); !checked) return checked.error();
  }
  operations::Tenant *tenant = options.tenant.empty() && !options.dialled.empty() ? agent_->tenant_of_number(options.dialled) : nullptr;
  if (!tenant) tenant = agent_->find_tenant(options.tenant);
  if (!tenant) return base::Error{base::Status::not_found, "no such practice", "tenant"};
  // Who calls again at once begins anew, and is not put into a conversation that is just being hung up.
  if (options.conversation.empty()) options.conversation = base::new_uuid7(clock_());
  auto call = std::make_shared<Call>(*this, agent_, *tenant, services_(*tenant), std::move(options));
  post([this, call] {
    calls_.push_back(call);
    call->begin();
  });
  return call;
}

void CallLoop::wake() {
  if (woken_.exchange(true)) return;
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = write(event_, &one, sizeof one);
}

void CallLoop::post(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    posted_.push_back(std::move(work));
  }
  wake();
}

void CallLoop::post_slow(std::function<void()> work) { slow_.put(std::move(work)); }
void CallLoop::post_write(std::function<void()> work) { writing_.put(std::move(work)); }

void CallLoop::run(const std::stop_token &stop) {
  yield_to_media();
  std::vector<std::function<void()>> work;
  std::int64_t last_round_us = 0;
  while (!stop.stop_requested()) {
    pollfd wait{event_, POLLIN, 0};
    poll(&wait, 1, calls_.empty() ? 1000 : kRoundMs);
    std::uint64_t count = 0;
    [[maybe_unused]] const auto drained = read(event_, &count, sizeof count);
    woken_.store(false);
    {
      const std::lock_guard lock(mutex_);
      work.swap(posted_);
    }
    for (const auto &body : work) body();
    work.clear();
    const std::int64_t now = clock_().us;
    // Between rounds only those who have told something are looked at: with a thousand calls a look costs more than the work.
    const bool round = now < last_round_us || now - last_round_us >= kRoundUs;
    for (const auto &call : calls_) {
      if (call->has_news() || round) call->work(now);
    }
    if (!round) continue;
    last_round_us = now;
    std::erase_if(calls_, [](const std::shared_ptr<Call> &call) { return call->finished(); });
  }
}

void CallLoop::Queue::put(std::function<void()> body) {
  {
    const std::lock_guard lock(mutex);
    work.push_back(std::move(body));
  }
  waits.notify_one();
}

bool CallLoop::Queue::run_next(const std::stop_token &stop) {
  std::unique_lock lock(mutex);
  waits.wait(lock, stop, [this] { return !work.empty(); });
  if (work.empty()) return false;
  const std::function<void()> body = std::move(work.front());
  work.pop_front();
  lock.unlock();
  body();
  return true;
}

}  // namespace callwell::runtime
