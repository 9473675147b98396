#include "compliance/redaction.hpp"

#include <algorithm>
#include <array>

#include "base/crypto.hpp"
#include "base/text.hpp"
#include "compliance/detect/detectors.hpp"

namespace callwell::compliance {

namespace {

constexpr std::array<std::string_view, 33> kKeys{
    "NAME",   "PROVIDER_NAME", "EMPLOYER", "STREET_ADDRESS", "CITY",  "COUNTY",   "ZIP",       "LOCATION", "DATE", "DATE_REL", "DOB",
    "AGE_90", "PHONE",         "FAX",      "EMAIL",          "SSN",   "MRN",      "MEMBER_ID", "ACCOUNT",  "BANK", "LICENSE",  "VEHICLE",
    "DEVICE", "URL",           "IP",       "BIOMETRIC",      "PHOTO", "OTHER_ID", "USERNAME",  "PAN",      "CVV",  "CARD_EXP", "PIN"};

std::string label(IdentifierType type) { return "[" + std::string(identifier_key(type)) + "]"; }

/// One star for each visible character; of a written card number the first six and last four digits stay.
std::string masked(IdentifierType type, std::string_view value) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto digits = static_cast<std::size_t>(std::count_if(value.begin(), value.end(), digit));
  std::string out;
  std::size_t seen = 0;
  for (std::size_t i = 0; i < value.size();) {
    const base::CodePoint point = base::decode_at(value, i);
    const bool is_digit = base::is_digit(point.value);
    if (is_digit) ++seen;
    const bool shown = type == IdentifierType::pan && is_digit && digits >= 12 && (seen <= 6 || seen > digits - 4);
    if (type == IdentifierType::pan && digits >= 12) {
      if (is_digit) out += shown ? value[i] : '*';  // without its separators: no grouping that could be read again
    } else {
      out += point.value == ' ' ? ' ' : '*';
    }
    i += point.bytes;
  }
  return out;
}

std::string replacement(const IdentifierSpan &span, std::string_view value, const RedactOptions &options) {
  if (options.style == RedactStyle::mask) return masked(span.type, value);
  if (options.style == RedactStyle::pseudonym && options.pseudonyms) return options.pseudonyms->of(span.type, value);
  return label(span.type);
}

}  // namespace

std::string_view identifier_key(IdentifierType type) { return kKeys[static_cast<std::size_t>(type)]; }

std::optional<IdentifierType> parse_identifier(std::string_view key) {
  const auto found = std::find(kKeys.begin(), kKeys.end(), key);
  if (found == kKeys.end()) return std::nullopt;
  return static_cast<IdentifierType>(found - kKeys.begin());
}

base::Result<std::vector<IdentifierSpan>> find_identifiers(std::string_view text) {
  if (text.size() > kMaxRedactBytes)
    return base::Error{base::Status::limit_exceeded, "the text is longer than can be redacted at once", "text"};
  detect::Document document(text);
  detect::find_online(document);
  detect::protect_plain_things(document);
  detect::find_cards(document);
  detect::find_cued_ids(document);
  detect::find_formatted_ids(document);
  detect::find_dates(document);
  detect::find_phones(document);
  detect::find_addresses(document);
  detect::find_ages(document);
  detect::find_names(document);
  return document.spans();
}

std::string Pseudonyms::of(IdentifierType type, std::string_view value) {
  const std::string hash = base::hmac_sha256(key_, std::string(identifier_key(type)) + '\0' + base::fold(value));
  auto [entry, fresh] = numbers_.try_emplace(hash, 0);
  if (fresh) entry->second = ++counts_[type];
  return "[" + std::string(identifier_key(type)) + "_" + std::to_string(entry->second) + "]";
}

base::Result<Redaction> redact(std::string_view text, const RedactOptions &options) {
  auto found = find_identifiers(text);
  if (!found) return found.error();
  Redaction out;
  std::size_t byte = 0, position = 0;
  const auto copy_to = [&](std::uint32_t end, bool keep) {  // moves on by code points
    const std::size_t from = byte;
    for (; position < end && byte < text.size(); ++position) byte += base::decode_at(text, byte).bytes;
    if (keep) out.text += text.substr(from, byte - from);
    return text.substr(from, byte - from);
  };
  for (const IdentifierSpan &span : *found) {
    if (options.keep_types.contains(span.type)) continue;
    copy_to(span.start, true);
    const std::string_view value = copy_to(span.end, false);
    out.text += replacement(span, value, options);
    out.spans.push_back(span);
  }
  out.text += text.substr(byte);
  return out;
}

std::string redact_for_log(std::string_view text) {
  auto redaction = redact(text);
  return redaction ? std::move(redaction->text) : "[withheld]";
}

}  // namespace callwell::compliance
