// What Bedrock's ConverseStream sends: events and exceptions in AWS's framing. The counts come after messageStop.
#include "adapters/language_model/event_stream.hpp"
#include "adapters/language_model/vendor.hpp"

namespace callwell::adapters {

namespace {

using base::Status;
namespace json = base::json;

Stop stop_of(std::string_view reason) {
  if (reason == "end_turn" || reason == "tool_use" || reason == "stop_sequence") return Stop::complete;
  if (reason == "max_tokens" || reason == "model_context_window_exceeded") return Stop::cut;
  if (reason == "guardrail_intervened" || reason == "content_filtered") return Stop::refused;
  return reason == "malformed_model_output" || reason == "malformed_tool_use" ? Stop::malformed : Stop::unknown;
}

Status status_of(std::string_view exception) {
  if (exception == "throttlingException") return Status::busy;
  return exception == "validationException" ? Status::invalid_argument : Status::unavailable;
}

class BedrockReader final : public AnswerReader {
 public:
  explicit BedrockReader(const dialog::ModelRequest &asked) : answer_("bedrock", asked) {}

  base::Result<void> feed(std::string_view bytes, ModelPieces &pieces) override {
    return messages_.feed(bytes, [&](const EventStreamMessage &message) { return take(message, pieces); });
  }
  base::Result<void> end(ModelPieces &pieces) override { return answer_.finished() ? base::Result<void>() : answer_.finish(pieces); }
  std::size_t tokens() const override { return answer_.tokens(); }

 private:
  base::Result<void> take(const EventStreamMessage &message, ModelPieces &pieces) {
    if (answer_.finished()) return {};
    if (message.header(":message-type") == "exception") return answer_.failure(status_of(message.header(":exception-type")), "within the answer");
    if (message.header(":message-type") == "error") return answer_.failure(Status::unavailable, "within the answer");
    const base::Result<json::value> parsed = base::parse_json(message.payload);
    if (!parsed || !parsed->is_object()) return answer_.failure(Status::corrupt, "an event that is no JSON object");
    return take_event(message.header(":event-type"), parsed->get_object(), pieces);
  }

  base::Result<void> take_event(std::string_view type, const json::object &event, ModelPieces &pieces) {
    const std::int64_t index = base::int_at(event, "contentBlockIndex");
    if (type == "contentBlockStart") {
      const json::object &start = base::object_at(event, "start");
      if (!start.contains("toolUse")) return {};
      return answer_.begin_call(index, base::string_at(base::object_at(start, "toolUse"), "name"));
    }
    if (type == "contentBlockDelta") {
      const json::object &delta = base::object_at(event, "delta");
      if (delta.contains("toolUse")) return answer_.add_input(index, base::string_at(base::object_at(delta, "toolUse"), "input"));
      return answer_.add_text(base::string_at(delta, "text"), pieces);
    }
    if (type == "messageStop") return answer_.stop(stop_of(base::string_at(event, "stopReason")));
    if (type == "metadata") {
      const json::object &usage = base::object_at(event, "usage");
      answer_.count_input(base::int_at(usage, "inputTokens") + base::int_at(usage, "cacheReadInputTokens") + base::int_at(usage, "cacheWriteInputTokens"));
      answer_.count_output(base::int_at(usage, "outputTokens"));
      return answer_.finish(pieces);
    }
    return {};  // messageStart, contentBlockStop, and kinds that may be added
  }

  EventStreamReader messages_;
  AnswerInProgress answer_;
};

}  // namespace

std::unique_ptr<AnswerReader> make_bedrock_reader(const dialog::ModelRequest &asked) { return std::make_unique<BedrockReader>(asked); }

}  // namespace callwell::adapters
