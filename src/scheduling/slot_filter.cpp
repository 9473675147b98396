#include "scheduling/slot_filter.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace callwell::scheduling {

namespace {

constexpr std::array<std::pair<std::string_view, SlotPreset>, 6> kPresetKeys{{{"weekdays", SlotPreset::weekdays},
                                                                              {"weekends", SlotPreset::weekends},
                                                                              {"businessHours", SlotPreset::business_hours},
                                                                              {"afterWork", SlotPreset::after_work},
                                                                              {"morningOnly", SlotPreset::morning_only},
                                                                              {"afternoonOnly", SlotPreset::afternoon_only}}};

constexpr std::int32_t kOpening = 9 * 60, kNoon = 12 * 60, kClosing = 17 * 60;

nlu::Preference on_days(std::vector<base::Weekday> days) {
  nlu::Preference preference;
  preference.weekdays = std::move(days);
  return preference;
}

nlu::Preference at_times(std::optional<std::int32_t> after, std::optional<std::int32_t> before) {
  nlu::Preference preference;
  preference.after = after;
  preference.before = before;
  return preference;
}

bool suits(const Slot &slot, const base::Zone &zone, const SlotFilter &filter, const nlu::Preference &preset) {
  if (!filter.provider.empty() && slot.provider != filter.provider) return false;
  if (!filter.location.empty() && slot.location != filter.location) return false;
  const base::LocalTime start = zone.local(slot.start);
  return nlu::satisfies(filter.preference, start) && nlu::satisfies(preset, start);
}

}  // namespace

std::optional<SlotPreset> parse_slot_preset(std::string_view key) {
  const auto found = std::ranges::find(kPresetKeys, key, &std::pair<std::string_view, SlotPreset>::first);
  return found == kPresetKeys.end() ? std::nullopt : std::optional(found->second);
}

nlu::Preference preference_of(SlotPreset preset) {
  using enum base::Weekday;
  switch (preset) {
    case SlotPreset::weekdays: return on_days({mon, tue, wed, thu, fri});
    case SlotPreset::weekends: return on_days({sat, sun});
    case SlotPreset::business_hours: return at_times(kOpening, kClosing);
    case SlotPreset::after_work: return at_times(kClosing, {});
    case SlotPreset::morning_only: return at_times({}, kNoon);
    case SlotPreset::afternoon_only: return at_times(kNoon, {});
  }
  return {};
}

std::vector<std::size_t> filter_slots(std::span<const Slot> slots, const base::Zone &zone, const SlotFilter &filter) {
  const nlu::Preference preset = filter.preset ? preference_of(*filter.preset) : nlu::Preference{};
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (suits(slots[i], zone, filter, preset)) kept.push_back(i);
  }
  return kept;
}

}  // namespace callwell::scheduling
