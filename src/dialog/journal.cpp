#include "dialog/journal.hpp"

#include "base/text.hpp"

namespace callwell::dialog {

namespace {

constexpr std::string_view kEvents[] = {"start", "missed_call", "utterance", "keypad", "result", "tick", "hangup", "unheard", "progress", "moved"};
constexpr std::string_view kActions[] = {"say", "invoke", "transfer", "end"};

base::Error damaged() { return {base::Status::corrupt, "the journal does not read as one"}; }

}  // namespace

std::string header_line(const Setting &setting, const SessionOptions &options) {
  return json::serialize(json::object{{"callwell", kLibraryVersion},
                                      {"practice", setting.practice().id},
                                      {"practice_hash", setting.practice().hash},
                                      {"models", nlu::Analyzer::model_hash()},
                                      {"seed", options.seed},
                                      {"conversation", options.id},
                                      {"opened", options.opened.us},
                                      {"channel", channel_key(options.channel)},
                                      {"contact", options.contact},
                                      {"location", options.location},
                                      {"language", options.language},
                                      {"opted_out", options.opted_out}}) +
         "\n";
}

std::string event_line(const Event &event) {
  json::object out{{"at", event.at.us}, {"event", kEvents[static_cast<std::size_t>(event.kind) - 1]}};
  switch (event.kind) {
    case EventKind::utterance:
      out["text"] = event.text;
      out["confidence"] = event.confidence;
      break;
    case EventKind::moved: out["channel"] = event.text; break;
    case EventKind::keypad: out["digit"] = std::string(1, event.digit); break;
    case EventKind::result:
      out["action"] = event.action_id;
      out["status"] = static_cast<std::int64_t>(event.status);
      out["answer"] = event.text;
      break;
    case EventKind::progress:
      out["action"] = event.action_id;
      out["answer"] = event.text;
      break;
    default: break;
  }
  return json::serialize(out) + "\n";
}

std::string action_line(const Action &action) {
  json::object out{{"do", kActions[static_cast<std::size_t>(action.kind) - 1]}, {"id", action.id}, {"text", action.text}};
  if (!action.language.empty()) out["language"] = action.language;
  if (!action.input.empty()) out["input"] = action.input;
  if (!action.key.empty()) out["key"] = action.key;
  if (action.deadline.us != 0) out["deadline"] = action.deadline.us;
  return json::serialize(out) + "\n";
}

base::Result<SessionOptions> options_from_header(const json::object &header) {
  const base::Result<Channel> channel = parse_channel(base::string_at(header, "channel"));
  if (!channel || !header.contains("callwell")) return damaged();
  SessionOptions options;
  options.id = base::string_at(header, "conversation");
  options.channel = *channel;
  const json::value &seed = header.contains("seed") ? header.at("seed") : json::value(0);
  options.seed = seed.is_uint64() ? seed.get_uint64() : seed.is_int64() ? static_cast<std::uint64_t>(seed.get_int64()) : 0;
  options.contact = base::string_at(header, "contact");
  options.location = base::string_at(header, "location");
  options.language = base::string_at(header, "language");
  options.opted_out = base::bool_at(header, "opted_out");
  options.opened = {base::int_at(header, "opened")};
  return options;
}

base::Result<Event> event_from_line(const json::object &line) {
  const std::string_view kind = base::string_at(line, "event");
  Event event;
  event.at = {base::int_at(line, "at")};
  std::size_t i = 0;
  while (i < std::size(kEvents) && kEvents[i] != kind) ++i;
  if (i == std::size(kEvents)) return damaged();
  event.kind = static_cast<EventKind>(i + 1);
  event.text = base::string_at(line, line.contains("answer") ? "answer" : event.kind == EventKind::moved ? "channel" : "text");
  event.confidence = static_cast<float>(base::double_at(line, "confidence", 1));
  const std::string_view digit = base::string_at(line, "digit");
  event.digit = digit.empty() ? 0 : digit.front();
  event.action_id = static_cast<std::uint64_t>(base::int_at(line, "action"));
  event.status = static_cast<base::Status>(base::int_at(line, "status"));
  return event;
}

}  // namespace callwell::dialog
