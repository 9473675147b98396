// Log lines of this host, in the form of the library's: an event and its fields. What a caller says or who calls is never a field.
#pragma once

#include <callwell/agent.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace sip_agent {

using LogFields = std::initializer_list<std::pair<std::string_view, std::string>>;

/// One line to standard error. Threads: any.
void log(cw_log_level level, std::string_view event, LogFields fields = {});
/// Sends the library's lines the same way; those below `least` are dropped.
void log_to_stderr(cw_log_level least);

}  // namespace sip_agent
