#include "records/recording_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <istream>
#include <utility>

namespace callwell::records {

using base::Error;
using base::Result;
using base::Status;

namespace {

constexpr std::string_view kMagic = "CWREC\x01\r\n";
constexpr std::size_t kIdBytes = 36, kHeaderBytes = 8 + 4 + 2 + 2 + kIdBytes, kHeadBytes = 12;
constexpr std::size_t kSealBytes = 12 + 16;             // nonce and tag
constexpr std::uint32_t kMulaw = 7;
constexpr char kSilence = '\xFF';
constexpr std::int64_t kSecondsBetweenSyncs = 10;

const Error kDisk{Status::unavailable, "the recording cannot be written: the disk is full or failing"};
Error changed(std::string_view what) { return Error{Status::corrupt, "the recording is not as it was written: " + std::string(what)}; }

void put_number(std::string &out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
}

std::uint32_t number_at(std::string_view bytes, std::size_t at, int count) {
  std::uint32_t value = 0;
  for (int i = 0; i < count; ++i) value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)])) << (8 * i);
  return value;
}

std::string header_of(const RecordingFormat &format) {
  std::string out(kMagic);
  put_number(out, static_cast<std::uint32_t>(format.rate), 4);
  put_number(out, static_cast<std::uint32_t>(format.channels), 2);
  put_number(out, kMulaw, 2);
  return out + format.id;
}

Result<RecordingFormat> format_of(std::string_view header) {
  if (header.size() != kHeaderBytes || !header.starts_with(kMagic)) return changed("it has no header of ours");
  RecordingFormat format{std::string(header.substr(kHeaderBytes - kIdBytes)), static_cast<std::int32_t>(number_at(header, 8, 4)), static_cast<std::int32_t>(number_at(header, 12, 2))};
  const bool known = (format.rate == 8000 || format.rate == 16'000) && (format.channels == 1 || format.channels == 2) && number_at(header, 14, 2) == kMulaw;
  if (!known) return changed("its header names no format of ours");
  return format;
}

struct Head { std::uint32_t index = 0, samples = 0, last = 0; };

std::string bytes_of(const Head &head) {
  std::string out;
  for (const std::uint32_t value : {head.index, head.samples, head.last}) put_number(out, value, 4);
  return out;
}

std::string context_of(std::string_view header, std::string_view head) { return "callwell.recording/" + std::string(header) + std::string(head); }

bool write_at(int file, std::string_view bytes, std::int64_t at) {
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(file, bytes.data(), bytes.size(), at);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
    at += written;
  }
  return true;
}

bool read_at(int file, std::string &bytes, std::int64_t at) {
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t got = ::pread(file, bytes.data() + done, bytes.size() - done, at + static_cast<std::int64_t>(done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    done += static_cast<std::size_t>(got);
  }
  return true;
}

/// A new file's name is on the disk only when its folder is.
bool sync_folder(const std::string &path) {
  const int folder = ::open(std::filesystem::path(path).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return false;
  const bool done = ::fsync(folder) == 0;
  ::close(folder);
  return done;
}

std::int64_t offset_of(std::uint32_t index, std::size_t second_bytes) {
  return static_cast<std::int64_t>(kHeaderBytes + index * (kHeadBytes + kSealBytes + second_bytes));
}

}  // namespace

RecordingWriter::RecordingWriter(int file, std::string path, RecordingFormat format, compliance::DataKey key, std::string header)
    : file_(file), path_(std::move(path)), format_(std::move(format)), key_(std::move(key)), header_(std::move(header)) {}

RecordingWriter::RecordingWriter(RecordingWriter &&other) noexcept
    : file_(std::exchange(other.file_, -1)), path_(std::move(other.path_)), format_(std::move(other.format_)), key_(std::move(other.key_)), header_(std::move(other.header_)),
      samples_(other.samples_), synced_(other.synced_) {}

RecordingWriter::~RecordingWriter() {
  if (file_ >= 0) ::close(file_);
}

Result<RecordingWriter> RecordingWriter::create(const std::string &path, RecordingFormat format, compliance::DataKey key) {
  std::string header = header_of(format);
  if (const Result<RecordingFormat> sound = format_of(header); !sound) return base::invalid("a recording has an id of 36 characters, 8000 or 16000 samples a second and 1 or 2 channels");
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) return kDisk;
  RecordingWriter writer(file, path, std::move(format), std::move(key), std::move(header));
  const bool begun = ::flock(file, LOCK_EX | LOCK_NB) == 0 && write_at(file, writer.header_, 0);
  if (!begun) return kDisk;
  return writer;
}

Result<void> RecordingWriter::put(std::uint32_t index, std::string_view codes, bool last) {
  std::string chunk = bytes_of({index, static_cast<std::uint32_t>(codes.size() / static_cast<std::size_t>(format_.channels)), last ? 1U : 0U});
  chunk += key_.seal(codes, context_of(header_, chunk));
  if (!write_at(file_, chunk, offset_of(index, second_bytes()))) return kDisk;
  return {};
}

Result<void> RecordingWriter::sync() {
  if (::fdatasync(file_) != 0 || (synced_ == 0 && !sync_folder(path_))) return kDisk;
  synced_ = samples_;
  return {};
}

Result<void> RecordingWriter::append(std::string_view second) {
  if (second.size() != second_bytes()) return base::invalid("a chunk is one second", "second");
  if (Result<void> done = put(static_cast<std::uint32_t>(samples_ / format_.rate), second, false); !done) return done;
  samples_ += format_.rate;
  return samples_ - synced_ >= kSecondsBetweenSyncs * format_.rate ? sync() : Result<void>();
}

Result<void> RecordingWriter::blank(std::int64_t from, std::int64_t to) {
  from = std::max<std::int64_t>(from, 0);
  to = std::min(to, samples_ - samples_ % format_.rate);
  if (from >= to) return {};
  for (std::int64_t second = from / format_.rate; second * format_.rate < to; ++second) {
    const auto index = static_cast<std::uint32_t>(second);
    std::string chunk(kHeadBytes + kSealBytes + second_bytes(), '\0');
    if (!read_at(file_, chunk, offset_of(index, second_bytes()))) return kDisk;
    const std::string_view head = std::string_view(chunk).substr(0, kHeadBytes), sealed = std::string_view(chunk).substr(kHeadBytes);
    Result<std::string> codes = key_.unseal(sealed, context_of(header_, head));
    if (!codes) return changed("a second of it does not open");
    const std::int64_t begin = std::max(from - second * format_.rate, std::int64_t{0}), end = std::min<std::int64_t>(to - second * format_.rate, format_.rate);
    std::fill(codes->begin() + begin * format_.channels, codes->begin() + end * format_.channels, kSilence);
    if (Result<void> done = put(index, *codes, false); !done) return done;
  }
  return sync();
}

Result<void> RecordingWriter::finish(std::string_view rest) {
  for (; rest.size() >= second_bytes(); rest.remove_prefix(second_bytes())) {
    if (Result<void> done = append(rest.substr(0, second_bytes())); !done) return done;
  }
  if (Result<void> done = put(static_cast<std::uint32_t>(samples_ / format_.rate), rest, true); !done) return done;
  samples_ += static_cast<std::int64_t>(rest.size()) / format_.channels;
  return sync();
}

namespace {

/// As many of the next bytes as there are; what a crash cut off reads as shorter.
std::string take_bytes(std::istream &in, std::size_t size) {
  std::string bytes(size, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(size));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return bytes;
}

bool nothing_follows(std::istream &in) { return in.peek() == std::istream::traits_type::eof(); }

}  // namespace

Result<RecordingSound> read_recording(std::istream &in, std::string_view id, const compliance::DataKey &key, const TakeSound &take) {
  const std::string header = take_bytes(in, kHeaderBytes);
  const Result<RecordingFormat> format = format_of(header);
  if (!format) return format.error();
  if (format->id != id) return changed("it is another one");
  RecordingSound sound{format->rate, format->channels, 0, false};
  const auto rate = static_cast<std::uint32_t>(format->rate);
  for (std::uint32_t index = 0;; ++index) {
    const std::string bytes = take_bytes(in, kHeadBytes);
    if (bytes.size() < kHeadBytes) return sound;
    const Head head{number_at(bytes, 0, 4), number_at(bytes, 4, 4), number_at(bytes, 8, 4)};
    const bool whole = head.last == 0 ? head.samples == rate : head.last == 1 && head.samples < rate;
    if (head.index != index || !whole) return changed("a second of it is missing or out of place");
    const std::size_t size = kSealBytes + std::size_t{head.samples} * static_cast<std::size_t>(format->channels);
    const std::string sealed = take_bytes(in, size);
    if (sealed.size() < size) return sound;
    const Result<std::string> codes = key.unseal(sealed, context_of(header, bytes));
    if (!codes) return changed("a second of it does not open");
    if (Result<void> taken = take(sound, *codes); !taken) return taken.error();
    sound.samples += head.samples;
    if (head.last == 0) continue;
    if (!nothing_follows(in)) return changed("something follows its end");
    sound.complete = true;
    return sound;
  }
}

Result<bool> is_being_written(const std::string &path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return Error{Status::not_found, "there is no such file of a recording"};
  const bool locked = ::flock(file, LOCK_EX | LOCK_NB) != 0;
  ::close(file);
  return locked;
}

}  // namespace callwell::records
