#include "records/appointments.hpp"

#include <array>

namespace callwell::records {

using base::Error;
using base::Result;
using base::Status;

namespace {

constexpr std::array<std::string_view, 5> kStatusKeys{"booked", "cancelled", "rescheduled", "completed", "no_show"};
constexpr std::int64_t kLongestUs = 86'400'000'000;  // the schema lets nothing keep a provider busy for longer

constexpr std::string_view kColumns =
    "SELECT id, status, start_us, end_us, busy_until_us, provider, location, service, patient_id, conversation_id, source, confirmation,"
    " idempotency_key, rescheduled_from, created_us, updated_us FROM appointments WHERE tenant_id = ?1 AND ";

Result<AppointmentStatus> parse_status(std::string_view key) {
  for (std::size_t i = 0; i < kStatusKeys.size(); ++i) {
    if (kStatusKeys[i] == key) return static_cast<AppointmentStatus>(i);
  }
  return Error{Status::corrupt, "an appointment has an unknown status"};
}

Result<Appointment> read_appointment(const Row &row) {
  const Result<AppointmentStatus> status = parse_status(row.bytes(1));
  if (!status) return status.error();
  Appointment a;
  a.id = row.text(0);
  a.status = *status;
  a.start = row.instant(2);
  a.end = row.instant(3);
  a.busy_until = row.instant(4);
  a.provider = row.text(5);
  a.location = row.text(6);
  a.service = row.text(7);
  a.patient_id = row.text(8);
  a.conversation_id = row.text(9);
  a.source = row.text(10);
  a.confirmation = row.text(11);
  a.idempotency_key = row.text(12);
  a.rescheduled_from = row.text(13);
  a.created = row.instant(14);
  a.updated = row.instant(15);
  return a;
}

Result<std::vector<Appointment>> select(Transaction &tx, std::string_view condition, std::initializer_list<Value> values) {
  std::vector<Appointment> found;
  const Result<void> done = tx.each(std::string(kColumns) + std::string(condition), values, [&](const Row &row) -> Result<void> {
    Result<Appointment> appointment = read_appointment(row);
    if (!appointment) return appointment.error();
    found.push_back(std::move(*appointment));
    return {};
  });
  if (!done) return done.error();
  return found;
}

Result<std::optional<Appointment>> select_one(Transaction &tx, std::string_view condition, std::string_view value) {
  Result<std::vector<Appointment>> found = select(tx, condition, {value});
  if (!found) return found.error();
  if (found->empty()) return std::optional<Appointment>();
  return std::optional(std::move(found->front()));
}

Result<void> only_status(const Result<std::int64_t> &done) {
  if (!done) return done.error();
  return {};
}

}  // namespace

std::string_view appointment_status_key(AppointmentStatus status) { return kStatusKeys[static_cast<std::size_t>(status)]; }

Result<void> insert_appointment(Transaction &tx, const Appointment &a) {
  return only_status(tx.execute(
      "INSERT INTO appointments (tenant_id, id, status, start_us, end_us, busy_until_us, provider, location, service, patient_id,"
      " conversation_id, source, confirmation, idempotency_key, rescheduled_from, created_us, updated_us)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?16)",
      {a.id, appointment_status_key(a.status), a.start, a.end, a.busy_until, a.provider, a.location, a.service, a.patient_id,
       OptionalText{a.conversation_id}, a.source, a.confirmation, a.idempotency_key, OptionalText{a.rescheduled_from}, a.created}));
}

Result<Appointment> load_appointment(Transaction &tx, std::string_view id) {
  Result<std::optional<Appointment>> found = select_one(tx, "id = ?2", id);
  if (!found) return found.error();
  if (!*found) return Error{Status::not_found, "no such appointment", "appointment_id"};
  return std::move(**found);
}

Result<std::optional<Appointment>> find_appointment_by_key(Transaction &tx, std::string_view idempotency_key) {
  return select_one(tx, "idempotency_key = ?2", idempotency_key);
}

Result<std::optional<Appointment>> find_appointment_by_confirmation(Transaction &tx, std::string_view confirmation) {
  return select_one(tx, "confirmation = ?2", confirmation);
}

Result<void> set_appointment_status(Transaction &tx, std::string_view id, AppointmentStatus status, base::Instant now) {
  const Result<std::int64_t> changed = tx.execute("UPDATE appointments SET status = ?3, updated_us = ?4 WHERE tenant_id = ?1 AND id = ?2",
                                                  {id, appointment_status_key(status), now});
  if (!changed) return changed.error();
  if (*changed == 0) return Error{Status::not_found, "no such appointment", "appointment_id"};
  return {};
}

Result<std::vector<Appointment>> upcoming_appointments(Transaction &tx, std::string_view patient_id, base::Instant now, std::size_t limit) {
  return select(tx, "patient_id = ?2 AND status = 'booked' AND end_us > ?3 ORDER BY start_us LIMIT ?4", {patient_id, now, limit});
}

Result<std::vector<Appointment>> list_appointments(Transaction &tx, base::Instant from, base::Instant to, std::size_t limit) {
  return select(tx, "start_us >= ?2 AND start_us < ?3 ORDER BY start_us, provider LIMIT ?4", {from, to, limit});
}

Result<void> insert_hold(Transaction &tx, const Hold &h) {
  return only_status(
      tx.execute("INSERT INTO holds (tenant_id, id, conversation_id, provider, location, service, start_us, end_us, busy_until_us, "
                 "created_us, expires_us)"
                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                 {h.id, h.conversation_id, h.provider, h.location, h.service, h.start, h.end, h.busy_until, h.created, h.expires}));
}

Result<Hold> load_hold(Transaction &tx, std::string_view id) {
  Hold hold;
  const Result<bool> found = tx.first(
      "SELECT id, conversation_id, provider, location, service, start_us, end_us, busy_until_us, created_us, expires_us FROM holds"
      " WHERE tenant_id = ?1 AND id = ?2",
      {id}, [&](const Row &row) -> Result<void> {
        hold = {row.text(0),    row.text(1),    row.text(2),    row.text(3),    row.text(4),
                row.instant(5), row.instant(6), row.instant(7), row.instant(8), row.instant(9)};
        return {};
      });
  if (!found) return found.error();
  if (!*found) return Error{Status::not_found, "no such hold", "hold_id"};
  return hold;
}

Result<void> extend_hold(Transaction &tx, std::string_view id, base::Instant expires) {
  return only_status(tx.execute("UPDATE holds SET expires_us = max(expires_us, ?3) WHERE tenant_id = ?1 AND id = ?2", {id, expires}));
}

Result<void> delete_hold(Transaction &tx, std::string_view id) {
  return only_status(tx.execute("DELETE FROM holds WHERE tenant_id = ?1 AND id = ?2", {id}));
}

Result<void> delete_holds_of(Transaction &tx, std::string_view conversation_id) {
  return only_status(tx.execute("DELETE FROM holds WHERE tenant_id = ?1 AND conversation_id = ?2", {conversation_id}));
}

Result<void> forget_expired_holds(Transaction &tx, base::Instant now) {
  return only_status(tx.execute("DELETE FROM holds WHERE tenant_id = ?1 AND expires_us <= ?2", {now}));
}

Result<std::vector<BusyTime>> busy_times(Transaction &tx, base::Instant from, base::Instant to, base::Instant now,
                                         std::string_view except_conversation) {
  std::vector<BusyTime> busy;
  const Result<void> done = tx.each(
      "SELECT provider, start_us, end_us FROM busy b WHERE tenant_id = ?1 AND start_us > ?2 AND start_us < ?3 AND end_us > ?4"
      " AND (owner = 'appointment' OR EXISTS (SELECT 1 FROM holds h WHERE h.tenant_id = ?1 AND h.id = b.owner_id AND h.expires_us > ?5"
      " AND h.conversation_id <> ?6)) ORDER BY provider, start_us",
      {from.us - kLongestUs, to, from, now, except_conversation}, [&](const Row &row) -> Result<void> {
        busy.push_back({row.text(0), row.instant(1), row.instant(2)});
        return {};
      });
  if (!done) return done.error();
  return busy;
}

}  // namespace callwell::records
