#include "operations/recordings.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/ids.hpp"
#include "operations/recording_store.hpp"

namespace callwell::operations {

using base::Result;
using records::Transaction;

namespace {

constexpr std::int32_t kYearsKept = 7;
constexpr std::int64_t kSecondsADay = 86'400;

base::Instant expiry(const practice::Practice &practice, base::Instant started) {
  if (practice.recording.retention_days) return started.plus_seconds(*practice.recording.retention_days * kSecondsADay);
  base::LocalTime end = practice.zone.local(started);
  end.date = end.date.plus_months(12 * kYearsKept);
  return practice.zone.instant(end);
}

}  // namespace

void LiveRecordings::add(const std::shared_ptr<RecordingSwitch> &live) {
  const std::lock_guard lock(mutex_);
  std::erase_if(live_, [](const auto &each) { return each.expired(); });
  live_.push_back(live);
}

bool LiveRecordings::pause(std::string_view tenant, std::string_view conversation, bool paused) {
  const std::lock_guard lock(mutex_);
  bool any = false;
  for (const std::weak_ptr<RecordingSwitch> &each : live_) {
    const std::shared_ptr<RecordingSwitch> live = each.lock();
    if (!live || live->tenant != tenant || live->conversation != conversation) continue;
    live->paused = paused;
    any = true;
  }
  return any;
}

std::string recordings_folder(const std::string &database) { return database.empty() ? std::string() : database + ".recordings"; }

std::string recording_path(const Tenant &tenant, std::string_view id) { return tenant.recordings() + "/" + std::string(id) + ".cwrec"; }

Result<StartedRecording> start_recording(const Tenant &tenant, const std::string &conversation, std::int32_t rate, base::Instant now) {
  if (::mkdir(tenant.recordings().c_str(), S_IRWXU) != 0 && errno != EEXIST) {
    return base::Error{base::Status::unavailable, "the folder for recordings beside the database cannot be made", "database"};
  }
  records::Recording row;
  row.id = base::new_uuid7(now);
  row.conversation_id = conversation;
  row.started = now;
  row.expires = expiry(tenant.practice(), now);
  row.rate = rate;
  const std::string path = recording_path(tenant, row.id);
  // The file first, locked: whoever sees the row finds a recording that is being made.
  Result<records::RecordingWriter> writer = records::in_write(tenant.store(), tenant.id(), [&](Transaction &tx) -> Result<records::RecordingWriter> {
    Result<compliance::DataKey> key = records::add_recording(tx, row);
    if (!key) return key.error();
    return records::RecordingWriter::create(path, {row.id, row.rate, row.channels}, std::move(*key));
  });
  if (!writer) {
    ::unlink(path.c_str());
    return writer.error();
  }
  return StartedRecording{std::move(row), std::move(*writer)};
}

Result<void> note_recording(const Tenant &tenant, const records::Recording &row) {
  return records::in_write(tenant.store(), tenant.id(), [&](Transaction &tx) { return records::update_recording(tx, row); });
}

}  // namespace callwell::operations
