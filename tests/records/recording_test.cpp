// The file of a recording: what was written reads back, nothing can be changed unnoticed, and a crash loses no whole second.
#include "records/recording_file.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <sstream>

#include "records/recordings.hpp"
#include "tests/records/test_store.hpp"

using namespace callwell;
using namespace callwell::testing;
using base::Status;
using records::RecordingSound;
using records::RecordingWriter;
using records::Transaction;

namespace {

constexpr std::int32_t kRate = 8000;
constexpr std::size_t kSecond = 2 * kRate, kHeader = 52, kChunk = 12 + 28 + kSecond;
const std::string kId = "0192f3a0-0000-7000-8000-000000000001", kOther = "0192f3a0-0000-7000-8000-000000000002";

compliance::DataKey key(char fill = 'r') { return compliance::DataKey(*compliance::SecretKey::from_bytes(std::string(32, fill))); }

std::string second(int number) { return std::string(kSecond, static_cast<char>('a' + number)); }

RecordingWriter writer(const std::string &path, const std::string &id = kId) { return need(RecordingWriter::create(path, {id, kRate, 2}, key())); }

/// Three seconds and half a one.
std::string recorded(const TemporaryFolder &folder, const std::string &id = kId) {
  const std::string path = folder.file(id);
  RecordingWriter file = writer(path, id);
  for (int i = 0; i < 3; ++i) need(file.append(second(i)));
  need(file.finish(std::string(kSecond / 2, 'z')));
  CHECK(file.samples() == 3 * kRate + kRate / 2);
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

struct Read {
  base::Result<RecordingSound> sound = RecordingSound();
  std::string codes;
};
Read read(const std::string &bytes, const std::string &id = kId, const compliance::DataKey &with = key()) {
  std::istringstream in(bytes);
  Read out;
  out.sound = records::read_recording(in, id, with, [&](const RecordingSound &before, std::string_view codes) -> base::Result<void> {
    CHECK(before.samples * 2 == static_cast<std::int64_t>(out.codes.size()));
    out.codes += codes;
    return {};
  });
  return out;
}

std::string chunk(const std::string &bytes, std::size_t index) { return bytes.substr(kHeader + index * kChunk, kChunk); }

}  // namespace

TEST_CASE("a recording reads back as it was written, and holds nothing in the clear") {
  const TemporaryFolder folder;
  const std::string bytes = recorded(folder);
  const Read all = read(bytes);
  REQUIRE(all.sound.has_value());
  CHECK(all.sound->complete);
  CHECK(all.sound->rate == kRate);
  CHECK(all.sound->channels == 2);
  CHECK(all.sound->samples == 3 * kRate + kRate / 2);
  CHECK(all.codes == second(0) + second(1) + second(2) + std::string(kSecond / 2, 'z'));
  CHECK(bytes.find("aaaa") == std::string::npos);
  struct stat info {};
  REQUIRE(stat(folder.file(kId).c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  CHECK_FALSE(RecordingWriter::create(folder.file(kId), {kId, kRate, 2}, key()).has_value());  // never over another
}

TEST_CASE("a call that ends with a whole second, or before the first, is complete") {
  const TemporaryFolder folder;
  const int seconds = GENERATE(0, 1);
  RecordingWriter file = writer(folder.file("r"));
  for (int i = 0; i < seconds; ++i) need(file.append(second(i)));
  need(file.finish(seconds == 1 ? second(1) : std::string()));
  std::ifstream in(folder.file("r"), std::ios::binary);
  const auto sound = need(records::read_recording(in, kId, key(), [](const auto &, std::string_view) -> base::Result<void> { return {}; }));
  CHECK(sound.complete);
  CHECK(sound.samples == 2 * seconds * kRate);
}

TEST_CASE("a bit that flips anywhere in a recording is noticed") {
  const TemporaryFolder folder;
  const std::string bytes = recorded(folder);
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < kHeader; ++i) places.push_back(i);
  for (std::size_t c = 0; c < 4; ++c) {
    for (std::size_t i = 0; i < 26; ++i) places.push_back(kHeader + c * kChunk + i);
    places.push_back(kHeader + c * kChunk + 2000);
  }
  places.push_back(bytes.size() - 1);
  for (const std::size_t place : places) {
    for (const int bit : {0, 7}) {
      std::string changed = bytes;
      changed[place] = static_cast<char>(changed[place] ^ (1 << bit));
      const Read seen = read(changed);
      CAPTURE(place, bit);
      // A last second that claims to be longer than it is looks like one that was cut off: either way it is not the whole call.
      CHECK((!seen.sound.has_value() || !seen.sound->complete));
    }
  }
}

TEST_CASE("seconds that are moved, left out, put in twice or taken from elsewhere are noticed") {
  const TemporaryFolder folder;
  const std::string bytes = recorded(folder), other = recorded(folder, kOther), header = bytes.substr(0, kHeader);
  const std::string a = chunk(bytes, 0), b = chunk(bytes, 1), c = chunk(bytes, 2), end = bytes.substr(kHeader + 3 * kChunk);
  const auto renumbered = [](std::string chunk, char index) {
    chunk[0] = index;
    return chunk;
  };
  const std::pair<const char *, std::string> cases[] = {
      {"swapped", header + b + a + c + end},
      {"swapped and renumbered", header + renumbered(b, 0) + renumbered(a, 1) + c + end},
      {"one left out", header + a + c + end},
      {"one left out, the rest renumbered", header + a + renumbered(c, 1) + renumbered(end, 2)},
      {"one twice", header + a + a + b + c + end},
      {"of another recording", header + a + chunk(other, 1) + c + end},
      {"all of another recording", header + other.substr(kHeader)},
      {"another's file", other},
      {"something behind the end", bytes + "x"},
      {"a second behind the end", bytes + a},
      {"the end of another", header + a + b + c + other.substr(kHeader + 3 * kChunk)},
      {"no header", bytes.substr(kHeader)},
  };
  for (const auto &[what, changed] : cases) {
    CAPTURE(what);
    const Read seen = read(changed);
    REQUIRE_FALSE(seen.sound.has_value());
    CHECK(seen.sound.error().status == Status::corrupt);
  }
  CHECK(read(bytes, kId, key('x')).sound.error().status == Status::corrupt);
}

TEST_CASE("a recording that is cut off anywhere shows that its end is missing, and reads to there") {
  const TemporaryFolder folder;
  const std::string bytes = recorded(folder);
  for (const std::size_t size : {kHeader, kHeader + 5, kHeader + kChunk - 1, kHeader + kChunk, kHeader + 2 * kChunk + 100, kHeader + 3 * kChunk, bytes.size() - 1}) {
    CAPTURE(size);
    const Read seen = read(bytes.substr(0, size));
    REQUIRE(seen.sound.has_value());
    CHECK_FALSE(seen.sound->complete);
    CHECK(seen.sound->samples == static_cast<std::int64_t>((size - kHeader) / kChunk) * kRate);
  }
}

TEST_CASE("what is blanked is silence to the sample, and the rest as it was") {
  const TemporaryFolder folder;
  RecordingWriter file = writer(folder.file("r"));
  for (int i = 0; i < 4; ++i) need(file.append(second(i)));
  need(file.blank(kRate / 2, 2 * kRate + 10));
  need(file.blank(3 * kRate + 100, 10 * kRate));  // what is not written yet is not the file's
  need(file.blank(-5, 1));
  need(file.finish({}));
  std::ifstream in(folder.file("r"), std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  const Read seen = read(bytes.str());
  REQUIRE(seen.sound.has_value());
  std::string wanted = second(0) + second(1) + second(2) + second(3);
  const auto silence = [&](std::size_t from, std::size_t to) { std::fill(wanted.begin() + static_cast<std::ptrdiff_t>(2 * from), wanted.begin() + static_cast<std::ptrdiff_t>(2 * to), '\xFF'); };
  silence(0, 1);
  silence(kRate / 2, 2 * kRate + 10);
  silence(3 * kRate + 100, 4 * kRate);
  CHECK(seen.codes == wanted);
}

TEST_CASE("a recording is on the disk every ten seconds, after a blanking and at its end") {
  const TemporaryFolder folder;
  RecordingWriter file = writer(folder.file("r"));
  for (int i = 0; i < 9; ++i) need(file.append(second(0)));
  CHECK(file.samples_on_disk() == 0);
  need(file.append(second(0)));
  CHECK(file.samples_on_disk() == 10 * kRate);
  need(file.append(second(0)));
  CHECK(file.samples_on_disk() == 10 * kRate);
  need(file.blank(0, 10));
  CHECK(file.samples_on_disk() == 11 * kRate);
  need(file.finish(std::string(20, 'x')));
  CHECK(file.samples_on_disk() == 11 * kRate + 10);
}

TEST_CASE("a process that is killed while it records loses no whole second", "[crash]") {
  const TemporaryFolder folder;
  for (int round = 0; round < 8; ++round) {
    const std::string path = folder.file("r" + std::to_string(round));
    int told[2] = {-1, -1};
    REQUIRE(::pipe(told) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      auto file = RecordingWriter::create(path, {kId, kRate, 2}, key());
      for (int i = 0; file && i < 100'000; ++i) {
        if (!file->append(second(i % 20)) || ::write(told[1], "x", 1) != 1) ::_exit(1);
      }
      ::_exit(1);
    }
    ::close(told[1]);
    char byte = 0;
    std::int64_t acknowledged = 0;
    while (acknowledged < 3 + round * 4 && ::read(told[0], &byte, 1) == 1) ++acknowledged;
    CHECK(need(records::is_being_written(path)));
    REQUIRE(::kill(child, SIGKILL) == 0);
    REQUIRE(::waitpid(child, nullptr, 0) == child);
    while (::read(told[0], &byte, 1) == 1) ++acknowledged;
    ::close(told[0]);
    CHECK_FALSE(need(records::is_being_written(path)));
    std::ifstream in(path, std::ios::binary);
    std::int64_t seconds = 0;
    const auto sound = need(records::read_recording(in, kId, key(), [&](const auto &, std::string_view codes) -> base::Result<void> {
      CHECK(codes == second(static_cast<int>(seconds++ % 20)));
      return {};
    }));
    CHECK_FALSE(sound.complete);
    CHECK(sound.samples >= acknowledged * kRate);
  }
}

TEST_CASE("a disk that takes no more is told of") {
  CHECK(RecordingWriter::create("/proc/no/such/folder", {kId, kRate, 2}, key()).error().status == Status::unavailable);
  CHECK(RecordingWriter::create("/dev/full", {kId, kRate, 2}, key()).error().status == Status::unavailable);
}

TEST_CASE("a recording's key opens for its own practice and for it alone, and is gone once it is erased") {
  const auto store = open_store();
  need(store->add_tenant("elm", kNow));
  records::Recording recording;
  recording.id = kId;
  recording.conversation_id = "c";
  recording.started = kNow;
  recording.expires = kNow.plus_seconds(60);
  const std::string sealed = need(records::in_write(*store, "oakwood", [&](Transaction &tx) -> base::Result<std::string> {
    const auto made = records::add_recording(tx, recording);
    if (!made) return made.error();
    return made->seal("hello", "x");
  }));
  const auto opens = [&](std::string_view tenant) {
    return records::in_read(*store, tenant, [&](Transaction &tx) -> base::Result<std::string> {
      const auto found = records::load_recording_key(tx, kId);
      if (!found) return found.error();
      return found->unseal(sealed, "x");
    });
  };
  CHECK(need(opens("oakwood")) == "hello");
  CHECK(opens("elm").error().status == Status::not_found);
  const auto erase = [&] { return records::in_write(*store, "oakwood", [&](Transaction &tx) { return records::erase_recording(tx, kId, kNow); }); };
  CHECK(erase().error().status == Status::conflict);  // the call goes on
  recording.status = "complete";
  recording.samples = 100;
  recording.silenced = {{3, 7, "card"}};
  recording.notice = kNow;
  need(records::in_write(*store, "oakwood", [&](Transaction &tx) { return records::update_recording(tx, recording); }));
  need(erase());
  need(erase());
  CHECK(opens("oakwood").error().status == Status::not_found);
  const auto left = need(records::in_read(*store, "oakwood", [&](Transaction &tx) { return records::load_recording(tx, kId); }));
  CHECK(left.status == "erased");
  CHECK(left.samples == 100);
  CHECK(left.notice == kNow);
  REQUIRE(left.silenced.size() == 1);
  CHECK(left.silenced[0].why == "card");
  CHECK(records::in_write(*store, "oakwood", [&](Transaction &tx) { return records::update_recording(tx, recording); }).error().status == Status::conflict);
}
