// Several language models in order of preference as one.
#pragma once

#include <memory>
#include <vector>

#include "dialog/language_model.hpp"

namespace callwell::adapters {

/// Until the first piece of an answer, what is about the model and not about the question (down, throttled, silent, a key that is
/// refused) goes to the next model; any other error, and every later one, is passed on. Errors come through the callback, also what ask() returned. Without a model: nullptr.
std::shared_ptr<dialog::LanguageModel> chain_of(std::vector<std::shared_ptr<dialog::LanguageModel>> models);

}  // namespace callwell::adapters
