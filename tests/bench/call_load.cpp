// Many calls at once in one process, paced by the clock: a media thread moves the RTP of all of them every 20 ms, the agent's loop and its turn
// threads do the rest. The recogniser hears a script and the voice is synthetic: what is measured is everything of ours.
// usage: call_load PRACTICE.yaml SECONDS CALLS…       run it under `taskset -c 0` for figures of one core
#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "operations/agent.hpp"
#include "runtime/call_loop.hpp"
#include "tests/bench/stand.hpp"

using namespace callwell;
using namespace callwell::voice;

namespace {

constexpr int kWarmTicks = 100;
constexpr const char *kLines[] = {"Hi, what are your hours on Friday?", "And do you take Aetna?", "Where are you located?", "How much is a cleaning?", "Is there parking?"};

std::string line(const voice::Hearing &, std::size_t turn) { return kLines[turn % std::size(kLines)]; }

/// A caller who speaks for a second in every six.
struct Caller {
  std::shared_ptr<runtime::Call> call;
  std::uint16_t sequence = 0;
  std::size_t place = 0;
};

std::int64_t now_us() {
  timespec t{};
  clock_gettime(CLOCK_MONOTONIC, &t);
  return static_cast<std::int64_t>(t.tv_sec) * 1'000'000 + t.tv_nsec / 1000;
}

/// Of all threads.
double processor_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

void sleep_until(std::int64_t us) {
  const timespec t{us / 1'000'000, (us % 1'000'000) * 1000};
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, nullptr);
}

void run(runtime::CallLoop &loop, std::size_t count, int seconds) {
  const std::vector<std::uint8_t> &coded = bench::caller_sound();
  const std::int64_t before = bench::memory().heap;
  std::vector<Caller> callers(count);
  for (std::size_t i = 0; i < count; ++i) {
    runtime::CallOptions options;
    options.contact = "+1312555" + std::to_string(1000 + i % 9000);
    options.media.rtp = RtpFormat{};
    options.media.seed = i + 1;
    auto call = loop.open(options);
    if (!call) std::exit(1);
    callers[i].call = *call;
    callers[i].place = (i * 7919 * 160) % coded.size() / 160 * 160;
  }
  std::vector<double> late;
  std::array<std::uint8_t, 400> packet{};
  std::int64_t bytes_out = 0;
  std::int64_t due = now_us() + 500'000;
  double begun = 0;
  for (int tick = 0; tick < seconds * 50; ++tick, due += 20'000) {
    if (tick == kWarmTicks) begun = processor_seconds();
    sleep_until(due);
    for (Caller &caller : callers) {
      const std::span<const std::uint8_t> payload(coded.data() + caller.place, 160);
      caller.place = (caller.place + 160) % coded.size();
      const std::size_t size = write_rtp({0, false, caller.sequence, static_cast<std::uint32_t>(caller.sequence) * 160, 1, payload}, packet);
      ++caller.sequence;
      caller.call->line().push_rtp({packet.data(), size}, due);
      bytes_out += static_cast<std::int64_t>(caller.call->line().pull_rtp(due, packet));
      while (caller.call->next()) {}
      if (tick > kWarmTicks) late.push_back(static_cast<double>(now_us() - due) / 1000);
    }
  }
  const double used = (processor_seconds() - begun) / (seconds - kWarmTicks / 50);
  const std::int64_t active = bench::memory().heap;
  std::int64_t dropped = 0;
  for (Caller &caller : callers) {
    dropped += caller.call->line().dropped();
    caller.call->hung_up();
  }
  const double half = bench::at_share(late, 0.5), most = bench::at_share(late, 0.99), worst = bench::at_share(late, 1);
  std::printf("%5zu calls   frame out after its hour  p50 %6.2f ms  p99 %6.2f ms  worst %6.2f ms   processor %4.1f %%   recogniser frames dropped %lld   memory a call %5.1f KiB\n",
              count, half, most, worst, used * 100, static_cast<long long>(dropped), static_cast<double>(active - before) / 1024 / static_cast<double>(count));
  std::fflush(stdout);
  callers.clear();
  std::this_thread::sleep_for(std::chrono::seconds(2));
}

}  // namespace

int main(int argc, char **argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: call_load PRACTICE.yaml SECONDS CALLS...\n");
    return 2;
  }
  auto agent = operations::Agent::open({argv[1], {}}, base::system_now());
  if (!agent) return 1;
  const runtime::VoiceServices services = bench::stand_in(&line, 60);
  runtime::CallLoop loop(*agent, [services](const operations::Tenant &) { return services; });
  for (int i = 3; i < argc; ++i) run(loop, static_cast<std::size_t>(std::atoi(argv[i])), std::atoi(argv[2]));
  return 0;
}
