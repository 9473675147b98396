// Texts on their way out: stored, queued in the transaction that decided them, and sent under the rules.
#pragma once

#include "compliance/consent.hpp"
#include "operations/audit.hpp"

namespace callwell::operations {

struct OutgoingText {
  std::string conversation_id, to, from, channel = "sms", text;
  std::string key;                 ///< the same key is sent once
  compliance::MessageKind kind = compliance::MessageKind::transactional;
  bool to_staff = false;           ///< the practice's own people: no consent and no quiet hours
};

/// Stores the message and, when `queue` says so, its outbox entry.
base::Result<void> store_outgoing(const Call &call, records::Transaction &tx, const OutgoingText &text, bool queue);
/// Tells every operator of the practice by text.
base::Result<void> notify_operators(const Call &call, records::Transaction &tx, std::string_view text, std::string_view key);

/// Sends what is due in the tenant's outbox. Gives how many entries were taken.
base::Result<std::size_t> send_due(const Call &call);

}  // namespace callwell::operations
