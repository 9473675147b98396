// Conversations that live in the store between messages: one turn is load, feed, act, save.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "operations/audit.hpp"
#include "dialog/session.hpp"

namespace callwell::operations {

/// What a caller heard of a spoken reply that was cut.
struct HeardReply { std::string key, text; };

struct TurnRequest {
  dialog::Channel channel = dialog::Channel::sms;
  std::string contact;            ///< E.164; may be empty on a call with a withheld number
  std::string dialled;            ///< the practice's number that was called or written to, when known
  std::string conversation_id;    ///< empty: the open one with this contact, else a new one
  dialog::EventKind event = dialog::EventKind::utterance;
  std::string text, language;
  float confidence = 1;
  char digit = 0;                              ///< keypad: the key
  base::Status status = base::Status::ok;      ///< of a result
  std::uint64_t action_id = 0;                 ///< result, progress: the action's; 0: the transfer's
  bool asks_model_itself = false;              ///< the host asks the language model, and takes its words as they come
  std::string carrier, carrier_event_id;       ///< what a carrier may deliver twice counts once
  std::string carrier_message_id;
  std::vector<HeardReply> heard;               ///< of earlier replies, where they were interrupted
};

/// What the conversation wants to know from outside: answered with a result of that action.
struct Question { std::uint64_t action_id = 0; json::object input; };

struct TurnReply { std::string text, language, key; };  ///< the key names its message
struct TurnOutcome {
  std::string conversation_id;
  std::vector<TurnReply> replies;
  std::optional<std::string> transfer_to;      ///< a call: connect the caller to this number
  std::string transfer_json;                   ///< who, why and the fields so far
  bool ended = false, duplicate = false;
  std::string disposition;
  json::object view;
  nlu::Expecting expecting;                    ///< what the reply asks for
  base::Instant deadline = dialog::kNever;     ///< feed a tick then, if nothing else happens
  std::optional<Question> for_model;           ///< what the host is to ask the language model
  bool awaits_result = false;                  ///< of something outside; else it is the person who is waited for
};

/// Feeds one event to the conversation and does what it asks for. Replies of text channels are stored and put in the outbox
/// in the transaction that saves the conversation.
base::Result<TurnOutcome> run_turn(const Call &call, const TurnRequest &request);
/// The same for a host that moves the sound itself.
base::Result<TurnOutcome> take_turn(Agent &agent, Tenant &tenant, const TurnRequest &request, base::Instant now);

/// What would be said if this turn came now: nothing is stored, told or changed. Replies end where something outside would have to act.
struct Preview { std::vector<TurnReply> replies; std::optional<Question> for_model; };
base::Result<Preview> preview_turn(Agent &agent, Tenant &tenant, const TurnRequest &request, base::Instant now);

json::object to_json(const TurnOutcome &outcome);

}  // namespace callwell::operations
