// From the text of a practice file to a Practice: YAML, then the schema, then what a schema cannot say.
#include <algorithm>

#include "base/crypto.hpp"
#include "base/schema.hpp"
#include "practice/read.hpp"

namespace callwell::embedded {
extern const std::string_view practice_schema;
}

namespace callwell::practice {

namespace {

const base::Result<base::Schema> &schema() {
  static const base::Result<base::Schema> compiled = base::Schema::parse(practice_schema());
  return compiled;
}

void check_schema(const base::YamlDocument &document, Report &report) {
  if (!schema()) return report.add(std::string(), schema().error().message, "report this: the schema built in is at fault", false);
  for (base::SchemaProblem &problem : schema()->check(document.value)) {
    report.add(problem.pointer, std::move(problem.message), std::move(problem.fix), problem.at_name);
  }
}

void read_sections(const Place &file, Reader &reader) {
  using Read = void (*)(const Place &, Reader &);
  constexpr Read kSections[] = {read_general, read_locations, read_services, read_providers, read_insurance, read_knowledge, read_persona, read_ports};
  for (const Read read : kSections) read(file, reader);
}

/// The byte where a line begins; the end of the text for lines beyond it.
std::size_t start_of_line(std::string_view text, std::int32_t line) {
  std::size_t at = 0;
  for (; line > 1 && at < text.size(); --line) at = std::min(text.size(), text.find('\n', at) == std::string_view::npos ? text.size() : text.find('\n', at) + 1);
  return at;
}

/// The section's own lines, after as many empty ones as stand before it, so that lines in errors are those of the practice file.
/// A section that is not a block of lines of its own, or leans on anchors outside it, is written anew as JSON, which YAML contains.
std::string flows_text(std::string_view text, const base::YamlDocument &document) {
  const json::value *flows = document.value.get_object().if_contains("flows");
  if (!flows) return {};
  const std::int32_t name_line = document.marks_at("/flows").name.line;
  std::int32_t end_line = INT32_MAX;
  for (const base::YamlMarks &member : document.marks.children) {
    if (member.name.line > name_line) end_line = std::min(end_line, member.name.line);
  }
  const std::size_t begin = start_of_line(text, name_line + 1), end = start_of_line(text, end_line);
  std::string lines = std::string(static_cast<std::size_t>(name_line), '\n').append(text.substr(begin, end - begin));
  const auto again = base::parse_yaml(lines);
  return again && again->value == *flows ? lines : json::serialize(*flows);
}

}  // namespace

std::string_view practice_schema() { return embedded::practice_schema; }

Loaded load_practice(std::string_view text, Environment environment) {
  const auto document = base::parse_yaml(text);
  if (!document) return {nullptr, {{document.error().at.line, document.error().at.column, {}, document.error().message, "mend the YAML here or just above"}}};
  Report report(*document);
  check_schema(*document, report);
  auto practice = std::make_shared<Practice>();
  if (document->value.is_object()) {
    Reader reader{*practice, report, environment};
    read_sections(Place(&document->value, {}), reader);
    practice->flows_yaml = flows_text(text, *document);
    practice->hash = base::hex(base::sha256(text));
  }
  Loaded loaded{nullptr, report.take()};
  if (loaded.problems.empty()) loaded.practice = std::move(practice);
  return loaded;
}

}  // namespace callwell::practice
