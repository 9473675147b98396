#include "routes.hpp"

#include <algorithm>
#include <chrono>

#include "errors.hpp"
#include "json.hpp"
#include "simulator.hpp"
#include "webhooks.hpp"

namespace server {

namespace {

constexpr std::string_view kOperations = "/api/v1/operations/";

/// What the simulator's page does, and all that its token is good for.
constexpr std::string_view kSimulatorOperations[] = {"conversations.message", "conversations.start", "conversations.hangup",
                                                     "conversations.missed_call", "conversations.view"};

HttpResponse json_response(std::string body) { return {.body = std::move(body)}; }

/// A token that is not valid is somebody trying: it goes on record, once a second at most, so that trying cannot fill the disk.
void record_refusal(Site &site) {
  const auto now = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
  if (site.refused_at_s.exchange(now) == now) return;
  (void)site.agent.invoke({"", "system"}, "security.record", R"({"kind":"unauthenticated","source":"api"})");
}

/// The caller behind the request's token; the tenant is the token's, else the one asked for.
Result<Token> authenticate(Site &site, const HttpRequest &request) {
  std::optional<Token> token = site.tokens.find(request.header("authorization"));
  if (!token && !request.header("authorization").empty()) record_refusal(site);
  if (!token) return Failure{CW_E_UNAUTHENTICATED, "no token, or one that is not valid"};
  if (token->simulator && !simulator_may_see(site, request)) return Failure{CW_E_UNAUTHENTICATED, "this token is for this machine only"};
  const std::string tenant = request.query("tenant");
  if (!token->tenant.empty() && !tenant.empty() && tenant != token->tenant) return Failure{CW_E_NOT_FOUND, "no such practice", "tenant"};
  if (token->tenant.empty()) token->tenant = tenant;
  return std::move(*token);
}

HttpResponse health(Site &, const HttpRequest &) {
  return json_response(json::serialize(json::object{{"status", "ok"}, {"version", library_version()}}));
}

HttpResponse ready(Site &site, const HttpRequest &request) {
  if (const Result<std::string> practices = site.agent.practices(); !practices)
    return error_response(request, 503, "the agent does not answer");
  return json_response(R"({"status":"ready"})");
}

HttpResponse openapi(Site &site, const HttpRequest &) { return json_response(site.openapi); }

HttpResponse metrics(Site &site, const HttpRequest &request) {
  const Result<Token> token = authenticate(site, request);
  if (!token) return error_response(request, token.error());
  const Result<std::string> product = site.agent.invoke({token->tenant, token->role}, "system.metrics", "{}");
  if (!product) return error_response(request, product.error());
  const std::optional<json::object> parsed = parse_object(*product);
  std::string text = site.metrics.text(site.events->readers());
  if (parsed) text += text_at(*parsed, "text");
  return {.content_type = "text/plain; version=0.0.4; charset=utf-8", .body = std::move(text)};
}

HttpResponse practices(Site &site, const HttpRequest &request) {
  const Result<Token> token = authenticate(site, request);
  if (!token) return error_response(request, token.error());
  Result<std::string> list = site.agent.practices();
  return list ? json_response(std::move(*list)) : error_response(request, list.error());
}

HttpResponse events(Site &site, const HttpRequest &request) {
  std::string tenant = request.query("tenant");
  if (!simulator_may_see(site, request)) {
    const Result<Token> token = authenticate(site, request);
    if (!token) return error_response(request, token.error());
    if (token->simulator) return error_response(request, 403, "the simulator's token is for its own page");
    tenant = token->tenant;
    // The events carry what conversations hold: whoever may not list those may not watch these. The look is audited.
    const Result<std::string> may = site.agent.invoke({token->tenant, token->role}, "conversations.list", R"({"limit":1})");
    if (!may) return error_response(request, may.error());
  }
  HttpResponse response{.content_type = "text/event-stream"};
  response.events = site.events->follow(std::move(tenant), request.header("last-event-id"));
  return response;
}

bool is_json(const HttpRequest &request) {
  std::string type(request.header("content-type"));
  type.resize(std::min(type.find(';'), type.size()));
  std::transform(type.begin(), type.end(), type.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  while (type.ends_with(' ')) type.pop_back();
  return type == "application/json";
}

HttpResponse operation(Site &site, const HttpRequest &request) {
  const Result<Token> token = authenticate(site, request);
  if (!token) return error_response(request, token.error());
  const std::string name = request.path.substr(kOperations.size());
  const bool allowed = !token->simulator ||
                       std::find(std::begin(kSimulatorOperations), std::end(kSimulatorOperations), name) != std::end(kSimulatorOperations);
  if (!allowed) return error_response(request, 403, "the simulator's token is for conversations only");
  if (!is_json(request)) return error_response(request, 415, "the body must be application/json");
  std::optional<json::object> input = parse_object(request.body.empty() ? std::string_view("{}") : std::string_view(request.body));
  if (!input) return error_response(request, 400, "the body is not a JSON object");
  const std::string_view key = request.header("idempotency-key");
  std::string text = request.body.empty() ? "{}" : request.body;
  if (!key.empty() && !input->contains("idempotency_key")) {
    (*input)["idempotency_key"] = key;
    text = json::serialize(*input);
  }
  Result<std::string> output = site.agent.invoke({token->tenant, token->role}, name, text);
  return output ? json_response(std::move(*output)) : error_response(request, output.error());
}

struct Route {
  std::string_view path, methods;  ///< methods with a space between
  HttpResponse (*run)(Site &, const HttpRequest &);
};
constexpr Route kRoutes[] = {{"/health", "GET HEAD", &health},
                             {"/ready", "GET HEAD", &ready},
                             {"/metrics", "GET", &metrics},
                             {"/api/v1/openapi.json", "GET HEAD", &openapi},
                             {"/api/v1/practices", "GET", &practices},
                             {"/api/v1/events", "GET", &events}};
constexpr Route kOperationRoute{kOperations, "POST", &operation};

bool allows(std::string_view methods, std::string_view method) {
  while (!methods.empty()) {
    const std::string_view word = methods.substr(0, methods.find(' '));
    if (word == method) return true;
    methods.remove_prefix(std::min(word.size() + 1, methods.size()));
  }
  return false;
}

HttpResponse run(const Route &route, Site &site, const HttpRequest &request) {
  if (allows(route.methods, request.method)) return route.run(site, request);
  HttpResponse response = error_response(request, 405, "this path does not take that method");
  std::string allow(route.methods);
  for (std::size_t space = 0; (space = allow.find(' ', space)) != std::string::npos; space += 2) allow.replace(space, 1, ", ");
  response.headers.emplace_back("Allow", allow);
  return response;
}

HttpResponse refuse(const HttpRequest &request, std::int32_t refused) {
  switch (refused) {
    case 413: return error_response(request, 413, "the request is too large");
    case 431: return error_response(request, 431, "the headers are too large");
    default: return error_response(request, 400, "the request is not HTTP as we know it");
  }
}

HttpResponse route(Site &site, const HttpRequest &request, std::int32_t refused) {
  if (refused) return refuse(request, refused);
  for (const Route &candidate : kRoutes) {
    if (candidate.path == request.path) return run(candidate, site, request);
  }
  if (request.path.starts_with(kOperations) && request.path.size() > kOperations.size()) return run(kOperationRoute, site, request);
  if (const WebhookRoute *webhook = find_webhook(request.path)) {
    return run({webhook->path, webhook->methods, [](Site &s, const HttpRequest &r) { return answer_webhook(s, r, *find_webhook(r.path)); }},
               site, request);
  }
  if (std::optional<HttpResponse> page = simulator_page(site, request)) return std::move(*page);
  return error_response(request, 404, "there is nothing at this path");
}

}  // namespace

std::unique_ptr<WebSocketHandler> follower(Site &site, const HttpRequest &request) {
  if (!site.media) return nullptr;
  if (request.path == "/media/twilio") return std::make_unique<MediaSession>(Dialect::twilio, site.media);
  if (request.path == "/media/telnyx") return std::make_unique<MediaSession>(Dialect::telnyx, site.media);
  return nullptr;
}

HttpResponse answer(Site &site, const HttpRequest &request, std::int32_t refused) {
  const auto begin = std::chrono::steady_clock::now();
  HttpResponse response = route(site, request, refused);
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  site.metrics.answered(response.status, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  return response;
}

}  // namespace server
