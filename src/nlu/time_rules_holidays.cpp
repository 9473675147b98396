// Holidays and seasons as productions of the time grammar.
#include <algorithm>
#include <array>
#include <string>

#include "nlu/holidays.hpp"
#include "nlu/time_items.hpp"
#include "nlu/time_rules.hpp"

namespace callwell::nlu {

namespace {

SeriesPtr holiday_series(const Holiday &holiday, std::int32_t days_earlier) {
  return each(Grain::year, [&holiday, days_earlier](WallSeconds year) -> std::optional<TimeSpan> {
    const auto date = holiday_in(holiday, local_time(year).date.year);
    if (!date) return std::nullopt;
    const WallSeconds start = wall_seconds(date->plus_days(-days_earlier));
    return TimeSpan{start, add_grains(start, Grain::day, holiday.length), Grain::day};
  });
}
Item holiday_item(const Holiday &holiday) {
  Item item = time_item(TimeForm::holiday, Grain::day, holiday_series(holiday, 0));
  if (goes_by_the_moon(holiday)) item.other = holiday_series(holiday, 1);
  return item;
}

/// The words a rule matched, as the table writes them.
std::string joined(const Match &m) {
  std::string text;
  for (std::uint32_t i = m.first; i < m.end; ++i) text += (text.empty() ? "" : "_") + std::string(m.context.utterance.word(i));
  return text;
}

bool names_it(const Holiday &holiday, std::string_view name) {
  const std::string names = "|" + std::string(holiday.names) + "|";
  return names.find("|" + std::string(name) + "|") != std::string::npos;
}

/// In English text the name of a saint alone is a place or a person: San Jose, San Juan.
bool names_no_day(const Match &m, std::string_view name) {
  return name.starts_with("san_") && name != "san_valentin" && name != "san_patricio" && m.context.utterance.language == Language::en;
}

/// Several countries keep a day of one name at different dates.
std::optional<Item> holiday(const Match &m) {
  const std::string name = joined(m);
  if (names_no_day(m, name)) return std::nullopt;
  const Holiday *best = nullptr, *abroad = nullptr;
  for (const Holiday &candidate : holidays()) {
    if (!names_it(candidate, name)) continue;
    const bool here = candidate.country == m.context.country;
    const bool better = here || best == nullptr || (candidate.country.empty() && best->country != m.context.country);
    if (better && best) abroad = best;
    else if (!better) abroad = &candidate;
    if (better) best = &candidate;
  }
  if (!best) return std::nullopt;
  Item item = holiday_item(*best);
  if (abroad) item.other = holiday_series(*abroad, 0);
  return item;
}

/// "labor day weekend": from the Friday evening before to the end of a Monday, or the days alone; a Thursday's begins with it.
std::optional<TimeSpan> weekend_of(TimeSpan day, bool with_evening) {
  const WallSeconds week = floor_to(day.start, Grain::week);
  const auto weekday = (day.start - week) / 86'400;   // Monday is 0
  const bool before = weekday <= 1;
  const WallSeconds saturday = add_grains(week, Grain::day, before ? -2 : 5);
  const WallSeconds end = std::max(add_grains(saturday, Grain::day, 2), before ? day.end : WallSeconds{0});
  const WallSeconds first = weekday == 3 || weekday == 4 ? day.start : saturday;
  return with_evening && first == saturday ? TimeSpan{saturday - 6 * 3600, end, Grain::hour} : TimeSpan{first, end, Grain::day};
}
std::optional<Item> holiday_weekend(const Item &day) {
  if (day.form != TimeForm::holiday) return std::nullopt;
  Item item = time_item(TimeForm::interval, Grain::hour, mapped(day.series, [](TimeSpan span) { return weekend_of(span, true); }));
  item.other = mapped(day.series, [](TimeSpan span) { return weekend_of(span, false); });
  return item;
}
std::optional<Item> weekend_of_holiday(const Match &m) { return holiday_weekend(m[1]); }
std::optional<Item> weekend_by_holiday(const Match &m) { return holiday_weekend(m[0]); }

struct Season { std::int32_t month, day, end_month, end_day; };
/// First and last day.
constexpr Season kSeasons[]{{3, 20, 6, 20}, {6, 21, 9, 23}, {9, 23, 12, 20}, {12, 21, 3, 20}};

Item season_item(const Season &season) {
  return time_item(TimeForm::season, Grain::day, each(Grain::year, [&season](WallSeconds start) {
    const std::int32_t year = local_time(start).date.year;
    const base::Date from{year, season.month, season.day},
        to{season.end_month < season.month ? year + 1 : year, season.end_month, season.end_day};
    return std::optional(TimeSpan{wall_seconds(from), wall_seconds(to.plus_days(1)), Grain::day});
  }));
}
template <int n>
std::optional<Item> season(const Match &) { return season_item(kSeasons[n]); }

/// The season `offset` after the one that is running.
template <int offset>
std::optional<Item> season_from_now(const Match &m) {
  const std::int32_t year = local_time(m.context.now).date.year;
  std::array<WallSeconds, 16> starts{};   // from last year's spring on
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const Season &season = kSeasons[i % 4];
    starts[i] = wall_seconds(base::Date{year - 1 + static_cast<std::int32_t>(i / 4), season.month, season.day});
  }
  for (std::size_t i = 2; i + 2 < starts.size(); ++i) {
    if (starts[i + 1] <= m.context.now) continue;
    const std::size_t wanted = i + static_cast<std::size_t>(offset + 1) - 1;
    return span_item(TimeForm::interval, {starts[wanted], add_grains(starts[wanted + 1], Grain::day, -1), Grain::day});
  }
  return std::nullopt;
}

std::vector<Rule> make_rules() {
  std::vector<Rule> rules{
      {"the|el|la? spring|springtime|primavera", season<0>}, {"the|el|la? summer|summertime|verano", season<1>},
      {"<special> <weekend>", weekend_by_holiday, 1},
      {"<weekend> {of} <special>", weekend_of_holiday, 1},
      {"{this}|current season|seasons|estacion", season_from_now<0>},
      {"{the}? {next} season|seasons|estacion", season_from_now<1>},
      {"{the}? {last} season|seasons|estacion", season_from_now<-1>},
      {"the|el|la? fall|autumn|otono", season<2>}, {"the|el|la? winter|wintertime|invierno", season<3>}};
  for (const Holiday &entry : holidays()) rules.push_back({entry.names, holiday, 1});
  return rules;
}

}  // namespace

std::span<const Rule> holiday_rules() {
  static const std::vector<Rule> rules = make_rules();
  return rules;
}

}  // namespace callwell::nlu
