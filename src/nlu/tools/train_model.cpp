// Makes the built-in models while the library is built.
//   train_model intents|language|emergency OUT FILE…        writes a model
//   train_model intents|language|emergency --report FILE…   prints what cross-validation on the hand-written examples says
// The section "answer" of a grammar holds bare replies ("the second one", a name), which are of no intent.
// A FILE is hand-written examples (.jsonl: text, lang, intent) or a grammar (.txt, "_en" or "_es" in its name is its language).
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>

#include "base/json.hpp"
#include "base/text.hpp"
#include "nlu/emergency_features.hpp"
#include "nlu/intents_train.hpp"
#include "nlu/tools/paraphrase.hpp"

namespace callwell::nlu::tools {

namespace {

constexpr std::uint64_t kSeed = 20240607;

constexpr std::size_t kBlanks = 1000;
constexpr float kAsideWeight = 1;  // of the front desk's sentences, where emergencies are learnt
constexpr std::string_view kAnswer = "answer";  // a grammar's section of bare replies, which are no intent
constexpr float kStrangerWeight = 0.4F;  // the world outside needs many sentences, and is not likelier for it

/// What a model is to tell apart, and with how much.
struct Task {
  std::string_view name;
  std::size_t per_intent;  ///< sentences of each intent from each grammar …
  std::size_t per_line;    ///< … or of each line of it, where that makes more
  float written;           ///< a hand-written example counts as so many of a grammar's
  std::size_t max_rows;    ///< features kept: the size of the model
  std::size_t epochs;
  GroupLengths lengths;
  void (*extract)(std::string_view, FeatureSet &);
};
/// Senses are the same in both languages: they must not tell which of them is spoken.
constexpr std::array<Task, 3> kTasks{{{"intents", 420, 36, 3, 34'000, 10, {0.8F, 0.6F, 0.8F, 0.2F, 0.3F, 0.8F, 0.3F, 0.4F}, extract_features},
                                      {"language", 160, 12, 3, 16'000, 6, {1, 0.6F, 0.8F, 0.2F, 0, 0, 0, 0}, extract_features},
                                      {"emergency", 500, 14, 3.3F, 60'000, 14, {0.8F, 0.6F, 0.8F, 0.2F, 0.3F, 0.8F, 0.3F, 0.4F, 1.5F}, extract_emergency_features}}};

struct Corpus {
  std::vector<LabelledText> texts;
  std::vector<std::string> labels, languages;  ///< of each text
};

std::string slurp(const std::string &path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The label of a sentence for a task; empty where it teaches nothing.
std::string label_for(const Task &task, std::string_view intent, std::string_view language, bool about_emergencies) {
  if (task.name == "language") return language == "en" || language == "es" ? std::string(language) : std::string{};
  if (task.name == "intents" || about_emergencies) return std::string(intent);
  return intent == "emergency" ? "" : "none";  // of the front desk's sentences, to the emergency model
}

void add(Corpus &corpus, std::string text, std::string label, std::string_view language, float written) {
  if (label.empty()) return;
  const float weight = written > 0 ? written : label == "out_of_scope" ? kStrangerWeight : 1;
  corpus.texts.push_back({std::move(text), 0, weight, written > 0, false});
  corpus.labels.push_back(std::move(label));
  corpus.languages.emplace_back(language);
}

bool read_examples(const Task &task, const std::string &path, Corpus &corpus) {
  const bool about_emergencies = path.find("emergency") != std::string::npos;
  const float weight = task.name == "emergency" && !about_emergencies ? kAsideWeight : task.written;
  const std::string all = slurp(path);
  for (const std::string_view line : base::split(all, '\n')) {
    if (base::trim(line).empty()) continue;
    const auto row = base::parse_json(line);
    if (!row || !row->is_object()) return false;
    const auto &object = row->as_object();
    const std::string_view language = base::string_at(object, "lang");
    add(corpus, std::string(base::string_at(object, "text")), label_for(task, base::string_at(object, "intent"), language, about_emergencies), language, weight);
  }
  return !all.empty();
}

/// What people say around the matter, grave or not: it must tell the emergency model nothing.
constexpr std::array<std::string_view, 26> kFrames{
    "i have an appointment tuesday but", "need to move my appointment up because", "don't need an appt just need to know", "can somebody call me",
    "can i get in today", "does tylenol help", "should i put ice on it", "sorry to bother you but", "quick question", "i don't want to make a fuss but",
    "is it ok that", "hi this is maria lopez and", "can i come in later", "i have a question", "are you open today", "i want to cancel because",
    "quiero una cita porque", "no quiero molestar pero", "tengo cita el martes pero", "una pregunta", "me puede llamar el doctor", "qué me tomo",
    "disculpe", "hola buenas", "están abiertos", "quiero cambiar mi cita porque"};

std::string framed(std::string text, base::Random &random) {
  if (random.next() % 4 != 0) return text;
  const std::string frame(kFrames[random.next() % kFrames.size()]);
  return random.next() % 4 == 0 ? text + " " + frame : frame + " " + text;
}

bool write_from_grammar(const Task &task, const std::string &path, Corpus &corpus) {
  const auto grammar = Grammar::parse(slurp(path));
  if (!grammar) {
    std::cerr << path << ": " << grammar.error().message << '\n';
    return false;
  }
  base::Random random(kSeed);
  const bool about_emergencies = path.find("emergency") != std::string::npos;
  const std::string_view language = path.find("_es") != std::string::npos ? "es" : path.find("_en") != std::string::npos ? "en" : "mix";
  const bool aside = task.name == "emergency" && !about_emergencies;  // everyday sentences, for contrast
  for (const Written &written : grammar->write(aside ? 240 : task.per_intent, aside ? 16 : task.per_line, random)) {
    std::string label = label_for(task, written.intent, language, about_emergencies);
    std::string text = roughen(written.text, language == "es", random);
    if (about_emergencies) text = framed(std::move(text), random);
    add(corpus, std::move(text), std::move(label), language, 0);
  }
  return true;
}

std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> words;
  const std::string folded = base::fold(text);
  for (const std::string_view word : base::split(folded, ' ')) words.emplace(word);
  return words;
}

/// Marks what a grammar wrote that shares a third of its words with what a person did: learning from it would make cross-validation tell fairy tales.
void mark_echoes(Corpus &corpus) {
  std::vector<std::set<std::string>> written;
  std::map<std::string, std::vector<std::size_t>> holders;
  for (const LabelledText &text : corpus.texts) {
    if (!text.held_out) continue;
    written.push_back(words_of(text.text));
    for (const std::string &word : written.back()) holders[word].push_back(written.size() - 1);
  }
  for (LabelledText &text : corpus.texts) {
    if (text.held_out) continue;
    std::map<std::size_t, std::size_t> shared;
    const auto words = words_of(text.text);
    for (const std::string &word : words) {
      if (const auto found = holders.find(word); found != holders.end()) {
        for (const std::size_t holder : found->second) ++shared[holder];
      }
    }
    for (const auto &[holder, count] : shared) text.echo = text.echo || count * 3 > (words.size() + written[holder].size() - count);
  }
}

/// In order, kAnswer last.
std::vector<std::string> number_labels(Corpus &corpus) {
  std::set<std::string> different(corpus.labels.begin(), corpus.labels.end());
  const bool answers = different.erase(std::string(kAnswer)) > 0;
  std::vector<std::string> names(different.begin(), different.end());
  if (answers) names.emplace_back(kAnswer);
  for (std::size_t i = 0; i < corpus.texts.size(); ++i) {
    corpus.texts[i].label = static_cast<std::uint16_t>(std::distance(names.begin(), std::find(names.begin(), names.end(), corpus.labels[i])));
  }
  return names;
}

void report_line(const Corpus &corpus, const TrainedIntents &trained, std::string_view language) {
  double right = 0, all = 0, error = 0;
  std::array<std::array<double, 3>, 15> bins{};
  for (const HeldOut &h : trained.held_out) {
    if (!language.empty() && corpus.languages[h.example] != language) continue;
    const bool hit = corpus.texts[h.example].label == h.guess;
    right += hit, ++all;
    auto &bin = bins[std::min<std::size_t>(14, static_cast<std::size_t>(h.confidence * 15))];
    bin[0] += 1, bin[1] += hit, bin[2] += static_cast<double>(h.confidence);
  }
  for (const auto &bin : bins) error += std::abs(bin[1] - bin[2]);
  if (all > 0) std::printf("%-4.*s %5.1f of %4.0f, calibration error %.1f\n", static_cast<int>(language.size()), language.data(), 100 * right / all, all, 100 * error / all);
}

void report(const Corpus &corpus, const TrainedIntents &trained) {
  for (const HeldOut &h : trained.held_out) {
    const std::string &guess = trained.model.names[h.guess];
    if (corpus.labels[h.example] != guess)
      std::printf("%s\t%s\t%.2f\t%s\n", corpus.labels[h.example].c_str(), guess.c_str(), static_cast<double>(h.confidence), corpus.texts[h.example].text.c_str());
  }
  for (const std::string_view language : {"en", "es", "mix", ""}) report_line(corpus, trained, language);
  const auto echoes = std::count_if(corpus.texts.begin(), corpus.texts.end(), [](const LabelledText &t) { return t.echo; });
  std::printf("temperature %.2f, %zu texts (%td echoes left out), %zu rows\n", static_cast<double>(trained.model.temperature), corpus.texts.size(), echoes,
              trained.model.hashes.size());
}

int run(int argc, char **argv) {
  const auto task = argc < 4 ? kTasks.end() : std::find_if(kTasks.begin(), kTasks.end(), [&](const Task &t) { return t.name == argv[1]; });
  if (task == kTasks.end()) return 2;
  Corpus corpus;
  for (int i = 3; i < argc; ++i) {
    const std::string path = argv[i];
    const bool read = path.ends_with(".jsonl") ? read_examples(*task, path, corpus) : write_from_grammar(*task, path, corpus);
    if (!read) {
      std::cerr << path << ": cannot be read\n";
      return 1;
    }
  }
  // A text none of whose words is known is no emergency: without such ones only the words would learn, not what to think without them.
  for (std::size_t i = 0; task->name == "emergency" && i < kBlanks; ++i) add(corpus, "", "none", "", 0);
  const bool reporting = std::string_view(argv[2]) == "--report";
  mark_echoes(corpus);
  TrainingOptions options;
  options.seed = kSeed;
  options.max_rows = task->max_rows;
  options.refit = task->name != "emergency";
  options.epochs = task->epochs;
  options.folds_judged = reporting ? 5 : 1;  // one suffices for the temperature
  options.min_count = 2;
  options.lengths = task->lengths;
  options.extract = task->extract;
  options.salient = false;  // grammars repeat their words: how a feature is spread says little
  std::vector<std::string> names = number_labels(corpus);
  options.unspoken = names.back() == kAnswer;
  options.trusted = task->name == "intents";
  const TrainedIntents trained = train_intents(std::move(names), corpus.texts, options);
  if (reporting) {
    report(corpus, trained);
    return 0;
  }
  std::ofstream out(argv[2], std::ios::binary);
  out << model_bytes(trained.model);
  return out.flush() ? 0 : 1;
}

}  // namespace

}  // namespace callwell::nlu::tools

int main(int argc, char **argv) { return callwell::nlu::tools::run(argc, argv); }
