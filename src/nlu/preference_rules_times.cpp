// Wishes about the time of day. Bare hours are a clinic's: 1 to 7 in the afternoon, the rest as said.
#include "nlu/preference_rules.hpp"
#include "nlu/time_items.hpp"
#include "nlu/time_words.hpp"

namespace callwell::nlu {

namespace {

constexpr std::int32_t kHalfDay = 12 * 60, kDay = 24 * 60;

std::int32_t office_minutes(const ClockTime &time) {
  const bool afternoon = time.open_half && time.hour >= 1 && time.hour <= 7;
  return time.hour * 60 + time.minute + (afternoon ? kHalfDay : 0);
}

std::optional<Item> time_wish(Preference wish, bool open_half = false) {
  Item item = wish_item(WishForm::time, std::move(wish));
  item.open_half = open_half;
  return item;
}

std::optional<Item> part_wish(PartOfDay part) {
  Preference wish;
  wish.part = part;
  return time_wish(std::move(wish));
}
/// A clinic's night is its evening.
std::optional<Item> part(const Match &m) {
  if (!m[0].part) return std::nullopt;
  return part_wish(*m[0].part == PartOfDay::night ? PartOfDay::evening : *m[0].part);
}
/// "tarde" and "morning" alone may be something else; "tardes" and "mornings" are not.
std::optional<Item> bare_part(const Match &m) {
  auto item = part(m);
  const auto word = part_word(m.word(0));
  if (item && word) item->latent = !word->plural;
  return item;
}
template <PartOfDay which>
std::optional<Item> fixed_part(const Match &) { return part_wish(which); }

std::optional<Item> first_thing(const Match &) {
  Preference wish;
  wish.part = PartOfDay::morning;
  wish.earliest = true;
  return time_wish(std::move(wish));
}
template <bool early>
std::optional<Item> end_of_part(const Match &m) {
  auto item = part(m);
  if (!item) return item;
  Preference wish = *item->wish;
  if (early && wish.part == PartOfDay::morning) wish.part = PartOfDay::early_morning;
  else (early ? wish.earliest : wish.latest) = true;
  return time_wish(std::move(wish));
}

std::optional<Item> at(const Match &m) {
  Preference wish;
  wish.at = office_minutes(m[0].clock);
  return time_wish(std::move(wish), m[0].clock.open_half);
}
std::optional<Item> around(const Match &m) {
  Preference wish;
  wish.at = office_minutes(m[0].clock);
  wish.approx = true;
  return time_wish(std::move(wish), m[0].clock.open_half);
}
std::optional<Item> around_noon(const Match &) {
  Preference wish;
  wish.at = kHalfDay;
  wish.approx = true;
  return time_wish(std::move(wish));
}
std::optional<Item> after(const Match &m) {
  Preference wish;
  wish.after = office_minutes(m[0].clock);
  return time_wish(std::move(wish), m[0].clock.open_half);
}
std::optional<Item> before(const Match &m) {
  Preference wish;
  wish.before = office_minutes(m[0].clock);
  return time_wish(std::move(wish), m[0].clock.open_half);
}
template <int minute>
std::optional<Item> after_fixed(const Match &) {
  Preference wish;
  wish.after = minute;
  return time_wish(std::move(wish));
}
template <int minute>
std::optional<Item> before_fixed(const Match &) {
  Preference wish;
  wish.before = minute;
  return time_wish(std::move(wish));
}

/// "between ten and two", "8 to 5", "from 7 to 9".
std::optional<Item> range(const Item &first, const Item &last) {
  ClockTime from = first.clock, to = last.clock;
  lend_meridiem(from, to);
  std::int32_t start = office_minutes(from), end = office_minutes(to);
  if (start >= end && from.open_half && start - kHalfDay >= 0) start -= kHalfDay;
  if (start >= end && to.open_half && end + kHalfDay < kDay) end += kHalfDay;
  if (start >= end) return std::nullopt;
  Preference wish;
  wish.after = start;
  wish.before = end;
  return time_wish(std::move(wish), from.open_half && to.open_half);
}
std::optional<Item> from_to(const Match &m) { return range(m[0], m[1]); }
std::optional<Item> from_to_in_part(const Match &m) {
  const auto to = m[2].part ? clock_in_part(m[1], *m[2].part) : std::nullopt;
  return to ? range(m[0], *to) : std::nullopt;
}
std::optional<Item> from_to_morning(const Match &m) {
  const auto to = clock_in_part(m[1], PartOfDay::morning);
  return to ? range(m[0], *to) : std::nullopt;
}

/// "am" behind a day; "am I" is a verb.
std::optional<Item> am_alone(const Match &m) {
  const std::string_view next = m.context.utterance.word(m.end),
                         before = m.first > 0 ? m.context.utterance.word(m.first - 1) : std::string_view();
  if (before == "i" || before == "what" || next == "i" || next == "not" || next == "just") return std::nullopt;
  return part_wish(PartOfDay::morning);
}
std::optional<Item> of_today(PartOfDay part, WallSeconds now) {
  Preference wish;
  wish.part = part;
  wish.dates = {local_time(now).date};
  return wish_item(WishForm::day, std::move(wish));
}
template <PartOfDay which>
std::optional<Item> part_of_today(const Match &m) { return of_today(which, m.context.now); }
std::optional<Item> this_part(const Match &m) {
  if (!m[0].part) return std::nullopt;
  return of_today(*m[0].part == PartOfDay::night ? PartOfDay::evening : *m[0].part, m.context.now);
}
/// "at 3 or 4", "around two or three".
std::optional<Item> either_clock(const Match &m) {
  Preference wish;
  for (std::size_t i = 0; i < 2; ++i) wish.any.emplace_back().at = office_minutes(m[i].clock);
  return time_wish(std::move(wish));
}
std::optional<Item> bare_either_clock(const Match &m) {
  auto item = either_clock(m);
  item->latent = true;
  return item;
}

constexpr Rule kRules[]{
    {"{wish_in} <part>", part},
    {"<part>", bare_part},
    {"<part> hours|time|appointments|slots|slot|appointment", part},
    {"{wish_in} manana|mananas|mna|mnna|mnana|manna|mnan|mnn", fixed_part<PartOfDay::morning>, 1},
    {"mananas|mananita|mananitas", fixed_part<PartOfDay::morning>},
    {"{wish_in} mananita|mananitas", fixed_part<PartOfDay::morning>, 1},
    {"{am_alone}", am_alone},
    {"la manana|mananas", fixed_part<PartOfDay::morning>, 1},
    {"{pm_alone}", fixed_part<PartOfDay::afternoon>},
    {"tonight|esta_noche|tonite|2nite", part_of_today<PartOfDay::evening>, 1},
    {"esta_manana|hoy_por_la_manana|hoy_en_la_manana", part_of_today<PartOfDay::morning>, 1},
    {"this|esta <part>", this_part, 1},
    {"{either_clock} <clock> or|o|u {at}? <clock>", either_clock},
    {"<clock> or|o|u <clock>", bare_either_clock},
    {"first_thing|a_primera_hora|primera_hora|bright_and_early {wish_in}? <part>", first_thing, 1},
    {"first_thing|a_primera_hora|primera_hora|bright_and_early|a_primera_hora_de_la_manana|a_primera_hora_en_la_manana|"
     "first_thing_in_the_am", first_thing},
    {"{wish_early} {wish_in}? <part>", end_of_part<true>},
    {"<part> {wish_early}", end_of_part<true>},
    {"temprano|tempranito por|en|de la manana", fixed_part<PartOfDay::early_morning>, 1},
    {"{wish_late} {wish_in}? <part>", end_of_part<false>},
    {"<awake_clock>", at},
    {"{at} <clock>", at},
    {"at|{at}? <clock> {oclock}? sharp|exactly|en_punto|on_the_dot", at},
    {"{wish_about} {at}? <clock>", around},
    {"{at}? <clock> ish|-_ish|o_asi|mas_o_menos|or_so|or_thereabouts", around, 0.5F},
    {"noonish", around_noon},
    {"{after} <clock>", after},
    {"{after} {about} <clock>", after},
    {"{from} <clock>", after, -1},
    {"{from} <clock> on|{onward}", after},
    {"{at}? <clock> {onward}", after},
    {"{at}? <clock> or|o later|after|after_that|despues|mas_tarde|anytime_after", after},
    {"{no_sooner} <clock>", after, 1},
    {"{i_am_held} {until}|at|a_las|a_la|by <clock>", after, 1},
    {"{before}|b_4 <clock>", before},
    {"{before}|b_4 {about} <clock>", before},
    {"{until}|by|through <clock>", before, -0.5F},
    {"{at}? <clock> or|o earlier|before|antes|mas_temprano|sooner", before},
    {"{no_later} <clock>", before, 1},
    {"{i_must_leave} at|by|before|a_las|a_la|antes_de_las <clock>", before, 1},
    {"{wish_between}? <clock> {to} <clock>", from_to, 0.2F},
    {"between|entre|entre_las|entre_la|btwn|btw|bet <clock> and|y|&|-|to|y_las|y_la|e|n <clock>", from_to},
    {"from|de|desde|desde_las|de_las|entre|entre_las|between? <clock> {to}|and|y|y_las <clock> {in_part} <part>", from_to_in_part, 1},
    {"from|de|desde|desde_las|de_las|entre|entre_las|between? <clock> {to}|and|y|y_las <clock> de|por|en la manana", from_to_morning, 1},
    {"after_work|despues_del_trabajo|despues_de_trabajar|saliendo_del_trabajo|al_salir_del_trabajo|after_i_get_off_work|after_hours|"
     "despues_de_mi_trabajo|once_i'm_off_work", after_fixed<17 * 60>, 1},
    {"after_school|despues_de_la_escuela|despues_de_clases|when_school_gets_out|despues_del_colegio|once_school_is_out|"
     "saliendo_de_la_escuela", after_fixed<15 * 60>, 1},
    {"after_lunch|despues_de_comer|despues_del_almuerzo|despues_de_almorzar|after_my_lunch", after_fixed<13 * 60>, 1},
    {"before_work|antes_del_trabajo|antes_de_trabajar|antes_de_entrar_a_trabajar|before_i_go_to_work", before_fixed<9 * 60>, 1},
    {"before_lunch|antes_de_comer|antes_del_almuerzo|antes_de_almorzar", before_fixed<12 * 60>, 1},
    {"before_school|antes_de_la_escuela|antes_de_clases", before_fixed<8 * 60>, 1},
    {"before_dinner|antes_de_cenar|antes_de_la_cena", before_fixed<18 * 60>, 1},
};

}  // namespace

std::span<const Rule> wish_time_rules() { return kRules; }

}  // namespace callwell::nlu
