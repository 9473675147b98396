// Understanding of one utterance: language, intent, entities, emergencies, sentiment. Pure: same input, same answer.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "nlu/analysis.hpp"

namespace callwell::nlu {

/// The built-in models with one practice's vocabulary. Immutable after construction: share it between threads.
class Analyzer {
 public:
  explicit Analyzer(std::vector<VocabularyItem> vocabulary = {});
  ~Analyzer();

  /// `text` is any bytes; what is beyond kMaxTextBytes is not read.
  Analysis analyze(std::string_view text, const Context &context) const;
  /// Hash of the built-in models, for the journal's header.
  static std::string_view model_hash();

  static constexpr std::size_t kMaxTextBytes = 16 * 1024;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace callwell::nlu
