#include "records/leads.hpp"

#include "base/json.hpp"

namespace callwell::records {

using base::Error;
using base::Result;
using base::Status;

namespace {

constexpr std::string_view kColumns =
    "SELECT conversation_id, sealed_contact, sealed_name, sealed_email, service, patient_type, preference, status, created_us, updated_us"
    " FROM leads WHERE tenant_id = ?1 ";

constexpr base::JsonLimits kPreferenceLimits{.max_bytes = 8192, .max_depth = 8};

struct SealedField {
  std::string_view column;
  std::string Lead::*member;
};
constexpr SealedField kSealed[] = {{"leads.contact", &Lead::contact}, {"leads.name", &Lead::name}, {"leads.email", &Lead::email}};

Result<void> read_lead(const Transaction &tx, const Row &row, Lead &lead) {
  lead.conversation_id = row.text(0);
  int column = 1;
  for (const SealedField &field : kSealed) {
    Result<std::string> plain = tx.unseal(field.column, lead.conversation_id, row.bytes(column++));
    if (!plain) return plain.error();
    lead.*field.member = std::move(*plain);
  }
  lead.service = row.text(4);
  lead.patient_type = row.text(5);
  lead.preference = row.text(6);
  lead.status = row.text(7);
  lead.created = row.instant(8);
  lead.updated = row.instant(9);
  return {};
}

}  // namespace

Result<void> save_lead(Transaction &tx, const Lead &lead, base::Instant now) {
  if (!base::parse_json(lead.preference, kPreferenceLimits)) return base::invalid("a preference is a JSON object", "preference");
  std::string sealed[3];
  for (std::size_t i = 0; i < 3; ++i) sealed[i] = tx.seal(kSealed[i].column, lead.conversation_id, lead.*kSealed[i].member);
  const Result<std::int64_t> done = tx.execute(
      "INSERT INTO leads (tenant_id, conversation_id, sealed_contact, sealed_name, sealed_email, service, patient_type, preference, status,"
      " created_us, updated_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10) ON CONFLICT (tenant_id, conversation_id) DO UPDATE "
      "SET"
      " sealed_contact = ?3, sealed_name = ?4, sealed_email = ?5, service = ?6, patient_type = ?7, preference = ?8, status = ?9, "
      "updated_us = ?10",
      {lead.conversation_id, Blob{sealed[0]}, Blob{sealed[1]}, Blob{sealed[2]}, lead.service, lead.patient_type, lead.preference,
       lead.status, now});
  if (!done) return done.error();
  return {};
}

Result<Lead> load_lead(Transaction &tx, std::string_view conversation_id) {
  Lead lead;
  const Result<bool> found = tx.first(std::string(kColumns) + "AND conversation_id = ?2", {conversation_id},
                                      [&](const Row &row) { return read_lead(tx, row, lead); });
  if (!found) return found.error();
  if (!*found) return Error{Status::not_found, "no lead of this conversation", "conversation_id"};
  return lead;
}

Result<std::vector<Lead>> list_leads(Transaction &tx, std::size_t limit) {
  std::vector<Lead> leads;
  const Result<void> done = tx.each(std::string(kColumns) + "ORDER BY updated_us DESC LIMIT ?2", {limit},
                                    [&](const Row &row) { return read_lead(tx, row, leads.emplace_back()); });
  if (!done) return done.error();
  return leads;
}

}  // namespace callwell::records
