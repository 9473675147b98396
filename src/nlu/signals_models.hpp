// The built-in models behind the signals, each loaded once.
#pragma once

#include "nlu/intents.hpp"

namespace callwell::nlu {

const IntentModel &language_model();   ///< "en", "es"
const IntentModel &emergency_model();  ///< the classes of emergency, and "none"
/// SHA-256 in hex over all built-in models.
std::string_view builtin_models_hash();

}  // namespace callwell::nlu
