// Amounts of time.
#include <algorithm>
#include <cmath>
#include <iterator>

#include "nlu/time_items.hpp"
#include "nlu/time_rules.hpp"

namespace callwell::nlu {

namespace {

Item duration(Amount amount) {
  Item item;
  item.kind = ItemKind::duration;
  item.grain = amount.grain;
  item.amount = amount;
  return item;
}

/// `n` grains; what is left of a fraction goes into the next finer grain that counts it: 1.5 hours are 90 minutes.
std::optional<Item> amount_of(double n, Grain grain) {
  if (!(n >= 0) || n > 1e7) return std::nullopt;
  struct Finer { Grain grain; double count; };
  constexpr Finer kFiner[]{{Grain::second, 1}, {Grain::second, 60}, {Grain::minute, 60}, {Grain::hour, 24},
                           {Grain::day, 7},    {Grain::day, 30},    {Grain::month, 3},   {Grain::month, 12}};
  Amount amount;
  amount.grain = grain;
  if (n != std::floor(n)) {
    const Finer &finer = kFiner[static_cast<std::size_t>(grain)];
    n = std::round(n * finer.count);
    amount.grain = finer.grain;
  }
  amount.by_grain[static_cast<std::size_t>(amount.grain)] = n;
  return duration(amount);
}

std::optional<Item> counted(const Match &m) { return amount_of(m[0].number, m[1].grain); }
/// "a second opinion" lasts no second, and "1ª semana" is a first one.
std::optional<Item> one(const Match &m) {
  constexpr std::string_view kGoOn[]{"please", "and", "or", "to", "while", "so", "before", "then", "ok", "okay", "later", "ago", "i", "let",
                                     "if", "for", "from", "after", "por", "favor", "y", "o", "para", "mas", "antes", "despues", "que"};
  const Utterance &u = m.context.utterance;
  if (u.written(m.first, m.first) == "ª") return std::nullopt;
  const bool word_follows = m.end < u.tokens.size() && u.tokens[m.end].kind == Token::Kind::word;
  const bool goes_on = std::find(std::begin(kGoOn), std::end(kGoOn), u.word(m.end)) != std::end(kGoOn);
  if (u.word(m.end - 1) == "second" && word_follows && !goes_on) return std::nullopt;
  return amount_of(1, m[0].grain);
}
/// "some days", "varias semanas": three, as "a few" are; "un par" is two.
std::optional<Item> a_few(const Match &m) {
  const Utterance &u = m.context.utterance;
  if (u.word(m.end - 1).back() != 's') return std::nullopt;
  const bool two = m.word(0) == "couple" || m.word(1) == "couple" || m.word(1) == "par";
  return amount_of(two ? 2 : 3, m[0].grain);
}
std::optional<Item> nights(const Match &m) { return amount_of(m[0].number, Grain::day); }
std::optional<Item> half(const Match &m) { return amount_of(0.5, m[0].grain); }
std::optional<Item> one_and_half(const Match &m) { return amount_of(1.5, m[0].grain); }
std::optional<Item> and_half(const Match &m) { return amount_of(m[0].number + 0.5, m[1].grain); }
std::optional<Item> quarter(const Match &m) { return amount_of(0.25, m[0].grain); }
std::optional<Item> quarters(const Match &m) { return amount_of(m[0].number * 0.25, m[1].grain); }
std::optional<Item> and_quarter(const Match &m) { return amount_of(m[0].number + 0.25, m[1].grain); }
std::optional<Item> and_quarters(const Match &m) { return amount_of(m[0].number + m[1].number * 0.25, m[2].grain); }
std::optional<Item> fraction(const Match &m) {
  if (m[1].number == 0) return std::nullopt;
  return amount_of(m[0].number / m[1].number, m[2].grain);
}
std::optional<Item> hour_fraction(const Match &m) {
  return m[1].number > 0 ? amount_of(m[0].number / m[1].number, Grain::hour) : std::nullopt;
}
std::optional<Item> fortnight(const Match &) { return amount_of(14, Grain::day); }
std::optional<Item> two_fortnights(const Match &m) { return amount_of(14 * m[0].number, Grain::day); }

/// "an hour and thirty": what follows an hour without a unit are minutes.
std::optional<Item> and_minutes(const Match &m) {
  if (m[0].amount.grain != Grain::hour) return std::nullopt;
  Amount amount = m[0].amount;
  amount.grain = Grain::minute;
  amount.by_grain[static_cast<std::size_t>(Grain::minute)] += m[1].number;
  return duration(amount);
}
std::optional<Item> plus(const Match &m) {
  if (m[1].amount.grain >= m[0].amount.grain) return std::nullopt;
  Amount amount = m[0].amount;
  for (std::size_t i = 0; i < amount.by_grain.size(); ++i) amount.by_grain[i] += m[1].amount.by_grain[i];
  amount.grain = m[1].amount.grain;
  return duration(amount);
}
/// "10d", "2W": the letter touches.
std::optional<Item> days_or_weeks(const Match &m) {
  const Utterance &u = m.context.utterance;
  const bool alone = m.first == 0 || u.tokens[m.first].space_before;   // "413d" may be of any code
  if (m[0].digits == 0 || m[0].digits > 2 || !alone || !u.touching(m.end - 2)) return std::nullopt;
  return amount_of(m[0].number, u.word(m.end - 1) == "d" ? Grain::day : Grain::week);
}
/// A part more of the unit that was said last: "an hour and a quarter".
std::optional<Item> plus_part(const Amount &said, double part) {
  Amount amount = said;
  if (amount.grain == Grain::second) return std::nullopt;
  const auto extra = amount_of(part, amount.grain);
  for (std::size_t i = 0; i < amount.by_grain.size(); ++i) amount.by_grain[i] += extra->amount.by_grain[i];
  amount.grain = extra->amount.grain;
  return duration(amount);
}
std::optional<Item> plus_half(const Match &m) { return plus_part(m[0].amount, 0.5); }
std::optional<Item> plus_quarter(const Match &m) { return plus_part(m[0].amount, 0.25); }
std::optional<Item> plus_fraction(const Match &m) {
  return m[2].number > m[1].number ? plus_part(m[0].amount, m[1].number / m[2].number) : std::nullopt;
}
/// "1 and 1/4 hour".
std::optional<Item> mixed(const Match &m) {
  return m[2].number > m[1].number ? amount_of(m[0].number + m[1].number / m[2].number, m[3].grain) : std::nullopt;
}
std::optional<Item> decades(const Match &m) { return m[0].number <= 100 ? amount_of(10 * m[0].number, Grain::year) : std::nullopt; }
std::optional<Item> one_decade(const Match &) { return amount_of(10, Grain::year); }
std::optional<Item> minutes(const Match &m) { return amount_of(m[0].number, Grain::minute); }
std::optional<Item> seconds(const Match &m) { return amount_of(m[0].number, Grain::second); }
std::optional<Item> same(const Match &m) { return m[0]; }
std::optional<Item> hours(const Match &m) { return amount_of(m[0].number, Grain::hour); }

constexpr Rule kRules[]{
    {"<amount> of|de? <grain>", counted},
    {"<amount> - <grain>", counted},
    {"some|several|a_few|few|unas|unos|varias|varios|algunas|algunos|unas_cuantas|unos_cuantos|un_par_de|a_couple_of|couple_of <grain>",
     a_few},
    {"another|otro|otra business|working? <grain>", one},
    {"<amount> nights|noches", nights},
    {"all|full|whole -? <big_grain>", one},
    {"toda_la|todo_el <big_grain>", one},
    {"<duration> entero|entera|enteros|enteras|completo|completa", same},
    {"more_than|less_than|at_least|at_most|no_more_than|mas_de|menos_de|al_menos|por_lo_menos <duration>", same},
    {"<amount> more|additional|extra|less|fewer|full|whole|business|working|mas <grain>", counted},
    {"a|an|un|una|the_whole|a_whole|a_full|one_whole|todo_el|all <grain>", one},
    {"all - <day_grain>", one},
    {"half|1_/_2|media|medio a|an? <grain>", half},
    {"a half <grain>", half},
    {"una media <grain>", half},
    {"an?|one|una|un <grain> and_a_half|y_media|y_medio", one_and_half},
    {"<amount> and_a_half|and_half|y_medio|y_media <grain>", and_half},
    {"<duration> and_a_half|and_half|y_media|y_medio", plus_half},
    {"<duration> and_a_quarter|and_quarter|y_cuarto|y_un_cuarto", plus_quarter},
    {"<year_grain> y_medio|y_media", one_and_half},
    {"<count> and|y|con? <small> / <small> <grain>", mixed},
    {"<duration> and|y <small> / <small>", plus_fraction},
    {"<count> decades|decadas|decenios", decades},
    {"a|an|one|una|un decade|decada|decenio", one_decade},
    {"a|un|one? quarter|cuarto of|de? an|a? <grain>", quarter},
    {"<small> quarters|quarter|cuartos|cuarto of|de? an|a? <grain>", quarters},
    {"<amount> and|y a|one|un? quarter|cuarto of|de? <grain>", and_quarter},
    {"<amount> and|y <small> quarters|quarter|cuartos of|de? <grain>", and_quarters},
    {"<small> / <small> of_an|de? <grain>", fraction},
    {"<small> / <small> h|hr", hour_fraction},
    {"a|one|una|un? fortnight|quincena", fortnight},
    {"<amount> fortnights|quincenas", two_fortnights},
    {"<duration> ,|and|y|,_and? <duration>", plus},
    {"<duration> and|y? <minute>", and_minutes},
    {"<amount> m|'", minutes},
    {"<amount> \"|s|''", seconds},
    {"<amount> d|w", days_or_weeks},
    {"<amount> h|hr|hrs", hours},
    {"about|around|approximately|roughly|exactly|some|almost|nearly|like|unos|unas|como|aproximadamente|casi|alrededor_de <duration>",
     same},
};

}  // namespace

std::span<const Rule> duration_rules() { return kRules; }

}  // namespace callwell::nlu
