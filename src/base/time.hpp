// Instants, civil dates and time zones. Nothing here reads a clock except system_now(), which only runtime and hosts call.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace callwell::base {

/// Microseconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t us = 0;
  friend constexpr auto operator<=>(Instant, Instant) = default;
  constexpr Instant plus_seconds(std::int64_t seconds) const { return {us + seconds * 1'000'000}; }
  constexpr std::int64_t seconds() const { return us >= 0 ? us / 1'000'000 : -((-us + 999'999) / 1'000'000); }
};

/// 0 = Sunday … 6 = Saturday.
enum class Weekday : std::uint8_t { sun, mon, tue, wed, thu, fri, sat };

/// A day of the proleptic Gregorian calendar.
struct Date {
  std::int32_t year = 1970;
  std::int32_t month = 1;  ///< 1..12
  std::int32_t day = 1;    ///< 1..31
  friend constexpr auto operator<=>(const Date &, const Date &) = default;

  bool valid() const;
  std::int64_t days_since_epoch() const;
  static Date from_days(std::int64_t days);
  Date plus_days(std::int64_t days) const { return from_days(days_since_epoch() + days); }
  Date plus_months(std::int64_t months) const;  ///< clamps to the month's last day
  Weekday weekday() const;
};

/// Wall-clock reading: a date and seconds since its midnight (0..86399).
struct LocalTime {
  Date date;
  std::int32_t second_of_day = 0;
  friend constexpr auto operator<=>(const LocalTime &, const LocalTime &) = default;
  std::int32_t hour() const { return second_of_day / 3600; }
  std::int32_t minute() const { return second_of_day / 60 % 60; }
  std::int32_t minute_of_day() const { return second_of_day / 60; }
};

/// An IANA time zone. Cheap to copy; safe to share between threads.
class Zone {
 public:
  Zone();  ///< UTC
  static Result<Zone> load(std::string_view iana_name);

  std::string name() const;
  LocalTime local(Instant instant) const;
  std::int32_t offset_seconds(Instant instant) const;
  /// A skipped wall time (clocks go forward) moves on by the gap; a repeated one takes its first pass.
  Instant instant(const LocalTime &local) const;

 private:
  struct Impl;
  std::shared_ptr<const Impl> impl_;
};

Instant system_now();

/// RFC 3339 date-time with `Z` or a numeric offset.
Result<Instant> parse_rfc3339(std::string_view text);
/// An RFC 3339 date-time, or the same without offset, then read in `zone`.
Result<Instant> parse_time(std::string_view text, const Zone &zone);
std::string format_rfc3339(Instant instant, const Zone &zone);
std::string format_utc(Instant instant);

Result<Date> parse_date(std::string_view text);       ///< YYYY-MM-DD
std::string format_date(const Date &date);
Result<std::int32_t> parse_minute_of_day(std::string_view text);  ///< HH:MM, 00:00..24:00
std::string format_minute_of_day(std::int32_t minutes);

std::string_view weekday_key(Weekday day);            ///< "sun" … "sat"
Result<Weekday> parse_weekday_key(std::string_view text);

}  // namespace callwell::base
