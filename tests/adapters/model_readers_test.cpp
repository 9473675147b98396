#include <catch2/catch.hpp>

#include "adapters/language_model/vendor.hpp"
#include "base/ids.hpp"
#include "tests/adapters/event_stream_frames.hpp"
#include "tests/adapters/model_answers.hpp"

using namespace callwell;
using namespace callwell::adapters;
using testing::event_frame;
using testing::sse;
using testing::told;

namespace {

std::string anthropic(std::string_view bytes) { return told(&make_anthropic_reader, bytes); }
std::string openai(std::string_view bytes) { return told(&make_openai_reader, bytes); }
std::string bedrock(std::string_view bytes) { return told(&make_bedrock_reader, bytes); }

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

std::string with_line_ends(std::string_view text, std::string_view end) {
  std::string changed;
  for (const char c : text) c == '\n' ? changed.append(end) : changed.append(1, c);
  return changed;
}

/// One chunk with that delta, its reason to stop, and the end.
std::string chunks(const std::string &delta, const std::string &reason) {
  return sse("", R"({"choices":[{"delta":)" + delta + "}]}") +
         sse("", R"({"choices":[{"delta":{},"finish_reason":")" + reason + "\"}]}") + sse("", "[DONE]");
}

}  // namespace

TEST_CASE("every service's answer comes out the same, however its bytes are cut") {
  struct Row {
    const char *what;
    testing::MakeReader make;
    std::string bytes;
  };
  const Row rows[] = {{"anthropic", &make_anthropic_reader, testing::anthropic_answer()},
                      {"anthropic, with returns", &make_anthropic_reader, with_line_ends(testing::anthropic_answer(), "\r\n")},
                      {"openai", &make_openai_reader, testing::openai_answer()},
                      {"openai, with returns alone", &make_openai_reader, with_line_ends(testing::openai_answer(), "\r")},
                      {"bedrock", &make_bedrock_reader, testing::bedrock_answer()}};
  for (const Row &row : rows) {
    INFO(row.what);
    for (std::size_t step = 1; step < row.bytes.size(); step += step < 40 ? 1 : 97) {
      CHECK(told(row.make, row.bytes, [step] { return step; }) == testing::kToldAnswer);
    }
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      base::Random random(seed);
      CHECK(told(row.make, row.bytes, [&] { return 1 + random.next() % 60; }) == testing::kToldAnswer);
    }
  }
}

TEST_CASE("an answer that breaks off anywhere is unavailable, and what came before it is the beginning of the whole") {
  const auto breaks_off = [](const testing::MakeReader &make, const std::string &bytes, std::size_t complete) {
    for (std::size_t size = 0; size < complete; ++size) {
      const std::string cut = told(make, std::string_view(bytes).substr(0, size));
      const std::size_t error = cut.find("!unavailable");
      REQUIRE(error != std::string::npos);
      CHECK(testing::kToldAnswer.substr(0, error) == cut.substr(0, error));
      CHECK(cut.find('{') == std::string::npos);  // no call of an answer that is not whole
    }
    CHECK(told(make, std::string_view(bytes).substr(0, complete)).find('!') == std::string::npos);
  };
  const std::string anthropic = testing::anthropic_answer(), openai = testing::openai_answer(), bedrock = testing::bedrock_answer();
  breaks_off(&make_anthropic_reader, anthropic, anthropic.size());
  // Once the model has stopped, only the counts are missing.
  breaks_off(&make_openai_reader, openai, openai.find("data: {\"choices\":[]"));
  breaks_off(&make_bedrock_reader, bedrock, bedrock.size() - testing::bedrock_counts().size());
}

TEST_CASE("why a model stops decides whether its answer counts") {
  struct Row {
    const char *anthropic, *openai, *bedrock;
    std::string expected;
  };
  const Row rows[] = {{"end_turn", "stop", "end_turn", "|Hi.|.9/4"},
                      {"stop_sequence", "tool_calls", "stop_sequence", "|Hi.|.9/4"},
                      {"tool_use", "function_call", "tool_use", "|Hi.|.9/4"},
                      {"max_tokens", "length", "max_tokens", "|Hi.!limit_exceeded"},
                      {"model_context_window_exceeded", "length", "model_context_window_exceeded", "|Hi.!limit_exceeded"},
                      {"refusal", "content_filter", "content_filtered", "|Hi.!permission_denied"},
                      {"refusal", "content_filter", "guardrail_intervened", "|Hi.!permission_denied"},
                      {"pause_turn", "abort", "a_new_reason", "|Hi.!unsupported"}};
  for (const Row &row : rows) {
    INFO(row.anthropic << " " << row.openai << " " << row.bedrock);
    CHECK(anthropic(replaced(testing::anthropic_words(), "end_turn", row.anthropic)) == row.expected);
    CHECK(openai(replaced(testing::openai_words(), "\"stop\"", "\"" + std::string(row.openai) + "\"")) == row.expected);
    CHECK(bedrock(event_frame("contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"text":"Hi."}})") +
                  event_frame("messageStop", R"({"stopReason":")" + std::string(row.bedrock) + "\"}") +
                  event_frame("metadata", R"({"usage":{"inputTokens":9,"outputTokens":4}})")) == row.expected);
  }
  CHECK(bedrock(event_frame("messageStop", R"({"stopReason":"malformed_tool_use"})")) == "!corrupt");
  CHECK(openai(chunks(R"({"refusal":"I cannot"})", "stop")) == "!permission_denied");
}

TEST_CASE("a refusal takes the calls back that came before it") {
  const std::string words_alone = "|Sí, José — |el martes 🙂!permission_denied";
  const std::string refusal = R"("stop_reason":"refusal","stop_details":{"category":null})";
  CHECK(anthropic(replaced(testing::anthropic_answer(), R"("stop_reason":"tool_use")", refusal)) == words_alone);
  CHECK(openai(replaced(testing::openai_answer(), "\"tool_calls\"}]", "\"content_filter\"}]")) == words_alone);
}

TEST_CASE("an answer cut within a call is cut, not corrupt") {
  std::string cut = replaced(testing::anthropic_answer(), R"("ana\"}")", "\"\"");
  CHECK(anthropic(replaced(cut, R"("stop_reason":"tool_use")", R"("stop_reason":"max_tokens")")) == "|Sí, José — |el martes 🙂!limit_exceeded");
  CHECK(anthropic(cut) == "|Sí, José — |el martes 🙂!corrupt");
}

TEST_CASE("an error within the answer ends it with our status and none of the service's words") {
  struct Row {
    const char *type, *expected;
  };
  const Row rows[] = {{"overloaded_error", "unavailable"},           {"api_error", "unavailable"},
                      {"rate_limit_error", "busy"},                  {"timeout_error", "deadline_exceeded"},
                      {"invalid_request_error", "invalid_argument"}, {"authentication_error", "unauthenticated"},
                      {"a_new_error", "unavailable"}};
  for (const Row &row : rows) {
    const std::string error = sse("error", R"({"type":"error","error":{"type":")" + std::string(row.type) + R"(","message":"SECRET"}})");
    CHECK(anthropic(testing::anthropic_begun() + error) == "|Hi.!" + std::string(row.expected));
  }
  CHECK(openai(sse("", R"({"error":{"message":"SECRET","code":500}})")) == "!unavailable");
  CHECK(openai(sse("", R"({"error":null,"choices":[{"delta":{"content":"Hi."},"finish_reason":"stop"}]})")) == "|Hi.|.0/0");
  CHECK(bedrock(testing::exception_frame("throttlingException")) == "!busy");
  CHECK(bedrock(testing::exception_frame("validationException")) == "!invalid_argument");
  CHECK(bedrock(testing::exception_frame("modelStreamErrorException")) == "!unavailable");
  const std::string error = testing::string_header(":message-type", "error") + testing::string_header(":error-code", "500");
  CHECK(bedrock(testing::frame(error, "")) == "!unavailable");

  ModelPieces pieces;
  const auto read = make_openai_reader(testing::question())->feed(sse("", R"({"error":{"message":"SECRET","code":500}})"), pieces);
  CHECK(read.error().message.find("SECRET") == std::string::npos);
}

TEST_CASE("what is not an answer is corrupt") {
  for (const char *data : {"{", "[]", "7", "{\"type\":\"ping\"} x", "\xff", "{\"a\":\"\\ud83d\"}"}) {
    INFO(data);
    CHECK(anthropic(sse("ping", data)) == "!corrupt");
    CHECK(openai(sse("", data)) == "!corrupt");
    CHECK(bedrock(event_frame("messageStart", data)) == "!corrupt");
  }
  CHECK(anthropic("<html><body>Bad gateway</body></html>") == "!unavailable");
  CHECK(openai(sse("", "{\"choices\":[7]}")) == "!corrupt");
  CHECK(openai(sse("", R"({"choices":[{"delta":{"tool_calls":["x"]}}]})")) == "!corrupt");
  std::string wrong = testing::bedrock_words();
  wrong.back() = static_cast<char>(wrong.back() ^ 1);
  CHECK(bedrock(wrong) == "|Hi.!corrupt");
}

TEST_CASE("a model may call the tools it was shown, each call begun once, and with an object") {
  const auto call = [](const std::string &name, const std::string &input) {
    return openai(chunks(R"({"tool_calls":[{"index":0,"id":"c","function":{"name":")" + name + R"(","arguments":)" + input + "}}]}", "tool_calls"));
  };
  CHECK(call("hours", "\"{}\"") == "|hours{}|.0/0");
  CHECK(call("drop_all", "\"{}\"") == "!corrupt");
  CHECK(call("hours", "\"[]\"") == "!corrupt");
  CHECK(call("hours", "\"{\"") == "!corrupt");
  CHECK(call("hours", "\"{} {}\"") == "!corrupt");
  CHECK(call("hours", "\"\"") == "|hours{}|.0/0");
  const std::string begin = event_frame("contentBlockStart", R"({"contentBlockIndex":1,"start":{"toolUse":{"toolUseId":"t","name":"hours"}}})");
  CHECK(bedrock(begin + begin) == "!corrupt");
  CHECK(bedrock(event_frame("contentBlockDelta", R"({"contentBlockIndex":1,"delta":{"toolUse":{"input":"{}"}}})")) == "!corrupt");
}

TEST_CASE("what local servers do otherwise is understood") {
  SECTION("a call whole in one chunk, its arguments an object, and 'stop' as the reason") {
    CHECK(openai(chunks(R"({"tool_calls":[{"index":0,"function":{"name":"find_slots","arguments":{"day":"mon"}}}]})", "stop")) ==
          "|find_slots{\"day\":\"mon\"}|.0/0");
  }
  SECTION("no index: calls by order, and what goes on belongs to the last") {
    CHECK(openai(sse("", R"({"choices":[{"delta":{"tool_calls":[{"id":"a","function":{"name":"find_slots","arguments":"{\"day\":"}}]}}]})") +
                 sse("", R"({"choices":[{"delta":{"tool_calls":[{"id":"","function":{"arguments":"\"mon\"}"}}]}}]})") +
                 chunks(R"({"tool_calls":[{"id":"b","function":{"name":"hours"}}]})", "tool_calls")) == "|find_slots{\"day\":\"mon\"}|hours{}|.0/0");
  }
  SECTION("no [DONE]") {
    const std::string words = testing::openai_words();
    CHECK(openai(words.substr(0, words.find("data: [DONE]"))) == "|Hi.|.9/4");
  }
  SECTION("[DONE] without a reason to stop") {
    CHECK(openai(sse("", R"({"choices":[{"delta":{"content":"Hi."}}]})") + sse("", "[DONE]")) == "|Hi.!unavailable");
  }
  SECTION("calls and thoughts passed on as words because no parser is set") {
    CHECK(openai(chunks(R"({"content":"<tool_call>{\"name\":\"hours\"}</tool_call>"})", "stop")) == "!unsupported");
    CHECK(openai(sse("", R"({"choices":[{"delta":{"content":"\n"}}]})") + chunks(R"({"content":"<think>"})", "stop")) == "|\n!unsupported");
    CHECK(openai(testing::openai_words("1 < 2")) == "|1 < 2|.9/4");
  }
}

TEST_CASE("an answer that does not end, and more calls than anybody needs, are given up") {
  std::string words, calls;
  const std::string many(10'000, 'x');
  for (int i = 0; i < 30; ++i) {
    words += sse("", R"({"choices":[{"delta":{"content":")" + many + "\"}}]}");
    calls += sse("", R"({"choices":[{"delta":{"tool_calls":[{"index":)" + std::to_string(i) + R"(,"function":{"name":"hours"}}]}}]})");
  }
  CHECK(openai(words).ends_with("!limit_exceeded"));
  CHECK(openai(calls) == "!limit_exceeded");
  CHECK(anthropic("data: " + std::string(300'000, 'x')) == "!limit_exceeded");
}

TEST_CASE("a token has come when there is a word or a part of a call, not before") {
  const std::unique_ptr<AnswerReader> reader = make_anthropic_reader(testing::question());
  ModelPieces pieces;
  const std::string bytes = testing::anthropic_answer();
  const std::size_t first_word = bytes.find("event: content_block_delta");
  REQUIRE(reader->feed(bytes.substr(0, first_word), pieces).has_value());
  CHECK(reader->tokens() == 0);
  REQUIRE(reader->feed(bytes.substr(first_word), pieces).has_value());
  CHECK(reader->tokens() > 2);
}
