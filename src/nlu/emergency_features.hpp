// What the emergency detector sees of a text beside the features all models read: the ideas of emergency_concepts.hpp behind its
// words, alone and every two that stand near each other ("chest" with "pressure", "fever" with "newborn"). An idea within reach
// of a negation is another idea. Training and answering read the same.
#pragma once

#include <string_view>

#include "nlu/features.hpp"

namespace callwell::nlu {

inline constexpr std::size_t kEmergencyWords = 160;

struct EmergencyGround {
  std::size_t words = 0;   ///< that were read
  bool danger = false;     ///< one idea of danger at least is said, and not denied
  bool help = false;       ///< somebody calls for help, of whatever kind
};
/// Adds the ideas of a text to `out`. Of any bytes; reads the first kEmergencyWords words.
EmergencyGround read_emergency_ideas(std::string_view text, FeatureSet &out);
/// All features of a text and its ideas, for the trainer.
void extract_emergency_features(std::string_view text, FeatureSet &out);

}  // namespace callwell::nlu
