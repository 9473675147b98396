// Wishes about days.
#include <algorithm>

#include "nlu/preference_rules.hpp"
#include "nlu/time_items.hpp"

namespace callwell::nlu {

namespace {

using base::Weekday;

base::Date date_at(WallSeconds t) { return local_time(t).date; }

std::optional<Item> days(std::vector<Weekday> list) {
  Preference wish;
  wish.weekdays = std::move(list);
  return wish_item(WishForm::day, std::move(wish));
}

std::optional<Item> weekday(const Match &m) { return days({static_cast<Weekday>(m[0].number)}); }
std::optional<Item> workdays(const Match &) { return days({Weekday::mon, Weekday::tue, Weekday::wed, Weekday::thu, Weekday::fri}); }
std::optional<Item> weekend_days(const Match &) { return days({Weekday::sat, Weekday::sun}); }
std::optional<Item> weekday_range(const Match &m) {
  std::vector<Weekday> list;
  const int from = static_cast<int>(m[0].number), to = static_cast<int>(m[1].number);
  for (int day = from;; day = (day + 1) % 7) {
    list.push_back(static_cast<Weekday>(day));
    if (day == to) break;
  }
  return days(std::move(list));
}

/// From the first day to the last; days that are over are left out.
std::optional<Item> span_wish(TimeSpan span, WallSeconds now, bool approx = false) {
  const WallSeconds today = floor_to(now, Grain::day);
  Preference wish;
  wish.from = date_at(span.end > today ? std::max(span.start, today) : span.start);
  wish.to = date_at(span.end - 1);
  wish.approx = approx;
  return wish_item(WishForm::day, std::move(wish));
}

/// A day is a date, a longer stretch has two ends.
std::optional<Item> dated(const Match &m) {
  const auto span = next_member(m[0], m.context.now);
  if (!span) return std::nullopt;
  if (span->end - span->start > 86'400) return span_wish(*span, m.context.now);
  Preference wish;
  wish.dates = {date_at(span->start)};
  return wish_item(WishForm::day, std::move(wish));
}
std::optional<Item> run_of_days(const Match &m) {
  const auto span = next_member(m[0], m.context.now);
  if (!span || m[0].grain < Grain::day) return std::nullopt;
  return span_wish(*span, m.context.now);
}
std::optional<Item> one_weekend(const Match &m) {
  auto span = next_member(m[0], m.context.now);
  if (!span) return std::nullopt;
  span->start = floor_to(span->start, Grain::day) + 86'400;   // its Friday evening is no weekend to a clinic
  return span_wish(*span, m.context.now);
}

std::optional<Item> after_days(const Match &m) {
  const auto span = next_member(m[0], m.context.now);
  if (!span) return std::nullopt;
  Preference wish;
  wish.from = date_at(span->end);
  return wish_item(WishForm::day, std::move(wish));
}
std::optional<Item> from_days(const Match &m) {
  const auto span = next_member(m[0], m.context.now);
  if (!span) return std::nullopt;
  Preference wish;
  wish.from = date_at(span->start);
  return wish_item(WishForm::day, std::move(wish));
}
std::optional<Item> before_days(const Match &m) {
  const auto span = next_member(m[0], m.context.now);
  if (!span) return std::nullopt;
  Preference wish;
  wish.to = date_at(span->start).plus_days(-1);
  return wish_item(WishForm::day, std::move(wish));
}
std::optional<Item> until_days(const Match &m) {
  const auto span = next_member(m[0], m.context.now);
  if (!span) return std::nullopt;
  Preference wish;
  wish.to = date_at(span->end - 1);
  return wish_item(WishForm::day, std::move(wish));
}

/// Spanish counts the day it starts from: "quince días" are two weeks, "ocho días" one.
Amount counted_days(Amount amount, Language language) {
  double &days = amount.by_grain[static_cast<std::size_t>(Grain::day)];
  if (language == Language::es && (days == 15 || days == 8)) --days;
  return amount;
}

std::optional<Item> amount_from(const Match &m, WallSeconds start, bool approx) {
  const auto item = away_from_now(counted_days(m[0].amount, m.context.utterance.language), 1, start);
  const auto span = item && m[0].amount.grain >= Grain::day ? next_member(*item, start) : std::nullopt;
  if (!span) return std::nullopt;
  return span_wish(m[0].amount.grain == Grain::year
                       ? grain_at(add_grains(start, Grain::year, static_cast<std::int64_t>(m[0].amount.by_grain[7])), Grain::day)
                       : grain_at(span->start, Grain::day),
                   m.context.now, approx);
}
/// People who say "in six weeks" mean about then; "from today" counts.
std::optional<Item> in_about(const Match &m) { return amount_from(m, m.context.now, true); }
std::optional<Item> in_exactly(const Match &m) { return amount_from(m, m.context.now, false); }
/// "in three to four weeks".
std::optional<Item> in_range(const Match &m) {
  const double low = m[0].number, high = m[1].number;
  if (low >= high || high > 120) return std::nullopt;
  const WallSeconds today = floor_to(m.context.now, Grain::day);
  const WallSeconds from = add_grains(today, m[2].grain, static_cast<std::int64_t>(low)),
                    to = add_grains(today, m[2].grain, static_cast<std::int64_t>(high));
  return span_wish({from, to + 1, Grain::day}, m.context.now);
}
std::optional<Item> monday_wednesday_friday(const Match &) { return days({Weekday::mon, Weekday::wed, Weekday::fri}); }
/// "tuesday instead of wednesday": the wednesday is no wish.
std::optional<Item> instead(const Match &) { return wish_item(WishForm::filler, {}); }
std::optional<Item> within(const Match &m) {
  auto item = amount_from(m, m.context.now, false);
  if (!item) return item;
  Preference wish = *item->wish;
  wish.from = date_at(m.context.now);
  return wish_item(WishForm::day, std::move(wish));
}
/// "not for two weeks", "at least a month out": not before then.
std::optional<Item> not_within(const Match &m) {
  auto item = amount_from(m, m.context.now, false);
  if (!item) return item;
  Preference wish = *item->wish;
  wish.to.reset();
  return wish_item(WishForm::day, std::move(wish));
}

std::optional<Item> day_pair(const Match &m) {
  if (m[0].number >= m[1].number) return std::nullopt;
  const auto from = next_member(day_of_month_item(static_cast<std::int32_t>(m[0].number)), m.context.now);
  if (!from) return std::nullopt;
  const auto to = resolve(*day_of_month_series(static_cast<std::int32_t>(m[1].number)), Asking{from->start, Meridiem::nearest});
  if (!to) return std::nullopt;
  return span_wish({from->start, to->end, Grain::day}, m.context.now);
}

/// The next day of the month of that number.
template <std::optional<Item> (*wish)(const Match &)>
std::optional<Item> with_day(const Match &m) {
  const Item day = day_of_month_item(static_cast<std::int32_t>(m[0].number));
  Match dated_match = m;
  dated_match.items[0] = &day;
  return wish(dated_match);
}
/// "this week or next".
std::optional<Item> this_or_next(const Match &m) {
  return span_wish({grain_at(m.context.now, m[0].grain).start, grain_at(m.context.now, m[0].grain, 1).end, m[0].grain}, m.context.now);
}
/// As texts write it: "mna", "2moro".
std::optional<Item> tomorrow(const Match &m) {
  Preference wish;
  wish.dates = {date_at(m.context.now).plus_days(1)};
  return wish_item(WishForm::day, std::move(wish));
}
constexpr Action after_day = with_day<after_days>, before_day = with_day<before_days>, from_day = with_day<from_days>,
                 until_day = with_day<until_days>, on_day = with_day<dated>;

constexpr Rule kRules[]{
    {"{wish_on}? <weekday>", weekday},
    {"weekday|weekdays|m_-_f|wkdays|wkday|week_days|workdays|work_days|entre_semana|dia_de_semana|dias_de_semana|dias_de_entre_semana|"
     "dias_laborables|dias_habiles|during_the_week|entresemana|dia_entre_semana|days_during_the_week|business_days|in_the_week",
     workdays, 1},
    {"{on_weekends}? weekends|weekend|wknd|wknds|wkends|wkend|wkds|fines_de_semana|fin_de_semana|el_fin_de_semana|los_fines_de_semana|"
     "en_fin_de_semana|finde|findes|fds|sabados_y_domingos|the_weekend|the_weekends",
     weekend_days, 1},
    {"from|de|desde|del|desde_el|between|entre <weekday> {to}|and|y <weekday>", weekday_range, 1},
    {"<weekday> {to} el? <weekday>", weekday_range},
    {"mna|mnna|manna|mnan|manan|2_moro|2_morrow|2_mrw", tomorrow},
    {"<day_or_longer>", dated},
    {"{wish_on} <day_or_longer>", dated},
    {"<day_run>", run_of_days},
    {"{wish_on} <day_run>", run_of_days},
    {"{wish_on}? <one_weekend>", one_weekend},
    {"<dom_ordinal> {to} {the}? <dom_ordinal>", day_pair},
    {"{wish_on}? <dom_ordinal> may be|work|do|suit|fit|not|have", on_day, 1},   // no month
    {"{after} {the}? <day_bound>", after_days},
    {"{after} {my_trip}? <day_bound>", after_days},
    {"despues_del|pasado_el|luego_del|posterior_al <dom_any>", after_day, 1},
    {"{after} {the}? <dom_ordinal>", after_day, 1},
    {"antes_del|previo_al <dom_any>", before_day, 1},
    {"{before}|b_4 {my_trip}? {the}? <dom_ordinal>", before_day, 1},
    {"desde_el|a_partir_del <dom_any>", from_day, 1},
    {"hasta_el <dom_any>", until_day, 1},
    {"despues|luego|pasado|partir <day_bound>", after_days},
    {"{this} <long_grain> or|o|and|y {next_one}", this_or_next},
    {"on_or_before|el_o_antes_del|a_mas_tardar_el {the}? <day_bound>", until_days, 1},
    {"on_or_after|starting_on_or_after|{from}|not_before|not_until|no_sooner_than|no_antes_de|no_antes_del|hasta_despues_de|"
     "back {the}? <day_bound>", from_days},
    {"{from} {the}? <day_bound> on", from_days},
    {"{from}? {the}? <day_bound> {onward}", from_days},
    {"{before}|b_4 {my_trip}? {the}? <day_bound>", before_days},
    {"antes <day_bound>", before_days},
    {"{until}|by|through|no_later_than|para_antes_de|a_mas_tardar {the}? <day_bound>", until_days},
    {"in|en|dentro_de|like_in|como_en|de_aqui_a {wish_about}? <duration>", in_about},
    {"{wish_about}? <duration> from_now|out|hence|later|desde_ahora|a_partir_de_ahora", in_about},
    {"<duration> from_today|a_partir_de_hoy|desde_hoy|from_this_day", in_exactly, 1},
    {"in|en|dentro_de|de? {wish_about}? <count> to|or|-|a|o <count> <long_grain>", in_range},
    {"mwf|m_w_f|m_/_w_/_f", monday_wednesday_friday},
    {"{instead} <weekday>", instead},
    {"{instead} <day_bound>", instead},
    {"{instead} <clock>", instead},
    {"exactly <duration> from_now", in_exactly},
    {"in exactly <duration>", in_exactly},
    {"within|in_the_next|sometime_in_the_next|some_time_in_the_next|over_the_next|during_the_next|en_los_proximos|"
     "en_las_proximas <duration>", within},
    {"not_for|at_least|no_sooner_than|not_for_at_least|por_lo_menos_en|al_menos_en|minimo_en <duration> out|from_now?", not_within},
};

}  // namespace

std::span<const Rule> wish_day_rules() { return kRules; }

}  // namespace callwell::nlu
