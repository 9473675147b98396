// The slot filter: which slots suit what a person prefers.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "nlu/preference.hpp"
#include "scheduling/slot.hpp"

namespace callwell::scheduling {

enum class SlotPreset : std::uint8_t { weekdays, weekends, business_hours, after_work, morning_only, afternoon_only };
/// "weekdays", "weekends", "businessHours", "afterWork", "morningOnly", "afternoonOnly".
std::optional<SlotPreset> parse_slot_preset(std::string_view key);
/// The preset as a preference: businessHours is 09:00 included to 17:00 excluded.
nlu::Preference preference_of(SlotPreset preset);

/// Every member that is set must hold.
struct SlotFilter {
  nlu::Preference preference;  ///< `after` includes its minute, `before` does not; days and times must both hold
  std::optional<SlotPreset> preset;
  std::string provider, location;  ///< ids; empty: any
};

/// The slots that suit, as ascending indexes. Days and times are those of `zone`.
std::vector<std::size_t> filter_slots(std::span<const Slot> slots, const base::Zone &zone, const SlotFilter &filter);

}  // namespace callwell::scheduling
