// Calls that are recorded: the recording is the call, sample for sample, but for what must not be kept.
#include "runtime/card_watch.hpp"
#include "tests/runtime/phone.hpp"

using namespace callwell;
using namespace callwell::testing;

namespace {

constexpr std::size_t kFrame = 160;

struct Sides { std::vector<Sample> caller, agent; };

struct RecordedCall {
  explicit RecordedCall(const std::string &recording = "recording: {enabled: true}\n", bool on_disk = true) : stage({.on_disk = on_disk, .more = recording}), phone(stage.call()) {}

  void hang_up() {
    phone.call->hung_up();
    phone.settle();
    std::promise<void> written;
    stage.loop->post_write([&written] { written.set_value(); });
    written.get_future().wait();
  }
  json::object row() {
    const json::array rows = stage.rig.run("recordings.list").at("recordings").as_array();
    REQUIRE(rows.size() == 1);
    return rows[0].as_object();
  }
  Sides sound() {
    const json::object answer = stage.rig.run("recordings.export", {{"recording_id", row().at("recording_id")}});
    const std::string wav = need(base::unbase64(std::string(answer.at("wav").as_string())));
    Sides sides;
    for (std::size_t i = 44; i + 3 < wav.size(); i += 4) {
      const auto sample = [&](std::size_t at) { return static_cast<Sample>(static_cast<unsigned char>(wav[at]) | static_cast<unsigned char>(wav[at + 1]) << 8); };
      sides.caller.push_back(sample(i));
      sides.agent.push_back(sample(i + 2));
    }
    return sides;
  }

  Stage stage;
  Phone phone;
};

std::size_t first_sound(const std::vector<Sample> &samples) {
  return static_cast<std::size_t>(std::find_if(samples.begin(), samples.end(), [](Sample s) { return s != 0; }) - samples.begin());
}

bool silent(const std::vector<Sample> &samples, std::size_t from, std::size_t to) {
  return std::all_of(samples.begin() + static_cast<std::ptrdiff_t>(from), samples.begin() + static_cast<std::ptrdiff_t>(to), [](Sample s) { return s == 0; });
}

bool same(const std::vector<Sample> &a, const std::vector<Sample> &b, std::size_t from, std::size_t to) {
  return std::equal(a.begin() + static_cast<std::ptrdiff_t>(from), a.begin() + static_cast<std::ptrdiff_t>(to), b.begin() + static_cast<std::ptrdiff_t>(from));
}

}  // namespace

TEST_CASE("a recording is the call sample for sample, but for what the caller said before being told of it") {
  RecordedCall one;
  one.stage.script->lines = {"What are your hours?"};
  one.phone.listen();
  one.phone.speak(1300);
  one.phone.listen();
  one.hang_up();
  CHECK(one.stage.voice->said.front() == "This call is recorded.");
  CHECK(one.row().at("status") == "complete");
  CHECK(one.row().at("notice_heard").is_string());
  const Sides sides = one.sound();
  REQUIRE(sides.caller.size() == one.phone.said.size());
  CHECK(static_cast<std::size_t>(one.row().at("samples").as_int64()) == one.phone.said.size());
  CHECK(sides.agent == one.phone.heard);
  const std::size_t kept = first_sound(sides.caller);
  CHECK(kept > first_sound(sides.agent) + 22 * 80);  // the notice, at the voice's 10 ms a letter
  CHECK(kept < first_sound(sides.agent) + 22 * 80 + 10 * kFrame);
  CHECK(same(sides.caller, one.phone.said, kept, sides.caller.size()));
}

TEST_CASE("where the line itself tells callers, all of the call is kept") {
  RecordedCall one("recording: {enabled: true, notice: false}\n");
  one.phone.listen();
  for (int i = 0; i < 7; ++i) one.phone.frame({});
  one.hang_up();
  CHECK(one.stage.said().find("recorded") == std::string::npos);
  CHECK(one.row().at("notice_heard").is_null());
  const Sides sides = one.sound();
  CHECK(sides.caller == one.phone.said);
  CHECK(sides.agent == one.phone.heard);
}

TEST_CASE("a call is told of in its own language") {
  RecordedCall one;
  one.phone.listen();
  one.hang_up();
  runtime::CallOptions options;
  options.language = "es";
  one.phone.call = need(one.stage.loop->open(options));
  one.phone.listen();
  CHECK(one.stage.said().find("Esta llamada se graba.") != std::string::npos);
  one.hang_up();
}

TEST_CASE("what is moved while the recording is paused is silence of its length, to the frame") {
  RecordedCall one("recording: {enabled: true, notice: false}\n");
  for (int i = 0; i < 33; ++i) one.phone.frame({});
  one.phone.call->pause_recording(true);
  for (int i = 0; i < 100; ++i) one.phone.frame({});
  one.phone.call->pause_recording(false);
  for (int i = 0; i < 20; ++i) one.phone.frame({});
  one.stage.rig.run("recordings.pause", {{"conversation_id", one.row().at("conversation_id")}});
  for (int i = 0; i < 5; ++i) one.phone.frame({});
  one.hang_up();
  const Sides sides = one.sound();
  REQUIRE(sides.caller.size() == 158 * kFrame);
  for (const auto &[recorded, moved] : {std::pair{&sides.caller, &one.phone.said}, std::pair{&sides.agent, &one.phone.heard}}) {
    CHECK(same(*recorded, *moved, 0, 33 * kFrame));
    CHECK(silent(*recorded, 33 * kFrame, 133 * kFrame));
    CHECK(same(*recorded, *moved, 133 * kFrame, 153 * kFrame));
    CHECK(silent(*recorded, 153 * kFrame, 158 * kFrame));
  }
  CHECK(json::serialize(one.row().at("silenced")) == R"([{"from":5280,"to":21280,"why":"paused"},{"from":24480,"to":25280,"why":"paused"}])");
}

TEST_CASE("a card number that was spoken is blanked once it is understood, and nothing else") {
  RecordedCall one("recording: {enabled: true, notice: false}\n");
  one.phone.listen();
  one.stage.script->lines = {"My card number is 4111 1111 1111 1111."};
  const std::size_t began = one.phone.said.size();
  one.phone.speak(2600);
  const std::size_t ended = one.phone.said.size();
  one.phone.listen();
  one.hang_up();
  const Sides sides = one.sound();
  REQUIRE(sides.caller.size() == one.phone.said.size());
  CHECK(silent(sides.caller, began, ended));
  CHECK(same(sides.caller, one.phone.said, 0, began - 8000));
  CHECK(same(sides.caller, one.phone.said, ended + 16'000, sides.caller.size()));
  const json::array silenced = one.row().at("silenced").as_array();
  REQUIRE(silenced.size() == 1);
  CHECK(silenced[0].at("why") == "card");
}

TEST_CASE("a card number that was understood just before the caller hung up is blanked too") {
  RecordedCall one("recording: {enabled: true, notice: false}\n");
  one.phone.listen();
  one.stage.script->lines = {"My card number is 4111 1111 1111 1111 and"};
  const std::size_t began = one.phone.said.size();
  one.phone.speak(1500);
  const std::size_t ended = one.phone.said.size();
  for (int i = 0; i < 15; ++i) one.phone.frame({});  // it goes on, so no turn yet
  one.hang_up();
  CHECK(silent(one.sound().caller, began, ended));
}

TEST_CASE("card data is found in one turn, spread over several, after a number, and in keys") {
  constexpr std::int64_t kSecond = 8000;
  runtime::CardWatch watch(8000);
  watch.began(10 * kSecond);
  CHECK_FALSE(watch.said("I want to pay.", 12 * kSecond).has_value());
  watch.began(20 * kSecond);
  CHECK_FALSE(watch.said("It is 4111 1111", 22 * kSecond).has_value());
  watch.began(25 * kSecond);
  CHECK(watch.said("1111 1111", 27 * kSecond) == voice::SampleSpan{20 * kSecond - 4000, 27 * kSecond});
  watch.began(35 * kSecond);
  CHECK(watch.said("the code is 123", 36 * kSecond).has_value());
  watch.began(100 * kSecond);
  CHECK_FALSE(watch.said("Thank you, goodbye.", 101 * kSecond).has_value());

  runtime::CardWatch keys(8000);
  std::optional<voice::SampleSpan> found;
  std::int64_t at = 50 * kSecond;
  for (const char digit : std::string_view("411111111111111")) {
    found = keys.pressed(digit, at += kSecond);
    CHECK_FALSE(found.has_value());
  }
  at += kSecond;
  CHECK(keys.pressed('1', at) == voice::SampleSpan{51 * kSecond - 4000, at});
  CHECK_FALSE(keys.pressed('1', at + 60 * kSecond).has_value());
}

TEST_CASE("over RTP every tick is a frame of the recording, whatever packets come") {
  const Encoding encoding = GENERATE(Encoding::mulaw, Encoding::opus);
  RecordedCall one("recording: {enabled: true, notice: false}\n");
  one.phone.call->hung_up();
  runtime::CallOptions options;
  options.contact = kPatient;
  options.media.rtp = voice::RtpFormat{encoding, 96, 101};
  one.phone.call = need(one.stage.loop->open(options));
  std::array<std::uint8_t, 1500> packet{};
  for (int i = 0; i < 123; ++i) {
    CHECK(one.phone.call->line().pull_rtp(i * kFrameUs, packet) > 0);
    one.phone.settle();
  }
  one.hang_up();
  const json::array rows = one.stage.rig.run("recordings.list").at("recordings").as_array();
  REQUIRE(rows.size() == 2);
  const auto call = std::find_if(rows.begin(), rows.end(), [](const json::value &row) { return row.at("samples").as_int64() > 0; });
  REQUIRE(call != rows.end());
  CHECK(call->at("rate") == (encoding == Encoding::opus ? 16'000 : 8000));
  CHECK(call->at("samples").as_int64() == 123 * call->at("rate").as_int64() / 50);
}

TEST_CASE("a recording has its end when the calls' loop goes, and calls that nobody records leave none") {
  RecordedCall one("recording: {enabled: true, notice: false}\n");
  for (int i = 0; i < 77; ++i) one.phone.frame({});
  one.phone.call.reset();
  one.stage.loop.reset();
  CHECK(one.row().at("status") == "complete");
  CHECK(one.row().at("samples") == 77 * 160);

  for (const auto &[yaml, on_disk] : {std::pair{"", true}, {"recording: {enabled: false}\n", true}, {"recording: {enabled: true}\n", false}}) {
    RecordedCall other(yaml, on_disk);
    other.phone.listen();
    other.hang_up();
    CHECK(other.stage.rig.count("recordings.list", "recordings") == 0);
    CHECK(other.stage.said().find("recorded") == std::string::npos);
  }
}

TEST_CASE("a call whose recording cannot be made goes on, and is not told of") {
  Stage stage({.on_disk = true, .more = "recording: {enabled: true}\n"});
  write_file(stage.rig.database + ".recordings", "in the way");
  Phone phone = stage.call();
  phone.listen();
  CHECK(phone.agent_frames > 20);
  CHECK(stage.said().find("recorded") == std::string::npos);
  phone.call->hung_up();
  phone.settle();
}
