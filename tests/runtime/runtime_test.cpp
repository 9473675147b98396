// The managed runtime: does what falls due without being asked, and stops when told to.
#include "runtime/runtime.hpp"

#include <chrono>
#include <condition_variable>
#include <thread>

#include "tests/operations/rig.hpp"

using namespace callwell;
using namespace callwell::testing;

namespace {

constexpr std::chrono::seconds kPatience{30};  // a bound for a broken runtime, never reached by one that works

/// Waits for an event of which `wanted` is true.
class Watch {
 public:
  using Wanted = std::function<bool(const json::object &event)>;
  Watch(operations::Agent &agent, Wanted wanted) : agent_(agent) {
    watch_ = agent.events().subscribe({}, [this, wanted = std::move(wanted)](std::string_view text) {
      if (!wanted(base::parse_json(text)->as_object())) return;
      const std::lock_guard lock(mutex_);
      ++seen_;
      changed_.notify_all();
    });
  }
  ~Watch() { agent_.events().unsubscribe(watch_); }
  bool wait(int times = 1) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kPatience, [&] { return seen_ >= times; });
  }

 private:
  operations::Agent &agent_;
  std::mutex mutex_;
  std::condition_variable changed_;
  int seen_ = 0;
  std::shared_ptr<operations::EventBus::Subscription> watch_;
};

bool is(const json::object &event, std::string_view type) { return event.at("type").as_string() == type; }

}  // namespace

TEST_CASE("what a conversation says by text leaves without anybody asking") {
  Rig rig;
  rig.now = base::system_now();  // the runtime reads the real clock
  Watch sent(*rig.agent, [](const json::object &event) { return is(event, "message.status") && event.at("data").at("status") == "sent"; });
  const runtime::Runtime runtime(rig.agent);
  rig.run("inbound.twilio_message", twilio_text("SM1", "What are your hours?"));
  REQUIRE(sent.wait());
  CHECK(rig.carrier.texts_to(kPatient).size() == 1);
}

TEST_CASE("what waited before the runtime began is sent when it begins") {
  Rig rig;
  rig.now = base::system_now();
  rig.run("inbound.twilio_message", twilio_text("SM1", "What are your hours?"));
  CHECK(rig.carrier.tried().empty());
  Watch sent(*rig.agent, [](const json::object &event) { return is(event, "message.status"); });
  const runtime::Runtime runtime(rig.agent);
  REQUIRE(sent.wait());
}

TEST_CASE("a conversation whose time has come is woken") {
  Rig rig;
  rig.now = base::system_now().plus_seconds(-8 * 86'400);
  const json::object turn = rig.text("hello");
  Watch ended(*rig.agent, [&](const json::object &event) {
    return is(event, "conversation.updated") && event.at("data").at("conversation_id") == turn.at("conversation_id") &&
           event.at("data").at("ended") == true;
  });
  const runtime::Runtime runtime(rig.agent);
  REQUIRE(ended.wait());
  CHECK(rig.run("conversations.list").at("items").at(0).at("status") == "closed");
}

TEST_CASE("every practice is served, also beside one whose carrier is down") {
  Rig rig({.two_practices = true});
  rig.now = base::system_now();
  rig.carrier.answer_with([](const operations::PortRequest &request) -> base::Result<std::string> {
    if (request.tenant == kElm) return base::Error{base::Status::unavailable, "down"};
    return std::string(R"({"id":"1"})");
  });
  Watch sent(*rig.agent, [](const json::object &event) { return is(event, "message.status"); });
  const runtime::Runtime runtime(rig.agent);
  rig.run("conversations.alert", {{"conversation", "c"}, {"kind", "test"}, {"idempotency_key", "a"}}, kElm);
  rig.run("conversations.alert", {{"conversation", "c"}, {"kind", "test"}, {"idempotency_key", "a"}}, kOak);
  REQUIRE(sent.wait());
  CHECK(rig.pending() == 0);
}

TEST_CASE("the runtime stops while idle, while busy, and as soon as it has begun") {
  for (int round = 0; round < 20; ++round) {
    Rig rig;
    rig.now = base::system_now();
    if (round % 2 == 1) {
      for (int i = 0; i < 10; ++i)
        rig.run("conversations.alert", {{"conversation", "c"}, {"kind", "test"}, {"idempotency_key", std::to_string(i)}});
    }
    const runtime::Runtime runtime(rig.agent);
  }
  SUCCEED("every runtime was destroyed");
}

TEST_CASE("two runtimes on one agent send each text once") {
  Rig rig;
  rig.now = base::system_now();
  Watch sent(*rig.agent, [](const json::object &event) { return is(event, "message.status"); });
  {
    const runtime::Runtime first(rig.agent), second(rig.agent);
    for (int i = 0; i < 20; ++i)
      rig.run("conversations.alert", {{"conversation", "c"}, {"kind", "test"}, {"idempotency_key", std::to_string(i)}});
    REQUIRE(sent.wait(20));
  }
  CHECK(rig.carrier.tried().size() == 20);
}
