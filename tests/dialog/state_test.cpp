// What a conversation remembers survives a save, stays small, and is refused when damaged.
#include "dialog/state.hpp"

#include <catch2/catch.hpp>

#include "base/crypto.hpp"
#include "support.hpp"

using namespace callwell;
using namespace callwell::dialog;

TEST_CASE("a state reads back as it was written, every member of it") {
  State state;
  state.id = "c1";
  state.channel = Channel::whatsapp;
  state.contact = "+13125550142";
  state.location = "lakeside";
  state.language = nlu::Language::es;
  state.dice = 0xFFFFFFFFFFFFFFFFULL;
  state.phase = Phase::handed_over;
  state.frames = {{"book", 7, true}, {"message", 0, false}};
  state.fields = {{"name", {{"given", "Añá"}}}};
  state.results = {{"openings", {{"matched", true}}}};
  state.offered = {json::object{{"slot_id", "one"}}};
  state.pending = {{9, "scheduling.book", "booking", {77}, true, true}};
  state.expecting = {Expect::choice, "slots", 2};
  state.next_action = 12;
  state.turns = 5, state.silences = 1, state.strikes = 2;
  state.now = {123}, state.deadline = kNever;
  state.last_said = "hi", state.last_variant = "v", state.last_topic = "cleaning", state.wanted = "email", state.disposition = "booked";
  state.last_turn = {{"intent", "affirm"}};
  const json::object written = to_json(state);
  const auto read = state_from_json(*base::parse_json(json::serialize(written)));
  REQUIRE(read.has_value());
  CHECK(json::serialize(to_json(*read)) == json::serialize(written));
  CHECK(read->dice == state.dice);
  CHECK(read->deadline == kNever);
}

TEST_CASE("a damaged state is refused, and one of another version says so") {
  const json::object good = to_json(State{});
  CHECK(state_from_json(good).has_value());
  CHECK_FALSE(state_from_json(json::array{}).has_value());
  json::object other = good;
  other["version"] = 99;
  CHECK(state_from_json(other).error().status == base::Status::unsupported);
  for (const auto &[key, value] : std::initializer_list<std::pair<const char *, json::value>>{
           {"channel", "pigeon"}, {"language", "xx"}, {"expect", 77}, {"expect", -1}, {"phase", 9}}) {
    json::object bad = good;
    bad[key] = value;
    CAPTURE(key);
    CHECK(state_from_json(bad).error().status == base::Status::corrupt);
  }
}

TEST_CASE("a save comes back only with its key and unchanged") {
  test::Desk desk;
  desk.say("I'd like a cleaning");
  const auto saved = desk.session.save();
  REQUIRE(saved.has_value());
  CHECK(saved->size() < kMaxStateBytes);
  CHECK(saved->find("cleaning") == std::string::npos);  // sealed
  CHECK(Session::restore(test::setting(), *saved).has_value());

  std::string changed = *saved;
  changed[changed.size() / 2] = static_cast<char>(changed[changed.size() / 2] ^ 1);
  CHECK_FALSE(Session::restore(test::setting(), changed).has_value());
  CHECK_FALSE(Session::restore(test::setting(), "").has_value());
  CHECK_FALSE(Session::restore(test::setting(), "garbage that was never sealed").has_value());
  CHECK(Session::restore(test::setting(), std::string(kMaxStateBytes + 1, 'x')).error().status == base::Status::limit_exceeded);

  practice::Loaded loaded = practice::load_practice(test::file_text("examples/practices/lakeside_dental.yaml"));
  const auto other = Setting::make(loaded.practice, std::string(32, 'z'));
  REQUIRE(other.has_value());
  CHECK_FALSE(Session::restore(*other, *saved).has_value());
  const std::string sealed_nonsense = base::seal(test::kKey, "not json", "conversation");
  CHECK(Session::restore(test::setting(), sealed_nonsense).error().status == base::Status::corrupt);
}

TEST_CASE("a conversation goes on after a restore as if nothing had happened") {
  test::Desk straight, broken;
  for (const char *words : {"I'd like a cleaning", "Maria Lopez", "first time", "maria@example.com", "monday afternoon"}) {
    const std::string expected = straight.say(words), got = broken.say(words);
    CHECK(expected == got);
    auto restored = Session::restore(test::setting(), *broken.session.save());
    REQUIRE(restored.has_value());
    broken.session = std::move(*restored);
  }
  CHECK(broken.expecting() == "choice");
}
