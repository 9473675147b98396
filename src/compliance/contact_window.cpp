#include "compliance/contact_window.hpp"

#include <algorithm>

namespace callwell::compliance {

namespace {

constexpr std::int32_t kDay = 24 * 60;
constexpr DayWindow kFederal{8 * 60, 21 * 60};
constexpr DayWindow kClosed{0, 0};
constexpr DayWindow hours(std::int32_t open, std::int32_t close) { return {open * 60, close * 60}; }

/// States that leave fewer hours than the federal rule to calls nobody asked for. Reminders would often be exempt; keeping to them costs
/// little.
struct StateHours {
  std::string_view state;
  DayWindow workday, saturday, sunday;
};
constexpr std::array kStates{
    StateHours{"AL", hours(8, 20), hours(8, 20), kClosed},         StateHours{"CT", hours(9, 20), hours(9, 20), hours(9, 20)},
    StateHours{"FL", hours(8, 20), hours(8, 20), hours(8, 20)},    StateHours{"KY", hours(10, 21), hours(10, 21), hours(10, 21)},
    StateHours{"LA", hours(8, 20), hours(8, 20), kClosed},         StateHours{"MA", hours(8, 20), hours(8, 20), hours(8, 20)},
    StateHours{"MD", hours(8, 20), hours(8, 20), hours(8, 20)},    StateHours{"MN", hours(9, 21), hours(9, 21), hours(9, 21)},
    StateHours{"MS", hours(8, 20), hours(8, 20), kClosed},         StateHours{"NM", hours(9, 21), hours(9, 21), hours(9, 21)},
    StateHours{"NV", hours(9, 20), hours(9, 20), hours(9, 20)},    StateHours{"OK", hours(8, 20), hours(8, 20), hours(8, 20)},
    StateHours{"PA", kFederal, kFederal, {13 * 60 + 30, 21 * 60}}, StateHours{"RI", hours(9, 18), hours(10, 17), kClosed},
    StateHours{"SD", hours(9, 21), hours(9, 21), kClosed},         StateHours{"TX", hours(9, 21), hours(9, 21), hours(12, 21)},
    StateHours{"UT", hours(8, 21), hours(8, 21), kClosed},         StateHours{"WA", hours(8, 20), hours(8, 20), hours(8, 20)},
    StateHours{"WY", hours(8, 20), hours(8, 20), hours(8, 20)}};

DayWindow window_on(const base::Date &day, const ContactPolicy &policy) { return policy[static_cast<std::size_t>(day.weekday())]; }

/// Why a wall-clock time is outside the window, or that it is inside.
std::string_view reason_at(const base::LocalTime &local, const ContactPolicy &policy) {
  const DayWindow window = window_on(local.date, policy);
  if (window.open >= window.close) return "closed_day";
  if (local.minute_of_day() < window.open) return "before_open";
  return local.minute_of_day() < window.close ? "within_hours" : "after_close";
}

/// The earliest instant from `at` that one zone allows; `at` itself when it is allowed.
std::optional<base::Instant> next_in_zone(base::Instant at, const base::Zone &zone, const ContactPolicy &policy) {
  constexpr int kDaysAhead = 8;  // a week of closed days is closed for good
  const base::LocalTime local = zone.local(at);
  if (reason_at(local, policy) == "within_hours") return at;
  for (int ahead = 0; ahead < kDaysAhead; ++ahead) {
    const base::Date day = local.date.plus_days(ahead);
    const DayWindow window = window_on(day, policy);
    if (window.open >= window.close) continue;
    const base::Instant opens = zone.instant({day, window.open * 60});
    if (opens >= at) return opens;
  }
  return std::nullopt;
}

/// The earliest instant that all zones allow: whichever zone opens last moves the search on.
std::optional<base::Instant> next_in_all(base::Instant at, const std::vector<base::Zone> &zones, const ContactPolicy &policy) {
  constexpr int kMaxSteps = 64;
  const base::Instant limit = at.plus_seconds(14 * 86'400);
  for (int step = 0; step < kMaxSteps && at < limit; ++step) {
    base::Instant latest = at;
    for (const base::Zone &zone : zones) {
      const auto next = next_in_zone(at, zone, policy);
      if (!next) return std::nullopt;
      latest = std::max(latest, *next);
    }
    if (latest == at) return at;
    at = latest;
  }
  return std::nullopt;
}

}  // namespace

ContactPolicy legal_hours(std::string_view state) {
  ContactPolicy policy;
  const auto found = std::find_if(kStates.begin(), kStates.end(), [&](const StateHours &s) { return s.state == state; });
  if (found == kStates.end()) return policy;
  policy.fill(found->workday);
  policy[0] = found->sunday;
  policy[6] = found->saturday;
  return policy;
}

base::Result<ContactPolicy> with_overrides(ContactPolicy policy, const WindowOverrides &overrides) {
  for (DayWindow &day : policy) {
    if (overrides.open || overrides.close || overrides.closed_days) {
      day = {overrides.open.value_or(kFederal.open), overrides.close.value_or(kFederal.close)};
    }
    if (day.open > day.close || day.close > kDay) return base::invalid("the window must open before it closes", "close");
  }
  for (const base::Weekday day : overrides.closed_days.value_or(std::vector<base::Weekday>{}))
    policy[static_cast<std::size_t>(day)] = kClosed;
  return policy;
}

base::Result<ContactDecision> contact_window(base::Instant at, const std::vector<std::string> &zone_names, const ContactPolicy &policy) {
  if (zone_names.empty()) return ContactDecision{false, "unknown_time_zone", std::nullopt};
  std::vector<base::Zone> zones;
  for (const std::string &name : zone_names) {
    auto zone = base::Zone::load(name);
    if (!zone) return base::invalid(zone.error().message, "time_zones");
    zones.push_back(std::move(*zone));
  }
  ContactDecision decision{true, "within_hours", next_in_all(at, zones, policy)};
  for (const base::Zone &zone : zones) {
    const std::string_view reason = reason_at(zone.local(at), policy);
    if (decision.allowed && reason != "within_hours") decision.allowed = false, decision.reason = reason;
  }
  return decision;
}

bool in_quiet_hours(const practice::QuietHours &quiet, const base::Zone &zone, base::Instant at) {
  const std::int32_t now = zone.local(at).minute_of_day();
  if (quiet.start <= quiet.end) return now >= quiet.start && now < quiet.end;
  return now >= quiet.start || now < quiet.end;
}

base::Instant quiet_hours_end(const practice::QuietHours &quiet, const base::Zone &zone, base::Instant at) {
  if (!in_quiet_hours(quiet, zone, at)) return at;
  const base::LocalTime local = zone.local(at);
  const bool tomorrow = local.minute_of_day() >= quiet.end;
  return zone.instant({local.date.plus_days(tomorrow ? 1 : 0), quiet.end * 60});
}

}  // namespace callwell::compliance
