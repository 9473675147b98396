#include "dialog/templates.hpp"

#include <stdexcept>

#include "base/json.hpp"
#include "base/yaml.hpp"

namespace callwell::embedded {
extern const std::string_view dialog_en, dialog_es;
}

namespace callwell::dialog {

namespace {

namespace json = boost::json;

std::vector<std::string> wordings(const json::value &value) {
  std::vector<std::string> out;
  if (value.is_string()) out.emplace_back(value.get_string());
  if (value.is_array()) {
    for (const json::value &item : value.get_array()) out.emplace_back(item.as_string());
  }
  return out;
}

}  // namespace

std::string fill(std::string_view wording, const Values &values) {
  std::string out;
  const auto put = [&](std::string_view text) {
    for (const char c : text) {
      if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
      out.push_back(c);
    }
  };
  while (!wording.empty()) {
    const std::size_t open = wording.find('{');
    put(wording.substr(0, open));
    if (open == std::string_view::npos) break;
    const std::size_t close = wording.find('}', open);
    if (close == std::string_view::npos) break;
    const auto found = values.find(wording.substr(open + 1, close - open - 1));
    if (found != values.end()) put(found->second);
    wording.remove_prefix(close + 1);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

Templates::Catalogue Templates::read(std::string_view yaml) {
  const auto document = base::parse_yaml(yaml);
  if (!document) throw std::logic_error("built-in templates: " + document.error().message);
  Catalogue out;
  for (const auto &entry : document->value.as_object()) {
    const json::object *styles = entry.value().if_object();
    Wordings &target = out[std::string(entry.key())];
    target.spoken = wordings(styles ? styles->at("phone") : entry.value());
    target.written = wordings(styles ? styles->at("text") : entry.value());
  }
  return out;
}

const Templates &Templates::builtin() {
  static const Templates instance = [] {
    Templates templates;
    templates.by_language_[nlu::Language::en] = read(embedded::dialog_en);
    templates.by_language_[nlu::Language::es] = read(embedded::dialog_es);
    return templates;
  }();
  return instance;
}

bool Templates::has(std::string_view key) const {
  for (const auto &[language, catalogue] : by_language_) {
    if (!catalogue.contains(key)) return false;
  }
  return true;
}

std::string_view Templates::pick(std::string_view key, nlu::Language language, bool spoken, base::Random &dice,
                                 std::string_view previous) const {
  const Catalogue &catalogue = by_language_.at(language);
  const auto found = catalogue.find(key);
  if (found == catalogue.end()) return {};
  const std::vector<std::string> &choices = spoken ? found->second.spoken : found->second.written;
  if (choices.empty()) return {};
  if (choices.size() == 1) return choices.front();
  std::size_t i = dice.next() % choices.size();
  if (choices[i] == previous) i = (i + 1) % choices.size();
  return choices[i];
}

}  // namespace callwell::dialog
