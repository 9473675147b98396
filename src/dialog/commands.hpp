// Commands: the closed set of things an utterance can ask the conversation to do. The built-in policy makes them from
// the analysis; whatever else may propose them later is held to the same set.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dialog/setting.hpp"
#include "dialog/state.hpp"

namespace callwell::dialog {

enum class CommandKind : std::uint8_t {
  emergency,  ///< name: the class
  opt_out,
  opt_in,
  help_keyword,
  hand_over,       ///< name: the reason
  set_field,       ///< name: the field, value
  change_field,    ///< name: the field whose value the person takes back
  choose_service,  ///< value: ids it could be
  choose,          ///< value: index of the offered choice
  which_choice,    ///< value: indexes that fit
  no_such_choice,
  reject_choices,
  other_choices,  ///< value: the new preference
  confirm,
  deny,
  start_flow,  ///< name: the flow, value: the intent
  stop_flow,
  answer,     ///< name: the topic
  knowledge,  ///< name: the section's id
  introduce,  ///< who is this?
  speak,      ///< in another language; the session has switched already
  go_on,      ///< "yes" to "anything else?"
  proceed,    ///< what was said belongs to the running flow: ask on
  repeat,
  hold_on,
  help,
  greet,
  thank,
  goodbye,
  wrong_number,
  no_email,
  out_of_scope,
  not_understood,
};
std::string_view command_key(CommandKind kind);

struct Command {
  CommandKind kind = CommandKind::not_understood;
  std::string name;
  json::value value;
};

/// Reads one utterance in the light of the state. Pure.
std::vector<Command> understand(const Setting &setting, const State &state, std::string_view text, const nlu::Analysis &analysis,
                                base::Instant now);

}  // namespace callwell::dialog
