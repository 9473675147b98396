#include "base/formats.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "base/time.hpp"

namespace callwell::base {

namespace {

bool ascii_digit(char c) { return c >= '0' && c <= '9'; }
bool ascii_lower(char c) { return c >= 'a' && c <= 'z'; }
bool ascii_alnum(char c) { return ascii_digit(c) || ascii_lower(c) || (c >= 'A' && c <= 'Z'); }

bool is_domain_label(std::string_view label) {
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), [](char c) { return ascii_alnum(c) || c == '-'; });
}

bool is_domain(std::string_view domain) {
  const std::vector<std::string_view> labels = split(domain, '.');
  return labels.size() >= 2 && labels.back().size() >= 2 && std::all_of(labels.begin(), labels.end(), is_domain_label);
}

bool is_local_part(std::string_view local) {
  constexpr std::string_view kMarks = ".!#$%&'*+/=?^_`{|}~-";
  return !local.empty() && local.size() <= 64 && local.front() != '.' && local.back() != '.' &&
         local.find("..") == std::string_view::npos &&
         std::all_of(local.begin(), local.end(), [&](char c) { return ascii_alnum(c) || kMarks.find(c) != std::string_view::npos; });
}

/// Is this a name of the tz database? UTC counts; a bare offset such as "UTC+3" or anything that could be a path does not.
bool is_time_zone(std::string_view text) {
  if (text == "UTC") return true;
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) { return ascii_alnum(c) || c == '/' || c == '_' || c == '-' || c == '+'; });
  return plain && text.size() <= 64 && text.find('/') != std::string_view::npos && text.front() != '/' && Zone::load(text).has_value();
}

constexpr std::array kFormats{
    Format{"date", "a date", "2026-11-26", [](std::string_view text) { return parse_date(text).has_value(); }},
    Format{"time-of-day", "a time of day", "16:30", [](std::string_view text) { return parse_minute_of_day(text).has_value(); }},
    Format{"date-time", "a time with its offset", "2026-03-03T15:00:00-06:00", [](std::string_view text) { return parse_rfc3339(text).has_value(); }},
    Format{"local-date-time", "a time", "2026-03-03T15:00:00", [](std::string_view text) { return parse_time(text, Zone()).has_value(); }},
    Format{"e164", "a telephone number in international form", "+13125550101", [](std::string_view text) { return is_e164(text); }},
    Format{"email", "an e-mail address", "front.desk@example.com", [](std::string_view text) { return is_email(text); }},
    Format{"iana-time-zone", "a time zone", "America/Chicago", is_time_zone},
    Format{"id", "an id", "deep-cleaning", [](std::string_view text) { return is_id(text); }},
};

}  // namespace

bool is_e164(std::string_view text) noexcept {
  return text.size() >= 8 && text.size() <= 16 && text[0] == '+' && text[1] != '0' &&
         std::all_of(text.begin() + 1, text.end(), ascii_digit);
}

bool is_email(std::string_view text) noexcept {
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && text.size() <= 254 && is_local_part(text.substr(0, at)) && is_domain(text.substr(at + 1));
}

bool is_id(std::string_view text) noexcept {
  const auto plain = [](char c) { return ascii_lower(c) || ascii_digit(c); };
  return !text.empty() && text.size() <= 64 && plain(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return plain(c) || c == '-' || c == '_'; });
}

const Format *find_format(std::string_view name) noexcept {
  const auto *found = std::find_if(kFormats.begin(), kFormats.end(), [&](const Format &format) { return format.name == name; });
  return found == kFormats.end() ? nullptr : found;
}

}  // namespace callwell::base
