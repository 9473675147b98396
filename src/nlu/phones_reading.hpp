// From groups of digits that were said in a row to one number: which way of writing "seventy five" makes a number of the plan.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nlu/spelling_numbers.hpp"

namespace callwell::nlu {

struct PhoneReading {
  std::string digits;
  std::optional<std::string> e164;
  std::size_t groups = 0;  ///< how many groups it took
  float cost = 0;          ///< of unnatural cuts; lower is better
};

/// E.164 of digits as said: `plus` when a plus sign went before.
std::optional<std::string> phone_e164(std::string_view digits, bool plus, std::string_view country);

/// The best number that begins with the first group: the one that takes most groups, then the most natural.
std::optional<PhoneReading> read_phone(const std::vector<DigitGroup> &groups, bool plus, std::string_view country);

/// All groups written the likeliest way, whatever the plan says.
std::string plain_digits(const std::vector<DigitGroup> &groups);

}  // namespace callwell::nlu
