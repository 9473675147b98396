// Anthropic's Messages API as it streams: events whose data says their type again. It ends with message_stop; an error may
// come at any time, long after the status 200.
#include "adapters/language_model/server_sent_events.hpp"
#include "adapters/language_model/vendor.hpp"

namespace callwell::adapters {

namespace {

using base::Status;

Stop stop_of(std::string_view reason) {
  if (reason == "end_turn" || reason == "tool_use" || reason == "stop_sequence") return Stop::complete;
  if (reason == "max_tokens" || reason == "model_context_window_exceeded") return Stop::cut;
  return reason == "refusal" ? Stop::refused : Stop::unknown;
}

Status status_of(std::string_view error_type) {
  struct Row {
    std::string_view type;
    Status status;
  };
  static constexpr Row kRows[] = {{"rate_limit_error", Status::busy},
                                  {"timeout_error", Status::deadline_exceeded},
                                  {"invalid_request_error", Status::invalid_argument},
                                  {"authentication_error", Status::unauthenticated},
                                  {"billing_error", Status::unauthenticated},
                                  {"permission_error", Status::unauthenticated},
                                  {"not_found_error", Status::not_found},
                                  {"request_too_large", Status::limit_exceeded}};
  for (const Row &row : kRows) {
    if (row.type == error_type) return row.status;
  }
  return Status::unavailable;  // overloaded_error, api_error, and what may be added
}

class AnthropicReader final : public AnswerReader {
 public:
  explicit AnthropicReader(const dialog::ModelRequest &asked) : answer_("anthropic", asked) {}

  base::Result<void> feed(std::string_view bytes, ModelPieces &pieces) override {
    return events_.feed(bytes, [&](std::string_view, std::string_view data) { return take(data, pieces); });
  }
  base::Result<void> end(ModelPieces &) override {
    if (answer_.finished()) return {};
    return answer_.failure(Status::unavailable, "the answer broke off");
  }
  std::size_t tokens() const override { return answer_.tokens(); }

 private:
  base::Result<void> take(std::string_view data, ModelPieces &pieces) {
    if (answer_.finished()) return {};
    const base::Result<base::json::value> parsed = base::parse_json(data);
    if (!parsed || !parsed->is_object()) return answer_.failure(Status::corrupt, "an event that is no JSON object");
    const base::json::object &event = parsed->get_object();
    const std::string_view type = base::string_at(event, "type");
    if (type == "message_start") count(base::object_at(base::object_at(event, "message"), "usage"));
    if (type == "content_block_start") return begin(event, pieces);
    if (type == "content_block_delta") return extend(event, pieces);
    if (type == "message_delta") return stop(event);
    if (type == "message_stop") return answer_.finish(pieces);
    if (type == "error") return answer_.failure(status_of(base::string_at(base::object_at(event, "error"), "type")), "within the answer");
    return {};  // message_start, ping, content_block_stop, and kinds that may be added
  }

  base::Result<void> begin(const base::json::object &event, ModelPieces &pieces) {
    const base::json::object &block = base::object_at(event, "content_block");
    const std::string_view type = base::string_at(block, "type");
    if (type == "text") return answer_.add_text(base::string_at(block, "text"), pieces);
    if (type == "tool_use") return answer_.begin_call(base::int_at(event, "index"), base::string_at(block, "name"));
    return {};  // what it thinks is nobody's business
  }

  base::Result<void> extend(const base::json::object &event, ModelPieces &pieces) {
    const base::json::object &delta = base::object_at(event, "delta");
    const std::string_view type = base::string_at(delta, "type");
    if (type == "text_delta") return answer_.add_text(base::string_at(delta, "text"), pieces);
    if (type == "input_json_delta") return answer_.add_input(base::int_at(event, "index"), base::string_at(delta, "partial_json"));
    return {};
  }

  base::Result<void> stop(const base::json::object &event) {
    count(base::object_at(event, "usage"));
    const std::string_view reason = base::string_at(base::object_at(event, "delta"), "stop_reason");
    return reason.empty() ? base::Result<void>() : answer_.stop(stop_of(reason));
  }

  /// Cumulative. What the cache gave or took was input as well.
  void count(const base::json::object &usage) {
    if (usage.contains("input_tokens")) {
      answer_.count_input(base::int_at(usage, "input_tokens") + base::int_at(usage, "cache_creation_input_tokens") +
                          base::int_at(usage, "cache_read_input_tokens"));
    }
    if (usage.contains("output_tokens")) answer_.count_output(base::int_at(usage, "output_tokens"));
  }

  ServerSentEvents events_;
  AnswerInProgress answer_;
};

}  // namespace

std::unique_ptr<AnswerReader> make_anthropic_reader(const dialog::ModelRequest &asked) { return std::make_unique<AnthropicReader>(asked); }

}  // namespace callwell::adapters
