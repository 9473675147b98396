// The caller's voice: flite's, another one than the agent's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace caller {

using Samples = std::vector<std::int16_t>;

/// "rms", "awb" or "kal16"; false when there is no such voice.
bool choose_voice(const std::string &name);
/// At 8000 samples a second.
Samples speak(const std::string &text);

}  // namespace caller
