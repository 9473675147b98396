// From an answer's thread to who asked, until the handle is destroyed.
#pragma once

#include <functional>
#include <memory>
#include <mutex>

#include "dialog/language_model.hpp"

namespace callwell::adapters {

/// Threads: any.
class Delivery {
 public:
  explicit Delivery(dialog::OnModel on_model) : on_model_(std::move(on_model)) {}

  void give(base::Result<dialog::ModelPiece> piece) {
    const std::lock_guard<std::recursive_mutex> lock(mutex_);
    if (!closed_) on_model_(std::move(piece));
  }
  /// Returns when no callback runs any more but one that this is called from.
  void close() {
    const std::lock_guard<std::recursive_mutex> lock(mutex_);
    closed_ = true;
  }

 private:
  const dialog::OnModel on_model_;
  std::recursive_mutex mutex_;  // who asked may give the answer up while it is being given
  bool closed_ = false;
};

class AnswerHandle final : public dialog::ModelAnswer {
 public:
  AnswerHandle(std::shared_ptr<Delivery> delivery, std::function<void()> release) : delivery_(std::move(delivery)), release_(std::move(release)) {}
  ~AnswerHandle() override {
    delivery_->close();
    release_();
  }

 private:
  const std::shared_ptr<Delivery> delivery_;
  const std::function<void()> release_;
};

}  // namespace callwell::adapters
