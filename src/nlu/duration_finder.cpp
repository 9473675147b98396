// Finds amounts of time that stand for themselves.
#include <cmath>

#include "nlu/finders.hpp"
#include "nlu/time_finder.hpp"
#include "nlu/time_rules.hpp"

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

void find_durations(const Utterance &utterance, const Context &context, std::vector<Entity> &out) {
  const auto items = time_grammar().parse(time_context(utterance, context));
  for (std::size_t at = 0; at < items.size();) {
    const Item *longest = nullptr;
    for (const Item &item : items[at]) {
      if (item.kind == ItemKind::duration && (longest == nullptr || item.end > longest->end)) longest = &item;
    }
    if (longest == nullptr) {
      ++at;
      continue;
    }
    out.push_back(make_entity(utterance, EntityType::duration, at, longest->end - 1, duration_of(*longest), kSure));
    at = longest->end;
  }
}

}  // namespace callwell::nlu
