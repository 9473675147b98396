// The days and hours of a practice file: "mon-fri", "09:00-12:30", closures.
#pragma once

#include "practice/place.hpp"

namespace callwell::practice {

/// "mon" or "mon-fri" (which may run over the week's end: "sat-mon"); empty when it is neither.
std::vector<base::Weekday> parse_days(std::string_view text);

/// Each reports what is wrong and returns what is right.
std::vector<MinuteSpan> read_spans(const Place &place, Report &report);
WeeklyHours read_hours(const Place &place, Report &report);
std::vector<base::Weekday> read_days(const Place &place, Report &report);
/// `from` and `to` only: the name is the caller's to read.
std::optional<Closure> read_closed_days(const Place &place, Report &report);

/// Does one of these spans hold all of that one?
bool within(const MinuteSpan &span, const std::vector<MinuteSpan> &spans);
bool overlap(const MinuteSpan &a, const MinuteSpan &b);

}  // namespace callwell::practice
