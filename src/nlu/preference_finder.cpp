// Finds when somebody can or wants to come.
#include <algorithm>

#include "nlu/finders.hpp"
#include "nlu/preference_builder.hpp"
#include "nlu/time_finder.hpp"

namespace callwell::nlu {

namespace {

constexpr float kSure = 0.9F;
constexpr std::size_t kMaxWishes = 64;   ///< nobody says more in a breath

}  // namespace

void preference_of(const TimeChart &chart, const Context &context, std::vector<Entity> &out) {
  const Utterance &utterance = chart.context.utterance;
  std::vector<const Item *> all;
  chart.items.each([&](const Item &item) {
    if (item.kind == ItemKind::wish) all.push_back(&item);
  });
  std::vector<Item> wishes;
  for (const Item *wish : best_cover(all, utterance.tokens.size())) {
    if (wishes.size() < kMaxWishes) wishes.push_back(*wish);
  }
  BuiltPreference built = build_preference(wishes);
  if (built.preference.empty() || (built.latent && !expects_time(context))) return;
  out.push_back(make_entity(utterance, EntityType::preference, built.first, built.end - 1, std::move(built.preference), kSure));
}

void find_preference(const Utterance &utterance, const Context &context, std::vector<Entity> &out) {
  preference_of(parse_times(utterance, context), context, out);
}

}  // namespace callwell::nlu
