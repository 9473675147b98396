// Where personal data may not be: logs, audit trail, errors, metrics. And where card data may not be: anywhere.
#include <mutex>

#include "base/log.hpp"
#include "tests/operations/rig.hpp"

using namespace callwell;
using namespace callwell::testing;

namespace {

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// Keeps every log line while it lives.
class Lines {
 public:
  Lines() {
    base::set_log_sink([this](base::LogLevel, std::string_view line) {
      const std::lock_guard lock(mutex_);
      text_ += std::string(line) + "\n";
    });
  }
  ~Lines() { base::set_log_sink({}); }
  Lines(const Lines &) = delete;
  std::string text() const {
    const std::lock_guard lock(mutex_);
    return text_;
  }

 private:
  mutable std::mutex mutex_;
  std::string text_;
};

constexpr const char *kSecrets[] = {
    "Rosa", "Vega", "5550177", "555-0177", "rosa.vega", "allergic to latex", "4111111111111111", "4111 1111 1111 1111", "4111"};

void check_clean(std::string_view text) {
  for (const char *secret : kSecrets) {
    CAPTURE(secret);
    CHECK_FALSE(contains(text, secret));
  }
}

/// Books, and goes through what can go wrong on the way: a carrier that fails, a forged webhook, a refused caller, a wrong request.
std::string whole_conversation(Rig &rig) {
  rig.carrier.fail_with(base::Status::unavailable);
  std::string id;
  for (const char *words : {"hi, I'd like to book a cleaning", "Rosa Vega", "first time", "rosa.vega@example.com", "tomorrow morning",
                            "the first one", "yes", "please tell the team I am allergic to latex", "I want to speak to a person"}) {
    id = std::string(rig.text(words).at("conversation_id").as_string());
    rig.work();
  }
  rig.carrier.answer_with({});
  rig.pass(30);
  rig.work();
  rig.run("patients.lookup", {{"phone", kPatient}, {"last_name", "Vega"}}, kOak, "staff");
  (void)rig.try_run("patients.lookup", {{"phone", kPatient}, {"last_name", "Vega"}}, kOak, "Rosa Vega");
  (void)rig.try_run("conversations.message", {{"from", kPatient}, {"text", "x"}, {"channel", "Rosa Vega"}});
  (void)rig.try_run("inbound.twilio_message",
                    twilio("/messages", {{"MessageSid", "SM1"}, {"From", kPatient}, {"To", kOakNumber}, {"Body", "Rosa Vega"}}, "guessed"));
  (void)rig.try_run("conversations.tick", {{"conversation_id", "Rosa Vega " + std::string(kPatient)}});
  rig.run("consents.record", {{"phone", kPatient}, {"channel", "sms"}, {"state", "opted_out"}});
  return id;
}

}  // namespace

TEST_CASE("no log line tells who somebody is or what they said") {
  const Lines lines;
  Rig rig;
  whole_conversation(rig);
  CHECK(contains(lines.text(), "webhook.refused"));
  check_clean(lines.text());
}

TEST_CASE("the audit trail and the list of attempts name nobody") {
  Rig rig;
  whole_conversation(rig);
  const std::string trail = json::serialize(rig.run("audit.list", {{"limit", 1000}}));
  CHECK(contains(trail, "scheduling.book"));
  check_clean(trail);
  check_clean(json::serialize(rig.run("security.list")));
  check_clean(json::serialize(rig.run("system.metrics")));
  check_clean(json::serialize(rig.run("system.health")));
  CHECK(rig.run("audit.check").at("valid") == true);
}

TEST_CASE("audit events tell no more than the trail") {
  Rig rig;
  std::string audit;
  const auto watch = rig.agent->events().subscribe({}, [&](std::string_view event) {
    const std::string type(base::parse_json(event)->at("type").as_string());
    if (type == "audit" || type == "message.status") audit += event;
  });
  whole_conversation(rig);
  rig.agent->events().unsubscribe(watch);
  CHECK(contains(audit, "scheduling.book"));
  check_clean(audit);
}

TEST_CASE("errors do not repeat what was sent") {
  Rig rig;
  const auto refused = [&](std::string_view operation, json::object input, std::string_view tenant = kOak) {
    const auto answer = rig.try_run(operation, std::move(input), tenant);
    REQUIRE_FALSE(answer.has_value());
    check_clean(answer.error().message);
  };
  refused("conversations.message", {{"from", kPatient}, {"text", "x"}, {"channel", "Rosa Vega"}});
  refused("conversations.message", {{"from", kPatient}, {"text", "Rosa Vega"}}, "rosa.vega");
  refused("scheduling.find_slots", {{"service", "Rosa Vega"}});
  refused("scheduling.book",
          {{"slot_id", "Rosa Vega"}, {"service", "cleaning"}, {"name", json::object{{"full", "Rosa Vega"}}}, {"idempotency_key", "k"}});
  refused("conversations.view", {{"conversation_id", "Rosa Vega"}});
  refused("appointments.list", {{"from", "Rosa Vega"}});
  refused("patients.lookup", {{"phone", kPatient}, {"last_name", "Vega"}, {"birth_date", "Rosa Vega"}});
}

TEST_CASE("a card number that somebody sends is kept nowhere and told to nobody") {
  for (const char *words : {"my card is 4111 1111 1111 1111 cvv 123", "4111111111111111", "mi tarjeta es 4111-1111-1111-1111",
                            "it is four one one one one one one one one one one one one one one one"}) {
    CAPTURE(words);
    const Lines lines;
    Rig rig({.on_disk = true});
    std::string events;
    const auto watch = rig.agent->events().subscribe({}, [&](std::string_view event) { events += event; });
    rig.text("hi, I'd like to book a cleaning");
    const json::object turn = rig.text(words);
    rig.pass(1);
    rig.run("inbound.twilio_message", twilio_text("SM7", words));
    rig.work();
    const json::object id{{"conversation_id", turn.at("conversation_id")}};
    std::string everything = events + lines.text() + json::serialize(turn);
    for (const char *operation : {"conversations.view", "conversations.journal"}) everything += json::serialize(rig.run(operation, id));
    for (const char *operation : {"audit.list", "leads.list", "conversations.list"}) everything += json::serialize(rig.run(operation));
    for (const auto &request : rig.carrier.tried()) everything += request.json;
    CHECK(contains(everything, "[PAN]"));
    CHECK_FALSE(contains(everything, "4111"));
    for (const char *part : {"1111 1111", "one one one one"}) CHECK_FALSE(contains(everything, part));
    rig.agent->events().unsubscribe(watch);
  }
}

TEST_CASE("the database file shows no personal data") {
  Rig rig({.on_disk = true});
  whole_conversation(rig);
  rig.agent = nullptr;
  for (const char *suffix : {"", "-wal"}) {
    std::ifstream in(rig.database + suffix, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    for (const char *secret : {"Rosa", "Vega", "5550177", "rosa.vega", "latex"}) {
      CAPTURE(suffix, secret);
      CHECK_FALSE(contains(bytes, secret));
    }
  }
}
