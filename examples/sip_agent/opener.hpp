// Opens the agent's side of calls off the signalling thread: the first call of a practice loads its recogniser.
#pragma once

#include <callwell/call.h>

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "stack.hpp"

namespace sip_agent {

struct OpenRequest {
  std::uint64_t id = 0;                  ///< the host's, given back
  cw_call_options options = CW_CALL_OPTIONS_INIT;
  std::string practice, contact, dialled, announcement;
};
struct Opened {
  std::uint64_t id = 0;
  cw_call *call = nullptr;               ///< NULL: it could not be
  cw_status status = CW_OK;
};

class Opener {
 public:
  /// `on_opened` runs on the signalling thread.
  Opener(cw_agent *agent, std::function<void(const Opened &)> on_opened);
  ~Opener();
  /// False when the queue to the signalling thread could not be made.
  bool good() const { return back_ != nullptr; }
  void open(OpenRequest request);

 private:
  void run(const std::stop_token &stop);
  static void came_back(int id, void *data, void *self);

  cw_agent *const agent_;
  const std::function<void(const Opened &)> on_opened_;
  Ref<mqueue> back_;
  std::mutex mutex_;
  std::condition_variable_any arrived_;
  std::deque<OpenRequest> waiting_;
  std::jthread thread_;
};

}  // namespace sip_agent
