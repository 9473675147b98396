#include "records/patients.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"

namespace callwell::records {

using base::Error;
using base::Result;
using base::Status;

namespace {

constexpr const char *kColumns =
    "SELECT id, sealed_given, sealed_family, sealed_email, sealed_phone, sealed_birth_date, language, created_us, updated_us FROM "
    "patients ";
constexpr std::size_t kMaxField = 320;   // the longest e-mail address there is
constexpr std::size_t kMaxSharing = 50;  // people behind one telephone or address that are told apart by name

struct SealedField {
  std::string_view column;
  std::string Patient::*member;
};
constexpr SealedField kSealed[] = {{"patients.given", &Patient::given},
                                   {"patients.family", &Patient::family},
                                   {"patients.email", &Patient::email},
                                   {"patients.phone", &Patient::phone},
                                   {"patients.birth_date", &Patient::birth_date}};

std::string folded_name(std::string_view name) { return base::fold(base::trim(name)); }
std::string folded_email(std::string_view email) { return base::lower_ascii(base::trim(email)); }

Result<Patient> read_patient(const Transaction &tx, const Row &row) {
  Patient patient;
  patient.id = row.text(0);
  int column = 1;
  for (const SealedField &field : kSealed) {
    Result<std::string> plain = tx.unseal(field.column, patient.id, row.bytes(column++));
    if (!plain) return plain.error();
    patient.*field.member = std::move(*plain);
  }
  patient.language = row.text(6);
  patient.created = row.instant(7);
  patient.updated = row.instant(8);
  return patient;
}

bool name_matches(const Patient &patient, const PatientQuery &query) {
  return (query.given.empty() || folded_name(patient.given) == folded_name(query.given)) &&
         (query.family.empty() || folded_name(patient.family) == folded_name(query.family));
}

/// The e-mail or phone first: each names few people. A name alone would read the whole table.
std::string_view index_for(const PatientQuery &query) {
  if (!query.phone.empty()) return "phone_index = ?2";
  if (!query.email.empty()) return "email_index = ?2";
  if (!query.birth_date.empty()) return "birth_date_index = ?2";
  return {};
}

bool all_match(const Patient &patient, const PatientQuery &query) {
  return name_matches(patient, query) && (query.phone.empty() || patient.phone == query.phone) &&
         (query.email.empty() || folded_email(patient.email) == folded_email(query.email)) &&
         (query.birth_date.empty() || patient.birth_date == query.birth_date);
}

void fill(std::string &stored, const std::string &given) {
  if (stored.empty()) stored = given;
}

}  // namespace

Result<std::vector<Patient>> find_patients(Transaction &tx, const PatientQuery &query, std::size_t limit) {
  const std::string_view condition = index_for(query);
  if (condition.empty()) return base::invalid("a patient is found by phone, email or birth_date");
  const std::string index = !query.phone.empty()   ? tx.blind_index("phone", query.phone)
                            : !query.email.empty() ? tx.blind_index("email", folded_email(query.email))
                                                   : tx.blind_index("birth_date", query.birth_date);
  std::vector<Patient> found;
  const std::string sql = std::string(kColumns) + "WHERE tenant_id = ?1 AND " + std::string(condition) + " ORDER BY created_us LIMIT 500";
  const Result<void> done = tx.each(sql, {Blob{index}}, [&](const Row &row) -> Result<void> {
    if (found.size() >= limit) return {};
    Result<Patient> patient = read_patient(tx, row);
    if (!patient) return patient.error();
    if (all_match(*patient, query)) found.push_back(std::move(*patient));
    return {};
  });
  if (!done) return done.error();
  return found;
}

Result<Patient> load_patient(Transaction &tx, std::string_view id) {
  Patient patient;
  const Result<bool> found =
      tx.first(std::string(kColumns) + "WHERE tenant_id = ?1 AND id = ?2", {id}, [&](const Row &row) -> Result<void> {
        Result<Patient> read = read_patient(tx, row);
        if (!read) return read.error();
        patient = std::move(*read);
        return {};
      });
  if (!found) return found.error();
  if (!*found) return Error{Status::not_found, "no such patient", "patient_id"};
  return patient;
}

Result<std::string> save_patient(Transaction &tx, Patient patient, base::Instant now) {
  for (const SealedField &field : kSealed) {
    if ((patient.*field.member).size() > kMaxField) return Error{Status::limit_exceeded, "a patient's field is too long"};
  }
  if (patient.id.empty()) patient.id = base::new_uuid7(now);
  std::string sealed[5];
  for (std::size_t i = 0; i < 5; ++i) sealed[i] = tx.seal(kSealed[i].column, patient.id, patient.*kSealed[i].member);
  const std::string family = tx.blind_index("family", folded_name(patient.family)),
                    email = tx.blind_index("email", folded_email(patient.email)), phone = tx.blind_index("phone", patient.phone),
                    birth = tx.blind_index("birth_date", patient.birth_date);
  const Result<std::int64_t> done = tx.execute(
      "INSERT INTO patients (tenant_id, id, sealed_given, sealed_family, sealed_email, sealed_phone, sealed_birth_date, family_index,"
      " email_index, phone_index, birth_date_index, language, created_us, updated_us)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?13)"
      " ON CONFLICT (tenant_id, id) DO UPDATE SET sealed_given = ?3, sealed_family = ?4, sealed_email = ?5, sealed_phone = ?6,"
      " sealed_birth_date = ?7, family_index = ?8, email_index = ?9, phone_index = ?10, birth_date_index = ?11, language = ?12, updated_us "
      "= ?13",
      {patient.id, Blob{sealed[0]}, Blob{sealed[1]}, Blob{sealed[2]}, Blob{sealed[3]}, Blob{sealed[4]}, Blob{family}, Blob{email},
       Blob{phone}, Blob{birth}, patient.language, now});
  if (!done) return done.error();
  return patient.id;
}

Result<Patient> upsert_patient(Transaction &tx, const Patient &given, base::Instant now) {
  if (given.phone.empty() && given.email.empty()) return base::invalid("a patient needs a phone or an e-mail address", "phone");
  Patient patient = given;
  for (const PatientQuery &query : {PatientQuery{.phone = given.phone, .family = given.family, .given = given.given},
                                    PatientQuery{.email = given.email, .family = given.family, .given = given.given}}) {
    if (query.phone.empty() && query.email.empty()) continue;
    Result<std::vector<Patient>> found = find_patients(tx, query, kMaxSharing);
    if (!found) return found.error();
    if (found->empty()) continue;
    patient = std::move(found->front());
    for (const SealedField &field : kSealed) fill(patient.*field.member, given.*field.member);
    if (!given.language.empty()) patient.language = given.language;
    break;
  }
  if (patient.created.us == 0) patient.created = now;
  patient.updated = now;
  Result<std::string> id = save_patient(tx, patient, now);
  if (!id) return id.error();
  patient.id = std::move(*id);
  return patient;
}

}  // namespace callwell::records
