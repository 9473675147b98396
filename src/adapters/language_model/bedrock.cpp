// Models behind Amazon Bedrock's ConverseStream, in one region or, where that one is throttled or down, in the next.
#include "adapters/aws_signature.hpp"
#include "adapters/form.hpp"
#include "adapters/language_model/chain.hpp"
#include "adapters/language_model/failure.hpp"
#include "adapters/language_model/streamed_model.hpp"
#include "adapters/language_model/vendor.hpp"
#include "adapters/settings.hpp"
#include "base/text.hpp"

namespace callwell::adapters {

namespace {

namespace json = base::json;
using base::Status;

json::array messages_of(const dialog::ModelRequest &asked) {
  json::array messages;
  for (const dialog::ModelMessage &message : asked.messages) {
    const std::string_view role = message.role == dialog::ModelMessage::Role::person ? "user" : "assistant";
    messages.push_back(json::object{{"role", role}, {"content", json::array{json::object{{"text", message.text}}}}});
  }
  return messages;
}

json::array tools_of(const dialog::ModelRequest &asked) {
  json::array tools;
  for (const dialog::ModelTool &tool : asked.tools) {
    json::object spec{{"name", tool.name}, {"description", tool.description}, {"inputSchema", json::object{{"json", tool.input_schema}}}};
    tools.push_back(json::object{{"toolSpec", std::move(spec)}});
  }
  return tools;
}

std::string body_of(const dialog::ModelRequest &asked) {
  json::object body{{"messages", messages_of(asked)}, {"inferenceConfig", json::object{{"maxTokens", asked.max_tokens}}}};
  if (!asked.system.empty()) body["system"] = json::array{json::object{{"text", asked.system}}};
  if (!asked.tools.empty()) body["toolConfig"] = json::object{{"tools", tools_of(asked)}};
  return json::serialize(body);
}

/// Where the name of the error says more than the status.
Status status_of(const HttpResponse &response) {
  const std::string_view error = response.header("x-amzn-errortype");
  const std::string_view name = error.substr(0, error.find(':'));
  return name == "ServiceQuotaExceededException" ? Status::unavailable : model_status_of_http(response.status);
}

struct BedrockConfig {
  std::string base_url, model;
  AwsKeys keys;
  std::string region;
};

class Bedrock final : public ModelVendor {
 public:
  Bedrock(BedrockConfig config, WallClock clock) : config_(std::move(config)), clock_(std::move(clock)) {}

  std::string_view name() const override { return "bedrock"; }
  const std::string &base_url() const override { return config_.base_url; }

  base::Result<HttpRequest> request(const dialog::ModelRequest &asked) const override {
    HttpRequest request{.method = "POST",
                        .url = config_.base_url + "/model/" + percent_encode(config_.model) + "/converse-stream",
                        .headers = {{"Content-Type", "application/json"}},
                        .body = body_of(asked)};
    return sign_for_aws(std::move(request), config_.keys, {config_.region, "bedrock"}, clock_());
  }
  std::unique_ptr<AnswerReader> reader(const dialog::ModelRequest &asked) const override { return make_bedrock_reader(asked); }
  base::Error failure(const HttpResponse &response) const override { return model_http_failure(name(), status_of(response), response.status); }

 private:
  const BedrockConfig config_;
  const WallClock clock_;
};

/// The same model as one region's settings have it: the address may name the region.
practice::PortConfig in_region(practice::PortConfig config, const std::string &region) {
  std::string &url = config.settings["base_url"];
  if (url.empty()) url = "https://bedrock-runtime.{region}.amazonaws.com";
  if (const std::size_t at = url.find("{region}"); at != std::string::npos) url.replace(at, 8, region);
  return config;
}

bool is_region(std::string_view text) {
  return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

MadeModel make_in_region(const practice::PortConfig &config, const std::string &region, std::shared_ptr<Network> network, const WallClock &clock) {
  Settings settings(config);
  BedrockConfig bedrock;
  bedrock.keys.access_key_id = settings.required("access_key_id");
  bedrock.keys.secret_access_key = settings.required("secret_access_key");
  bedrock.keys.session_token = settings.optional("session_token");
  bedrock.model = settings.required("model");
  bedrock.base_url = settings.base_url({});
  bedrock.region = region;
  return make_streamed_model(std::make_unique<Bedrock>(std::move(bedrock), clock), std::move(network), settings);
}

}  // namespace

MadeModel make_bedrock(const practice::PortConfig &config, std::shared_ptr<Network> network, const WallClock &clock) {
  Settings settings(config);
  const std::string regions = settings.required("regions");
  if (settings.fault()) return *settings.fault();
  std::vector<std::shared_ptr<dialog::LanguageModel>> models;
  for (const std::string_view part : base::split(regions, ',')) {
    const std::string region(base::trim(part));
    if (!is_region(region)) return base::invalid("must be regions separated by commas, such as us-east-1,us-west-2", "regions");
    MadeModel model = make_in_region(in_region(config, region), region, network, clock);
    if (!model) return model.error();
    models.push_back(std::move(*model));
  }
  return chain_of(std::move(models));
}

}  // namespace callwell::adapters
