// What stands in for the world when calls are measured: a recogniser that hears a script, a voice that is there at once, and a memory gauge.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "runtime/call.hpp"

namespace callwell::bench {

/// Tells what the caller says next, given what was asked and which turn of the call it is.
using Script = std::function<std::string(const voice::Hearing &asked, std::size_t turn)>;

/// Finals come as soon as the caller stops; every character of an answer sounds for `ms_per_character`.
runtime::VoiceServices stand_in(Script script, int ms_per_character);

/// A second of a voice in µ-law, then silence; both with a line's noise. Frames of 160 bytes.
const std::vector<std::uint8_t> &caller_sound();

/// Bytes that live now: of operator new, of the whole heap, of the process.
struct Memory { std::int64_t live = 0, heap = 0, resident = 0; };
Memory memory();

/// Least squares: how much y grows with each x.
double slope(const std::vector<double> &x, const std::vector<double> &y);
double at_share(std::vector<double> values, double share);

}  // namespace callwell::bench
