// What the conversation asks of a language model. It proposes: words to say, and calls of the tools it was shown. Adapters
// implement it; they answer through the callback, from a thread of theirs, until the handle is destroyed.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"

namespace callwell::dialog {

struct ModelMessage {
  enum class Role : std::uint8_t { person, agent };
  Role role = Role::person;
  std::string text;
};

/// A tool the model may call. The name is of letters, digits, '_' and '-', at most 64.
struct ModelTool {
  std::string name, description;
  boost::json::object input_schema;              ///< JSON Schema of an object
};

/// Holds no personal data: who fills it in redacts first.
struct ModelRequest {
  std::string system;
  std::vector<ModelMessage> messages;            ///< the first is the person's, roles alternate
  std::vector<ModelTool> tools;
  std::int32_t max_tokens = 400;
};

struct ModelToolCall {
  std::string name;
  boost::json::object input;
};

/// What has come since the piece before.
struct ModelPiece {
  std::string text;                              ///< whole UTF-8 characters
  std::optional<ModelToolCall> call;
  bool last = false;                             ///< the answer is complete
  std::int64_t input_tokens = 0, output_tokens = 0;  ///< with the last piece, as the service counted
};

/// An error ends the answer: `busy` asks for patience, `unavailable` and `deadline_exceeded` for another model, `refused` by the
/// model's own policy comes as `permission_denied`, an answer cut at max_tokens as `limit_exceeded`.
using OnModel = std::function<void(base::Result<ModelPiece>)>;

/// Destroying it abandons the answer, from any thread and also from within the callback. The destructor waits for a callback that
/// is running on another thread, so hold no lock then that a callback takes.
class ModelAnswer {
 public:
  virtual ~ModelAnswer() = default;
};

class LanguageModel {
 public:
  virtual ~LanguageModel() = default;
  virtual std::string_view name() const = 0;
  /// Never blocks. Threads: any.
  virtual base::Result<std::unique_ptr<ModelAnswer>> ask(const ModelRequest &request, OnModel on_model) = 0;
  /// Has a connection ready. Threads: any.
  virtual void warm() = 0;
};

}  // namespace callwell::dialog
