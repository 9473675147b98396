#include "scheduling/booking.hpp"

#include <algorithm>

#include "base/crypto.hpp"
#include "base/ids.hpp"

namespace callwell::scheduling {

namespace {

using base::Error;
using base::Instant;
using base::Result;
using base::Status;
using records::AppointmentStatus;

constexpr std::size_t kMaxKey = 200;
constexpr int kCodeTries = 8;

const Error kTaken{Status::conflict, "the slot is taken", "slot_id"};

/// A slot with the service it is for.
struct Placed {
  const practice::Service *service;
  Slot slot;
};

Result<Placed> place(const practice::Practice &practice, std::string_view service_id, std::string_view slot_text, Instant now) {
  const practice::Service *service = practice.find_service(service_id);
  if (!service) return base::invalid("no such service in the practice file", "service");
  const Result<SlotName> name = parse_slot_id(slot_text);
  if (!name) return name.error();
  if (name->start <= now) return base::invalid("the slot lies in the past", "slot_id");
  Result<Slot> slot = scheduled_slot(practice, *service, *name);
  if (!slot) return slot.error();
  return Placed{service, std::move(*slot)};
}

Instant busy_until(const Placed &placed) { return placed.slot.end.plus_seconds(placed.service->buffer_minutes * std::int64_t{60}); }

/// What the database says about two who want the same time, in words a caller can use.
Error taken_or(const Error &error) { return error.status == Status::conflict ? kTaken : error; }

/// Six of 31 letters and digits that are not mistaken for each other when they are read aloud.
std::string random_code() {
  constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ2345679";
  std::string code;
  while (code.size() < 6) {
    for (const char byte : base::secure_random(8)) {
      const std::size_t at = static_cast<unsigned char>(byte) % 32;  // of 32, the one too many is drawn again
      if (at < kLetters.size() && code.size() < 6) code.push_back(kLetters[at]);
    }
  }
  return code;
}

Result<std::string> unused_code(records::Transaction &tx) {
  for (int i = 0; i < kCodeTries; ++i) {
    std::string code = random_code();
    const auto used = records::find_appointment_by_confirmation(tx, code);
    if (!used) return used.error();
    if (!*used) return code;
  }
  return Error{Status::internal, "no confirmation code is left"};
}

Result<void> check_key(std::string_view key) {
  if (key.empty() || key.size() > kMaxKey) return base::invalid("an idempotency key has 1 to 200 bytes", "idempotency_key");
  return {};
}

/// Expired holds and this conversation's own make room.
Result<void> clear_way(records::Transaction &tx, std::string_view conversation_id, Instant now) {
  if (Result<void> done = records::forget_expired_holds(tx, now); !done) return done;
  return conversation_id.empty() ? Result<void>() : records::delete_holds_of(tx, conversation_id);
}

Result<Booked> take(records::Transaction &tx, const Placed &placed, Appointment appointment, Instant now) {
  Result<std::string> code = unused_code(tx);
  if (!code) return code.error();
  appointment.id = base::new_uuid7(now);
  appointment.start = placed.slot.start;
  appointment.end = placed.slot.end;
  appointment.busy_until = busy_until(placed);
  appointment.provider = placed.slot.provider;
  appointment.location = placed.slot.location;
  appointment.service = placed.service->id;
  appointment.confirmation = std::move(*code);
  appointment.created = appointment.updated = now;
  if (Result<void> done = records::insert_appointment(tx, appointment); !done) return taken_or(done.error());
  return Booked{std::move(appointment), false};
}

/// The appointment of an earlier request with this key. It answers this one only if both ask for the same.
Result<Booked> repeated(Appointment earlier, bool same) {
  if (!same) return Error{Status::conflict, "the idempotency key was used for another booking", "idempotency_key"};
  return Booked{std::move(earlier), true};
}

bool at_slot(const Appointment &appointment, std::string_view slot_text) {
  const Result<SlotName> name = parse_slot_id(slot_text);
  return name && name->start == appointment.start && name->provider == appointment.provider && name->location == appointment.location;
}

bool same_booking(const Appointment &earlier, const BookRequest &request) {
  return earlier.rescheduled_from.empty() && earlier.patient_id == request.patient_id &&
         (request.service.empty() || earlier.service == request.service) && (request.slot_id.empty() || at_slot(earlier, request.slot_id));
}

/// With a hold, the slot and service are the hold's.
Result<void> fill_from_hold(records::Transaction &tx, BookRequest &request) {
  if (request.hold_id.empty()) return {};
  const Result<Hold> held = records::load_hold(tx, request.hold_id);
  if (held) {
    if (!request.service.empty() && request.service != held->service) return base::invalid("the hold is for another service", "service");
    if (request.conversation_id.empty()) request.conversation_id = held->conversation_id;
    if (request.conversation_id != held->conversation_id)
      return Error{Status::permission_denied, "the hold is another conversation's", "hold_id"};
    request.slot_id = slot_id({held->start, held->end, held->provider, held->location});
    request.service = held->service;
    return {};
  }
  if (held.error().status != Status::not_found || request.slot_id.empty()) return held.error();
  return {};  // gone, but the request says which slot it was
}

}  // namespace

Result<Hold> hold(records::Transaction &tx, const practice::Practice &practice, const HoldRequest &request, Instant now) {
  if (request.conversation_id.empty()) return base::invalid("a hold belongs to a conversation", "conversation_id");
  const Result<Placed> placed = place(practice, request.service, request.slot_id, now);
  if (!placed) return placed.error();
  if (Result<void> done = clear_way(tx, request.conversation_id, now); !done) return done.error();
  const std::int64_t minutes =
      std::clamp<std::int64_t>(request.minutes > 0 ? request.minutes : practice.booking.hold_minutes, 1, kLongestHoldMinutes);
  Hold made;
  made.id = base::new_uuid7(now);
  made.conversation_id = request.conversation_id;
  made.provider = placed->slot.provider;
  made.location = placed->slot.location;
  made.service = placed->service->id;
  made.start = placed->slot.start;
  made.end = placed->slot.end;
  made.busy_until = busy_until(*placed);
  made.created = now;
  made.expires = now.plus_seconds(minutes * 60);
  if (Result<void> done = records::insert_hold(tx, made); !done) return taken_or(done.error());
  return made;
}

Result<Hold> renew_hold(records::Transaction &tx, std::string_view hold_id, std::int32_t minutes, Instant now) {
  Result<Hold> held = records::load_hold(tx, hold_id);
  const bool gone = !held && held.error().status == Status::not_found;
  if (!held && !gone) return held.error();
  if (gone || held->expires <= now) return Error{Status::conflict, "the hold has run out", "hold_id"};
  const Instant latest = held->created.plus_seconds(kLongestHoldMinutes * 60);
  if (now >= latest) return Error{Status::conflict, "the hold may not last longer", "hold_id"};
  held->expires = std::max(held->expires, std::min(latest, now.plus_seconds(std::max(1, minutes) * std::int64_t{60})));
  if (Result<void> done = records::extend_hold(tx, hold_id, held->expires); !done) return done.error();
  return held;
}

Result<void> release_hold(records::Transaction &tx, std::string_view hold_id) { return records::delete_hold(tx, hold_id); }

Result<Booked> book(records::Transaction &tx, const practice::Practice &practice, const BookRequest &wanted, Instant now) {
  if (Result<void> good = check_key(wanted.idempotency_key); !good) return good.error();
  auto earlier = records::find_appointment_by_key(tx, wanted.idempotency_key);
  if (!earlier) return earlier.error();
  if (*earlier) {
    const bool same = same_booking(**earlier, wanted);
    return repeated(std::move(**earlier), same);
  }
  BookRequest request = wanted;
  if (Result<void> done = fill_from_hold(tx, request); !done) return done.error();
  const Result<Placed> placed = place(practice, request.service, request.slot_id, now);
  if (!placed) return placed.error();
  if (Result<void> done = clear_way(tx, request.conversation_id, now); !done) return done.error();
  Appointment appointment;
  appointment.patient_id = request.patient_id;
  appointment.conversation_id = request.conversation_id;
  appointment.source = request.source;
  appointment.idempotency_key = request.idempotency_key;
  return take(tx, *placed, std::move(appointment), now);
}

Result<Booked> reschedule(records::Transaction &tx, const practice::Practice &practice, const RescheduleRequest &request, Instant now) {
  if (Result<void> good = check_key(request.idempotency_key); !good) return good.error();
  auto earlier = records::find_appointment_by_key(tx, request.idempotency_key);
  if (!earlier) return earlier.error();
  if (*earlier) {
    const bool same = (*earlier)->rescheduled_from == request.appointment_id && at_slot(**earlier, request.slot_id);
    return repeated(std::move(**earlier), same);
  }
  const Result<Appointment> old = records::load_appointment(tx, request.appointment_id);
  if (!old) return old.error();
  if (old->status != AppointmentStatus::booked) return Error{Status::conflict, "the appointment is not booked any more", "appointment_id"};
  const Result<Placed> placed = place(practice, old->service, request.slot_id, now);
  if (!placed) return placed.error();
  if (Result<void> done = clear_way(tx, request.conversation_id, now); !done) return done.error();
  if (Result<void> freed = records::set_appointment_status(tx, old->id, AppointmentStatus::rescheduled, now); !freed) return freed.error();
  Appointment appointment;
  appointment.patient_id = old->patient_id;
  appointment.conversation_id = request.conversation_id;
  appointment.source = request.source;
  appointment.idempotency_key = request.idempotency_key;
  appointment.rescheduled_from = old->id;
  return take(tx, *placed, std::move(appointment), now);
}

Result<Cancelled> cancel(records::Transaction &tx, const practice::Practice &practice, std::string_view appointment_id, Instant now) {
  Result<Appointment> found = records::load_appointment(tx, appointment_id);
  if (!found) return found.error();
  const Instant notice = now.plus_seconds(practice.booking.cancellation_notice_hours * std::int64_t{3600});
  const bool late = found->start < notice;
  if (found->status == AppointmentStatus::cancelled) return Cancelled{std::move(*found), true, late};
  if (found->status != AppointmentStatus::booked)
    return Error{Status::conflict, "the appointment is not booked any more", "appointment_id"};
  if (found->end <= now) return Error{Status::conflict, "the appointment is over", "appointment_id"};
  if (Result<void> done = records::set_appointment_status(tx, appointment_id, AppointmentStatus::cancelled, now); !done)
    return done.error();
  found->status = AppointmentStatus::cancelled;
  found->updated = now;
  return Cancelled{std::move(*found), false, late};
}

}  // namespace callwell::scheduling
