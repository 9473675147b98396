// The functions of each subject, and that no tenant sees another's rows through any of them.
#include "records/audit.hpp"
#include "records/consents.hpp"
#include "records/conversations.hpp"
#include "records/leads.hpp"
#include "records/messages.hpp"
#include "records/outbox.hpp"
#include "records/patients.hpp"
#include "records/waitlist.hpp"
#include "records/webhook_events.hpp"
#include "tests/records/test_store.hpp"

using namespace callwell;
using namespace callwell::testing;
using namespace callwell::records;
using base::Status;

namespace {

const std::string kPhone = "+15125550142";

Conversation conversation(const std::string &id) {
  Conversation c;
  c.id = id;
  c.channel = "sms";
  c.contact = kPhone;
  c.language = "es";
  c.state = "state";
  c.journal = "journal";
  c.deadline = kNow.plus_seconds(600);
  return c;
}

Message outgoing(const std::string &key) {
  Message m;
  m.conversation_id = "c1";
  m.direction = "out";
  m.body = "See you on Monday.";
  m.idempotency_key = key;
  m.status = "queued";
  m.at = kNow;
  return m;
}

compliance::AuditRecord record(const std::string &action) {
  compliance::AuditRecord r;
  r.at = kNow;
  r.actor = "agent";
  r.role = "service";
  r.action = action;
  r.object = "conversation/c1";
  r.outcome = "ok";
  return r;
}

struct Fixture {
  std::shared_ptr<Store> store = open_store();
  Transaction tx = need(store->write("oakwood"));
};

}  // namespace

TEST_CASE_METHOD(Fixture, "patients are found by phone, e-mail or birth date, by the folded form of their names") {
  const std::string id = need(save_patient(tx,
                                           {.given = "María José",
                                            .family = "López",
                                            .email = "Maria@Example.com",
                                            .phone = kPhone,
                                            .birth_date = "1981-05-03",
                                            .language = "es"},
                                           kNow));
  need(save_patient(tx, {.given = "Luis", .family = "López", .phone = kPhone, .birth_date = "2015-01-02"}, kNow));
  const auto only = [&](const PatientQuery &query) {
    const auto found = need(find_patients(tx, query));
    return found.size() == 1 ? found.front().id : std::to_string(found.size());
  };
  CHECK(only({.phone = kPhone}) == "2");
  CHECK(only({.phone = kPhone, .given = "maria jose"}) == id);
  CHECK(only({.email = " maria@example.COM "}) == id);
  CHECK(only({.birth_date = "1981-05-03", .family = "LOPEZ"}) == id);
  CHECK(only({.birth_date = "1981-05-03", .family = "Reed"}) == "0");
  CHECK(only({.phone = "+15125550199"}) == "0");
  CHECK(find_patients(tx, {.family = "López"}).error().status == Status::invalid_argument);
  const Patient patient = need(load_patient(tx, id));
  CHECK(patient.given == "María José");
  CHECK(patient.email == "Maria@Example.com");
}

TEST_CASE_METHOD(Fixture, "a known patient is completed, not made again; a relative on the same telephone is another patient") {
  const Patient first = need(upsert_patient(tx, {.given = "Ana", .family = "Park", .phone = kPhone}, kNow));
  const Patient again = need(upsert_patient(tx, {.given = "ana", .family = "PARK", .email = "ana@example.com", .phone = kPhone}, kNow));
  CHECK(again.id == first.id);
  CHECK(again.given == "Ana");
  CHECK(need(load_patient(tx, first.id)).email == "ana@example.com");
  const Patient by_email =
      need(upsert_patient(tx, {.given = "Ana", .family = "Park", .email = "ana@example.com", .phone = "+15125550143"}, kNow));
  CHECK(by_email.id == first.id);
  CHECK(need(load_patient(tx, first.id)).phone == kPhone);  // what is known stays
  CHECK(need(upsert_patient(tx, {.given = "Tom", .family = "Park", .phone = kPhone}, kNow)).id != first.id);
  CHECK_FALSE(upsert_patient(tx, {.given = "Nobody"}, kNow).has_value());
}

TEST_CASE_METHOD(Fixture, "a conversation saved by two keeps the first and tells the second") {
  Conversation c = conversation("c1");
  c.version = need(save_conversation(tx, c, kNow));
  CHECK(c.version == 1);
  CHECK(save_conversation(tx, conversation("c1"), kNow).error().status == Status::conflict);  // made twice
  Conversation other = need(load_conversation(tx, "c1"));
  c.state = "first";
  c.version = need(save_conversation(tx, c, kNow));
  other.state = "second";
  CHECK(save_conversation(tx, other, kNow).error().status == Status::conflict);
  const Conversation stored = need(load_conversation(tx, "c1"));
  CHECK(stored.state == "first");
  CHECK(stored.journal == "journal");
  CHECK(stored.contact == kPhone);
  CHECK(stored.version == 2);
}

TEST_CASE_METHOD(Fixture, "the open conversation of a contact is found, and due ones by their deadline") {
  Conversation old = conversation("c1"), fresh = conversation("c2");
  old.status = "closed";
  need(save_conversation(tx, old, kNow));
  CHECK_FALSE(need(find_open_conversation(tx, "sms", kPhone)).has_value());
  need(save_conversation(tx, fresh, kNow.plus_seconds(1)));
  CHECK(need(find_open_conversation(tx, "sms", kPhone))->id == "c2");
  CHECK_FALSE(need(find_open_conversation(tx, "whatsapp", kPhone)).has_value());
  CHECK_FALSE(need(find_open_conversation(tx, "sms", "")).has_value());
  CHECK(need(due_conversations(tx, kNow, 10)).empty());
  CHECK(need(due_conversations(tx, kNow.plus_seconds(600), 10)) == std::vector<std::string>{"c2"});
  CHECK(need(next_conversation_deadline(tx)) == kNow.plus_seconds(600));
  const auto listed = need(list_conversations(tx, 10));
  REQUIRE(listed.size() == 2);
  CHECK(listed[0].id == "c2");
  CHECK(listed[0].state.empty());
  CHECK(save_conversation(
            tx,
            [] {
              auto c = conversation("c3");
              c.state.assign(70'000, 'x');
              return c;
            }(),
            kNow)
            .error()
            .status == Status::limit_exceeded);
  Conversation call = conversation("c3");
  call.channel = "phone";
  need(save_conversation(tx, call, kNow));
  CHECK(need(due_conversations(tx, kNow.plus_seconds(600), 10)) == std::vector<std::string>{"c2"});  // the line itself hears the silence
  CHECK(need(due_conversations(tx, kNow.plus_seconds(600 + kCallGraceSeconds), 10)).size() == 2);
}

TEST_CASE_METHOD(Fixture, "a message is stored once, by its key and by its carrier's id") {
  need(save_conversation(tx, conversation("c1"), kNow));
  const StoredMessage first = need(add_message(tx, outgoing("k1")));
  CHECK_FALSE(first.duplicate);
  CHECK(need(add_message(tx, outgoing("k1"))).duplicate);
  Message incoming = outgoing("");
  incoming.direction = "in";
  incoming.status = "received";
  incoming.provider = "twilio";
  incoming.provider_message_id = "SM1";
  const std::string id = need(add_message(tx, incoming)).id;
  CHECK(need(add_message(tx, incoming)).id == id);
  incoming.provider = "telnyx";
  CHECK_FALSE(need(add_message(tx, incoming)).duplicate);  // another carrier's ids are other ids
  CHECK(need(list_messages(tx, "c1")).size() == 3);
  CHECK(need(list_messages(tx, "c1"))[0].body == "See you on Monday.");
}

TEST_CASE_METHOD(Fixture, "a message's status goes forward only, in whatever order its reports arrive") {
  need(save_conversation(tx, conversation("c1"), kNow));
  const std::string id = need(add_message(tx, outgoing("k1"))).id;
  need(mark_message_sent(tx, id, "twilio", "SM2", kNow));
  CHECK(need(set_message_status(tx, "twilio", "SM2", "delivered", "", kNow)));
  CHECK_FALSE(need(set_message_status(tx, "twilio", "SM2", "sent", "", kNow)));
  CHECK_FALSE(need(set_message_status(tx, "twilio", "SM2", "failed", "30003", kNow)));
  CHECK_FALSE(need(set_message_status(tx, "twilio", "SM3", "sent", "", kNow)));
  CHECK(need(list_messages(tx, "c1"))[0].status == "delivered");
}

TEST_CASE_METHOD(Fixture, "an outbox entry is leased to one, comes back when the lease runs out, and is done once") {
  CHECK(need(enqueue(tx, "send_message", R"({"to":"+15125550142"})", "k1", kNow, kNow)));
  CHECK_FALSE(need(enqueue(tx, "send_message", "{}", "k1", kNow, kNow)));
  CHECK(need(enqueue(tx, "operator_notice", "{}", "k2", kNow.plus_seconds(3600), kNow)));
  const auto first = need(lease_outbox(tx, kNow, 30, 10));
  REQUIRE(first.size() == 1);
  CHECK(first[0].payload == R"({"to":"+15125550142"})");
  CHECK(first[0].attempts == 1);
  CHECK(need(lease_outbox(tx, kNow.plus_seconds(29), 30, 10)).empty());
  const auto second = need(lease_outbox(tx, kNow.plus_seconds(30), 30, 10));
  REQUIRE(second.size() == 1);
  CHECK(second[0].attempts == 2);
  CHECK(complete_outbox(tx, first[0], kNow).error().status == Status::conflict);  // the first worker woke too late
  need(retry_outbox(tx, second[0], kNow.plus_seconds(100), "unavailable", kNow));
  const auto third = need(lease_outbox(tx, kNow.plus_seconds(100), 30, 10));
  REQUIRE(third.size() == 1);
  need(complete_outbox(tx, third[0], kNow));
  CHECK(need(lease_outbox(tx, kNow.plus_seconds(1000), 30, 10)).empty());
  CHECK(need(outbox_depth(tx)).pending == 1);
  const auto notice = need(lease_outbox(tx, kNow.plus_seconds(3600), 30, 10));
  REQUIRE(notice.size() == 1);
  need(give_up_outbox(tx, notice[0], "permission_denied", kNow));
  CHECK(need(outbox_depth(tx)).dead == 1);
}

TEST_CASE_METHOD(Fixture, "the last word of a contact on a channel holds, and all of them are kept") {
  CHECK(need(contact_state(tx, kPhone, "sms")) == ContactState::unknown);
  need(record_consent(tx, {kPhone, "sms", ContactState::opted_out, "keyword", "STOP", kNow}));
  CHECK(need(contact_state(tx, kPhone, "sms")) == ContactState::opted_out);
  CHECK(need(contact_state(tx, kPhone, "whatsapp")) == ContactState::unknown);
  need(record_consent(tx, {kPhone, "sms", ContactState::subscribed, "keyword", "START", kNow}));
  CHECK(need(contact_state(tx, kPhone, "sms")) == ContactState::subscribed);
  const auto history = need(consent_history(tx, kPhone));
  REQUIRE(history.size() == 2);
  CHECK(history[1].evidence == "STOP");
  CHECK_FALSE(record_consent(tx, {kPhone, "sms", ContactState::unknown, "keyword", "", kNow}).has_value());
}

TEST_CASE_METHOD(Fixture, "audit entries are linked in order, listed by object, and neither edited nor deleted") {
  for (int i = 0; i < 9; ++i)
    CHECK(need(append_audit(tx, record(i % 2 ? "scheduling.book" : "patients.lookup"))) == static_cast<std::uint64_t>(i));
  CHECK(need(list_audit(tx, {.from = 3, .limit = 4})).size() == 4);
  CHECK(need(list_audit(tx, {.object = "conversation/c1"})).size() == 9);
  CHECK(need(list_audit(tx, {.object = "conversation/c2"})).empty());
  CHECK(need(verify_audit(tx)).valid());
  CHECK_FALSE(tx.execute("UPDATE audit SET entry = '{}' WHERE tenant_id = ?1").has_value());
  CHECK_FALSE(tx.execute("DELETE FROM audit WHERE tenant_id = ?1").has_value());
}

TEST_CASE("an audit entry that was changed, taken out or cut off shows, whatever wrote to the file") {
  struct Tampering {
    const char *statements;
    std::uint64_t first_bad;
  };
  const auto kind =
      GENERATE(Tampering{"DROP TRIGGER audit_is_not_edited; UPDATE audit SET entry = replace(entry, 'lookup', 'forget') WHERE seq = 5", 5},
               Tampering{"DROP TRIGGER audit_is_not_deleted; DELETE FROM audit WHERE seq = 4", 4},
               Tampering{"DROP TRIGGER audit_is_not_deleted; DELETE FROM audit WHERE seq >= 7", 7});
  const TemporaryFolder folder;
  const auto store = open_store(folder.file("store.db"));
  {
    auto tx = need(store->write("oakwood"));
    for (int i = 0; i < 9; ++i) need(append_audit(tx, record("patients.lookup")));
    need(tx.commit());
  }
  need(need(Connection::open(folder.file("store.db"), {})).run_script(kind.statements));
  auto tx = need(store->read("oakwood"));
  const auto check = need(verify_audit(tx));
  REQUIRE_FALSE(check.valid());
  CHECK(*check.first_bad == kind.first_bad);
}

TEST_CASE_METHOD(Fixture, "a webhook event counts the first time only") {
  CHECK_FALSE(need(was_seen(tx, "twilio", "SM1")));
  CHECK(need(first_seen(tx, "twilio", "SM1", kNow)));
  CHECK(need(was_seen(tx, "twilio", "SM1")));
  CHECK_FALSE(need(was_seen(tx, "telnyx", "SM1")));
  CHECK_FALSE(need(first_seen(tx, "twilio", "SM1", kNow)));
  CHECK(need(first_seen(tx, "telnyx", "SM1", kNow)));
  CHECK(first_seen(tx, "twilio", "", kNow).error().status == Status::invalid_argument);
  CHECK(first_seen(tx, "twilio", std::string(300, 'x'), kNow).error().status == Status::limit_exceeded);
  CHECK(need(forget_webhook_events(tx, kNow.plus_seconds(1))) == 2);
  CHECK(need(first_seen(tx, "twilio", "SM1", kNow)));
  need(add_security_event(tx, {kNow, "bad_signature", "twilio.messages", "signature does not match"}));
  CHECK(need(list_security_events(tx)).at(0).kind == "bad_signature");
}

TEST_CASE_METHOD(Fixture, "a lead is one per conversation and comes back as it was saved") {
  Lead lead;
  lead.conversation_id = "c1";
  lead.contact = kPhone;
  lead.name = "Ana Park";
  need(save_lead(tx, lead, kNow));
  lead.email = "ana@example.com";
  lead.service = "cleaning";
  lead.patient_type = "new";
  lead.preference = R"({"weekdays":["mon"]})";
  lead.status = "qualified";
  need(save_lead(tx, lead, kNow.plus_seconds(5)));
  const auto leads = need(list_leads(tx));
  REQUIRE(leads.size() == 1);
  CHECK(leads[0].name == "Ana Park");
  CHECK(leads[0].email == "ana@example.com");
  CHECK(leads[0].created == kNow);
  lead.preference = "not json";
  CHECK(save_lead(tx, lead, kNow).error().status == Status::invalid_argument);
}

TEST_CASE("no tenant sees, changes or runs into another's rows") {
  const auto store = open_store();
  need(store->add_tenant("elm", kNow));
  CHECK(need(store->tenants()) == std::vector<std::string>{"elm", "oakwood"});
  std::string patient, message, waiting;
  {
    auto tx = need(store->write("oakwood"));
    patient = need(save_patient(tx, {.given = "Ana", .family = "Park", .email = "ana@example.com", .phone = kPhone}, kNow));
    need(save_conversation(tx, conversation("c1"), kNow));
    message = need(add_message(tx, outgoing("k1"))).id;
    need(enqueue(tx, "send_message", "{}", "k1", kNow, kNow));
    need(record_consent(tx, {kPhone, "sms", ContactState::opted_out, "keyword", "STOP", kNow}));
    need(append_audit(tx, record("patients.lookup")));
    CHECK(need(first_seen(tx, "twilio", "SM1", kNow)));
    need(save_lead(tx, {.conversation_id = "c1", .name = "Ana Park"}, kNow));
    waiting = need(insert_waitlist(
                       tx, {.patient_id = patient, .service = "cleaning", .idempotency_key = "k1", .expires = kNow.plus_seconds(60)}, kNow))
                  .id;
    need(tx.commit());
  }
  auto tx = need(store->write("elm"));
  CHECK(need(find_patients(tx, {.phone = kPhone})).empty());
  CHECK(load_patient(tx, patient).error().status == Status::not_found);
  CHECK(load_conversation(tx, "c1").error().status == Status::not_found);
  CHECK_FALSE(need(find_open_conversation(tx, "sms", kPhone)).has_value());
  CHECK(need(list_conversations(tx, 10)).empty());
  CHECK(need(due_conversations(tx, kNow.plus_seconds(9999), 10)).empty());
  CHECK(need(list_messages(tx, "c1")).empty());
  CHECK_FALSE(mark_message_sent(tx, message, "twilio", "SM1", kNow).has_value());
  CHECK(need(lease_outbox(tx, kNow.plus_seconds(9999), 30, 10)).empty());
  CHECK(need(contact_state(tx, kPhone, "sms")) == ContactState::unknown);
  CHECK(need(audit_size(tx)) == 0);
  CHECK(need(list_audit(tx, {})).empty());
  CHECK(need(first_seen(tx, "twilio", "SM1", kNow)));
  CHECK(load_lead(tx, "c1").error().status == Status::not_found);
  CHECK(need(waiting_for(tx, "cleaning", kNow)).empty());
  CHECK(move_waitlist(tx, waiting, "active", "filled", "", kNow).error().status == Status::conflict);
  // The same ids and keys may be used by both: they are other rows.
  need(save_conversation(tx, conversation("c1"), kNow));
  CHECK_FALSE(need(add_message(tx, outgoing("k1"))).duplicate);
  CHECK(need(enqueue(tx, "send_message", "{}", "k1", kNow, kNow)));
  // A row of one tenant cannot refer to a row of the other.
  CHECK(
      insert_waitlist(tx, {.patient_id = patient, .service = "cleaning", .idempotency_key = "k2", .expires = kNow}, kNow).error().status ==
      Status::not_found);
}
