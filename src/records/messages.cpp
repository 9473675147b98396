#include "records/messages.hpp"

#include "base/ids.hpp"

namespace callwell::records {

using base::Error;
using base::Result;
using base::Status;

namespace {

constexpr std::string_view kBody = "messages.body";
constexpr std::size_t kMaxBody = 64 * 1024;

/// How far a message has come; reports that arrive out of order must not lead back.
constexpr std::string_view kProgress = "CASE %s WHEN 'queued' THEN 0 WHEN 'sent' THEN 1 ELSE 2 END";

std::string progress_of(std::string_view what) {
  std::string sql(kProgress);
  return sql.replace(sql.find("%s"), 2, what);
}

Result<std::string> find_stored(Transaction &tx, const Message &message) {
  std::string id;
  // Not one condition with OR: that would read every message of the practice.
  const Result<bool> found = tx.first(
      "SELECT id FROM messages WHERE tenant_id = ?1 AND id = ?5"
      " UNION ALL SELECT id FROM messages WHERE tenant_id = ?1 AND provider = ?2 AND provider_message_id = ?3"
      " UNION ALL SELECT id FROM messages WHERE tenant_id = ?1 AND idempotency_key = ?4 LIMIT 1",
      {message.provider, OptionalText{message.provider_message_id}, OptionalText{message.idempotency_key}, message.id},
      [&](const Row &row) -> Result<void> {
        id = row.text(0);
        return {};
      });
  if (!found) return found.error();
  return id;
}

}  // namespace

Result<StoredMessage> add_message(Transaction &tx, Message message) {
  if (message.body.size() > kMaxBody) return Error{Status::limit_exceeded, "the message is too long", "body"};
  if (message.id.empty()) message.id = base::new_uuid7(message.at);
  Result<std::string> stored = find_stored(tx, message);
  if (!stored) return stored.error();
  if (!stored->empty()) return StoredMessage{std::move(*stored), true};
  const std::string body = tx.seal(kBody, message.id, message.body);
  const Result<std::int64_t> done = tx.execute(
      "INSERT INTO messages (tenant_id, id, conversation_id, direction, sealed_body, provider, provider_message_id, idempotency_key, "
      "status,"
      " error_code, at_us, updated_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11)",
      {message.id, message.conversation_id, message.direction, Blob{body}, message.provider, OptionalText{message.provider_message_id},
       OptionalText{message.idempotency_key}, message.status, message.error_code, message.at});
  if (!done) return done.error();
  return StoredMessage{std::move(message.id), false};
}

Result<bool> set_message_status(Transaction &tx, std::string_view provider, std::string_view provider_message_id, std::string_view status,
                                std::string_view error_code, base::Instant now) {
  const Result<std::int64_t> changed = tx.execute(
      "UPDATE messages SET status = ?4, error_code = ?5, updated_us = ?6 WHERE tenant_id = ?1 AND provider = ?2"
      " AND provider_message_id = ?3 AND direction = 'out' AND " +
          progress_of("status") + " < " + progress_of("?4"),
      {provider, provider_message_id, status, error_code, now});
  if (!changed) return changed.error();
  return *changed > 0;
}

Result<void> mark_message_sent(Transaction &tx, std::string_view id, std::string_view provider, std::string_view provider_message_id,
                               base::Instant now) {
  const Result<std::int64_t> changed = tx.execute(
      "UPDATE messages SET provider = ?3, provider_message_id = ?4, status = iif(status = 'queued', 'sent', status), updated_us = ?5"
      " WHERE tenant_id = ?1 AND id = ?2 AND direction = 'out'",
      {id, provider, OptionalText{provider_message_id}, now});
  if (!changed) return changed.error();
  if (*changed == 0) return Error{Status::not_found, "no such outgoing message"};
  return {};
}

Result<void> keep_what_was_heard(Transaction &tx, std::string_view idempotency_key, std::string_view heard, base::Instant now) {
  std::string id;
  const Result<bool> found = tx.first("SELECT id FROM messages WHERE tenant_id = ?1 AND idempotency_key = ?2 AND direction = 'out'", {idempotency_key},
                                      [&](const Row &row) -> Result<void> {
                                        id = row.text(0);
                                        return {};
                                      });
  if (!found) return found.error();
  if (!*found) return Error{Status::not_found, "no such outgoing message"};
  const std::string body = tx.seal(kBody, id, heard);
  const Result<std::int64_t> changed =
      tx.execute("UPDATE messages SET sealed_body = ?3, error_code = 'interrupted', updated_us = ?4 WHERE tenant_id = ?1 AND id = ?2", {id, Blob{body}, now});
  if (!changed) return changed.error();
  return {};
}

Result<std::vector<Message>> list_messages(Transaction &tx, std::string_view conversation_id, std::size_t limit) {
  std::vector<Message> found;
  const Result<void> done = tx.each(
      "SELECT id, conversation_id, direction, sealed_body, provider, provider_message_id, idempotency_key, status, error_code, at_us"
      " FROM messages WHERE tenant_id = ?1 AND conversation_id = ?2"
      // A turn's messages bear one time: what came in precedes the replies, which their keys count.
      " ORDER BY at_us, direction, idempotency_key, id LIMIT ?3",
      {conversation_id, limit}, [&](const Row &row) -> Result<void> {
        Result<std::string> body = tx.unseal(kBody, row.bytes(0), row.bytes(3));
        if (!body) return body.error();
        found.push_back({row.text(0), row.text(1), row.text(2), std::move(*body), row.text(4), row.text(5), row.text(6), row.text(7),
                         row.text(8), row.instant(9)});
        return {};
      });
  if (!done) return done.error();
  return found;
}

}  // namespace callwell::records
