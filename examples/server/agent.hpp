// The agent behind the C interface, with owners for its handles. Threads: any.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "phone_line.hpp"
#include "result.hpp"

namespace server {

/// Who asks; empty members take the library's defaults.
struct Caller {
  std::string tenant, role;
};

struct NewCall {
  std::string tenant, contact, dialled, conversation;
  bool alaw = false;  ///< else µ-law
};

class Agent {
 public:
  /// `practices`: a file or a folder of them; `database`: a path, or empty for memory.
  static Result<std::unique_ptr<Agent>> open(std::string_view practices, std::string_view database);
  ~Agent();

  Result<std::string> invoke(const Caller &caller, std::string_view operation, std::string_view json);
  Result<std::string> practices();
  /// Answers a call with sound. May wait: the first one of a practice warms up its voice.
  Result<std::shared_ptr<PhoneLine>> open_call(const NewCall &call);
  /// Every event of every practice, from the library's threads, one at a time; until stop().
  Result<void> listen(std::function<void(std::string_view json)> on_event);
  /// Starts the library's own thread for what falls due.
  Result<void> start();
  /// After it returns nothing calls back any more.
  void stop();

 private:
  struct Handles;
  explicit Agent(std::unique_ptr<Handles> handles);
  std::unique_ptr<Handles> handles_;
};

Result<std::string> operations();
std::string library_version();
/// Log lines to standard error, from `info` up.
void log_to_stderr();

}  // namespace server
