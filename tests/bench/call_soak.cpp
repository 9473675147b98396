// Calls that come and go, in waves, and what each of them leaves behind in memory. Rows go to a database on disk: they are no memory.
//   call_soak PRACTICE.yaml calls N        short calls (greeted, one question, goodbye) frame by frame as fast as they can, the clock with them
//   call_soak PRACTICE.yaml seconds N      in real time, each hung up at a moment of its own
// Ends with 1 where a call leaves more than the limit behind.
#include <time.h>

#include <atomic>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <future>
#include <optional>
#include <thread>

#include "base/ids.hpp"
#include "base/log.hpp"
#include "operations/agent.hpp"
#include "runtime/call_loop.hpp"
#include "tests/bench/stand.hpp"
#include "voice/g711.hpp"

using namespace callwell;

namespace {

constexpr std::size_t kWide = 100;            // calls of a wave
constexpr int kMostFrames = 400;              // of a call: eight seconds
constexpr int kSpeaksAt = 60, kAgainAt = 170, kSpeaksFor = 30;  // frames
constexpr double kLimit = 1024;               // bytes a call

/// What every caller says: a question, and goodbye.
std::string said(const voice::Hearing &, std::size_t turn) { return turn == 0 ? "What are your hours on Friday?" : "No, that's all, goodbye."; }

struct Leg {
  std::shared_ptr<runtime::Call> call;
  int hangs_up_at = kMostFrames;
  bool over = false;
};

class Soak {
 public:
  /// Without `clock` the calls go in real time.
  Soak(std::shared_ptr<operations::Agent> agent, std::shared_ptr<std::atomic<std::int64_t>> clock)
      : clock_(clock), services_(bench::stand_in(&said, 3)),
        loop_(std::move(agent), [services = services_](const operations::Tenant &) { return services; },
              clock ? runtime::CallLoop::Clock([clock] { return base::Instant{clock->load()}; }) : runtime::CallLoop::Clock(&base::system_now)) {}

  void wave() {
    std::vector<Leg> legs(kWide);
    for (Leg &leg : legs) open(leg);
    due_us_ = monotonic_us();
    for (int frame = 0; std::any_of(legs.begin(), legs.end(), [](const Leg &leg) { return !leg.over; }); ++frame) {
      for (Leg &leg : legs) move(leg, frame);
      pass(legs);
    }
    legs.clear();
    pass({});
  }
  std::size_t calls() const { return calls_; }
  std::size_t ended() const { return ended_; }

 private:
  static std::int64_t monotonic_us() {
    timespec t{};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return static_cast<std::int64_t>(t.tv_sec) * 1'000'000 + t.tv_nsec / 1000;
  }

  void open(Leg &leg) {
    runtime::CallOptions options;
    options.contact = "+1" + std::to_string(2'000'000'000 + calls_++);
    auto call = loop_.open(options);
    if (!call) std::exit(2);
    leg.call = *call;
    if (!clock_) leg.hangs_up_at = 20 + static_cast<int>(random_.next() % (kMostFrames - 20));
  }

  void move(Leg &leg, int frame) {
    if (leg.over) return;
    const bool speaks = (frame >= kSpeaksAt && frame < kSpeaksAt + kSpeaksFor) || (frame >= kAgainAt && frame < kAgainAt + kSpeaksFor);
    const auto &sound = bench::caller_sound();
    const std::size_t at = speaks ? static_cast<std::size_t>(frame % kSpeaksFor) * 160 : 20'000 + static_cast<std::size_t>(frame % 100) * 160;
    leg.call->line().push({sound.data() + at, 160});
    std::uint8_t out[160];
    leg.call->line().pull(out);
    if (frame == leg.hangs_up_at) leg.call->hung_up();
    while (const auto event = leg.call->next()) {
      if (event->kind != runtime::CallEvent::Kind::hang_up) continue;
      leg.over = true;
      ended_ += event->text == "ended";
    }
    if (leg.over) leg.call.reset();
  }

  void pass(const std::vector<Leg> &legs) {
    if (clock_) {
      *clock_ += voice::kFrameUs;
      return settle(legs);
    }
    due_us_ += voice::kFrameUs;
    const timespec until{due_us_ / 1'000'000, (due_us_ % 1'000'000) * 1000};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
  }

  /// Until the loop has nothing to do: however slow the machine, the agent has thought before the next frame comes.
  void settle(const std::vector<Leg> &legs) {
    for (int quiet = 0; quiet < 2; ++quiet) {
      std::promise<void> passed;
      loop_.post([&passed] { passed.set_value(); });
      passed.get_future().wait();
      if (std::none_of(legs.begin(), legs.end(), [](const Leg &leg) { return leg.call && leg.call->thinking(); })) continue;
      quiet = -1;
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
  }

  std::shared_ptr<std::atomic<std::int64_t>> clock_;
  runtime::VoiceServices services_;
  runtime::CallLoop loop_;
  base::Random random_{7};
  std::size_t calls_ = 0, ended_ = 0;
  std::int64_t due_us_ = 0;
};

}  // namespace

int main(int argc, char **argv) {
  const bool fast = argc == 4 && std::strcmp(argv[2], "calls") == 0, paced = argc == 4 && std::strcmp(argv[2], "seconds") == 0;
  if (!fast && !paced) {
    std::fprintf(stderr, "usage: call_soak PRACTICE.yaml calls|seconds N\n");
    return 2;
  }
  const long wanted = std::atol(argv[3]);
  base::set_log_sink([](base::LogLevel, std::string_view) {});
  const bool quick_disk = fast && std::filesystem::is_directory("/dev/shm");  // rows must reach a file, not a disk
  std::string place = std::string(quick_disk ? "/dev/shm" : "/tmp") + "/callwell-soak-XXXXXX";
  char *folder = place.data();
  if (!mkdtemp(folder)) return 2;
  auto agent = operations::Agent::open({argv[1], std::string(folder) + "/soak.db"}, base::system_now());
  if (!agent) {
    std::fprintf(stderr, "call_soak: %s\n", agent.error().message.c_str());
    return 2;
  }
  std::vector<double> calls, live, heap, resident;
  for (auto *const one : {&calls, &live, &heap, &resident}) one->reserve(static_cast<std::size_t>(wanted) + 1);  // what is noted grows no more
  {
    Soak soak(*agent, fast ? std::make_shared<std::atomic<std::int64_t>>(base::system_now().us) : nullptr);
    const std::int64_t end = base::system_now().us + wanted * 1'000'000;
    while (fast ? soak.calls() < static_cast<std::size_t>(wanted) : base::system_now().us < end) {
      soak.wave();
      const bench::Memory now = bench::memory();
      calls.push_back(static_cast<double>(soak.calls()));
      live.push_back(static_cast<double>(now.live));
      heap.push_back(static_cast<double>(now.heap));
      resident.push_back(static_cast<double>(now.resident));
      if (soak.calls() % 10'000 == 0) {
        std::printf("%8zu calls, %zu to their end   live %9.0f   heap %9.0f   resident %9.0f\n", soak.calls(), soak.ended(), live.back(), heap.back(), resident.back());
        std::fflush(stdout);
      }
    }
    if (soak.ended() == 0) std::fprintf(stderr, "call_soak: no call came to its end by itself\n");
    if (soak.ended() == 0) return 1;
  }
  std::filesystem::remove_all(folder);
  // What is warmed up once is no growth: prompts, models, the store's page cache.
  const std::size_t warm = calls.size() / (fast && wanted >= 100'000 ? 10 : 2);
  const auto rest = [warm](const std::vector<double> &all) { return std::vector<double>(all.begin() + static_cast<std::ptrdiff_t>(warm), all.end()); };
  const double each = bench::slope(rest(calls), rest(live));
  std::printf("%.0f calls; what each leaves behind, bytes: %.1f of operator new, %.1f of the heap, %.1f of the process\n", calls.back(), each,
              bench::slope(rest(calls), rest(heap)), bench::slope(rest(calls), rest(resident)));
  return each > kLimit ? 1 : 0;
}
