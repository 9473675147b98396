// Conversations as they are kept between messages: sealed state and journal, when to wake, and a version against lost updates.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "records/store.hpp"

namespace callwell::records {

struct Conversation {
  std::string id;
  std::string channel;          ///< "phone", "sms", "whatsapp", "web"
  std::string contact;          ///< E.164 number or address of the other side
  std::string patient_id;       ///< empty while nobody is known
  std::string status = "open";  ///< "open", "handed_over", "closed"
  std::string language;
  std::optional<base::Instant> deadline;  ///< when to feed a tick if nothing else happens
  std::string state, journal;             ///< what Session::save and Session::journal gave
  std::int64_t version = 0;               ///< 0: never saved
  base::Instant created, updated;
};

base::Result<Conversation> load_conversation(Transaction &tx, std::string_view id);  ///< not_found
/// The latest one with this contact on this channel that is not closed.
base::Result<std::optional<Conversation>> find_open_conversation(Transaction &tx, std::string_view channel, std::string_view contact);
/// The latest one with this contact on this channel that went on since then, closed or not.
base::Result<std::optional<Conversation>> find_latest_conversation(Transaction &tx, std::string_view channel, std::string_view contact, base::Instant since);
/// Saves and gives the new version. conflict: someone saved since `conversation` was loaded; load again and repeat the turn.
base::Result<std::int64_t> save_conversation(Transaction &tx, const Conversation &conversation, base::Instant now);

/// Whoever speaks on a call hears its silence first; only a call that nobody brings news of for this long is woken.
inline constexpr std::int64_t kCallGraceSeconds = 120;
/// Ids of open conversations whose deadline has come, the most overdue first.
base::Result<std::vector<std::string>> due_conversations(Transaction &tx, base::Instant now, std::size_t limit);
/// The earliest deadline of an open conversation.
base::Result<std::optional<base::Instant>> next_conversation_deadline(Transaction &tx);

/// Latest first, without state and journal: for lists.
base::Result<std::vector<Conversation>> list_conversations(Transaction &tx, std::size_t limit);

}  // namespace callwell::records
