// Who may run what, that refusals are on record, and that practices never see each other.
#include <set>

#include "tests/operations/rig.hpp"

using namespace callwell;
using namespace callwell::testing;

namespace {

constexpr std::string_view kRoles[] = {"system", "admin", "staff", "compliance", "viewer", "patient"};

json::object vega() { return {{"given", "Rosa"}, {"family", "Vega"}, {"full", "Rosa Vega"}}; }

json::object book(Rig &rig, std::string_view tenant) {
  const json::array slots = rig.run("scheduling.find_slots", {{"service", "cleaning"}}, tenant).at("slots").as_array();
  return rig.run(
      "scheduling.book",
      {{"slot_id", slots.at(0).at("slot_id")}, {"service", "cleaning"}, {"name", vega()}, {"phone", kPatient}, {"idempotency_key", "k"}},
      tenant);
}

}  // namespace

TEST_CASE("each role may do what its work needs and nothing else") {
  struct Row {
    const char *operation;
    json::object input;
    std::set<std::string_view> allowed;
  };
  const Row rows[] = {
      {"scheduling.find_slots", {{"service", "cleaning"}}, {"system", "admin", "staff", "viewer", "patient"}},
      {"appointments.list", {}, {"system", "admin", "staff"}},
      {"scheduling.cancel", {{"appointment_id", "x"}}, {"system", "admin", "staff"}},
      {"patients.lookup", {{"phone", kPatient}, {"last_name", "Vega"}}, {"system", "admin", "staff"}},
      {"conversations.list", {}, {"system", "admin", "staff", "compliance"}},
      {"conversations.message", {{"from", kPatient}, {"text", "hello"}}, {"system", "admin", "staff"}},
      {"leads.list", {}, {"system", "admin", "staff", "compliance"}},
      {"recordings.list", {}, {"system", "admin", "compliance"}},
      {"recordings.export", {{"recording_id", std::string(36, '0')}}, {"system", "admin", "compliance"}},
      {"recordings.erase", {{"recording_id", std::string(36, '0')}}, {"system", "admin", "compliance"}},
      {"recordings.pause", {{"conversation_id", "x"}}, {"system", "admin", "staff"}},
      {"audit.list", {}, {"system", "admin", "staff", "compliance"}},
      {"security.list", {}, {"system", "admin", "staff", "compliance"}},
      {"consents.record", {{"phone", kPatient}, {"channel", "sms"}, {"state", "opted_out"}}, {"system", "admin", "compliance"}},
      {"system.metrics", {}, {"system", "admin", "compliance", "viewer"}},
      {"system.work", {}, {"system"}},
      {"security.record", {{"kind", "x"}}, {"system"}},
      {"inbound.twilio_message", {{"url", "https://example.com/"}, {"body", ""}}, {"system"}},
      {"nlu.train", {{"examples_path", "/nowhere"}, {"model_path", "/nowhere"}}, {"system", "admin"}},
      {"system.health", {}, {"system", "admin", "staff", "compliance", "viewer", "patient"}},
  };
  Rig rig;
  for (const Row &row : rows) {
    for (const std::string_view role : kRoles) {
      CAPTURE(row.operation, role);
      const auto answer = rig.try_run(row.operation, row.input, kOak, role);
      const bool refused = !answer && answer.error().status == base::Status::permission_denied;
      CHECK(refused != (row.allowed.count(role) == 1));
      if (refused) CHECK(answer.error().field == "role");
    }
  }
}

TEST_CASE("a role nobody gave may do nothing at all") {
  Rig rig;
  for (const char *role : {"", "root", "Admin", "system "}) {
    CAPTURE(role);
    CHECK(rig.try_run("system.health", {}, kOak, role).error().status == base::Status::permission_denied);
  }
}

TEST_CASE("a refused call is on record with who, what and that it was refused, and changes nothing") {
  Rig rig;
  const json::object booked = book(rig, kOak);
  const std::size_t before = rig.count("audit.list", "items");
  CHECK_FALSE(rig.try_run("scheduling.cancel", {{"appointment_id", booked.at("appointment_id")}}, kOak, "viewer").has_value());
  const json::array entries = rig.run("audit.list").at("items").as_array();
  REQUIRE(entries.size() == before + 1);
  const json::object &record = entries[before].at("record").as_object();
  CAPTURE(json::serialize(record));
  CHECK(record.at("action") == "scheduling.cancel");
  CHECK(record.at("outcome") == "permission_denied");
  CHECK(record.at("role") == "viewer");
  CHECK(rig.run("appointments.list").at("appointments").at(0).at("status") == "booked");
  CHECK(rig.run("audit.check").at("valid") == true);
}

TEST_CASE("a role is not an identity: it may not bring text of its own into the trail") {
  Rig rig;
  CHECK_FALSE(rig.try_run("audit.list", {}, kOak, "Rosa Vega " + std::string(2000, 'x')).has_value());
  const std::string trail = json::serialize(rig.run("audit.list"));
  CHECK(trail.find("Rosa") == std::string::npos);
}

TEST_CASE("reading personal data is on record") {
  Rig rig;
  const std::size_t before = rig.count("audit.list", "items");
  rig.run("patients.lookup", {{"phone", kPatient}, {"last_name", "Vega"}}, kOak, "staff");
  const json::array entries = rig.run("audit.list").at("items").as_array();
  REQUIRE(entries.size() == before + 1);
  CHECK(entries[before].at("record").at("action") == "patients.lookup");
}

TEST_CASE("a practice never sees another's, not even by its ids") {
  Rig rig({.two_practices = true});
  const json::object turn = rig.text("hi, I'd like to book a cleaning");
  const json::object booked = book(rig, kOak);
  rig.run("leads.save", {{"conversation", turn.at("conversation_id")}, {"service", "cleaning"}});
  rig.run("consents.record", {{"phone", kPatient}, {"channel", "sms"}, {"state", "opted_out"}});
  rig.run("waitlist.add", {{"service", "cleaning"}, {"name", vega()}, {"phone", kPatient}, {"idempotency_key", "w"}});
  rig.run("security.record", {{"kind", "unauthenticated"}});

  for (const auto &[operation, member] : {std::pair{"appointments.list", "appointments"},
                                          {"conversations.list", "items"},
                                          {"leads.list", "leads"},
                                          {"security.list", "items"}}) {
    CAPTURE(operation);
    CHECK(rig.count(operation, member) > 0);
    CHECK(rig.count(operation, member, {}, kElm) == 0);
  }
  const json::object id{{"conversation_id", turn.at("conversation_id")}};
  for (const char *operation : {"conversations.view", "conversations.journal", "conversations.tick"}) {
    CAPTURE(operation);
    CHECK(rig.try_run(operation, id, kOak).has_value());
    CHECK(rig.try_run(operation, id, kElm).error().status == base::Status::not_found);
  }
  const json::object cancel{{"appointment_id", booked.at("appointment_id")}};
  CHECK(rig.try_run("scheduling.cancel", cancel, kElm).error().status == base::Status::not_found);
  CHECK(rig.run("consents.state", {{"phone", kPatient}, {"channel", "sms"}}, kElm).at("state") == "unknown");
  CHECK(rig.run("patients.lookup", {{"phone", kPatient}, {"last_name", "Vega"}}, kOak).at("found") == true);
  CHECK(rig.run("patients.lookup", {{"phone", kPatient}, {"last_name", "Vega"}}, kElm).at("found") == false);
  const std::string trail = json::serialize(rig.run("audit.list", {{"limit", 1000}}, kElm));
  CHECK(trail.find(std::string_view(booked.at("appointment_id").as_string())) == std::string::npos);
  CHECK(rig.run("audit.check", {}, kElm).at("valid") == true);
}

TEST_CASE("the same key in two practices is two bookings, and the waiting lists are apart") {
  Rig rig({.two_practices = true});
  const json::object oak = book(rig, kOak), elm = book(rig, kElm);
  CHECK(elm.at("duplicate") == false);
  CHECK(oak.at("appointment_id") != elm.at("appointment_id"));
  rig.run("waitlist.add", {{"service", "cleaning"}, {"name", vega()}, {"phone", kPatient}, {"idempotency_key", "w"}});
  const json::value slot = rig.run("scheduling.find_slots", {{"service", "cleaning"}}).at("slots").at(0).at("slot_id");
  CHECK(rig.count("waitlist.fill", "candidates", {{"slot_id", slot}}, kOak) == 1);
  CHECK(rig.count("waitlist.fill", "candidates", {{"slot_id", slot}}, kElm) == 0);
}

TEST_CASE("writing in another practice's conversation by its id begins one of one's own") {
  Rig rig({.two_practices = true});
  const std::string id(rig.text("hi, I'd like to book a cleaning").at("conversation_id").as_string());
  const auto foreign = rig.try_run("conversations.message", {{"from", "+13125550178"}, {"text", "yes"}, {"conversation_id", id}}, kElm);
  if (foreign) CHECK(json::serialize(foreign->at("view")).find("cleaning") == std::string::npos);
  CHECK(rig.messages(id).size() == 2);
}
