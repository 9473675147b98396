// Anthropic's Messages API, version 2023-06-01.
#include "adapters/language_model/failure.hpp"
#include "adapters/language_model/streamed_model.hpp"
#include "adapters/language_model/vendor.hpp"
#include "adapters/settings.hpp"

namespace callwell::adapters {

namespace {

namespace json = base::json;

const json::object &cached() {
  static const json::object mark{{"type", "ephemeral"}};
  return mark;
}

json::array messages_of(const dialog::ModelRequest &asked) {
  json::array messages;
  for (const dialog::ModelMessage &message : asked.messages) {
    messages.push_back(json::object{{"role", message.role == dialog::ModelMessage::Role::person ? "user" : "assistant"}, {"content", message.text}});
  }
  return messages;
}

json::array tools_of(const dialog::ModelRequest &asked) {
  json::array tools;
  for (const dialog::ModelTool &tool : asked.tools) {
    tools.push_back(json::object{{"name", tool.name}, {"description", tool.description}, {"input_schema", tool.input_schema}});
  }
  return tools;
}

/// Tools and system text are the same from turn to turn: a mark at the end of each has the service keep them.
std::string body_of(const std::string &model, const dialog::ModelRequest &asked) {
  json::object body{{"model", model}, {"max_tokens", asked.max_tokens}, {"stream", true}};
  if (json::array tools = tools_of(asked); !tools.empty()) {
    tools.back().get_object()["cache_control"] = cached();
    body["tools"] = std::move(tools);
  }
  if (!asked.system.empty()) body["system"] = json::array{json::object{{"type", "text"}, {"text", asked.system}, {"cache_control", cached()}}};
  body["messages"] = messages_of(asked);
  return json::serialize(body);
}

class Anthropic final : public ModelVendor {
 public:
  Anthropic(std::string base_url, std::string api_key, std::string model)
      : base_url_(std::move(base_url)), api_key_(std::move(api_key)), model_(std::move(model)) {}

  std::string_view name() const override { return "anthropic"; }
  const std::string &base_url() const override { return base_url_; }

  base::Result<HttpRequest> request(const dialog::ModelRequest &asked) const override {
    return HttpRequest{.method = "POST",
                       .url = base_url_ + "/v1/messages",
                       .headers = {{"x-api-key", api_key_}, {"anthropic-version", "2023-06-01"}, {"Content-Type", "application/json"}},
                       .body = body_of(model_, asked)};
  }
  std::unique_ptr<AnswerReader> reader(const dialog::ModelRequest &asked) const override { return make_anthropic_reader(asked); }
  base::Error failure(const HttpResponse &response) const override {
    return model_http_failure(name(), model_status_of_http(response.status), response.status);
  }

 private:
  const std::string base_url_, api_key_, model_;
};

}  // namespace

MadeModel make_anthropic(const practice::PortConfig &config, std::shared_ptr<Network> network) {
  Settings settings(config);
  const std::string base_url = settings.base_url("https://api.anthropic.com");
  const std::string api_key = settings.required("api_key");
  const std::string model = settings.required("model");
  return make_streamed_model(std::make_unique<Anthropic>(base_url, api_key, model), std::move(network), settings);
}

}  // namespace callwell::adapters
