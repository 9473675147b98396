#include "base/time.hpp"

#include <cctz/time_zone.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace callwell::base {

namespace {

constexpr std::array<std::string_view, 7> kWeekdayKeys{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

constexpr std::int64_t kDaysToEpoch = 719'468;   ///< from 1 March of the year 0 to 1 January 1970

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a >= 0 ? a / b : -((b - 1 - a) / b); }

using SysSeconds = cctz::time_point<cctz::seconds>;

SysSeconds to_sys(Instant instant) { return SysSeconds(cctz::seconds(instant.seconds())); }

cctz::civil_second to_civil(const LocalTime &local) {
  return cctz::civil_second(local.date.year, local.date.month, local.date.day) + local.second_of_day;
}

/// Reads exactly `digits` decimal digits at `pos` and moves past them.
bool read_digits(std::string_view text, std::size_t &pos, std::size_t digits, std::int32_t &out) {
  if (pos + digits > text.size()) return false;
  const char *first = text.data() + pos;
  auto [end, error] = std::from_chars(first, first + digits, out);
  if (error != std::errc{} || end != first + digits || *first == '-') return false;
  pos += digits;
  return true;
}

bool read_char(std::string_view text, std::size_t &pos, std::string_view any_of) {
  if (pos >= text.size() || any_of.find(text[pos]) == std::string_view::npos) return false;
  ++pos;
  return true;
}

struct ParsedTime {
  LocalTime local;
  std::int64_t micros = 0;
  bool has_offset = false;
  std::int32_t offset = 0;
};

bool read_date(std::string_view text, std::size_t &pos, Date &date) {
  return read_digits(text, pos, 4, date.year) && read_char(text, pos, "-") && read_digits(text, pos, 2, date.month) &&
         read_char(text, pos, "-") && read_digits(text, pos, 2, date.day) && date.valid();
}

bool read_offset(std::string_view text, std::size_t &pos, std::int32_t &offset) {
  if (read_char(text, pos, "Zz")) {
    offset = 0;
    return true;
  }
  const int sign = text[pos] == '-' ? -1 : 1;
  std::int32_t hours = 0, minutes = 0;
  if (!read_char(text, pos, "+-") || !read_digits(text, pos, 2, hours) || !read_char(text, pos, ":") ||
      !read_digits(text, pos, 2, minutes) || hours > 23 || minutes > 59) {
    return false;
  }
  offset = sign * (hours * 3600 + minutes * 60);
  return true;
}

bool read_fraction(std::string_view text, std::size_t &pos, std::int64_t &micros) {
  std::int64_t scale = 100'000;
  const std::size_t first = pos;
  for (; pos < text.size() && text[pos] >= '0' && text[pos] <= '9'; ++pos, scale /= 10) micros += (text[pos] - '0') * scale;
  return pos > first;
}

bool parse(std::string_view text, ParsedTime &out) {
  std::size_t pos = 0;
  std::int32_t hour = 0, minute = 0, second = 0;
  if (!read_date(text, pos, out.local.date) || !read_char(text, pos, "Tt ") || !read_digits(text, pos, 2, hour) ||
      !read_char(text, pos, ":") || !read_digits(text, pos, 2, minute)) {
    return false;
  }
  if (read_char(text, pos, ":") && !read_digits(text, pos, 2, second)) return false;
  if (hour > 23 || minute > 59 || second > 60) return false;
  if (read_char(text, pos, ".") && !read_fraction(text, pos, out.micros)) return false;
  out.local.second_of_day = hour * 3600 + minute * 60 + (second == 60 ? 59 : second);
  if (pos == text.size()) return true;
  out.has_offset = true;
  return read_offset(text, pos, out.offset) && pos == text.size();
}

Instant utc(const LocalTime &local) {
  return Instant{(local.date.days_since_epoch() * 86'400 + local.second_of_day) * 1'000'000};
}

std::string format(const LocalTime &local, std::int64_t micros) {
  char buffer[48];
  int size = std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02dT%02d:%02d:%02d", local.date.year, local.date.month,
                           local.date.day, local.hour(), local.minute(), local.second_of_day % 60);
  if (micros != 0) size += std::snprintf(buffer + size, sizeof buffer - static_cast<std::size_t>(size), ".%06d", static_cast<int>(micros));
  return std::string(buffer, static_cast<std::size_t>(size));
}

std::int64_t sub_second(Instant instant) { return instant.us - instant.seconds() * 1'000'000; }

}  // namespace

bool Date::valid() const {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return false;
  const cctz::civil_day normal(year, month, day);
  return normal.month() == month && normal.day() == day;
}

// Years are counted from March, so that a leap day is the last one and the months before it have the same lengths every year.
// All of it is closed form: stepping through the years, as the civil types of cctz do, costs more the further the date.

std::int64_t Date::days_since_epoch() const {
  const std::int64_t months = std::int64_t{year} * 12 + month - 3;   // since March of the year 0; any month is taken, as any day
  const std::int64_t y = floor_div(months, 12), m = months - y * 12;
  const std::int64_t before = 365 * y + floor_div(y, 4) - floor_div(y, 100) + floor_div(y, 400) + (153 * m + 2) / 5;
  return before + day - 1 - kDaysToEpoch;
}

Date Date::from_days(std::int64_t days) {
  constexpr std::int64_t kFourCenturies = 146'097, kCentury = 36'524, kFourYears = 1'460;
  const std::int64_t since = days + kDaysToEpoch, cycle = floor_div(since, kFourCenturies), rest = since - cycle * kFourCenturies;
  const std::int64_t y = (rest - rest / kFourYears + rest / kCentury - rest / (kFourCenturies - 1)) / 365;
  const std::int64_t day_of_year = rest - (365 * y + y / 4 - y / 100), m = (5 * day_of_year + 2) / 153;
  const std::int64_t january_year = cycle * 400 + y + (m >= 10 ? 1 : 0);
  return {static_cast<std::int32_t>(january_year), static_cast<std::int32_t>(m < 10 ? m + 3 : m - 9),
          static_cast<std::int32_t>(day_of_year - (153 * m + 2) / 5 + 1)};
}

Date Date::plus_months(std::int64_t months) const {
  const std::int64_t target = std::int64_t{year} * 12 + month - 1 + months, y = floor_div(target, 12), m = target - y * 12 + 1;
  const bool leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
  const std::int32_t length = m == 2 ? (leap ? 29 : 28) : m == 4 || m == 6 || m == 9 || m == 11 ? 30 : 31;
  return {static_cast<std::int32_t>(y), static_cast<std::int32_t>(m), std::min(day, length)};
}

Weekday Date::weekday() const {
  const std::int64_t days = days_since_epoch();  // 1970-01-01 was a Thursday
  return static_cast<Weekday>(((days % 7) + 7 + 4) % 7);
}

struct Zone::Impl {
  cctz::time_zone zone;
};

Zone::Zone() {
  static const auto utc_impl = std::make_shared<const Impl>(Impl{cctz::utc_time_zone()});
  impl_ = utc_impl;
}

Result<Zone> Zone::load(std::string_view iana_name) {
  cctz::time_zone loaded;
  if (!cctz::load_time_zone(std::string(iana_name), &loaded)) {
    return invalid("unknown time zone '" + std::string(iana_name.substr(0, 64)) + "': use an IANA name such as America/Chicago", "time_zone");
  }
  Zone zone;
  zone.impl_ = std::make_shared<const Impl>(Impl{loaded});
  return zone;
}

std::string Zone::name() const { return impl_->zone.name(); }

LocalTime Zone::local(Instant instant) const {
  const cctz::civil_second civil = impl_->zone.lookup(to_sys(instant)).cs;
  return {{static_cast<std::int32_t>(civil.year()), civil.month(), civil.day()},
          civil.hour() * 3600 + civil.minute() * 60 + civil.second()};
}

std::int32_t Zone::offset_seconds(Instant instant) const { return impl_->zone.lookup(to_sys(instant)).offset; }

Instant Zone::instant(const LocalTime &local) const {
  return {impl_->zone.lookup(to_civil(local)).pre.time_since_epoch().count() * 1'000'000};
}

Instant system_now() {
  return {std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
}

Result<Instant> parse_rfc3339(std::string_view text) {
  ParsedTime parsed;
  if (!parse(text, parsed) || !parsed.has_offset) return invalid("not an RFC 3339 time with an offset, such as 2026-03-03T15:00:00-06:00");
  return Instant{utc(parsed.local).us - parsed.offset * std::int64_t{1'000'000} + parsed.micros};
}

Result<Instant> parse_time(std::string_view text, const Zone &zone) {
  ParsedTime parsed;
  if (!parse(text, parsed)) return invalid("not a time such as 2026-03-03T15:00:00 or 2026-03-03T15:00:00-06:00");
  if (!parsed.has_offset) return Instant{zone.instant(parsed.local).us + parsed.micros};
  return Instant{utc(parsed.local).us - parsed.offset * std::int64_t{1'000'000} + parsed.micros};
}

std::string format_rfc3339(Instant instant, const Zone &zone) {
  const std::int32_t offset = zone.offset_seconds(instant);
  const std::int32_t minutes = (offset < 0 ? -offset : offset) / 60;
  char suffix[16];
  std::snprintf(suffix, sizeof suffix, "%c%02d:%02d", offset < 0 ? '-' : '+', minutes / 60 % 100, minutes % 60);
  return format(zone.local(instant), sub_second(instant)) + suffix;
}

std::string format_utc(Instant instant) { return format(Zone().local(instant), sub_second(instant)) + "Z"; }

Result<Date> parse_date(std::string_view text) {
  std::size_t pos = 0;
  Date date;
  if (!read_date(text, pos, date) || pos != text.size()) return invalid("not a date such as 2026-03-03");
  return date;
}

std::string format_date(const Date &date) { return format({date, 0}, 0).substr(0, 10); }

Result<std::int32_t> parse_minute_of_day(std::string_view text) {
  std::size_t pos = 0;
  std::int32_t hour = 0, minute = 0;
  if (!read_digits(text, pos, 2, hour) || !read_char(text, pos, ":") || !read_digits(text, pos, 2, minute) || pos != text.size() ||
      minute > 59 || hour * 60 + minute > 24 * 60) {
    return invalid("not a 24-hour time such as 16:00");
  }
  return hour * 60 + minute;
}

std::string format_minute_of_day(std::int32_t minutes) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%02d:%02d", minutes / 60 % 100, minutes % 60);
  return buffer;
}

std::string_view weekday_key(Weekday day) { return kWeekdayKeys[static_cast<std::size_t>(day) % 7]; }

Result<Weekday> parse_weekday_key(std::string_view text) {
  for (std::size_t i = 0; i < kWeekdayKeys.size(); ++i) {
    if (kWeekdayKeys[i] == text) return static_cast<Weekday>(i);
  }
  return invalid("not a weekday: use sun, mon, tue, wed, thu, fri or sat");
}

}  // namespace callwell::base
