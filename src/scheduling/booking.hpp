// Holding, booking, moving and cancelling. Each function is one step of the caller's write transaction: commit makes it true,
// together with whatever else belongs to it (audit, outbox). After an error, drop the transaction.
// Two callers never get the same time: write transactions exclude each other, and the schema refuses overlaps from anyone.
#pragma once

#include <string>
#include <vector>

#include "scheduling/openings.hpp"

namespace callwell::scheduling {

using records::Appointment;
using records::Hold;

struct HoldRequest {
  std::string slot_id, service;  ///< service: id
  std::string conversation_id;   ///< holds one slot at a time: a new hold replaces its old one
  std::int32_t minutes = 0;      ///< 0: the practice's hold_minutes
};
inline constexpr std::int64_t kLongestHoldMinutes = 60;  ///< however often it is renewed

/// conflict: the slot is taken. invalid_argument: no such slot, or it lies in the past.
base::Result<Hold> hold(records::Transaction &tx, const practice::Practice &practice, const HoldRequest &request, base::Instant now);
/// conflict: the hold has run out, or was held for as long as a hold may last.
base::Result<Hold> renew_hold(records::Transaction &tx, std::string_view hold_id, std::int32_t minutes, base::Instant now);
/// Releasing what is gone already is fine.
base::Result<void> release_hold(records::Transaction &tx, std::string_view hold_id);

struct BookRequest {
  std::string slot_id;  ///< or
  std::string hold_id;  ///< what hold() gave; a hold that ran out is still booked when nobody took the time
  std::string service;  ///< id; may be empty with hold_id
  std::string patient_id;
  std::string conversation_id;  ///< its holds end with the booking
  std::string source;           ///< "sms", "phone", "web" …
  std::string idempotency_key;  ///< the same key gives the same appointment, however often it is sent
};

struct Booked {
  Appointment appointment;
  bool duplicate = false;  ///< this request was carried out before
};

/// conflict: the time is taken, or the key was used for another booking. invalid_argument: no such slot, service or key.
base::Result<Booked> book(records::Transaction &tx, const practice::Practice &practice, const BookRequest &request, base::Instant now);

struct RescheduleRequest {
  std::string appointment_id, slot_id, conversation_id, source, idempotency_key;
};

/// Frees the old time and takes the new one in one step; the new appointment names the old. conflict: as book(), or the
/// appointment is not booked any more.
base::Result<Booked> reschedule(records::Transaction &tx, const practice::Practice &practice, const RescheduleRequest &request,
                                base::Instant now);

struct Cancelled {
  Appointment appointment;
  bool duplicate = false;  ///< it was cancelled before
  bool late = false;       ///< within the practice's cancellation notice
};

/// conflict: it was moved, or is over. not_found: no such appointment.
base::Result<Cancelled> cancel(records::Transaction &tx, const practice::Practice &practice, std::string_view appointment_id,
                               base::Instant now);

using records::upcoming_appointments;  // of a patient, earliest first

}  // namespace callwell::scheduling
