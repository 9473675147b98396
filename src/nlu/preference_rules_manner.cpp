// Wishes about how often, how soon and how firmly; and the words that join, exclude and part wishes.
#include <cmath>

#include "nlu/preference_rules.hpp"
#include "nlu/time_items.hpp"

namespace callwell::nlu {

namespace {

std::optional<Item> manner(Preference wish) { return wish_item(WishForm::manner, std::move(wish)); }

std::optional<Item> repeat(double n, Grain grain) {
  if (n < 1 || n > 120 || n != std::floor(n) || grain < Grain::day || grain == Grain::quarter) return std::nullopt;
  Preference wish;
  wish.every = Recurrence{static_cast<std::int32_t>(n), std::string(grain_key(grain))};
  return manner(std::move(wish));
}
std::optional<Item> every_grain(const Match &m) {
  return m[0].grain == Grain::quarter ? repeat(3, Grain::month) : repeat(1, m[0].grain);
}
std::optional<Item> every_other_grain(const Match &m) { return repeat(2, m[0].grain); }
std::optional<Item> every_n(const Match &m) { return repeat(m[0].number, m[1].grain); }
template <int n, Grain grain>
std::optional<Item> repeat_fixed(const Match &) { return repeat(n, grain); }

std::optional<Item> weekday_every(const Match &m, std::int32_t weeks) {
  Preference wish;
  wish.weekdays = {static_cast<base::Weekday>(m[0].number)};
  wish.every = Recurrence{weeks, "week"};
  return wish_item(WishForm::day, std::move(wish));
}
std::optional<Item> every_weekday(const Match &m) { return weekday_every(m, 1); }
std::optional<Item> every_other_weekday(const Match &m) { return weekday_every(m, 2); }
std::optional<Item> nth_of_every(const Match &m) {
  Preference wish;
  wish.weekdays = {static_cast<base::Weekday>(m[1].number)};
  wish.every = Recurrence{1, std::string(grain_key(m[2].grain))};
  wish.ordinal = static_cast<std::int32_t>(m[0].number);
  return wish_item(WishForm::day, std::move(wish));
}

std::optional<Item> times(const Match &m) {
  Preference wish;
  wish.count = static_cast<std::int32_t>(m[0].number);
  return manner(std::move(wish));
}

template <bool Preference::*flag>
std::optional<Item> flagged(const Match &) {
  Preference wish;
  wish.*flag = true;
  return manner(std::move(wish));
}
/// Words that ask for something only among other wishes, or where one was asked for.
template <bool Preference::*flag>
std::optional<Item> weakly_flagged(const Match &m) {
  auto item = flagged<flag>(m);
  item->latent = true;
  return item;
}
/// "monthly" may be a plan to pay.
template <int n, Grain grain>
std::optional<Item> weakly_repeated(const Match &m) {
  auto item = repeat_fixed<n, grain>(m);
  item->latent = true;
  return item;
}
std::optional<Item> twice_a_grain(const Match &m) {
  auto item = repeat(1, m[0].grain);
  if (!item) return item;
  Preference wish = *item->wish;
  wish.count = 2;
  return manner(std::move(wish));
}
template <WishForm form>
std::optional<Item> joint(const Match &) { return wish_item(form, {}); }

constexpr Rule kRules[]{
    {"{every} <long_grain>", every_grain},
    {"{every} other|second <long_grain>", every_other_grain},
    {"{every} <count> <long_grain>", every_n},
    {"once|one|una_vez a|per|al|a_la|por|every|each|cada|el <long_grain>", every_grain},
    {"una vez al|a_la|por|cada <long_grain>", every_grain},
    {"daily|diario|diariamente|everyday|todos_los_dias|a_diario", weakly_repeated<1, Grain::day>, -1},
    {"todas_las_semanas|cada_semana|every_wk", repeat_fixed<1, Grain::week>},
    {"weekly|semanal|semanalmente", weakly_repeated<1, Grain::week>},
    {"biweekly|bi_-_weekly|quincenal|quincenalmente|cada_quince_dias|cada_15_dias|fortnightly|every_other_wk|semana_de_por_medio|"
     "semana_por_medio|cada_quincena", repeat_fixed<2, Grain::week>, 0.5F},
    {"cada_ocho_dias|cada_8_dias", repeat_fixed<1, Grain::week>, 0.5F},
    {"<count> <long_grain> apart", every_n},
    {"cada_tercer_dia|un_dia_si_y_otro_no|un_dia_si_y_un_dia_no|dia_por_medio", repeat_fixed<2, Grain::day>, 1},
    {"twice|two_times|dos_veces a|por|al|a_la|every|each|cada <long_grain>", twice_a_grain},
    {"todos_los_meses|every_mo", repeat_fixed<1, Grain::month>},
    {"monthly|mensual|mensualmente", weakly_repeated<1, Grain::month>},
    {"quarterly|trimestral|trimestralmente", weakly_repeated<3, Grain::month>},
    {"twice_a_year|semestral|dos_veces_al_ano|semiannually", repeat_fixed<6, Grain::month>},
    {"yearly|annually|anual|anualmente|todos_los_anos", weakly_repeated<1, Grain::year>},
    {"{every} <weekday>", every_weekday, 1},
    {"{every} single <weekday>", every_weekday, 1},
    {"{every} other|second <weekday>", every_other_weekday, 1},
    {"un <weekday> si y otro|uno no", every_other_weekday, 1},
    {"<weekday> de_por_medio|por_medio", every_other_weekday, 1},
    {"{the}? <any_ord> <weekday> of|in|de|del {every}|the|a|el <long_grain>", nth_of_every, 2},
    {"for|por|durante|next {the}? next? <count> <grain>", times, -1},
    {"for|por|durante? <count> {visits}", times},
    {"<count> {visits} in_all|en_total|total", times, 1},
    {"{asap}", flagged<&Preference::asap>, 1},
    {"{flexible}", flagged<&Preference::flexible>, -1},
    {"{earliest}", flagged<&Preference::earliest>},
    {"{weak_early}", weakly_flagged<&Preference::earliest>},
    {"{weak_asap}", weakly_flagged<&Preference::asap>},
    {"{latest}", flagged<&Preference::latest>},
    {"{soft}", flagged<&Preference::soft>},
    {"or|o|u|and|y|e|,|/|&|n|then|y_tambien|or_else|o_bien|either|and_also|or_maybe|o_tal_vez|or_even", joint<WishForm::either>},
    {"{correction}", joint<WishForm::correction>, 1},
    {"{filler}", joint<WishForm::filler>},
    {"{before_it}", joint<WishForm::before_it>},
    {"{after_it}", joint<WishForm::after_it>},
    {"{negation}", joint<WishForm::negation>},
    {"{clause}", joint<WishForm::clause>},
};

}  // namespace

std::span<const Rule> wish_manner_rules() { return kRules; }

}  // namespace callwell::nlu
