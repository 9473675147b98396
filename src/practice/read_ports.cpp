// Outside services: which adapter, with which settings, and the secrets that `${NAME}` fetches from the environment.
#include <cstdlib>

#include "practice/read.hpp"

namespace callwell::practice {

namespace {

bool is_variable_name(std::string_view name) {
  constexpr std::string_view kAllowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
  return !name.empty() && name.size() <= 128 && (name[0] < '0' || name[0] > '9') && name.find_first_not_of(kAllowed) == std::string_view::npos;
}

/// Messages name the variable and never its value, nor the text around it.
std::string resolve(const Place &place, std::string_view text, Reader &reader) {
  std::string out;
  for (std::size_t open = text.find("${"); open != std::string_view::npos; open = text.find("${")) {
    const std::size_t close = text.find('}', open);
    const std::string name(text.substr(open + 2, close == std::string_view::npos ? 0 : close - open - 2));
    if (!is_variable_name(name)) {
      reader.report.add(place, "has a reference that is not a variable's name", "write it as ${NAME}");
      return {};
    }
    const std::optional<std::string> value = reader.environment(name);
    if (!value) reader.report.add(place, "the environment variable " + name + " is not set", "set " + name + " before starting");
    out.append(text.substr(0, open)).append(value.value_or(""));
    text.remove_prefix(close + 1);
  }
  return out.append(text);
}

std::string setting_text(const Place &place, Reader &reader) {
  if (place.value()->is_string()) return resolve(place, place.text(), reader);
  return json::serialize(*place.value());  // a number or a truth value
}

std::vector<PortConfig> read_port(const Place &list, Reader &reader) {
  std::vector<PortConfig> ports;
  for (std::size_t i = 0; i < list.size(); ++i) {
    PortConfig &port = ports.emplace_back();
    list[i]["adapter"].read(port.adapter);
    const Place settings = list[i]["settings"];
    for (const std::string_view name : settings.names()) port.settings[std::string(name)] = setting_text(settings[name], reader);
  }
  return ports;
}

}  // namespace

void read_ports(const Place &file, Reader &reader) {
  reader.practice.messaging = read_port(file["messaging"], reader);
  reader.practice.speech_to_text = read_port(file["speech_to_text"], reader);
  reader.practice.text_to_speech = read_port(file["text_to_speech"], reader);
  reader.practice.language_model = read_port(file["language_model"], reader);
}

std::optional<std::string> process_environment(const std::string &name) {
  const char *value = std::getenv(name.c_str());
  return value ? std::optional<std::string>(value) : std::nullopt;
}

}  // namespace callwell::practice
