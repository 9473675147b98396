// Leads: what a conversation has learned of a possible patient, the five qualifications.
#pragma once

#include <string>
#include <vector>

#include "records/store.hpp"

namespace callwell::records {

struct Lead {
  std::string conversation_id;
  std::string contact;  ///< E.164 number or address
  std::string name, email;
  std::string service;            ///< id
  std::string patient_type;       ///< "new", "existing" or empty
  std::string preference = "{}";  ///< JSON of the preference object
  std::string status = "new";     ///< "new", "engaged", "qualifying", "qualified", "booked", "handed_off", "lost", "opted_out" …
  base::Instant created, updated;
};

/// Makes or replaces the lead of its conversation.
base::Result<void> save_lead(Transaction &tx, const Lead &lead, base::Instant now);
base::Result<Lead> load_lead(Transaction &tx, std::string_view conversation_id);       ///< not_found
base::Result<std::vector<Lead>> list_leads(Transaction &tx, std::size_t limit = 100);  ///< latest first

}  // namespace callwell::records
