// One practice at work: its file and models, its rows in the store, its carriers.
#pragma once

#include <memory>
#include <string>

#include "adapters/messaging/messaging.hpp"
#include "dialog/language_model.hpp"
#include "dialog/setting.hpp"
#include "records/store.hpp"

namespace callwell::operations {

class Tenant {
 public:
  Tenant(std::shared_ptr<const dialog::Setting> setting, std::shared_ptr<records::Store> store, std::shared_ptr<adapters::MessagingAdapter> messaging, std::string recordings)
      : setting_(std::move(setting)), store_(std::move(store)), messaging_(std::move(messaging)), recordings_(std::move(recordings)) {}

  const std::string &id() const { return setting_->practice().id; }
  const practice::Practice &practice() const { return setting_->practice(); }
  const nlu::Analyzer &analyzer() const { return setting_->analyzer(); }
  const std::shared_ptr<const dialog::Setting> &setting() const { return setting_; }
  records::Store &store() const { return *store_; }
  adapters::MessagingAdapter &messaging() const { return *messaging_; }
  /// The folder of its recordings, which may have to be made; empty: nothing can be recorded.
  const std::string &recordings() const { return recordings_; }
  bool records_calls() const { return practice().recording.enabled && !recordings_.empty(); }
  /// Null where the practice's file names none.
  const std::shared_ptr<dialog::LanguageModel> &language_model() const { return language_model_; }
  /// Before the first turn only.
  void use_language_model(std::shared_ptr<dialog::LanguageModel> model) { language_model_ = std::move(model); }
  /// Does a real carrier take this practice's texts?
  bool has_carrier() const { return !practice().messaging.empty(); }

 private:
  std::shared_ptr<const dialog::Setting> setting_;
  std::shared_ptr<records::Store> store_;
  std::shared_ptr<adapters::MessagingAdapter> messaging_;
  std::string recordings_;
  std::shared_ptr<dialog::LanguageModel> language_model_;
};

}  // namespace callwell::operations
