// A practice's recognisers, made from what its file says.
#pragma once

#include <memory>

#include "adapters/network.hpp"
#include "practice/practice.hpp"
#include "voice/ports.hpp"

namespace callwell::adapters {

/// The error names the setting that is missing or wrong.
base::Result<std::shared_ptr<voice::Recogniser>> make_recogniser(const practice::PortConfig &config, const practice::Practice &practice,
                                                                 std::shared_ptr<Network> network);

}  // namespace callwell::adapters
