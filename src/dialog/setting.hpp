// What all conversations of one practice share: its file, models, flows and knowledge. Immutable; threads may share it.
#pragma once

#include <memory>
#include <string>

#include "dialog/flow.hpp"
#include "dialog/knowledge.hpp"
#include "dialog/templates.hpp"
#include "nlu/analyzer.hpp"
#include "practice/practice.hpp"

namespace callwell::dialog {

class Setting {
 public:
  /// `state_key`: 32 bytes that seal saved conversations.
  static base::Result<std::shared_ptr<const Setting>> make(std::shared_ptr<const practice::Practice> practice, std::string state_key);

  const practice::Practice &practice() const { return *practice_; }
  const nlu::Analyzer &analyzer() const { return analyzer_; }
  const FlowSet &flows() const { return flows_; }
  const KnowledgeIndex &knowledge() const { return knowledge_; }
  const Templates &templates() const { return Templates::builtin(); }
  const std::string &state_key() const { return state_key_; }
  const base::Zone &zone() const { return practice_->zone; }
  bool speaks(nlu::Language language) const;
  bool asks_model() const { return !practice_->language_model.empty(); }

 private:
  Setting(std::shared_ptr<const practice::Practice> practice, FlowSet flows, std::string state_key);

  std::shared_ptr<const practice::Practice> practice_;
  nlu::Analyzer analyzer_;
  FlowSet flows_;
  KnowledgeIndex knowledge_;
  std::string state_key_;
};

/// The practice's names as the analyser's vocabulary.
std::vector<nlu::VocabularyItem> vocabulary_of(const practice::Practice &practice);

}  // namespace callwell::dialog
