#include "adapters/speech_to_text/phrase_book.hpp"

#include <algorithm>

#include "base/ids.hpp"
#include "base/text.hpp"

namespace callwell::adapters {

namespace {

constexpr int kDeepest = 8;  // of alternatives within alternatives

using Alternatives = std::map<std::string, std::vector<std::string>, std::less<>>;

void add_names(Alternatives &to, const char *key, std::string_view name, const std::vector<std::string> &aliases) {
  if (std::string spoken = spoken_form(name); !spoken.empty()) to[key].push_back(std::move(spoken));
  for (const std::string &alias : aliases) {
    if (std::string spoken = spoken_form(alias); !spoken.empty()) to[key].push_back(std::move(spoken));
  }
}

Alternatives names_of(const practice::Practice &practice) {
  Alternatives names;
  for (const auto &service : practice.services) add_names(names, "service", service.name.in("en"), service.aliases);
  for (const auto &provider : practice.providers) add_names(names, "provider", provider.name, provider.aliases);
  for (const auto &location : practice.locations) add_names(names, "location", location.name, location.aliases);
  for (const auto &insurance : practice.insurance) add_names(names, "insurance", insurance.name, insurance.aliases);
  for (const char *key : {"service", "provider", "location", "insurance"}) {
    if (names[key].empty()) names[key].emplace_back();
  }
  return names;
}

class Writer {
 public:
  Writer(const Alternatives &alternatives, std::uint64_t seed) : alternatives_(alternatives), random_(seed) {}

  std::string write(std::string_view pattern, int depth = 0) {
    std::string out;
    for (std::size_t i = 0; i < pattern.size();) {
      if (pattern[i] == '(') {
        const std::size_t end = std::min(pattern.find(')', i), pattern.size() - 1);
        const auto choices = base::split(pattern.substr(i + 1, end - i - 1), '|');
        out += write(choices[random_.next() % choices.size()], depth);
        i = end + 1;
      } else if (pattern[i] == '$') {
        std::size_t end = i + 1;
        while (end < pattern.size() && pattern[end] >= 'a' && pattern[end] <= 'z') ++end;
        out += write_one_of(pattern.substr(i + 1, end - i - 1), depth);
        i = end;
      } else {
        out += pattern[i++];
      }
    }
    return out;
  }

 private:
  std::string write_one_of(std::string_view name, int depth) {
    const auto found = alternatives_.find(name);
    if (found == alternatives_.end() || depth >= kDeepest) return {};
    return write(found->second[random_.next() % found->second.size()], depth + 1);
  }

  const Alternatives &alternatives_;
  base::Random random_;
};

std::string single_spaced(std::string_view text) {
  std::string out;
  for (const std::string_view word : base::split(text, ' ')) {
    if (word.empty()) continue;
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

}  // namespace

std::string spoken_form(std::string_view name) {
  constexpr std::string_view kDigits[] = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};
  std::string words;
  for (const char c : base::fold(name)) {
    if (c >= '0' && c <= '9') {
      words += ' ';
      words += kDigits[c - '0'];
      words += ' ';
    } else {
      words += (c >= 'a' && c <= 'z') || c == '\'' ? c : ' ';
    }
  }
  std::string out;
  for (const std::string_view word : base::split(words, ' ')) {
    if (word.empty()) continue;
    if (!out.empty()) out += ' ';
    out += word == "dr" ? std::string_view("doctor") : word;
  }
  return out;
}

PhraseBook write_phrase_book(std::string_view grammar, const practice::Practice &practice, std::size_t sentences_each, std::uint64_t seed) {
  Alternatives alternatives = names_of(practice);
  std::map<std::string, std::vector<std::string_view>, std::less<>> patterns;
  std::string kind;
  for (std::string_view line : base::split(grammar, '\n')) {
    line = base::trim(line);
    if (line.empty() || line.starts_with("//")) continue;
    const std::size_t colon = line.find(':');
    if (line.front() == '[') {
      kind = line.substr(1, line.size() - 2);
    } else if (line.front() == '$' && colon != std::string_view::npos && kind.empty()) {
      auto &list = alternatives[std::string(line.substr(1, colon - 1))];
      for (const std::string_view one : base::split(line.substr(colon + 1), '|')) list.emplace_back(base::trim(one));
    } else {
      patterns[kind].push_back(line);
    }
  }
  PhraseBook book;
  Writer writer(alternatives, seed);
  for (const auto &[name, lines] : patterns) {
    for (std::size_t i = 0; i < sentences_each; ++i) book[name].push_back(single_spaced(writer.write(lines[i % lines.size()])));
  }
  return book;
}

}  // namespace callwell::adapters
