#include "records/consents.hpp"

#include <array>

namespace callwell::records {

using base::Result;

namespace {

constexpr std::array<std::string_view, 3> kStateKeys{"unknown", "subscribed", "opted_out"};
constexpr std::string_view kEvidence = "consents.evidence";
constexpr std::size_t kMaxEvidence = 4096;

ContactState parse_state(std::string_view key) { return key == kStateKeys[1] ? ContactState::subscribed : ContactState::opted_out; }

std::string contact_index(const Transaction &tx, std::string_view contact) { return tx.blind_index("contact", contact); }

}  // namespace

std::string_view contact_state_key(ContactState state) { return kStateKeys[static_cast<std::size_t>(state)]; }

Result<ContactState> contact_state(Transaction &tx, std::string_view contact, std::string_view channel) {
  const std::string index = contact_index(tx, contact);
  ContactState state = ContactState::unknown;
  const Result<bool> found =
      tx.first("SELECT state FROM consents WHERE tenant_id = ?1 AND contact_index = ?2 AND channel = ?3 ORDER BY seq DESC LIMIT 1",
               {Blob{index}, channel}, [&](const Row &row) -> Result<void> {
                 state = parse_state(row.bytes(0));
                 return {};
               });
  if (!found) return found.error();
  return state;
}

Result<void> record_consent(Transaction &tx, const ConsentEvent &event) {
  if (event.contact.empty()) return base::invalid("a consent belongs to a contact", "contact");
  const std::string index = contact_index(tx, event.contact);
  const std::string evidence = tx.seal(kEvidence, event.contact, std::string_view(event.evidence).substr(0, kMaxEvidence));
  const Result<std::int64_t> done = tx.execute(
      "INSERT INTO consents (tenant_id, contact_index, channel, state, source, sealed_evidence, at_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
      {Blob{index}, event.channel, contact_state_key(event.state), event.source, Blob{evidence}, event.at});
  if (!done) return done.error();
  return {};
}

Result<std::vector<ConsentEvent>> consent_history(Transaction &tx, std::string_view contact, std::size_t limit) {
  const std::string index = contact_index(tx, contact);
  std::vector<ConsentEvent> events;
  const Result<void> done = tx.each(
      "SELECT channel, state, source, sealed_evidence, at_us FROM consents WHERE tenant_id = ?1 AND contact_index = ?2 ORDER BY seq DESC "
      "LIMIT ?3",
      {Blob{index}, limit}, [&](const Row &row) -> Result<void> {
        Result<std::string> evidence = tx.unseal(kEvidence, contact, row.bytes(3));
        if (!evidence) return evidence.error();
        events.push_back({std::string(contact), row.text(0), parse_state(row.bytes(1)), row.text(2), std::move(*evidence), row.instant(4)});
        return {};
      });
  if (!done) return done.error();
  return events;
}

}  // namespace callwell::records
