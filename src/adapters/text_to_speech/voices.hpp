// A practice's voices, made from what its file says.
#pragma once

#include <functional>
#include <memory>

#include "adapters/network.hpp"
#include "base/time.hpp"
#include "practice/practice.hpp"
#include "voice/ports.hpp"

namespace callwell::adapters {

/// The error names the setting that is missing or wrong. `clock` gives the time that requests are signed with.
base::Result<std::shared_ptr<voice::Synthesiser>> make_voice(const practice::PortConfig &config, std::shared_ptr<Network> network,
                                                             std::function<base::Instant()> clock = &base::system_now);

}  // namespace callwell::adapters
