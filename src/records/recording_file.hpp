// The file of a recording: sealed second by second while the call goes on, so that a crash loses the last second and nothing else.
//
//   header   "CWREC\x01\r\n", rate (u32), channels (u16), encoding (u16: 7, µ-law, as in WAV), the recording's id (36 bytes)
//   chunks   index (u32), samples (u32), last (u32: 0 or 1), the samples sealed: nonce, AES-256-GCM, tag
//
// Numbers are little-endian. Every chunk but the last holds one second; header, index, length and "last" are authenticated with each,
// so nothing can be changed, moved, left out or taken from another recording unnoticed. A file without its last chunk ends too early.
#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "compliance/keyring.hpp"

namespace callwell::records {

struct RecordingFormat {
  std::string id;               ///< a UUID
  std::int32_t rate = 8000;     ///< samples a second of each channel
  std::int32_t channels = 2;    ///< interleaved, one µ-law byte each
};

/// Writes one recording. Each second is with the operating system when append() returns, and on the disk every ten seconds, after
/// blank() and at the end. Keeps the file locked, so that others know it is being written. Threads: one at a time.
class RecordingWriter {
 public:
  /// Makes the file, readable by its owner only. unavailable: it is there already, or the disk is full or failing.
  static base::Result<RecordingWriter> create(const std::string &path, RecordingFormat format, compliance::DataKey key);
  RecordingWriter(RecordingWriter &&other) noexcept;
  RecordingWriter &operator=(RecordingWriter &&) = delete;
  ~RecordingWriter();

  base::Result<void> append(std::string_view second);   ///< rate × channels bytes
  /// Puts silence over what was written of these samples, as if it had never been there.
  base::Result<void> blank(std::int64_t from, std::int64_t to);
  /// What is left of the call, and the end.
  base::Result<void> finish(std::string_view rest);
  std::int64_t samples() const { return samples_; }
  std::int64_t samples_on_disk() const { return synced_; }

 private:
  RecordingWriter(int file, std::string path, RecordingFormat format, compliance::DataKey key, std::string header);
  base::Result<void> put(std::uint32_t index, std::string_view codes, bool last);
  base::Result<void> sync();
  std::size_t second_bytes() const { return static_cast<std::size_t>(format_.rate) * static_cast<std::size_t>(format_.channels); }

  int file_;
  std::string path_;
  RecordingFormat format_;
  compliance::DataKey key_;
  std::string header_;
  std::int64_t samples_ = 0, synced_ = 0;
};

/// What was read of a recording.
struct RecordingSound {
  std::int32_t rate = 0, channels = 0;
  std::int64_t samples = 0;     ///< of each channel
  bool complete = false;        ///< false: the file ends before the call did
};

using TakeSound = std::function<base::Result<void>(const RecordingSound &before, std::string_view codes)>;
/// Hands on the sound chunk by chunk, each checked before. corrupt: something in it is not as it was written.
base::Result<RecordingSound> read_recording(std::istream &in, std::string_view id, const compliance::DataKey &key, const TakeSound &take);

/// Is a living process writing it? Not_found when there is no such file.
base::Result<bool> is_being_written(const std::string &path);

}  // namespace callwell::records
