#include "hand_over.hpp"

#include "json_text.hpp"

namespace sip_agent {

HandOver hand_over_of(std::string_view event_json) {
  boost::system::error_code failed;
  const json::value note = json::parse({event_json.data(), event_json.size()}, failed);
  if (failed || !note.is_object()) return {};
  HandOver out;
  out.spoken = text_at(note.get_object(), "summary");
  const std::string_view number = text_at(note.get_object(), "contact");
  out.written = out.spoken;
  if (!number.empty() && !out.written.empty()) out.written.append(1, ' ').append(number);
  out.urgent = text_at(note.get_object(), "reason") == "emergency";
  return out;
}

}  // namespace sip_agent
