// What the emergency detector sees of a text: its words, and the ideas of emergency_concepts.hpp behind them, alone and every two
// that stand near each other ("chest" with "pressure", "fever" with "newborn"). An idea within reach of a negation is another
// idea. Training and answering read the same.
#pragma once

#include <string_view>

#include "nlu/features.hpp"

namespace callwell::nlu {

inline constexpr std::size_t kEmergencyWords = 160;

/// Of any bytes; reads the first kEmergencyWords words and says how many there were.
std::size_t read_emergency_features(std::string_view text, FeatureSet &out);
/// The same for the trainer.
void extract_emergency_features(std::string_view text, FeatureSet &out);

}  // namespace callwell::nlu
