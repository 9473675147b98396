#include "nlu/money_words.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "nlu/spelling_phrase.hpp"
#include "nlu/word_table.hpp"

namespace callwell::nlu {

namespace {

struct Row { std::string_view names, code; double unit = 1; bool letter = false; };
constexpr Row kRows[]{
    {"$|dollar|dollars|dolar|dolares|buck|bucks|us $|us$|usd|usd $|u $ d|u $ s|us dollar|us dollars|american dollars|"
     "united states dollars|dolares americanos|dolares estadounidenses",
     "USD"},
    {"€|euro|euros|eur|€ur|€ ur|eu ro", "EUR"},
    {"£|pound|pounds|gbp|libra|libras|quid|sterling|pounds sterling|"
     "libras esterlinas|libra esterlina|british pounds|british pound", "GBP"},
    {"peso|pesos|mxn|mex $|peso mexicano|pesos mexicanos|mexican pesos|mn|m . n .", "MXN"},
    {"cad|canadian dollars|canadian dollar|c $|ca $|dolares canadienses", "CAD"},
    {"aud|australian dollars|australian dollar|a $|au $", "AUD"},
    {"¥|yen|yens|jpy", "JPY"},
    {"cny|yuan|yuans|rmb|renminbi|chinese yuan", "CNY"},
    {"chf|swiss francs|swiss franc|francos suizos|"
     "franco suizo",
     "CHF"},
    {"franc|francs|franco|francos", "FRF"},
    {"₹|inr|rupee|rupees|rupia|rupias|rs|indian rupees", "INR"},
    {"krw|₩|won", "KRW"},
    {"brl|real|reais|r $", "BRL"},
    {"cop|pesos colombianos", "COP"},
    {"ars|pesos argentinos", "ARS"},
    {"clp|pesos chilenos", "CLP"},
    {"soles|sol peruano", "PEN"},
    {"nzd|new zealand dollars", "NZD"},
    {"hkd|hong kong dollars|hk $", "HKD"},
    {"sgd|singapore dollars", "SGD"},
    {"peseta|pesetas|pts", "ESP"},
    {"kwd|kuwaiti dinars|kuwaiti dinar", "KWD"},
    {"lbp|lebanese pounds|lebanese pound", "LBP"},
    {"egp|egyptian pounds|egyptian pound|egyptianpound|egyptianpounds|genihat masriya|geneh masry", "EGP"},
    {"myr|rm|ringgit|ringgits|malaysia ringgit|malaysia ringgits|malaysian ringgit|malaysian ringgits", "MYR"},
    {"ils|shekel|shekels|nis|₪", "ILS"},
    {"sar|saudi riyals|saudi riyal", "SAR"},
    {"riyal|riyals", "SAR"},
    {"irr|rial|rials", "IRR"},
    {"qar|qatari riyals|qatari riyal", "QAR"},
    {"aed|dirham|dirhams", "AED"},
    {"jod|jordanian dinars", "JOD"},
    {"dinar|dinars|dinares", "KWD"},
    {"uah|hryvnia|hryvnias|₴", "UAH"},
    {"rub|ruble|rubles|rublos|₽", "RUB"},
    {"pln|zloty|zlotys", "PLN"},
    {"turkish lira|lira|liras", "TRY"},
    {"sek|swedish kronor", "SEK"},
    {"nok|norwegian kroner", "NOK"},
    {"dkk|danish kroner", "DKK"},
    {"czk", "CZK"},
    {"huf", "HUF"},
    {"thb|baht", "THB"},
    {"php|philippine pesos", "PHP"},
    {"vnd|dong", "VND"},
    {"idr|rupiah", "IDR"},
    {"zar|rand|rands", "ZAR"},
    {"ngn|naira", "NGN"},
    {"bitcoin|bitcoins|btc|₿", "BTC"},
    {"bgn", "BGN"},
    {"hrk", "HRK"},
    {"gtq|quetzal|quetzales", "GTQ"},
    {"crc|colones", "CRC"},
    {"dop|pesos dominicanos", "DOP"},
    {"dutch guilders|dutch guilder|guilders|guilder", "NLG"},
    {"mongolian tugrik|mnt", "MNT"},
    {"kzt|tenge", "KZT"},
    {"lari", "GEL"},
    {"byn", "BYN"},
    {"musd", "USD", 1e6},
    // Coins.
    {"cent|cents|centavo|centavos|centimo|centimos|¢|sen|sens|kopiyka|kopiykas|paise|agorot|piaster|piasters", "", 0.01},
    {"c", "", 0.01, true},
    {"penny|pennies", "", 0.01},
    {"pence|penique|peniques", "GBP", 0.01},
    {"p", "GBP", 0.01, true},
    {"nickel|nickels", "USD", 0.05},
    {"dime|dimes", "USD", 0.1},
    {"quarters", "USD", 0.25},
};

/// A name as the tokens of an utterance would have it: words with single spaces.
struct Name { std::string_view words; const Row *row = nullptr; };

/// All names by their first word: few words begin one.
const WordTable<std::vector<Name>> &index() {
  static const auto table = [] {
    WordTable<std::vector<Name>> names;
    for (const Row &row : kRows) {
      for (const std::string_view name : base::split(row.names, '|')) {
        names.insert(name.substr(0, name.find(' ')), {}).push_back({name, &row});
      }
    }
    return names;
  }();
  return table;
}

}  // namespace

std::optional<CurrencyName> currency_at(const Utterance &utterance, std::size_t i) {
  const std::vector<Name> *names = index().find(utterance.word(i));
  if (!names) return std::nullopt;
  std::optional<CurrencyName> longest;
  for (const Name &name : *names) {
    const std::size_t used = phrase_length(utterance, i, name.words);
    const bool apart = name.words.size() > 2 && name.words[1] == ' ' && name.words[2] == '$' && !utterance.touching(i);   // "a $ 4 bill"
    if (used == 0 || apart || (longest && i + used - 1 <= longest->last)) continue;
    longest = CurrencyName{name.row->code, name.row->unit, name.row->letter, i + used - 1};
  }
  return longest;
}

std::string_view home_currency(std::string_view country) {
  constexpr std::pair<std::string_view, std::string_view> kHome[]{{"US", "USD"}, {"GB", "GBP"}, {"MX", "MXN"}, {"ES", "EUR"},
                                                                  {"CA", "CAD"}, {"IE", "EUR"}, {"AU", "AUD"}};
  const auto found = std::find_if(std::begin(kHome), std::end(kHome), [&](const auto &row) { return row.first == country; });
  return found == std::end(kHome) ? "USD" : found->second;
}

}  // namespace callwell::nlu
