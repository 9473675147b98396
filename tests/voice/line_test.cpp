// Whole exchanges on a line: who speaks when, when a turn is over, what an interruption is. Sound in, events out.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "tests/voice/sounds.hpp"
#include "voice/barge_in.hpp"
#include "voice/line.hpp"

using namespace callwell;
using namespace callwell::voice;
using namespace callwell::voice::sounds;

namespace {

constexpr const char *kNames[] = {"",       "started", "stopped", "turn",   "key",    "paused", "resumed", "interrupted", "spoken",
                                  "silence", "deaf",    "fax",     "beep",   "not in service", "person", "machine", "screening"};

/// A line with a quiet background, driven by hand.
struct Exchange {
  explicit Exchange(LineOptions options = {}) : line(options), rate(options.rate) {
    room = noise(60'000, 8, 3, rate);
  }

  void hear(const std::vector<Sample> &sound) {
    in_frames(sound, [this](Samples frame) {
      std::vector<Sample> heard(frame.begin(), frame.end());
      for (Sample &sample : heard) sample = static_cast<Sample>(std::clamp(sample + room[at++ % room.size()], -32767, 32767));
      line.hear(heard);
      FrameBuffer out;
      line.play(std::span(out).first(heard.size()));
      while (auto event = line.next()) {
        told.push_back(kNames[static_cast<std::size_t>(event->kind)]);
        if (event->kind == LineEventKind::turn) told.back() += ": " + event->text;
        if (event->kind == LineEventKind::keypad) told.back() += std::string(" ") + event->digit;
        times.push_back(event->at);
        last = *event;
      }
    }, rate);
  }
  void quiet(int ms) { hear(silence(ms, rate)); }
  void agent_says(SpeechId id, const std::string &text, int ms, SpeechOptions options = {}) {
    line.say(id, text, options);
    line.speech(id, std::make_shared<const std::vector<Sample>>(spoken(ms, 5000, rate)));
    line.speech_ends(id);
  }
  void words(std::string_view text, bool final = true, float confidence = 0.9F) { line.transcript({text, confidence, final}); }
  /// The names of what was told since the last call, joined.
  std::string take() {
    std::string all;
    for (const std::string &name : told) all += (all.empty() ? "" : ", ") + name;
    told.clear();
    return all;
  }

  Line line;
  std::int32_t rate;
  std::vector<Sample> room;
  std::size_t at = 0;
  std::vector<std::string> told;
  std::vector<CallTime> times;
  LineEvent last;
};

/// Milliseconds from the last sound of the caller to the turn.
std::int64_t wait_for_turn(const std::string &field, const std::string &said) {
  Exchange call;
  call.quiet(1000);
  call.line.expect({field, {}}, 0);
  call.hear(spoken(1000));
  const CallTime end = call.line.now();
  call.words(said, false);
  call.quiet(100);
  call.words(said);
  for (int i = 0; i < 300 && call.last.kind != LineEventKind::turn; ++i) call.quiet(20);
  return call.last.kind == LineEventKind::turn ? (call.line.now() - end) / 1000 : -1;
}

}  // namespace

TEST_CASE("a caller's speech becomes one turn with its words") {
  Exchange call({.rate = GENERATE(8000, 16000)});
  call.quiet(1000);
  call.hear(spoken(1200, 6000, call.rate));
  call.words("I need to move my appointment on Friday.");
  call.quiet(1500);
  CHECK(call.take() == "started, stopped, turn: I need to move my appointment on Friday.");
  CHECK(call.last.confidence == Approx(0.9));
}

TEST_CASE("how long the agent waits follows what was asked and what was said") {
  CHECK(wait_for_turn("boolean", "yes") <= 300);
  CHECK(wait_for_turn("phone", "305 555 0142") <= 700);
  CHECK(wait_for_turn("phone", "305 555 01") >= 1400);
  CHECK(wait_for_turn("", "I would like to book a cleaning for next Tuesday.") <= 700);
  CHECK(wait_for_turn("", "I would like to come in on Tuesday and") >= 1200);
  CHECK(wait_for_turn("", "um") >= 800);
  CHECK(wait_for_turn("email", "maria dot lopez at") >= 1400);
  CHECK(wait_for_turn("", "hold on let me check") == -1);  // six seconds later it is still the caller's turn
}

TEST_CASE("a pause inside a sentence does not end the turn") {
  Exchange call;
  call.quiet(1000);
  call.hear(spoken(800));
  call.words("I'd like to come in on", false);
  call.quiet(500);
  call.hear(spoken(800));
  call.words("I'd like to come in on Tuesday.");
  call.quiet(1200);
  CHECK(call.take() == "started, stopped, stopped, turn: I'd like to come in on Tuesday.");
}

TEST_CASE("speaking over the agent pauses it within 100 ms and a word cuts it, with what was heard") {
  Exchange call;
  call.quiet(1000);
  call.agent_says(7, "We have an opening on Monday at nine or on Tuesday at ten, which one would you like", 5000);
  call.quiet(2000);
  const CallTime onset = call.line.now();
  call.hear(spoken(200, 9000));
  CHECK(call.take() == "started, paused");
  CHECK(call.times.back() - onset <= 100'000);
  call.hear(spoken(100, 9000));
  call.words("Tuesday", false);
  call.hear(spoken(100, 9000));
  CHECK(call.take() == "interrupted");
  CHECK(call.last.id == 7);
  CHECK(call.last.text.starts_with("We have an opening on Monday"));
  CHECK(call.last.text.size() < 45);
  call.words("Tuesday please.");
  call.quiet(1200);
  CHECK(call.take() == "stopped, turn: Tuesday please.");
  CHECK_FALSE(call.line.playout().speaking());
}

TEST_CASE("a cough and a murmur of listening let the agent go on to its end") {
  struct Row { const char *what; int ms; const char *words; };
  const Row row = GENERATE(Row{"a cough", 240, ""}, Row{"mm-hm", 360, "mm-hm"}, Row{"okay", 400, "okay"}, Row{"aja", 320, "ajá"});
  INFO(row.what);
  Exchange call;
  call.quiet(1000);
  call.line.expect({"slot_choice", {}}, 0);
  call.agent_says(1, "We have an opening on Monday at nine or on Tuesday at ten", 3000);
  call.quiet(1000);
  call.hear(spoken(row.ms, 9000));
  if (*row.words) call.words(row.words);
  call.quiet(4500);
  const std::string all = call.take();
  CHECK(all.find("paused") != std::string::npos);
  CHECK(all.find("resumed") != std::string::npos);
  CHECK(all.ends_with("spoken"));
  CHECK(all.find("turn") == std::string::npos);
  CHECK(all.find("interrupted") == std::string::npos);
}

TEST_CASE("yes is an answer when the question is whether") {
  Exchange call;
  call.quiet(1000);
  call.line.expect({"boolean", {}}, 0);
  call.agent_says(1, "Shall I book that for you, Monday the second at nine in the morning", 3000);
  call.quiet(1500);
  call.hear(spoken(300, 9000));
  call.words("yes");
  call.quiet(600);
  CHECK(call.take() == "started, paused, interrupted, stopped, turn: yes");
}

TEST_CASE("a notice that must be heard is not interrupted, and what was said meanwhile is not lost") {
  Exchange call;
  call.quiet(1000);
  call.agent_says(1, "This call may be recorded", 2000, {false, 0});
  call.quiet(500);
  call.hear(spoken(500, 9000));
  call.words("I have a question.");
  call.quiet(3000);
  const std::string all = call.take();
  CHECK(all.find("paused") == std::string::npos);
  CHECK(all.find("spoken") != std::string::npos);
  CHECK(all.find("turn: I have a question.") != std::string::npos);
}

TEST_CASE("our own voice coming back does not interrupt us") {
  Exchange call;
  call.quiet(1000);
  const auto speech = spoken(4000, 6000);
  call.line.say(1, "We are open from eight to five on weekdays and from nine to noon on Saturdays", {});
  call.line.speech(1, std::make_shared<const std::vector<Sample>>(speech));
  call.line.speech_ends(1);
  std::vector<Sample> echo = silence(120);
  for (const Sample sample : speech) echo.push_back(static_cast<Sample>(sample / 8));
  call.hear(echo);
  CHECK(call.take() == "spoken");
}

TEST_CASE("the agent's patience: silence is told once, counted from the last sound of either") {
  Exchange call;
  call.quiet(1000);
  call.line.expect({}, 15'000);
  call.agent_says(1, "How can I help you", 1000);
  call.quiet(14'000);
  CHECK(call.take() == "spoken");
  call.quiet(3000);
  CHECK(call.take() == "silence");
  call.quiet(30'000);
  CHECK(call.take().empty());
}

TEST_CASE("a key cuts the agent short; digits in the sound are found where no events were agreed") {
  Exchange call({.keypad_tones = true});
  call.quiet(1000);
  call.agent_says(1, "Press one for appointments, two for billing", 4000);
  call.quiet(1000);
  call.hear(tones(120, 770, 4000, 1336, 4000));
  call.quiet(300);
  CHECK(call.take() == "interrupted, key 5");
  call.line.key('2');
  call.quiet(40);
  CHECK(call.take() == "key 2");
}

TEST_CASE("a recogniser that finds no word in ten seconds of speech is reported") {
  Exchange call;
  call.quiet(1000);
  call.hear(spoken(12'000));
  CHECK(call.take() == "started, deaf");
}

TEST_CASE("on hold nothing counts: neither music nor silence") {
  Exchange call;
  call.quiet(1000);
  call.line.expect({}, 5'000);
  call.line.hold(true);
  call.hear(spoken(20'000));
  call.quiet(10'000);
  CHECK(call.take().empty());
  call.line.hold(false);
  call.quiet(6'000);
  CHECK(call.take() == "silence");
}

TEST_CASE("who took our call: a person, a machine, a phone that screens") {
  struct Row { const char *what; int speech_ms; const char *words; bool beep; const char *told; };
  const Row row = GENERATE(Row{"hello", 500, "hello", false, "person"}, Row{"a long greeting", 4000, "", false, "machine"}, Row{"after the tone", 1500, "please leave a message after the tone", false, "machine"},
                           Row{"nobody, then a beep", 0, "", true, "machine"}, Row{"screening", 1800, "please say your name and why you are calling", false, "screening"},
                           Row{"silence", 0, "", false, "machine"});
  INFO(row.what);
  Exchange call({.outgoing = true});
  call.quiet(600);
  if (row.speech_ms > 0) call.hear(spoken(row.speech_ms));
  if (*row.words) call.words(row.words);
  if (row.beep) call.hear(tones(400, 1000, 6000));
  call.quiet(4000);
  const std::string all = call.take();
  int answers = 0;
  for (const char *who : {"person", "machine", "screening"}) answers += all.find(who) != std::string::npos;
  CHECK(answers == 1);
  CHECK(all.find(row.told) != std::string::npos);
}

TEST_CASE("ten minutes of anything leave the line bounded and awake") {
  struct Row { const char *what; std::vector<Sample> sound; };
  const auto rows = {Row{"white noise", noise(10'000, 3000)}, Row{"full scale", tones(10'000, 300, 32767)}, Row{"nothing", silence(10'000)}, Row{"voice", spoken(10'000, 15'000)}};
  for (const Row &row : rows) {
    INFO(row.what);
    Exchange call({.keypad_tones = true});
    call.line.expect({}, 15'000);
    for (int i = 0; i < 20; ++i) call.hear(row.sound);
    call.take();
    call.quiet(20'000);
    call.hear(spoken(1000));
    call.words("Hello, are you there?");
    call.quiet(3000);
    CHECK(call.take().find("turn: Hello, are you there?") != std::string::npos);
  }
}

TEST_CASE("words that ended a turn before they were final are not a second turn when they come as final") {
  Exchange call;
  call.quiet(1000);
  call.line.expect({"boolean", {}}, 0);
  call.hear(spoken(600));
  call.words("yes please", false);
  call.quiet(500);
  CHECK(call.take() == "started, stopped, turn: yes please");
  call.words("Yes, please.");
  call.quiet(2000);
  CHECK(call.take().empty());
  call.hear(spoken(600));
  call.words("yes please", false);
  call.quiet(500);
  CHECK(call.take() == "started, stopped, turn: yes please");
}

TEST_CASE("what a final transcript adds to words already taken is heard") {
  Exchange call;
  call.quiet(1000);
  call.line.expect({"boolean", {}}, 0);
  call.hear(spoken(600));
  call.words("yes", false);
  call.quiet(500);
  CHECK(call.take() == "started, stopped, turn: yes");
  call.hear(spoken(600));
  call.words("yes on Tuesday");
  call.quiet(1000);
  CHECK(call.take() == "started, stopped, turn: on Tuesday");
}

TEST_CASE("a pause at the very end of a sentence holds the next one back, and going on lets it come") {
  Exchange call;
  call.quiet(1000);
  call.agent_says(1, "One.", 800);
  call.agent_says(2, "And this is the second sentence.", 1500);
  call.quiet(740);
  call.hear(spoken(240, 9000));
  call.quiet(3500);
  const std::string all = call.take();
  INFO(all);
  CHECK(all.find("paused") != std::string::npos);
  CHECK(all.find("resumed") != std::string::npos);
  CHECK(all.ends_with("spoken"));
  CHECK(call.last.id == 2);
}
