#include "records/recordings.hpp"

#include "base/json.hpp"

namespace callwell::records {

using base::Error;
using base::Result;
using base::Status;

namespace {

namespace json = boost::json;

constexpr std::string_view kColumns =
    "SELECT id, conversation_id, status, started_us, expires_us, rate, channels, samples, silenced, notice_us, erased_us"
    " FROM recordings WHERE tenant_id = ?1 ";

const Error kUnknown{Status::not_found, "no such recording", "recording_id"};

std::string key_owner(std::string_view id) { return "recording/" + std::string(id); }

std::string to_json(const std::vector<Silenced> &spans) {
  json::array list;
  for (const Silenced &span : spans) list.push_back({{"from", span.from}, {"to", span.to}, {"why", span.why}});
  return json::serialize(list);
}

Result<void> read_silenced(std::string_view text, std::vector<Silenced> &out) {
  const Result<json::value> list = base::parse_json(text);
  if (!list || !list->is_array()) return Error{Status::corrupt, "a recording's list of silences does not read back"};
  for (const json::value &entry : list->get_array()) {
    const json::object none, &span = entry.is_object() ? entry.get_object() : none;
    out.push_back({base::int_at(span, "from"), base::int_at(span, "to"), std::string(base::string_at(span, "why"))});
  }
  return {};
}

Result<void> read_recording(const Row &row, Recording &recording) {
  recording.id = row.text(0);
  recording.conversation_id = row.text(1);
  recording.status = row.text(2);
  recording.started = row.instant(3);
  recording.expires = row.instant(4);
  recording.rate = static_cast<std::int32_t>(row.integer(5));
  recording.channels = static_cast<std::int32_t>(row.integer(6));
  recording.samples = row.integer(7);
  if (!row.is_null(9)) recording.notice = row.instant(9);
  if (!row.is_null(10)) recording.erased = row.instant(10);
  return read_silenced(row.bytes(8), recording.silenced);
}

Result<std::vector<std::string>> ids(Transaction &tx, std::string_view sql, std::initializer_list<Value> values) {
  std::vector<std::string> found;
  const Result<void> done = tx.each(sql, values, [&](const Row &row) -> Result<void> {
    found.push_back(row.text(0));
    return {};
  });
  if (!done) return done.error();
  return found;
}

}  // namespace

Result<compliance::DataKey> add_recording(Transaction &tx, const Recording &recording) {
  const std::string wrapped = tx.new_key(key_owner(recording.id));
  const Result<std::int64_t> done = tx.execute(
      "INSERT INTO recordings (tenant_id, id, conversation_id, status, started_us, expires_us, rate, channels, wrapped_key)"
      " VALUES (?1, ?2, ?3, 'recording', ?4, ?5, ?6, ?7, ?8)",
      {recording.id, recording.conversation_id, recording.started, recording.expires, recording.rate, recording.channels, Blob{wrapped}});
  if (!done) return done.error();
  return tx.unwrap_key(wrapped, key_owner(recording.id));
}

Result<void> update_recording(Transaction &tx, const Recording &recording) {
  const Value notice = recording.notice ? Value(*recording.notice) : Value(nullptr);
  const std::string silenced = to_json(recording.silenced);
  const Result<std::int64_t> done = tx.execute(
      "UPDATE recordings SET status = ?3, samples = ?4, silenced = ?5, notice_us = ?6"
      " WHERE tenant_id = ?1 AND id = ?2 AND status = 'recording'",
      {recording.id, recording.status, recording.samples, silenced, notice});
  if (!done) return done.error();
  if (*done == 1) return {};
  if (const Result<Recording> there = load_recording(tx, recording.id); !there) return there.error();
  return Error{Status::conflict, "the recording is over", "recording_id"};
}

Result<Recording> load_recording(Transaction &tx, std::string_view id) {
  Recording recording;
  const Result<bool> found =
      tx.first(std::string(kColumns) + "AND id = ?2", {id}, [&](const Row &row) { return read_recording(row, recording); });
  if (!found) return found.error();
  if (!*found) return kUnknown;
  return recording;
}

Result<compliance::DataKey> load_recording_key(Transaction &tx, std::string_view id) {
  std::string wrapped;
  const Result<bool> found = tx.first("SELECT wrapped_key FROM recordings WHERE tenant_id = ?1 AND id = ?2 AND wrapped_key IS NOT NULL", {id},
                                      [&](const Row &row) -> Result<void> {
                                        wrapped = row.text(0);
                                        return {};
                                      });
  if (!found) return found.error();
  if (!*found) return Error{Status::not_found, "there is no such recording, or it was erased", "recording_id"};
  return tx.unwrap_key(wrapped, key_owner(id));
}

Result<void> erase_recording(Transaction &tx, std::string_view id, base::Instant now) {
  const Result<std::int64_t> done = tx.execute(
      "UPDATE recordings SET status = 'erased', wrapped_key = NULL, erased_us = ?3"
      " WHERE tenant_id = ?1 AND id = ?2 AND status IN ('complete', 'interrupted')",
      {id, now});
  if (!done) return done.error();
  if (*done == 1) return {};
  const Result<Recording> there = load_recording(tx, id);
  if (!there) return there.error();
  if (there->status == "erased") return {};
  return Error{Status::conflict, "the call is still being recorded: erase it when it is over", "recording_id"};
}

Result<std::vector<Recording>> list_recordings(Transaction &tx, std::string_view conversation, std::size_t limit) {
  std::vector<Recording> recordings;
  const Result<void> done = tx.each(std::string(kColumns) + "AND (?2 = '' OR conversation_id = ?2) ORDER BY started_us DESC, id DESC LIMIT ?3", {conversation, limit},
                                    [&](const Row &row) { return read_recording(row, recordings.emplace_back()); });
  if (!done) return done.error();
  return recordings;
}

Result<std::vector<std::string>> expired_recordings(Transaction &tx, base::Instant now, std::size_t limit) {
  return ids(tx,
             "SELECT id FROM recordings WHERE tenant_id = ?1 AND status <> 'erased' AND status <> 'recording' AND expires_us <= ?2"
             " ORDER BY expires_us LIMIT ?3",
             {now, limit});
}

Result<std::vector<std::string>> recordings_under_way(Transaction &tx) {
  return ids(tx, "SELECT id FROM recordings WHERE tenant_id = ?1 AND status = 'recording'", {});
}

}  // namespace callwell::records
