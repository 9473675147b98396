#include "operations/recording_store.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <functional>

#include "base/log.hpp"
#include "voice/g711.hpp"

namespace callwell::operations {

using base::Result;
using base::Status;
using records::Transaction;

namespace {

constexpr std::int32_t kSampleBytes = 2;
constexpr std::size_t kBatch = 20;  // of a round: the next comes within a second

void put(std::string &out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
}

std::string wav_header(const records::Recording &recording, std::int64_t samples) {
  const auto frame = static_cast<std::uint32_t>(recording.channels * kSampleBytes), rate = static_cast<std::uint32_t>(recording.rate);
  const auto bytes = static_cast<std::uint32_t>(samples) * frame;
  std::string out = "RIFF";
  put(out, 36 + bytes, 4);
  out += "WAVEfmt ";
  put(out, 16, 4);
  put(out, 1, 2);  // PCM
  put(out, static_cast<std::uint32_t>(recording.channels), 2);
  put(out, rate, 4);
  put(out, rate * frame, 4);
  put(out, frame, 2);
  put(out, 8 * kSampleBytes, 2);
  out += "data";
  put(out, bytes, 4);
  return out;
}

std::string pcm(std::string_view codes) {
  std::string out;
  out.reserve(codes.size() * kSampleBytes);
  for (const char code : codes) put(out, static_cast<std::uint16_t>(voice::mulaw_decode(static_cast<std::uint8_t>(code))), kSampleBytes);
  return out;
}

using TakePcm = std::function<Result<void>(std::string_view pcm)>;

Result<void> read_part(const Tenant &tenant, const records::Recording &recording, RecordingPart part, const TakePcm &take) {
  const auto key = records::in_read(tenant.store(), tenant.id(), [&](Transaction &tx) { return records::load_recording_key(tx, recording.id); });
  if (!key) return key.error();
  std::ifstream in(recording_path(tenant, recording.id), std::ios::binary);
  if (!in) return base::Error{Status::corrupt, "the file of the recording is gone", "recording_id"};
  const auto sound = records::read_recording(in, recording.id, *key, [&](const records::RecordingSound &before, std::string_view codes) -> Result<void> {
    const std::int64_t begin = before.samples, end = begin + static_cast<std::int64_t>(codes.size()) / before.channels;
    const std::int64_t from = std::clamp(part.from, begin, end), to = std::clamp(part.to, from, end);
    if (from == to) return {};
    return take(pcm(codes.substr(static_cast<std::size_t>((from - begin) * before.channels), static_cast<std::size_t>((to - from) * before.channels))));
  });
  if (!sound) return sound.error();
  const bool whole = sound->samples == recording.samples && (sound->complete || recording.status == "interrupted");
  if (!whole) return base::Error{Status::corrupt, "the file of the recording ends before the recording did", "recording_id"};
  return {};
}

/// Another call's file is not ours to remove: only what erase() has taken the key from.
void remove_file(const Tenant &tenant, const std::string &id) {
  if (::unlink(recording_path(tenant, id).c_str()) == 0 || errno == ENOENT) return;
  base::log(base::LogLevel::warn, "recording.file_not_removed", {{"recording", base::Identifier{id}}});
}

/// What a process that died had written is the recording.
Result<void> close_orphan(const Call &call, const std::string &id) {
  const Tenant &tenant = *call.tenant;
  return records::in_write(tenant.store(), tenant.id(), [&](Transaction &tx) -> Result<void> {
    Result<records::Recording> row = records::load_recording(tx, id);
    if (!row) return row.error();
    const Result<compliance::DataKey> key = records::load_recording_key(tx, id);
    if (!key) return key.error();
    std::ifstream in(recording_path(tenant, id), std::ios::binary);
    const auto sound = records::read_recording(in, id, *key, [](const auto &, std::string_view) -> Result<void> { return {}; });
    row->status = sound && sound->complete ? "complete" : "interrupted";
    row->samples = sound ? sound->samples : 0;
    if (auto noted = records::update_recording(tx, *row); !noted) return noted;
    return audit(call, tx, "recording/" + id, {{"reason", "its process ended"}});
  });
}

}  // namespace

Result<std::string> wav_of(const Tenant &tenant, const records::Recording &recording, RecordingPart part) {
  part.to = std::min(part.to, recording.samples);
  part.from = std::min(part.from, part.to);
  std::string wav = wav_header(recording, part.to - part.from);
  const Result<void> read = read_part(tenant, recording, part, [&](std::string_view bytes) -> Result<void> {
    wav += bytes;
    return {};
  });
  if (!read) return read.error();
  return wav;
}

Result<void> write_wav(const Tenant &tenant, const records::Recording &recording, const std::string &path) {
  if (!path.ends_with(".wav")) return base::invalid("the name of the file ends with .wav", "path");
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) return base::Error{errno == EEXIST ? Status::conflict : Status::unavailable, errno == EEXIST ? "there is a file of that name" : "the file cannot be made", "path"};
  const auto write = [file](std::string_view bytes) -> Result<void> {
    while (!bytes.empty()) {
      const ssize_t written = ::write(file, bytes.data(), bytes.size());
      if (written <= 0) return base::Error{Status::unavailable, "the file cannot be written", "path"};
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  };
  Result<void> done = write(wav_header(recording, recording.samples));
  if (done) done = read_part(tenant, recording, {0, recording.samples}, write);
  ::close(file);
  if (!done) ::unlink(path.c_str());
  return done;
}

Result<void> erase(const Call &call, const std::string &id, std::string_view why) {
  const Tenant &tenant = *call.tenant;
  const Result<void> erased = records::in_write(tenant.store(), tenant.id(), [&](Transaction &tx) -> Result<void> {
    if (auto done = records::erase_recording(tx, id, call.now); !done) return done;
    return audit(call, tx, "recording/" + id, {{"reason", why}});
  });
  if (erased) remove_file(tenant, id);
  return erased;
}

Result<std::size_t> tend_recordings(const Call &call) {
  const Tenant &tenant = *call.tenant;
  std::vector<std::string> expired, open;
  const Result<void> found = records::in_read(tenant.store(), tenant.id(), [&](Transaction &tx) -> Result<void> {
    auto due = records::expired_recordings(tx, call.now, kBatch);
    if (!due) return due.error();
    auto under_way = records::recordings_under_way(tx);
    if (!under_way) return under_way.error();
    expired = std::move(*due);
    open = std::move(*under_way);
    return {};
  });
  if (!found) return found.error();
  std::size_t tended = 0;
  Result<void> failed;
  const auto count = [&](Result<void> done) {  // one that cannot be helped does not keep the others waiting
    if (done) ++tended;
    else failed = std::move(done);
  };
  for (const std::string &id : open) {
    const Result<bool> written = records::is_being_written(recording_path(tenant, id));
    if (!written || !*written) count(close_orphan(call, id));
  }
  for (const std::string &id : expired) count(erase(call, id, "retention"));
  if (!failed) return failed.error();
  return tended;
}

}  // namespace callwell::operations
