#include "adapters/language_model/streamed_model.hpp"

#include <algorithm>
#include <string>

#include "adapters/language_model/exchange.hpp"
#include "adapters/language_model/failure.hpp"

namespace callwell::adapters {

namespace {

using base::Status;

constexpr std::int32_t kMaxAnswerMs = 30'000;  // whatever a model has to say on the telephone
constexpr std::size_t kMaxToolName = 64;       // the smallest limit among the services

bool is_tool_name(std::string_view name) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
  return !name.empty() && name.size() <= kMaxToolName && std::all_of(name.begin(), name.end(), plain);
}

base::Result<void> check(const dialog::ModelRequest &asked) {
  auto turn = dialog::ModelMessage::Role::person;
  if (asked.messages.empty()) return base::invalid("there is nothing to answer", "messages");
  for (const dialog::ModelMessage &message : asked.messages) {
    if (message.text.empty()) return base::invalid("a message is empty", "messages");
    if (message.role != turn) return base::invalid("the person and the agent speak in turn, the person first", "messages");
    turn = turn == dialog::ModelMessage::Role::person ? dialog::ModelMessage::Role::agent : dialog::ModelMessage::Role::person;
  }
  for (const dialog::ModelTool &tool : asked.tools) {
    if (!is_tool_name(tool.name)) return base::invalid("a tool's name is of 1 to 64 letters, digits, _ and -", "tools");
  }
  if (asked.max_tokens < 1) return base::invalid("at least one token", "max_tokens");
  return {};
}

class StreamedModel final : public dialog::LanguageModel {
 public:
  explicit StreamedModel(std::shared_ptr<ModelService> service) : service_(std::move(service)) {}

  std::string_view name() const override { return service_->vendor->name(); }

  base::Result<std::unique_ptr<dialog::ModelAnswer>> ask(const dialog::ModelRequest &asked, dialog::OnModel on_model) override {
    if (const base::Result<void> fine = check(asked); !fine) return fine.error();
    base::Result<HttpRequest> request = service_->vendor->request(asked);
    if (!request) return request.error();
    request->timeout_ms = kMaxAnswerMs;
    if (const base::Result<void> admitted = admit(); !admitted) return admitted.error();
    auto delivery = std::make_shared<Delivery>(std::move(on_model));
    auto exchange = std::make_shared<Exchange>(service_, std::move(*request), service_->vendor->reader(asked), delivery);
    service_->strand->post([exchange] { exchange->start(); });
    auto release = [exchange] { exchange->service().strand->post([exchange] { exchange->abandon(); }); };
    return std::unique_ptr<dialog::ModelAnswer>(std::make_unique<AnswerHandle>(std::move(delivery), std::move(release)));
  }

  void warm() override { service_->network->warm(service_->vendor->base_url()); }

 private:
  base::Result<void> admit() {
    const std::int64_t now_ms = service_->pace.now_ms();
    if (now_ms < service_->resting_until_ms) return model_failure(name(), Status::busy, "its Retry-After is not over");
    if (!service_->breaker.admit(now_ms)) return model_failure(name(), Status::unavailable, "it has failed repeatedly and is not asked for a while");
    return {};
  }

  const std::shared_ptr<ModelService> service_;
};

}  // namespace

MadeModel make_streamed_model(std::unique_ptr<ModelVendor> vendor, std::shared_ptr<Network> network, Settings &settings) {
  const std::int64_t timeout_ms = settings.integer("timeout_ms", 3'000, 100, 30'000);
  if (settings.fault()) return *settings.fault();
  const std::shared_ptr<ModelService> service(new ModelService{std::move(vendor), std::move(network), Strand::shared(), timeout_ms});
  return std::shared_ptr<dialog::LanguageModel>(std::make_shared<StreamedModel>(service));
}

}  // namespace callwell::adapters
