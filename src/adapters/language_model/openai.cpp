// Chat completions of OpenAI and of the servers that speak like it: vLLM, Ollama, llama.cpp.
#include "adapters/language_model/failure.hpp"
#include "adapters/language_model/streamed_model.hpp"
#include "adapters/language_model/vendor.hpp"
#include "adapters/settings.hpp"

namespace callwell::adapters {

namespace {

namespace json = base::json;

constexpr std::string_view kOpenAi = "https://api.openai.com/v1";

json::object message_of(std::string_view role, const std::string &text) { return {{"role", role}, {"content", text}}; }

json::array messages_of(const dialog::ModelRequest &asked) {
  json::array messages;
  if (!asked.system.empty()) messages.push_back(message_of("system", asked.system));
  for (const dialog::ModelMessage &message : asked.messages) {
    messages.push_back(message_of(message.role == dialog::ModelMessage::Role::person ? "user" : "assistant", message.text));
  }
  return messages;
}

json::array tools_of(const dialog::ModelRequest &asked) {
  json::array tools;
  for (const dialog::ModelTool &tool : asked.tools) {
    json::object function{{"name", tool.name}, {"description", tool.description}, {"parameters", tool.input_schema}};
    tools.push_back(json::object{{"type", "function"}, {"function", std::move(function)}});
  }
  return tools;
}

struct OpenAiConfig {
  std::string base_url, api_key, model, max_tokens_field;
};

class OpenAi final : public ModelVendor {
 public:
  explicit OpenAi(OpenAiConfig config) : config_(std::move(config)) {}

  std::string_view name() const override { return "openai"; }
  const std::string &base_url() const override { return config_.base_url; }

  base::Result<HttpRequest> request(const dialog::ModelRequest &asked) const override {
    json::object body{{"model", config_.model}, {config_.max_tokens_field, asked.max_tokens}, {"stream", true}};
    body["stream_options"] = json::object{{"include_usage", true}};
    body["messages"] = messages_of(asked);
    if (!asked.tools.empty()) body["tools"] = tools_of(asked);
    HttpRequest request{.method = "POST",
                        .url = config_.base_url + "/chat/completions",
                        .headers = {{"Content-Type", "application/json"}},
                        .body = json::serialize(body)};
    if (!config_.api_key.empty()) request.headers.push_back({"Authorization", "Bearer " + config_.api_key});
    return request;
  }
  std::unique_ptr<AnswerReader> reader(const dialog::ModelRequest &asked) const override { return make_openai_reader(asked); }

  /// A quota that is used up comes with the status of a rate limit, but no patience helps.
  base::Error failure(const HttpResponse &response) const override {
    const base::Result<json::value> body = base::parse_json(response.body);
    const json::object empty;
    const json::object &error = base::object_at(body && body->is_object() ? body->get_object() : empty, "error");
    const bool used_up = base::string_at(error, "code") == "insufficient_quota" || base::string_at(error, "type") == "insufficient_quota";
    return model_http_failure(name(), used_up ? base::Status::unavailable : model_status_of_http(response.status), response.status);
  }

 private:
  const OpenAiConfig config_;
};

}  // namespace

MadeModel make_openai(const practice::PortConfig &config, std::shared_ptr<Network> network) {
  Settings settings(config);
  OpenAiConfig openai;
  openai.base_url = settings.base_url(kOpenAi);
  const bool hosted = openai.base_url == kOpenAi;
  openai.api_key = hosted ? settings.required("api_key") : settings.optional("api_key");
  openai.model = settings.required("model");
  openai.max_tokens_field = settings.optional("max_tokens_field", hosted ? "max_completion_tokens" : "max_tokens");
  return make_streamed_model(std::make_unique<OpenAi>(std::move(openai)), std::move(network), settings);
}

}  // namespace callwell::adapters
