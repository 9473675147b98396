// Parts and multiples of years: quarters, halves, numbered weeks, decades and centuries, what is left of a grain and what begins it.
#include <algorithm>
#include <iterator>

#include "nlu/time_items.hpp"
#include "nlu/time_rules.hpp"

namespace callwell::nlu {

namespace {

std::int32_t whole(const Item &item) { return static_cast<std::int32_t>(item.number); }

std::optional<Item> quarter(const Match &m) {
  const std::int32_t n = whole(m[0]);
  if (n < 1 || n > 4) return std::nullopt;
  return time_item(TimeForm::date, Grain::quarter,
                   each(Grain::year, [n](WallSeconds start) { return std::optional(grain_at(start, Grain::quarter, n - 1)); }));
}
/// "q4", "18q4", "2017-q1".
std::optional<Item> short_quarter(const Match &m) {
  const std::int32_t n = whole(m[0]);
  if (n < 1 || n > 4) return std::nullopt;
  return time_item(TimeForm::date, Grain::quarter, each(Grain::year, [n](WallSeconds year) {
    return std::optional(grain_at(year, Grain::quarter, n - 1));
  }));
}
std::optional<Item> quarter_of_year(const Match &m) {
  const std::int32_t year = whole(m[0]), n = whole(m[1]);
  if (n < 1 || n > 4 || (m[0].digits != 2 && m[0].digits != 4)) return std::nullopt;
  const base::Date start{year < 100 ? 2000 + year : year, 3 * n - 2, 1};
  return span_item(TimeForm::date, grain_at(wall_seconds(start), Grain::quarter));
}
std::optional<Item> half_year(std::int32_t n, const SeriesPtr &year) {
  if (n < 1 || n > 2) return std::nullopt;
  return time_item(TimeForm::interval, Grain::month, mapped(year, [n](TimeSpan span) -> std::optional<TimeSpan> {
    const WallSeconds middle = add_grains(span.start, Grain::month, 6);
    return n == 1 ? TimeSpan{span.start, middle, Grain::month} : TimeSpan{middle, span.end, Grain::month};
  }));
}
/// "the second half of 2019", "el primer semestre de este año".
std::optional<Item> half_of_year(const Match &m) {
  return m[1].grain == Grain::year ? half_year(whole(m[0]), m[1].series) : std::nullopt;
}
/// "2019 H2", "19H1".
std::optional<Item> short_half(const Match &m) {
  const std::int32_t year = whole(m[0]);
  if (m[0].digits != 4 && !(m[0].digits == 2 && m.context.utterance.touching(m.first))) return std::nullopt;
  return half_year(whole(m[1]), year_item(year < 100 ? 2000 + year : year).series);
}
/// "H2 of 2019", "h1 2020".
std::optional<Item> half_in_year(const Match &m) { return half_year(whole(m[0]), m[1].series); }
std::optional<Item> quarter_in_year(const Match &m) {
  const auto item = quarter(m);
  return item ? both(m[1], *item) : std::nullopt;
}
std::optional<Item> ides(const Match &m) {
  const std::int32_t month = whole(m[0]);
  const bool late = month == 3 || month == 5 || month == 7 || month == 10;
  return date_item(month, late ? 15 : 13);
}

/// "week 3 of 2027": weeks count from the one of the fourth of January.
std::optional<Item> numbered_week(const Match &m) {
  const std::int64_t n = whole(m[0]);
  if (n < 1 || n > 53 || m[1].grain != Grain::year) return std::nullopt;
  return time_item(TimeForm::date, Grain::week, mapped(m[1].series, [n](TimeSpan year) -> std::optional<TimeSpan> {
    const TimeSpan week = grain_at(year.start + 3 * 86'400, Grain::week, n - 1);   // the fourth of January is in the first one
    return week.start + 3 * 86'400 < year.end ? std::optional(week) : std::nullopt;
  }));
}

/// Ten years from one that ends in a zero.
std::optional<Item> decade_from(std::int64_t year) {
  if (year % 10 != 0 || year < 1000 || year > 2190) return std::nullopt;
  const auto start = [](std::int64_t y) { return wall_seconds(base::Date{static_cast<std::int32_t>(y), 1, 1}); };
  return span_item(TimeForm::interval, {start(year), start(year + 10), Grain::year});
}
std::optional<Item> named_decade(const Match &m) { return decade_from(whole(m[0])); }
/// "the 90s": of the century that is nearest.
std::optional<Item> short_decade(const Match &m) {
  const std::int64_t tens = whole(m[0]);
  return m[0].digits == 2 ? decade_from(tens < 30 ? 2000 + tens : 1900 + tens) : std::nullopt;
}
/// "the last two decades", "the next 3 decades": the one that is running is in neither.
std::optional<Item> run_of_decades(std::int64_t n, bool future, WallSeconds now) {
  const std::int32_t year = local_time(now).date.year / 10 * 10;
  if (n < 1 || n > 10) return std::nullopt;
  const auto length = static_cast<std::int32_t>(10 * n);
  const auto start = [](std::int32_t y) { return wall_seconds(base::Date{y, 1, 1}); };
  const std::int32_t first = future ? year + 10 : year - length;
  return span_item(TimeForm::interval, {start(first), start(first + length), Grain::year});
}
std::optional<Item> last_decades(const Match &m) { return run_of_decades(whole(m[0]), false, m.context.now); }
std::optional<Item> next_decades(const Match &m) { return run_of_decades(whole(m[0]), true, m.context.now); }
/// "the 15th century", "el siglo quince".
std::optional<Item> century(const Match &m) {
  const auto n = static_cast<std::int32_t>(whole(m[0]));
  if (n < 2 || n > 21) return std::nullopt;
  const auto start = [](std::int32_t y) { return wall_seconds(base::Date{y, 1, 1}); };
  return span_item(TimeForm::interval, {start(100 * (n - 1)), start(100 * n), Grain::year});
}
/// "los años noventa", "los años 40".
std::optional<Item> years_of_decade(const Match &m) {
  const std::int64_t n = whole(m[0]);
  return n < 100 ? decade_from(n < 30 ? 2000 + n : 1900 + n) : decade_from(n);
}
/// "the seventies": of the last century.
std::optional<Item> spoken_decade(const Match &m) {
  constexpr std::string_view kTens[]{"twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"};
  const bool said = m.end - m.first > 1;   // "he is in his twenties" is no time
  const auto *tens = std::find(std::begin(kTens), std::end(kTens), m.context.utterance.word(m.end - 1));
  return said && tens != std::end(kTens) ? decade_from(1920 + 10 * (tens - std::begin(kTens))) : std::nullopt;
}
template <int offset>
std::optional<Item> decade_from_now(const Match &m) { return decade_from(local_time(m.context.now).date.year / 10 * 10 + 10 * offset); }

/// What is left of the grain that is running: of a day from now on, else from today on.
std::optional<Item> rest_of_grain(Grain grain, WallSeconds now) {
  if (grain < Grain::day) return std::nullopt;
  const bool day = grain == Grain::day;
  return span_item(TimeForm::interval,
                   {day ? now : floor_to(now, Grain::day), grain_at(now, grain).end, day ? Grain::second : Grain::day});
}
std::optional<Item> rest_of(const Match &m) { return rest_of_grain(m[0].grain, m.context.now); }
std::optional<Item> rest_of_today(const Match &m) { return rest_of_grain(Grain::day, m.context.now); }
std::optional<Item> year_to_date(const Match &m) {
  const WallSeconds now = m.context.now;
  return span_item(TimeForm::interval, {floor_to(now, Grain::year), grain_at(now, Grain::day).end, Grain::day});
}
std::optional<Item> month_to_date(const Match &m) {
  const WallSeconds now = m.context.now;
  return span_item(TimeForm::interval, {floor_to(now, Grain::month), grain_at(now, Grain::day).end, Grain::day});
}
/// "the rest of december".
std::optional<Item> rest_of_month(const Match &m) {
  const auto month = next_member(m[0], m.context.now);
  if (!month) return std::nullopt;
  return span_item(TimeForm::interval, {std::max(month->start, floor_to(m.context.now, Grain::day)), month->end, Grain::day});
}
/// "the last 3 weeks of this year", "the first two days of may": as many of them, whole, at that end.
std::optional<Item> run_in(const Item &count, Grain grain, const Item &outer, bool last) {
  const std::int64_t n = whole(count);
  if (grain >= outer.grain || outer.open != 0 || outer.grain < Grain::day) return std::nullopt;
  return time_item(TimeForm::interval, grain, mapped(outer.series, [=](TimeSpan span) -> std::optional<TimeSpan> {
    WallSeconds edge = floor_to(last ? span.end : span.start, grain);
    if (!last && edge < span.start) edge = add_grains(edge, grain, 1);
    const WallSeconds far = add_grains(edge, grain, last ? -n : n);
    const TimeSpan run{std::min(edge, far), std::max(edge, far), grain};
    return run.start >= span.start && run.end <= span.end ? std::optional(run) : std::nullopt;
  }));
}
std::optional<Item> first_n_of(const Match &m) { return run_in(m[0], m[1].grain, m[2], false); }
std::optional<Item> last_n_of(const Match &m) { return run_in(m[0], m[1].grain, m[2], true); }
/// Monday to Friday.
template <int offset>
std::optional<Item> working_week(const Match &m) {
  const TimeSpan week = grain_at(m.context.now, Grain::week, offset);
  return span_item(TimeForm::interval, {week.start, add_grains(week.start, Grain::day, 5), Grain::day});
}

constexpr Rule kRules[]{
    {"{the}? week|wk|semana <count> {of}? <container>", numbered_week, 1},
    {"{the}? <ord> half {of} <container>", half_of_year, 1},
    {"{the}? <ord> semestre|half {of}|{this}? <container>", half_of_year, 1},
    {"<count> -? h <small>", short_half, 1},
    {"<year> -? h <small>", short_half, 1},
    {"h <small> of|de|del|-|/? <latent_year>", half_in_year, 1},
    {"<ord> quarter|qtr|trimestre", quarter},
    {"<ord> quarter|qtr|trimestre|cuarto de|del|of|-|/? <latent_year>", quarter_in_year, 0.5F},
    {"q <small>", short_quarter},
    {"<count> -? q <small>", quarter_of_year, 1},
    {"<year> -? q <small>", quarter_of_year, 1},
    {"ides of <month>", ides},
    {"{rest} {the}|{this}|my? <grain>", rest_of},
    {"rest|the_rest {the}|{this}|my <grain>", rest_of},
    {"{rest} today|hoy|el_dia_de_hoy|la_jornada|la_jornada_de_hoy", rest_of_today, 1},
    {"{rest} {the}|{this}? dia_de_hoy|jornada|jornada_de_hoy", rest_of_today, 1},
    {"month_to_date|mtd|en_lo_que_va_de_mes|en_lo_que_va_del_mes", month_to_date, 1},
    {"{rest} {the}? <month>", rest_of_month},
    {"year_to_date|ytd|ano_hasta_la_fecha|el_ano_hasta_la_fecha|en_lo_que_va_de_ano|en_lo_que_va_del_ano", year_to_date, 1},
    {"{the}? {last}|final <count> <grain> {of} <container>", last_n_of, 1},
    {"{the}? {last}|final <count> <grain> {of} <month>", last_n_of, 1},
    {"{the}? first|primeros|primeras <count> <grain> {of} <container>", first_n_of, 1},
    {"{the}? first|primeros|primeras <count> <grain> {of} <month>", first_n_of, 1},
    {"{the}? {this} workweek|working_week|work_week|semana_laboral", working_week<0>},
    {"{the}? {next} workweek|working_week|work_week|semana_laboral", working_week<1>},
    {"{the}? {last} workweek|working_week|work_week|semana_laboral", working_week<-1>},
    {"{the}? <year> s|'s", named_decade, 1},
    {"the|los|in_the|during_the <count> s|'s", short_decade, 1},
    {"los_anos|anos|decada_de_los|decada_de|la_decada_de_los|la_decada_de <count>", years_of_decade, 1},
    {"' <count> s", short_decade, 1},
    {"{the}|nineteen|the_nineteen|1900s? twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties", spoken_decade},
    {"{the}? {last} <count> decades|decadas|decenios", last_decades},
    {"{the}? {next} <count> decades|decadas|decenios", next_decades},
    {"{the}? <ord> century|siglo", century},
    {"el? siglo <count>", century},
    {"{the}? decade|decada|decenio of|de|de_los <year>", named_decade, 1},
    {"{the}? {this} decade|decada|decenio", decade_from_now<0>},
    {"{the}? {next} decade|decada|decenio", decade_from_now<1>},
    {"{the}? decade|decada|decenio {coming}", decade_from_now<1>},
    {"{the}? {last} decade|decada|decenio", decade_from_now<-1>},
    {"{the}? decade|decada|decenio {gone}", decade_from_now<-1>},
};

}  // namespace

std::span<const Rule> period_rules() { return kRules; }

}  // namespace callwell::nlu
