#include "nlu/entities.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.hpp"
#include "nlu/finders.hpp"

namespace callwell::nlu {

namespace {

/// Of two readings of the same words the more specific one wins. Higher is more specific.
constexpr std::array<int, 16> kRank{6, 0, 5, 1, 2, 7, 9, 10, 3, 8, 4, 4, 4, 4, 4, 2};
constexpr int kExpectedBonus = 20;
constexpr int kCatalogueRank = 4;
constexpr float kWholeName = 0.9F;

int rank_of(const Entity &entity, const Context &context) {
  const std::string_view key = entity_type_key(entity.type);
  const bool part =
      entity.type == EntityType::number || entity.type == EntityType::ordinal;  // asked for a number, "at 7:30" still is a time
  return kRank[static_cast<std::size_t>(entity.type)] + (context.expecting.field == key && !part ? kExpectedBonus : 0);
}

bool overlap(const Entity &a, const Entity &b) { return a.start < b.end && b.start < a.end; }

bool titled(std::string_view text) {
  const std::string folded = base::fold(text);
  return std::ranges::any_of(std::array{"dr ", "dr.", "dra ", "dra.", "doctor"}, [&](std::string_view title) { return folded.starts_with(title); });
}

/// "Dr. Morgan" names a doctor, also where the person's own name is asked for.
bool names_provider(const Entity &entity, const std::vector<Entity> &found) {
  return entity.type == EntityType::person_name && std::ranges::any_of(found, [&](const Entity &other) {
           return other.type == EntityType::provider && overlap(entity, other) && other.confidence >= kWholeName && titled(other.text);
         });
}

bool inside(const Entity &a, const Entity &b) { return a.start >= b.start && a.end <= b.end; }

/// "Tom here": a name and no abbreviated tomorrow, neither as a day nor as a wish.
bool part_of_name(const Entity &entity, const std::vector<Entity> &found) {
  if (entity.type != EntityType::preference && (entity.type != EntityType::datetime || base::fold(entity.text) != "tom")) return false;
  return std::ranges::any_of(found, [&](const Entity &other) { return other.type == EntityType::person_name && inside(entity, other); });
}

/// Preferences stand beside everything, and "yes" beside what it is part of.
bool exclusive(const Entity &entity) { return entity.type != EntityType::preference && entity.type != EntityType::boolean; }

/// "3/4" is a date or a fraction, "three quarters" a time or a number: both stay.
bool fraction_of_same_words(const Entity &stronger, const Entity &weaker) {
  const auto *number = std::get_if<Number>(&weaker.value);
  const bool time = stronger.type == EntityType::datetime || stronger.type == EntityType::duration;
  return number && time && number->value != std::floor(number->value) && stronger.start == weaker.start && stronger.end == weaker.end;
}

/// May `weaker` stand beside `stronger` although they share words? A name of the catalogue may hold a number.
bool compatible(const Entity &stronger, const Entity &weaker) {
  if (fraction_of_same_words(stronger, weaker)) return true;
  if (!overlap(stronger, weaker) || !exclusive(stronger) || !exclusive(weaker)) return true;
  const bool both_catalogue = kRank[static_cast<std::size_t>(stronger.type)] == kCatalogueRank &&
                              kRank[static_cast<std::size_t>(weaker.type)] == kCatalogueRank;
  return both_catalogue && stronger.type != weaker.type && !inside(weaker, stronger);
}

std::vector<Entity> settle(std::vector<Entity> found, const Context &context) {
  std::erase_if(found, [all = found](const Entity &entity) { return names_provider(entity, all) || part_of_name(entity, all); });
  const auto stronger = [&](const Entity &a, const Entity &b) {
    const int rank_a = rank_of(a, context), rank_b = rank_of(b, context);
    const bool expected_a = rank_a >= kExpectedBonus, expected_b = rank_b >= kExpectedBonus;
    if (expected_a != expected_b) return expected_a;
    if (a.end - a.start != b.end - b.start) return a.end - a.start > b.end - b.start;
    return rank_a != rank_b ? rank_a > rank_b : a.confidence > b.confidence;
  };
  std::stable_sort(found.begin(), found.end(), stronger);
  std::vector<Entity> kept;
  for (Entity &entity : found) {
    if (std::all_of(kept.begin(), kept.end(), [&](const Entity &k) { return compatible(k, entity); })) kept.push_back(std::move(entity));
  }
  std::stable_sort(kept.begin(), kept.end(),
                   [](const Entity &a, const Entity &b) { return a.start != b.start ? a.start < b.start : a.end > b.end; });
  return kept;
}

}  // namespace

std::vector<Entity> extract_entities(std::string_view text, Language language, const Context &context, const VocabularyIndex &vocabulary) {
  return extract_entities(read_utterance(text, language), context, vocabulary);
}

std::vector<Entity> extract_entities(const Utterance &utterance, const Context &context, const VocabularyIndex &vocabulary) {
  std::vector<Entity> found;
  for (const auto finder : {&find_phones, &find_emails, &find_names, &find_birth_dates, &find_booleans, &find_numbers, &find_money,
                            &find_times}) {
    finder(utterance, context, found);
  }
  find_catalogue(utterance, context, vocabulary, found);
  return settle(std::move(found), context);
}

}  // namespace callwell::nlu
