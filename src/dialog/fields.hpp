// The fields a form collects: how each is heard in an utterance, when it is complete, how it is said back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dialog/setting.hpp"
#include "dialog/state.hpp"

namespace callwell::dialog {

struct FoundField {
  std::string field;
  json::value value;
  float confidence = 0;
};

/// What the analyser should expect when the agent has asked for `field`.
nlu::Expecting expecting_of(const State &state);

/// Every field the utterance gives, asked for or not. `ambiguous` names a field that could be several things.
struct FieldReading {
  std::vector<FoundField> found;
  std::string ambiguous;
  std::vector<std::string> choices;  ///< ids of what it could be
};
FieldReading read_fields(const Setting &setting, const State &state, const nlu::Analysis &analysis, std::string_view text);

/// Has the field all it needs? A name wants both parts; the phone is known when the contact is.
bool complete(const State &state, std::string_view field);
/// The template that asks for what the field still lacks.
std::string ask_key(const State &state, std::string_view field);
/// The value in words, for reading back; empty when it cannot be said in a few words.
std::string say_field(const Setting &setting, nlu::Language language, std::string_view field, const json::value &value);
/// A field the person names while wanting to change it ("the email is wrong"), or empty.
std::string_view mentioned_field(std::string_view text);

}  // namespace callwell::dialog
