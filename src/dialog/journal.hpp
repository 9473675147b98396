// The journal's lines: how events and actions are written and read back.
#pragma once

#include <string>

#include "dialog/events.hpp"
#include "dialog/session.hpp"

namespace callwell::dialog {

inline constexpr std::string_view kLibraryVersion = "1.0.0";

std::string header_line(const Setting &setting, const SessionOptions &options);
std::string event_line(const Event &event);
std::string action_line(const Action &action);

base::Result<SessionOptions> options_from_header(const json::object &header);
base::Result<Event> event_from_line(const json::object &line);

}  // namespace callwell::dialog
