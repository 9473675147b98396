// A call as a media transport sees it: sound in, sound out, keys, and what the agent asks for. The agent's own is in agent.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace server {

struct LineNews {
  enum class Kind : std::uint8_t { transfer, hang_up, interrupted, other };
  Kind kind = Kind::other;
  std::string number;  ///< transfer: whom to call; empty: whoever is there
};

/// Letting go of it means that the caller is gone. push, pull and key come from one thread at a time.
class PhoneLine {
 public:
  virtual ~PhoneLine() = default;
  virtual void push(std::string_view audio) = 0;
  virtual std::string pull(std::size_t bytes) = 0;
  virtual void key(char digit) = 0;
  virtual std::optional<LineNews> next() = 0;
  virtual void transferred(bool somebody_answered) = 0;  ///< any thread
};

}  // namespace server
