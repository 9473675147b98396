// Recordings once they are made: read, exported as WAV, erased, and closed for a call whose process died.
#pragma once

#include <string>

#include "operations/audit.hpp"
#include "operations/recordings.hpp"

namespace callwell::operations {

std::string recording_path(const Tenant &tenant, std::string_view id);

/// A part of a recording, in samples.
struct RecordingPart { std::int64_t from = 0, to = 0; };

/// A WAV file, 16 bits, the caller left and the agent right. corrupt: the file was changed, or ends before the recording did.
base::Result<std::string> wav_of(const Tenant &tenant, const records::Recording &recording, RecordingPart part);
/// The same, all of it, into a new file that only its owner may read.
base::Result<void> write_wav(const Tenant &tenant, const records::Recording &recording, const std::string &path);

/// Forgets the key, and deletes the file.
base::Result<void> erase(const Call &call, const std::string &id, std::string_view why);
/// Erases what is past its time and closes what dead processes left open; how many.
base::Result<std::size_t> tend_recordings(const Call &call);

}  // namespace callwell::operations
