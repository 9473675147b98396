// What is said, as it is said, as JSON lines: {"who":"agent"|"caller","text":…,"conversation":…}. For demonstrations and tests: it
// is personal data.
#pragma once

#include <string>
#include <string_view>

namespace sip_agent {

/// The line for an event of the agent; empty when nobody spoke.
std::string transcript_line(std::string_view event_json);

}  // namespace sip_agent
