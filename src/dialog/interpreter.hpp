// The flow interpreter: applies commands to the state and walks flows until they wait for the person or an operation.
#pragma once

#include <string_view>
#include <vector>

#include "dialog/commands.hpp"
#include "dialog/turn.hpp"

namespace callwell::dialog {

/// Applies what an utterance asked for and goes on with what was running.
void apply(Turn &turn, const std::vector<Command> &commands, std::string_view text, const nlu::Analysis &analysis);
/// Takes in the result of action `id`; one that is not awaited changes nothing.
void take_result(Turn &turn, std::uint64_t id, base::Status status, const json::value &answer);
/// Takes in a piece of the result of action `id`, ahead of the rest.
void take_progress(Turn &turn, std::uint64_t id, const json::value &answer);
/// What to do when nothing happened until the deadline.
void take_silence(Turn &turn);
void take_unheard(Turn &turn);
/// The person goes on by another channel, with all that was said before.
void take_move(Turn &turn, Channel to);
/// Begins: greets, or writes to someone whose call was missed.
void begin(Turn &turn, bool missed_call);
/// Connects the person to someone, or takes a message where nobody is there.
void hand_over(Turn &turn, std::string_view reason);
/// Connects a caller in an emergency, where the practice has somebody for that.
void connect_emergency(Turn &turn);

}  // namespace callwell::dialog
