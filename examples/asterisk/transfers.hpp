// Callers who were given back to the dialplan to be put through: their agents wait for as long as a telephone rings, because the dialplan
// brings a caller back whom nobody took.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace audiosocket {

class Agent;

/// Threads: any.
class Transfers {
 public:
  Transfers();
  ~Transfers();
  void wait(std::string_view who, std::uint8_t kind, std::unique_ptr<Agent> agent, std::int64_t now_ms);
  /// The agent of a caller who is back, at the same rate; null when none waits.
  std::unique_ptr<Agent> back(std::string_view who, std::uint8_t kind);
  /// Who did not come back for so long talks to somebody.
  void expire(std::int64_t now_ms);

 private:
  struct Waiting { std::string who; std::uint8_t kind; std::unique_ptr<Agent> agent; std::int64_t until_ms; };
  std::mutex mutex_;
  std::list<Waiting> waiting_;
};

}  // namespace audiosocket
