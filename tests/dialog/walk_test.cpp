// From wherever a conversation can wait, a person is two turns away and silence comes to an end.
#include <catch2/catch.hpp>
#include <deque>
#include <set>

#include "support.hpp"

using namespace callwell;
using namespace callwell::dialog;
using test::Desk;

namespace {

/// Words that lead on, one of them at least from every kind of waiting.
constexpr std::array<std::string_view, 22> kWords{"I'd like a cleaning",
                                                  "Maria Lopez",
                                                  "I'm a new patient",
                                                  "maria@example.com",
                                                  "monday afternoon",
                                                  "the first one",
                                                  "yes",
                                                  "no",
                                                  "none of those",
                                                  "the time",
                                                  "reschedule my appointment",
                                                  "cancel my appointment",
                                                  "when is my appointment?",
                                                  "put me on the waiting list for a cleaning",
                                                  "I need a refill of my prescription",
                                                  "are you open today?",
                                                  "the email is wrong",
                                                  "what?",
                                                  "never mind",
                                                  "my boyfriend is hitting me",
                                                  "friday instead",
                                                  "hola, hable en español por favor"};

struct Node {
  std::string saved;
  base::Instant now;
  int depth;
};

Desk revived(const Node &node, Channel channel) {
  Desk desk({.channel = channel});
  auto restored = Session::restore(test::setting(), node.saved);
  REQUIRE(restored.has_value());
  desk.session = std::move(*restored);
  desk.now = node.now;
  return desk;
}

void with_appointments(Desk &desk, bool has) {
  if (!has) return;
  json::object visit = test::openings().at("slots").as_array().front().as_object();
  visit["appointment_id"] = "a1";
  visit["service"] = "cleaning";
  desk.answers["patients.lookup"] = {{"appointments", json::array{visit}}};
}

/// Where a conversation stands: flow, step, what it waits for.
std::string place_of(const Session &session) {
  const State &state = session.state();
  std::string out = std::to_string(static_cast<int>(state.phase)) + " " + std::string(expect_key(state.expecting.kind)) + " " +
                    state.expecting.name + " " + state.wanted;
  for (const Frame &frame : state.frames) out += " " + frame.flow + std::to_string(frame.step);
  return out;
}

/// Every place reachable in a few turns, with a conversation that stands there.
std::vector<Node> places(Channel channel, bool has_appointments) {
  std::vector<Node> found;
  std::set<std::string> seen;
  std::deque<Node> open;
  Desk first({.channel = channel});
  first.feed(EventKind::start);
  open.push_back({*first.session.save(), first.now, 0});
  while (!open.empty() && found.size() < 120) {
    const Node node = open.front();
    open.pop_front();
    found.push_back(node);
    if (node.depth >= 9) continue;
    for (const std::string_view words : kWords) {
      Desk desk = revived(node, channel);
      with_appointments(desk, has_appointments);
      desk.say(words);
      if (desk.ended() || !seen.insert(place_of(desk.session)).second) continue;
      open.push_back({*desk.session.save(), desk.now, node.depth + 1});
    }
  }
  return found;
}

bool reached_a_person(const Desk &desk) {
  const auto did = [&](std::string_view what) { return std::find(desk.asked.begin(), desk.asked.end(), what) != desk.asked.end(); };
  return did("transfer") || did("conversations.hand_over") || desk.session.state().phase == Phase::handed_over;
}

}  // namespace

TEST_CASE("from every place a conversation can wait at, two turns reach a person") {
  for (const Channel channel : {Channel::sms, Channel::phone}) {
    for (const bool has : {false, true}) {
      const std::vector<Node> all = places(channel, has);
      CHECK(all.size() > 15);
      for (const Node &node : all) {
        Desk desk = revived(node, channel);
        INFO("at " << place_of(desk.session));
        desk.say("I want to talk to a person");
        bool reached = reached_a_person(desk);
        if (!reached && !desk.ended()) {
          desk.say("representative");
          reached = reached_a_person(desk);
        }
        CHECK(reached);
      }
    }
  }
}

TEST_CASE("silence ends every conversation in a bounded number of ticks") {
  for (const Channel channel : {Channel::sms, Channel::phone}) {
    for (const Node &node : places(channel, true)) {
      Desk desk = revived(node, channel);
      INFO("at " << place_of(desk.session));
      int ticks = 0;
      while (!desk.ended() && ticks < 12 && desk.session.deadline() != kNever) {
        desk.feed(EventKind::tick);
        ++ticks;
      }
      CHECK(desk.ended());
      CHECK(ticks <= 6);
    }
  }
}

TEST_CASE("three answers that do not help reach a person from every place") {
  for (const Node &node : places(Channel::sms, true)) {
    Desk desk = revived(node, Channel::sms);
    INFO("at " << place_of(desk.session));
    bool reached = reached_a_person(desk);
    for (int i = 0; i < 4 && !reached && !desk.ended(); ++i) {
      desk.say("blorp flib");
      reached = reached_a_person(desk);
    }
    CHECK(reached);
  }
}
