// From the caller's last sound to the agent's first, in real time, through everything of ours: the line, the agent's loop, the conversation
// with its store, the prompts made before. The recogniser has its words as soon as the caller stops.
//   bench_answer PRACTICE.yaml CALLS ROUNDS
#include <time.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>

#include "base/log.hpp"
#include "operations/agent.hpp"
#include "runtime/call_loop.hpp"
#include "tests/bench/stand.hpp"
#include "voice/g711.hpp"

using namespace callwell;

namespace {

constexpr int kThinksFrames = 30;     // of quiet, before the caller answers
constexpr int kSpeaksFrames = 40;
constexpr int kLoud = 500;
constexpr int kMostFrames = 50 * 120;

/// What a caller answers to what he was asked for; the first turn says what he wants.
std::string answer(const voice::Hearing &asked, std::size_t turn) {
  static const std::map<std::string, std::string, std::less<>> kAnswers{
      {"person_name", "My name is Maria Lopez."}, {"patient_type", "I have been there before."}, {"email", "It's maria at example dot com."},
      {"preference", "Any time next week."},      {"slot_choice", "The first one, please."},     {"boolean", "Yes."}};
  if (turn == 0) return "Hi, I would like to book a cleaning.";
  const auto found = kAnswers.find(asked.expecting.field);
  return found == kAnswers.end() ? "No, that's all, goodbye." : found->second;
}

std::int64_t now_us() {
  timespec t{};
  clock_gettime(CLOCK_MONOTONIC, &t);
  return static_cast<std::int64_t>(t.tv_sec) * 1'000'000 + t.tv_nsec / 1000;
}

/// A caller who waits for the agent's silence, speaks, and measures.
struct Caller {
  std::shared_ptr<runtime::Call> call;
  int quiet = 0, spoken = 0;
  bool heard_agent = false, over = false;
  std::int64_t ended_us = 0;                          ///< his last sound; 0: the answer is here
};

enum class Answer : std::uint8_t { yes_or_no, choice, sentence };
using Delays = std::array<std::vector<double>, 3>;  ///< by the kind of answer

/// What a call answered last; the script runs on the loop's thread.
class Watch {
 public:
  std::string say(const voice::Hearing &asked, std::size_t turn) {
    const std::string &field = asked.expecting.field;
    kind_ = turn > 0 && field == "boolean" ? Answer::yes_or_no : turn > 0 && field == "slot_choice" ? Answer::choice : Answer::sentence;
    return answer(asked, turn);
  }
  Answer kind() const { return kind_; }

 private:
  std::atomic<Answer> kind_{Answer::sentence};
};

void frame(Caller &caller, Answer kind, Delays &delays) {
  const auto &sound = bench::caller_sound();
  const bool speaks = caller.spoken > 0;
  const std::size_t at = speaks ? static_cast<std::size_t>(kSpeaksFrames - caller.spoken) * 160 : 20'000;
  caller.call->line().push({sound.data() + at, 160});
  std::array<std::uint8_t, 160> out{};
  caller.call->line().pull(out);
  if (speaks && --caller.spoken == 0) caller.ended_us = now_us();
  const bool loud = std::any_of(out.begin(), out.end(), [](std::uint8_t code) { return std::abs(static_cast<int>(voice::mulaw_decode(code))) > kLoud; });
  caller.quiet = loud ? 0 : caller.quiet + 1;
  caller.heard_agent = caller.heard_agent || loud;
  if (loud && caller.ended_us != 0) {
    delays[static_cast<std::size_t>(kind)].push_back(static_cast<double>(now_us() - caller.ended_us) / 1000);
    caller.ended_us = 0;
  }
  if (!speaks && caller.ended_us == 0 && caller.heard_agent && caller.quiet == kThinksFrames) {
    caller.spoken = kSpeaksFrames;
    caller.heard_agent = false;
  }
  while (const auto event = caller.call->next()) caller.over = caller.over || event->kind != runtime::CallEvent::Kind::interrupted;
}

void round(const std::shared_ptr<operations::Agent> &agent, std::size_t count, Delays &delays) {
  std::vector<std::unique_ptr<Watch>> watches;
  std::vector<Caller> callers(count);
  static const runtime::VoiceServices kMouth = bench::stand_in(&answer, 20);
  for (std::size_t i = 0; i < count; ++i) watches.push_back(std::make_unique<Watch>());
  std::size_t opened = 0;
  runtime::CallLoop loop(agent, [&](const operations::Tenant &) {
    Watch &watch = *watches[opened++];
    return runtime::VoiceServices{bench::stand_in([&watch](const voice::Hearing &asked, std::size_t turn) { return watch.say(asked, turn); }, 20).recognisers, kMouth.speaker, {}};
  });
  for (std::size_t i = 0; i < count; ++i) {
    runtime::CallOptions options;
    options.contact = "+1312555" + std::to_string(1000 + i);
    auto call = loop.open(options);
    if (!call) std::exit(1);
    callers[i].call = *call;
  }
  std::int64_t due = now_us();
  for (int tick = 0; tick < kMostFrames && std::any_of(callers.begin(), callers.end(), [](const Caller &c) { return !c.over; }); ++tick) {
    due += voice::kFrameUs;
    const timespec until{due / 1'000'000, (due % 1'000'000) * 1000};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
    for (std::size_t i = 0; i < count; ++i) {
      if (!callers[i].over) frame(callers[i], watches[i]->kind(), delays);
    }
  }
  callers.clear();
}

void print(const char *what, const std::vector<double> &delays) {
  std::printf("end of speech to the agent's first sound, %-16s p50 %4.0f ms   p95 %4.0f ms   of %zu\n", what, bench::at_share(delays, 0.5), bench::at_share(delays, 0.95), delays.size());
}

}  // namespace

int main(int argc, char **argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: bench_answer PRACTICE.yaml CALLS ROUNDS\n");
    return 2;
  }
  base::set_log_sink([](base::LogLevel, std::string_view) {});
  auto agent = operations::Agent::open({argv[1], {}}, base::system_now());
  if (!agent) return 1;
  Delays warm, delays;
  round(*agent, 1, warm);  // the prompts are made
  for (int i = 0; i < std::atoi(argv[3]); ++i) round(*agent, static_cast<std::size_t>(std::atoi(argv[2])), delays);
  print("yes or no", delays[0]);
  print("a choice", delays[1]);
  print("a whole sentence", delays[2]);
  return std::any_of(delays.begin(), delays.end(), [](const auto &some) { return some.empty(); }) ? 1 : 0;
}
