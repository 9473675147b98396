// What the agent knows and says: knowledge sections, persona and greetings.
#include <algorithm>
#include <array>

#include "practice/read.hpp"

namespace callwell::practice {

namespace {

constexpr std::array<std::string_view, 3> kPlaceholders{"practice", "agent", "next_opening"};

/// Braces in a greeting are placeholders, and only those that exist.
void check_placeholders(const Place &place, std::string_view text, Report &report) {
  constexpr std::string_view kFix = "use {practice}, {agent} or {next_opening}";
  for (std::size_t open = text.find_first_of("{}"); open != std::string_view::npos; open = text.find_first_of("{}", open)) {
    const std::size_t close = text.find_first_of("{}", open + 1);
    if (text[open] == '}' || close == std::string_view::npos || text[close] == '{') return report.add(place, "has a brace without its partner", std::string(kFix));
    const std::string_view name = text.substr(open + 1, close - open - 1);
    if (std::find(kPlaceholders.begin(), kPlaceholders.end(), name) == kPlaceholders.end()) {
      report.add(place, "no placeholder is called {" + std::string(name.substr(0, 64)) + "}", std::string(kFix));
    }
    open = close + 1;
  }
}

LocalText read_greeting_text(const Place &place, Reader &reader) {
  const LocalText text = read_text(place, reader);
  if (place && place.value()->is_string()) check_placeholders(place, place.text(), reader.report);
  for (const std::string_view language : place.names()) check_placeholders(place[language], place[language].text(), reader.report);
  return text;
}

Greeting read_greeting(const Place &place, Reader &reader) {
  Greeting greeting;
  greeting.open = read_greeting_text(place["open"], reader);
  greeting.closed = read_greeting_text(place["closed"], reader);
  return greeting;
}

KnowledgeSection read_section(const Place &place, Reader &reader) {
  KnowledgeSection section;
  place["id"].read(section.id);
  section.title = read_text(place["title"], reader);
  section.questions = place["questions"].texts();
  section.answer = read_text(place["answer"], reader);
  return section;
}

}  // namespace

void read_knowledge(const Place &file, Reader &reader) {
  const Place list = file["knowledge"];
  check_unique_ids(list, reader.report);
  for (std::size_t i = 0; i < list.size(); ++i) reader.practice.knowledge.push_back(read_section(list[i], reader));
}

void read_persona(const Place &file, Reader &reader) {
  const Place place = file["persona"];
  Persona &persona = reader.practice.persona;
  place["name"].read(persona.name);
  persona.phone = read_greeting(place["phone"], reader);
  persona.text = read_greeting(place["text"], reader);
  persona.missed_call = read_greeting(place["missed_call"], reader);
}

}  // namespace callwell::practice
