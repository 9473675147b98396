#include "compliance/safe_harbor.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace callwell::compliance {

namespace {

constexpr int kTopAge = 89;  // the oldest that may be told

/// Three-digit prefixes that held 20,000 people or fewer in the census of 2010.
constexpr std::array<std::string_view, 18> kSmallPrefixes{"036", "059", "102", "202", "203", "204", "205", "369", "556",
                                                          "692", "753", "772", "821", "823", "878", "879", "884", "893"};

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::string> generalise_zip(std::string_view value) {
  const std::string_view five = value.substr(0, 5);
  const bool plus_four = value.size() == 10 && value[5] == '-' && all_digits(value.substr(6));
  const bool nine = value.size() == 9 && all_digits(value);
  if (!all_digits(five) || five.size() != 5 || !(value.size() == 5 || plus_four || nine)) return std::nullopt;
  const std::string_view prefix = five.substr(0, 3);
  const bool small = std::find(kSmallPrefixes.begin(), kSmallPrefixes.end(), prefix) != kSmallPrefixes.end();
  return std::string(small ? "000" : prefix);
}

std::optional<std::string> generalise_age(std::string_view value) {
  const std::string_view whole = value.substr(0, value.find('.'));
  int age = 0;
  const auto [end, error] = std::from_chars(whole.data(), whole.data() + whole.size(), age);
  if (error != std::errc{} || end != whole.data() + whole.size() || age < 0) return std::nullopt;
  return age > kTopAge ? "90+" : std::to_string(age);
}

/// The date at the beginning of a date or a date-time; a year alone is also read.
std::optional<base::Date> leading_date(std::string_view value) {
  if (const auto date = base::parse_date(value.substr(0, 10))) return *date;
  int year = 0;
  if (!all_digits(value) || value.size() != 4) return std::nullopt;
  std::from_chars(value.data(), value.data() + 4, year);
  return base::Date{year, 12, 31};
}

std::optional<std::string> generalise_birth_date(std::string_view value, const base::Date &as_of) {
  const auto born = leading_date(value);
  if (!born) return std::nullopt;
  const bool before_birthday = as_of.month < born->month || (as_of.month == born->month && as_of.day < born->day);
  const int age = as_of.year - born->year - (before_birthday ? 1 : 0);
  if (age > kTopAge) return "<=" + std::to_string(as_of.year - kTopAge - 1);
  return std::to_string(born->year);
}

bool is_date_field(std::string_view field) {
  return field == "date" || field == "appointment" || field == "time" || field.ends_with("_date") || field.ends_with("_time") ||
         field.ends_with("_at");
}

}  // namespace

std::optional<std::string> generalise(std::string_view field, std::string_view value, const base::Date &as_of) {
  if (field == "state" || field == "sex" || field == "year") return std::string(value);
  if (field == "zip" || field == "zip_code" || field == "postal_code") return generalise_zip(value);
  if (field == "age") return generalise_age(value);
  if (field == "birth_date" || field == "date_of_birth" || field == "dob") return generalise_birth_date(value, as_of);
  if (!is_date_field(field)) return std::nullopt;
  const auto date = leading_date(value);
  return date ? std::optional(std::to_string(date->year)) : std::nullopt;
}

}  // namespace callwell::compliance
