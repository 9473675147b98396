#include "nlu/signals_models.hpp"

#include "base/crypto.hpp"
#include "nlu/features.hpp"

namespace callwell::embedded {
extern const std::string_view nlu_intents, nlu_language, nlu_emergency;
}

namespace callwell::nlu {

const IntentModel &IntentModel::builtin() {
  static const IntentModel model = load(embedded::nlu_intents).value();
  return model;
}

const IntentModel &language_model() {
  static const IntentModel model = IntentModel::load(embedded::nlu_language).value();
  return model;
}

const IntentModel &emergency_model() {
  static const IntentModel model = IntentModel::load(embedded::nlu_emergency).value();
  return model;
}

std::string_view builtin_models_hash() {
  static const std::string hash = [] {
    std::string all;
    for (const std::string_view model : {embedded::nlu_intents, embedded::nlu_language, embedded::nlu_emergency}) all += base::sha256(model);
    return base::hex(base::sha256(all));
  }();
  return hash;
}

}  // namespace callwell::nlu
