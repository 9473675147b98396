// When somebody may be contacted: the time zones a telephone number can be in, the hours the law or a policy leaves
// open, and a practice's own quiet hours.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "practice/practice.hpp"

namespace callwell::compliance {

/// IANA zones of an E.164 number by area code or country, a split area code with all of its own; empty when unknown.
std::vector<std::string> zones_of_phone(std::string_view e164);
/// The US state of a number's area code ("FL"); empty outside the states.
std::string_view state_of_phone(std::string_view e164);

/// Contact is allowed from `open` until `close` (minutes of the day, `close` exclusive); equal: not on that day.
struct DayWindow { std::int32_t open = 8 * 60, close = 21 * 60; };
using ContactPolicy = std::array<DayWindow, 7>;  ///< by weekday, 0 = Sunday

/// The federal hours of the TCPA, 8 to 21, or those of a stricter state ("FL": 8 to 20).
ContactPolicy legal_hours(std::string_view state);

/// What a caller of the check may set in place of the table.
struct WindowOverrides {
  std::optional<std::int32_t> open, close;  ///< minutes of the day
  std::optional<std::vector<base::Weekday>> closed_days;
};
base::Result<ContactPolicy> with_overrides(ContactPolicy policy, const WindowOverrides &overrides);

struct ContactDecision {
  bool allowed = false;
  std::string_view reason;                     ///< "within_hours", "before_open", "after_close", "closed_day", "unknown_time_zone"
  std::optional<base::Instant> next_allowed;   ///< the earliest allowed instant, `at` itself when allowed; none within two weeks
};
/// Contact is allowed when it is allowed in every zone. Fails on a name that is no IANA zone.
base::Result<ContactDecision> contact_window(base::Instant at, const std::vector<std::string> &zones, const ContactPolicy &policy);

/// Is it the practice's night? `start` after `end` goes over midnight; equal means there are no quiet hours.
bool in_quiet_hours(const practice::QuietHours &quiet, const base::Zone &zone, base::Instant at);
/// The end of the quiet hours `at` lies in; `at` when it lies in none.
base::Instant quiet_hours_end(const practice::QuietHours &quiet, const base::Zone &zone, base::Instant at);

}  // namespace callwell::compliance
