// From a service's bytes to pieces of an answer: the interface of the vendors' readers, and what they have in common.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dialog/language_model.hpp"

namespace callwell::adapters {

using ModelPieces = std::vector<dialog::ModelPiece>;

/// Reads one answer, from bytes cut anywhere. After an error or the last piece it must not be fed any more.
class AnswerReader {
 public:
  virtual ~AnswerReader() = default;
  /// Appends the pieces that have become whole; those stand even if an error follows.
  virtual base::Result<void> feed(std::string_view bytes, ModelPieces &pieces) = 0;
  /// No bytes will come any more.
  virtual base::Result<void> end(ModelPieces &pieces) = 0;
  /// How many tokens, or bundles of them, have come: of words or of a call that is not complete yet.
  virtual std::size_t tokens() const = 0;
};

/// Why the model stopped.
enum class Stop : std::uint8_t { complete, cut, refused, malformed, unknown };

/// The answer as it grows. Words go out at once; calls wait until the model has stopped for a good reason, because the answer
/// may be cut within a call, or be taken back.
class AnswerInProgress {
 public:
  AnswerInProgress(std::string_view model, const dialog::ModelRequest &request);

  base::Result<void> add_text(std::string_view text, ModelPieces &pieces);
  /// `index` is the service's; the calls come out in its order.
  base::Result<void> begin_call(std::int64_t index, std::string_view name);
  base::Result<void> add_input(std::int64_t index, std::string_view json);
  /// Anything but `complete` is an error at once.
  base::Result<void> stop(Stop why);
  bool stopped() const { return stopped_; }
  void count_input(std::int64_t tokens) { input_tokens_ = tokens; }
  void count_output(std::int64_t tokens) { output_tokens_ = tokens; }
  /// The calls and the last piece; an error if the model has not stopped.
  base::Result<void> finish(ModelPieces &pieces);
  bool finished() const { return finished_; }

  bool has_call(std::int64_t index) const { return calls_.contains(index); }
  std::size_t call_count() const { return calls_.size(); }
  std::size_t tokens() const { return tokens_; }
  base::Error failure(base::Status status, std::string_view detail = {}) const;

 private:
  struct Call {
    std::string name, input;
  };
  base::Result<void> grow(std::size_t bytes);
  base::Result<dialog::ModelToolCall> whole(const Call &call) const;

  const std::string model_;
  std::vector<std::string> tools_;  // those it was shown
  std::map<std::int64_t, Call> calls_;
  std::size_t bytes_ = 0, tokens_ = 0;
  std::int64_t input_tokens_ = 0, output_tokens_ = 0;
  bool stopped_ = false, finished_ = false;
};

}  // namespace callwell::adapters
