// Telephone numbers to time zones and states: the North American area codes, and the countries by calling code.
#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"
#include "compliance/contact_window.hpp"

namespace callwell::compliance {

namespace {

struct AreaCode {
  std::uint16_t code;
  std::string_view state, zones;
};
constexpr AreaCode kAreaCodes[] = {
#include "compliance/area_codes.inc"
};

struct Country {
  std::string_view code, zones;
};
/// Longest code first among those that share digits. Countries with many zones name the outermost: all must allow.
constexpr Country kCountries[]{{"20", "Africa/Cairo"},
                               {"212", "Africa/Casablanca"},
                               {"213", "Africa/Algiers"},
                               {"216", "Africa/Tunis"},
                               {"234", "Africa/Lagos"},
                               {"254", "Africa/Nairobi"},
                               {"27", "Africa/Johannesburg"},
                               {"30", "Europe/Athens"},
                               {"31", "Europe/Amsterdam"},
                               {"32", "Europe/Brussels"},
                               {"33", "Europe/Paris"},
                               {"34", "Europe/Madrid Atlantic/Canary"},
                               {"350", "Europe/Gibraltar"},
                               {"351", "Europe/Lisbon Atlantic/Azores"},
                               {"352", "Europe/Luxembourg"},
                               {"353", "Europe/Dublin"},
                               {"354", "Atlantic/Reykjavik"},
                               {"356", "Europe/Malta"},
                               {"357", "Asia/Nicosia"},
                               {"358", "Europe/Helsinki"},
                               {"359", "Europe/Sofia"},
                               {"36", "Europe/Budapest"},
                               {"370", "Europe/Vilnius"},
                               {"371", "Europe/Riga"},
                               {"372", "Europe/Tallinn"},
                               {"376", "Europe/Andorra"},
                               {"380", "Europe/Kyiv"},
                               {"381", "Europe/Belgrade"},
                               {"385", "Europe/Zagreb"},
                               {"386", "Europe/Ljubljana"},
                               {"39", "Europe/Rome"},
                               {"40", "Europe/Bucharest"},
                               {"41", "Europe/Zurich"},
                               {"420", "Europe/Prague"},
                               {"421", "Europe/Bratislava"},
                               {"43", "Europe/Vienna"},
                               {"44", "Europe/London"},
                               {"45", "Europe/Copenhagen"},
                               {"46", "Europe/Stockholm"},
                               {"47", "Europe/Oslo"},
                               {"48", "Europe/Warsaw"},
                               {"49", "Europe/Berlin"},
                               {"501", "America/Belize"},
                               {"502", "America/Guatemala"},
                               {"503", "America/El_Salvador"},
                               {"504", "America/Tegucigalpa"},
                               {"505", "America/Managua"},
                               {"506", "America/Costa_Rica"},
                               {"507", "America/Panama"},
                               {"509", "America/Port-au-Prince"},
                               {"51", "America/Lima"},
                               {"52", "America/Cancun America/Mexico_City America/Mazatlan America/Tijuana"},
                               {"53", "America/Havana"},
                               {"54", "America/Argentina/Buenos_Aires"},
                               {"55", "America/Noronha America/Sao_Paulo America/Manaus America/Rio_Branco"},
                               {"56", "America/Santiago Pacific/Easter"},
                               {"57", "America/Bogota"},
                               {"58", "America/Caracas"},
                               {"591", "America/La_Paz"},
                               {"592", "America/Guyana"},
                               {"593", "America/Guayaquil Pacific/Galapagos"},
                               {"595", "America/Asuncion"},
                               {"597", "America/Paramaribo"},
                               {"598", "America/Montevideo"},
                               {"60", "Asia/Kuala_Lumpur"},
                               {"61", "Australia/Perth Australia/Sydney Australia/Brisbane Australia/Adelaide"},
                               {"62", "Asia/Jakarta Asia/Makassar Asia/Jayapura"},
                               {"63", "Asia/Manila"},
                               {"64", "Pacific/Auckland"},
                               {"65", "Asia/Singapore"},
                               {"66", "Asia/Bangkok"},
                               {"7", "Europe/Kaliningrad Europe/Moscow Asia/Yekaterinburg Asia/Kamchatka"},
                               {"81", "Asia/Tokyo"},
                               {"82", "Asia/Seoul"},
                               {"84", "Asia/Ho_Chi_Minh"},
                               {"852", "Asia/Hong_Kong"},
                               {"86", "Asia/Shanghai"},
                               {"886", "Asia/Taipei"},
                               {"90", "Europe/Istanbul"},
                               {"91", "Asia/Kolkata"},
                               {"92", "Asia/Karachi"},
                               {"94", "Asia/Colombo"},
                               {"961", "Asia/Beirut"},
                               {"962", "Asia/Amman"},
                               {"966", "Asia/Riyadh"},
                               {"971", "Asia/Dubai"},
                               {"972", "Asia/Jerusalem"},
                               {"974", "Asia/Qatar"},
                               {"977", "Asia/Kathmandu"}};

const AreaCode *find_area_code(std::string_view e164) {
  if (!e164.starts_with("+1") || e164.size() != 12) return nullptr;
  std::uint16_t code = 0;
  std::from_chars(e164.data() + 2, e164.data() + 5, code);
  const auto *found =
      std::lower_bound(std::begin(kAreaCodes), std::end(kAreaCodes), code, [](const AreaCode &a, std::uint16_t c) { return a.code < c; });
  return found != std::end(kAreaCodes) && found->code == code ? found : nullptr;
}

const Country *find_country(std::string_view e164) {
  if (e164.size() < 8 || e164[0] != '+' || e164[1] == '1') return nullptr;
  const Country *best = nullptr;
  for (const Country &country : kCountries) {
    if (e164.substr(1).starts_with(country.code) && (!best || country.code.size() > best->code.size())) best = &country;
  }
  return best;
}

}  // namespace

std::vector<std::string> zones_of_phone(std::string_view e164) {
  std::string_view zones;
  if (const AreaCode *area = find_area_code(e164)) zones = area->zones;
  if (const Country *country = find_country(e164)) zones = country->zones;
  std::vector<std::string> out;
  if (zones.empty()) return out;
  for (const std::string_view zone : base::split(zones, ' ')) out.emplace_back(zone);
  return out;
}

std::string_view state_of_phone(std::string_view e164) {
  const AreaCode *area = find_area_code(e164);
  return area ? area->state : std::string_view();
}

}  // namespace callwell::compliance
