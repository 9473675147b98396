// Recordings by operation: which there are, their sound, and their end.
#include "base/crypto.hpp"
#include "operations/recording_store.hpp"

namespace callwell::operations {

namespace {

using base::Result;
using records::Transaction;

constexpr std::int64_t kMostSeconds = 300;  // in one answer: a part of it, for a player; all of it goes to a file

json::object to_json(const records::Recording &recording) {
  json::array silenced;
  for (const records::Silenced &span : recording.silenced) silenced.push_back({{"from", span.from}, {"to", span.to}, {"why", span.why}});
  return {{"recording_id", recording.id},
          {"conversation_id", recording.conversation_id},
          {"status", recording.status},
          {"started", base::format_utc(recording.started)},
          {"samples", recording.samples},
          {"rate", recording.rate},
          {"channels", recording.channels},
          {"seconds", static_cast<double>(recording.samples) / recording.rate},
          {"silenced", std::move(silenced)},
          {"notice_heard", recording.notice ? json::value(base::format_utc(*recording.notice)) : json::value(nullptr)},
          {"expires", base::format_utc(recording.expires)},
          {"erased", recording.erased ? json::value(base::format_utc(*recording.erased)) : json::value(nullptr)}};
}

Result<json::value> list(const Call &call) {
  return records::in_read(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    const auto recordings = records::list_recordings(tx, base::string_at(call.input, "conversation_id"), static_cast<std::size_t>(base::int_at(call.input, "limit", 100)));
    if (!recordings) return recordings.error();
    json::array items;
    for (const records::Recording &recording : *recordings) items.push_back(to_json(recording));
    return json::object{{"recordings", std::move(items)}};
  });
}

/// Who gets to hear a call is on record before anything of it is given out.
Result<records::Recording> open_for_hearing(const Call &call) {
  return records::in_write(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<records::Recording> {
    Result<records::Recording> recording = records::load_recording(tx, base::string_at(call.input, "recording_id"));
    if (!recording) return recording;
    if (recording->status == "recording") return base::Error{base::Status::conflict, "the call is still being recorded", "recording_id"};
    if (recording->status == "erased") return base::Error{base::Status::not_found, "the recording was erased", "recording_id"};
    if (auto written = audit(call, tx, "recording/" + recording->id); !written) return written.error();
    return recording;
  });
}

Result<json::value> export_sound(const Call &call) {
  const std::string path(base::string_at(call.input, "path"));
  const Result<records::Recording> recording = open_for_hearing(call);
  if (!recording) return recording.error();
  json::object out{{"recording_id", recording->id}, {"seconds", static_cast<double>(recording->samples) / recording->rate}};
  if (!path.empty()) {
    if (auto written = write_wav(*call.tenant, *recording, path); !written) return written.error();
    out["path"] = path;
    return out;
  }
  const std::int64_t from = base::int_at(call.input, "from_second") * recording->rate;
  const Result<std::string> wav = wav_of(*call.tenant, *recording, {from, from + base::int_at(call.input, "seconds", kMostSeconds) * recording->rate});
  if (!wav) return wav.error();
  out["wav"] = base::base64(*wav);
  return out;
}

Result<json::value> erase_one(const Call &call) {
  const std::string id(base::string_at(call.input, "recording_id"));
  if (auto erased = erase(call, id, "asked for"); !erased) return erased.error();
  return json::object{{"recording_id", id}, {"erased", true}};
}

Result<json::value> pause(const Call &call) {
  const bool paused = base::bool_at(call.input, "paused", true);
  if (!call.agent.live_recordings().pause(call.tenant->id(), base::string_at(call.input, "conversation_id"), paused)) {
    return base::Error{base::Status::not_found, "no call of this conversation is being recorded by this process", "conversation_id"};
  }
  return json::object{{"paused", paused}};
}

Result<json::value> expire(const Call &call) {
  const Result<std::size_t> done = tend_recordings(call);
  if (!done) return done.error();
  return json::object{{"done", static_cast<std::int64_t>(*done)}};
}

constexpr Operation kOperations[] = {
    {.name = "recordings.list", .permission = "recordings.read", .personal_data = PersonalData::none, .summary = "Recordings of calls, latest first: when, how long, what of them is silenced, and until when they are kept.",
     .input_schema = R"({"type":"object","additionalProperties":false,"properties":{"conversation_id":{"type":"string"},"limit":{"type":"integer","minimum":1,"maximum":1000}}})",
     .output_schema = R"({"type":"object","properties":{"recordings":{"type":"array","items":{"type":"object"}}}})",
     .example = R"({"in":{},"practice":"lakeside_dental","out":{"recordings":[]}})", .run = &list},
    {.name = "recordings.export", .permission = "recordings.read", .personal_data = PersonalData::reads,
     .summary = "The sound of a recording as WAV, the caller left, the agent right: up to five minutes of it in base64, or all of it into a new file on the agent's machine. Each hearing is on record.",
     .input_schema = R"({"type":"object","required":["recording_id"],"additionalProperties":false,"properties":{"recording_id":{"type":"string","minLength":36,"maxLength":36},"from_second":{"type":"integer","minimum":0,"maximum":86400},"seconds":{"type":"integer","minimum":1,"maximum":300},"path":{"type":"string","minLength":1,"maxLength":4096}}})",
     .output_schema = R"({"type":"object","properties":{"recording_id":{"type":"string"},"seconds":{"type":"number"},"wav":{"type":"string"},"path":{"type":"string"}}})", .example = "{}", .run = &export_sound},
    {.name = "recordings.erase", .permission = "recordings.write", .personal_data = PersonalData::writes, .summary = "Makes a recording unreadable for ever: its key is forgotten and its file deleted. That it was made stays known.",
     .input_schema = R"({"type":"object","required":["recording_id"],"additionalProperties":false,"properties":{"recording_id":{"type":"string","minLength":36,"maxLength":36}}})",
     .output_schema = R"({"type":"object","properties":{"recording_id":{"type":"string"},"erased":{"type":"boolean"}}})", .example = "{}", .run = &erase_one},
    {.name = "recordings.pause", .permission = "conversations.write", .summary = "Keeps nothing of a call that is being recorded, from now on; with paused false it goes on. The recording stays as long as the call.",
     .input_schema = R"({"type":"object","required":["conversation_id"],"additionalProperties":false,"properties":{"conversation_id":{"type":"string"},"paused":{"type":"boolean"}}})",
     .output_schema = R"({"type":"object","properties":{"paused":{"type":"boolean"}}})", .example = "{}", .run = &pause},
    {.name = "recordings.expire", .permission = "recordings.write", .personal_data = PersonalData::writes, .summary = "Erases recordings whose time is over and closes those whose process died. The managed runtime does it.",
     .input_schema = R"({"type":"object","additionalProperties":false})", .output_schema = R"({"type":"object","properties":{"done":{"type":"integer"}}})",
     .example = R"({"in":{},"practice":"lakeside_dental","out":{"done":0}})", .run = &expire},
};

}  // namespace

std::span<const Operation> recording_operations() { return kOperations; }

}  // namespace callwell::operations
