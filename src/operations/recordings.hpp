// Recordings of calls from the call's side: begin one, say how it ended; and who is being recorded right now.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "operations/tenant.hpp"
#include "records/recording_file.hpp"
#include "records/recordings.hpp"

namespace callwell::operations {

/// What anybody may tell a call that is being recorded. Threads: any.
struct RecordingSwitch {
  std::string tenant, conversation;
  std::atomic<bool> paused{false};       ///< of what the line moves from now on nothing is kept
};

/// The calls of this process that are being recorded. Threads: any.
class LiveRecordings {
 public:
  void add(const std::shared_ptr<RecordingSwitch> &live);
  /// Pauses or goes on; false when no such call is being recorded here.
  bool pause(std::string_view tenant, std::string_view conversation, bool paused);

 private:
  std::mutex mutex_;
  std::vector<std::weak_ptr<RecordingSwitch>> live_;
};

/// Where the sound of an agent with this database is; empty for a database in memory: then nothing is recorded.
std::string recordings_folder(const std::string &database);

struct StartedRecording {
  records::Recording row;
  records::RecordingWriter writer;
};
/// Makes row, key and file, or none of them.
base::Result<StartedRecording> start_recording(const Tenant &tenant, const std::string &conversation, std::int32_t rate, base::Instant now);
base::Result<void> note_recording(const Tenant &tenant, const records::Recording &row);

}  // namespace callwell::operations
