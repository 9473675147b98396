// A practice's language models, made from what its file says.
#pragma once

#include <functional>
#include <memory>

#include "adapters/network.hpp"
#include "base/time.hpp"
#include "dialog/language_model.hpp"
#include "practice/practice.hpp"

namespace callwell::adapters {

/// `clock` is for services whose requests are signed with their time. The error names the setting that is missing or wrong.
base::Result<std::shared_ptr<dialog::LanguageModel>> make_language_model(const practice::PortConfig &config, std::shared_ptr<Network> network,
                                                                         const std::function<base::Instant()> &clock = &base::system_now);

}  // namespace callwell::adapters
