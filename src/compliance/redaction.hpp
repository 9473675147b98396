// Finding and hiding identifiers in free text, written or as a recogniser hears it, in English and Spanish.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace callwell::compliance {

/// The classes of identifier; the keys are the upper-case names of the operation `compliance.redact`.
enum class IdentifierType : std::uint8_t {
  name, provider_name, employer, street_address, city, county, zip, location, date, date_rel, dob, age_90, phone, fax, email, ssn,
  mrn, member_id, account, bank, license, vehicle, device, url, ip, biometric, photo, other_id, username, pan, cvv, card_exp, pin,
};
std::string_view identifier_key(IdentifierType type);
std::optional<IdentifierType> parse_identifier(std::string_view key);

/// A stretch of text that identifies somebody, in code points, `end` exclusive.
struct IdentifierSpan {
  std::uint32_t start = 0, end = 0;
  IdentifierType type = IdentifierType::name;
  friend bool operator==(const IdentifierSpan &, const IdentifierSpan &) = default;
};

/// The longest text that is looked at; longer is refused, so that nothing passes unseen.
inline constexpr std::size_t kMaxRedactBytes = 1 << 20;

/// Spans in order, none overlapping. Linear in the text.
base::Result<std::vector<IdentifierSpan>> find_identifiers(std::string_view text);

enum class RedactStyle : std::uint8_t {
  label,      ///< [NAME]
  mask,       ///< ***; of a card number first six and last four stay
  pseudonym,  ///< [NAME_1]: the same for the same text within one Pseudonyms
};

/// Numbers given to values, so that one person stays one person through a conversation. Values are kept only as keyed hashes.
class Pseudonyms {
 public:
  explicit Pseudonyms(std::string key) : key_(std::move(key)) {}
  std::string of(IdentifierType type, std::string_view value);

 private:
  std::string key_;
  std::map<std::string, int> numbers_;
  std::map<IdentifierType, int> counts_;
};

struct RedactOptions {
  RedactStyle style = RedactStyle::label;
  std::set<IdentifierType> keep_types;      ///< found, and left as they are
  Pseudonyms *pseudonyms = nullptr;         ///< needed by the style of that name
};

struct Redaction {
  std::string text;
  std::vector<IdentifierSpan> spans;        ///< what was hidden, in the input's positions
};
base::Result<Redaction> redact(std::string_view text, const RedactOptions &options = {});

/// For log lines: labels, and nothing at all of a text that cannot be looked at. Suits base::set_log_redactor.
std::string redact_for_log(std::string_view text);

}  // namespace callwell::compliance
