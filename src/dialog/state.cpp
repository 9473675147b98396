#include "dialog/state.hpp"

namespace callwell::dialog {

namespace {

using base::Result;

constexpr std::int64_t kStateVersion = 1;
constexpr std::string_view kChannels[] = {"phone", "sms", "whatsapp", "webchat"};
constexpr std::string_view kExpects[] = {"nothing", "field", "choice", "confirmation", "result", "more"};

json::array frames_json(const std::vector<Frame> &frames) {
  json::array out;
  for (const Frame &frame : frames) out.push_back({{"flow", frame.flow}, {"step", frame.step}, {"entered", frame.entered}});
  return out;
}

json::array pending_json(const std::vector<Pending> &pending) {
  json::array out;
  for (const Pending &item : pending) {
    out.push_back({{"id", item.id},
                   {"operation", item.operation},
                   {"into", item.into},
                   {"deadline", item.deadline.us},
                   {"changes", item.changes},
                   {"overdue", item.overdue}});
  }
  return out;
}

std::uint64_t uint_at(const json::object &object, std::string_view key) {
  const json::value *value = object.if_contains(key);
  if (!value) return 0;
  return value->is_uint64() ? value->get_uint64() : value->is_int64() ? static_cast<std::uint64_t>(value->get_int64()) : 0;
}

std::string text_at(const json::object &object, std::string_view key) { return std::string(base::string_at(object, key)); }

Frame frame_from(const json::object &in) {
  return {text_at(in, "flow"), static_cast<std::uint32_t>(uint_at(in, "step")), base::bool_at(in, "entered")};
}

Pending pending_from(const json::object &in) {
  return {uint_at(in, "id"),
          text_at(in, "operation"),
          text_at(in, "into"),
          {base::int_at(in, "deadline")},
          base::bool_at(in, "changes"),
          base::bool_at(in, "overdue")};
}

template <class T, class Read>
std::vector<T> list_at(const json::object &object, std::string_view key, Read read) {
  std::vector<T> out;
  for (const json::value &item : base::array_at(object, key)) {
    if (item.is_object()) out.push_back(read(item.get_object()));
  }
  return out;
}

}  // namespace

bool goes_on_by_text(const State &state) { return state.phase == Phase::ended && state.disposition == kContinuedByText; }

std::string_view channel_key(Channel channel) { return kChannels[static_cast<std::size_t>(channel) - 1]; }

Result<Channel> parse_channel(std::string_view key) {
  for (std::size_t i = 0; i < std::size(kChannels); ++i) {
    if (kChannels[i] == key) return static_cast<Channel>(i + 1);
  }
  return base::invalid("unknown channel: use phone, sms, whatsapp or webchat", "channel");
}

std::string_view expect_key(Expect expect) { return kExpects[static_cast<std::size_t>(expect)]; }

json::object to_json(const State &s) {
  return {{"version", kStateVersion},
          {"id", s.id},
          {"channel", channel_key(s.channel)},
          {"contact", s.contact},
          {"location", s.location},
          {"language", nlu::language_key(s.language)},
          {"dice", s.dice},
          {"phase", static_cast<std::int64_t>(s.phase)},
          {"frames", frames_json(s.frames)},
          {"fields", s.fields},
          {"results", s.results},
          {"offered", s.offered},
          {"pending", pending_json(s.pending)},
          {"expect", static_cast<std::int64_t>(s.expecting.kind)},
          {"expect_name", s.expecting.name},
          {"misses", s.expecting.misses},
          {"next_action", s.next_action},
          {"turns", s.turns},
          {"silences", s.silences},
          {"strikes", s.strikes},
          {"now", s.now.us},
          {"deadline", s.deadline.us},
          {"last_said", s.last_said},
          {"last_variant", s.last_variant},
          {"last_topic", s.last_topic},
          {"wanted", s.wanted},
          {"undecided", s.undecided},
          {"proposed_sentences", s.proposed_sentences},
          {"disposition", s.disposition},
          {"last_turn", s.last_turn}};
}

Result<State> state_from_json(const json::value &value) {
  const base::Error damaged{base::Status::corrupt, "the saved conversation does not read back"};
  if (!value.is_object()) return damaged;
  const json::object &in = value.get_object();
  if (base::int_at(in, "version") != kStateVersion) {
    return base::Error{base::Status::unsupported, "the conversation was saved by another version of the library"};
  }
  const Result<Channel> channel = parse_channel(base::string_at(in, "channel"));
  const auto language = nlu::parse_language(base::string_at(in, "language"));
  const std::int64_t expect = base::int_at(in, "expect"), phase = base::int_at(in, "phase");
  if (!channel || !language || expect < 0 || expect > 5 || phase < 0 || phase > 3) return damaged;
  State s;
  s.id = text_at(in, "id");
  s.channel = *channel;
  s.contact = text_at(in, "contact");
  s.location = text_at(in, "location");
  s.language = *language;
  s.dice = uint_at(in, "dice");
  s.phase = static_cast<Phase>(phase);
  s.frames = list_at<Frame>(in, "frames", frame_from);
  s.fields = base::object_at(in, "fields");
  s.results = base::object_at(in, "results");
  s.offered = base::array_at(in, "offered");
  s.pending = list_at<Pending>(in, "pending", pending_from);
  s.expecting = {static_cast<Expect>(expect), text_at(in, "expect_name"), static_cast<std::int32_t>(base::int_at(in, "misses"))};
  s.next_action = uint_at(in, "next_action");
  s.turns = static_cast<std::int32_t>(base::int_at(in, "turns"));
  s.silences = static_cast<std::int32_t>(base::int_at(in, "silences"));
  s.strikes = static_cast<std::int32_t>(base::int_at(in, "strikes"));
  s.now = {base::int_at(in, "now")};
  s.deadline = {base::int_at(in, "deadline")};
  s.last_said = text_at(in, "last_said");
  s.last_variant = text_at(in, "last_variant");
  s.last_topic = text_at(in, "last_topic");
  s.wanted = text_at(in, "wanted");
  s.undecided = text_at(in, "undecided");
  s.proposed_sentences = static_cast<std::int32_t>(base::int_at(in, "proposed_sentences"));
  s.disposition = text_at(in, "disposition");
  s.last_turn = base::object_at(in, "last_turn");
  return s;
}

}  // namespace callwell::dialog
