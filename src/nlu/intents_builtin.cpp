// The model the library is built with, made by tools/train_intents.cpp from data/.
#include "nlu/intents.hpp"

namespace callwell::embedded {
extern const std::string_view nlu_intents;
}

namespace callwell::nlu {

const IntentModel &IntentModel::builtin() {
  static const IntentModel model = load(embedded::nlu_intents).value();
  return model;
}

}  // namespace callwell::nlu
