#include "nlu/phones_plan.hpp"

#include <algorithm>
#include <cstdint>

namespace callwell::nlu {

namespace {

/// Lengths are of the national significant number; `leads`: its possible first digits.
struct Plan {
  std::string_view country, code, trunk;
  std::uint8_t shortest, longest;
  std::string_view leads;
};

constexpr Plan kPlans[] = {
    {"MX", "52", "", 10, 10, "23456789"},   {"ES", "34", "", 9, 9, "6789"},        {"GB", "44", "0", 9, 10, "1235789"},
    {"AR", "54", "0", 10, 11, "12369"},     {"AT", "43", "0", 7, 12, "1234567"},   {"AU", "61", "0", 9, 9, "23478"},
    {"BE", "32", "0", 8, 9, "123456789"},   {"BO", "591", "0", 8, 8, "234567"},    {"BR", "55", "0", 10, 11, "123456789"},
    {"CH", "41", "0", 9, 9, "23456789"},    {"CL", "56", "", 9, 9, "23456789"},    {"CN", "86", "0", 10, 11, "123456789"},
    {"CO", "57", "", 10, 10, "36"},         {"CR", "506", "", 8, 8, "245678"},     {"CU", "53", "0", 8, 8, "2345678"},
    {"CZ", "420", "", 9, 9, "23456789"},    {"DE", "49", "0", 7, 11, "123456789"}, {"DK", "45", "", 8, 8, "123456789"},
    {"EC", "593", "0", 8, 9, "2345679"},    {"EG", "20", "0", 9, 10, "12345689"},  {"FI", "358", "0", 6, 10, "123456789"},
    {"FR", "33", "0", 9, 9, "123456789"},   {"GR", "30", "", 10, 10, "2678"},      {"GT", "502", "", 8, 8, "234567"},
    {"HK", "852", "", 8, 8, "235679"},      {"HN", "504", "", 8, 8, "23789"},      {"HU", "36", "06", 8, 9, "123456789"},
    {"IE", "353", "0", 7, 9, "123456789"},  {"IL", "972", "0", 8, 9, "2345789"},   {"IN", "91", "0", 10, 10, "123456789"},
    {"IT", "39", "", 6, 11, "038"},         {"JP", "81", "0", 9, 10, "123456789"}, {"KE", "254", "0", 9, 9, "12457"},
    {"KR", "82", "0", 8, 10, "123456789"},  {"MA", "212", "0", 9, 9, "5678"},      {"MY", "60", "0", 8, 10, "13456789"},
    {"NG", "234", "0", 8, 10, "123456789"}, {"NI", "505", "", 8, 8, "2578"},       {"NL", "31", "0", 9, 9, "123456789"},
    {"NO", "47", "", 8, 8, "23456789"},     {"NZ", "64", "0", 8, 10, "234679"},    {"PA", "507", "", 7, 8, "23456789"},
    {"PE", "51", "0", 8, 9, "1456789"},     {"PH", "63", "0", 8, 10, "23456789"},  {"PL", "48", "", 9, 9, "123456789"},
    {"PT", "351", "", 9, 9, "23689"},       {"PY", "595", "0", 9, 9, "2345679"},   {"RO", "40", "0", 9, 9, "237"},
    {"RU", "7", "8", 10, 10, "34589"},      {"SA", "966", "0", 8, 9, "1579"},      {"SE", "46", "0", 7, 9, "123456789"},
    {"SG", "65", "", 8, 8, "3689"},         {"SV", "503", "", 8, 8, "267"},        {"TH", "66", "0", 8, 9, "2345689"},
    {"TR", "90", "0", 10, 10, "2345"},      {"UA", "380", "0", 9, 9, "3456789"},   {"UY", "598", "0", 8, 8, "249"},
    {"VE", "58", "0", 10, 10, "24"},        {"VN", "84", "0", 9, 10, "1235789"},   {"ZA", "27", "0", 9, 9, "12345678"},
    {"AE", "971", "0", 8, 9, "2345679"},    {"SK", "421", "0", 9, 9, "23459"},     {"BG", "359", "0", 8, 9, "23456789"}};

/// Countries that share the North American plan and are likely to be named in a practice file.
constexpr std::string_view kNorthAmerica[] = {"US", "CA", "PR", "DO", "JM", "BS", "BB", "TT", "VI",
                                              "GU", "BM", "KY", "AG", "LC", "VC", "GD", "DM", "KN"};

const Plan *plan_of_country(std::string_view country) {
  const auto *found = std::find_if(std::begin(kPlans), std::end(kPlans), [&](const Plan &plan) { return plan.country == country; });
  return found == std::end(kPlans) ? nullptr : found;
}

/// Area code and exchange begin with 2-9 and are no service codes (N11).
bool north_american_number(std::string_view digits) {
  if (digits.size() != 10) return false;
  const auto part = [&](std::size_t at) { return digits[at] >= '2' && !(digits[at + 1] == '1' && digits[at + 2] == '1'); };
  return part(0) && part(3);
}

bool fits(const Plan &plan, std::string_view national) {
  return national.size() >= plan.shortest && national.size() <= plan.longest && plan.leads.find(national[0]) != std::string_view::npos;
}

std::optional<std::string> of_plan(const Plan &plan, std::string_view national) {
  if (fits(plan, national)) return "+" + std::string(plan.code) + std::string(national);
  if (plan.trunk.empty() || !national.starts_with(plan.trunk)) return {};
  national.remove_prefix(plan.trunk.size());
  if (national.empty() || !fits(plan, national)) return {};
  return "+" + std::string(plan.code) + std::string(national);
}

std::optional<std::string> north_american(std::string_view digits) {
  if (digits.size() == 11 && digits[0] == '1') digits.remove_prefix(1);
  if (!north_american_number(digits)) return {};
  return "+1" + std::string(digits);
}

}  // namespace

bool is_north_american(std::string_view country) {
  return std::find(std::begin(kNorthAmerica), std::end(kNorthAmerica), country) != std::end(kNorthAmerica) || !plan_of_country(country);
}

std::optional<std::string> international_to_e164(std::string_view digits) {
  if (digits.starts_with('1')) return north_american(digits);
  for (const Plan &plan : kPlans) {
    if (!digits.starts_with(plan.code)) continue;
    const std::string_view national = digits.substr(plan.code.size());
    if (national.empty()) return {};
    if (plan.country == "MX" && national.size() == 11 && national[0] == '1')
      return of_plan(plan, national.substr(1));  // "+52 1" of old mobiles
    return of_plan(plan, national);
  }
  return {};
}

std::optional<std::string> national_to_e164(std::string_view digits, std::string_view country) {
  if (digits.empty()) return {};
  if (is_north_american(country)) return north_american(digits);
  const Plan &plan = *plan_of_country(country);
  if (auto number = of_plan(plan, digits)) return number;
  if (digits.starts_with(plan.code) && digits.size() > plan.longest) return international_to_e164(digits);
  return {};
}

std::optional<std::string_view> after_international_prefix(std::string_view digits, std::string_view country) {
  const std::string_view prefix = is_north_american(country) ? "011" : "00";
  for (const std::string_view candidate : {prefix, std::string_view("00")}) {
    if (digits.starts_with(candidate) && digits.size() > candidate.size() + 6) return digits.substr(candidate.size());
  }
  return {};
}

std::size_t usual_national_length(std::string_view country) {
  const Plan *plan = plan_of_country(country);
  if (!plan) return 10;
  return plan->longest + (plan->country == "GB" ? 1U : 0U);  // spoken with the trunk zero
}

}  // namespace callwell::nlu
