// Texts on their way out: tried again only when they certainly did not leave, given up in the end, and never sent twice.
#include <thread>

#include "tests/operations/rig.hpp"

using namespace callwell;
using namespace callwell::testing;
using base::Status;

namespace {

constexpr const char *kOperator = "+13125550198";

void queue(Rig &rig, std::string_view key = "k1") {
  rig.run("conversations.continue_by_text",
          {{"conversation", "c1"}, {"to", kPatient}, {"text", "Shall we go on here?"}, {"idempotency_key", key}});
}

/// Works second by second and gives the seconds at which the carrier was tried.
std::vector<std::int64_t> tries(Rig &rig, std::int64_t seconds) {
  std::vector<std::int64_t> at;
  for (std::int64_t i = 0; i <= seconds; i += 10) {
    const std::size_t before = rig.carrier.tried().size();
    rig.work();
    if (rig.carrier.tried().size() > before) at.push_back(i);
    rig.pass(10);
  }
  return at;
}

std::vector<json::object> alerts_of(const std::vector<std::string> &events) {
  std::vector<json::object> out;
  for (const std::string &event : events) {
    const json::object parsed = base::parse_json(event)->as_object();
    if (parsed.at("type") == "alert") out.push_back(parsed.at("data").as_object());
  }
  return out;
}

}  // namespace

TEST_CASE("what certainly did not leave is tried again, each time later") {
  for (const Status status : {Status::unavailable, Status::busy}) {
    CAPTURE(base::status_name(status));
    Rig rig;
    rig.carrier.fail_with(status);
    queue(rig);
    CHECK(tries(rig, 700) == std::vector<std::int64_t>{0, 20, 60, 140, 300, 620});
    rig.carrier.answer_with({});
    rig.pass(3600);
    rig.work();
    const auto tried = rig.carrier.tried();
    CHECK(tried.size() == 7);
    for (const auto &request : tried) CHECK(request.idempotency_key == "k1");  // the carrier may tell a repetition by it
    CHECK(rig.pending() == 0);
    CHECK(rig.given_up() == 0);
  }
}

TEST_CASE("after hours of trying a text is given up, and the practice is told") {
  Rig rig;
  std::vector<std::string> events;
  const auto watch = rig.agent->events().subscribe(kOak, [&](std::string_view event) { events.emplace_back(event); });
  rig.carrier.fail_with(Status::unavailable);
  queue(rig);
  const base::Instant begun = rig.now;
  for (int i = 0; i < 60 && rig.pending() > 0; ++i) {
    rig.work();
    rig.pass(600);
  }
  CHECK(rig.given_up() == 1);
  const std::int64_t hours = (rig.now.us - begun.us) / 3'600'000'000;
  CHECK(hours >= 3);
  CHECK(hours <= 6);
  const auto alerts = alerts_of(events);
  REQUIRE(alerts.size() == 1);
  CHECK(alerts[0].at("kind") == "message_not_sent");
  CHECK(alerts[0].at("status") == "unavailable");
  const std::size_t tried = rig.carrier.tried().size();
  CHECK(tried == 12);
  rig.pass(86'400);
  rig.work();
  CHECK(rig.carrier.tried().size() == tried);
  rig.agent->events().unsubscribe(watch);
}

TEST_CASE("what perhaps left, or never can, is not tried again") {
  for (const Status status :
       {Status::deadline_exceeded, Status::corrupt, Status::internal, Status::invalid_argument, Status::unsupported, Status::not_found,
        Status::conflict, Status::permission_denied, Status::unauthenticated, Status::limit_exceeded, Status::no_memory}) {
    CAPTURE(base::status_name(status));
    Rig rig;
    std::vector<std::string> events;
    const auto watch = rig.agent->events().subscribe(kOak, [&](std::string_view event) { events.emplace_back(event); });
    rig.carrier.fail_with(status);
    queue(rig);
    CHECK(tries(rig, 200) == std::vector<std::int64_t>{0});
    CHECK(rig.given_up() == 1);
    CHECK(alerts_of(events).size() == 1);
    rig.agent->events().unsubscribe(watch);
  }
}

TEST_CASE("an answer of the carrier's that cannot be read counts as perhaps sent") {
  for (const char *answer : {"", "yes", "[1]", "{"}) {
    CAPTURE(answer);
    Rig rig;
    rig.carrier.answer_with([answer](const operations::PortRequest &) { return std::string(answer); });
    queue(rig);
    CHECK(tries(rig, 200).size() == 1);
    CHECK(rig.given_up() == 1);
  }
}

TEST_CASE("a person who opted out at the carrier has opted out here too") {
  Rig rig;
  rig.carrier.fail_with(Status::permission_denied, "to");
  queue(rig);
  rig.work();
  CHECK(rig.run("consents.state", {{"phone", kPatient}, {"channel", "sms"}}).at("state") == "opted_out");
  rig.carrier.answer_with({});
  queue(rig, "k2");
  rig.work();
  CHECK(rig.carrier.tried().size() == 1);

  Rig other;  // denied for another reason: nobody has opted out
  other.carrier.fail_with(Status::permission_denied);
  queue(other);
  other.work();
  CHECK(other.run("consents.state", {{"phone", kPatient}, {"channel", "sms"}}).at("state") == "unknown");
}

TEST_CASE("the same key is one text, and work that is done is not done again") {
  Rig rig;
  for (int i = 0; i < 3; ++i) queue(rig);
  CHECK(rig.work() == 1);
  CHECK(rig.work() == 0);
  CHECK(rig.work() == 0);
  CHECK(rig.carrier.texts_to(kPatient).size() == 1);
}

TEST_CASE("two workers at once send each text once") {
  Rig rig;
  for (int i = 0; i < 60; ++i) queue(rig, "k" + std::to_string(i));
  const auto work = [&] {
    for (int i = 0; i < 8; ++i) (void)rig.agent->invoke("system.work", {}, {kOak, "system", rig.now});
  };
  std::thread first(work), second(work);
  first.join();
  second.join();
  CHECK(rig.carrier.tried().size() == 60);
  CHECK(rig.pending() == 0);
}

TEST_CASE("a text whose sender died with it is sent after its lease") {
  Rig rig({.on_disk = true});
  queue(rig);
  // The process ends inside the carrier: what it would have written is lost.
  rig.carrier.answer_with([&](const operations::PortRequest &) { return base::Error{Status::unavailable, "gone"}; });
  rig.work();
  rig.carrier.answer_with({});
  rig.agent = nullptr;
  rig.agent = rig.open();
  CHECK(rig.work() == 0);
  rig.pass(60);
  CHECK(rig.work() == 1);
  CHECK(rig.pending() == 0);
}

TEST_CASE("the practice's people are told whatever a patient's consent says and whatever the hour") {
  Rig rig;
  rig.run("consents.record", {{"phone", kOperator}, {"channel", "sms"}, {"state", "opted_out"}});
  rig.now = kMonday.plus_seconds(13 * 3600);
  rig.run("conversations.alert", {{"conversation", "c1"}, {"kind", "emergency"}, {"idempotency_key", "a"}});
  rig.work();
  CHECK(rig.carrier.texts_to(kOperator).size() == 1);
}

TEST_CASE("one patient's unreachable carrier keeps nobody else's text") {
  Rig rig({.two_practices = true});
  rig.carrier.answer_with([](const operations::PortRequest &request) -> base::Result<std::string> {
    if (request.tenant == kElm) return base::Error{Status::unavailable, "down"};
    return std::string(R"({"id":"1"})");
  });
  rig.run("conversations.alert", {{"conversation", "c"}, {"kind", "emergency"}, {"idempotency_key", "a"}}, kElm);
  queue(rig);
  rig.work(kElm);
  rig.work(kOak);
  CHECK(rig.pending() == 0);
  CHECK(rig.carrier.tried().size() == 2);
}
