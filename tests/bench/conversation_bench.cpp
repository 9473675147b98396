// The cost of conversations: a turn, an idle session, a replay. Operations answer from memory, so that the engine is measured
// and not the disk; the store's own costs are in the store's benchmarks.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <map>

#include "allocations.hpp"
#include "dialog/session.hpp"

namespace {

using namespace callwell;

std::shared_ptr<const dialog::Setting> setting() {
  static const auto instance = [] {
    std::ifstream in(std::string(CALLWELL_SOURCE_DIR) + "/examples/practices/lakeside_dental.yaml");
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    return *dialog::Setting::make(practice::load_practice(text).practice, std::string(32, 'k'));
  }();
  return instance;
}

/// Thirty turns of one patient: questions, a booking with corrections, other times, a move.
constexpr std::string_view kTurns[] = {
    "hi there", "what are your hours on saturday?", "where are you located?", "do you take Delta Dental?", "I'd like to book a cleaning", "my name is Maria Lopez",
    "how much is it?", "it's my first visit", "maria dot lopez at example dot com", "no wait, it's maria.lopes@example.com", "how long does it take?", "mondays after three",
    "anything next week instead", "what's the latest one", "hold on", "ok the first one", "actually can we do whitening", "the second one", "is there parking?", "yes book it",
    "oh, one more thing", "I need to move my appointment", "wednesday afternoon", "do you have anything earlier", "the 2pm", "yes", "can you repeat that", "gracias", "¿a qué hora abren mañana?", "no that's all"};

const std::map<std::string, std::string, std::less<>> &answers() {
  static const std::string slot = R"({"slot_id":"feldman@lakeside@2026-03-09T19:00:00Z","start":"2026-03-09T15:00:00-04:00","end":"2026-03-09T15:50:00-04:00","provider":"feldman","provider_name":"Dr. Aaron Feldman","location":"lakeside","location_name":"Lakeside Dental"})";
  static const std::string later = R"({"slot_id":"feldman@lakeside@2026-03-10T18:00:00Z","start":"2026-03-10T14:00:00-04:00","end":"2026-03-10T14:50:00-04:00","provider":"feldman","provider_name":"Dr. Aaron Feldman","location":"lakeside","location_name":"Lakeside Dental"})";
  static const std::map<std::string, std::string, std::less<>> table{
      {"scheduling.find_slots", "{\"matched\":true,\"slots\":[" + slot + "," + later + "]}"},
      {"scheduling.hold", R"({"hold_id":"h","expires_at":"2026-03-04T10:10:00-05:00"})"},
      {"scheduling.book", R"({"appointment_id":"a","confirmation_code":"K7M2QX"})"},
      {"scheduling.reschedule", R"({"appointment_id":"b","confirmation_code":"K7M2QY"})"},
      {"patients.lookup", R"({"found":true,"appointments":[{"appointment_id":"a","start":"2026-03-09T15:00:00-04:00","end":"2026-03-09T15:50:00-04:00","service":"cleaning","provider":"feldman","provider_name":"Dr. Aaron Feldman","location":"lakeside","location_name":"Lakeside Dental"}]})"}};
  return table;
}

constexpr base::Instant kMorning{1'772'636'400'000'000};  // 2026-03-04T15:00:00Z

dialog::Session open_session(std::uint64_t seed) {
  dialog::SessionOptions options;
  options.seed = seed;
  options.contact = "+13125550142";
  options.opened = kMorning;
  return dialog::Session(setting(), options);
}

/// One turn with everything it asks for; false when the conversation has ended.
bool turn(dialog::Session &session, std::string_view text, base::Instant at) {
  dialog::Event event;
  event.kind = dialog::EventKind::utterance;
  event.at = at;
  event.text = text;
  if (!session.feed(event)) return false;
  while (const dialog::Action *action = session.next()) {
    if (action->kind == dialog::ActionKind::end) return false;
    if (action->kind != dialog::ActionKind::invoke) continue;
    dialog::Event result;
    result.kind = dialog::EventKind::result;
    result.at = at;
    result.action_id = action->id;
    const auto found = answers().find(action->text);
    result.text = found == answers().end() ? std::string("{}") : found->second;
    if (!session.feed(result)) return false;
  }
  return true;
}

void thirty_turns(benchmark::State &state) {
  std::vector<double> micros;
  std::uint64_t turns = 0;
  const bench::Allocations before = bench::allocations();
  std::uint64_t seed = 1;
  for (auto _ : state) {
    dialog::Session session = open_session(seed++);
    base::Instant at = kMorning;
    for (const std::string_view text : kTurns) {
      at = at.plus_seconds(10);
      const auto started = std::chrono::steady_clock::now();
      const bool goes_on = turn(session, text, at);
      micros.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - started).count());
      ++turns;
      if (!goes_on) break;
    }
  }
  const bench::Allocations after = bench::allocations();
  std::sort(micros.begin(), micros.end());
  state.counters["turns"] = static_cast<double>(turns) / static_cast<double>(state.iterations());
  state.counters["p50_us"] = micros[micros.size() / 2];
  state.counters["p99_us"] = micros[micros.size() * 99 / 100];
  state.counters["allocations_per_turn"] = static_cast<double>(after.count - before.count) / static_cast<double>(turns);
}
BENCHMARK(thirty_turns)->Unit(benchmark::kMillisecond)->Iterations(200);

void idle_sessions(benchmark::State &state) {
  const auto count = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) {
    (void)setting();
    const std::int64_t before = bench::allocations().bytes_live;
    std::vector<dialog::Session> sessions;
    sessions.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      sessions.push_back(open_session(i));
      base::Instant at = kMorning;
      for (const std::size_t said : {0, 4, 5, 7}) {  // a booking half way
        at = at.plus_seconds(10);
        turn(sessions.back(), kTurns[said], at);
      }
    }
    state.counters["bytes_per_session"] = static_cast<double>(bench::allocations().bytes_live - before) / static_cast<double>(count);
  }
}
BENCHMARK(idle_sessions)->Arg(10'000)->Iterations(1)->Unit(benchmark::kSecond);

void journal_replay(benchmark::State &state) {
  dialog::Session session = open_session(7);
  base::Instant at = kMorning;
  std::int64_t turns = 0;
  for (const std::string_view text : kTurns) {
    at = at.plus_seconds(10);
    ++turns;
    if (!turn(session, text, at)) break;
  }
  const std::string journal = session.journal();
  for (auto _ : state) {
    const auto replayed = dialog::replay(setting(), journal);
    if (!replayed || !replayed->same) state.SkipWithError("the replay differs");
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * turns);
}
BENCHMARK(journal_replay)->Unit(benchmark::kMillisecond);

void understanding(benchmark::State &state) {
  nlu::Context context;
  context.now = kMorning;
  context.zone = setting()->zone();
  std::size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(setting()->analyzer().analyze(kTurns[i++ % std::size(kTurns)], context));
}
BENCHMARK(understanding)->Unit(benchmark::kMicrosecond);

void save_and_restore(benchmark::State &state) {
  dialog::Session session = open_session(7);
  for (const std::size_t said : {0, 4, 5, 7}) turn(session, kTurns[said], kMorning.plus_seconds(static_cast<std::int64_t>(said) * 10));
  std::size_t bytes = 0;
  for (auto _ : state) {
    const auto saved = session.save();
    bytes = saved->size();
    benchmark::DoNotOptimize(dialog::Session::restore(setting(), *saved));
  }
  state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK(save_and_restore)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
