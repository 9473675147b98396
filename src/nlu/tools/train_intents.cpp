// Makes the built-in intent model while the library is built.
//   train_intents OUT EXAMPLES.jsonl GRAMMAR_en.txt GRAMMAR_es.txt …   writes the model
//   train_intents --report EXAMPLES.jsonl GRAMMAR…                     prints cross-validation on the hand-written examples
// A grammar whose name holds "_es" is Spanish to the corrupter.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>

#include "base/json.hpp"
#include "base/text.hpp"
#include "nlu/intents_train.hpp"
#include "nlu/tools/paraphrase.hpp"

namespace callwell::nlu::tools {

namespace {

constexpr std::uint64_t kSeed = 20240607;
constexpr std::size_t kPerIntent = 420;      // sentences of each intent from each grammar
constexpr float kWrittenWeight = 1.5F;       // a hand-written example counts as this many of a grammar's
constexpr std::size_t kMaxRows = 34'000;     // keeps the model under a megabyte and a half

struct Corpus {
  std::vector<LabelledText> texts;
  std::vector<std::string> languages;  // of the hand-written ones, which come first
};

std::string slurp(const char *path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::uint16_t label_of(std::string_view intent) {
  const auto found = std::find(kBuiltinIntents.begin(), kBuiltinIntents.end(), intent);
  return static_cast<std::uint16_t>(found - kBuiltinIntents.begin());
}

bool read_examples(const char *path, Corpus &corpus) {
  const std::string all = slurp(path);
  for (const std::string_view line : base::split(all, '\n')) {
    if (base::trim(line).empty()) continue;
    const auto row = base::parse_json(line);
    const std::uint16_t label = row && row->is_object() ? label_of(base::string_at(row->as_object(), "intent")) : 0xFFFF;
    if (label >= kBuiltinIntents.size()) return false;
    const auto &object = row->as_object();
    corpus.texts.push_back({std::string(base::string_at(object, "text")), label, kWrittenWeight, true});
    corpus.languages.emplace_back(base::string_at(object, "lang"));
  }
  return !corpus.texts.empty();
}

bool write_from_grammar(const char *path, Corpus &corpus) {
  const auto grammar = Grammar::parse(slurp(path));
  if (!grammar) {
    std::cerr << path << ": " << grammar.error().message << '\n';
    return false;
  }
  base::Random random(kSeed);
  const bool spanish = std::string_view(path).find("_es") != std::string_view::npos;
  for (const Written &written : grammar->write(kPerIntent, random)) {
    const std::uint16_t label = label_of(written.intent);
    if (label >= kBuiltinIntents.size()) {
      std::cerr << path << ": no intent is called " << written.intent << '\n';
      return false;
    }
    corpus.texts.push_back({roughen(written.text, spanish, random), label, 1, false});
  }
  return true;
}

void report(const Corpus &corpus, const TrainedIntents &trained) {
  for (const std::string_view language : {"en", "es", "mix", ""}) {
    double right = 0, all = 0;
    std::array<std::array<double, 3>, 15> bins{};
    for (const HeldOut &h : trained.held_out) {
      if (!language.empty() && corpus.languages[h.example] != language) continue;
      const bool hit = corpus.texts[h.example].label == h.guess;
      right += hit;
      ++all;
      auto &bin = bins[std::min<std::size_t>(14, static_cast<std::size_t>(h.confidence * 15))];
      bin[0] += 1, bin[1] += hit, bin[2] += static_cast<double>(h.confidence);
    }
    double error = 0;
    for (const auto &bin : bins) error += std::abs(bin[1] - bin[2]);
    std::printf("%-4s %5.1f of %4.0f, calibration error %.1f\n", language.empty() ? "all" : std::string(language).c_str(), 100 * right / all, all, 100 * error / all);
  }
  std::printf("temperature %.2f, %zu texts, %zu rows\n", static_cast<double>(trained.model.temperature), corpus.texts.size(), trained.model.hashes.size());
}

void print_errors(const Corpus &corpus, const TrainedIntents &trained) {
  for (const HeldOut &h : trained.held_out) {
    if (corpus.texts[h.example].label == h.guess) continue;
    std::printf("%s\t%s\t%.2f\t%s\n", std::string(kBuiltinIntents[corpus.texts[h.example].label]).c_str(), std::string(kBuiltinIntents[h.guess]).c_str(),
                static_cast<double>(h.confidence), corpus.texts[h.example].text.c_str());
  }
}

int run(int argc, char **argv) {
  if (argc < 3) return 2;
  Corpus corpus;
  if (!read_examples(argv[2], corpus)) {
    std::cerr << argv[2] << ": not labelled examples\n";
    return 1;
  }
  for (int i = 3; i < argc; ++i) {
    if (!write_from_grammar(argv[i], corpus)) return 1;
  }
  TrainingOptions options;
  options.seed = kSeed;
  options.max_rows = kMaxRows;
  options.folds = 3;
  options.min_count = 2;
  std::vector<std::string> names(kBuiltinIntents.begin(), kBuiltinIntents.end());
  const bool reporting = std::string_view(argv[1]) == "--report";
  if (reporting) options.folds = 5;
  const TrainedIntents trained = train_intents(std::move(names), corpus.texts, options);
  if (reporting) {
    print_errors(corpus, trained);
    report(corpus, trained);
    return 0;
  }
  std::ofstream out(argv[1], std::ios::binary);
  out << model_bytes(trained.model);
  return out.flush() ? 0 : 1;
}

}  // namespace

}  // namespace callwell::nlu::tools

int main(int argc, char **argv) { return callwell::nlu::tools::run(argc, argv); }
