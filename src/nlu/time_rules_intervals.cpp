// Stretches of time: from one thing to another, open ends, and parts of longer grains.
#include "nlu/time_items.hpp"
#include "nlu/time_rules.hpp"

namespace callwell::nlu {

namespace {

std::optional<Item> from_to(const Match &m) { return between(m[0], m[1]); }

/// "2026-03-28 17:00/2026-03-29 21:00".
std::optional<Item> stamped_from_to(const Match &m) {
  if (m[0].grain > Grain::minute || m[1].grain > Grain::minute) return std::nullopt;
  return between(m[0], m[1]);
}

std::optional<Item> latent_from_to(const Match &m) {
  auto item = between(m[0], m[1]);
  if (item) item->latent = true;
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
std::optional<Item> clocks_in_part(const Match &m) {
  auto to = clock_in_part(m[1], *m[2].part);
  return to ? between(m[0], *to) : std::nullopt;
}
std::optional<Item> clocks_in_morning(const Match &m) {
  auto to = clock_in_part(m[1], PartOfDay::morning);
  return to ? between(m[0], *to) : std::nullopt;
}

std::optional<Item> after(const Match &m) { return open_item(m[0], 1, m[0].grain >= Grain::day && m[0].form != TimeForm::year); }
std::optional<Item> from(const Match &m) { return open_item(m[0], 1, false); }
std::optional<Item> before(const Match &m) { return open_item(m[0], -1, false); }
std::optional<Item> until(const Match &m) { return open_item(m[0], -1, m[0].grain == Grain::day && m[0].form != TimeForm::now); }
/// "by friday": from now until then.
std::optional<Item> by(const Match &m) {
  const auto span = next_member(m[0], m.context.now);
  if (!span || span->start <= m.context.now || m[0].open != 0) return std::nullopt;
  const WallSeconds end = m[0].form == TimeForm::interval ? span->end : span->start;
  Item item = span_item(TimeForm::interval, {m.context.now, end, Grain::second});
  item.second_reading = span;   // "by two" is often just two
  item.second_form = m[0].form;
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
template <Third third>
std::optional<Item> third_part(const Match &m) {
  const Item &base = m[0];
  if (base.open != 0 || base.form == TimeForm::interval) return std::nullopt;
  const Grain grain = base.grain == Grain::year ? Grain::month : base.grain == Grain::day ? Grain::hour : Grain::day;
  return time_item(TimeForm::interval, grain, mapped(base.series, [](TimeSpan span) { return third_of(span, third); }));
}
template <Third third, Grain grain>
std::optional<Item> third_of_current(const Match &m) {
  const auto part = third_of(grain_at(m.context.now, grain), third);
  return part ? std::optional(span_item(TimeForm::interval, *part)) : std::nullopt;
}
template <Third third>
std::optional<Item> third_of_this(const Match &m) {
  const auto part = third_of(grain_at(m.context.now, m[0].grain), third);
  return part ? std::optional(span_item(TimeForm::interval, *part)) : std::nullopt;
}

/// "for 10 days from 18th dec": the last day counts.
std::optional<Item> lasting(const Item &start, const Amount &amount) {
  const auto end = away_from(start, amount, 1);
  if (!end || start.open != 0) return std::nullopt;
  const Grain grain = std::min(start.grain, amount.grain);
  return time_item(TimeForm::lasting, grain, mapped(start.series, [amount, grain](TimeSpan span) -> std::optional<TimeSpan> {
    WallSeconds stop = span.start;
    for (std::size_t i = amount.by_grain.size(); i-- > 0;)
      stop = add_grains(stop, static_cast<Grain>(i), static_cast<std::int64_t>(amount.by_grain[i]));
    return TimeSpan{span.start, add_grains(stop, grain, 1), grain};
  }));
}
std::optional<Item> amount_from(const Match &m) { return lasting(m[1], m[0].amount); }
std::optional<Item> from_for_amount(const Match &m) { return lasting(m[0], m[1].amount); }

constexpr Rule kRules[]{
    {"from|desde|de|del|desde_el|desde_las|de_las|starting|desde_la <time> {to} <time>", from_to},
    {"from|de|desde|between|entre|entre_las|entre_la|de_las|desde_las|entre_el <clock> {to} <clock>", from_to},
    {"between|entre|entre_el|btw|btwn|bet <time> and|y|to|-|&|e <time>", from_to},
    {"<time> {to} <time>", from_to, -0.2F},
    {"<time> / <time>", stamped_from_to},
    {"<awake_clock> {to} <clock>", from_to, -0.1F},
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
    {"{after} <time>", after},
    {"{after} <clock>", after},
    {"anytime|any_time|sometime|some_time|cualquier_hora|a_cualquier_hora {after} <time>", after},
    {"anytime|any_time|sometime|some_time|cualquier_hora|a_cualquier_hora {after} <clock>", after},
    {"{from} <time>", from},
    {"{from} <clock> on|{onward}", from},
    {"{from} <time> on", from},
    {"{from}? <time> {onward}", from},
    {"{from}? <awake_clock> {onward}", from},
    {"{after}|{from} <latent_year>", from},
    {"anytime|any_time {after}|{from} <latent_year>", from},
    {"{before}|{until}|through|thru <latent_year>", before},
    {"from|between|desde|entre|de <latent_year> {to}|and|y <latent_year>", from_to},
    {"<latent_year> -|– <latent_year>", latent_from_to},
    {"{early} <latent_year>", third_part<Third::early>},
    {"{late} <latent_year>", third_part<Third::late>},
    {"{middle} <latent_year>", third_part<Third::middle>},
    {"{before} <time>", before},
    {"{before} <clock>", before},
    {"anytime|any_time|sometime|a_cualquier_hora {before} <time>", before},
    {"anytime|any_time|sometime|a_cualquier_hora {before} <clock>", before},
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
    {"{early} <time>", third_part<Third::early>},
    {"{middle} <time>", third_part<Third::middle>},
    {"{late} <time>", third_part<Third::late>},
    {"{early} around|about <time>", third_part<Third::early>},
    {"{late} around|about <time>", third_part<Third::late>},
    {"{early_noun} {the}? <big_grain>", third_of_this<Third::early>},
    {"{late_noun} {the}? <big_grain>", third_of_this<Third::late>},
    {"{middle_noun} {the}? <big_grain>", third_of_this<Third::middle>},
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
