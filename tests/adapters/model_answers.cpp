#include "tests/adapters/model_answers.hpp"

#include <algorithm>

#include "base/json.hpp"
#include "tests/adapters/event_stream_frames.hpp"

namespace callwell::testing {

namespace {

std::string quoted(std::string_view text) { return base::json::serialize(base::json::string(text)); }

std::string anthropic(std::string_view type, const std::string &rest) {
  return sse(type, R"({"type":")" + std::string(type) + "\"" + (rest.empty() ? "" : "," + rest) + "}");
}

std::string openai_delta(const std::string &delta, std::string_view finish = "null") {
  return sse("", R"({"id":"chatcmpl-1","object":"chat.completion.chunk","choices":[{"index":0,"delta":)" + delta + R"(,"finish_reason":)" +
                     std::string(finish) + "}],\"usage\":null}");
}

std::string bedrock_delta(int index, const std::string &delta) {
  return event_frame("contentBlockDelta", R"({"contentBlockIndex":)" + std::to_string(index) + R"(,"delta":)" + delta + R"(,"p":"abcdef"})");
}

}  // namespace

const std::string_view kToldAnswer = "|Sí, José — |el martes 🙂|find_slots{\"day\":\"2026-03-16\",\"note\":\"mañana\"}|hours{}|.120/31";

std::string sse(std::string_view name, std::string_view data) {
  return (name.empty() ? "" : "event: " + std::string(name) + "\n") + "data: " + std::string(data) + "\n\n";
}

std::string anthropic_answer() {
  const auto input = [](std::string_view part) {
    return anthropic("content_block_delta", R"("index":1,"delta":{"type":"input_json_delta","partial_json":)" + quoted(part) + "}");
  };
  return anthropic("message_start", R"("message":{"id":"msg_1","content":[],"stop_reason":null,)"
           R"("usage":{"input_tokens":20,"cache_read_input_tokens":90,"cache_creation_input_tokens":10,"output_tokens":1}})") +
         anthropic("content_block_start", R"("index":0,"content_block":{"type":"text","text":""})") + anthropic("ping", "") +
         anthropic("content_block_delta", R"("index":0,"delta":{"type":"text_delta","text":"Sí, José — "})") +
         anthropic("content_block_delta", R"("index":0,"delta":{"type":"text_delta","text":"el martes 🙂"}  )") +
         anthropic("content_block_delta", R"("index":0,"delta":{"type":"a_new_delta","thing":1})") + anthropic("content_block_stop", R"("index":0)") +
         anthropic("content_block_start", R"("index":1,"content_block":{"type":"tool_use","id":"toolu_1","name":"find_slots","input":{}})") +
         input("") + input(R"({"day":"2026-)") + input(R"(03-16","note":"mañ)") + input("ana\"}") + anthropic("content_block_stop", R"("index":1)") +
         anthropic("content_block_start", R"("index":2,"content_block":{"type":"tool_use","id":"toolu_2","name":"hours","input":{}})") +
         anthropic("content_block_stop", R"("index":2)") + anthropic("a_new_event", "\"x\":[]") +
         anthropic("message_delta", R"("delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":31})") +
         anthropic("message_stop", "");
}

std::string openai_answer() {
  return ": keep-alive\n\n" + openai_delta(R"({"role":"assistant","content":null})") +
         openai_delta(R"({"content":"Sí, José — ","obfuscation":"xy"})") +
         openai_delta(R"({"content":"el martes 🙂"})") + openai_delta(R"({"reasoning_content":"nobody hears this"})") +
         openai_delta(R"({"tool_calls":[{"index":1,"id":"call_b","type":"function","function":{"name":"hours","arguments":""}}]})") +
         openai_delta(R"({"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"find_slots","arguments":""}}]})") +
         openai_delta(R"({"tool_calls":[{"index":0,"id":"","function":{"arguments":"{\"day\":\"20"}}]})") +
         openai_delta(R"({"tool_calls":[{"index":1,"function":{"arguments":"{}"}}]})") +
         openai_delta(R"({"tool_calls":[{"index":0,"function":{"arguments":"26-03-16\",\"note\":\"mañana\"}"}}]})") +
         openai_delta("{}", "\"tool_calls\"") +
         sse("", R"({"choices":[],"usage":{"prompt_tokens":120,"completion_tokens":31,"total_tokens":151}})") + sse("", "[DONE]");
}

std::string bedrock_counts() {
  return event_frame("metadata", R"({"usage":{"inputTokens":20,"cacheReadInputTokens":100,"outputTokens":31},"metrics":{"latencyMs":380}})");
}

std::string bedrock_answer() {
  return event_frame("messageStart", R"({"role":"assistant"})") +
         bedrock_delta(0, R"({"text":"Sí, José — "})") + bedrock_delta(0, R"({"text":"el martes 🙂"})") +
         bedrock_delta(0, R"({"reasoningContent":{"text":"nobody hears this"}})") + event_frame("contentBlockStop", R"({"contentBlockIndex":0})") +
         event_frame("contentBlockStart", R"({"contentBlockIndex":1,"start":{"toolUse":{"toolUseId":"t1","name":"find_slots"}}})") +
         event_frame("contentBlockStart", R"({"contentBlockIndex":2,"start":{"toolUse":{"toolUseId":"t2","name":"hours"}}})") +
         bedrock_delta(1, R"({"toolUse":{"input":"{\"day\":\"2026-03-16\",\"not"}})") + bedrock_delta(2, R"({"toolUse":{"input":"{}"}})") +
         bedrock_delta(1, R"({"toolUse":{"input":"e\":\"mañana\"}"}})") + event_frame("aNewEvent", "{}") +
         event_frame("messageStop", R"({"stopReason":"tool_use"})") +
         bedrock_counts();
}

std::string anthropic_begun(std::string_view words) {
  return anthropic("message_start", R"("message":{"usage":{"input_tokens":9,"output_tokens":1}})") +
         anthropic("content_block_delta", R"("index":0,"delta":{"type":"text_delta","text":)" + quoted(words) + "}");
}

std::string bedrock_begun(std::string_view words) { return bedrock_delta(0, R"({"text":)" + quoted(words) + "}"); }

std::string anthropic_words(std::string_view words) {
  return anthropic_begun(words) +
         anthropic("message_delta", R"("delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":4})") + anthropic("message_stop", "");
}

std::string openai_words(std::string_view words) {
  return openai_delta(R"({"content":)" + quoted(words) + "}") + openai_delta("{}", "\"stop\"") +
         sse("", R"({"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":4}})") + sse("", "[DONE]");
}

std::string bedrock_words(std::string_view words) {
  return bedrock_begun(words) + event_frame("messageStop", R"({"stopReason":"end_turn"})") +
         event_frame("metadata", R"({"usage":{"inputTokens":9,"outputTokens":4}})");
}

dialog::ModelRequest question() {
  dialog::ModelRequest asked;
  asked.system = "You answer a clinic's telephone.";
  asked.messages = {{dialog::ModelMessage::Role::person, "Tuesday?"}};
  asked.tools = {{"find_slots", "finds openings", {{"type", "object"}, {"properties", {{"day", {{"type", "string"}}}}}}},
                 {"hours", "when we are open", {{"type", "object"}}}};
  return asked;
}

std::string told(const dialog::ModelPiece &piece) {
  if (piece.last) return "." + std::to_string(piece.input_tokens) + "/" + std::to_string(piece.output_tokens);
  return piece.call ? piece.call->name + base::json::serialize(piece.call->input) : piece.text;
}

std::string told(const MakeReader &make, std::string_view bytes, const std::function<std::size_t()> &next_cut) {
  const std::unique_ptr<adapters::AnswerReader> reader = make(question());
  adapters::ModelPieces pieces;
  base::Result<void> read;
  const auto finished = [&] { return !read || (!pieces.empty() && pieces.back().last); };
  while (!finished() && !bytes.empty()) {
    const std::string_view part = bytes.substr(0, std::max<std::size_t>(1, next_cut()));
    bytes.remove_prefix(part.size());
    read = reader->feed(part, pieces);
  }
  if (!finished()) read = reader->end(pieces);
  std::string all;
  for (const dialog::ModelPiece &piece : pieces) all += "|" + told(piece);
  if (!read) all += "!" + std::string(base::status_name(read.error().status));
  return all;
}

std::string told(const MakeReader &make, std::string_view bytes) {
  return told(make, bytes, [&] { return bytes.size(); });
}

}  // namespace callwell::testing
