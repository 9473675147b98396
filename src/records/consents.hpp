// What a contact allowed or forbade on a channel: every word kept, the last one holds.
#pragma once

#include <string>
#include <vector>

#include "records/store.hpp"

namespace callwell::records {

enum class ContactState : std::uint8_t { unknown, subscribed, opted_out };
std::string_view contact_state_key(ContactState state);  ///< "unknown", "subscribed", "opted_out"

struct ConsentEvent {
  std::string contact;                         ///< E.164 number or address
  std::string channel;                         ///< "sms", "whatsapp", "voice"
  ContactState state = ContactState::unknown;  ///< never unknown when written
  std::string source;                          ///< "keyword", "staff", "web"
  std::string evidence;                        ///< the words it was said in, sealed
  base::Instant at;
};

base::Result<ContactState> contact_state(Transaction &tx, std::string_view contact, std::string_view channel);
base::Result<void> record_consent(Transaction &tx, const ConsentEvent &event);
base::Result<std::vector<ConsentEvent>> consent_history(Transaction &tx, std::string_view contact,
                                                        std::size_t limit = 100);  ///< latest first

}  // namespace callwell::records
