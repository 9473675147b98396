// Times said from where we stand: today, next week, in two months.
#include <algorithm>
#include <iterator>

#include "nlu/time_items.hpp"
#include "nlu/time_rules.hpp"

namespace callwell::nlu {

namespace {

std::int64_t whole(const Item &item) { return static_cast<std::int64_t>(item.number); }

template <int days>
std::optional<Item> day_from_today(const Match &m) {
  return span_item(TimeForm::date, grain_at(m.context.now, Grain::day, days));
}
std::optional<Item> right_now(const Match &m) { return span_item(TimeForm::now, grain_at(m.context.now, Grain::second)); }
/// "la mañana", "cualquier mañana" is a morning; "mañana" alone is tomorrow.
std::optional<Item> tomorrow_in_spanish(const Match &m) {
  constexpr std::string_view kMorning[]{"la",   "una", "cualquier", "cualquiera", "alguna", "cada", "toda", "esa",
                                        "otra", "las", "media",     "misma",      "primera", "esta"};
  const std::string_view before = m.first > 0 ? m.context.utterance.word(m.first - 1) : std::string_view();
  if (std::find(std::begin(kMorning), std::end(kMorning), before) != std::end(kMorning)) return std::nullopt;
  return day_from_today<1>(m);
}
/// Mostly "already".
std::optional<Item> now_if_alone(const Match &m) {
  const auto &tokens = m.context.utterance.tokens;
  const auto words = std::count_if(tokens.begin(), tokens.end(), [](const Token &t) { return t.kind != Token::Kind::mark; });
  return words == 1 ? right_now(m) : std::nullopt;
}

/// "the last 3 months" is also the time up to today, "the next 2 hours" the time from now.
TimeSpan run_from_now(WallSeconds now, std::int64_t n, Grain grain, bool future) {
  const bool days = grain >= Grain::day;
  const WallSeconds edge = days ? floor_to(now, Grain::day) + (future ? 86'400 : 0) : now;
  const WallSeconds far = add_grains(edge, grain, future ? n : -n);
  return {std::min(edge, far), std::max(edge, far), days ? Grain::day : Grain::second};
}

template <int offset>
std::optional<Item> grain_from_now(const Match &m) {
  Item item = span_item(TimeForm::cycle, grain_at(m.context.now, m[0].grain, offset));
  if (offset != 0 && m[0].grain <= Grain::hour) {
    item.second_reading = run_from_now(m.context.now, 1, m[0].grain, offset > 0);
    item.second_form = TimeForm::interval;
  }
  return item;
}

/// "next 3 days" begins with the next whole day, "last 2 weeks" ends before this one.
std::optional<Item> run_of_grains(const Match &m, std::int64_t n, Grain grain, bool future) {
  if (n < 1 || n > 1000) return std::nullopt;
  const WallSeconds now = m.context.now;
  const TimeSpan from = grain_at(now, grain, future ? 1 : -n), to = grain_at(now, grain, future ? n : -1);
  Item item = span_item(TimeForm::interval, {from.start, to.end, grain});
  item.second_reading = run_from_now(now, n, grain, future);
  item.second_form = TimeForm::interval;
  return item;
}
std::optional<Item> next_n(const Match &m) { return run_of_grains(m, whole(m[0]), m[1].grain, true); }
std::optional<Item> last_n(const Match &m) { return run_of_grains(m, whole(m[0]), m[1].grain, false); }
std::optional<Item> next_two(const Match &m) { return run_of_grains(m, 2, m[0].grain, true); }
std::optional<Item> next_one(const Match &m) { return run_of_grains(m, 1, m[0].grain, true); }
std::optional<Item> upcoming_n(const Match &m) {
  Item item = span_item(TimeForm::cycle, grain_at(m.context.now, m[1].grain, whole(m[0])));
  item.second_reading = run_from_now(m.context.now, whole(m[0]), m[1].grain, true);
  item.second_form = TimeForm::interval;
  return item;
}
/// "in the year" that says no which: nothing that counts or names one may follow.
bool ends_phrase(const Match &m) {
  const auto &tokens = m.context.utterance.tokens;
  return m.end >= tokens.size() || tokens[m.end].kind == Token::Kind::mark;
}
std::optional<Item> running_grain(const Match &m) { return ends_phrase(m) ? grain_from_now<0>(m) : std::nullopt; }

std::optional<Item> counted(const Item &item, std::int64_t n, WallSeconds now) {
  const Asking asking{now, Meridiem::nearest};
  auto span = item.series->ending_after(now, asking);
  if (span && span->start <= now) span = item.series->ending_after(span->end, asking);
  for (std::int64_t i = 1; i < n && span; ++i) span = item.series->ending_after(span->end, asking);
  if (!span) return std::nullopt;
  return span_item(TimeForm::date, *span);
}

/// "next friday" is the coming one to some and that of next week to others.
std::optional<Item> next_weekday(const Match &m) {
  auto item = counted(m[0], 1, m.context.now);
  const auto later = counted(m[0], 2, m.context.now);
  if (!item || !later) return item;
  const auto first = next_member(*item, m.context.now);
  const TimeSpan next_week = grain_at(m.context.now, Grain::week, 1);
  if (first && first->start < next_week.start) item->second_reading = next_member(*later, m.context.now);
  return item;
}
/// "el próximo viernes": Spanish means the one of next week.
std::optional<Item> spanish_next_weekday(const Match &m) {
  auto item = next_weekday(m);
  if (!item || !item->second_reading) return item;
  const auto nearer = next_member(*item, m.context.now);
  item->series = single(*item->second_reading);
  item->second_reading = nearer;
  return item;
}
/// The form of one member of a series.
TimeForm certain(TimeForm form) {
  if (form == TimeForm::weekend) return TimeForm::certain_weekend;
  return form == TimeForm::weekday ? TimeForm::date : form;
}
std::optional<Item> this_time(const Match &m) {
  const auto span = next_member(m[0], m.context.now);
  if (!span) return std::nullopt;
  Item item = m[0];
  item.series = single(*span);
  item.strictly_later = false;
  item.latent = false;
  item.form = certain(m[0].form);
  return item;
}
/// "this may" is the coming one, or the one of this year; "this may take long" is none.
std::optional<Item> this_month(const Match &m) {
  const Token &token = m.context.utterance.tokens[m.end - 1];
  const bool closed = m.end >= m.context.utterance.tokens.size() || m.context.utterance.tokens[m.end].kind == Token::Kind::mark;
  if (m[0].latent && !token.capital && !closed) return std::nullopt;
  auto item = this_time(m);
  if (!item) return item;
  const auto month = static_cast<std::int64_t>(m[0].number);
  item->second_reading = grain_at(floor_to(m.context.now, Grain::year), Grain::month, month - 1);
  item->second_form = TimeForm::month;
  return item;
}
std::optional<Item> next_time(const Match &m) {
  auto item = counted(m[0], 1, m.context.now);
  if (item) item->form = certain(m[0].form);
  return item;
}
std::optional<Item> after_next(const Match &m) { return counted(m[0], 2, m.context.now); }
std::optional<Item> grain_after_next(const Match &m) { return span_item(TimeForm::cycle, grain_at(m.context.now, m[0].grain, 2)); }
std::optional<Item> nth_from_now(const Match &m) {
  const std::int64_t n = whole(m[0]);
  if (n < 1 || n > 60) return std::nullopt;
  return counted(m[1], n, m.context.now);
}
std::optional<Item> last_time(const Match &m) {
  const Asking asking{m.context.now, Meridiem::nearest};
  auto span = m[0].series->starting_before(m.context.now, asking);
  if (span && span->end > m.context.now) span = m[0].series->starting_before(span->start, asking);
  if (!span) return std::nullopt;
  Item item = span_item(certain(m[0].form), *span);
  if (m[0].form == TimeForm::weekday) {   // to some that of last week
    const WallSeconds week = grain_at(m.context.now, Grain::week, -1).start;
    const auto days = (static_cast<std::int64_t>(m[0].number) + 6) % 7;
    item.second_reading = grain_at(week, Grain::day, days);
  }
  return item;
}

/// "this morning", "esta tarde": a part of today.
template <int days>
std::optional<Item> part_of_today(const Match &m) {
  auto item = both(span_item(TimeForm::date, grain_at(m.context.now, Grain::day, days)), m[0]);
  if (item) item->form = TimeForm::other;
  return item;
}
template <int days>
std::optional<Item> night_of(const Match &m) {
  return both(span_item(TimeForm::date, grain_at(m.context.now, Grain::day, days)), part_item(PartOfDay::night, false));
}
template <int days>
std::optional<Item> late_night_of(const Match &m) {
  const TimeSpan day = grain_at(m.context.now, Grain::day, days);
  return span_item(TimeForm::other, {day.start + 21 * 3600, day.end, Grain::hour});
}
template <int days>
std::optional<Item> spanish_morning_of(const Match &m) {
  return both(span_item(TimeForm::date, grain_at(m.context.now, Grain::day, days)), part_item(PartOfDay::morning, true));
}

/// "in 3 years" is a month as well as the very day.
std::optional<Item> in_amount(const Amount &amount, int sign, WallSeconds now) {
  auto item = away_from_now(amount, sign, now);
  Amount days = amount;
  days.grain = Grain::second;   // exact
  const auto exact = amount.grain >= Grain::day ? away_from_now(days, sign, now) : std::nullopt;
  if (item && exact) item->second_reading = grain_at(next_member(*exact, now)->start, Grain::day);
  return item;
}
std::optional<Item> in_amount(const Match &m) { return in_amount(m[0].amount, 1, m.context.now); }
/// "in 7 days at 5pm".
std::optional<Item> in_days_at(const Match &m) {
  const auto then = m[0].amount.grain >= Grain::day ? away_from_now(m[0].amount, 1, m.context.now) : std::nullopt;
  const auto span = then ? next_member(*then, m.context.now) : std::nullopt;
  if (!span) return std::nullopt;
  return both(span_item(TimeForm::date, grain_at(span->start, Grain::day)), m[1]);
}
/// "dentro de tres horas" is also the time until then.
std::optional<Item> within_amount(const Match &m) {
  const auto end = away_from_now(m[0].amount, 1, m.context.now);
  const auto span = end ? next_member(*end, m.context.now) : std::nullopt;
  if (!span) return std::nullopt;
  return span_item(TimeForm::interval, {m.context.now, span->start, Grain::second});
}
/// "within 2 weeks from today".
std::optional<Item> within_amount_of(const Match &m) {
  const auto end = away_from(m[1], m[0].amount, 1);
  const auto span = end ? next_member(*end, m.context.now) : std::nullopt;
  const auto start = next_member(m[1], m.context.now);
  if (!span || !start || span->start <= start->start) return std::nullopt;
  return span_item(TimeForm::interval, {start->start, span->start, Grain::second});
}
/// "more than two weeks after today": from then on.
std::optional<Item> beyond(const Match &m, int sign) {
  const auto then = away_from(m[1], m[0].amount, sign);
  return then ? std::optional(open_item(*then, static_cast<std::int8_t>(sign), false)) : std::nullopt;
}
std::optional<Item> more_after(const Match &m) { return beyond(m, 1); }
std::optional<Item> more_before(const Match &m) { return beyond(m, -1); }
std::optional<Item> in_or_within(const Match &m) {
  auto item = in_amount(m);
  const auto until = within_amount(m);
  if (item && until) {
    item->second_reading = next_member(*until, m.context.now);
    item->second_form = TimeForm::interval;
  }
  return item;
}
std::optional<Item> ago(const Match &m) { return in_amount(m[0].amount, -1, m.context.now); }
std::optional<Item> amount_after(const Match &m) {
  if (m[1].form != TimeForm::weekday) return away_from(m[1], m[0].amount, 1);
  const auto coming = next_member(m[1], m.context.now);   // "a week from friday" is no week from the last one
  return coming ? away_from(span_item(TimeForm::date, *coming), m[0].amount, 1) : std::nullopt;
}
/// "the friday after thanksgiving", "the day before christmas", "the week before easter".
TimeSpan beside(TimeSpan day, const Item &wanted, bool later) {
  const Grain grain = wanted.grain;
  if (wanted.kind == ItemKind::grain) return grain_at(later ? day.end - 1 : day.start, grain, later ? 1 : -1);
  const auto weekday = (static_cast<std::int64_t>(wanted.number) + 6) % 7;
  const TimeSpan same_week = grain_at(floor_to(later ? day.end : day.start, Grain::week), Grain::day, weekday);
  if (later) return same_week.start >= day.end ? same_week : grain_at(same_week.start, Grain::day, 7);
  return same_week.end <= day.start ? same_week : grain_at(same_week.start, Grain::day, -7);
}
std::optional<Item> beside_day(const Match &m, bool later) {
  const Item wanted = m[0];
  // "any day after the 5th"
  constexpr std::string_view kOpen[]{"any", "every", "each", "some", "cualquier", "algun", "un", "otro", "another"};
  const std::string_view before = m.first > 0 ? m.context.utterance.word(m.first - 1) : std::string_view();
  if (std::find(std::begin(kOpen), std::end(kOpen), before) != std::end(kOpen)) return std::nullopt;
  if (m[1].form == TimeForm::weekday || m[1].open != 0) return std::nullopt;
  return time_item(TimeForm::date, wanted.kind == ItemKind::grain ? wanted.grain : Grain::day,
                   mapped(m[1].series, [wanted, later](TimeSpan day) { return std::optional(beside(day, wanted, later)); }));
}
std::optional<Item> day_after(const Match &m) { return beside_day(m, true); }
std::optional<Item> day_before(const Match &m) { return beside_day(m, false); }
std::optional<Item> amount_before(const Match &m) { return away_from(m[1], m[0].amount, -1); }
/// "thanksgiving in a year", "march 9 months from now": the next of it from then.
std::optional<Item> time_then(const Match &m, int sign) {
  const auto then = away_from_now(m[1].amount, sign, m.context.now);
  const auto span = then ? next_member(*then, m.context.now) : std::nullopt;
  const auto found = span ? resolve(*m[0].series, Asking{span->start, Meridiem::nearest}) : std::nullopt;
  if (!found) return std::nullopt;
  return span_item(m[0].form, *found);
}
std::optional<Item> time_then(const Match &m) { return time_then(m, 1); }
std::optional<Item> weekend(const Match &) {
  return time_item(TimeForm::weekend, Grain::hour, each(Grain::week, [](WallSeconds week) {
    return std::optional(TimeSpan{week + (4 * 24 + 18) * 3600, week + 7 * 24 * 3600, Grain::hour});
  }));
}

constexpr Rule kRules[]{
    {"ya", now_if_alone},
    {"para_ya|desde_ya", right_now},
    {"now|right_now|just_now|ahora|ahorita|ahora_mismo|ya_mismo|immediately|at_present|at_this_moment|en_este_momento|at_the_moment",
     right_now},
    {"at_the_present_time|at_the_minute|at_this_minute|at_this_very_moment|en_la_actualidad", right_now},
    {"today|todays|tdy|2day|hoy|el_dia_de_hoy|hoy_dia|at_this_time|the_current_date|current_date|la_fecha_actual|la_fecha_de_hoy",
     day_from_today<0>},
    {"tomorrow|tomorrows|tmrw|tmr|tmw|tom|tomoro|tomorow|tommorow|tommorrow|tomorro|2moro|2morrow|mnn|mnana|el_dia_de_manana",
     day_from_today<1>},
    {"manana", tomorrow_in_spanish},
    {"yesterday|ayer", day_from_today<-1>},
    {"the? day after tomorrow|tmrw|tmr", day_from_today<2>},
    {"the? day before yesterday", day_from_today<-2>},
    {"de_hoy_en_ocho|hoy_en_ocho|de_hoy_en_8", day_from_today<7>, 1},
    {"de_hoy_en_quince|hoy_en_quince|de_hoy_en_15", day_from_today<14>, 1},
    {"pasado_manana|pasadomanana", day_from_today<2>, 1},
    {"anteayer|antier|antes_de_ayer|antiayer|el_dia_antes_de_ayer", day_from_today<-2>},
    {"el_dia_despues_de_manana|el_dia_siguiente_a_manana", day_from_today<2>, 1},
    {"{the}? {this} <grain>", grain_from_now<0>},
    {"the|el|la <big_grain>", [](const Match &m) {
       auto item = grain_from_now<0>(m);
       if (item) item->latent = true;
       return item;
     }},
    {"{the}? {next} <grain>", grain_from_now<1>},
    {"{the}? {last} <grain>", grain_from_now<-1>},
    {"{the}? {about} {next} <grain>", grain_from_now<1>},
    {"{the}? <grain> {coming}", grain_from_now<1>},
    {"{the}? <grain> {gone}", grain_from_now<-1>},
    {"{the}? <grain> en_curso|actual", grain_from_now<0>},
    {"same|the_same|misma|mismo|la_misma|el_mismo <big_grain>", grain_from_now<0>},
    {"in_the|en_el <month_or_year>", running_grain},
    {"the? <grain> after_next|after_that|siguiente_de_la_proxima", grain_after_next},
    {"{the}? {next} <count> <grain>", next_n},
    {"{the}? <count> {next} <grain>", next_n},
    {"{the}? <count> <grain> {coming}", next_n},
    {"{the}? upcoming <count> <grain>", upcoming_n, 1},
    {"<count> upcoming <grain>", upcoming_n, 1},
    {"{the}? {last} <count> <grain>", last_n},
    {"{the}? <count> {last} <grain>", last_n},
    {"{the}? <count> <grain> {gone}", last_n},
    {"the_next <hour_grain>", next_one, -1},
    {"next <weekday>", next_weekday},
    {"{the}? nxt|coming|upcoming|this_upcoming <weekday>", next_weekday},
    {"{the}|este? proximo|siguiente <weekday>", spanish_next_weekday},
    {"{the}? <weekday> proximo|siguiente", spanish_next_weekday},
    {"{the}? <weekday> que_viene|que_entra|entrante|q_viene", next_weekday},
    {"{this} <weekday>", this_time},
    {"{this} <month>", this_month},
    {"{this} <special>", this_time},
    {"<weekday> after_next", after_next},
    {"the? <weekday> after_the_next", after_next},
    {"<count> <weekday> from_now", nth_from_now},
    {"{next} <month>", next_time},
    {"{next} <named_day>", next_time},
    {"{next} <special>", next_time},
    {"{the}? <special> {coming}", next_time},
    {"{the}? <month> {coming}", next_time},
    {"{the}? {last} <weekday>", last_time},
    {"{the}? {last} <month>", last_time},
    {"{the}? {last} <special>", last_time},
    {"this_past|the_past|este_pasado|este_ultimo <weekday>", last_time},
    {"this_past|the_past <special>", last_time},
    {"{the}? <weekday> {gone}", last_time},
    {"{the}? <month> {gone}", last_time},
    {"{the}? <special> {gone}", last_time},
    {"{this}|later_this <part>", part_of_today<0>},
    {"{next} <part>", part_of_today<1>},
    {"last <part>", part_of_today<-1>},
    {"<time> <duration> ago", [](const Match &m) { return time_then(m, -1); }, 1},
    {"esta_manana|hoy_por_la_manana|hoy_en_la_manana|hoy_a_la_manana", spanish_morning_of<0>, 1},
    {"manana_por_la_manana|manana_en_la_manana|manana_a_la_manana|manana_x_la_manana|manana_temprano", spanish_morning_of<1>, 1},
    {"tonight|tonite|2nite|esta_noche|hoy_en_la_noche|hoy_por_la_noche", night_of<0>},
    {"late tonight", late_night_of<0>},
    {"last_night|anoche", night_of<-1>},
    {"late last_night", late_night_of<-1>},
    {"in|en <duration>", in_amount},
    {"in|en {about} <duration>", in_amount},
    {"in|en|dentro_de <duration> ,|at|a? <clock>", in_days_at},
    {"en_unos|en_unas|como_en|de_aqui_a|de_hoy_en <duration>", in_amount},
    {"dentro_de <duration>", in_or_within},
    {"in|en|dentro_de <duration> after|from|since|desde|a_partir_de|despues_de <time>", amount_after, 1},
    {"in less_than|under <duration>", in_amount},
    {"en_menos_de <duration>", in_amount},
    {"within {the}? {next}? <duration>", within_amount},
    {"within {the}? {next}? <duration> of|from|after <time>", within_amount_of, 1},
    {"more_than|over|at_least|mas_de <duration> after|from|despues_de|a_partir_de <time>", more_after, 1},
    {"more_than|over|at_least|mas_de <duration> before|antes_de|prior_to <time>", more_before, 1},
    {"<duration> later|mas_tarde", in_amount},
    {"<duration> from_now|hence|from_today_on|out|a_partir_de_ahora", in_amount},
    {"<duration> ago|atras|back|earlier", ago},
    {"hace <duration>", ago},
    {"<duration> after|from|despues_de|despues_del|following|luego_de|a_partir_de <time>", amount_after},
    {"<duration> before|antes_de|antes_del|prior_to|previous_to <time>", amount_before},
    {"{the} <weekday> after|following|despues_de|despues_del|siguiente_a <exact_day>", day_after},
    {"{the} <weekday> before|preceding|antes_de|antes_del|anterior_a <exact_day>", day_before},
    {"{the}? <day_or_week> after|following|despues_de|despues_del|siguiente_a <exact_day>", day_after},
    {"{the}? <day_or_week> before|preceding|antes_de|antes_del|anterior_a <exact_day>", day_before},
    {"{the}? {next} couple|couple_of|par_de <grain>", next_two},
    {"midnight|12_midnight|medianoche tonight|esta_noche|de_esta_noche", [](const Match &m) {
       return both(span_item(TimeForm::date, grain_at(m.context.now, Grain::day, 1)), clock_item(ClockTime{0, 0, 0, Grain::hour, false}));
     }, 1},
    {"<time> in|en <duration>", time_then},
    {"<time> <duration> from_now|hence", time_then},
    {"<time> hace <duration>", [](const Match &m) {
       const auto then = away_from_now(m[1].amount, -1, m.context.now);
       return then ? both(*then, m[0]) : std::nullopt;
     }},
    {"my|that|our|ese weekend|finde|fin_de_semana", weekend},
    {"{the}? weekend|week_end|week_-_end|wknd|wkend|wkd|finde|fin_de_semana|fines_de_semana|finde_semana|weekends|fds", weekend},
};

}  // namespace

std::span<const Rule> relative_rules() { return kRules; }

}  // namespace callwell::nlu
