// Telnyx call control: what its events say, and the commands that answer them.
#pragma once

#include <utility>
#include <vector>

#include "adapters/http.hpp"
#include "adapters/resilience.hpp"
#include "adapters/telnyx_event.hpp"
#include "practice/practice.hpp"

namespace callwell::adapters {

enum class TelnyxCallKind : std::uint8_t { initiated, answered, speak_ended, gather_ended, transcription, bridged, hangup, streaming_failed, other };

struct TelnyxCall {
  TelnyxCallKind kind = TelnyxCallKind::other;
  std::string event_id;
  std::string call_id;  ///< call_control_id: the address of commands
  std::string session_id;
  std::string client_state;  ///< decoded; what the last command carried
  std::string from, to;
  bool incoming = true;
  std::string hangup_cause;           ///< "normal_clearing", "originator_cancel", "timeout", …
  std::string digits, gather_status;  ///< gather_status: "valid", "timeout", "call_hangup", …
  std::string transcript;
  double confidence = 0;
  bool is_final = false;  ///< of `transcript`
};
/// Errors: `unsupported` for an event that is not about a call.
base::Result<TelnyxCall> telnyx_call(const TelnyxEvent &event);
/// Did an incoming call end before anyone answered it?
bool is_missed(const TelnyxCall &call);

struct TelnyxCommand {
  std::string call_id;
  std::string command_id;         ///< a UUID: Telnyx does the same one once, so a command may be repeated
  std::string client_state = {};  ///< comes back in every later event of the call
};

/// Commands to live calls. Each blocks until Telnyx has taken it. Threads: any.
class TelnyxCalls {
 public:
  TelnyxCalls(std::shared_ptr<HttpTransport> http, std::string base_url, std::string api_key, Pace pace, std::uint64_t seed);

  base::Result<void> answer(const TelnyxCommand &command);
  /// The call's sound goes to `url` and comes back from there, µ-law both ways; `parameters` are in the stream's start message.
  base::Result<void> start_streaming(const TelnyxCommand &command, std::string_view url,
                                     const std::vector<std::pair<std::string, std::string>> &parameters);
  base::Result<void> start_transcription(const TelnyxCommand &command, std::string_view language);
  base::Result<void> speak(const TelnyxCommand &command, std::string_view text, std::string_view language);
  /// Speaks and collects keys: up to `max_digits`, ended by #.
  base::Result<void> gather_using_speak(const TelnyxCommand &command, std::string_view text, std::string_view language,
                                        std::int32_t max_digits);
  base::Result<void> transfer(const TelnyxCommand &command, std::string_view to);
  base::Result<void> hangup(const TelnyxCommand &command);  ///< a call that has ended already counts as hung up

 private:
  base::Result<void> post(const TelnyxCommand &command, std::string_view action, base::json::object body);

  const std::shared_ptr<HttpTransport> http_;
  const std::string base_url_, authorization_;
  Resilience resilience_;
};

/// Settings: api_key, base_url.
base::Result<std::shared_ptr<TelnyxCalls>> make_telnyx_calls(const practice::PortConfig &config, std::shared_ptr<HttpTransport> http,
                                                             Pace pace, std::uint64_t seed);

}  // namespace callwell::adapters
