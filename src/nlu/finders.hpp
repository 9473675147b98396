// The finders: each appends what it recognises to `out` and knows nothing of the others. extract_entities settles overlaps.
#pragma once

#include <vector>

#include "nlu/analysis.hpp"
#include "nlu/entities.hpp"
#include "nlu/utterance.hpp"

namespace callwell::nlu {

void find_phones(const Utterance &utterance, const Context &context, std::vector<Entity> &out);
void find_emails(const Utterance &utterance, const Context &context, std::vector<Entity> &out);
void find_names(const Utterance &utterance, const Context &context, std::vector<Entity> &out);
void find_birth_dates(const Utterance &utterance, const Context &context, std::vector<Entity> &out);
void find_booleans(const Utterance &utterance, const Context &context, std::vector<Entity> &out);
/// Services, providers, locations, insurance plans and medications of the practice.
void find_catalogue(const Utterance &utterance, const Context &context, const VocabularyIndex &vocabulary, std::vector<Entity> &out);

void find_numbers(const Utterance &utterance, const Context &context, std::vector<Entity> &out);    ///< numbers and ordinals
void find_money(const Utterance &utterance, const Context &context, std::vector<Entity> &out);
/// Durations, points and stretches of time, and at most one preference over all words that say when somebody can come.
void find_times(const Utterance &utterance, const Context &context, std::vector<Entity> &out);
/// The preference alone, for who needs nothing else.
void find_preference(const Utterance &utterance, const Context &context, std::vector<Entity> &out);

}  // namespace callwell::nlu
