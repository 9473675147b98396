// Every path the server answers, and who may ask. What is behind a path is an operation of the agent.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "agent.hpp"
#include "events.hpp"
#include "http.hpp"
#include "media_calls.hpp"
#include "metrics.hpp"
#include "tokens.hpp"

namespace server {

struct Site {
  Agent &agent;
  Tokens tokens;
  std::shared_ptr<EventHub> events;
  Metrics metrics = {};
  std::string public_url = {};  ///< without a slash at its end: what carriers call and sign
  std::string openapi = {};
  std::atomic<std::int64_t> refused_at_s = 0;  ///< when a refused token was last recorded, by the steady clock
  std::string simulator_token = {};            ///< empty: there is no simulator
  std::shared_ptr<MediaCalls> media = {};      ///< null: carriers hear and speak, calls go turn by turn
};

/// Answers one request. `refused` is not 0 when the listener could not read it whole. Threads: any.
HttpResponse answer(Site &site, const HttpRequest &request, std::int32_t refused);
/// Who follows a WebSocket at this path; null when there is none. Threads: any; never waits.
std::unique_ptr<WebSocketHandler> follower(Site &site, const HttpRequest &request);

}  // namespace server
