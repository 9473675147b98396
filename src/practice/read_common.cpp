// What several sections share: texts in the practice's languages, ids, closures.
#include <algorithm>
#include <set>

#include "base/schema.hpp"
#include "practice/hours.hpp"
#include "practice/read.hpp"

namespace callwell::practice {

namespace {

std::string_view language_name(std::string_view code) { return code == "es" ? "Spanish" : "English"; }

std::string every_language(const std::vector<std::string> &languages) {
  std::string out;
  for (const std::string &language : languages) out += (out.empty() ? "{" : ", ") + language + ": …";
  return out + "}";
}

}  // namespace

LocalText read_text(const Place &place, Reader &reader, Wording wording) {
  const std::vector<std::string> &languages = reader.practice.languages;
  LocalText text;
  if (!place || languages.empty()) return text;
  if (place.value()->is_string()) {
    text.by_language[languages.front()] = place.text();
    if (wording == Wording::sentence && languages.size() > 1) {
      reader.report.add(place, "is in one language only", "write it in every language: " + every_language(languages));
    }
    return text;
  }
  for (const std::string_view name : place.names()) text.by_language[std::string(name)] = place[name].text();
  for (const std::string &language : languages) {
    if (place.names().empty() || text.by_language.contains(language)) continue;
    reader.report.add(place, "has no " + std::string(language_name(language)) + " text", "add `" + language + ": …`");
  }
  return text;
}

std::vector<Closure> read_closures(const Place &place, Reader &reader) {
  std::vector<Closure> closures;
  for (std::size_t i = 0; i < place.size(); ++i) {
    std::optional<Closure> closure = read_closed_days(place[i], reader.report);
    LocalText name = read_text(place[i]["name"], reader, Wording::name);
    if (!closure) continue;
    closure->name = std::move(name);
    closures.push_back(std::move(*closure));
  }
  return closures;
}

void check_unique_ids(const Place &list, Report &report) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string id = list[i]["id"].text();
    if (!id.empty() && !seen.insert(id).second) report.add(list[i]["id"], "`" + id + "` is taken by an earlier entry", "give each entry an id of its own");
  }
}

bool check_known_id(const Place &place, const std::vector<std::string_view> &known, std::string_view what, Report &report) {
  const std::string id = place.text();
  if (std::find(known.begin(), known.end(), id) != known.end()) return true;
  const std::string_view near = base::nearest_word(id, known);
  std::string all;
  for (const std::string_view each : known) all += (all.empty() ? "" : ", ") + std::string(each);
  report.add(place, "no " + std::string(what) + " has the id `" + id.substr(0, 64) + "`",
             near.empty() ? "use one of: " + all.substr(0, 400) : "did you mean `" + std::string(near) + "`?");
  return false;
}

}  // namespace callwell::practice
