// A recogniser that needs no network: pocketsphinx with a small language model of the practice's own words, English.
// Built where CALLWELL_LOCAL_VOICE is on.
#pragma once

#include <memory>

#include "practice/practice.hpp"
#include "voice/ports.hpp"

namespace callwell::adapters {

base::Result<std::shared_ptr<voice::Recogniser>> make_pocketsphinx(const practice::Practice &practice);

}  // namespace callwell::adapters
