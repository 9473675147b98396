// A turn's rows: the conversation it belongs to is loaded or begun, and what came of it is kept in one transaction.
#pragma once

#include <optional>

#include "operations/conversation.hpp"
#include "records/conversations.hpp"

namespace callwell::operations {

struct LoadedTurn {
  records::Conversation row;
  std::optional<dialog::Session> session;
  bool opted_out = false;
  bool moves = false;  ///< the person goes on here what was begun elsewhere
};

base::Result<LoadedTurn> load_turn(const Call &call, const TurnRequest &request);
/// Gives true when the turn had been taken before, and then keeps nothing.
base::Result<bool> save_turn(const Call &call, const TurnRequest &request, LoadedTurn &loaded, const TurnOutcome &outcome);
/// Has this event of a carrier's been taken already?
base::Result<bool> turn_was_taken(const Call &call, const TurnRequest &request);

}  // namespace callwell::operations
