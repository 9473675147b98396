// What the agent tells about a caller it hands over: the words for the person who takes the call.
#pragma once

#include <string>
#include <string_view>

namespace sip_agent {

struct HandOver {
  std::string spoken;                    ///< who, what and why, to be said
  std::string written;                   ///< the same with the caller's number, to be sent
  bool urgent = false;                   ///< an emergency: nothing may come before the transfer
};

/// From the JSON of a transfer event; empty words where it has none.
HandOver hand_over_of(std::string_view event_json);

}  // namespace sip_agent
