// Finds amounts of time that stand for themselves.
#include <cmath>

#include "nlu/time_finder.hpp"

namespace callwell::nlu {

namespace {

constexpr float kSure = 0.9F;

Duration duration_of(const Item &item) {
  Duration duration;
  duration.seconds = static_cast<std::int64_t>(std::llround(item.amount.seconds()));
  duration.unit = grain_key(item.amount.grain);
  Amount unit;
  unit.by_grain[static_cast<std::size_t>(item.amount.grain)] = 1;
  duration.amount = item.amount.seconds() / unit.seconds();
  return duration;
}

}  // namespace

void durations_of(const TimeChart &chart, std::vector<Entity> &out) {
  for (std::size_t at = 0; at < chart.items.tokens();) {
    const Item *longest = nullptr;
    for (std::uint32_t i = chart.items.begin(at); i < chart.items.end(at); ++i) {
      const Item &item = chart.items[i];
      if (item.kind == ItemKind::duration && (longest == nullptr || item.end > longest->end)) longest = &item;
    }
    if (longest == nullptr) {
      ++at;
      continue;
    }
    out.push_back(make_entity(chart.context.utterance, EntityType::duration, at, longest->end - 1, duration_of(*longest), kSure));
    at = longest->end;
  }
}

}  // namespace callwell::nlu
