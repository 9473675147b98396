// What currencies are called, by symbol, code and name.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "nlu/utterance.hpp"

namespace callwell::nlu {

struct CurrencyName {
  std::string_view code;      ///< ISO 4217; empty for a small coin, which takes the currency it stands with
  double unit = 1;            ///< 0.01 for cents
  bool letter = false;        ///< "c", "p": only right behind a number
  std::size_t last = 0;       ///< last token of the name
};
/// The longest currency name that begins at token `i`.
std::optional<CurrencyName> currency_at(const Utterance &utterance, std::size_t i);
/// The currency of a country's callers: "USD" where none is known.
std::string_view home_currency(std::string_view country);

}  // namespace callwell::nlu
