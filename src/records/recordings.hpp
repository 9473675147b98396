// Recordings of calls: what is known of each, and its key. The sound itself is a sealed file, see recording_file.hpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "records/store.hpp"

namespace callwell::records {

/// A stretch of a recording that holds silence instead of what was said.
struct Silenced {
  std::int64_t from = 0, to = 0;          ///< samples, `to` exclusive
  std::string why;                        ///< "paused", "card"
};

struct Recording {
  std::string id, conversation_id;
  std::string status = "recording";       ///< "recording", "complete", "interrupted" (a process died: what it had written is there), "erased"
  base::Instant started, expires;
  std::int32_t rate = 8000, channels = 2;
  std::int64_t samples = 0;               ///< of each channel
  std::vector<Silenced> silenced;
  std::optional<base::Instant> notice;    ///< when the caller had heard that the call is recorded
  std::optional<base::Instant> erased;
};

/// Begins one: gives the key its sound is sealed with.
base::Result<compliance::DataKey> add_recording(Transaction &tx, const Recording &recording);
/// What a call brings: status, samples, what was silenced, the notice. not_found; conflict when it is over already.
base::Result<void> update_recording(Transaction &tx, const Recording &recording);
base::Result<Recording> load_recording(Transaction &tx, std::string_view id);                   ///< not_found
base::Result<compliance::DataKey> load_recording_key(Transaction &tx, std::string_view id);     ///< not_found: also once erased
/// Forgets the key. conflict while the call goes on; erasing twice is no error.
base::Result<void> erase_recording(Transaction &tx, std::string_view id, base::Instant now);

/// Latest first; `conversation` may be empty: of all.
base::Result<std::vector<Recording>> list_recordings(Transaction &tx, std::string_view conversation, std::size_t limit);
/// Ids of those whose time is over, the most overdue first; none that a call is still making.
base::Result<std::vector<std::string>> expired_recordings(Transaction &tx, base::Instant now, std::size_t limit);
/// Ids of those that a call is making, or was when its process died.
base::Result<std::vector<std::string>> recordings_under_way(Transaction &tx);

}  // namespace callwell::records
