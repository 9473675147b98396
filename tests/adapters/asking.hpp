// Asks a language model and keeps what comes.
#pragma once

#include <memory>
#include <string>

#include "dialog/language_model.hpp"
#include "tests/adapters/model_answers.hpp"
#include "tests/adapters/stream_peer.hpp"

namespace callwell::testing {

/// What has come back for one question: `|piece|piece!status`. The answer can be given up from within its own callback.
class Asking {
 public:
  explicit Asking(dialog::LanguageModel &model, bool give_up_at_first = false) : state_(std::make_shared<State>()) {
    auto answer = model.ask(question(), [state = state_, give_up_at_first](base::Result<dialog::ModelPiece> piece) {
      std::unique_ptr<dialog::ModelAnswer> given_up;
      if (give_up_at_first) state->happening.wait([&] { return state->answer != nullptr; });  // it may come before ask() returns
      state->happening.note([&] {
        state->told += piece ? "|" + told(*piece) : "!" + std::string(base::status_name(piece.error().status));
        state->over = !piece || piece->last;
        if (!piece) state->error = piece.error();
        if (give_up_at_first) given_up = std::move(state->answer);
      });
    });
    state_->happening.note([&] {
      if (answer) {
        state_->answer = std::move(*answer);
        return;
      }
      state_->told = "!" + std::string(base::status_name(answer.error().status));
      state_->error = answer.error();
      state_->over = true;
    });
  }

  ~Asking() { give_up(); }
  Asking(const Asking &) = delete;
  Asking &operator=(const Asking &) = delete;

  /// All that came until the answer was over.
  std::string whole() {
    state_->happening.wait([&] { return state_->over; });
    return now();
  }
  std::string now() {
    std::string told;
    state_->happening.note([&] { told = state_->told; });
    return told;
  }
  bool wait_for(std::string_view told) {
    return state_->happening.wait([&] { return state_->told == told; });
  }
  base::Error error() {
    base::Error error;
    state_->happening.note([&] { error = state_->error; });
    return error;
  }
  void give_up() {
    std::unique_ptr<dialog::ModelAnswer> answer;
    state_->happening.note([&] { answer = std::move(state_->answer); });
  }

 private:
  struct State {
    Happening happening;
    std::string told;
    bool over = false;
    base::Error error;
    std::unique_ptr<dialog::ModelAnswer> answer;
  };
  const std::shared_ptr<State> state_;
};

}  // namespace callwell::testing
