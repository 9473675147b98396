#include "adapters/speech_to_text/hint_words.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace callwell::adapters {

namespace {

constexpr std::size_t kLongestWord = 60;

class Collector {
 public:
  explicit Collector(HintLimits limits) : limits_(limits) {}

  void add(std::string_view name) {
    name = base::trim(name);
    if (name.empty() || name.size() > kLongestWord || words.size() >= limits_.words || bytes_ + name.size() > limits_.bytes) return;
    if (std::any_of(words.begin(), words.end(), [name](const std::string &known) { return base::iequals_ascii(known, name); })) return;
    bytes_ += name.size();
    words.emplace_back(name);
  }
  void add(const std::vector<std::string> &names) {
    for (const std::string &name : names) add(name);
  }

  std::vector<std::string> words;

 private:
  const HintLimits limits_;
  std::size_t bytes_ = 0;
};

}  // namespace

std::vector<std::string> hint_words(const practice::Practice &practice, HintLimits limits) {
  Collector collector(limits);
  for (const practice::Provider &provider : practice.providers) collector.add(provider.name);
  collector.add(practice.name);
  for (const practice::Location &location : practice.locations) collector.add(location.name);
  for (const practice::Service &service : practice.services) {
    for (const auto &[language, name] : service.name.by_language) collector.add(name);
  }
  for (const practice::Insurance &insurance : practice.insurance) collector.add(insurance.name);
  for (const practice::Provider &provider : practice.providers) collector.add(provider.aliases);
  for (const practice::Location &location : practice.locations) collector.add(location.aliases);
  for (const practice::Service &service : practice.services) collector.add(service.aliases);
  return std::move(collector.words);
}

}  // namespace callwell::adapters
