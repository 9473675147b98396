// How time items are made: the vocabulary of the rules' actions.
#pragma once

#include "nlu/grammar.hpp"

namespace callwell::nlu {

Item time_item(TimeForm form, Grain grain, SeriesPtr series);
Item weekday_item(base::Weekday day);
Item month_item(std::int32_t month);
Item day_of_month_item(std::int32_t day);
Item date_item(std::int32_t month, std::int32_t day);   ///< every year
Item clock_item(ClockTime time);
Item clock_item(std::int32_t hour, std::int32_t minute, bool with_minutes);   ///< 1..12 may be morning or afternoon
Item part_item(PartOfDay part, bool spanish);
Item span_item(TimeForm form, TimeSpan span);
/// The second reading of an item as a series, or null.
SeriesPtr other_reading(const Item &item);
Item open_item(const Item &bound, std::int8_t direction, bool after_end);
Item year_item(std::int32_t year);

/// Both at once: "monday at three", "march 3rd 2026". Nothing when neither can hold the other.
std::optional<Item> both(const Item &a, const Item &b);
/// From one to the other, the last grain included; "from 3 to 4 pm" lends the "pm" to the 3.
std::optional<Item> between(const Item &from, const Item &to);
/// "three in the afternoon".
std::optional<Item> clock_in_part(const Item &clock, PartOfDay part);
/// `sign` times the amount away from now, or from each member of a series.
std::optional<Item> away_from_now(const Amount &amount, int sign, WallSeconds now);
std::optional<Item> away_from(const Item &time, const Amount &amount, int sign);
std::optional<Item> nth(std::int64_t n, const SeriesPtr &inner, Grain grain, const Item &outer);

/// With one end's "pm" said, the other end takes the half of the day that fits best.
void lend_meridiem(ClockTime &from, ClockTime &to);

std::optional<TimeSpan> next_member(const Item &item, WallSeconds now);   ///< as somebody means it who says it now

}  // namespace callwell::nlu
