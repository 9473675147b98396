// Days, months and years, named and counted.
#include <algorithm>

#include "nlu/time_items.hpp"
#include "nlu/time_rules.hpp"

namespace callwell::nlu {

namespace {

std::int32_t whole(const Item &item) { return static_cast<std::int32_t>(item.number); }

std::optional<Item> named_date(const Item &month, const Item &day) {
  return date_item(whole(month), whole(day));
}
std::optional<Item> month_day(const Match &m) { return named_date(m[0], m[1]); }
std::optional<Item> day_month(const Match &m) { return named_date(m[1], m[0]); }

/// "the first available", "la primera": ordinals that count something else.
bool counts_things(const Match &m) {
  if (m[0].kind != ItemKind::ordinal) return false;
  constexpr std::string_view kThings[]{
      "thing", "one",    "ones", "available",  "opening", "time",    "times",   "appointment", "slot",    "option", "person", "visit",
      "week",  "choice", "day",  "two",        "three",   "half",    "quarter", "floor",       "que",     "cita",   "opcion", "vez",
      "hora",  "semana", "dia",  "disponible", "weekday", "weekend", "month",   "dose",        "session", "try"};
  const std::string_view last = m.context.utterance.word(m.end - 1), next = m.context.utterance.word(m.end);
  const bool feminine = m.word(0) == "la" || (m.context.utterance.language == Language::es && last.back() == 'a');
  return feminine || std::find(std::begin(kThings), std::end(kThings), next) != std::end(kThings);
}

std::optional<Item> the_day(const Match &m) {
  if (counts_things(m)) return std::nullopt;
  if (whole(m[0]) < 1 || whole(m[0]) > 31) return std::nullopt;
  return day_of_month_item(whole(m[0]));
}
std::optional<Item> bare_day(const Match &m) {
  auto item = the_day(m);
  if (item) item->latent = true;
  return item;
}
std::optional<Item> weekday_and_day(const Match &m) { return both(m[0], day_of_month_item(whole(m[1]))); }

std::optional<Item> year(const Match &m) { return year_item(whole(m[0])); }
std::optional<Item> bare_year(const Match &m) {
  Item item = year_item(whole(m[0]));
  item.latent = true;
  return item;
}
/// "nineteen eighty four", "twenty twenty six".
std::optional<Item> spoken_year(const Match &m) {
  Item item = year_item(whole(m[0]) * 100 + whole(m[1]));
  item.latent = true;
  return item;
}
std::optional<Item> in_year(const Match &m) { return both(m[1], m[0]); }
std::optional<Item> of_year(const Match &m) { return both(m[0], m[1]); }

std::optional<Item> together(const Match &m) { return both(m[0], m[1]); }
/// "5 tomorrow", "mañana a 11": the day makes the number an hour.
std::optional<Item> day_and_bare_clock(const Match &m) { return both(m[0], m[1]); }
std::optional<Item> bare_clock_and_day(const Match &m) { return both(m[1], m[0]); }
std::optional<Item> day_and_part(const Match &m) { return both(m[0], m[1]); }
std::optional<Item> part_and_day(const Match &m) { return both(m[1], m[0]); }
std::optional<Item> day_and_spanish_morning(const Match &m) { return both(m[0], part_item(PartOfDay::morning, true)); }

/// "the 20th of next month".
std::optional<Item> day_of_that_month(const Match &m) {
  if (m[1].form == TimeForm::month) return std::nullopt;   // a named one has rules of its own
  return both(m[1], day_of_month_item(whole(m[0])));
}

std::optional<Item> same(const Match &m) {
  Item item = m[0];
  item.latent = false;
  return item;
}

std::optional<Item> nth_weekday(const Match &m) {
  return nth(static_cast<std::int64_t>(m[0].number), m[1].series, Grain::day, m[2]);
}
std::optional<Item> nth_grain(const Match &m) {
  if (m[1].grain >= m[2].grain && !(m[1].grain == Grain::week && m[2].grain == Grain::month)) return std::nullopt;
  return nth(static_cast<std::int64_t>(m[0].number), every(m[1].grain), m[1].grain, m[2]);
}
std::optional<Item> nth_last_weekday(const Match &m) { return nth(-static_cast<std::int64_t>(m[0].number), m[1].series, Grain::day, m[2]); }
std::optional<Item> nth_last_grain(const Match &m) {
  if (m[1].grain >= m[2].grain) return std::nullopt;
  return nth(-static_cast<std::int64_t>(m[0].number), every(m[1].grain), m[1].grain, m[2]);
}
std::optional<Item> last_weekday(const Match &m) { return nth(-1, m[0].series, m[0].grain, m[1]); }
std::optional<Item> last_grain(const Match &m) {
  if (m[0].grain >= m[1].grain) return std::nullopt;
  return nth(-1, every(m[0].grain), m[0].grain, m[1]);
}

/// "the week of october 6th".
std::optional<Item> grain_around(const Match &m) {
  if (m[0].grain <= m[1].grain || m[1].open != 0) return std::nullopt;
  const Grain grain = m[0].grain;
  Item item =
      time_item(TimeForm::cycle, grain, mapped(m[1].series, [grain](TimeSpan span) { return std::optional(grain_at(span.start, grain)); }));
  return item;
}

std::optional<Item> grain_around_day(const Match &m) {
  const Item day = day_of_month_item(whole(m[1]));
  Match with_day = m;
  with_day.items[1] = &day;
  return m[0].grain == Grain::week ? grain_around(with_day) : std::nullopt;
}

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
std::optional<Item> ides(const Match &m) {
  const std::int32_t month = whole(m[0]);
  const bool late = month == 3 || month == 5 || month == 7 || month == 10;
  return date_item(month, late ? 15 : 13);
}

/// The `n`-th member of a series nearest to a day, by the distance of their starts.
std::optional<Item> closest(const Item &wanted, std::int64_t n, const Item &to, WallSeconds now) {
  const auto target = next_member(to, now);
  if (!target || n < 1 || n > 12) return std::nullopt;
  const Asking asking{now, Meridiem::nearest};
  auto after = wanted.series->ending_after(target->start, asking);
  auto before = wanted.series->starting_before(after ? after->start : target->start, asking);
  std::optional<TimeSpan> pick;
  for (std::int64_t i = 0; i < n; ++i) {
    const bool use_after = after && (!before || after->start - target->start <= target->start - before->start);
    pick = use_after ? after : before;
    if (!pick) return std::nullopt;
    if (use_after) after = wanted.series->ending_after(pick->end, asking);
    else before = wanted.series->starting_before(pick->start, asking);
  }
  return span_item(TimeForm::date, *pick);
}
std::optional<Item> closest_to(const Match &m) { return closest(m[0], 1, m[1], m.context.now); }
std::optional<Item> nth_closest_to(const Match &m) { return closest(m[1], static_cast<std::int64_t>(m[0].number), m[2], m.context.now); }

constexpr Rule kRules[]{
    {"<month> {the}? <dom>", month_day},
    {"<month> {the}? <dom_ordinal>", month_day},
    {"<dom> {of_month}? <month>", day_month},
    {"<dom_ordinal> {of_month}? <month>", day_month},
    {"<dom_ordinal> day|dia {of_month} <month>", day_month},
    {"{the}|on|on_the|dia|el_dia <dom_ordinal>", the_day},
    {"the|this <dom>", bare_day},
    {"<dom_ordinal>", bare_day},
    {"el|dia|el_dia|del|del_dia|al <dom>", the_day},
    {"day|the_day <dom>", the_day},
    {"<weekday> ,? {the}|dia|el_dia? <dom>", weekday_and_day},
    {"<weekday> ,? {the}|dia|el_dia? <dom_ordinal>", weekday_and_day},
    {"<year>", bare_year},
    {"<century> <year_tail>", spoken_year},
    {"<century> {oh} <units>", spoken_year},
    {"in|en|year|ano|el_ano|the_year|in_the_year|en_el_ano|del_ano <year>", year},
    {"<dated> ,? of|de|del|del_ano|in|en? <latent_year>", of_year},
    {"<latent_year> ,? <dated>", in_year},
    {"<time> <time>", together, -1},
    {"<time> ,|on|of|at|for|the|in|del|de|el|en|para|para_el|from|'s|- <time>", together, -1},
    {"<time> ,_on|,_at|on_the|de_la|of_the|in_the|de_el|,_el|at_about|,_a|de_los|at_around|,_de <time>", together, -1},
    {"<exact_day> ,|at|@|a|around|about|tipo|by? <clock>", day_and_bare_clock, -1.5F},
    {"<clock> ,|on|del|de|el? <exact_day>", bare_clock_and_day, -1.5F},
    {"<clock> on_the|,_on|para_el <exact_day>", bare_clock_and_day, -1.5F},
    {"<dom_any> {of}|del|de_el|of_the <month_long>", day_of_that_month},
    {"{the}|el_dia <dom_any> {of}|del|de_el|of_the <month_long>", day_of_that_month},
    {"<day> ,|in_the|in|por_la|por_las|en_la|a_la|en|x_la|at|por? <part>", day_and_part},
    {"<day> ,|por_la|en_la|a_la|x_la|por|en|de_la manana", day_and_spanish_morning},
    {"<part> of|on|de|del|de_la|el? <day>", part_and_day},
    {"la_manana of|on|de|del|el <day>", [](const Match &m) { return both(m[0], part_item(PartOfDay::morning, true)); }},
    {"{on} <time>", same, -0.5F},
    {"{the} <day>", same, -0.5F},
    {"<ord> <weekday> {of} <container>", nth_weekday},
    {"<ord> <grain> {of} <container>", nth_grain},
    {"<ord> {last} <weekday> {of} <container>", nth_last_weekday},
    {"<ord> {last} <grain> {of} <container>", nth_last_grain},
    {"{last} <weekday> {of} <container>", last_weekday},
    {"{last} <weekend> {of} <container>", last_weekday},
    {"{last} <grain> {of} <container>", last_grain},
    {"the|la|el? <grain> {of} the|la|el? <day>", grain_around},
    {"{the}? <grain> of_the|del|de_el <dom_any>", grain_around_day},
    {"<ord> quarter|qtr|trimestre", quarter},
    {"q <small>", short_quarter},
    {"<count> -? q <small>", quarter_of_year, 1},
    {"<year> -? q <small>", quarter_of_year, 1},
    {"<ord> {last} <grain> {of} <month>", nth_last_grain},
    {"{last} <grain> {of} <month>", last_grain},
    {"ides of <month>", ides},
    {"{the}? closest|nearest <day> to <day>", closest_to},
    {"{the}? <ord> closest|nearest <day> to <day>", nth_closest_to},
};

}  // namespace

std::span<const Rule> date_rules() { return kRules; }

}  // namespace callwell::nlu
