#include "scheduling/slot_filter_text.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.hpp"

namespace callwell::scheduling {

namespace {

constexpr std::array<std::array<std::string_view, 2>, 7> kDayNames{{{"sunday", "domingo"},
                                                                    {"monday", "lunes"},
                                                                    {"tuesday", "martes"},
                                                                    {"wednesday", "miercoles"},
                                                                    {"thursday", "jueves"},
                                                                    {"friday", "viernes"},
                                                                    {"saturday", "sabado"}}};

/// A day's name is short; a longer text is none, and is not searched.
constexpr std::size_t kMaxTextBytes = 32;

bool names_day(std::string_view text, std::string_view day) { return text == day || (text.size() == 3 && day.starts_with(text)); }

std::optional<std::int32_t> day_number(std::string_view name) {
  if (name.size() > kMaxTextBytes) return std::nullopt;
  const std::string folded = base::fold(base::trim(name));
  for (std::size_t day = 0; day < kDayNames.size(); ++day) {
    const bool found = std::ranges::any_of(kDayNames[day], [&](std::string_view known) { return names_day(folded, known); });
    if (found) return static_cast<std::int32_t>(day);
  }
  return std::nullopt;
}

/// Takes one or two digits off the front.
std::optional<std::int32_t> take_number(std::string_view &text, std::size_t least_digits) {
  std::int32_t value = 0;
  std::size_t digits = 0;
  while (digits < 2 && digits < text.size() && text[digits] >= '0' && text[digits] <= '9') value = value * 10 + (text[digits++] - '0');
  if (digits < least_digits) return std::nullopt;
  text.remove_prefix(digits);
  return value;
}

/// Takes ":MM" or nothing; an error when what stands there is not two digits below 60.
bool take_sixtieth(std::string_view &text, std::int32_t &value) {
  if (!text.starts_with(':')) return true;
  text.remove_prefix(1);
  const auto read = take_number(text, 2);
  if (!read || *read > 59) return false;
  value = *read;
  return true;
}

enum class Half : std::uint8_t { none, am, pm, bad };

Half half_of(std::string_view rest) {
  std::string letters;
  std::ranges::copy_if(rest, std::back_inserter(letters), [](char c) { return c != '.' && c != ' '; });
  if (letters.empty()) return rest.find('.') == std::string_view::npos ? Half::none : Half::bad;
  return letters == "am" ? Half::am : letters == "pm" ? Half::pm : Half::bad;
}

std::optional<std::int32_t> named_time(std::string_view text) {
  if (text == "noon" || text == "midday" || text == "mediodia") return 12 * 60;
  if (text == "midnight" || text == "medianoche") return 0;
  return std::nullopt;
}

std::optional<std::int32_t> read_clock(std::string_view text) {
  const auto hour = take_number(text, 1);
  if (!hour) return std::nullopt;
  const bool minutes_said = text.starts_with(':');
  std::int32_t minute = 0, second = 0;
  if (!take_sixtieth(text, minute) || !take_sixtieth(text, second)) return std::nullopt;
  const Half half = half_of(text);
  if (half == Half::bad) return std::nullopt;
  if (half == Half::none) return minutes_said && *hour < 24 ? std::optional(*hour * 60 + minute) : std::nullopt;
  if (*hour < 1 || *hour > 12) return std::nullopt;
  return *hour % 12 * 60 + minute + (half == Half::pm ? 12 * 60 : 0);
}

}  // namespace

base::Result<std::vector<std::int32_t>> day_names_to_numbers(std::span<const std::string> names) {
  std::vector<std::int32_t> numbers;
  for (const std::string &name : names) {
    const auto number = day_number(name);
    if (!number) return base::invalid("not the name of a weekday", "days");
    numbers.push_back(*number);
  }
  return numbers;
}

base::Result<std::int32_t> parse_clock_text(std::string_view text) {
  const std::string_view trimmed = base::trim(text);
  if (trimmed.size() <= kMaxTextBytes) {
    const std::string folded = base::fold(trimmed);
    if (const auto named = named_time(folded)) return *named;
    if (const auto minutes = read_clock(folded)) return *minutes;
  }
  return base::invalid("not a time of day such as \"9:00 AM\" or \"16:00\"", "time");
}

std::int32_t clock_text_or_zero(std::string_view text) {
  const base::Result<std::int32_t> minutes = parse_clock_text(text);
  return minutes ? *minutes : 0;
}

base::Result<nlu::Preference> preference_from_days(std::span<const std::int32_t> days, std::string_view after_time,
                                                   std::string_view before_time) {
  nlu::Preference preference;
  for (const std::int32_t day : days) {
    if (day < 0 || day > 6) return base::invalid("wants 0 (Sunday) to 6 (Saturday)", "daysOfWeek");
    preference.weekdays.push_back(static_cast<base::Weekday>(day));
  }
  if (!after_time.empty()) {
    const base::Result<std::int32_t> after = parse_clock_text(after_time);
    if (!after) return base::invalid(after.error().message, "afterTime");
    preference.after = *after;
  }
  if (!before_time.empty()) {
    const base::Result<std::int32_t> before = parse_clock_text(before_time);
    if (!before) return base::invalid(before.error().message, "beforeTime");
    preference.before = *before;
  }
  return preference;
}

}  // namespace callwell::scheduling
