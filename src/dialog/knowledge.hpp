// The practice's own knowledge sections, found by the words of a question.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "practice/practice.hpp"

namespace callwell::dialog {

struct KnowledgeHit {
  const practice::KnowledgeSection *section = nullptr;
  float score = 0;  ///< 0..1: how much of the question's weight the best wording shares
};

class KnowledgeIndex {
 public:
  explicit KnowledgeIndex(const practice::Practice &practice);
  KnowledgeHit find(std::string_view question) const;

 private:
  struct Wording {
    const practice::KnowledgeSection *section;
    std::vector<std::uint32_t> words;
    float weight;
  };
  float weight(std::uint32_t word) const { return weights_[word]; }

  std::unordered_map<std::string, std::uint32_t> ids_;
  std::vector<float> weights_;  ///< rarer words weigh more
  std::vector<Wording> wordings_;
};

}  // namespace callwell::dialog
