// Days, months and years, named and counted.
#include <algorithm>

#include "nlu/time_items.hpp"
#include "nlu/time_rules.hpp"

namespace callwell::nlu {

namespace {

std::int32_t whole(const Item &item) { return static_cast<std::int32_t>(item.number); }
std::optional<Item> same(const Match &m) {
  Item item = m[0];
  item.latent = false;
  return item;
}

std::optional<Item> named_date(const Item &month, const Item &day) {
  return date_item(whole(month), whole(day));
}
std::optional<Item> month_day(const Match &m) { return named_date(m[0], m[1]); }
/// "one may ask" is no first of May.
std::optional<Item> day_month(const Match &m) {
  if (m.word(0) == "one" && m[1].latent) return std::nullopt;
  return named_date(m[1], m[0]);
}
/// "el 9 de 8", "el 21 del 3": Spanish counts the months.
std::optional<Item> day_of_counted_month(const Match &m) {
  const std::int32_t day = whole(m[0]), month = whole(m[1]);
  if (month < 1 || month > 12 || m.context.utterance.language != Language::es) return std::nullopt;
  Item item = date_item(month, day);
  const bool article = m.word(0) == "el" || m.word(0) == "dia" || m.word(0) == "del" || m.word(0) == "al";
  item.latent = !article;
  return item;
}
std::optional<Item> date_in_full(const Match &m) {
  const base::Date date{whole(m[2]), whole(m[1]), whole(m[0])};
  if (!date.valid()) return std::nullopt;
  return span_item(TimeForm::date, grain_at(wall_seconds(date), Grain::day));
}

/// "the first available", "la primera": ordinals that count something else.
bool counts_things(const Match &m) {
  if (m[0].kind != ItemKind::ordinal) return false;
  constexpr std::string_view kThings[]{
      "thing", "one",    "ones", "available",  "opening", "time",    "times",   "appointment", "slot",    "option", "person", "visit",
      "week",  "choice", "day",  "two",        "three",   "half",    "quarter", "floor",       "que",     "cita",   "opcion", "vez",
      "hora",  "semana", "dia",  "disponible", "weekday", "weekend", "month",   "dose",        "session", "try",
      "place", "lugar", "piso", "puesto", "opinion", "round", "floor"};
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
/// "in april of 87", "august 99".
std::optional<Item> of_short_year(const Match &m) { return both(m[0], year_item(1900 + whole(m[1]))); }
std::optional<Item> in_year(const Match &m) { return both(m[1], m[0]); }
std::optional<Item> of_year(const Match &m) { return both(m[0], m[1]); }

std::optional<Item> together(const Match &m) { return both(m[0], m[1]); }
/// "5 tomorrow", "mañana a 11": the day makes the number an hour.
std::optional<Item> day_and_bare_clock(const Match &m) {
  constexpr float kLikelyYear = -2;
  const bool bare_year = m[1].latent && m[1].score <= kLikelyYear && m[0].end == m[1].first;   // "hoy 2018" is no 20:18
  const auto &tokens = m.context.utterance.tokens;
  const bool word_follows = m.end < tokens.size() && tokens[m.end].kind == Token::Kind::word;
  const bool counts = m.context.utterance.word(m[0].end) == "," && m[1].latent && word_follows;
  return bare_year || counts ? std::nullopt : both(m[0], m[1]);   // "july 1st, 17 times"
}
/// "tuesday by two": at two, or before it.
std::optional<Item> day_by_clock(const Match &m) {
  auto item = both(m[0], m[1]);
  if (!item) return item;
  item->second_reading = resolve(*item->series, Asking{m.context.now, Meridiem::office}, item->strictly_later);
  item->second_form = TimeForm::open;
  item->second_open = -1;
  return item;
}
std::optional<Item> bare_clock_and_day(const Match &m) { return both(m[1], m[0]); }
std::optional<Item> day_and_part(const Match &m) { return both(m[0], m[1]); }
std::optional<Item> part_and_day(const Match &m) { return both(m[1], m[0]); }
std::optional<Item> day_and_spanish_morning(const Match &m) { return both(m[0], part_item(PartOfDay::morning, true)); }
/// "tuesday pm", "monday a.m."; in "tuesday 1 pm" the letters go with the hour.
std::optional<Item> day_and_half(const Match &m, PartOfDay half) {
  const std::size_t last = m[0].end - 1;
  const Utterance &u = m.context.utterance;
  const bool number = u.tokens[last].kind == Token::Kind::number || cardinal_at(u, last, m.context.style);
  return number ? std::nullopt : both(m[0], part_item(half, false));
}
std::optional<Item> day_before_noon(const Match &m) { return day_and_half(m, PartOfDay::morning); }
std::optional<Item> day_after_noon(const Match &m) { return day_and_half(m, PartOfDay::afternoon); }

Item day_of(const Item &part) {
  const auto day = [](TimeSpan span) { return std::optional(grain_at(span.start, Grain::day)); };
  Item item = time_item(TimeForm::date, Grain::day, mapped(part.series, day));
  if (const SeriesPtr other = other_reading(part)) item.other = mapped(other, day);
  return item;
}
/// "building 4", "room 12", "a party of 7": the number names or counts.
bool numbers_something(const Match &m) {
  constexpr std::string_view kBefore[]{"building", "edificio", "room",   "sala",   "cuarto", "suite", "floor", "piso", "number",
                                       "numero",   "unit",     "puerta", "office", "gate",   "apt",   "zone",  "zona", "consultorio",
                                       "of",       "for",      "party"};
  const std::string_view before = m.first > 0 ? m.context.utterance.word(m.first - 1) : std::string_view();
  return std::find(std::begin(kBefore), std::end(kBefore), before) != std::end(kBefore);
}
/// The hours after midnight of a night are those of the next day. An hour of today already gone may be that of tomorrow.
std::optional<Item> hour_of_part(const Item &clock, const Item &part, WallSeconds now) {
  const auto hour = clock_in_part(clock, *part.part);
  if (!hour) return std::nullopt;
  Item day = day_of(part);
  const bool late = (*part.part == PartOfDay::night || *part.part == PartOfDay::evening) && hour->clock.hour < 6;
  if (late) day.series = mapped(day.series, [](TimeSpan span) { return std::optional(grain_at(span.start, Grain::day, 1)); });
  auto item = both(day, *hour);
  const auto span = item ? next_member(*item, now) : std::nullopt;
  if (span && span->end <= now && floor_to(span->start, Grain::day) == floor_to(now, Grain::day)) item->other = hour->series;
  return item;
}
/// "five thirty tomorrow evening", "10, tonight".
std::optional<Item> clock_on_part(const Match &m) {
  if (m[0].latent && (numbers_something(m) || m[0].grain != Grain::hour)) return std::nullopt;
  return hour_of_part(m[0], m[1], m.context.now);
}
std::optional<Item> part_and_clock(const Match &m) { return hour_of_part(m[1], m[0], m.context.now); }
/// "from 3 to 8 yesterday afternoon": the hours begin in that part and may leave it.
std::optional<Item> range_in_part(const Item &range, const Item &part) {
  Item item = time_item(TimeForm::interval, range.grain, intersect(mapped(part.series, [](TimeSpan span) -> std::optional<TimeSpan> {
    const TimeSpan day = grain_at(span.start, Grain::day);
    return TimeSpan{span.start, span.start >= day.start + 12 * 3600 ? day.end + 6 * 3600 : span.end, span.grain};
  }), range.series));
  return item;
}
std::optional<Item> range_on_part(const Match &m) { return range_in_part(m[0], m[1]); }
std::optional<Item> part_with_range(const Match &m) { return range_in_part(m[1], m[0]); }
/// "next monday 6-8".
std::optional<Item> day_and_hours(const Match &m) {
  const auto hours = between(m[1], m[2]);
  return hours ? both(m[0], *hours) : std::nullopt;
}
std::optional<Item> hours_and_day(const Match &m) {
  const auto hours = between(m[0], m[1]);
  return hours ? both(m[2], *hours) : std::nullopt;
}

/// "the 20th of next month".
std::optional<Item> day_of_that_month(const Match &m) {
  if (m[1].form == TimeForm::month) return std::nullopt;   // a named one has rules of its own
  return both(m[1], day_of_month_item(whole(m[0])));
}


TimeSpan week_around(TimeSpan span) { return grain_at(span.start, Grain::week); }
/// The n-th week of a month or a year: those that lie whole in it, or those that have most of their days in it.
std::optional<Item> nth_in(std::int64_t n, Grain grain, const Item &outer) {
  auto item = nth(n, every(grain), grain, outer);
  if (item && grain == Grain::week) {
    item->other = mapped(nth_of(n, weekday_series(base::Weekday::thu), outer.series),
                         [](TimeSpan span) { return std::optional(week_around(span)); });
  }
  return item;
}
/// "2026-12-16T12:23": the clock of a stamp has 24 hours.
std::optional<Item> stamped(const Match &m) {
  ClockTime time = m[1].clock;
  time.open_half = false;
  return m[1].form == TimeForm::clock ? both(m[0], clock_item(time)) : std::nullopt;
}
/// "this friday, june 15th": the date as it comes, or that of this year.
std::optional<Item> this_named_day(const Match &m) {
  const Item &date = m[m.count - 1];
  const auto day = static_cast<std::int32_t>(date.number);
  Item item = date_item(day / 100, day % 100);
  const base::Date here{local_time(m.context.now).date.year, day / 100, day % 100};
  if (here.valid()) item.second_reading = grain_at(wall_seconds(here), Grain::day);
  return item;
}

std::optional<Item> nth_weekday(const Match &m) {
  return nth(static_cast<std::int64_t>(m[0].number), m[1].series, Grain::day, m[2]);
}
std::optional<Item> nth_grain(const Match &m) {
  if (m[1].grain >= m[2].grain && !(m[1].grain == Grain::week && m[2].grain == Grain::month)) return std::nullopt;
  return nth_in(static_cast<std::int64_t>(m[0].number), m[1].grain, m[2]);
}
std::optional<Item> nth_last_weekday(const Match &m) { return nth(-static_cast<std::int64_t>(m[0].number), m[1].series, Grain::day, m[2]); }
std::optional<Item> nth_last_grain(const Match &m) {
  if (m[1].grain >= m[2].grain) return std::nullopt;
  return nth_in(-static_cast<std::int64_t>(m[0].number), m[1].grain, m[2]);
}
std::optional<Item> last_weekday(const Match &m) { return nth(-1, m[0].series, m[0].grain, m[1]); }
std::optional<Item> last_grain(const Match &m) {
  if (m[0].grain >= m[1].grain) return std::nullopt;
  return nth_in(-1, m[0].grain, m[1]);
}

/// "the week of october 6th".
std::optional<Item> grain_around(const Match &m) {
  if (m[0].grain <= m[1].grain || m[1].open != 0) return std::nullopt;
  const Grain grain = m[0].grain;
  Item item =
      time_item(TimeForm::cycle, grain, mapped(m[1].series, [grain](TimeSpan span) { return std::optional(grain_at(span.start, grain)); }));
  if (grain == Grain::week) {   // to some a Sunday begins it
    item.other = mapped(m[1].series, [grain](TimeSpan span) { return std::optional(grain_at(span.start + 86'400, grain)); });
  }
  return item;
}

std::optional<Item> grain_around_day(const Match &m) {
  const Item day = day_of_month_item(whole(m[1]));
  Match with_day = m;
  with_day.items[1] = &day;
  return m[0].grain == Grain::week ? grain_around(with_day) : std::nullopt;
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

/// "at christmas"; an hour has rules of its own.
std::optional<Item> at_day(const Match &m) {
  return m[0].form == TimeForm::date || m[0].form == TimeForm::interval ? same(m) : std::nullopt;
}
/// "during the morning": the word alone is latent.
std::optional<Item> part_after_during(const Match &m) {
  const auto before = [&](std::uint32_t n) { return m.first >= n ? m.context.utterance.word(m.first - n) : std::string_view(); };
  const bool article = before(1) == "the" || before(1) == "la";
  const std::string_view head = before(article ? 2 : 1);
  return m[0].latent && (head == "during" || head == "durante") ? same(m) : std::nullopt;
}

constexpr Rule kRules[]{
    {"<month> {the}? <dom>", month_day},
    {"<month> {the}? <dom_ordinal>", month_day},
    {"<dom> {of_month}? <month>", day_month},
    {"<dom_ordinal> {of_month}? <month>", day_month},
    {"<dom_ordinal> day|dia {of_month} <month>", day_month},
    {"el|dia|el_dia|del|al? <dom> de|del <small_dozen>", day_of_counted_month},
    {"el|dia|el_dia|del|al? <dom> de|del <small_dozen> de|del <year>", date_in_full, 1},
    {"<dated> of|de|del|del_ano|'|of_' <short_year>", of_short_year},
    {"<month> <short_year>", of_short_year},
    {"<exact_day> t <awake_clock>", stamped, 1},
    {"on_the <dom>", [](const Match &m) { return m[0].digits > 0 ? the_day(m) : std::nullopt; }},
    {"on <dom> at|@ <clock>", [](const Match &m) { return both(day_of_month_item(whole(m[0])), m[1]); }},
    {"{this} <weekday> ,|-? <named_day>", this_named_day},
    {"{this} <weekday> ( <named_day> )", this_named_day},
    {"{this}? <weekday> ,? <dotted_day>", this_named_day},
    {"{this} <named_day>", this_named_day},
    {"at <time>", at_day, -0.5F},
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
    {"in|en|year|ano|el_ano|the_year|in_the_year|en_el_ano|del_ano|year_of|the_year_of|calendar_year|"
     "ano_calendario|ano_fiscal <year>", year},
    {"in|en <latent_year>", same},
    {"<dated> ,? of|de|del|del_ano|in|en? <latent_year>", of_year},
    {"<latent_year> ,? <dated>", in_year},
    {"<day_part> ,|at|@|a_las|a_la|around|about|at_around <clock>", part_and_clock, -0.5F},
    {"<day_part> <awake_clock>", part_and_clock, -0.5F},
    {"<time> <time>", together, -1},
    {"<time> ,|on|of|at|for|the|in|del|de|el|en|para|para_el|from|'s|- <time>", together, -1},
    {"<time> ,_on|,_at|on_the|de_la|of_the|in_the|de_el|,_el|at_about|,_a|de_los|at_around|,_de <time>", together, -1},
    {"<exact_day> ,|at|@|a|around|about|tipo? <clock>", day_and_bare_clock, -1.5F},
    {"<exact_day> by <clock>", day_by_clock, -1.5F},
    {"<clock> ,|on|del|de|el? <exact_day>", bare_clock_and_day, -1.5F},
    {"<clock> on_the|,_on|para_el <exact_day>", bare_clock_and_day, -1.5F},
    {"<dom_any> {of}|del|de_el|of_the <month_long>", day_of_that_month},
    {"{the}|el_dia <dom_any> {of}|del|de_el|of_the <month_long>", day_of_that_month},
    {"<day> ,|in_the|in|por_la|por_las|en_la|a_la|en|x_la|at|por? <part>", day_and_part},
    {"<day> ,|por_la|en_la|a_la|x_la|por|en|de_la manana", day_and_spanish_morning},
    {"<part> of|on|de|del|de_la|el? <day>", part_and_day},
    {"<exact_day> ,|in_the? am|a_._m_.|a_._m", day_before_noon},
    {"<exact_day> ,|in_the? pm|p_._m_.|p_._m", day_after_noon},
    {"<clock> ,|on|at|del|de|el|de_el? <day_part>", clock_on_part},
    {"<hours_range> ,|on|of|del|de|el|de_el? <day_part>", range_on_part},
    {"<day_part> ,|at|de? <hours_range>", part_with_range},
    {"<exact_day> ,|at|from|between|de|entre|,_from? <clock> -|–|to|a|and|y <clock>", day_and_hours, -0.5F},
    {"<clock> -|– <clock> ,|on|of|el|del|de? <exact_day>", hours_and_day, -0.5F},
    {"during|durante <month>", same},
    {"<part>", part_after_during},
    {"la_manana of|on|de|del|el <day>", [](const Match &m) { return both(m[0], part_item(PartOfDay::morning, true)); }},
    {"{on} <time>", same, -0.5F},
    {"{the} <day>", same, -0.5F},
    {"<ord> <weekday> {of} <container>", nth_weekday},
    {"<ord> <grain> {of} <container>", nth_grain},
    {"<ord> <grain> <cycle>", nth_grain, -0.5F},
    {"<ord> {last} <weekday> {of} <container>", nth_last_weekday},
    {"<ord> {last} <grain> {of} <container>", nth_last_grain},
    {"{last} <weekday> {of} <container>", last_weekday},
    {"{last} <weekend> {of} <container>", last_weekday},
    {"{last} <grain> {of} <container>", last_grain},
    {"{last} <grain> <cycle>", last_grain, -0.5F},
    {"the|la|el? <grain> {of} the|la|el? <day>", grain_around},
    {"{the}? <grain> of_the|del|de_el <dom_any>", grain_around_day},
    {"{the}? <grain> starting|beginning|that_starts|that_starts_on|starting_on|beginning_on|que_inicia|que_inicia_el|que_comienza|"
     "que_comienza_el|que_empieza|que_empieza_el|que_va_del|a_partir_del <exact_day>", grain_around, 1},
    {"<ord> {last} <grain> {of} <month>", nth_last_grain},
    {"{last} <grain> {of} <month>", last_grain},
    {"{the}? closest|nearest <day> to <day>", closest_to},
    {"{the}? <ord> closest|nearest <day> to <day>", nth_closest_to},
};

}  // namespace

std::span<const Rule> date_rules() { return kRules; }

}  // namespace callwell::nlu
