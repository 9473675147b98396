// Appointments and holds as rows. Which time may be booked is decided in scheduling/booking.hpp; that no two overlap is
// decided by the schema, whoever writes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "records/store.hpp"

namespace callwell::records {

enum class AppointmentStatus : std::uint8_t { booked, cancelled, rescheduled, completed, no_show };
std::string_view appointment_status_key(AppointmentStatus status);

struct Appointment {
  std::string id;
  AppointmentStatus status = AppointmentStatus::booked;
  base::Instant start, end;
  base::Instant busy_until;  ///< end of the visit and the buffer after it
  std::string provider, location, service;
  std::string patient_id, conversation_id;
  std::string source;        ///< "sms", "phone", "web" …
  std::string confirmation;  ///< what is read to the patient; six letters and digits
  std::string idempotency_key;
  std::string rescheduled_from;  ///< id, or empty
  base::Instant created, updated;
};

/// conflict: the time is taken, by another appointment or a hold.
base::Result<void> insert_appointment(Transaction &tx, const Appointment &appointment);
base::Result<Appointment> load_appointment(Transaction &tx, std::string_view id);  ///< not_found
base::Result<std::optional<Appointment>> find_appointment_by_key(Transaction &tx, std::string_view idempotency_key);
base::Result<std::optional<Appointment>> find_appointment_by_confirmation(Transaction &tx, std::string_view confirmation);
base::Result<void> set_appointment_status(Transaction &tx, std::string_view id, AppointmentStatus status, base::Instant now);
/// Booked, not yet over, earliest first.
base::Result<std::vector<Appointment>> upcoming_appointments(Transaction &tx, std::string_view patient_id, base::Instant now,
                                                             std::size_t limit = 10);
/// Of every status, by start, in [from, to): the practice's calendar.
base::Result<std::vector<Appointment>> list_appointments(Transaction &tx, base::Instant from, base::Instant to, std::size_t limit = 500);

struct Hold {
  std::string id, conversation_id, provider, location, service;
  base::Instant start, end, busy_until, created, expires;
};

/// conflict: the time is taken. Forget expired holds first.
base::Result<void> insert_hold(Transaction &tx, const Hold &hold);
base::Result<Hold> load_hold(Transaction &tx, std::string_view id);  ///< not_found, also when it was forgotten
base::Result<void> extend_hold(Transaction &tx, std::string_view id, base::Instant expires);
base::Result<void> delete_hold(Transaction &tx, std::string_view id);
base::Result<void> delete_holds_of(Transaction &tx, std::string_view conversation_id);
base::Result<void> forget_expired_holds(Transaction &tx, base::Instant now);

/// A provider's time that is not free.
struct BusyTime {
  std::string provider;
  base::Instant start, end;
  friend bool operator==(const BusyTime &, const BusyTime &) = default;
};
/// Touching [from, to), by provider and start. Expired holds and those of `except_conversation` do not count.
base::Result<std::vector<BusyTime>> busy_times(Transaction &tx, base::Instant from, base::Instant to, base::Instant now,
                                               std::string_view except_conversation = {});

}  // namespace callwell::records
