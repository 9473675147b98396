// What patients call things and what charts call them: lay and clinical terms, drug names and eponyms of dermatology, dentistry
// and aesthetic medicine, in English and Spanish.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace callwell::nlu {

struct MedicalTerm {
  std::uint32_t start = 0, end = 0;  ///< code points of the input, end exclusive
  std::string text;                  ///< the input's [start, end)
  std::string_view clinical, lay;    ///< the clinical term and the plainest lay one, in English
  std::string_view kind;             ///< "condition", "procedure", "drug", "anatomy", "device" or "symptom"
  std::string_view field;            ///< "dermatology", "dental", "medspa" or "general"
};

/// Terms in order, none overlapping, the longest name winning. Reads the first few hundred words.
std::vector<MedicalTerm> medical_terms(std::string_view text);
/// How many concepts the vocabulary has.
std::size_t medical_vocabulary_size();

}  // namespace callwell::nlu
