#include "nlu/medical_vocabulary.hpp"

#include <algorithm>
#include <span>
#include <unordered_map>

#include "base/text.hpp"
#include "nlu/tokens.hpp"

namespace callwell::embedded {
extern const std::string_view nlu_medical_terms;
}

namespace callwell::nlu {

namespace {

constexpr std::size_t kWordsRead = 400;

struct Concept {
  std::string_view clinical, lay, kind, field;
};

/// What the letters at the beginning of a line stand for.
constexpr std::pair<char, std::string_view> kKinds[] = {{'c', "condition"}, {'p', "procedure"}, {'r', "drug"}, {'a', "anatomy"}, {'d', "device"}, {'s', "symptom"}};
constexpr std::pair<char, std::string_view> kFields[] = {{'d', "dermatology"}, {'t', "dental"}, {'m', "medspa"}, {'g', "general"}};

std::string_view named(std::span<const std::pair<char, std::string_view>> names, char key) {
  const auto found = std::find_if(names.begin(), names.end(), [&](const auto &name) { return name.first == key; });
  return found == names.end() ? std::string_view{} : found->second;
}

/// The words of a text without its marks: "retin-a" and "retin a" are one.
std::vector<Token> words_of(std::string_view text) {
  std::vector<Token> tokens = tokenize(text, kWordsRead);
  std::erase_if(tokens, [](const Token &token) { return token.kind == Token::Kind::mark; });
  return tokens;
}

class Vocabulary {
 public:
  explicit Vocabulary(std::string_view lines) {
    for (const std::string_view line : base::split(lines, '\n')) {
      if (!line.empty() && line.front() != '#') add(line);
    }
  }

  /// The concept of the longest name that begins at word `i`, and how many words it has.
  const Concept *find(const std::vector<Token> &words, std::size_t i, std::size_t &length) const {
    const auto longest = longest_.find(words[i].text);
    if (longest == longest_.end()) return nullptr;
    for (length = std::min(longest->second, words.size() - i); length > 0; --length) {
      if (const auto found = names_.find(joined(words, i, length)); found != names_.end()) return &concepts_[found->second];
    }
    return nullptr;
  }

  std::size_t size() const { return concepts_.size(); }

 private:
  /// "d c acne vulgaris | acne | pimples, zits, …"
  void add(std::string_view line) {
    const auto parts = base::split(line, '|');
    concepts_.push_back({base::trim(parts[0].substr(4)), base::trim(parts[1]), named(kKinds, line[2]), named(kFields, line[0])});
    add_name(concepts_.back().clinical);
    for (const std::string_view name : base::split(parts[2], ',')) add_name(name);
  }

  void add_name(std::string_view name) {
    const std::vector<Token> words = words_of(name);
    if (words.empty()) return;
    names_.emplace(joined(words, 0, words.size()), concepts_.size() - 1);
    std::size_t &longest = longest_[words.front().text];
    longest = std::max(longest, words.size());
  }

  static std::string joined(const std::vector<Token> &words, std::size_t from, std::size_t count) {
    std::string all;
    for (std::size_t i = from; i < from + count; ++i) all += words[i].text + ' ';
    return all;
  }

  std::vector<Concept> concepts_;
  std::unordered_map<std::string, std::size_t> names_;    ///< each word with a space after it
  std::unordered_map<std::string, std::size_t> longest_;  ///< by first word, the words of its longest name
};

const Vocabulary &vocabulary() {
  static const Vocabulary vocabulary(embedded::nlu_medical_terms);
  return vocabulary;
}

}  // namespace

std::vector<MedicalTerm> medical_terms(std::string_view text) {
  std::vector<MedicalTerm> terms;
  const std::vector<Token> words = words_of(text);
  for (std::size_t i = 0; i < words.size();) {
    std::size_t length = 0;
    const Concept *found = vocabulary().find(words, i, length);
    if (found == nullptr) {
      ++i;
      continue;
    }
    const Token &first = words[i], &last = words[i + length - 1];
    terms.push_back({first.start, last.end, std::string(text.substr(first.byte_start, last.byte_end - first.byte_start)), found->clinical, found->lay, found->kind, found->field});
    i += length;
  }
  return terms;
}

std::size_t medical_vocabulary_size() { return vocabulary().size(); }

}  // namespace callwell::nlu
