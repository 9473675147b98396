// Amounts of time.
#include <cmath>

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
std::optional<Item> one(const Match &m) { return amount_of(1, m[0].grain); }
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
std::optional<Item> plus_half(const Match &m) {
  Amount amount = m[0].amount;
  if (amount.grain == Grain::second) return std::nullopt;
  const auto extra = amount_of(0.5, amount.grain);
  for (std::size_t i = 0; i < amount.by_grain.size(); ++i) amount.by_grain[i] += extra->amount.by_grain[i];
  amount.grain = extra->amount.grain;
  return duration(amount);
}
std::optional<Item> minutes(const Match &m) { return amount_of(m[0].number, Grain::minute); }
std::optional<Item> seconds(const Match &m) { return amount_of(m[0].number, Grain::second); }
std::optional<Item> same(const Match &m) { return m[0]; }
std::optional<Item> hours(const Match &m) { return amount_of(m[0].number, Grain::hour); }

constexpr Rule kRules[]{
    {"<amount> of? <grain>", counted},
    {"<amount> more|additional|extra|less|fewer|full|whole|business|working|mas <grain>", counted},
    {"a|an|un|una|the_whole|a_whole|a_full|one_whole|todo_el|all <grain>", one},
    {"all - <day_grain>", one},
    {"half|1_/_2|media|medio a|an? <grain>", half},
    {"a half <grain>", half},
    {"una media <grain>", half},
    {"an?|one|una|un <grain> and_a_half|y_media|y_medio", one_and_half},
    {"<amount> and_a_half|and_half|y_medio|y_media <grain>", and_half},
    {"<duration> and_a_half|y_media|y_medio", plus_half},
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
    {"<amount> h|hr|hrs", hours},
    {"about|around|approximately|roughly|exactly|some|almost|nearly|like|unos|unas|como|aproximadamente|casi|alrededor_de <duration>",
     same},
};

}  // namespace

std::span<const Rule> duration_rules() { return kRules; }

}  // namespace callwell::nlu
