// Where the built-in policy is at a loss, a language model may propose. It picks from a closed set of commands, which are read
// and checked like what a person says, and may word an answer, of which only what rests on the practice's own words is said.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "dialog/commands.hpp"
#include "dialog/language_model.hpp"
#include "dialog/turn.hpp"

namespace callwell::dialog {

/// The operation a conversation asks for a proposal.
inline constexpr std::string_view kPropose = "conversations.propose";
/// What a model may say that a person told, and what it may say that they ask about. Who somebody is and where to reach them it is not shown.
inline constexpr std::array<std::string_view, 5> kProposedFields{"service", "provider", "location", "patient_type", "preference"};
inline constexpr std::array<std::string_view, 6> kProposedTopics{"ask_hours", "ask_location", "ask_price", "ask_services", "ask_insurance", "ask_prep_recovery"};

/// Did the policy make nothing of what was said, though there is enough of it to make something of?
bool at_a_loss(const std::vector<Command> &commands, std::string_view text);
/// Asks the model about `text`; what was said stays undecided until its answer, or the lack of one, comes.
void propose(Turn &turn, std::string_view text);
/// A sentence of the model's answer, ahead of the rest.
void take_proposed_words(Turn &turn, const json::value &answer);
/// The rest of the answer: {"text": words not yet taken, "commands": [{"name", "input"}]}. Without one the policy decides alone.
void take_proposal(Turn &turn, base::Status status, const json::value &answer);
/// Forgets what a model was asked: the person went on.
void drop_proposal(State &state);

/// The question to the model for that input of kPropose.
ModelRequest model_request(const Setting &setting, const json::object &input);

/// What an utterance says, in the light of what was asked.
nlu::Analysis analyze(const Setting &setting, const State &state, std::string_view text, base::Instant now);

}  // namespace callwell::dialog
