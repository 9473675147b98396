// Recordings once they are made: who hears them, for how long they are kept, and what is left of an erased one.
#include "operations/recordings.hpp"

#include <sys/stat.h>

#include "tests/operations/rig.hpp"
#include "voice/g711.hpp"

using namespace callwell;
using namespace callwell::testing;

namespace {

constexpr std::int32_t kRate = 8000;

struct Recorded {
  explicit Recorded(std::string more = "recording: {enabled: true}\n") : rig({.two_practices = true, .on_disk = true, .more = std::move(more)}) {}

  operations::Tenant &tenant(std::string_view id = kOak) { return *rig.agent->find_tenant(id); }
  operations::StartedRecording start(std::string_view practice = kOak) {
    return need(operations::start_recording(tenant(practice), "conversation-1", kRate, rig.now));
  }
  /// `seconds` of sound and a quarter of one, told apart by second and side.
  std::string finished(int seconds) {
    auto started = start();
    for (int i = 0; i < seconds; ++i) need(started.writer.append(codes(i, kRate)));
    need(started.writer.finish(codes(seconds, kRate / 4)));
    started.row.status = "complete";
    started.row.samples = started.writer.samples();
    need(operations::note_recording(tenant(), started.row));
    return started.row.id;
  }
  static std::string codes(int second, int samples) {
    std::string out;
    for (int i = 0; i < samples; ++i) out += {static_cast<char>(second), static_cast<char>(100 + second)};
    return out;
  }
  std::string file(const std::string &id) { return rig.database + ".recordings/" + id + ".cwrec"; }
  json::object row(std::size_t at = 0) { return rig.run("recordings.list").at("recordings").at(at).as_object(); }

  Rig rig;
};

std::uint32_t number(std::string_view bytes, std::size_t at, int count) {
  std::uint32_t value = 0;
  for (int i = count - 1; i >= 0; --i) value = (value << 8) | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
  return value;
}

std::string pcm(const std::string &codes) {
  std::string out;
  for (const char code : codes) {
    const auto sample = static_cast<std::uint16_t>(voice::mulaw_decode(static_cast<std::uint8_t>(code)));
    out += {static_cast<char>(sample), static_cast<char>(sample >> 8)};
  }
  return out;
}

std::string bytes_of(const std::string &path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void check_wav(const std::string &wav, const std::string &sound) {
  REQUIRE(wav.size() == 44 + sound.size());
  CHECK(wav.substr(0, 4) + wav.substr(8, 8) == "RIFFWAVEfmt ");
  CHECK(number(wav, 4, 4) == 36 + sound.size());
  CHECK(number(wav, 20, 2) == 1);
  CHECK(number(wav, 22, 2) == 2);
  CHECK(number(wav, 24, 4) == kRate);
  CHECK(number(wav, 28, 4) == kRate * 4);
  CHECK(number(wav, 34, 2) == 16);
  CHECK(number(wav, 40, 4) == sound.size());
  CHECK(wav.substr(44) == sound);
}

}  // namespace

TEST_CASE("a recording is heard whole as a file and in parts, to the sample, and each hearing is on record") {
  Recorded clinic;
  const std::string id = clinic.finished(3), path = clinic.rig.folder.file("call.wav");
  const json::object listed = clinic.row();
  CHECK(base::string_at(listed, "recording_id") == id);
  CHECK(listed.at("samples") == 3 * kRate + kRate / 4);
  CHECK(listed.at("seconds") == 3.25);
  CHECK(listed.at("status") == "complete");
  const std::size_t before = clinic.rig.count("audit.list", "items");

  const json::object whole = clinic.rig.run("recordings.export", {{"recording_id", id}, {"path", path}}, kOak, "admin");
  CHECK(base::string_at(whole, "path") == path);
  CHECK_FALSE(whole.contains("wav"));
  const std::string all = pcm(Recorded::codes(0, kRate) + Recorded::codes(1, kRate) + Recorded::codes(2, kRate) + Recorded::codes(3, kRate / 4));
  check_wav(bytes_of(path), all);
  struct stat info {};
  REQUIRE(stat(path.c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);

  const json::object part = clinic.rig.run("recordings.export", {{"recording_id", id}, {"from_second", 1}, {"seconds", 1}}, kOak, "compliance");
  check_wav(need(base::unbase64(std::string(part.at("wav").as_string()))), pcm(Recorded::codes(1, kRate)));
  const json::object end = clinic.rig.run("recordings.export", {{"recording_id", id}, {"from_second", 3}});
  check_wav(need(base::unbase64(std::string(end.at("wav").as_string()))), pcm(Recorded::codes(3, kRate / 4)));
  const json::object behind = clinic.rig.run("recordings.export", {{"recording_id", id}, {"from_second", 9}});
  check_wav(need(base::unbase64(std::string(behind.at("wav").as_string()))), "");

  const json::array entries = clinic.rig.run("audit.list").at("items").as_array();
  REQUIRE(entries.size() == before + 4);
  CHECK(entries[before].at("record").at("action") == "recordings.export");
  CHECK(base::string_at(entries[before].at("record").as_object(), "object") == "recording/" + id);
  CHECK(entries[before].at("record").at("role") == "admin");
  CHECK(clinic.rig.run("audit.check").at("valid") == true);
}

TEST_CASE("a recording is written over no file and under no other name than a sound's") {
  Recorded clinic;
  const std::string id = clinic.finished(1), taken = clinic.rig.folder.file("taken.wav");
  write_file(taken, "mine");
  const auto asked = [&](const std::string &path) { return clinic.rig.try_run("recordings.export", {{"recording_id", id}, {"path", path}}).error(); };
  CHECK(asked(taken).status == base::Status::conflict);
  CHECK(bytes_of(taken) == "mine");
  CHECK(asked(clinic.rig.folder.file("practices/oak.yaml")).field == "path");
  CHECK(asked(clinic.rig.folder.file("none/x.wav")).status == base::Status::unavailable);
}

TEST_CASE("another practice finds no recording of ours, by list or by id, and no file of ours opens under its own") {
  Recorded clinic;
  const std::string ours = clinic.finished(1);
  CHECK(clinic.rig.count("recordings.list", "recordings", {}, kElm) == 0);
  for (const char *operation : {"recordings.export", "recordings.erase"}) {
    CAPTURE(operation);
    CHECK(clinic.rig.try_run(operation, {{"recording_id", ours}}, kElm).error().status == base::Status::not_found);
  }
  auto theirs = clinic.start(kElm);
  need(theirs.writer.finish({}));
  theirs.row.status = "complete";
  need(operations::note_recording(clinic.tenant(kElm), theirs.row));
  std::filesystem::copy_file(clinic.file(ours), clinic.file(theirs.row.id), std::filesystem::copy_options::overwrite_existing);
  CHECK(clinic.rig.try_run("recordings.export", {{"recording_id", theirs.row.id}}, kElm).error().status == base::Status::corrupt);
}

TEST_CASE("a recording that was changed or cut short on the disk is not given out") {
  Recorded clinic;
  const std::string id = clinic.finished(2), path = clinic.rig.folder.file("out.wav"), whole = bytes_of(clinic.file(id));
  const std::size_t second = 40 + 2 * kRate;
  std::string flipped = whole;
  flipped[52 + second + 1000] ^= 1;
  for (const std::string &changed : {flipped, whole.substr(0, 52 + second), whole.substr(0, whole.size() - 1), std::string("x"), std::string()}) {
    write_file(clinic.file(id), changed);
    CHECK(clinic.rig.try_run("recordings.export", {{"recording_id", id}, {"path", path}}).error().status == base::Status::corrupt);
    CHECK_FALSE(std::filesystem::exists(path));
    CHECK(clinic.rig.try_run("recordings.export", {{"recording_id", id}}).error().status == base::Status::corrupt);
  }
}

TEST_CASE("an erased recording is unreadable even from a copy of its file; that it was made stays known") {
  Recorded clinic;
  const std::string id = clinic.finished(1), copy = bytes_of(clinic.file(id));
  clinic.rig.run("recordings.erase", {{"recording_id", id}}, kOak, "compliance");
  CHECK_FALSE(std::filesystem::exists(clinic.file(id)));
  CHECK(clinic.row().at("status") == "erased");
  CHECK(clinic.row().at("samples") == kRate + kRate / 4);
  write_file(clinic.file(id), copy);
  CHECK(clinic.rig.try_run("recordings.export", {{"recording_id", id}}).error().status == base::Status::not_found);
  clinic.rig.run("recordings.erase", {{"recording_id", id}});  // again: the copy goes too
  CHECK_FALSE(std::filesystem::exists(clinic.file(id)));
}

TEST_CASE("a recording is kept for as long as the practice says, and then erased by the round of what falls due") {
  Recorded clinic("recording: {enabled: true, retention_days: 30}\n");
  const std::string id = clinic.finished(1);
  clinic.rig.pass(30 * 86'400 - 1);
  clinic.rig.work();
  CHECK(clinic.row().at("status") == "complete");
  clinic.rig.pass(1);
  CHECK(clinic.rig.work() == 1);
  CHECK(clinic.row().at("status") == "erased");
  CHECK_FALSE(std::filesystem::exists(clinic.file(id)));
  CHECK(clinic.rig.work() == 0);
}

TEST_CASE("without a period a recording is kept for seven calendar years") {
  Recorded clinic;
  clinic.rig.now = need(base::parse_rfc3339("2028-02-29T10:00:00-06:00"));
  clinic.finished(0);
  CHECK(clinic.row().at("expires") == "2035-02-28T16:00:00Z");
}

TEST_CASE("a recording whose process died is closed with what there is; one that goes on is left alone") {
  Recorded clinic;
  std::string id;
  {
    auto started = clinic.start();
    id = started.row.id;
    for (int i = 0; i < 3; ++i) need(started.writer.append(Recorded::codes(i, kRate)));
    CHECK(clinic.rig.work() == 0);
    CHECK(clinic.row().at("status") == "recording");
    for (const char *operation : {"recordings.export", "recordings.erase"}) {
      CHECK(clinic.rig.try_run(operation, {{"recording_id", id}}).error().status == base::Status::conflict);
    }
  }
  CHECK(clinic.rig.work() == 1);
  CHECK(clinic.row().at("status") == "interrupted");
  CHECK(clinic.row().at("samples") == 3 * kRate);
  const json::object heard = clinic.rig.run("recordings.export", {{"recording_id", id}});
  CHECK(need(base::unbase64(std::string(heard.at("wav").as_string()))).size() == 44 + 3 * kRate * 4);
  std::filesystem::resize_file(clinic.file(id), 52 + 40 + 2 * kRate);
  CHECK(clinic.rig.try_run("recordings.export", {{"recording_id", id}}).error().status == base::Status::corrupt);
}

TEST_CASE("a pause reaches the calls of its own practice and conversation") {
  Recorded clinic;
  const auto live = std::make_shared<operations::RecordingSwitch>();
  live->tenant = kOak;
  live->conversation = "conversation-1";
  clinic.rig.agent->live_recordings().add(live);
  CHECK(clinic.rig.run("recordings.pause", {{"conversation_id", "conversation-1"}}).at("paused") == true);
  CHECK(live->paused);
  CHECK(clinic.rig.try_run("recordings.pause", {{"conversation_id", "conversation-1"}, {"paused", false}}, kElm).error().status == base::Status::not_found);
  CHECK(live->paused);
  clinic.rig.run("recordings.pause", {{"conversation_id", "conversation-1"}, {"paused", false}}, kOak, "staff");
  CHECK_FALSE(live->paused);
}
