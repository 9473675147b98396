#include "records/conversations.hpp"

namespace callwell::records {

using base::Error;
using base::Result;
using base::Status;

namespace {

constexpr std::string_view kContact = "conversations.contact", kState = "conversations.state", kJournal = "conversations.journal";
constexpr std::size_t kMaxState = 64 * 1024;  // what a session promises at most
constexpr std::size_t kMaxJournal = 8 * 1024 * 1024;

constexpr std::string_view kFull =
    "SELECT id, channel, sealed_contact, patient_id, status, language, deadline_us, version, created_us, updated_us, sealed_state,"
    " sealed_journal FROM conversations WHERE tenant_id = ?1 AND ";
constexpr std::string_view kBrief =
    "SELECT id, channel, sealed_contact, patient_id, status, language, deadline_us, version, created_us, updated_us, NULL, NULL"
    " FROM conversations WHERE tenant_id = ?1 ";

Result<void> unseal_into(const Transaction &tx, std::string_view column, const std::string &id, std::string_view sealed, std::string &out) {
  Result<std::string> plain = tx.unseal(column, id, sealed);
  if (!plain) return plain.error();
  out = std::move(*plain);
  return {};
}

Result<void> read_conversation(const Transaction &tx, const Row &row, Conversation &c) {
  c.id = row.text(0);
  c.channel = row.text(1);
  c.patient_id = row.text(3);
  c.status = row.text(4);
  c.language = row.text(5);
  if (!row.is_null(6)) c.deadline = row.instant(6);
  c.version = row.integer(7);
  c.created = row.instant(8);
  c.updated = row.instant(9);
  if (Result<void> done = unseal_into(tx, kContact, c.id, row.bytes(2), c.contact); !done) return done;
  if (Result<void> done = unseal_into(tx, kState, c.id, row.bytes(10), c.state); !done) return done;
  return unseal_into(tx, kJournal, c.id, row.bytes(11), c.journal);
}

std::string contact_index(const Transaction &tx, std::string_view contact) { return tx.blind_index("contact", contact); }

/// The latest that fulfils `condition` and went on since then.
Result<std::optional<Conversation>> find_by_contact(Transaction &tx, std::string_view channel, std::string_view contact, std::string_view condition, base::Instant since) {
  Conversation c;
  const std::string index = contact_index(tx, contact);
  if (index.empty()) return std::optional<Conversation>();
  const Result<bool> found =
      tx.first(std::string(kFull) + "contact_index = ?2 AND channel = ?3 AND updated_us >= ?4 AND " + std::string(condition) + " ORDER BY updated_us DESC LIMIT 1",
               {Blob{index}, channel, since}, [&](const Row &row) { return read_conversation(tx, row, c); });
  if (!found) return found.error();
  return *found ? std::optional(std::move(c)) : std::nullopt;
}

}  // namespace

Result<Conversation> load_conversation(Transaction &tx, std::string_view id) {
  Conversation c;
  const Result<bool> found = tx.first(std::string(kFull) + "id = ?2", {id}, [&](const Row &row) { return read_conversation(tx, row, c); });
  if (!found) return found.error();
  if (!*found) return Error{Status::not_found, "no such conversation", "conversation_id"};
  return c;
}

Result<std::optional<Conversation>> find_open_conversation(Transaction &tx, std::string_view channel, std::string_view contact) {
  return find_by_contact(tx, channel, contact, "status <> 'closed'", {});
}

Result<std::optional<Conversation>> find_latest_conversation(Transaction &tx, std::string_view channel, std::string_view contact, base::Instant since) {
  return find_by_contact(tx, channel, contact, "TRUE", since);
}

Result<std::int64_t> save_conversation(Transaction &tx, const Conversation &c, base::Instant now) {
  if (c.state.size() > kMaxState || c.journal.size() > kMaxJournal)
    return Error{Status::limit_exceeded, "the conversation is too large to keep"};
  const std::string index = contact_index(tx, c.contact), contact = tx.seal(kContact, c.id, c.contact),
                    state = tx.seal(kState, c.id, c.state), journal = tx.seal(kJournal, c.id, c.journal);
  const Value deadline = c.deadline ? Value(*c.deadline) : Value(nullptr);
  const Result<std::int64_t> changed =
      c.version == 0
          ? tx.execute(
                "INSERT INTO conversations (tenant_id, id, channel, contact_index, sealed_contact, patient_id, status, language,"
                " deadline_us, sealed_state, sealed_journal, version, created_us, updated_us)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 1, ?12, ?12) ON CONFLICT DO NOTHING",
                {c.id, c.channel, Blob{index}, Blob{contact}, OptionalText{c.patient_id}, c.status, c.language, deadline, Blob{state},
                 Blob{journal}, now})
          : tx.execute(
                "UPDATE conversations SET channel = ?3, contact_index = ?4, sealed_contact = ?5, patient_id = ?6, status = ?7,"
                " language = ?8, deadline_us = ?9, sealed_state = ?10, sealed_journal = ?11, version = version + 1, updated_us = ?12"
                " WHERE tenant_id = ?1 AND id = ?2 AND version = ?13",
                {c.id, c.channel, Blob{index}, Blob{contact}, OptionalText{c.patient_id}, c.status, c.language, deadline, Blob{state},
                 Blob{journal}, now, c.version});
  if (!changed) return changed.error();
  if (*changed == 0) return Error{Status::conflict, "the conversation went on meanwhile: load it again"};
  return c.version + 1;
}

Result<std::vector<std::string>> due_conversations(Transaction &tx, base::Instant now, std::size_t limit) {
  std::vector<std::string> ids;
  const Result<void> done =
      tx.each("SELECT id FROM conversations WHERE tenant_id = ?1 AND status = 'open' AND deadline_us <= ?2"
              " AND (channel <> 'phone' OR deadline_us <= ?4) ORDER BY deadline_us LIMIT ?3",
              {now, limit, now.plus_seconds(-kCallGraceSeconds)}, [&](const Row &row) -> Result<void> {
                ids.push_back(row.text(0));
                return {};
              });
  if (!done) return done.error();
  return ids;
}

Result<std::optional<base::Instant>> next_conversation_deadline(Transaction &tx) {
  std::optional<base::Instant> next;
  const Result<bool> found = tx.first(
      "SELECT deadline_us FROM conversations WHERE tenant_id = ?1 AND status = 'open' AND deadline_us IS NOT NULL"
      " ORDER BY deadline_us LIMIT 1",
      {}, [&](const Row &row) -> Result<void> {
        next = row.instant(0);
        return {};
      });
  if (!found) return found.error();
  return next;
}

Result<std::vector<Conversation>> list_conversations(Transaction &tx, std::size_t limit) {
  std::vector<Conversation> found;
  const Result<void> done = tx.each(std::string(kBrief) + "ORDER BY updated_us DESC LIMIT ?2", {limit},
                                    [&](const Row &row) { return read_conversation(tx, row, found.emplace_back()); });
  if (!done) return done.error();
  return found;
}

}  // namespace callwell::records
