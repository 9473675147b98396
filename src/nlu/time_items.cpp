#include "nlu/time_items.hpp"

#include <algorithm>
#include <cmath>

namespace callwell::nlu {

namespace {

constexpr double kMaxAmount = 20'000;   ///< days or anything else: more is no appointment and must not overflow a calendar

struct PartHours { std::int32_t from, to, spanish_from; };
/// Duckling's hours, which the field compares by: an English morning begins at midnight, a Spanish one at four.
constexpr PartHours kPartHours[]{{0, 9, 4}, {0, 12, 4}, {12, 14, 12}, {12, 19, 12}, {18, 24, 18}, {18, 24, 18}};

Grain finest(Grain a, Grain b) { return std::min(a, b); }

std::optional<WallSeconds> moved(WallSeconds t, const Amount &amount, int sign) {
  for (std::size_t i = amount.by_grain.size(); i-- > 0;) {
    const double n = amount.by_grain[i];
    if (n == 0) continue;
    if (std::abs(n) > (i < 3 ? kMaxAmount * 5000 : kMaxAmount)) return std::nullopt;
    t = add_grains(t, static_cast<Grain>(i), sign * static_cast<std::int64_t>(n));
  }
  return t;
}

}  // namespace

Item time_item(TimeForm form, Grain grain, SeriesPtr series) {
  Item item;
  item.kind = ItemKind::time;
  item.form = form;
  item.grain = grain;
  item.series = std::move(series);
  return item;
}

Item weekday_item(base::Weekday day) {
  Item item = time_item(TimeForm::weekday, Grain::day, weekday_series(day));
  item.number = static_cast<double>(day);
  item.strictly_later = true;
  return item;
}

Item month_item(std::int32_t month) {
  Item item = time_item(TimeForm::month, Grain::month, month_series(month));
  item.number = month;
  return item;
}

Item day_of_month_item(std::int32_t day) {
  Item item = time_item(TimeForm::day_of_month, Grain::day, day_of_month_series(day));
  item.number = day;
  return item;
}

Item date_item(std::int32_t month, std::int32_t day) {
  Item item = time_item(TimeForm::date, Grain::day, date_series(month, day));
  item.number = month * 100 + day;
  return item;
}

Item clock_item(ClockTime time) {
  Item item = time_item(TimeForm::clock, time.grain, clock_series(time));
  item.clock = time;
  return item;
}

Item clock_item(std::int32_t hour, std::int32_t minute, bool with_minutes) {
  return clock_item(ClockTime{hour % 24, minute, 0, with_minutes ? Grain::minute : Grain::hour, hour >= 1 && hour <= 12});
}

Item part_item(PartOfDay part, bool spanish) {
  const PartHours &hours = kPartHours[static_cast<std::size_t>(part)];
  Item item = time_item(TimeForm::part_of_day, Grain::hour,
                        hours_series((spanish ? hours.spanish_from : hours.from) * 60, hours.to * 60, Grain::hour));
  item.part = part;
  return item;
}

Item span_item(TimeForm form, TimeSpan span) { return time_item(form, span.grain, single(span)); }

SeriesPtr other_reading(const Item &item) {
  if (item.other) return item.other;
  const bool point = item.second_reading && item.second_open == 0 && item.second_form != TimeForm::interval && item.open == 0;
  return point ? single(*item.second_reading) : nullptr;
}

Item open_item(const Item &bound, std::int8_t direction, bool after_end) {
  const auto change = [after_end](TimeSpan span) -> std::optional<TimeSpan> {
    const WallSeconds at = after_end ? span.end : span.start;
    return TimeSpan{at, add_grains(at, span.grain, 1), span.grain};
  };
  Item item = time_item(TimeForm::open, bound.grain, after_end ? mapped(bound.series, change) : bound.series);
  item.open = direction;
  item.strictly_later = bound.strictly_later;
  item.clock = bound.clock;
  if (const SeriesPtr other = other_reading(bound)) item.other = after_end ? mapped(other, change) : other;
  return item;
}

Item year_item(std::int32_t year) {
  return span_item(TimeForm::year, grain_at(wall_seconds(base::Date{year, 1, 1}), Grain::year));
}

namespace {

/// "the 5th" and "3/4" have no day in common; a search of the calendar would take long to say so.
bool contradict(const Item &a, const Item &b) {
  const auto month = [](const Item &i) {
    return i.form == TimeForm::month ? static_cast<int>(i.number) : i.form == TimeForm::date ? static_cast<int>(i.number) / 100 : 0;
  };
  const auto day = [](const Item &i) {
    return i.form == TimeForm::day_of_month || i.form == TimeForm::date ? static_cast<int>(i.number) % 100 : 0;
  };
  return (month(a) > 0 && month(b) > 0 && month(a) != month(b)) || (day(a) > 0 && day(b) > 0 && day(a) != day(b));
}

/// A weekday and a date that will not meet for years is a slip of the weekday; one and a day of the month may be the last such day.
std::optional<Item> with_weekday(const Item &a, const Item &b, const Item &together) {
  if ((a.form == TimeForm::weekday) == (b.form == TimeForm::weekday)) return std::nullopt;
  const Item &date = a.form == TimeForm::weekday ? b : a, &day = a.form == TimeForm::weekday ? a : b;
  Item item = together;
  if (date.form == TimeForm::day_of_month) {
    item.other = gone(item.series);
    return item;
  }
  if (date.form != TimeForm::date || date.number == 0) return std::nullopt;
  item.series = on_weekday(date.series, static_cast<base::Weekday>(static_cast<int>(day.number)));
  item.other = date.series;
  item.number = date.number;
  return item;
}

/// With the year said, a weekday beside the date adds nothing.
Item plain_date(const Item &date) {
  const auto number = static_cast<std::int32_t>(date.number);
  return date_item(number / 100, number % 100);
}

/// Of "thursday the 15th" the search goes by the 15ths: there are fewer.
int rarity(const Item &item) { return item.form == TimeForm::weekday ? 0 : item.form == TimeForm::day_of_month ? 1 : 2; }

}  // namespace

std::optional<Item> both(const Item &a, const Item &b) {
  if (a.form == TimeForm::year && b.form == TimeForm::date && b.other && b.number > 0) return both(a, plain_date(b));
  if (b.form == TimeForm::year && a.form == TimeForm::date && a.other && a.number > 0) return both(plain_date(a), b);
  if (a.open != 0 || b.open != 0 || contradict(a, b)) return std::nullopt;
  const bool equals = a.grain == b.grain && a.form != TimeForm::clock && b.form != TimeForm::part_of_day;
  const bool a_outer = a.grain > b.grain || (equals && rarity(a) >= rarity(b));
  const Item &outer = a_outer ? a : b, &inner = a_outer ? b : a;
  const bool interval = outer.form == TimeForm::interval || outer.form == TimeForm::weekend || outer.form == TimeForm::certain_weekend ||
                        outer.form == TimeForm::part_of_day;
  if (outer.grain == inner.grain && outer.form == inner.form && !interval) return std::nullopt;
  const bool many_days = outer.grain > Grain::day && (outer.form == TimeForm::cycle || outer.form == TimeForm::year);
  if (many_days && (inner.form == TimeForm::clock || inner.form == TimeForm::part_of_day)) return std::nullopt;   // of which day?
  Item item = time_item(TimeForm::other, inner.grain, intersect(outer.series, inner.series));
  const SeriesPtr outer_other = other_reading(outer), inner_other = other_reading(inner);
  if (outer_other || inner_other)
    item.other = intersect(outer_other ? outer_other : outer.series, inner_other ? inner_other : inner.series);
  if (const auto named = with_weekday(a, b, item)) item = *named;
  if (inner.grain >= Grain::day) item.form = TimeForm::date;
  if (inner.form == TimeForm::interval) item.form = TimeForm::interval;
  if (inner.form == TimeForm::part_of_day && outer.grain == Grain::day) item.part = inner.part;   // an hour said beside it falls into it
  return item;
}

void lend_meridiem(ClockTime &from, ClockTime &to) {
  const auto minutes = [](const ClockTime &t) { return t.hour * 60 + t.minute; };
  const auto flip = [](ClockTime &t) { t.hour = (t.hour + 12) % 24; t.open_half = false; };
  if (from.open_half && !to.open_half) {
    ClockTime other = from;
    flip(other);
    from.open_half = false;
    const bool said_fits = minutes(from) < minutes(to), other_fits = minutes(other) < minutes(to);
    const bool over_night = !said_fits && !other_fits;   // "from 11 to 3 am"
    if (other_fits ? !said_fits || minutes(other) > minutes(from) : over_night && minutes(other) > minutes(from)) from = other;
  } else if (!from.open_half && to.open_half) {
    ClockTime other = to;
    flip(other);
    to.open_half = false;
    const bool said_fits = minutes(to) > minutes(from), other_fits = minutes(other) > minutes(from);
    if (other_fits && (!said_fits || minutes(other) < minutes(to))) to = other;
  }
}

namespace {

Item day_around(const Item &point) {
  const auto day = [](TimeSpan span) { return std::optional(grain_at(span.start, Grain::day)); };
  return time_item(TimeForm::date, Grain::day, mapped(point.series, day));
}

/// "from the 3rd to march" ends with March to some and begins it to others.
SeriesPtr until_start(const SeriesPtr &interval, Grain grain) {
  return mapped(interval, [grain](TimeSpan span) -> std::optional<TimeSpan> {
    const WallSeconds end = add_grains(span.end, grain, -1);
    return end > span.start ? std::optional(TimeSpan{span.start, end, span.grain}) : std::nullopt;
  });
}

}  // namespace

std::optional<Item> between(const Item &from, const Item &to) {
  if (from.open != 0 || to.open != 0) return std::nullopt;
  const bool clocks = from.form == TimeForm::clock && to.form == TimeForm::clock;
  const Grain grain = finest(from.grain, to.grain);
  if (!clocks) {
    if (to.form == TimeForm::now && from.grain >= Grain::day) return between(from, day_around(to));
    if (from.form == TimeForm::now && to.grain >= Grain::day) return between(day_around(from), to);
    if ((from.grain < Grain::day) != (to.grain < Grain::day)) return std::nullopt;
    if (from.form == TimeForm::clock && to.form == TimeForm::other) return std::nullopt;   // the day holds for both: "9 to 11 on friday"
    const bool may_run = from.form != TimeForm::day_of_month;   // "from the 2nd to the 10th" said on the 4th is next month's
    Item item = time_item(TimeForm::interval, grain, interval_between(from.series, to.series, grain, may_run));
    item.strictly_later = from.strictly_later;
    const SeriesPtr from_other = other_reading(from), to_other = other_reading(to);
    if (from_other || to_other) {
      item.other = interval_between(from_other ? from_other : from.series, to_other ? to_other : to.series, grain);
    }
    if (to.grain > from.grain && to.grain >= Grain::month) item.other = until_start(item.series, to.grain);
    return item;
  }
  ClockTime first = from.clock, last = to.clock;
  lend_meridiem(first, last);
  Item item = time_item(TimeForm::interval, grain, interval_between(clock_series(first), clock_series(last), grain));
  return item;
}

std::optional<Item> clock_in_part(const Item &clock, PartOfDay part) {
  if (clock.form != TimeForm::clock) return std::nullopt;
  ClockTime time = clock.clock;
  if (!time.open_half) {   // "8 pm in the evening" says it twice
    const bool morning = part == PartOfDay::early_morning || part == PartOfDay::morning;
    return morning == (time.hour < 12) && time.grain <= Grain::hour ? std::optional(clock) : std::nullopt;
  }
  time.open_half = false;
  const bool twelve = time.hour == 12;
  if (part == PartOfDay::early_morning || part == PartOfDay::morning) time.hour = twelve ? 0 : time.hour;
  else if (part == PartOfDay::midday) time.hour = time.hour >= 10 ? time.hour : time.hour + 12;
  else if (part == PartOfDay::evening && twelve) time.hour = 0;
  else if (part == PartOfDay::night && (twelve || time.hour < 5)) time.hour = twelve ? 0 : time.hour;   // "two at night" is after midnight
  else time.hour = twelve ? 12 : time.hour + 12;
  return clock_item(time);
}

std::optional<Item> away_from_now(const Amount &amount, int sign, WallSeconds now) {
  const Grain grain = finer(amount.grain);
  const auto start = moved(floor_to(now, grain), amount, sign);
  if (!start) return std::nullopt;
  return span_item(TimeForm::other, {floor_to(*start, grain), add_grains(floor_to(*start, grain), grain, 1), grain});
}

std::optional<Item> away_from(const Item &time, const Amount &amount, int sign) {
  if (time.open != 0 || !moved(0, amount, sign)) return std::nullopt;
  const Grain grain = std::min(time.grain, amount.grain >= Grain::day ? Grain::day : amount.grain);
  Item item = time_item(TimeForm::other, grain, mapped(time.series, [amount, sign, grain](TimeSpan span) -> std::optional<TimeSpan> {
    const auto start = moved(span.start, amount, sign);
    if (!start) return std::nullopt;
    return TimeSpan{*start, add_grains(*start, grain, 1), grain};
  }));
  return item;
}

std::optional<Item> nth(std::int64_t n, const SeriesPtr &inner, Grain grain, const Item &outer) {
  if (n == 0 || std::abs(n) > 366 || outer.open != 0 || outer.grain < Grain::day) return std::nullopt;
  return time_item(TimeForm::date, grain, nth_of(n, inner, outer.series));
}

std::optional<TimeSpan> next_member(const Item &item, WallSeconds now) {
  return resolve(*item.series, Asking{now, Meridiem::nearest}, item.strictly_later);
}

}  // namespace callwell::nlu
