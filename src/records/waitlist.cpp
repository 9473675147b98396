#include "records/waitlist.hpp"

#include "base/ids.hpp"
#include "base/json.hpp"

namespace callwell::records {

using base::Error;
using base::Result;
using base::Status;

namespace {

constexpr std::string_view kColumns =
    "SELECT id, status, patient_id, service, provider, location, preference, priority, appointment_id, idempotency_key, created_us,"
    " updated_us, expires_us FROM waitlist WHERE tenant_id = ?1 AND ";

constexpr base::JsonLimits kPreferenceLimits{.max_bytes = 8192, .max_depth = 8};

WaitlistEntry read_entry(const Row &row) {
  WaitlistEntry entry;
  entry.id = row.text(0);
  entry.status = row.text(1);
  entry.patient_id = row.text(2);
  entry.service = row.text(3);
  entry.provider = row.text(4);
  entry.location = row.text(5);
  entry.preference = row.text(6);
  entry.priority = static_cast<std::int32_t>(row.integer(7));
  entry.appointment_id = row.text(8);
  entry.idempotency_key = row.text(9);
  entry.created = row.instant(10);
  entry.updated = row.instant(11);
  entry.expires = row.instant(12);
  return entry;
}

Result<std::vector<WaitlistEntry>> select(Transaction &tx, std::string_view condition, std::initializer_list<Value> values) {
  std::vector<WaitlistEntry> entries;
  const Result<void> done = tx.each(std::string(kColumns) + std::string(condition), values, [&](const Row &row) -> Result<void> {
    entries.push_back(read_entry(row));
    return {};
  });
  if (!done) return done.error();
  return entries;
}

}  // namespace

Result<StoredWaitlistEntry> insert_waitlist(Transaction &tx, WaitlistEntry entry, base::Instant now) {
  if (!base::parse_json(entry.preference, kPreferenceLimits)) return base::invalid("a preference is a JSON object", "preference");
  const Result<std::vector<WaitlistEntry>> known = select(tx, "idempotency_key = ?2", {entry.idempotency_key});
  if (!known) return known.error();
  if (!known->empty()) return StoredWaitlistEntry{known->front().id, true};
  if (entry.id.empty()) entry.id = base::new_uuid7(now);
  const Result<std::int64_t> done = tx.execute(
      "INSERT INTO waitlist (tenant_id, id, status, patient_id, service, provider, location, preference, priority, idempotency_key,"
      " created_us, updated_us, expires_us) VALUES (?1, ?2, 'active', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10, ?11)",
      {entry.id, entry.patient_id, entry.service, entry.provider, entry.location, entry.preference, entry.priority, entry.idempotency_key,
       now, entry.expires});
  if (!done) return done.error();
  return StoredWaitlistEntry{std::move(entry.id), false};
}

Result<std::vector<WaitlistEntry>> waiting_for(Transaction &tx, std::string_view service, base::Instant now, std::size_t limit) {
  return select(tx, "status = 'active' AND service = ?2 AND expires_us > ?3 ORDER BY priority DESC, created_us, id LIMIT ?4",
                {service, now, limit});
}

Result<WaitlistEntry> load_waitlist(Transaction &tx, std::string_view id) {
  Result<std::vector<WaitlistEntry>> found = select(tx, "id = ?2", {id});
  if (!found) return found.error();
  if (found->empty()) return Error{Status::not_found, "no such waitlist entry", "waitlist_id"};
  return std::move(found->front());
}

Result<void> move_waitlist(Transaction &tx, std::string_view id, std::string_view from, std::string_view to,
                           std::string_view appointment_id, base::Instant now) {
  const Result<std::int64_t> changed =
      tx.execute("UPDATE waitlist SET status = ?4, appointment_id = ?5, updated_us = ?6 WHERE tenant_id = ?1 AND id = ?2 AND status = ?3",
                 {id, from, to, OptionalText{appointment_id}, now});
  if (!changed) return changed.error();
  if (*changed == 0) return Error{Status::conflict, "the waitlist entry is no longer " + std::string(from), "waitlist_id"};
  return {};
}

}  // namespace callwell::records
