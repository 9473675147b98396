#include "transcript.hpp"

#include <boost/json/src.hpp>

#include "json_text.hpp"

namespace sip_agent {

std::string transcript_line(std::string_view event_json) {
  boost::system::error_code failed;
  const json::value event = json::parse({event_json.data(), event_json.size()}, failed);
  const json::object *outer = failed ? nullptr : event.if_object();
  const json::value *inner = outer ? outer->if_contains("data") : nullptr;
  if (!inner || !inner->is_object()) return {};
  const json::object &data = inner->get_object();
  const std::string_view type = text_at(*outer, "type");
  if (type == "conversation.updated") {
    const json::value *ended = data.if_contains("ended");
    if (!ended || !ended->is_bool() || !ended->get_bool()) return {};
    return json::serialize(json::object{{"who", "end"}, {"text", text_at(data, "disposition")}, {"conversation", text_at(data, "conversation_id")}});
  }
  if (type != "message.created" || text_at(data, "channel") != "phone") return {};
  return json::serialize(json::object{{"who", text_at(data, "direction") == "in" ? "caller" : "agent"}, {"text", text_at(data, "text")}, {"conversation", text_at(data, "conversation_id")}});
}

}  // namespace sip_agent
