#include "practice/money.hpp"

#include <charconv>
#include <cmath>
#include <string_view>

namespace callwell::practice {

namespace {

constexpr std::int64_t kMaxMinor = 1'000'000'000;

bool digits(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos; }

std::optional<std::int64_t> from_text(std::string_view text) {
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view part = point == std::string_view::npos ? std::string_view("00") : text.substr(point + 1);
  if (!digits(whole) || whole.size() > 9 || !digits(part) || part.size() > 2) return std::nullopt;
  std::int64_t units = 0, hundredths = 0;
  std::from_chars(whole.data(), whole.data() + whole.size(), units);
  std::from_chars(part.data(), part.data() + part.size(), hundredths);
  return units * 100 + (part.size() == 1 ? hundredths * 10 : hundredths);
}

/// The file's 12.50 arrives as the nearest double: it is one of hundredths when it is that hundredth's nearest double.
std::optional<std::int64_t> from_number(double amount) {
  if (!(amount >= 0 && amount <= static_cast<double>(kMaxMinor) / 100)) return std::nullopt;
  const std::int64_t minor = std::llround(amount * 100);
  return static_cast<double>(minor) / 100 == amount ? std::optional(minor) : std::nullopt;
}

}  // namespace

std::optional<std::int64_t> to_minor(const boost::json::value &amount) {
  std::optional<std::int64_t> minor;
  if (amount.is_string()) minor = from_text(amount.get_string());
  if (amount.is_int64()) minor = from_number(static_cast<double>(amount.get_int64()));
  if (amount.is_double()) minor = from_number(amount.get_double());
  return minor && *minor <= kMaxMinor ? minor : std::nullopt;
}

}  // namespace callwell::practice
