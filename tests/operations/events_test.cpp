// Live events: everything that happens, in order, to whoever may see it, until they leave.
#include <atomic>
#include <thread>

#include "tests/operations/rig.hpp"

using namespace callwell;
using namespace callwell::testing;
using operations::EventBus;

namespace {

json::object parsed(std::string_view event) { return base::parse_json(event)->as_object(); }

}  // namespace

TEST_CASE("a watcher hears of a turn in the order in which it happened") {
  Rig rig;
  std::vector<json::object> heard;
  const auto watch = rig.agent->events().subscribe(kOak, [&](std::string_view event) { heard.push_back(parsed(event)); });
  rig.text("What are your hours?");
  rig.agent->events().unsubscribe(watch);
  std::vector<std::string> types;
  for (const json::object &event : heard) {
    for (const char *member : {"type", "tenant_id", "at", "seq", "data"}) CHECK(event.contains(member));
    CHECK(event.at("tenant_id").as_string() == kOak);
    if (event.at("type") != "audit") types.emplace_back(event.at("type").as_string());
  }
  CHECK(types == std::vector<std::string>{"message.created", "turn", "message.created", "conversation.updated"});
  for (std::size_t i = 1; i < heard.size(); ++i) CHECK(heard[i - 1].at("seq").as_int64() < heard[i].at("seq").as_int64());
}

TEST_CASE("nothing is told of an operation that failed") {
  Rig rig;
  std::size_t heard = 0;
  const auto watch = rig.agent->events().subscribe({}, [&](std::string_view event) { heard += parsed(event).at("type") != "audit"; });
  CHECK_FALSE(rig.try_run("scheduling.cancel", {{"appointment_id", "none"}}).has_value());
  CHECK_FALSE(rig.try_run("scheduling.find_slots", {}, kOak, "nobody").has_value());
  CHECK(heard == 0);
  rig.agent->events().unsubscribe(watch);
}

TEST_CASE("who watches one practice hears nothing of another; who watches all hears both") {
  Rig rig({.two_practices = true});
  std::size_t elm = 0, all = 0;
  const auto first = rig.agent->events().subscribe(kElm, [&](std::string_view) { ++elm; });
  const auto second = rig.agent->events().subscribe({}, [&](std::string_view) { ++all; });
  rig.text("hello");
  CHECK(elm == 0);
  CHECK(all > 0);
  const std::size_t before = all;
  rig.text("hello", kPatient, kElm);
  CHECK(elm > 0);
  CHECK(all == before + elm);
  rig.agent->events().unsubscribe(first);
  rig.agent->events().unsubscribe(second);
}

TEST_CASE("a webhook's events belong to the practice whose number it was") {
  Rig rig({.two_practices = true});
  std::size_t oak = 0;
  const auto watch = rig.agent->events().subscribe(kOak, [&](std::string_view) { ++oak; });
  rig.run("inbound.twilio_message",
          twilio("/messages", {{"MessageSid", "SM1"}, {"From", kPatient}, {"To", kElmNumber}, {"Body", "hi"}}, kElmToken));
  CHECK(oak == 0);
  rig.agent->events().unsubscribe(watch);
}

TEST_CASE("events from many threads reach a watcher one at a time and in order") {
  EventBus bus;
  std::vector<std::int64_t> seqs;  // unguarded on purpose: the bus promises one at a time
  const auto watch = bus.subscribe({}, [&](std::string_view event) { seqs.push_back(parsed(event).at("seq").as_int64()); });
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 500; ++i) bus.publish("test", "t", kMonday, {});
    });
  }
  for (std::thread &thread : threads) thread.join();
  bus.unsubscribe(watch);
  REQUIRE(seqs.size() == 2000);
  CHECK(std::is_sorted(seqs.begin(), seqs.end()));
}

TEST_CASE("a watcher may leave from inside its own callback and hears no more") {
  EventBus bus;
  int heard = 0;
  std::shared_ptr<EventBus::Subscription> watch;
  watch = bus.subscribe({}, [&](std::string_view) {
    ++heard;
    bus.unsubscribe(watch);
  });
  for (int i = 0; i < 3; ++i) bus.publish("test", "t", kMonday, {});
  CHECK(heard == 1);
}

TEST_CASE("once unsubscribe has returned, the callback never runs again, whatever flows") {
  EventBus bus;
  std::atomic<bool> stop{false};
  std::vector<std::thread> publishers;
  for (int t = 0; t < 2; ++t) {
    publishers.emplace_back([&] {
      while (!stop) bus.publish("test", "t", kMonday, {});
    });
  }
  for (int i = 0; i < 200; ++i) {
    auto alive = std::make_unique<std::atomic<int>>(0);
    const auto watch = bus.subscribe({}, [counter = alive.get()](std::string_view) { counter->fetch_add(1); });
    bus.unsubscribe(watch);
    alive.reset();  // a late call would touch freed memory: the sanitizer runs see it
  }
  stop = true;
  for (std::thread &thread : publishers) thread.join();
  SUCCEED();
}

TEST_CASE("an operation run inside a callback is not told to that callback, but to others") {
  Rig rig;
  std::size_t mine = 0, others = 0;
  const auto watch = rig.agent->events().subscribe(kOak, [&](std::string_view event) {
    if (parsed(event).at("type") != "turn") return;
    ++mine;
    rig.run("conversations.alert", {{"conversation", "c"}, {"kind", "test"}, {"idempotency_key", "a"}});
  });
  const auto other = rig.agent->events().subscribe(kOak, [&](std::string_view event) { others += parsed(event).at("type") == "alert"; });
  rig.text("hello");
  CHECK(mine == 1);
  CHECK(others == 1);
  rig.agent->events().unsubscribe(watch);
  rig.agent->events().unsubscribe(other);
}

TEST_CASE("two watchers that each make events of their own do not wait for each other for ever") {
  EventBus bus;
  std::atomic<int> heard{0};
  const auto relay = [&](std::string_view event) {
    ++heard;
    if (parsed(event).at("type") == "first") bus.publish("echo", "t", kMonday, {});
  };
  const auto one = bus.subscribe({}, relay), two = bus.subscribe({}, relay);
  std::vector<std::thread> threads;
  for (int t = 0; t < 2; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 300; ++i) bus.publish("first", "t", kMonday, {});
    });
  }
  for (std::thread &thread : threads) thread.join();
  CHECK(heard > 1200);
  bus.unsubscribe(one);
  bus.unsubscribe(two);
}

TEST_CASE("a callback may run an operation that another thread's turn is in the way of") {
  Rig rig;
  std::atomic<int> inside{0};
  const auto watch = rig.agent->events().subscribe(kOak, [&](std::string_view event) {
    if (parsed(event).at("type") == "alert" && inside++ < 4)
      (void)rig.try_run("conversations.message", {{"from", kPatient}, {"text", "are you there?"}});
  });
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 5; ++i) (void)rig.try_run("conversations.message", {{"from", kPatient}, {"text", "I can't breathe"}});
    });
  }
  for (std::thread &thread : threads) thread.join();
  rig.agent->events().unsubscribe(watch);
  CHECK(inside > 0);
}
