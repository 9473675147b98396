// The pass a carrier's media stream shows when it starts: it proves that the stream belongs to a call whose signed webhook we
// answered, whichever process did. Streams themselves are not signed by carriers.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"

namespace callwell::adapters {

/// All that the pass vouches for.
struct StreamedCall {
  std::string carrier;           ///< "twilio", "telnyx"
  std::string call_id;           ///< CallSid, call_control_id
  std::string contact, dialled;  ///< E.164; contact is empty when withheld
};

/// Good for a minute: streams start at once. `secret` is the carrier's own, from the practice file.
std::string issue_stream_pass(const StreamedCall &call, std::string_view secret, base::Instant now);
/// Errors: `unauthenticated`, whatever is wrong with it.
base::Result<void> check_stream_pass(const StreamedCall &call, std::string_view pass, std::string_view secret, base::Instant now);

}  // namespace callwell::adapters
