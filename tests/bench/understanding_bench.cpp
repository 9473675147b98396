// The cost of understanding one utterance, as a whole and finder by finder, in both languages and two lengths.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <string>

#include "allocations.hpp"
#include "nlu/analyzer.hpp"
#include "nlu/features.hpp"
#include "nlu/finders.hpp"
#include "nlu/intents.hpp"
#include "nlu/signals.hpp"
#include "nlu/signals_models.hpp"
#include "nlu/vocabulary.hpp"
#include "turns.hpp"

namespace {

using namespace callwell;
using namespace callwell::nlu;

constexpr std::array kShort{
    std::string_view("i'd like to book a cleaning next tuesday"), std::string_view("do you take delta dental for a crown"),
    std::string_view("no the second one works better for me"),    std::string_view("my name is maria lopez l o p e z"),
    std::string_view("quiero cambiar mi cita para el viernes"),   std::string_view("¿cuánto cuesta el blanqueamiento de los dientes?"),
    std::string_view("what are your hours on saturday morning"),  std::string_view("can you repeat that one more time please")};

constexpr std::array kLong{
    std::string_view("hi this is karen white i have an appointment on thursday at three thirty but i need to move it to monday"),
    std::string_view("i was wondering if you have anything next week after four because i work until three thirty every single day"),
    std::string_view("buenas tardes quiero una limpieza para mi hija la próxima semana de preferencia por la tarde después de las cuatro"),
    std::string_view("well i've had this pain in my tooth for about two weeks and it gets worse at night so what should i do"),
    std::string_view("my number is five five five oh one four two and my email is maria dot lopez at example dot com"),
    std::string_view("could you tell me whether the whitening is covered by my insurance and how much i would have to pay for it")};

std::vector<VocabularyItem> dental() {
  return {{EntityType::service, "cleaning", "cleaning and check-up", {"cleaning", "teeth cleaning", "limpieza", "revisión", "chequeo"}},
          {EntityType::service, "filling", "filling", {"cavity", "fill a cavity", "empaste", "caries"}},
          {EntityType::service, "crown", "crown", {"cap", "tooth crown", "corona", "funda"}},
          {EntityType::service, "whitening", "teeth whitening", {"whitening", "bleach my teeth", "blanqueamiento"}},
          {EntityType::service, "root-canal", "root canal", {"nerve treatment", "endodoncia", "tratamiento de conducto"}},
          {EntityType::service, "night-guard", "night guard", {"mouth guard", "I grind my teeth", "guarda oclusal"}},
          {EntityType::provider, "moreno", "Dr. Gabriela Moreno", {"Gabriela", "doctora Moreno"}},
          {EntityType::provider, "feldman", "Dr. Aaron Feldman", {"Aaron", "doctor Feldman"}},
          {EntityType::location, "lakeside", "Lakeside Dental", {"the dental office", "Shore Road", "la clínica dental"}}};
}

Context tuesday() {
  Context context;
  context.now = *base::parse_rfc3339("2026-03-03T15:00:00Z");
  return context;
}

/// One utterance of `set` after the other; a time is that of one.
template <std::size_t n, class Work>
void each_of(benchmark::State &state, const std::array<std::string_view, n> &set, Work work) {
  std::size_t next = 0;
  for ([[maybe_unused]] auto _ : state) {
    work(set[next]);
    next = (next + 1) % n;
  }
}

void analyze(benchmark::State &state) {
  static const Analyzer analyzer(dental());
  const Context context = tuesday();
  const auto work = [&](std::string_view text) { benchmark::DoNotOptimize(analyzer.analyze(text, context)); };
  state.range(0) ? each_of(state, kLong, work) : each_of(state, kShort, work);
}
BENCHMARK(analyze)->ArgName("long")->Arg(0)->Arg(1);

/// The same over some hundred turns of one length. A turn's time is the median of its rounds, so that the percentiles are those of
/// what people say and not of what else the machine does.
void turns(benchmark::State &state) {
  using Clock = std::chrono::steady_clock;
  static const Analyzer analyzer(dental());
  const Context context = tuesday();
  const std::vector<std::string> texts = bench::turns_of(static_cast<std::size_t>(state.range(0)));
  std::vector<std::vector<double>> rounds(texts.size());
  std::uint64_t allocated = 0;
  for ([[maybe_unused]] auto _ : state) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const std::uint64_t before = bench::allocations().count;
      const auto start = Clock::now();
      benchmark::DoNotOptimize(analyzer.analyze(texts[i], context));
      const std::chrono::duration<double, std::micro> took = Clock::now() - start;
      allocated += bench::allocations().count - before;
      rounds[i].push_back(took.count());
    }
  }
  const auto at = [](std::vector<double> &sorted, double share) {
    std::sort(sorted.begin(), sorted.end());
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
  };
  std::vector<double> costs;
  for (std::vector<double> &round : rounds) costs.push_back(at(round, 0.5));
  state.counters["turns"] = static_cast<double>(texts.size());
  state.counters["p50_us"] = at(costs, 0.5);
  state.counters["p99_us"] = at(costs, 0.99);
  state.counters["allocations"] = static_cast<double>(allocated) / static_cast<double>(texts.size() * state.iterations());
}
BENCHMARK(turns)->ArgName("words")->Arg(8)->Arg(20)->Arg(60)->Unit(benchmark::kMillisecond)->Iterations(25);

// What is read of a whole utterance, each by itself.
void features(benchmark::State &state) {
  FeatureSet set;
  each_of(state, kLong, [&](std::string_view text) {
    extract_features(text, set);
    benchmark::DoNotOptimize(set);
  });
}
BENCHMARK(features);

template <auto model>
void weighing(benchmark::State &state) {
  std::array<FeatureSet, kLong.size()> sets;
  for (std::size_t i = 0; i < kLong.size(); ++i) extract_features(kLong[i], sets[i]);
  std::size_t next = 0;
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(model().classify(sets[next]));
    next = (next + 1) % sets.size();
  }
}
BENCHMARK(weighing<&IntentModel::builtin>)->Name("intents");
BENCHMARK(weighing<&language_model>)->Name("language_model");
BENCHMARK(weighing<&emergency_model>)->Name("emergency_model");

void emergency(benchmark::State &state) {
  each_of(state, kLong, [](std::string_view text) { benchmark::DoNotOptimize(detect_emergency(text)); });
}
BENCHMARK(emergency);
void language(benchmark::State &state) {
  each_of(state, kLong, [](std::string_view text) { benchmark::DoNotOptimize(detect_language(text, std::nullopt)); });
}
BENCHMARK(language);
void mood(benchmark::State &state) {
  each_of(state, kLong, [](std::string_view text) { benchmark::DoNotOptimize(read_mood(text)); });
}
BENCHMARK(mood);
void tokens(benchmark::State &state) {
  each_of(state, kLong, [](std::string_view text) { benchmark::DoNotOptimize(read_utterance(text, Language::en)); });
}
BENCHMARK(tokens);

void entities(benchmark::State &state) {
  static const auto vocabulary = build_vocabulary(dental());
  const Context context = tuesday();
  const auto work = [&](std::string_view text) { benchmark::DoNotOptimize(extract_entities(text, Language::en, context, *vocabulary)); };
  state.range(0) ? each_of(state, kLong, work) : each_of(state, kShort, work);
}
BENCHMARK(entities)->ArgName("long")->Arg(0)->Arg(1);

template <auto finder>
void one_finder(benchmark::State &state) {
  const Context context = tuesday();
  each_of(state, kLong, [&](std::string_view text) {
    std::vector<Entity> found;
    finder(read_utterance(text, Language::en), context, found);
    benchmark::DoNotOptimize(found);
  });
}
BENCHMARK(one_finder<&find_times>)->Name("times");
BENCHMARK(one_finder<&find_phones>)->Name("phones");
BENCHMARK(one_finder<&find_emails>)->Name("emails");
BENCHMARK(one_finder<&find_names>)->Name("names");
BENCHMARK(one_finder<&find_birth_dates>)->Name("birth_dates");
BENCHMARK(one_finder<&find_booleans>)->Name("booleans");
BENCHMARK(one_finder<&find_numbers>)->Name("numbers");
BENCHMARK(one_finder<&find_money>)->Name("money");

void catalogue(benchmark::State &state) {
  static const auto vocabulary = build_vocabulary(dental());
  const Context context = tuesday();
  each_of(state, kLong, [&](std::string_view text) {
    std::vector<Entity> found;
    find_catalogue(read_utterance(text, Language::en), context, *vocabulary, found);
    benchmark::DoNotOptimize(found);
  });
}
BENCHMARK(catalogue);

/// 10 kB that could all be numbers and dates.
const std::string &ten_kilobytes() {
  static const std::string text = [] {
    std::string all;
    while (all.size() < 10'000) all += "on 3/4 at 5:30 or the 12th of may 2026 for 2 weeks ";
    return all;
  }();
  return text;
}

void digits(benchmark::State &state) {
  static const auto vocabulary = build_vocabulary(dental());
  const Context context = tuesday();
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(extract_entities(ten_kilobytes(), Language::en, context, *vocabulary));
}
BENCHMARK(digits)->Unit(benchmark::kMillisecond);

template <auto finder>
void digits_of(benchmark::State &state) {
  const Context context = tuesday();
  const Utterance utterance = read_utterance(ten_kilobytes(), Language::en);
  for ([[maybe_unused]] auto _ : state) {
    std::vector<Entity> found;
    finder(utterance, context, found);
    benchmark::DoNotOptimize(found);
  }
}
BENCHMARK(digits_of<&find_times>)->Name("digits/times")->Unit(benchmark::kMillisecond);
BENCHMARK(digits_of<&find_phones>)->Name("digits/phones")->Unit(benchmark::kMillisecond);
BENCHMARK(digits_of<&find_emails>)->Name("digits/emails")->Unit(benchmark::kMillisecond);
BENCHMARK(digits_of<&find_names>)->Name("digits/names")->Unit(benchmark::kMillisecond);
BENCHMARK(digits_of<&find_birth_dates>)->Name("digits/birth_dates")->Unit(benchmark::kMillisecond);
BENCHMARK(digits_of<&find_numbers>)->Name("digits/numbers")->Unit(benchmark::kMillisecond);
BENCHMARK(digits_of<&find_money>)->Name("digits/money")->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
