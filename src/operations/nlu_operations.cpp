// Understanding as operations: one utterance analysed, and a practice's own intents trained and asked.
#include <array>
#include <chrono>

#include "nlu/analyzer.hpp"
#include "nlu/signals.hpp"
#include "operations/entity_json.hpp"
#include "operations/model_files.hpp"
#include "operations/registry.hpp"
#include "operations/tenant.hpp"

namespace callwell::operations {

namespace {

constexpr std::string_view kOutOfScope = "out_of_scope";

// ---- nlu.analyze

const nlu::Analyzer &analyzer_of(const Call &call) {
  static const nlu::Analyzer general;
  return call.tenant ? call.tenant->analyzer() : general;
}

std::vector<std::string> texts_at(const json::object &object, std::string_view key) {
  std::vector<std::string> texts;
  for (const json::value &value : base::array_at(object, key)) {
    if (value.is_string()) texts.emplace_back(value.get_string());
  }
  return texts;
}

base::Result<nlu::Context> context_of(const Call &call) {
  nlu::Context context;
  context.now = call.now;
  if (call.tenant) {
    context.zone = call.tenant->practice().zone;
    context.country = call.tenant->practice().country;
  }
  if (const std::string_view name = base::string_at(call.input, "time_zone"); !name.empty()) {
    auto zone = base::Zone::load(name);
    if (!zone) return base::invalid("is not an IANA time zone", "time_zone");
    context.zone = std::move(*zone);
  }
  if (const std::string_view country = base::string_at(call.input, "country"); !country.empty()) context.country = country;
  context.language = nlu::parse_language(base::string_at(call.input, "language"));
  const json::object &expecting = base::object_at(call.input, "expecting");
  context.expecting = {std::string(base::string_at(expecting, "field")), texts_at(expecting, "choices")};
  context.alternatives = texts_at(call.input, "alternatives");
  return context;
}

/// The runs of words of one language, where a text mixes both.
void add_languages(std::string_view text, json::object &out) {
  const std::vector<nlu::LanguageSpan> spans = nlu::language_spans(text);
  if (spans.size() < 2) return;
  json::array runs;
  for (const nlu::LanguageSpan &span : spans) {
    runs.push_back(json::object{{"language", nlu::language_key(span.language)}, {"start", span.start}, {"end", span.end}});
  }
  out["languages"] = std::move(runs);
}

base::Result<json::value> run_analyze(const Call &call) {
  const auto context = context_of(call);
  if (!context) return context.error();
  const std::string_view text = base::string_at(call.input, "text");
  nlu::Analysis analysis = analyzer_of(call).analyze(text, *context);
  if (const std::string_view path = base::string_at(call.input, "model_path"); !path.empty()) {
    const auto model = open_model(std::string(path));
    if (!model) return model.error();
    analysis.intents = (*model)->classify(text);
    analysis.in_scope = analysis.intents.front().name != kOutOfScope;
  }
  json::object out = to_json(analysis, context->zone);
  add_languages(text, out);
  return out;
}

// ---- nlu.train, nlu.classify

base::Result<json::value> run_train(const Call &call) {
  const auto started = std::chrono::steady_clock::now();
  const auto examples = read_examples(std::string(base::string_at(call.input, "examples_path")));
  if (!examples) return examples.error();
  const auto model = nlu::IntentModel::train(*examples, static_cast<std::uint64_t>(base::int_at(call.input, "seed", 1)));
  if (!model) return model.error();
  const std::string bytes = model->bytes();
  if (auto written = write_model(std::string(base::string_at(call.input, "model_path")), bytes); !written) return written.error();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  return json::object{{"examples", examples->size()}, {"intents", model->size()}, {"seconds", took.count()},
                      {"bytes", bytes.size()}, {"held_out_accuracy", static_cast<double>(model->held_out_accuracy())}};
}

/// The best few, and out_of_scope among them where it was taught.
json::array ranked_json(const std::vector<nlu::ScoredIntent> &ranked) {
  constexpr std::size_t kShown = 10;
  json::array out;
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    if (i < kShown || ranked[i].name == kOutOfScope) out.push_back(to_json(ranked[i]));
  }
  return out;
}

base::Result<json::value> run_classify(const Call &call) {
  const auto model = open_model(std::string(base::string_at(call.input, "model_path")));
  if (!model) return model.error();
  const std::vector<nlu::ScoredIntent> ranked = (*model)->classify(base::string_at(call.input, "text"));
  return json::object{{"intent", ranked.front().name}, {"confidence", static_cast<double>(ranked.front().confidence)},
                      {"in_scope", ranked.front().name != kOutOfScope}, {"intents", ranked_json(ranked)}};
}

const std::array kOperations{
    Operation{.name = "nlu.analyze", .permission = "nlu.read", .needs_tenant = false,
              .summary = "Understand one utterance: language, intent, entities, mood and emergencies",
              .input_schema = R"({"type":"object","properties":{"text":{"type":"string","maxLength":16384},"language":{"type":"string"},"time_zone":{"type":"string"},"country":{"type":"string","minLength":2,"maxLength":2},"expecting":{"type":"object","properties":{"field":{"type":"string"},"choices":{"type":"array","items":{"type":"string"},"maxItems":200}},"additionalProperties":false},"alternatives":{"type":"array","items":{"type":"string"},"maxItems":50},"model_path":{"type":"string"}},"required":["text"],"additionalProperties":false})",
              .output_schema = R"({"type":"object","properties":{"language":{"type":"string","enum":["en","es"]},"languages":{"type":"array","items":{"type":"object"}},"intent":{"type":"string"},"confidence":{"type":"number"},"in_scope":{"type":"boolean"},"intents":{"type":"array","items":{"type":"object"}},"entities":{"type":"array","items":{"type":"object"}},"sentiment":{"type":"number"},"emotion":{"type":"string"},"emergency":{"type":"object"}},"required":["language","intent","confidence","in_scope","intents","entities","sentiment","emotion","emergency"]})",
              .example = R"({"in":{"text":"can I move my cleaning","now":"2026-03-02T09:00:00-06:00","time_zone":"America/Chicago"},"out":{"language":"en","intent":"reschedule","in_scope":true}})",
              .run = &run_analyze},
    Operation{.name = "nlu.train", .retry = Retry::never, .permission = "nlu.train", .needs_tenant = false,
              .summary = "Train an intent model from labelled examples and write it to a file",
              .input_schema = R"({"type":"object","properties":{"examples_path":{"type":"string","minLength":1},"model_path":{"type":"string","minLength":1},"seed":{"type":"integer","minimum":0}},"required":["examples_path","model_path"],"additionalProperties":false})",
              .output_schema = R"({"type":"object","properties":{"examples":{"type":"integer"},"intents":{"type":"integer"},"seconds":{"type":"number"},"bytes":{"type":"integer"},"held_out_accuracy":{"type":"number"}},"required":["examples","intents","seconds","bytes","held_out_accuracy"]})",
              .example = "{}", .run = &run_train},
    Operation{.name = "nlu.classify", .permission = "nlu.read", .needs_tenant = false,
              .summary = "Ask a trained intent model about one text",
              .input_schema = R"({"type":"object","properties":{"text":{"type":"string","maxLength":16384},"model_path":{"type":"string","minLength":1}},"required":["text","model_path"],"additionalProperties":false})",
              .output_schema = R"({"type":"object","properties":{"intent":{"type":"string"},"confidence":{"type":"number"},"in_scope":{"type":"boolean"},"intents":{"type":"array","items":{"type":"object"}}},"required":["intent","confidence","in_scope","intents"]})",
              .example = "{}", .run = &run_classify}};

}  // namespace

std::span<const Operation> nlu_operations() { return kOperations; }

}  // namespace callwell::operations
