// A back-off language model of three words, as text a recogniser reads.
#pragma once

#include <string>
#include <vector>

namespace callwell::adapters {

/// A sentence and how much it counts.
struct WeighedSentences { const std::vector<std::string> *sentences; double weight; };

/// ARPA text; Witten-Bell estimates. The same sentences give the same text.
std::string arpa_model(const std::vector<WeighedSentences> &corpora);

}  // namespace callwell::adapters
