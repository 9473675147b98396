// Answers to questions, from the practice's file and nothing else.
#pragma once

#include <string_view>

#include "dialog/turn.hpp"

namespace callwell::dialog {

/// `topic` is the intent that asked: ask_hours, ask_location, ask_price, ask_services, ask_insurance, ask_prep_recovery.
void answer(Turn &turn, std::string_view topic, std::string_view text, const nlu::Analysis &analysis);
void answer_knowledge(Turn &turn, std::string_view section);

/// Three of the practice's services as examples: "Botox, lip filler and facials".
std::string example_services(Turn &turn);
std::string service_name(const Turn &turn, std::string_view id);

}  // namespace callwell::dialog
