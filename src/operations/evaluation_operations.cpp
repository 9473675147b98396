// The workbench as operations: how good a model is, what reviewed calls teach it, and two small readings of one utterance
// (is it finished, which medical terms are in it).
#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <mutex>

#include "base/text.hpp"
#include "compliance/redaction.hpp"
#include "nlu/evaluation.hpp"
#include "nlu/intents.hpp"
#include "nlu/medical_vocabulary.hpp"
#include "nlu/signals.hpp"
#include "nlu/turn_completeness.hpp"
#include "operations/example_files.hpp"
#include "operations/model_files.hpp"
#include "operations/registry.hpp"
#include "operations/tenant.hpp"

namespace callwell::operations {

namespace {

// ---- nlu.evaluate

std::string language_of(const ExampleRow &row) {
  return row.language.empty() ? std::string(nlu::language_key(nlu::detect_language(row.text, std::nullopt).language)) : row.language;
}

nlu::Judged judge(const ExampleRow &row, const nlu::IntentModel &model) {
  const auto ranked = model.classify(row.text);
  return {row.text, language_of(row), row.intent, ranked.front().name, ranked.front().confidence};
}

/// The same text always falls into the same fold, so that none is judged by a model that has seen it.
std::size_t fold_of(const ExampleRow &row, std::size_t folds) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (const char c : base::fold(row.text)) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001B3u;
  return (hash ^ (hash >> 32)) % folds;
}

/// Each fold is judged by a model trained on the others.
base::Result<std::vector<nlu::Judged>> cross_validate(const std::vector<ExampleRow> &rows, std::size_t folds, std::uint64_t seed) {
  std::vector<nlu::Judged> judged;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    std::vector<nlu::Example> rest;
    for (const ExampleRow &row : rows) {
      if (fold_of(row, folds) != fold) rest.push_back({row.text, row.intent});
    }
    const auto model = nlu::IntentModel::train(rest, seed);
    if (!model) return model.error();
    for (const ExampleRow &row : rows) {
      if (fold_of(row, folds) == fold) judged.push_back(judge(row, *model));
    }
  }
  return judged;
}

base::Result<std::vector<nlu::Judged>> judge_all(const std::vector<ExampleRow> &rows, const json::object &input) {
  const std::string path(base::string_at(input, "model_path"));
  if (const auto folds = base::int_at(input, "folds", 0); folds > 0) {
    if (!path.empty()) return base::invalid("folds train their own models: give model_path or folds", "folds");
    return cross_validate(rows, static_cast<std::size_t>(folds), static_cast<std::uint64_t>(base::int_at(input, "seed", 1)));
  }
  std::shared_ptr<const nlu::IntentModel> kept;
  if (!path.empty()) {
    auto opened = open_model(path);
    if (!opened) return opened.error();
    kept = *opened;
  }
  std::vector<nlu::Judged> judged;
  for (const ExampleRow &row : rows) judged.push_back(judge(row, kept ? *kept : nlu::IntentModel::builtin()));
  return judged;
}

template <class List, class One>
json::array list_json(const List &list, One one) {
  json::array out;
  for (const auto &item : list) out.push_back(one(item));
  return out;
}

json::object share_json(const nlu::Share &share) {
  return {{"language", share.name}, {"examples", share.examples}, {"accuracy", share.accuracy}, {"calibration_error", share.calibration_error}};
}

json::object evaluation_json(const nlu::Evaluation &e) {
  json::object out{{"examples", e.all.examples}, {"accuracy", e.all.accuracy}, {"macro_f1", e.macro_f1}, {"calibration_error", e.all.calibration_error}};
  out["languages"] = list_json(e.languages, share_json);
  out["per_intent"] = list_json(e.intents, [](const nlu::IntentScore &s) {
    return json::object{{"intent", s.intent}, {"examples", s.examples}, {"precision", s.precision}, {"recall", s.recall}, {"f1", s.f1}};
  });
  out["confusions"] = list_json(e.confusions, [](const nlu::Confusion &c) {
    return json::object{{"expected", c.expected}, {"got", c.got}, {"count", c.count}, {"example", c.example}};
  });
  out["reliability"] = list_json(e.reliability, [](const nlu::ReliabilityBin &b) {
    return json::object{{"from", b.from}, {"to", b.to}, {"count", b.count}, {"confidence", b.confidence}, {"accuracy", b.accuracy}};
  });
  out["worst"] = list_json(e.worst, [](const nlu::Judged &j) {
    return json::object{{"text", j.text}, {"expected", j.expected}, {"got", j.got}, {"confidence", static_cast<double>(j.confidence)}, {"language", j.language}};
  });
  out["coverage"] = list_json(e.coverage, [](const nlu::Coverage &c) {
    return json::object{{"threshold", c.threshold}, {"answered", c.answered}, {"accuracy", c.accuracy}};
  });
  out["matrix"] = json::object{{"intents", list_json(e.matrix_intents, [](const std::string &intent) { return json::string(intent); })},
                               {"counts", list_json(e.matrix, [](const auto &row) { return list_json(row, [](std::size_t n) { return json::value(n); }); })}};
  return out;
}

base::Result<json::value> run_evaluate(const Call &call) {
  auto rows = read_example_rows(std::string(base::string_at(call.input, "examples_path")), "examples_path");
  if (!rows) return rows.error();
  std::erase_if(*rows, [](const ExampleRow &row) { return !row.approved; });
  if (rows->empty()) return base::invalid("there are no examples", "examples_path");
  const auto judged = judge_all(*rows, call.input);
  if (!judged) return judged.error();
  return evaluation_json(nlu::evaluate(*judged));
}

// ---- nlu.feedback, nlu.review: what people learnt from calls, and a second pair of eyes before it is taught

/// Two callers must not rewrite one file at once.
std::mutex &examples_mutex() {
  static std::mutex mutex;
  return mutex;
}

/// "tomorrow" and "Dr. Lee" tell nothing of the patient; everything else that identifies does.
bool identifies_somebody(const std::string &text) {
  using compliance::IdentifierType;
  const auto spans = compliance::find_identifiers(text);
  return !spans || std::any_of(spans->begin(), spans->end(), [](const compliance::IdentifierSpan &span) {
    return span.type != IdentifierType::date_rel && span.type != IdentifierType::provider_name;
  });
}

base::Error personal() { return base::invalid("the text identifies somebody: take names, numbers, dates and addresses out of it first", "text"); }

base::Result<json::value> run_feedback(const Call &call) {
  const std::string path(base::string_at(call.input, "path")), text(base::string_at(call.input, "text"));
  if (base::trim(text).empty()) return base::invalid("is empty", "text");
  if (identifies_somebody(text)) return personal();
  json::object row{{"text", text}, {"intent", base::string_at(call.input, "intent")}, {"approved", false}};
  if (const std::string_view language = base::string_at(call.input, "language"); !language.empty()) row["language"] = language;
  if (const std::string_view reviewer = base::string_at(call.input, "reviewer"); !reviewer.empty()) row["proposed_by"] = reviewer;
  const std::lock_guard lock(examples_mutex());
  std::size_t index = 0;
  if (std::error_code failed; std::filesystem::exists(path, failed)) {  // never a file that is something else
    const auto rows = read_example_rows(path, "path");
    if (!rows) return rows.error();
    index = rows->size();
  }
  if (auto written = append_example(path, row); !written) return written.error();
  return json::object{{"index", index}, {"approved", false}};
}

bool pending(const ExampleRow &row) { return !row.approved && !base::bool_at(row.row, "rejected"); }

json::array pending_json(const std::vector<ExampleRow> &rows) {
  constexpr std::size_t kShown = 200;
  json::array out;
  for (std::size_t i = 0; i < rows.size() && out.size() < kShown; ++i) {
    if (pending(rows[i])) out.push_back(json::object{{"index", i}, {"text", rows[i].text}, {"intent", rows[i].intent}, {"proposed_by", base::string_at(rows[i].row, "proposed_by")}});
  }
  return out;
}

base::Result<void> decide(std::vector<ExampleRow> &rows, const json::object &input) {
  const auto index = static_cast<std::size_t>(base::int_at(input, "index"));
  if (index >= rows.size()) return base::Error{base::Status::not_found, "there is no such example", "index"};
  ExampleRow &row = rows[index];
  const bool approve = base::bool_at(input, "approve");
  if (approve && identifies_somebody(row.text)) return personal();
  row.approved = approve;
  row.row["approved"] = approve;
  row.row["rejected"] = !approve;
  if (const std::string_view reviewer = base::string_at(input, "reviewer"); !reviewer.empty()) row.row["reviewed_by"] = reviewer;
  return {};
}

base::Result<json::value> run_review(const Call &call) {
  const std::string path(base::string_at(call.input, "path"));
  if (call.input.contains("index") != call.input.contains("approve")) return base::invalid("index and approve go together", "index");
  const std::lock_guard lock(examples_mutex());
  auto rows = read_example_rows(path, "path");
  if (!rows) return rows.error();
  if (call.input.contains("index")) {
    if (auto decided = decide(*rows, call.input); !decided) return decided.error();
    if (auto written = write_example_rows(path, *rows); !written) return written.error();
  }
  const auto approved = std::count_if(rows->begin(), rows->end(), [](const ExampleRow &row) { return row.approved; });
  return json::object{{"examples", rows->size()}, {"approved", approved}, {"pending", pending_json(*rows)}};
}

// ---- nlu.turn_complete, nlu.medical_terms

base::Result<json::value> run_turn_complete(const Call &call) {
  nlu::Expecting expecting;
  const json::object &given = base::object_at(call.input, "expecting");
  expecting.field = base::string_at(given, "field");
  for (const json::value &choice : base::array_at(given, "choices")) {
    if (choice.is_string()) expecting.choices.emplace_back(choice.get_string());
  }
  const std::string country = call.tenant ? call.tenant->practice().country : "US";
  const nlu::TurnCompleteness judged = nlu::judge_turn(base::string_at(call.input, "text"), expecting, base::string_at(call.input, "country", country));
  return json::object{{"complete", judged.complete}, {"confidence", std::round(static_cast<double>(judged.confidence) * 1e4) / 1e4}};
}

base::Result<json::value> run_medical_terms(const Call &call) {
  return json::object{{"terms", list_json(nlu::medical_terms(base::string_at(call.input, "text")), [](const nlu::MedicalTerm &term) {
                         return json::object{{"text", term.text}, {"start", term.start}, {"end", term.end}, {"clinical", term.clinical}, {"lay", term.lay}, {"kind", term.kind}, {"field", term.field}};
                       })}};
}

const std::array kOperations{
    Operation{.name = "nlu.evaluate", .permission = "nlu.train", .needs_tenant = false,
              .summary = "Measure a model, the built-in one, or with folds the examples themselves: accuracy, confusions, calibration, worst mistakes, coverage",
              .input_schema = R"({"type":"object","properties":{"examples_path":{"type":"string","minLength":1},"model_path":{"type":"string","minLength":1},"folds":{"type":"integer","minimum":2,"maximum":20},"seed":{"type":"integer","minimum":0}},"required":["examples_path"],"additionalProperties":false})",
              .output_schema = R"({"type":"object","properties":{"examples":{"type":"integer"},"accuracy":{"type":"number"},"macro_f1":{"type":"number"},"calibration_error":{"type":"number"},"languages":{"type":"array","items":{"type":"object"}},"per_intent":{"type":"array","items":{"type":"object"}},"confusions":{"type":"array","items":{"type":"object"}},"reliability":{"type":"array","items":{"type":"object"}},"worst":{"type":"array","items":{"type":"object"}},"coverage":{"type":"array","items":{"type":"object"}},"matrix":{"type":"object"}},"required":["examples","accuracy","macro_f1","calibration_error","languages","per_intent","confusions","reliability","worst","coverage","matrix"]})",
              .example = "{}", .run = &run_evaluate},
    Operation{.name = "nlu.feedback", .retry = Retry::never, .permission = "nlu.train", .needs_tenant = false,
              .summary = "Propose a labelled example from a reviewed call; texts that identify somebody are refused, and nothing is learnt before it is approved",
              .input_schema = R"({"type":"object","properties":{"path":{"type":"string","minLength":1},"text":{"type":"string","minLength":1,"maxLength":2000},"intent":{"type":"string","minLength":1,"maxLength":200},"language":{"type":"string","maxLength":35},"reviewer":{"type":"string","maxLength":200}},"required":["path","text","intent"],"additionalProperties":false})",
              .output_schema = R"({"type":"object","properties":{"index":{"type":"integer"},"approved":{"type":"boolean"}},"required":["index","approved"]})",
              .example = "{}", .run = &run_feedback},
    Operation{.name = "nlu.review", .retry = Retry::safe, .permission = "nlu.train", .needs_tenant = false,
              .summary = "Approve or reject a proposed example, or without index and approve list those that wait",
              .input_schema = R"({"type":"object","properties":{"path":{"type":"string","minLength":1},"index":{"type":"integer","minimum":0},"approve":{"type":"boolean"},"reviewer":{"type":"string","maxLength":200}},"required":["path"],"additionalProperties":false})",
              .output_schema = R"({"type":"object","properties":{"examples":{"type":"integer"},"approved":{"type":"integer"},"pending":{"type":"array","items":{"type":"object"}}},"required":["examples","approved","pending"]})",
              .example = "{}", .run = &run_review},
    Operation{.name = "nlu.turn_complete", .permission = "nlu.read", .needs_tenant = false,
              .summary = "Is an utterance finished, given what was asked",
              .input_schema = R"({"type":"object","properties":{"text":{"type":"string","maxLength":16384},"expecting":{"type":"object","properties":{"field":{"type":"string"},"choices":{"type":"array","items":{"type":"string"},"maxItems":200}},"additionalProperties":false},"country":{"type":"string","minLength":2,"maxLength":2}},"required":["text"],"additionalProperties":false})",
              .output_schema = R"({"type":"object","properties":{"complete":{"type":"boolean"},"confidence":{"type":"number"}},"required":["complete","confidence"]})",
              .example = R"({"in":{"text":"my number is 305 555","expecting":{"field":"phone"}},"out":{"complete":false}})",
              .run = &run_turn_complete},
    Operation{.name = "nlu.medical_terms", .permission = "nlu.read", .needs_tenant = false,
              .summary = "Find lay and clinical terms, drug names and eponyms of dermatology, dentistry and aesthetic medicine",
              .input_schema = R"({"type":"object","properties":{"text":{"type":"string","maxLength":16384}},"required":["text"],"additionalProperties":false})",
              .output_schema = R"({"type":"object","properties":{"terms":{"type":"array","items":{"type":"object"}}},"required":["terms"]})",
              .example = R"({"in":{"text":"crow's feet"},"out":{"terms":[{"text":"crow's feet","start":0,"end":11,"clinical":"lateral canthal lines","lay":"crow's feet","kind":"condition","field":"medspa"}]}})",
              .run = &run_medical_terms}};

}  // namespace

std::span<const Operation> evaluation_operations() { return kOperations; }

}  // namespace callwell::operations
