// Walks a flow, step by step, until it waits for the person or for an operation.
#pragma once

#include <string>

#include "dialog/turn.hpp"

namespace callwell::dialog {

const Step *current_step(const Turn &turn);  ///< of the innermost flow; nothing when no flow runs or its steps are at an end
void move_to(Turn &turn, std::uint32_t step);
void move_on(Turn &turn);

/// Walks the innermost flow until it waits.
void run(Turn &turn);
/// Takes the flow back to the first passed step that depends on `field`, unless the flow itself asks for it now.
void rewind(Turn &turn, const std::string &field);
/// When to look again if nobody says anything.
void set_deadline(Turn &turn);

inline constexpr std::size_t kMaxFrames = 6;        // flows inside flows; nobody talks deeper
inline constexpr std::int64_t kResultSeconds = 20;  // an operation has that long to answer
inline constexpr int kMissesBeforePerson = 3;       // answers in a row that did not help

}  // namespace callwell::dialog
