// Messages of a conversation, both ways, each stored once however often it is delivered or sent again.
#pragma once

#include <string>
#include <vector>

#include "records/store.hpp"

namespace callwell::records {

struct Message {
  std::string id, conversation_id;
  std::string direction;  ///< "in", "out"
  std::string body;
  std::string provider;             ///< adapter that carried it: "twilio", "simulator"
  std::string provider_message_id;  ///< the carrier's id, empty until it is known
  std::string idempotency_key;      ///< for outgoing ones
  std::string status;               ///< "received", "queued", "sent", "delivered", "failed"
  std::string error_code;           ///< the carrier's, when it failed
  base::Instant at;
};

struct StoredMessage {
  std::string id;
  bool duplicate = false;
};

/// A message whose provider id or idempotency key is known already is not stored again: its first id comes back.
base::Result<StoredMessage> add_message(Transaction &tx, Message message);
/// What became of an outgoing message. A status that comes late does not take back a later one; false: nothing changed.
base::Result<bool> set_message_status(Transaction &tx, std::string_view provider, std::string_view provider_message_id,
                                      std::string_view status, std::string_view error_code, base::Instant now);
/// An adapter accepted it: its carrier's id, status "sent".
base::Result<void> mark_message_sent(Transaction &tx, std::string_view id, std::string_view provider, std::string_view provider_message_id,
                                     base::Instant now);
/// Of a spoken reply only this was heard before the caller cut in: only that stays in the record.
base::Result<void> keep_what_was_heard(Transaction &tx, std::string_view idempotency_key, std::string_view heard, base::Instant now);
base::Result<std::vector<Message>> list_messages(Transaction &tx, std::string_view conversation_id,
                                                 std::size_t limit = 500);  ///< oldest first

}  // namespace callwell::records
