// Finds amounts of money: "$650", "six fifty dollars", "doscientos dólares", "between 10 and 20 dollars", "under $50".
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "nlu/finders.hpp"
#include "nlu/money_words.hpp"
#include "nlu/number_words.hpp"
#include "nlu/numbers.hpp"

namespace callwell::nlu {

namespace {

constexpr float kSure = 0.95F, kExpected = 0.7F;

struct Amount { double value = 0; std::string currency; std::size_t first = 0, last = 0; bool named = false; };

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Two places, or as many as it takes: "12.50", "650.00", "7.125".
std::string decimal_text(double value) {
  char buffer[64];
  const double cents = value * 100;
  const bool exact = std::abs(cents - std::round(cents)) < 1e-6;
  std::snprintf(buffer, sizeof buffer, exact ? "%.2f" : "%.6f", value);
  return buffer;
}

class MoneyReader {
 public:
  MoneyReader(const Utterance &utterance, const Context &context)
      : utterance_(utterance), home_(home_currency(context.country)), style_(number_style(utterance.language, context.country)) {}

  std::optional<Entity> entity_at(std::size_t i) const {
    if (auto range = range_at(i)) return range;
    if (auto bound = bound_at(i)) return bound;
    const auto amount = amount_at(i);
    if (!amount || !amount->named) return std::nullopt;
    return make_entity(utterance_, EntityType::money, i, amount->last, Money{decimal_text(amount->value), {}, {}, amount->currency}, kSure);
  }

  std::optional<Amount> amount_at(std::size_t i) const {
    if (auto before = currency_first(i)) return before;
    return number_first(i);
  }

 private:
  std::string_view word(std::size_t i) const { return utterance_.word(i); }

  std::optional<Cardinal> number_at(std::size_t i) const {
    const auto hundreds = spoken_pair(i);
    if (hundreds) return hundreds;
    if (is_one_of(word(i), {"half", "medio"})) return half(i);
    return cardinal_at(utterance_, i, style_);
  }
  /// "six fifty": said of a price it is 650.
  std::optional<Cardinal> spoken_pair(std::size_t i) const {
    const auto first = number_word(word(i), false);
    if (!first || first->role != NumberRole::unit || first->value == 0) return std::nullopt;
    const auto rest = cardinal_at(utterance_, i + 1, style_);
    if (!rest || !rest->spoken || rest->value < 10 || rest->value > 99 || !currency_at(utterance_, rest->last + 1)) return std::nullopt;
    return Cardinal{first->value * 100 + rest->value, rest->last, true, 0};
  }
  /// "half a million", "medio millón".
  std::optional<Cardinal> half(std::size_t i) const {
    const std::size_t scale = is_one_of(word(i + 1), {"a", "an"}) ? i + 2 : i + 1;
    const auto role = number_word(word(scale), false);
    if (!role || role->role != NumberRole::scale) return std::nullopt;
    return Cardinal{role->value / 2, scale, true, 0};
  }

  std::string code_of(const CurrencyName &name) const { return std::string(name.code.empty() ? home_ : name.code); }

  std::optional<Amount> currency_first(std::size_t i) const {
    const auto name = currency_at(utterance_, i);
    if (!name || name->letter || name->code.empty() || name->unit != 1) return std::nullopt;
    const auto number = number_at(name->last + 1);
    if (!number || (number->spoken && !symbol(i) && number->digits == 0 && !written(name->last + 1))) return std::nullopt;
    Amount amount{number->value, code_of(*name), i, number->last, true};
    if (const auto again = currency_at(utterance_, amount.last + 1);
        again && again->code == amount.currency && !again->letter && symbol(i)) {
      const bool next_price = number_at(again->last + 1).has_value() && symbol(amount.last + 1);   // "$10 $20" are two
      if (!next_price) amount.last = again->last;
    }
    return amount;
  }
  bool symbol(std::size_t i) const { return utterance_.tokens[i].kind == Token::Kind::mark; }
  bool written(std::size_t i) const { return i < utterance_.tokens.size() && utterance_.tokens[i].kind != Token::Kind::word; }

  std::optional<Amount> number_first(std::size_t i) const {
    if (is_one_of(word(i), {"a", "one"}) && word(i + 1) == "grand") return Amount{1000, std::string(home_), i, i + 1, true};
    const bool article = is_one_of(word(i), {"a", "an"});
    const auto number = article ? std::optional(Cardinal{1, i, true, 0}) : number_at(i);
    if (!number || (article && !currency_at(utterance_, i + 1))) return std::nullopt;
    if (article && utterance_.word(i + 1).size() <= 3) return std::nullopt;   // "a rand", "a c": codes are no nouns
    std::size_t at = number->last + 1;
    if (word(at) == "de" && number->value >= 1e6) ++at;   // "un millón de pesos"
    const auto name = currency_at(utterance_, at);
    if (!name || (name->letter && !behind(number->last, *name))) return Amount{number->value, std::string(home_), i, number->last, false};
    const bool next_price = utterance_.touching(name->last) && name->last + 1 < utterance_.tokens.size() &&
                            utterance_.tokens[name->last + 1].kind == Token::Kind::number;   // "3 USD50 cards"
    if (next_price) return std::nullopt;
    Amount amount{number->value * name->unit, code_of(*name), i, name->last, true};
    const auto scale = number_word(word(name->last + 1), false);
    if (scale && scale->role == NumberRole::scale && scale->value >= 1e6) {   // "75 USD million"
      amount.value *= scale->value;
      amount.last = name->last + 1;
    }
    if (name->unit == 1) add_small(amount);
    return amount;
  }
  /// "10 c": the letter ends the words.
  bool behind(std::size_t number, const CurrencyName &name) const {
    return utterance_.tokens[number].kind == Token::Kind::number &&
           (name.last + 1 == utterance_.tokens.size() || utterance_.tokens[name.last + 1].kind == Token::Kind::mark ||
            utterance_.touching(number));
  }

  /// "20 dollars 43 cents", "3 dollars and one", "25 euros con 50".
  void add_small(Amount &amount) const {
    std::size_t at = amount.last + 1;
    const bool joined = is_one_of(word(at), {"and", "y", "con"});
    if (joined) ++at;
    const auto number = number_at(at);
    if (!number || number->value >= 100 || number->value != std::floor(number->value)) return;
    const auto name = currency_at(utterance_, number->last + 1);
    const bool coins = name && name->unit < 1;
    if (name && !coins) return;   // the next price
    const bool end = number->last + 1 == utterance_.tokens.size() || utterance_.tokens[number->last + 1].kind == Token::Kind::mark;
    if (!coins && !joined && !end) return;
    if (!coins && !end) return;   // "$4.25 and 32 is the quantity"
    amount.value += number->value * (coins ? name->unit : 0.01);
    amount.last = coins ? name->last : number->last;
  }

  std::optional<Entity> range_at(std::size_t i) const {
    const bool headed = is_one_of(word(i), {"from", "between", "de", "desde", "entre", "about", "around"});
    const std::size_t start = headed ? i + 1 : i;
    const auto low = amount_at(start);
    if (!low) return std::nullopt;
    const std::size_t link = low->last + 1;
    const bool spanish = utterance_.language == Language::es;   // "64 cents a dozen"
    const bool dash = is_one_of(word(link), {"-", "–", "to", "hasta"}) || (spanish && word(link) == "a");
    if (!dash && !(headed && is_one_of(word(link), {"and", "y"}))) return std::nullopt;
    const auto high = amount_at(link + 1);
    if (!high || (!low->named && !high->named) || high->value <= low->value) return std::nullopt;
    if (!dash && low->named && !is_one_of(word(i), {"between", "entre", "de", "desde", "from"})) return std::nullopt;
    Money money{{}, decimal_text(low->value), decimal_text(high->value), high->named ? high->currency : low->currency};
    return make_entity(utterance_, EntityType::money, i, high->last, std::move(money), kSure);
  }

  /// How many tokens a word of limit takes at `i`, and which side it leaves open.
  struct Limit { std::size_t tokens = 0; bool upper = false; };
  Limit limit_at(std::size_t i) const {
    struct Phrase { std::initializer_list<std::string_view> words; bool upper; };
    static const Phrase kPhrases[]{{{"under"}, true},
                                   {{"below"}, true},
                                   {{"less", "than"}, true},
                                   {{"lower", "than"}, true},
                                   {{"no", "more", "than"}, true},
                                   {{"not", "more", "than"}, true},
                                   {{"at", "most"}, true},
                                   {{"up", "to"}, true},
                                   {{"cheaper", "than"}, true},
                                   {{"menos", "de"}, true},
                                   {{"no", "mas", "de"}, true},
                                   {{"como", "maximo"}, true},
                                   {{"como", "mucho"}, true},
                                   {{"hasta"}, true},
                                   {{"por", "debajo", "de"}, true},
                                   {{"inferior", "a"}, true},
                                   {{"a", "lo", "mas"}, true},
                                   {{"over"}, false},
                                   {{"above"}, false},
                                   {{"more", "than"}, false},
                                   {{"at", "least"}, false},
                                   {{"no", "less", "than"}, false},
                                   {{"not", "less", "than"}, false},
                                   {{"mas", "de"}, false},
                                   {{"no", "menos", "de"}, false},
                                   {{"al", "menos"}, false},
                                   {{"por", "lo", "menos"}, false},
                                   {{"como", "minimo"}, false},
                                   {{"por", "encima", "de"}, false},
                                   {{"superior", "a"}, false},
                                   {{"exceeds"}, false}};
    Limit best;
    for (const Phrase &phrase : kPhrases) {
      std::size_t n = 0;
      for (const std::string_view expected : phrase.words) n += word(i + n) == expected ? 1 : phrase.words.size() + 1;
      if (n == phrase.words.size() && n > best.tokens) best = {n, phrase.upper};
    }
    return best;
  }
  std::optional<Entity> bound_at(std::size_t i) const {
    const Limit limit = limit_at(i);
    const auto amount = limit.tokens > 0 ? amount_at(i + limit.tokens) : std::nullopt;
    if (!amount || !amount->named) return std::nullopt;
    Money money{{}, {}, {}, amount->currency};
    (limit.upper ? money.to : money.from) = decimal_text(amount->value);
    return make_entity(utterance_, EntityType::money, i, amount->last, std::move(money), kSure);
  }

  const Utterance &utterance_;
  std::string_view home_;
  NumberStyle style_;
};

/// Without a currency or a "grand" anywhere nothing is a sum.
bool names_money(const Utterance &utterance) {
  for (std::size_t i = 0; i < utterance.tokens.size(); ++i) {
    if (currency_at(utterance, i) || utterance.word(i) == "grand") return true;
  }
  return false;
}

}  // namespace

void find_money(const Utterance &utterance, const Context &context, std::vector<Entity> &out) {
  const MoneyReader reader(utterance, context);
  const bool expected = context.expecting.field == "money" || context.expecting.field == "amount";
  if (!expected && !names_money(utterance)) return;
  std::size_t named = 0;
  for (std::size_t i = 0; i < utterance.tokens.size();) {
    auto entity = reader.entity_at(i);
    if (!entity) {
      ++i;
      continue;
    }
    const std::uint32_t end = entity->end;
    out.push_back(std::move(*entity));
    ++named;
    while (i < utterance.tokens.size() && utterance.tokens[i].start < end) ++i;
  }
  if (named > 0 || !expected) return;
  for (std::size_t i = 0; i < utterance.tokens.size(); ++i) {   // asked for a sum, a bare number is one
    const auto amount = reader.amount_at(i);
    if (!amount) continue;
    out.push_back(make_entity(utterance, EntityType::money, i, amount->last, Money{decimal_text(amount->value), {}, {}, amount->currency},
                              kExpected));
    return;
  }
}

}  // namespace callwell::nlu
