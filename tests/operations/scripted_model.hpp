// A language model of the tests' own: answers when it is told to.
#pragma once

#include <mutex>
#include <vector>

#include "dialog/language_model.hpp"

namespace callwell::testing {

/// For a practice's file.
inline constexpr const char *kModelInFile = "language_model:\n  - adapter: anthropic\n    settings: {api_key: test, model: test}\n";

class ScriptedModel : public dialog::LanguageModel {
 public:
  std::string_view name() const override { return "scripted"; }
  void warm() override {}
  base::Result<std::unique_ptr<dialog::ModelAnswer>> ask(const dialog::ModelRequest &request, dialog::OnModel on_model) override {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
    waiting_ = std::move(on_model);
    if (!pieces_.empty()) give();
    return std::make_unique<dialog::ModelAnswer>();
  }
  void answers(std::vector<dialog::ModelPiece> pieces) {
    const std::lock_guard lock(mutex_);
    pieces_ = std::move(pieces);
    if (waiting_) give();
  }
  std::size_t asked() const {
    const std::lock_guard lock(mutex_);
    return requests_.size();
  }
  std::string moment() const {
    const std::lock_guard lock(mutex_);
    return requests_.back().messages.front().text;
  }

 private:
  void give() {
    for (dialog::ModelPiece &piece : pieces_) waiting_(std::move(piece));
    pieces_.clear();
    waiting_ = nullptr;
  }
  mutable std::mutex mutex_;
  std::vector<dialog::ModelRequest> requests_;
  std::vector<dialog::ModelPiece> pieces_;
  dialog::OnModel waiting_;
};

inline dialog::ModelPiece words(std::string text, bool last = false) { return {std::move(text), {}, last}; }
inline dialog::ModelPiece tool(std::string name, boost::json::object input) { return {{}, dialog::ModelToolCall{std::move(name), std::move(input)}, false}; }

}  // namespace callwell::testing
