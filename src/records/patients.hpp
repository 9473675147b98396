// Patients: who they are, sealed; found by phone, e-mail, birth date and family name through blind indexes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "records/store.hpp"

namespace callwell::records {

struct Patient {
  std::string id;  ///< empty: a new one, save_patient gives it
  std::string given, family;
  std::string email, phone;  ///< phone: E.164
  std::string birth_date;    ///< YYYY-MM-DD
  std::string language;
  base::Instant created, updated;
};

/// Every member that is set must match; at least one must be set. Names match by their folded form.
struct PatientQuery {
  std::string phone, email, birth_date, family, given;
};

base::Result<std::vector<Patient>> find_patients(Transaction &tx, const PatientQuery &query, std::size_t limit = 10);
base::Result<Patient> load_patient(Transaction &tx, std::string_view id);  ///< not_found
/// Makes or replaces the patient and returns the id.
base::Result<std::string> save_patient(Transaction &tx, Patient patient, base::Instant now);
/// The patient with this phone or e-mail and this name, made when there is none; what is given here fills what was empty there.
/// A family shares a telephone: the name tells its members apart.
base::Result<Patient> upsert_patient(Transaction &tx, const Patient &given, base::Instant now);

}  // namespace callwell::records
