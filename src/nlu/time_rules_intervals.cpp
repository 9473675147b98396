// Stretches of time: from one thing to another, open ends, and parts of longer grains.
#include <algorithm>

#include "nlu/time_items.hpp"
#include "nlu/time_rules.hpp"

namespace callwell::nlu {

namespace {

/// "el 15 a las 8", "esta mañana a las siete": after a day "a las" says when, not until when.
bool says_when(const Match &m) {
  const Utterance &u = m.context.utterance;
  const std::uint32_t link = m[0].end;
  const bool at = u.word(link) == "a" && (u.word(link + 1) == "las" || u.word(link + 1) == "la");
  const std::string_view before = m[0].first > 0 ? u.word(m[0].first - 1) : std::string_view();
  const bool day = m[0].form != TimeForm::clock || (m[0].latent && (before == "el" || before == "dia"));
  return at && day && m[1].grain <= Grain::hour;
}
std::optional<Item> from_to(const Match &m) { return says_when(m) ? std::nullopt : between(m[0], m[1]); }

/// "2026-03-28 17:00/2026-03-29 21:00".
std::optional<Item> stamped_from_to(const Match &m) {
  if (m[0].grain > Grain::minute || m[1].grain > Grain::minute) return std::nullopt;
  return between(m[0], m[1]);
}

/// "2014-2018": years of people now living.
std::optional<Item> years_from_to(const Match &m) {
  auto item = between(m[0], m[1]);
  const auto year = [&](const Item &i) { return local_time(i.member.start).date.year; };
  if (item) item->latent = year(m[0]) < 1900 || year(m[1]) <= year(m[0]) || year(m[1]) >= 2100;
  return item;
}

/// "from the 13th to the 15th of july", "july 13 through 15".
std::optional<Item> days_of_month(const Item &month, const Item &from, const Item &to) {
  const auto date = [&](const Item &day) {
    return date_item(static_cast<std::int32_t>(month.number), static_cast<std::int32_t>(day.number));
  };
  if (from.number >= to.number) return std::nullopt;
  return between(date(from), date(to));
}
std::optional<Item> days_then_month(const Match &m) { return days_of_month(m[2], m[0], m[1]); }
std::optional<Item> month_then_days(const Match &m) { return days_of_month(m[0], m[1], m[2]); }
/// "from the 3rd to the 6th".
std::optional<Item> days_alone(const Match &m) {
  if (m[0].number >= m[1].number) return std::nullopt;
  return between(day_of_month_item(static_cast<std::int32_t>(m[0].number)), day_of_month_item(static_cast<std::int32_t>(m[1].number)));
}
/// "from 4 to 22 this month", "del 4 al 23 del próximo mes".
std::optional<Item> days_of_that_month(const Match &m) {
  if (m[2].form == TimeForm::month || m[0].number >= m[1].number) return std::nullopt;
  const auto day = [&](const Item &number) { return both(m[2], day_of_month_item(static_cast<std::int32_t>(number.number))); };
  const auto first = day(m[0]), last = day(m[1]);
  return first && last ? between(*first, *last) : std::nullopt;
}
/// "from 4 to january 22".
std::optional<Item> day_to_date(const Match &m) {
  const auto day = static_cast<std::int64_t>(m[0].number);
  if (m[1].form != TimeForm::date) return std::nullopt;
  return time_item(TimeForm::interval, Grain::day, mapped(m[1].series, [day](TimeSpan span) -> std::optional<TimeSpan> {
    const WallSeconds start = add_grains(floor_to(span.start, Grain::month), Grain::day, day - 1);
    return start < span.start ? std::optional(TimeSpan{start, span.end, Grain::day}) : std::nullopt;
  }));
}
std::optional<Item> clocks_in_part(const Match &m) {
  auto to = clock_in_part(m[1], *m[2].part);
  return to ? between(m[0], *to) : std::nullopt;
}
std::optional<Item> clocks_in_morning(const Match &m) {
  auto to = clock_in_part(m[1], PartOfDay::morning);
  return to ? between(m[0], *to) : std::nullopt;
}

/// "after friday" leaves the Friday out, "after 2018" the year to some; the other bound stays as a second reading.
std::optional<Item> after(const Match &m) {
  const bool behind = m[0].grain >= Grain::day && m[0].form != TimeForm::year;
  Item item = open_item(m[0], 1, behind);
  if (m[0].grain >= Grain::day && !item.other) item.other = open_item(m[0], 1, !behind).series;
  return item;
}
/// "since monday" speaks of the last one.
std::optional<Item> since(const Match &m) {
  Item item = open_item(m[0], 1, false);
  if (m[0].series->once()) return item;
  item.other = item.series;
  item.series = gone(item.series);
  item.strictly_later = false;
  return item;
}
/// What follows an interval's "from" is its start, so the interval as a whole is the better reading.
std::optional<Item> from(const Match &m) {
  if (m.word(0) == "since" && m[0].form != TimeForm::year) return since(m);
  Item item = open_item(m[0], 1, false);
  if (m[0].form == TimeForm::interval || m[0].form == TimeForm::lasting) item.score = -3;
  const bool named = m[0].form == TimeForm::month || m[0].form == TimeForm::cycle || m[0].form == TimeForm::year;
  const bool stretch = named && m[0].grain >= Grain::week;
  if (stretch && !item.other) {   // "the figures from october" are October's
    item.second_reading = next_member(m[0], m.context.now);
    item.second_form = m[0].form;
  }
  return item;
}
std::optional<Item> before(const Match &m) { return open_item(m[0], -1, false); }
/// "thursday before 5 pm", "3 pm or later on monday": that side of the day, or simply before and after that point.
std::optional<Item> side_of_day(const Item &day, const Item &clock, std::int8_t direction, WallSeconds now) {
  const auto point = both(day, clock);
  const auto span = point ? resolve(*point->series, Asking{now, Meridiem::office}, point->strictly_later) : std::nullopt;
  if (!span) return std::nullopt;
  const TimeSpan whole = grain_at(span->start, Grain::day);
  Item item = span_item(TimeForm::interval, direction > 0 ? TimeSpan{span->start, whole.end, span->grain}
                                                          : TimeSpan{whole.start, span->start, span->grain});
  item.second_reading = span;
  item.second_form = TimeForm::open;
  item.second_open = direction;
  return item;
}
std::optional<Item> day_after_clock(const Match &m) { return side_of_day(m[0], m[1], 1, m.context.now); }
std::optional<Item> day_before_clock(const Match &m) { return side_of_day(m[0], m[1], -1, m.context.now); }
std::optional<Item> clock_onward_on_day(const Match &m) {
  const bool only_and = m.context.utterance.word(m[0].end) == "and";   // "at eleven and on march 13th"
  return only_and ? std::nullopt : side_of_day(m[1], m[0], 1, m.context.now);
}
std::optional<Item> until(const Match &m) { return open_item(m[0], -1, m[0].grain == Grain::day && m[0].form != TimeForm::now); }
/// "by friday": from now until then.
std::optional<Item> by(const Match &m) {
  const auto span = resolve(*m[0].series, Asking{m.context.now, Meridiem::office}, m[0].strictly_later);
  if (!span || span->start <= m.context.now || m[0].open != 0) return std::nullopt;
  const WallSeconds end = m[0].form == TimeForm::interval ? span->end : span->start;
  Item item = span_item(TimeForm::interval, {m.context.now, end, Grain::second});
  item.second_reading = span;   // "by two" is often just two
  item.second_form = m[0].form;
  item.second_open = -1;
  return item;
}
std::optional<Item> by_clock(const Match &m) { return open_item(m[0], -1, false); }
std::optional<Item> as_soon_as_possible(const Match &m) {
  return open_item(span_item(TimeForm::now, grain_at(m.context.now, Grain::second)), 1, false);
}

enum class Third : std::uint8_t { early, middle, late };

/// The hours Duckling gives: ten days of a month, three months of a year, three days of a week.
std::optional<TimeSpan> third_of(TimeSpan span, Third third) {
  struct Split { Grain grain; std::int64_t first, second; };
  const Split split = span.grain == Grain::month ? Split{Grain::day, 10, 20}
                      : span.grain == Grain::year ? Split{Grain::month, 3, 8}
                      : span.grain == Grain::week ? Split{Grain::day, 3, 4}
                                                  : Split{Grain::hour, 8, 16};
  if (span.grain != Grain::month && span.grain != Grain::year && span.grain != Grain::week && span.grain != Grain::day) return std::nullopt;
  const WallSeconds a = add_grains(span.start, split.grain, split.first), b = add_grains(span.start, split.grain, split.second);
  const WallSeconds start = third == Third::early ? span.start : third == Third::middle ? a : b;
  const WallSeconds end = third == Third::early ? a : third == Third::middle ? b : span.end;
  return TimeSpan{start, end, split.grain};
}
/// "later this year" is also what is left of its second half, "earlier this year" what has gone of its first; and the end of a day
/// is its last second.
void add_wider(std::optional<Item> &item, const TimeSpan &span, Third third, WallSeconds now) {
  if (!item || third == Third::middle) return;
  if (span.grain == Grain::day) {
    if (third == Third::early) return;
    item->second_reading = TimeSpan{span.end - 1, span.end, Grain::second};
    item->second_form = TimeForm::clock;
    return;
  }
  const WallSeconds middle = span.grain == Grain::year ? add_grains(span.start, Grain::month, 6)
                                                       : add_grains(span.start, Grain::day, span.grain == Grain::month ? 15 : 3);
  const bool running = span.start <= now && now < span.end;
  const WallSeconds today = floor_to(now, Grain::day);
  const TimeSpan half = third == Third::late ? TimeSpan{running ? std::max(middle, today) : middle, span.end, Grain::day}
                                             : TimeSpan{span.start, running ? std::min(middle, today) : middle, Grain::day};
  if (half.start >= half.end) return;
  item->second_reading = half;
  item->second_form = TimeForm::interval;
}

template <Third third>
std::optional<Item> third_part(const Match &m) {
  const Item &base = m[0];
  if (base.open != 0 || base.form == TimeForm::interval) return std::nullopt;
  const Grain grain = base.grain == Grain::year ? Grain::month : base.grain == Grain::day ? Grain::hour : Grain::day;
  std::optional<Item> item =
      time_item(TimeForm::interval, grain, mapped(base.series, [](TimeSpan span) { return third_of(span, third); }));
  if (const auto span = next_member(base, m.context.now)) add_wider(item, *span, third, m.context.now);
  return item;
}
template <Third third, Grain grain>
std::optional<Item> third_of_current(const Match &m) {
  const TimeSpan whole = grain_at(m.context.now, grain);
  const auto part = third_of(whole, third);
  auto item = part ? std::optional(span_item(TimeForm::interval, *part)) : std::nullopt;
  add_wider(item, whole, third, m.context.now);
  return item;
}
template <Third third>
std::optional<Item> third_of_this(const Match &m) {
  const TimeSpan whole = grain_at(m.context.now, m[0].grain);
  const auto part = third_of(whole, third);
  auto item = part ? std::optional(span_item(TimeForm::interval, *part)) : std::nullopt;
  add_wider(item, whole, third, m.context.now);
  return item;
}

/// "for 10 days from 18th dec": the last day counts.
std::optional<Item> lasting(const Item &start, const Amount &amount) {
  const auto end = away_from(start, amount, 1);
  if (!end || start.open != 0) return std::nullopt;
  const Grain grain = std::min(start.grain, amount.grain);
  Item item = time_item(TimeForm::lasting, grain, mapped(start.series, [amount, grain](TimeSpan span) -> std::optional<TimeSpan> {
    WallSeconds stop = span.start;
    for (std::size_t i = amount.by_grain.size(); i-- > 0;)
      stop = add_grains(stop, static_cast<Grain>(i), static_cast<std::int64_t>(amount.by_grain[i]));
    return TimeSpan{span.start, add_grains(stop, grain, 1), grain};
  }));
  item.strictly_later = start.strictly_later;
  return item;
}
std::optional<Item> amount_from(const Match &m) { return lasting(m[1], m[0].amount); }
std::optional<Item> from_for_amount(const Match &m) { return lasting(m[0], m[1].amount); }

constexpr Rule kRules[]{
    {"from|desde|de|del|desde_el|desde_las|de_las|starting|desde_la <time> {to} <time>", from_to},
    {"from|de|desde|between|entre|entre_las|entre_la|de_las|desde_las|entre_el <clock> {to} <clock>", from_to},
    {"between|entre|entre_el|btw|btwn|bet <time> and|y|to|-|&|e <time>", from_to},
    {"from|between|de|desde|entre <month> {to}|and|y <month>", from_to},
    {"<time> {to} <time>", from_to, -0.2F},
    {"<time> / <time>", stamped_from_to},
    {"<awake_clock> {to} <clock>", from_to, -0.1F},
    {"<awake_clock> {to} <clock> h", from_to, 0.1F},
    {"<clock> {to} <awake_clock>", from_to, -0.1F},
    {"between|entre|entre_las|entre_la|btw|btwn|bet <clock> and|y|&|-|to|e|y_las|y_la <clock>", from_to},
    {"from|de|del|desde|desde_el|between|entre|entre_el? {the}? <dom_any> {to}|and|y {the}? <dom_any> {of_month}? <month>",
     days_then_month, 1},
    {"<month> from|del|desde? {the}? <dom_any> {to}|and|y {the}? <dom_any>", month_then_days, 1},
    {"from|between|desde <month> {the}? <dom_any> {to}|and|y {the}? <dom_any>", month_then_days, 1},
    {"from|del|desde|desde_el|between|entre|entre_el|de {the}? <dom_any> {to}|and|y {the}? <dom_ordinal>", days_alone},
    {"del|desde_el|entre_el|from_the|between_the <dom_any> {to}|and|y {the}? <dom_any>", days_alone},
    {"the <dom_ordinal> {to} {the}? <dom_ordinal>", days_alone},
    {"from|de|between|entre|entre_las|de_las? <clock> {to}|and|y|y_las <clock> {in_part} <part>", clocks_in_part, 1},
    {"from|de|between|entre|entre_las|de_las? <clock> {to}|and|y|y_las <clock> de|por|en la manana", clocks_in_morning, 1},
    {"from|del|de|desde|desde_el|between|entre|entre_el? {the}? <dom_any> {to}|and|y {the}? <dom_any> {of}|del|de_el|of_the? <month_long>",
     days_of_that_month, 1},
    {"from|desde|desde_el|del|between|entre {the}? <dom_any> {to}|and|y <exact_day>", day_to_date, 0.5F},
    {"{after} <time>", after},
    {"{after} <clock>", after},
    {"anytime|any_time|cualquier_hora|a_cualquier_hora {after} <time>", after},
    {"anytime|any_time|cualquier_hora|a_cualquier_hora {after} <clock>", after},
    {"<exact_day> ,|anytime|any_time? {after}|{from} <clock>", day_after_clock, -0.5F},
    {"<exact_day> ,|anytime|any_time? {before}|{until} <clock>", day_before_clock, -0.5F},
    {"<awake_clock> {onward} ,|on|of|del|de|el? <exact_day>", clock_onward_on_day},
    {"as_early_as|anytime_from|any_time_from|tan_pronto_como|tan_temprano_como <time>", from},
    {"as_late_as|tan_tarde_como|on_or_before <time>", before},
    {"{from} <time>", from},
    {"{from} <clock> on|{onward}", from},
    {"{from} <time> on", from},
    {"{from}? <time> {onward}", from},
    {"{from}? <awake_clock> {onward}", from},
    {"{after}|greater_than|mayor_que|mayor_a <latent_year>", after},
    {"{from} <latent_year>", from},
    {"anytime|any_time {after} <latent_year>", after},
    {"anytime|any_time {from} <latent_year>", from},
    {"{from}? <latent_year> {onward}|o_posterior", from},
    {"{before}|{until}|through|thru <latent_year>", before},
    {"from|between|desde|entre|de <latent_year> {to}|and|y <latent_year>", from_to},
    {"from|desde|de|del <latent_year> {to} <time>", from_to},
    {"between|entre <latent_year> and|y|-|to <time>", from_to},
    {"from|desde|de|del <time> {to} <latent_year>", from_to},
    {"between|entre <time> and|y|-|to <latent_year>", from_to},
    {"<latent_year> -|–|~|through|thru <latent_year>", years_from_to},
    {"<latent_year> through|thru|to|hasta <month_long>", from_to},
    {"{early} <latent_year>", third_part<Third::early>},
    {"{late} <latent_year>", third_part<Third::late>},
    {"{middle} <latent_year>", third_part<Third::middle>},
    {"{before} <time>", before},
    {"{before} <clock>", before},
    {"anytime|any_time|a_cualquier_hora {before} <time>", before},
    {"anytime|any_time|a_cualquier_hora {before} <clock>", before},
    {"<time> or|o before|earlier|antes", before},
    {"{until} <time>", before},
    {"{until} <clock>", before},
    {"through|thru <day>", until},
    {"through|thru <clock>", by_clock},
    {"by|para_antes_de|no_later_than|a_mas_tardar <time>", by},
    {"by <clock>", by_clock, -1},
    {"asap|a_s_a_p|as_soon_as_possible|as_soon_as_you_can|lo_antes_posible|cuanto_antes|lo_mas_pronto_posible|"
     "tan_pronto_como_sea_posible|tan_pronto_sea_posible|lo_mas_antes_posible|at_your_earliest_convenience",
     as_soon_as_possible},
    {"mas_temprano|mas_temprano_en <cycle>", third_part<Third::early>},
    {"mas_tarde|mas_tarde_en <cycle>", third_part<Third::late>},
    {"mas_temprano_de|mas_tarde_de <cycle>", [](const Match &m) {
       return m.word(1) == "temprano" ? third_part<Third::early>(m) : third_part<Third::late>(m);
     }},
    {"{early} <time>", third_part<Third::early>},
    {"{middle} <time>", third_part<Third::middle>},
    {"{late} <time>", third_part<Third::late>},
    {"{early} around|about <time>", third_part<Third::early>},
    {"{late} around|about <time>", third_part<Third::late>},
    {"{early_noun} {the}? <big_grain>", third_of_this<Third::early>},
    {"{late_noun} {the}? <big_grain>", third_of_this<Third::late>},
    {"{middle_noun} {the}? <big_grain>", third_of_this<Third::middle>},
    {"{late_noun} {the}? <day_grain>", third_of_this<Third::late>},
    {"at|by? the? eod|end_of_day", third_of_current<Third::late, Grain::day>},
    {"at|by? the? eom|end_of_month|month_end", third_of_current<Third::late, Grain::month>},
    {"at|by? the? bom", third_of_current<Third::early, Grain::month>},
    {"at|by? the? eoy|end_of_year|year_end", third_of_current<Third::late, Grain::year>},
    {"at|by? the? boy", third_of_current<Third::early, Grain::year>, -1},
    {"by the? eom|end_of_month", [](const Match &m) {
       return std::optional(span_item(TimeForm::interval, {m.context.now, grain_at(m.context.now, Grain::month).end, Grain::second}));
     }, 1},
    {"by the? eoy|end_of_year", [](const Match &m) {
       return std::optional(span_item(TimeForm::interval, {m.context.now, grain_at(m.context.now, Grain::year).end, Grain::second}));
     }, 1},
    {"for|por|durante <duration> from|starting|starting_from|starting_on|a_partir_de|desde <time>", amount_from},
    {"from|starting|desde|a_partir_de? <time> for|por|durante <duration>", from_for_amount},
};

}  // namespace

std::span<const Rule> interval_rules() { return kRules; }

}  // namespace callwell::nlu
