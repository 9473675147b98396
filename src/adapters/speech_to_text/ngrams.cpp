#include "adapters/speech_to_text/ngrams.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <set>
#include <string_view>

#include "base/text.hpp"

namespace callwell::adapters {

namespace {

using Gram = std::vector<std::string>;
constexpr std::size_t kOrder = 3;

struct After { double total = 0; std::size_t kinds = 0; };  ///< what follows a history

struct Counts {
  std::map<Gram, double> grams[kOrder];
  std::map<Gram, After> after;
};

Counts count(const std::vector<WeighedSentences> &corpora) {
  Counts counts;
  for (const WeighedSentences &corpus : corpora) {
    for (const std::string &sentence : *corpus.sentences) {
      Gram words{"<s>"};
      for (const std::string_view word : base::split(sentence, ' ')) {
        if (!word.empty()) words.emplace_back(word);
      }
      words.emplace_back("</s>");
      for (std::size_t i = 1; i < words.size(); ++i) {
        for (std::size_t n = 0; n < kOrder && n <= i; ++n) {
          counts.grams[n][Gram(words.begin() + static_cast<std::ptrdiff_t>(i - n), words.begin() + static_cast<std::ptrdiff_t>(i + 1))] += corpus.weight;
        }
      }
    }
  }
  for (const auto &grams : counts.grams) {
    for (const auto &[gram, times] : grams) {
      After &after = counts.after[Gram(gram.begin(), gram.end() - 1)];
      after.total += times;
      ++after.kinds;
    }
  }
  return counts;
}

/// Witten-Bell: what is kept for words that did not follow this history grows with how many kinds did.
class Model {
 public:
  explicit Model(const Counts &counts) : counts_(counts) {}

  double probability(const Gram &gram) const {
    const Gram history(gram.begin(), gram.end() - 1);
    const After &after = counts_.after.at(history);
    const auto &grams = counts_.grams[gram.size() - 1];
    const auto found = grams.find(gram);
    const double times = found == grams.end() ? 0 : found->second, kinds = static_cast<double>(after.kinds);
    const double shorter = gram.size() == 1 ? 1.0 / static_cast<double>(counts_.grams[0].size()) : probability(Gram(gram.begin() + 1, gram.end()));
    return (times + kinds * shorter) / (after.total + kinds);
  }
  double backoff(const Gram &history) const {
    const auto found = counts_.after.find(history);
    if (found == counts_.after.end()) return 1;
    const double kinds = static_cast<double>(found->second.kinds);
    return kinds / (found->second.total + kinds);
  }

 private:
  const Counts &counts_;
};

}  // namespace

std::string arpa_model(const std::vector<WeighedSentences> &corpora) {
  Counts counts = count(corpora);
  const Model model(counts);
  auto unigrams = counts.grams[0];
  unigrams.emplace(Gram{"<s>"}, 0);
  std::string out = fmt::format("\\data\\\nngram 1={}\nngram 2={}\nngram 3={}\n", unigrams.size(), counts.grams[1].size(), counts.grams[2].size());
  for (std::size_t n = 0; n < kOrder; ++n) {
    out += fmt::format("\n\\{}-grams:\n", n + 1);
    for (const auto &[gram, times] : n == 0 ? unigrams : counts.grams[n]) {
      const double logarithm = times == 0 ? -99 : std::log10(model.probability(gram));
      std::string words;
      for (const std::string &word : gram) words += (words.empty() ? "" : " ") + word;
      out += fmt::format("{:.4f} {}", logarithm, words);
      if (n + 1 < kOrder && gram.back() != "</s>") out += fmt::format(" {:.4f}", std::log10(model.backoff(gram)));
      out += '\n';
    }
  }
  return out + "\n\\end\\\n";
}

}  // namespace callwell::adapters
