// Times of day.
#include <algorithm>
#include <cmath>
#include <iterator>

#include "nlu/number_words.hpp"
#include "nlu/time_items.hpp"
#include "nlu/time_rules.hpp"

namespace callwell::nlu {

namespace {

std::optional<Item> awake(Item item) {
  item.latent = false;
  return item;
}

/// The "1" of "37.1" and of "1:1" is no hour.
bool is_tail(const Match &m) {
  const Utterance &u = m.context.utterance;
  if (m.first < 2 || !u.touching(m.first - 1) || !u.touching(m.first - 2) || m[0].digits == 0) return false;
  const std::string_view mark = u.word(m.first - 1);
  return (mark == "." || mark == ":" || mark == ",") && u.tokens[m.first - 2].kind == Token::Kind::number;
}
/// A bare number may be an hour.
std::optional<Item> bare_hour(const Match &m) {
  const auto named = number_word(m.context.utterance.word(m.end - 1), true);
  if (is_tail(m) || (named && named->role == NumberRole::noun)) return std::nullopt;   // "at dozens of places"
  const std::string_view word = m.word(0);
  const std::string_view before = m.first > 0 ? m.context.utterance.word(m.first - 1) : std::string_view();
  if (word == "un" || (word == "una" && before != "la" && m.context.utterance.tokens.size() > 2)) return std::nullopt;   // an article
  Item item = clock_item(static_cast<std::int32_t>(m[0].number), 0, false);
  item.latent = true;
  return item;
}

std::optional<Item> said_time(const Match &m) { return awake(m[0]); }

constexpr float kLikelyYear = -2;
/// "about 2019" is hardly a time of day.
std::optional<Item> about_time(const Match &m) { return m[0].latent && m[0].score <= kLikelyYear ? std::nullopt : said_time(m); }

/// "14 hrs"; "3 hours" are an amount.
std::optional<Item> said_24h(const Match &m) {
  if (m[0].clock.open_half || m[0].clock.hour < 13) return std::nullopt;
  return awake(m[0]);
}

std::optional<Item> with_half(const Match &m, bool afternoon) {
  ClockTime time = m[0].clock;
  if (!time.open_half && time.hour < 13 && (time.hour != 0 || afternoon)) return std::nullopt;
  if (time.open_half) time.hour = time.hour % 12 + (afternoon ? 12 : 0);
  time.open_half = false;
  return clock_item(time);
}
std::optional<Item> before_noon(const Match &m) {
  const Utterance &u = m.context.utterance;
  return u.written(m.end - 1, m.end - 1) == "ª" ? std::nullopt : with_half(m, false);   // "5ª" is an ordinal
}
std::optional<Item> after_noon(const Match &m) { return with_half(m, true); }

std::optional<Item> hour_and_minutes(const Item &hour, std::int32_t minutes) {
  if (hour.form != TimeForm::clock || hour.grain != Grain::hour) return std::nullopt;
  ClockTime time = hour.clock;
  const std::int32_t total = (time.hour * 60 + minutes + 24 * 60) % (24 * 60);
  const bool twelve_hours = time.open_half;
  time.hour = twelve_hours ? (total / 60 + 11) % 12 + 1 : total / 60;
  time.minute = total % 60;
  time.grain = Grain::minute;
  Item item = clock_item(time);
  if (!twelve_hours) item.score = -0.5F;   // in "quarter to 12 in the morning" the morning is that of the quarter
  return item;
}

/// "ten thirty", "tres quince": round minutes in words are a time, others only where one is expected.
std::optional<Item> hour_minute(const Match &m) {
  const bool words = m[0].spoken && m[1].spoken;
  auto item = hour_and_minutes(clock_item(static_cast<std::int32_t>(m[0].number), 0, false), static_cast<std::int32_t>(m[1].number));
  const bool round = std::fmod(m[1].number, 15) == 0;
  if (item) item->latent = !(words && round);
  return item;
}
std::optional<Item> hour_oh_minute(const Match &m) {
  auto item = hour_and_minutes(clock_item(static_cast<std::int32_t>(m[0].number), 0, false), static_cast<std::int32_t>(m[1].number));
  if (item) item->latent = true;
  return item;
}
std::optional<Item> minutes_after(const Match &m) { return hour_and_minutes(m[0], static_cast<std::int32_t>(m[1].number)); }
std::optional<Item> half_past(const Match &m) { return hour_and_minutes(m[0], 30); }
std::optional<Item> quarter_past(const Match &m) { return hour_and_minutes(m[0], 15); }
std::optional<Item> three_quarters_past(const Match &m) { return hour_and_minutes(m[0], 45); }
std::optional<Item> quarter_to(const Match &m) { return hour_and_minutes(m[0], -15); }
std::optional<Item> minutes_past(const Match &m) { return hour_and_minutes(m[1], static_cast<std::int32_t>(m[0].number)); }
std::optional<Item> round_minutes_to(const Match &m) {   // "twelve to one" is no 12:48, "from five to six" no 5:55
  constexpr std::string_view kOpeners[]{"from", "between", "de", "desde", "entre"};
  const std::string_view before = m.first > 0 ? m.context.utterance.word(m.first - 1) : std::string_view();
  const bool opened = std::find(std::begin(kOpeners), std::end(kOpeners), before) != std::end(kOpeners);
  if (std::fmod(m[0].number, 5) != 0 || opened) return std::nullopt;
  return hour_and_minutes(m[1], -static_cast<std::int32_t>(m[0].number));
}
std::optional<Item> minutes_to(const Match &m) { return hour_and_minutes(m[1], -static_cast<std::int32_t>(m[0].number)); }
/// "las tres y diez"; "veinte y uno" is a number.
std::optional<Item> with_minutes(const Match &m) {   // "siete con cincuenta" is a decimal, "las siete con cincuenta" a time
  auto item = hour_and_minutes(m[0], static_cast<std::int32_t>(m[1].number));
  if (item) item->latent = m[0].latent;
  return item;
}
std::optional<Item> past_minutes(const Match &m) {
  auto item = hour_and_minutes(m[0], static_cast<std::int32_t>(m[1].number));
  if (item) item->latent = m[0].latent && !(m[0].clock.open_half && std::fmod(m[1].number, 5) == 0);
  return item;
}
std::optional<Item> less_minutes(const Match &m) { return hour_and_minutes(m[0], -static_cast<std::int32_t>(m[1].number)); }

std::optional<Item> noon(const Match &) { return clock_item(ClockTime{12, 0, 0, Grain::hour, false}); }
std::optional<Item> midnight(const Match &) { return clock_item(ClockTime{0, 0, 0, Grain::hour, false}); }

/// Twelve at night of a certain day is that of its night: readings that put the night with the day come first.
std::optional<Item> hour_in(const Item &clock, const std::optional<PartOfDay> &part) {
  if (part == PartOfDay::midday && !clock.clock.open_half) return std::nullopt;   // "12:45 pm lunch" is a lunch at that time
  auto item = part ? clock_in_part(clock, *part) : std::nullopt;
  if (item && item->clock.hour < 6 && (*part == PartOfDay::night || *part == PartOfDay::evening)) item->score -= 1;
  return item;
}
std::optional<Item> in_part(const Match &m) { return hour_in(m[0], m[1].part); }
std::optional<Item> part_then(const Match &m) { return hour_in(m[1], m[0].part); }
std::optional<Item> in_spanish_morning(const Match &m) { return clock_in_part(m[0], PartOfDay::morning); }

std::optional<Item> part(const Match &m) { return awake(m[0]); }
std::optional<Item> spanish_morning(const Match &) { return part_item(PartOfDay::morning, true); }
std::optional<Item> latent_spanish_morning(const Match &) {
  Item item = part_item(PartOfDay::morning, true);
  item.latent = true;
  return item;
}

/// "early in the morning", "late afternoon".
std::optional<Item> part_hours(const Item &base, bool early) {
  if (!base.part) return std::nullopt;
  struct Hours { std::int32_t early_to, late_from; };
  constexpr Hours kHours[]{{7, 6}, {9, 10}, {13, 13}, {15, 16}, {21, 21}, {21, 21}};
  const Hours hours = kHours[static_cast<std::size_t>(*base.part)];
  Item item = base;
  item.latent = false;
  item.series = mapped(base.series, [hours, early](TimeSpan span) -> std::optional<TimeSpan> {
    const WallSeconds day = floor_to(span.start, Grain::day);
    if (early) span.end = day + hours.early_to * 3600;
    else span.start = day + hours.late_from * 3600;
    return span.start < span.end ? std::optional(span) : std::nullopt;
  });
  return item;
}
std::optional<Item> late_morning(const Match &) { return part_hours(part_item(PartOfDay::morning, true), false); }
/// "mid-morning" is about ten, "mid-afternoon" about two.
std::optional<Item> middle_part(const Match &m) {
  if (m[0].part == PartOfDay::morning) return clock_item(ClockTime{10, 0, 0, Grain::hour, false});
  if (m[0].part == PartOfDay::afternoon) return clock_item(ClockTime{14, 0, 0, Grain::hour, false});
  return std::nullopt;
}
std::optional<Item> early_part(const Match &m) { return part_hours(m[0], true); }
std::optional<Item> late_part(const Match &m) { return part_hours(m[0], false); }

template <int hour>
std::optional<Item> minutes_to_fixed(const Match &m) {
  const auto minutes = static_cast<std::int32_t>(m[0].number);
  return clock_item(ClockTime{(hour + 23) % 24, 60 - minutes, 0, Grain::minute, false});
}
template <int hour, int minute>
std::optional<Item> fixed_clock(const Match &) { return clock_item(ClockTime{hour, minute, 0, Grain::minute, false}); }

constexpr Rule kRules[]{
    {"<hour>", bare_hour},
    {"{at} <clock>", said_time},
    {"{about} <clock>", about_time},
    {"{at} {about} <clock>", said_time},
    {"{about} {at} <clock>", said_time},
    {"<clock> ish|-_ish|o_asi|mas_o_menos|or_so|approximately", said_time},
    {"<clock> {oclock}", said_time},
    {"<awake_clock> {oclock}|hours|horas|hrs|hs", said_time},
    {"<clock> hours|horas|hrs|hr|hs|h", said_24h},
    {"{at} <clock> h", said_time},
    {"<clock> h <minute>", minutes_after},
    {"<clock> h del|de|de_la|,? <exact_day>", [](const Match &m) { return both(m[1], m[0]); }},
    {"<clock> {am}", before_noon},
    {"<clock> {pm}", after_noon},
    {"<clock> in|por|en the|la|el? {am}", before_noon},
    {"<clock> in|por|en the|la|el? {pm}", after_noon},
    {"<hour> <minutes>", hour_minute},
    {"<spoken_hour> - <minutes>", hour_minute},
    {"<hour> {oh} <units>", hour_oh_minute},
    {"<hour> - {oh} - <units>", hour_oh_minute},
    {"half -? past|after <clock>", half_past},
    {"a half past|after <clock>", half_past},
    {"a? quarter|cuarto past|after <clock>", quarter_past},
    {"a|un? quarter|cuarto to|of|till|til|before|para_las|para_la|pa_las <clock>", quarter_to},
    {"<minute> minutes|minute|min|mins|minutos? past|after|pasadas_las|pasadas_de_las|pasados_de_las|from <clock>", minutes_past},
    {"<minute> minutes|minute|min|mins|minutos to|till|til|before|of|para_las|para_la|pa_las|antes_de_las <clock>", minutes_to},
    {"<minute> to|till|til|before|of <clock>", round_minutes_to},
    {"<minute> para_las|para_la|pa_las|antes_de_las <clock>", minutes_to},
    {"<clock> y media", half_past},
    {"<clock> y cuarto", quarter_past},
    {"<clock> menos cuarto", quarter_to},
    {"<clock> y <minute> minutos?", past_minutes},
    {"<clock> con <minute> minutos?", with_minutes},
    {"<clock> menos <minute> minutos?", less_minutes},
    {"<clock> half", half_past, -1},
    {"noon|noontime|midday|mediodia|12_noon|twelve_noon|doce_del_dia", noon},
    {"{at}|el|al noon|midday|mediodia", noon},
    {"12_del_mediodia|doce_del_mediodia|las_doce_del_mediodia|las_12_del_mediodia", noon, 1},
    {"<minute> minutes|min|mins? to|till|til|before noon|midday", minutes_to_fixed<12>, 1},
    {"<minute> minutes|min|mins to|till|til|before midnight", minutes_to_fixed<0>, 1},
    {"a? quarter to|till|til|before noon|midday", fixed_clock<11, 45>, 1},
    {"a? quarter to|till|til|before midnight", fixed_clock<23, 45>, 1},
    {"half past noon|midday", fixed_clock<12, 30>, 1},
    {"midnight|midnite|medianoche|media_noche|12_midnight|twelve_midnight", midnight},
    {"{at}|la|a_la midnight|medianoche|media_noche", midnight},
    {"<clock> {in_part} <part>", in_part, 1},
    {"<clock> de|por|en|a la manana", in_spanish_morning, 1},
    {"<part> at? <clock>", part_then},
    {"{in_the} <part>", part},
    {"por|en|de|a|x la manana", spanish_morning},
    {"la manana", latent_spanish_morning},
    {"las|por_las|en_las mananas", spanish_morning},
    {"early|temprano|earlier -? {in_the}|this? <part>", early_part},
    {"{in_the} early -? <part>", early_part},
    {"{in_the} late -? <part>", late_part},
    {"<part> early|temprano", early_part},
    {"late|tarde|later|mas_tarde -? {in_the}|this? <part>", late_part},
    {"mas_tarde por|en|a la manana", late_morning},
    {"a? ultima_hora|ultimas_horas de|por|en la|el? <part>", late_part, 1},
    {"a? primera_hora|primeras_horas de|por|en la|el? <part>", early_part, 1},
    {"noonish|around_noonish", noon},
    {"mid|middle -? <part>", middle_part},
    {"<awake_clock> <part>", [](const Match &m) { return m.word(m.end - m.first - 1) == "lunch" ? std::nullopt : in_part(m); }},
    {"three|3 quarters past|after <clock>", three_quarters_past, 1},
};

}  // namespace

std::span<const Rule> clock_rules() { return kRules; }

}  // namespace callwell::nlu
