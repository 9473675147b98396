// Openings, holds, bookings and the waiting list.
#include <fmt/format.h>

#include "nlu/preference_json.hpp"
#include "operations/audit.hpp"
#include "operations/outgoing.hpp"
#include "records/leads.hpp"
#include "records/patients.hpp"
#include "scheduling/booking.hpp"
#include "scheduling/calendar.hpp"
#include "scheduling/slot_wording.hpp"
#include "scheduling/waitlist.hpp"

namespace callwell::operations {

namespace {

using base::Result;
using records::Transaction;

std::string text(const json::object &in, std::string_view key) { return std::string(base::string_at(in, key)); }

std::string provider_name(const Call &call, std::string_view id) {
  const practice::Provider *provider = call.tenant->practice().find_provider(id);
  return provider ? provider->name : std::string();
}
std::string location_name(const Call &call, std::string_view id) {
  const practice::Location *location = call.tenant->practice().find_location(id);
  return location ? location->name : std::string();
}

json::object slot_json(const Call &call, const scheduling::OfferedSlot &offered) {
  const base::Zone &zone = call.tenant->practice().zone;
  return {{"slot_id", offered.slot_id},
          {"start", base::format_rfc3339(offered.slot.start, zone)},
          {"end", base::format_rfc3339(offered.slot.end, zone)},
          {"provider", offered.slot.provider},
          {"provider_name", provider_name(call, offered.slot.provider)},
          {"location", offered.slot.location},
          {"location_name", location_name(call, offered.slot.location)}};
}

/// Narrows the search window to the days of the wish, so that ranking looks where the person wants to come.
void narrow(scheduling::FindSlots &request, const nlu::Preference &wish, const base::Zone &zone) {
  if (wish.from) request.from = zone.instant({*wish.from, 0});
  if (wish.to) request.to = zone.instant({wish.to->plus_days(1), 0});
  if (wish.dates.empty()) return;
  const auto [first, last] = std::minmax_element(wish.dates.begin(), wish.dates.end());
  request.from = zone.instant({*first, 0});
  request.to = zone.instant({last->plus_days(1), 0});
}

constexpr std::int64_t kAroundDays = 4, kAnyDays = 400;

/// The same search so many days before and after the days asked for.
scheduling::FindSlots around(scheduling::FindSlots request, std::int64_t days) {
  if (request.from) request.from = request.from->plus_seconds(-days * 86'400);
  if (request.to) request.to = request.to->plus_seconds(days * 86'400);
  return request;
}

Result<scheduling::FindSlots> search_of(const Call &call) {
  scheduling::FindSlots request;
  request.service = text(call.input, "service");
  request.provider = text(call.input, "provider");
  request.location = text(call.input, "location");
  request.conversation_id = text(call.input, "conversation");
  request.limit = static_cast<std::size_t>(base::int_at(call.input, "limit"));
  if (const json::object &wanted = base::object_at(call.input, "preference"); !wanted.empty()) {
    const Result<nlu::Preference> wish = nlu::preference_from_json(wanted);
    if (!wish) return wish.error();
    request.suits = [wish = *wish](const base::LocalTime &start) { return nlu::satisfies(wish, start); };
    request.earliest_only = wish->asap || wish->earliest;
    narrow(request, *wish, call.tenant->practice().zone);
  }
  return request;
}

Result<json::value> find_slots(const Call &call) {
  const Result<scheduling::FindSlots> request = search_of(call);
  if (!request) return request.error();
  return records::in_read(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    auto found = scheduling::find_slots(tx, call.tenant->practice(), *request, call.now);
    if (!found) return found.error();
    const bool matched = !found->empty() && found->front().suits;
    for (const std::int64_t days : {kAroundDays, kAnyDays}) {  // nothing in the days asked for: what lies around them, then anything
      if (matched || !(request->from || request->to) || (days == kAnyDays && !found->empty())) break;
      found = scheduling::find_slots(tx, call.tenant->practice(), around(*request, days), call.now);
      if (!found) return found.error();
    }
    json::array slots;
    for (const scheduling::OfferedSlot &offered : *found) slots.push_back(slot_json(call, offered));
    return json::object{{"slots", std::move(slots)}, {"matched", matched}};
  });
}

Result<json::value> hold(const Call &call) {
  return records::in_write(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    const scheduling::HoldRequest request{text(call.input, "slot_id"), text(call.input, "service"), text(call.input, "conversation"), 0};
    const auto held = scheduling::hold(tx, call.tenant->practice(), request, call.now);
    if (!held) return held.error();
    if (auto written = audit(call, tx, "hold/" + held->id); !written) return written.error();
    return json::object{{"hold_id", held->id}, {"expires_at", base::format_rfc3339(held->expires, call.tenant->practice().zone)}};
  });
}

records::Patient patient_of(const Call &call) {
  const json::object &name = base::object_at(call.input, "name");
  records::Patient patient;
  patient.given = text(name, "given");
  patient.family = text(name, "family");
  patient.email = text(call.input, "email");
  patient.phone = text(call.input, "phone");
  patient.language = text(call.input, "language");
  return patient;
}

json::object appointment_json(const Call &call, const records::Appointment &appointment) {
  const base::Zone &zone = call.tenant->practice().zone;
  return {{"appointment_id", appointment.id},
          {"confirmation_code", appointment.confirmation},
          {"status", records::appointment_status_key(appointment.status)},
          {"start", base::format_rfc3339(appointment.start, zone)},
          {"end", base::format_rfc3339(appointment.end, zone)},
          {"service", appointment.service},
          {"provider", appointment.provider},
          {"provider_name", provider_name(call, appointment.provider)},
          {"location", appointment.location},
          {"location_name", location_name(call, appointment.location)}};
}

std::string when_said(const Call &call, base::Instant start, nlu::Language language) {
  const base::Zone &zone = call.tenant->practice().zone;
  return scheduling::say_moment(zone.local(start), zone.local(call.now).date, language, false);
}

std::string service_said(const Call &call, std::string_view id, std::string_view language) {
  const practice::Service *service = call.tenant->practice().find_service(id);
  return service ? std::string(service->name.in(language)) : std::string();
}

/// What the patient gets by text when the talk itself was by voice; a text conversation has said it already.
Result<void> confirm_by_text(const Call &call, Transaction &tx, const records::Appointment &appointment, std::string_view phone, std::string_view what) {
  if (base::string_at(call.input, "channel") != "phone" || phone.empty()) return {};
  const bool spanish = base::string_at(call.input, "language") == "es";
  const practice::Practice &practice = call.tenant->practice();
  OutgoingText message;
  message.conversation_id = text(call.input, "conversation");
  message.to = phone;
  message.key = appointment.id + "/" + std::string(what);
  message.kind = compliance::MessageKind::reply;
  const std::string when = when_said(call, appointment.start, spanish ? nlu::Language::es : nlu::Language::en);
  if (what == "cancelled") {
    message.text = fmt::format(fmt::runtime(spanish ? "{}: su cita del {} está cancelada." : "{}: your appointment on {} is cancelled."), practice.name, when);
  } else {
    message.text = fmt::format(fmt::runtime(spanish ? "{}: su cita es {} en {}. Código {}. Para cambiarla, responda a este mensaje."
                                                    : "{}: your appointment is {} at {}. Code {}. Reply here to change it."),
                               practice.name, when, location_name(call, appointment.location), appointment.confirmation);
  }
  announce(call, "message.created", {{"direction", "out"}, {"channel", "sms"}, {"to", phone}, {"text", message.text}, {"conversation_id", message.conversation_id}});
  return store_outgoing(call, tx, message, true);
}

Result<void> tell_operators(const Call &call, Transaction &tx, const records::Appointment &appointment, const records::Patient &patient, std::string_view what) {
  const std::string notice = fmt::format("{}: {} {}, {}, {}, {} with {} at {}{}", what, patient.given, patient.family, patient.phone,
                                         service_said(call, appointment.service, "en"), when_said(call, appointment.start, nlu::Language::en),
                                         provider_name(call, appointment.provider), location_name(call, appointment.location),
                                         call.input.contains("patient_type") ? ", " + text(call.input, "patient_type") + " patient" : "");
  return notify_operators(call, tx, notice, appointment.id + "/" + std::string(what));
}

Result<void> mark_lead(Transaction &tx, std::string_view conversation, std::string_view status, base::Instant now) {
  Result<records::Lead> lead = records::load_lead(tx, conversation);
  if (!lead) return lead.error().status == base::Status::not_found ? Result<void>() : lead.error();
  lead->status = status;
  return records::save_lead(tx, *lead, now);
}

/// Everything a new or moved appointment brings with it, in the transaction that makes it.
Result<json::value> after_booking(const Call &call, Transaction &tx, const scheduling::Booked &booked, const records::Patient &patient, std::string_view what) {
  json::object out = appointment_json(call, booked.appointment);
  out["duplicate"] = booked.duplicate;
  if (booked.duplicate) return out;
  if (auto sent = confirm_by_text(call, tx, booked.appointment, patient.phone, what); !sent) return sent.error();
  if (auto told = tell_operators(call, tx, booked.appointment, patient, what == "booked" ? "New appointment" : "Appointment moved"); !told) return told.error();
  if (auto marked = mark_lead(tx, base::string_at(call.input, "conversation"), "booked", call.now); !marked) return marked.error();
  if (auto written = audit(call, tx, "appointment/" + booked.appointment.id); !written) return written.error();
  json::object event = out;
  event["conversation_id"] = text(call.input, "conversation");
  announce(call, "appointment.updated", std::move(event));
  return out;
}

Result<json::value> book(const Call &call) {
  return records::in_write(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    const Result<records::Patient> patient = records::upsert_patient(tx, patient_of(call), call.now);
    if (!patient) return patient.error();
    scheduling::BookRequest request;
    request.slot_id = text(call.input, "slot_id");
    request.service = text(call.input, "service");
    request.patient_id = patient->id;
    request.conversation_id = text(call.input, "conversation");
    request.source = text(call.input, "channel");
    request.idempotency_key = text(call.input, "idempotency_key");
    const Result<scheduling::Booked> booked = scheduling::book(tx, call.tenant->practice(), request, call.now);
    if (!booked) return booked.error();
    return after_booking(call, tx, *booked, *patient, "booked");
  });
}

Result<json::value> reschedule(const Call &call) {
  return records::in_write(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    const scheduling::RescheduleRequest request{text(call.input, "appointment_id"), text(call.input, "slot_id"), text(call.input, "conversation"),
                                                text(call.input, "channel"), text(call.input, "idempotency_key")};
    const Result<scheduling::Booked> booked = scheduling::reschedule(tx, call.tenant->practice(), request, call.now);
    if (!booked) return booked.error();
    const Result<records::Patient> patient = records::load_patient(tx, booked->appointment.patient_id);
    if (!patient) return patient.error();
    return after_booking(call, tx, *booked, *patient, "moved");
  });
}

Result<json::value> cancel(const Call &call) {
  return records::in_write(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    const Result<scheduling::Cancelled> cancelled = scheduling::cancel(tx, call.tenant->practice(), base::string_at(call.input, "appointment_id"), call.now);
    if (!cancelled) return cancelled.error();
    json::object out = appointment_json(call, cancelled->appointment);
    out["late"] = cancelled->late;
    out["duplicate"] = cancelled->duplicate;
    if (cancelled->duplicate) return out;
    const Result<records::Patient> patient = records::load_patient(tx, cancelled->appointment.patient_id);
    if (!patient) return patient.error();
    if (auto sent = confirm_by_text(call, tx, cancelled->appointment, patient->phone, "cancelled"); !sent) return sent.error();
    if (auto told = tell_operators(call, tx, cancelled->appointment, *patient, "Appointment cancelled"); !told) return told.error();
    if (auto written = audit(call, tx, "appointment/" + cancelled->appointment.id); !written) return written.error();
    announce(call, "appointment.updated", out);
    return out;
  });
}

Result<json::value> list_appointments(const Call &call) {
  const base::Zone &zone = call.tenant->practice().zone;
  const auto day = [&](std::string_view key, base::Instant fallback) -> Result<base::Instant> {
    if (!call.input.contains(key)) return fallback;
    return base::parse_time(base::string_at(call.input, key), zone);
  };
  const Result<base::Instant> from = day("from", call.now), to = day("to", call.now.plus_seconds(90 * 86'400));
  if (!from) return base::invalid(from.error().message, "from");
  if (!to) return base::invalid(to.error().message, "to");
  return records::in_read(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    const auto appointments = records::list_appointments(tx, *from, *to);
    if (!appointments) return appointments.error();
    json::array items;
    for (const records::Appointment &appointment : *appointments) items.push_back(appointment_json(call, appointment));
    return json::object{{"appointments", std::move(items)}};
  });
}

Result<json::value> waitlist_add(const Call &call) {
  return records::in_write(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    const Result<records::Patient> patient = records::upsert_patient(tx, patient_of(call), call.now);
    if (!patient) return patient.error();
    scheduling::WaitRequest request;
    request.patient_id = patient->id;
    request.service = text(call.input, "service");
    request.provider = text(call.input, "provider");
    request.location = text(call.input, "location");
    request.preference = json::serialize(base::object_at(call.input, "preference"));
    request.idempotency_key = text(call.input, "idempotency_key");
    const auto added = scheduling::add_to_waitlist(tx, call.tenant->practice(), request, call.now);
    if (!added) return added.error();
    if (!added->duplicate) {
      const std::string notice = fmt::format("Waiting list: {} {}, {}, {}", patient->given, patient->family, patient->phone, service_said(call, request.service, "en"));
      if (auto told = notify_operators(call, tx, notice, added->id); !told) return told.error();
      if (auto written = audit(call, tx, "waitlist/" + added->id); !written) return written.error();
    }
    return json::object{{"waitlist_id", added->id}, {"duplicate", added->duplicate}};
  });
}

Result<json::value> waitlist_fill(const Call &call) {
  const Result<scheduling::SlotName> freed = scheduling::parse_slot_id(base::string_at(call.input, "slot_id"));
  if (!freed) return freed.error();
  return records::in_read(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    const auto suits = [](const records::WaitlistEntry &entry, const base::LocalTime &start) {
      const auto parsed = base::parse_json(entry.preference);
      const auto wish = parsed && parsed->is_object() ? nlu::preference_from_json(parsed->get_object()) : Result<nlu::Preference>(nlu::Preference{});
      return !wish || nlu::satisfies(*wish, start);
    };
    const auto matches = scheduling::waitlist_matches(tx, call.tenant->practice(), *freed, suits, call.now);
    if (!matches) return matches.error();
    json::array candidates;
    for (const scheduling::WaitlistMatch &match : *matches) {
      candidates.push_back({{"waitlist_id", match.entry.id}, {"patient_id", match.entry.patient_id}, {"service", match.entry.service}, {"slot_id", match.slot_id}});
    }
    return json::object{{"candidates", std::move(candidates)}};
  });
}

Result<json::value> save_lead(const Call &call) {
  return records::in_write(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    records::Lead lead;
    lead.conversation_id = text(call.input, "conversation");
    lead.contact = text(call.input, "phone");
    lead.name = text(base::object_at(call.input, "name"), "full");
    lead.email = text(call.input, "email");
    lead.service = text(call.input, "service");
    lead.patient_type = text(call.input, "patient_type");
    lead.preference = json::serialize(base::object_at(call.input, "preference"));
    lead.status = "qualified";
    if (auto saved = records::save_lead(tx, lead, call.now); !saved) return saved.error();
    if (auto written = audit(call, tx, "lead/" + lead.conversation_id); !written) return written.error();
    announce(call, "lead.updated", {{"conversation_id", lead.conversation_id}, {"status", lead.status}});
    return json::object{{"status", lead.status}};
  });
}

constexpr std::string_view kSlots = R"({"type":"object","properties":{"slots":{"type":"array","items":{"type":"object"}},"matched":{"type":"boolean"}}})";
constexpr std::string_view kAppointment = R"({"type":"object","properties":{"appointment_id":{"type":"string"},"confirmation_code":{"type":"string"},"start":{"type":"string"},"end":{"type":"string"},"service":{"type":"string"},"provider":{"type":"string"},"location":{"type":"string"},"duplicate":{"type":"boolean"}}})";

constexpr Operation kOperations[] = {
    {.name = "scheduling.find_slots", .permission = "schedule.read", .summary = "Openings that fit a service, a provider, a place and a preference, best first; the nearest others when none fits.",
     .input_schema = R"({"type":"object","required":["service"],"additionalProperties":false,"properties":{"service":{"type":"string"},"provider":{"type":"string"},"location":{"type":"string"},"preference":{"type":"object"},"conversation":{"type":"string"},"limit":{"type":"integer","minimum":1,"maximum":50}}})",
     .output_schema = kSlots, .example = R"({"in":{"service":"cleaning"},"practice":"lakeside_dental","out_has":["slots","matched"]})", .run = &find_slots},
    {.name = "scheduling.hold", .retry = Retry::safe, .permission = "schedule.write", .personal_data = PersonalData::none, .summary = "Keeps an opening for a conversation while it is being confirmed.",
     .input_schema = R"({"type":"object","required":["slot_id","service"],"additionalProperties":false,"properties":{"slot_id":{"type":"string"},"service":{"type":"string"},"conversation":{"type":"string"}}})",
     .output_schema = R"({"type":"object","properties":{"hold_id":{"type":"string"},"expires_at":{"type":"string"}}})", .example = "{}", .run = &hold},
    {.name = "scheduling.book", .retry = Retry::with_idempotency_key, .permission = "schedule.write", .personal_data = PersonalData::writes, .summary = "Books an opening exactly once and tells patient and practice.",
     .input_schema = R"({"type":"object","required":["slot_id","service","name","idempotency_key"],"additionalProperties":false,"properties":{"slot_id":{"type":"string"},"service":{"type":"string"},"name":{"type":"object"},"phone":{"type":"string"},"email":{"type":"string"},"patient_type":{"type":"string","enum":["new","existing"]},"preference":{"type":"object"},"conversation":{"type":"string"},"channel":{"type":"string"},"language":{"type":"string"},"idempotency_key":{"type":"string","minLength":1,"maxLength":128}}})",
     .output_schema = kAppointment, .example = "{}", .run = &book},
    {.name = "scheduling.reschedule", .retry = Retry::with_idempotency_key, .permission = "schedule.write", .personal_data = PersonalData::writes, .summary = "Moves an appointment: the new time is taken and the old one freed in one step.",
     .input_schema = R"({"type":"object","required":["appointment_id","slot_id","idempotency_key"],"additionalProperties":false,"properties":{"appointment_id":{"type":"string"},"slot_id":{"type":"string"},"conversation":{"type":"string"},"channel":{"type":"string"},"language":{"type":"string"},"idempotency_key":{"type":"string","minLength":1,"maxLength":128}}})",
     .output_schema = kAppointment, .example = "{}", .run = &reschedule},
    {.name = "scheduling.cancel", .retry = Retry::safe, .permission = "schedule.write", .personal_data = PersonalData::writes, .summary = "Cancels an appointment and frees its time.",
     .input_schema = R"({"type":"object","required":["appointment_id"],"additionalProperties":false,"properties":{"appointment_id":{"type":"string"},"conversation":{"type":"string"},"channel":{"type":"string"},"language":{"type":"string"},"idempotency_key":{"type":"string"}}})",
     .output_schema = kAppointment, .example = "{}", .run = &cancel},
    {.name = "appointments.list", .permission = "patients.read", .personal_data = PersonalData::reads, .summary = "The practice's calendar between two times.",
     .input_schema = R"({"type":"object","additionalProperties":false,"properties":{"from":{"type":"string"},"to":{"type":"string"}}})",
     .output_schema = R"({"type":"object","properties":{"appointments":{"type":"array","items":{"type":"object"}}}})", .example = R"({"in":{},"practice":"lakeside_dental","out_has":["appointments"]})", .run = &list_appointments},
    {.name = "waitlist.add", .retry = Retry::with_idempotency_key, .permission = "schedule.write", .personal_data = PersonalData::writes, .summary = "Puts somebody on the waiting list for a service.",
     .input_schema = R"({"type":"object","required":["service","name","idempotency_key"],"additionalProperties":false,"properties":{"service":{"type":"string"},"provider":{"type":"string"},"location":{"type":"string"},"name":{"type":"object"},"phone":{"type":"string"},"email":{"type":"string"},"preference":{"type":"object"},"conversation":{"type":"string"},"language":{"type":"string"},"idempotency_key":{"type":"string","minLength":1,"maxLength":128}}})",
     .output_schema = R"({"type":"object","properties":{"waitlist_id":{"type":"string"},"duplicate":{"type":"boolean"}}})", .example = R"({"in":{"service":"cleaning","name":{"given":"Rosa","family":"Vega"},"phone":"+13125550123","idempotency_key":"c-1/8"},"practice":"lakeside_dental","out_has":["waitlist_id","duplicate"]})", .run = &waitlist_add},
    {.name = "waitlist.fill", .permission = "schedule.read", .personal_data = PersonalData::reads, .summary = "Whom on the waiting list a freed time suits, in the order to ask.",
     .input_schema = R"({"type":"object","required":["slot_id"],"additionalProperties":false,"properties":{"slot_id":{"type":"string"}}})",
     .output_schema = R"({"type":"object","properties":{"candidates":{"type":"array","items":{"type":"object"}}}})", .example = "{}", .run = &waitlist_fill},
    {.name = "leads.save", .retry = Retry::safe, .permission = "conversations.write", .personal_data = PersonalData::writes, .summary = "Keeps what a conversation has learned of a possible patient: the five qualifications.",
     .input_schema = R"({"type":"object","required":["conversation"],"additionalProperties":false,"properties":{"conversation":{"type":"string"},"name":{"type":"object"},"phone":{"type":"string"},"email":{"type":"string"},"service":{"type":"string"},"patient_type":{"type":"string"},"preference":{"type":"object"}}})",
     .output_schema = R"({"type":"object","properties":{"status":{"type":"string"}}})", .example = R"({"in":{"conversation":"c-1","service":"cleaning","patient_type":"new"},"practice":"lakeside_dental","out":{"status":"qualified"}})", .run = &save_lead},
};

}  // namespace

std::span<const Operation> scheduling_operations() { return kOperations; }

}  // namespace callwell::operations
