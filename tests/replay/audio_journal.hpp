// Audio journals: what entered a telephone line and what came out of it, frame by frame. The file holds both, so a new journal is written as
// its inputs alone and recorded. All sound is made of integers: the same on every machine and at every level of optimisation.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "voice/audio.hpp"

namespace callwell::testing {

/// "voice", "tone", "noise" or "chord" of `ms` at 8 kHz; tones of up to two frequencies.
struct SoundRequest { std::string what; int ms = 0, level = 0, first_hertz = 0, second_hertz = 0; };
std::vector<voice::Sample> make_sound(const SoundRequest &request);

/// Plays the inputs of a journal's lines through a line and gives the whole journal, inputs and what came of them.
std::string record_audio(std::string_view journal);

}  // namespace callwell::testing
