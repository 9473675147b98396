// A voice that needs no network: flite's, English. Built where CALLWELL_LOCAL_VOICE is on.
#pragma once

#include <memory>

#include "voice/ports.hpp"

namespace callwell::adapters {

std::shared_ptr<voice::Synthesiser> make_flite();

}  // namespace callwell::adapters
