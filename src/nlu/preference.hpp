// The one preference object of the product: when a person can or wants to come.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace callwell::nlu {

enum class PartOfDay : std::uint8_t { early_morning, morning, midday, afternoon, evening, night };
std::string_view part_of_day_key(PartOfDay part);
std::optional<PartOfDay> parse_part_of_day(std::string_view key);
/// Half-open minutes of the day: morning [0, 12:00), afternoon [12:00, 17:00) …
struct MinuteRange { std::int32_t from = 0, to = 24 * 60; };
MinuteRange minutes_of(PartOfDay part);

struct Recurrence { std::int32_t n = 1; std::string unit; };  ///< unit: "day", "week", "month", "year"

/// Every member that is set narrows the choice; fields and meanings are those of `preference` in the operations' catalogue.
struct Preference {
  std::vector<base::Weekday> weekdays, not_weekdays;
  std::optional<PartOfDay> part, not_part;
  std::optional<std::int32_t> after, before, at;  ///< minutes of the day; after: at or after; before: strictly before
  std::optional<base::Date> from, to;             ///< inclusive
  std::vector<base::Date> dates;
  std::optional<base::Date> not_from, not_to;     ///< inclusive
  std::optional<Recurrence> every;
  std::optional<std::int32_t> count, ordinal;
  std::vector<Preference> any;                    ///< alternatives: one of them must hold
  bool asap = false, flexible = false, earliest = false, latest = false, approx = false, soft = false;

  bool empty() const;
};

/// Does a local start time satisfy the preference's hard limits? (recurrence and superlatives do not filter)
bool satisfies(const Preference &preference, const base::LocalTime &start);
/// What the caller says now wins over what was stored; members not said keep their stored value.
Preference merge(const Preference &stored, const Preference &said);

}  // namespace callwell::nlu
