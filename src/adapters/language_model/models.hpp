// A practice's language models, made from what its file says.
#pragma once

#include <memory>

#include "adapters/network.hpp"
#include "dialog/language_model.hpp"
#include "practice/practice.hpp"

namespace callwell::adapters {

/// The error names the setting that is missing or wrong.
base::Result<std::shared_ptr<dialog::LanguageModel>> make_language_model(const practice::PortConfig &config, std::shared_ptr<Network> network);

}  // namespace callwell::adapters
