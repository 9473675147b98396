#include "scheduling/slot_selection_dates.hpp"

#include <utility>

namespace callwell::scheduling {

namespace {

constexpr base::Date kFarPast{1, 1, 1}, kFarFuture{9999, 12, 31};

ReadCue dates_cue(const base::Date &from, const base::Date &to, std::size_t used) {
  ReadCue read{{}, used};
  read.cue.kind = Cue::Kind::dates;
  read.cue.from = from;
  read.cue.to = to;
  return read;
}

std::int32_t weekday_number(const base::Date &date) { return static_cast<std::int32_t>(date.weekday()); }

/// That day of the month, this year or, when long past, the next.
base::Date date_of(std::int32_t month, std::int32_t day, const base::Date &today) {
  const base::Date date{today.year, month, day};
  return date.valid() && date < today.plus_days(-31) ? base::Date{today.year + 1, month, day} : date;
}

std::optional<SpokenNumber> day_number(const Words &words, std::size_t at) {
  auto day = read_ordinal(words, at);
  if (!day) day = read_cardinal(words, at);
  return day && day->value >= 1 && day->value <= 31 && day->digit_count <= 2 ? day : std::nullopt;
}

/// "may" and "mar" are other words too: as months they need a day by them, or an "of".
bool doubtful_month(std::string_view word) { return word == "may" || word == "mar"; }

/// "10 de marzo", "the tenth of march", "10 march".
std::optional<ReadCue> read_day_and_month(const Words &words, std::size_t at, const base::Date &today) {
  const auto day = day_number(words, at);
  if (!day) return std::nullopt;
  const std::size_t next = at + day->used;
  const bool joint = word_at(words, next) == "of" || word_at(words, next) == "de";
  const auto month = find_phrase(words, next + (joint ? 1 : 0));
  if (!month || month->phrase->sign != Sign::month || month->phrase->value > 12) return std::nullopt;
  if (!joint && doubtful_month(month->phrase->text)) return std::nullopt;
  const base::Date date = date_of(month->phrase->value, day->value, today);
  if (!date.valid()) return std::nullopt;
  return dates_cue(date, date, day->used + (joint ? 1 : 0) + month->used);
}

/// "3/10", read the other way round where the first way is no date.
std::optional<ReadCue> read_numeric_date(const Words &words, std::size_t at, const base::Date &today, bool month_first) {
  const auto first = read_cardinal(words, at);
  if (!first || word_at(words, at + 1) != "/") return std::nullopt;
  const auto second = read_cardinal(words, at + 2);
  if (!second) return std::nullopt;
  const base::Date by_month = date_of(first->value, second->value, today), by_day = date_of(second->value, first->value, today);
  const bool take_month = by_month.valid() && (month_first || !by_day.valid());
  const base::Date date = take_month ? by_month : by_day;
  if (!date.valid()) return std::nullopt;
  return dates_cue(date, date, 3);
}

using BoundingDay = std::pair<base::Date, std::size_t>;

/// The day a bound is set by, with the words it took.
std::optional<BoundingDay> read_bounding_day(const Words &words, std::size_t at, const base::Date &today) {
  if (const auto date = read_day_and_month(words, at, today)) return BoundingDay(date->cue.from, date->used);
  if (const auto found = find_phrase(words, at)) {
    const std::int32_t value = found->phrase->value;
    if (found->phrase->sign == Sign::weekday && value < kWeekend)
      return BoundingDay(today.plus_days((value - weekday_number(today) + 7) % 7), found->used);
    const auto read = read_date_phrase(words, at, *found, today);
    if (!read || read->cue.from != read->cue.to) return std::nullopt;
    return BoundingDay(read->cue.from, read->used);
  }
  const auto ordinal = read_ordinal(words, at);
  if (!ordinal || ordinal->value < 1 || ordinal->value > 31) return std::nullopt;
  const base::Date date{today.year, today.month, ordinal->value};
  if (!date.valid()) return std::nullopt;
  return BoundingDay(date < today ? date.plus_months(1) : date, ordinal->used);
}

/// "after thursday", "before the tenth", "antes del viernes".
std::optional<ReadCue> read_bound(const Words &words, std::size_t at, const base::Date &today) {
  const auto found = find_phrase(words, at);
  if (!found || (found->phrase->sign != Sign::after && found->phrase->sign != Sign::before) || word_at(words, at) == "from")
    return std::nullopt;
  const std::string_view article = word_at(words, at + found->used);
  const std::size_t lead = found->used + (article == "the" || article == "el" || article == "la" ? 1 : 0);
  const auto day = read_bounding_day(words, at + lead, today);
  if (!day) return std::nullopt;
  if (found->phrase->sign == Sign::after) return dates_cue(day->first.plus_days(1), kFarFuture, lead + day->second);
  return dates_cue(kFarPast, day->first.plus_days(-1), lead + day->second);
}

ReadCue read_week(std::int32_t weeks, std::size_t used, const base::Date &today) {
  const std::int32_t ahead = weeks == kWeekAfterOffer ? 1 : weeks;
  const base::Date monday = today.plus_days(-((weekday_number(today) + 6) % 7) + 7 * ahead);
  ReadCue read = dates_cue(monday, monday.plus_days(6), used);
  read.cue.value = weeks;
  return read;
}

/// The rest of this month, the next month, or a month of the year with or without its day.
std::optional<ReadCue> read_month(const Words &words, std::size_t at, const FoundPhrase &found, const base::Date &today) {
  const std::int32_t value = found.phrase->value;
  const base::Date first{today.year, today.month, 1};
  if (value == kRestOfMonth) return dates_cue(today, first.plus_months(1).plus_days(-1), found.used);
  if (value == kNextMonth) return dates_cue(first.plus_months(1), first.plus_months(2).plus_days(-1), found.used);
  const std::size_t lead = found.used + (word_at(words, at + found.used) == "the" ? 1 : 0);
  if (const auto day = day_number(words, at + lead)) {
    const base::Date date = date_of(value, day->value, today);
    if (date.valid()) return dates_cue(date, date, lead + day->used);
  }
  if (doubtful_month(found.phrase->text)) return std::nullopt;
  const base::Date from = value == today.month ? first : date_of(value, 1, today);
  return dates_cue(from, from.plus_months(1).plus_days(-1), found.used);
}

}  // namespace

std::optional<ReadCue> read_dates(const Words &words, std::size_t at, const base::Date &today, bool month_first) {
  if (auto read = read_bound(words, at, today)) return read;
  if (auto read = read_numeric_date(words, at, today, month_first)) return read;
  return read_day_and_month(words, at, today);
}

std::optional<ReadCue> read_date_phrase(const Words &words, std::size_t at, const FoundPhrase &found, const base::Date &today) {
  const std::int32_t value = found.phrase->value;
  const base::Date day = today.plus_days(value % kDayMorning);
  switch (found.phrase->sign) {
    case Sign::day: return dates_cue(day, day, found.used);
    case Sign::week: return read_week(value, found.used, today);
    case Sign::month: return read_month(words, at, found, today);
    default: return std::nullopt;
  }
}

}  // namespace callwell::scheduling
