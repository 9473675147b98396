// Finds when somebody can or wants to come.
#include <algorithm>

#include "nlu/finders.hpp"
#include "nlu/preference_builder.hpp"
#include "nlu/preference_rules.hpp"
#include "nlu/time_finder.hpp"

namespace callwell::nlu {

namespace {

constexpr float kSure = 0.9F;
constexpr std::size_t kMaxWishes = 64;   ///< nobody says more in a breath

std::vector<Item> wishes_of(const ParseContext &context) {
  std::vector<Item> wishes;
  for (std::vector<Item> &starting : preference_grammar().parse(context)) {
    for (Item &item : starting) {
      if (item.kind == ItemKind::wish) wishes.push_back(std::move(item));
    }
  }
  wishes = best_cover(std::move(wishes), context.utterance.tokens.size());
  if (wishes.size() > kMaxWishes) wishes.resize(kMaxWishes);
  return wishes;
}

}  // namespace

void find_preference(const Utterance &utterance, const Context &context, std::vector<Entity> &out) {
  BuiltPreference built = build_preference(wishes_of(time_context(utterance, context)));
  if (built.preference.empty()) return;
  out.push_back(make_entity(utterance, EntityType::preference, built.first, built.end - 1, std::move(built.preference), kSure));
}

}  // namespace callwell::nlu
