// Entity grammars. extract_entities is a pure function of the text and its context.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "nlu/analysis.hpp"

namespace callwell::nlu {

/// A practice's names, folded and indexed once.
class VocabularyIndex;
std::shared_ptr<const VocabularyIndex> build_vocabulary(std::vector<VocabularyItem> items);

/// Sorted by start, longer first. `language` is the one the text is read in.
std::vector<Entity> extract_entities(std::string_view text, Language language, const Context &context, const VocabularyIndex &vocabulary);
/// The same of a text that was cut into tokens already.
struct Utterance;
std::vector<Entity> extract_entities(const Utterance &utterance, const Context &context, const VocabularyIndex &vocabulary);

}  // namespace callwell::nlu
