// callwell-server: starts the agent, listens, says where, and ends when asked to.
#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>

#include "json.hpp"
#include "openapi.hpp"
#include "routes.hpp"

namespace {

using namespace server;

constexpr std::size_t kKeptEvents = 4096;  // a browser that was away for a while finds all of its conversation

struct Options {
  std::string practices, database, tokens, public_url;
  bool stream_calls = false;
  HttpSettings http{.host = "127.0.0.1"};
};

bool is_loopback(std::string_view host) { return host.starts_with("127.") || host == "::1" || host == "localhost"; }

void declare(CLI::App &app, Options &options) {
  app.add_option("--practices", options.practices, "A practice file, or a folder of them")->required();
  app.add_option("--database", options.database, "The SQLite file, made when absent; without one everything is gone at the end");
  app.add_option("--port", options.http.port, "Port to listen on; the next free one when it is taken")->capture_default_str();
  app.add_option("--host", options.http.host, "Address to listen on; 0.0.0.0 for every one")->capture_default_str();
  app.add_option("--public-url", options.public_url, "The address carriers call, as https://desk.example.com: their signatures cover it");
  app.add_flag("--stream-calls", options.stream_calls, "Hear and speak on carriers' calls here, over media streams; needs --public-url");
  app.add_option("--tokens", options.tokens, "A file of API tokens: lines of `role tenant token`, * for every tenant");
  app.set_version_flag("--version", library_version());
  app.footer("The environment's CALLWELL_API_TOKEN is the administrator's token; without it one is made and printed.");
}

int fail(const Failure &failure) {
  std::cerr << "callwell-server: " << failure.message << "\n";
  return failure.status == CW_E_INVALID_ARGUMENT || failure.status == CW_E_NOT_FOUND ? 2 : 1;
}

std::string practice_names(Agent &agent) {
  const Result<std::string> list = agent.practices();
  const std::optional<json::object> parsed = list ? parse_object(*list) : std::nullopt;
  const json::value *practices = parsed ? parsed->if_contains("practices") : nullptr;
  std::string names;
  if (!practices || !practices->is_array()) return names;
  for (const json::value &practice : practices->get_array()) {
    if (practice.is_object()) names += (names.empty() ? "" : ", ") + std::string(text_at(practice.get_object(), "name"));
  }
  return names;
}

struct AdminToken {
  std::string secret;
  bool made = false;
};

AdminToken admin_token() {
  const char *given = std::getenv("CALLWELL_API_TOKEN");
  if (given && *given) return {given, false};
  return {new_secret("cw_"), true};
}

void announce(const Options &options, const Site &site, const std::string &local, const AdminToken &token) {
  std::cout << "Callwell " << library_version() << " answers at " << local << "\n\n";
  if (!site.simulator_token.empty()) std::cout << "  Simulator   " << local << "/\n";
  std::cout << "  API         " << local << "/api/v1/openapi.json\n"
            << "  API token   " << (token.made ? token.secret : "the one in CALLWELL_API_TOKEN") << "\n"
            << "  Webhooks    " << site.public_url << "/webhooks/twilio/messages (and /voice; /webhooks/telnyx/…)\n"
            << "  Practices   " << practice_names(site.agent) << "\n"
            << "  Database    "
            << (options.database.empty() ? "in memory: gone when the server ends (--database FILE keeps it)" : options.database) << "\n\n";
  if (!site.simulator_token.empty()) {
    std::cout << "Open the simulator in a browser and text with a practice as a patient. ";
  } else {
    std::cout << "There is no simulator: it is for a server that only this machine can reach. ";
  }
  std::cout << "From a shell:\n\n  curl -s " << local << "/api/v1/operations/nlu.analyze -H 'Content-Type: application/json' \\\n"
            << "    -H \"Authorization: Bearer " << (token.made ? token.secret : "$CALLWELL_API_TOKEN")
            << "\" -d '{\"text\":\"Do you have anything on Monday after 4?\"}'\n\n"
            << "Ctrl-C ends it." << std::endl;
}

int serve(const Options &options, Agent &agent) {
  Site site{.agent = agent, .tokens = {}, .events = std::make_shared<EventHub>(new_secret("").substr(0, 8), kKeptEvents)};
  const AdminToken admin = admin_token();
  site.tokens.add({.secret = admin.secret, .role = "admin"});
  if (!options.tokens.empty()) {
    if (const Result<void> read = site.tokens.add_file(options.tokens); !read) return fail(read.error());
  }
  if (is_loopback(options.http.host) && options.public_url.empty()) {
    site.simulator_token = new_secret("sim_");
    site.tokens.add({.secret = site.simulator_token, .role = "admin", .simulator = true});
  }
  if (options.stream_calls) {
    if (!options.public_url.starts_with("http")) return fail({CW_E_INVALID_ARGUMENT, "--stream-calls needs a --public-url that carriers reach, as https://desk.example.com"});
    site.media = std::make_shared<MediaCalls>(agent);
  }
  const auto handler = [&site](const HttpRequest &request, std::int32_t refused) { return answer(site, request, refused); };
  const Result<std::unique_ptr<HttpServer>> listener = HttpServer::listen(options.http, handler, [&site](const HttpRequest &request) { return follower(site, request); });
  if (!listener) return fail(listener.error());
  const std::uint16_t port = (*listener)->port();
  if (options.http.port != 0 && port != options.http.port)
    std::cout << "Port " << options.http.port << " is taken; using " << port << ".\n";
  const std::string host = options.http.host.find(':') == std::string::npos ? options.http.host : "[" + options.http.host + "]";
  const std::string local = "http://" + host + ":" + std::to_string(port);
  site.public_url = options.public_url.empty() ? local : options.public_url;
  while (site.public_url.ends_with('/')) site.public_url.pop_back();
  const Result<std::string> registry = operations();
  if (!registry) return fail(registry.error());
  site.openapi = openapi_document(*registry, library_version(), site.public_url);
  if (const Result<void> heard = agent.listen([&site](std::string_view event) { site.events->publish(event); }); !heard)
    return fail(heard.error());
  if (const Result<void> started = agent.start(); !started) return fail(started.error());
  announce(options, site, local, admin);
  (*listener)->run();
  agent.stop();
  std::cout << "Stopped." << std::endl;
  return 0;
}

}  // namespace

int main(int argc, char **argv) {
  CLI::App app{"The reference server of Callwell: webhooks, API, live events and the simulator."};
  Options options;
  declare(app, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError &error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  log_to_stderr();
  const Result<std::unique_ptr<Agent>> agent = Agent::open(options.practices, options.database);
  if (!agent) return fail(agent.error());
  return serve(options, **agent);
}
