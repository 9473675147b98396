// Who is calling, what they allowed, and what the team should know of it.
#include <fmt/format.h>

#include "base/text.hpp"
#include "operations/audit.hpp"
#include "operations/outgoing.hpp"
#include "records/appointments.hpp"
#include "records/consents.hpp"
#include "records/leads.hpp"
#include "records/patients.hpp"

namespace callwell::operations {

namespace {

using base::Result;
using records::Transaction;

std::string text(const json::object &in, std::string_view key) { return std::string(base::string_at(in, key)); }

json::object visit_json(const Call &call, const records::Appointment &appointment) {
  const practice::Practice &practice = call.tenant->practice();
  const practice::Provider *provider = practice.find_provider(appointment.provider);
  const practice::Location *location = practice.find_location(appointment.location);
  return {{"appointment_id", appointment.id},
          {"start", base::format_rfc3339(appointment.start, practice.zone)},
          {"end", base::format_rfc3339(appointment.end, practice.zone)},
          {"service", appointment.service},
          {"provider", appointment.provider},
          {"provider_name", provider ? provider->name : ""},
          {"location", appointment.location},
          {"location_name", location ? location->name : ""}};
}

/// Phone and family name must both fit: a phone alone would tell whoever holds it.
Result<json::value> lookup(const Call &call) {
  const json::object &name = base::object_at(call.input, "name");
  records::PatientQuery query;
  query.phone = text(call.input, "phone");
  query.family = text(name, "family");
  query.birth_date = text(call.input, "birth_date");
  if (query.family.empty()) query.family = text(call.input, "last_name");
  if (query.family.empty() || (query.phone.empty() && query.birth_date.empty())) {
    return base::invalid("needs the family name and the phone or the birth date", "name");
  }
  return records::in_read(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    const auto patients = records::find_patients(tx, query);
    if (!patients) return patients.error();
    json::array visits;
    for (const records::Patient &patient : *patients) {
      const std::string given = base::fold(text(name, "given"));
      if (!given.empty() && base::fold(patient.given) != given) continue;
      const auto upcoming = records::upcoming_appointments(tx, patient.id, call.now);
      if (!upcoming) return upcoming.error();
      for (const records::Appointment &appointment : *upcoming) visits.push_back(visit_json(call, appointment));
    }
    return json::object{{"found", !patients->empty()}, {"appointments", std::move(visits)}};
  });
}

Result<json::value> record_consent(const Call &call) {
  return records::in_write(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    records::ConsentEvent event;
    event.contact = text(call.input, "phone");
    event.channel = text(call.input, "channel");
    event.state = base::string_at(call.input, "state") == "opted_out" ? records::ContactState::opted_out : records::ContactState::subscribed;
    event.source = text(call.input, "source");
    event.at = call.now;
    if (auto recorded = records::record_consent(tx, event); !recorded) return recorded.error();
    if (auto written = audit(call, tx, "consent/" + event.channel, {{"state", records::contact_state_key(event.state)}}); !written) return written.error();
    return json::object{{"state", records::contact_state_key(event.state)}};
  });
}

Result<json::value> consent_state(const Call &call) {
  return records::in_read(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    const auto state = records::contact_state(tx, base::string_at(call.input, "phone"), base::string_at(call.input, "channel"));
    if (!state) return state.error();
    return json::object{{"state", records::contact_state_key(*state)}};
  });
}

Result<json::value> send_notice(const Call &call) {
  return records::in_write(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    const std::string who = text(base::object_at(call.input, "name"), "full");
    const std::string notice = fmt::format("Message from {} {}: {}", who.empty() ? "a patient" : who, text(call.input, "phone"), text(call.input, "message"));
    const std::string key = text(call.input, "idempotency_key");
    if (auto told = notify_operators(call, tx, base::clean_utf8(notice, 1500), key); !told) return told.error();
    if (auto written = audit(call, tx, "conversation/" + text(call.input, "conversation")); !written) return written.error();
    announce(call, "alert", {{"kind", "message"}, {"conversation_id", text(call.input, "conversation")}});
    return json::object{{"notified", static_cast<std::int64_t>(call.tenant->practice().operators.sms.size())}};
  });
}

Result<json::value> list_leads(const Call &call) {
  return records::in_read(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    const auto leads = records::list_leads(tx);
    if (!leads) return leads.error();
    json::array items;
    for (const records::Lead &lead : *leads) {
      const auto preference = base::parse_json(lead.preference);
      items.push_back({{"conversation_id", lead.conversation_id}, {"name", lead.name}, {"email", lead.email}, {"phone", lead.contact}, {"service", lead.service},
                       {"patient_type", lead.patient_type}, {"preference", preference ? *preference : json::value(nullptr)}, {"status", lead.status}});
    }
    return json::object{{"leads", std::move(items)}};
  });
}

constexpr Operation kOperations[] = {
    {.name = "patients.lookup", .permission = "patients.read", .personal_data = PersonalData::reads, .summary = "Is this a known patient, and which visits lie ahead? Family name and phone, or family name and birth date, must both fit.",
     .input_schema = R"({"type":"object","additionalProperties":false,"properties":{"phone":{"type":"string"},"name":{"type":"object"},"last_name":{"type":"string"},"birth_date":{"type":"string","format":"date"}}})",
     .output_schema = R"({"type":"object","properties":{"found":{"type":"boolean"},"appointments":{"type":"array","items":{"type":"object"}}}})",
     .example = R"({"in":{"phone":"+13125550123","last_name":"Lopez"},"practice":"lakeside_dental","out":{"found":false,"appointments":[]}})", .run = &lookup},
    {.name = "leads.list", .permission = "conversations.read", .personal_data = PersonalData::reads, .summary = "What conversations have learned of possible patients, latest first.",
     .input_schema = R"({"type":"object","additionalProperties":false})", .output_schema = R"({"type":"object","properties":{"leads":{"type":"array","items":{"type":"object"}}}})",
     .example = R"({"in":{},"practice":"lakeside_dental","out":{"leads":[]}})", .run = &list_leads},
    {.name = "consents.record", .retry = Retry::safe, .permission = "compliance.write", .personal_data = PersonalData::writes, .summary = "Records what a contact allowed or forbade on a channel; the last word holds.",
     .input_schema = R"({"type":"object","required":["phone","channel","state"],"additionalProperties":false,"properties":{"phone":{"type":"string"},"channel":{"type":"string"},"state":{"type":"string","enum":["subscribed","opted_out"]},"source":{"type":"string"},"idempotency_key":{"type":"string"}}})",
     .output_schema = R"({"type":"object","properties":{"state":{"type":"string"}}})", .example = R"({"in":{"phone":"+13125550123","channel":"sms","state":"opted_out"},"practice":"lakeside_dental","out":{"state":"opted_out"}})", .run = &record_consent},
    {.name = "consents.state", .permission = "compliance.read", .personal_data = PersonalData::reads, .summary = "May this contact be written to on this channel?",
     .input_schema = R"({"type":"object","required":["phone","channel"],"additionalProperties":false,"properties":{"phone":{"type":"string"},"channel":{"type":"string"}}})",
     .output_schema = R"({"type":"object","properties":{"state":{"type":"string"}}})", .example = R"({"in":{"phone":"+13125550123","channel":"sms"},"practice":"lakeside_dental","out":{"state":"unknown"}})", .run = &consent_state},
    {.name = "notices.send", .retry = Retry::with_idempotency_key, .permission = "conversations.write", .personal_data = PersonalData::writes, .summary = "Passes a patient's message on to the practice's people.",
     .input_schema = R"({"type":"object","required":["message","idempotency_key"],"additionalProperties":false,"properties":{"kind":{"type":"string"},"conversation":{"type":"string"},"name":{"type":"object"},"phone":{"type":"string"},"message":{"type":"string","maxLength":4000},"language":{"type":"string"},"idempotency_key":{"type":"string","minLength":1}}})",
     .output_schema = R"({"type":"object","properties":{"notified":{"type":"integer"}}})", .example = R"({"in":{"message":"Please call me back about my invoice.","phone":"+13125550123","idempotency_key":"c-1/7"},"practice":"lakeside_dental","out":{"notified":2}})", .run = &send_notice},
};

}  // namespace

std::span<const Operation> patient_operations() { return kOperations; }

}  // namespace callwell::operations
