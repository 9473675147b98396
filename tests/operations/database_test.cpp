// A database that is locked, full, damaged or gone in the middle of a conversation: nothing acknowledged is lost, and the
// error says what it was.
#include <sqlite3.h>

#include <atomic>

#include "tests/operations/rig.hpp"
#include "tests/records/faulty_vfs.hpp"

using namespace callwell;
using namespace callwell::testing;

namespace {

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// A disk that refuses every write while `code` is set, after letting `spared` pass.
struct Disk {
  std::atomic<int> code{SQLITE_OK}, spared{0};
  FaultyVfs vfs{[this](DiskStep step) {
    if (code == SQLITE_OK || step == DiskStep::shared_memory) return SQLITE_OK;
    return spared-- > 0 ? SQLITE_OK : code.load();
  }};
  void fail(int with, int after = 0) {
    spared = after;
    code = with;
  }
  void mend() { code = SQLITE_OK; }
};

void book_until_confirmation(Rig &rig) {
  for (const char *words :
       {"hi, I'd like to book a cleaning", "Rosa Vega", "first time", "rosa.vega@example.com", "tomorrow morning", "the first one"})
    rig.text(words);
}

std::size_t messages_in(Rig &rig) {
  std::size_t in = 0;
  for (const json::value &message : rig.messages(rig.only_conversation())) in += message.at("direction") == "in";
  return in;
}

}  // namespace

TEST_CASE("a turn that does not reach the disk is an error, and the carrier is asked to come again") {
  for (const int fault : {SQLITE_FULL, SQLITE_IOERR_WRITE}) {
    CAPTURE(fault);
    Disk disk;
    Rig rig({.on_disk = true});
    rig.text("hi, I'd like to book a cleaning");
    disk.fail(fault);
    const auto failed = rig.try_run("conversations.message", {{"from", kPatient}, {"text", "Rosa Vega"}});
    REQUIRE_FALSE(failed.has_value());
    CHECK(failed.error().status == base::Status::unavailable);
    CHECK(failed.error().message.size() > 10);
    rig.pass(1);
    const json::object request = twilio_text("SM5", "Rosa Vega");
    CHECK(rig.run("inbound.twilio_message", request).at("status") == 503);
    disk.mend();
    CHECK(rig.run("inbound.twilio_message", request).at("status") == 200);
    CHECK(messages_in(rig) == 2);
    CHECK(contains(json::serialize(rig.run("conversations.view", {{"conversation_id", rig.only_conversation()}}).at("view")), "Rosa"));
  }
}

TEST_CASE("a caller hears a person, not silence, when the database is gone") {
  Disk disk;
  Rig rig({.on_disk = true});
  const auto say = [&](const char *words) {
    rig.pass(5);
    const Fields fields{{"CallSid", "CA1"},      {"From", kPatient},   {"To", kOakNumber}, {"CallStatus", "in-progress"},
                        {"SpeechResult", words}, {"Confidence", "0.9"}};
    const json::object reply = rig.run("inbound.twilio_voice", twilio("/voice/ai-gather", fields));
    CHECK(reply.at("status") == 200);
    return std::string(reply.at("body").as_string());
  };
  CHECK(contains(say("hello, I'd like to book a cleaning"), "<Gather"));
  disk.fail(SQLITE_FULL);
  const std::string twiml = say("Rosa Vega");
  CHECK(contains(twiml, "<Dial"));
  CHECK(contains(twiml, "+13125550199"));
  disk.mend();
}

TEST_CASE("whatever write fails while booking, a booking that was confirmed exists, and there is never more than one") {
  for (int after = 0; after < 40; after += 3) {
    CAPTURE(after);
    Disk disk;
    Rig rig({.on_disk = true});
    book_until_confirmation(rig);
    disk.fail(SQLITE_IOERR_WRITE, after);
    rig.pass(5);
    const auto turn = rig.try_run("conversations.message", {{"from", kPatient}, {"text", "yes"}});
    disk.mend();
    const std::size_t booked = rig.count("appointments.list", "appointments");
    CHECK(booked <= 1);
    if (turn && contains(said(turn->as_object()), "booked")) {
      CHECK(booked == 1);
      continue;
    }
    if (turn) {  // the conversation went on without the booking: people must know of it
      CAPTURE(said(turn->as_object()));
      CHECK(turn->at("view").at("handed_over") == true);
      continue;
    }
    CHECK(turn.error().status == base::Status::unavailable);
    const json::object again = rig.text("yes");  // the person, or the carrier, says it again
    CAPTURE(said(again));
    CHECK(rig.count("appointments.list", "appointments") == 1);
    CHECK(contains(said(again), "booked"));
  }
}

TEST_CASE("a database that another process has locked is waited for, then reported as locked") {
  Rig rig({.on_disk = true});
  rig.text("hi, I'd like to book a cleaning");
  sqlite3 *other = nullptr;
  REQUIRE(sqlite3_open(rig.database.c_str(), &other) == SQLITE_OK);
  REQUIRE(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
  const auto failed = rig.try_run("conversations.message", {{"from", kPatient}, {"text", "Rosa Vega"}});
  sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
  sqlite3_close(other);
  REQUIRE_FALSE(failed.has_value());
  CHECK(failed.error().status == base::Status::unavailable);
  CHECK(contains(failed.error().message, "locked"));
  CHECK(contains(json::serialize(rig.text("Rosa Vega").at("view")), "Rosa"));
  CHECK(messages_in(rig) == 2);
}

TEST_CASE("a database that is no database, or half of one, is refused with its reason") {
  const auto reopened = [](const std::function<void(const std::string &file)> &damage) {
    Rig rig({.on_disk = true});
    for (int i = 0; i < 6; ++i) rig.text("what are your hours?");
    rig.agent = nullptr;
    damage(rig.database);
    auto opened = operations::Agent::open({rig.folder.file("practices"), rig.database}, rig.now);
    if (!opened) return opened.error();
    rig.agent = *opened;
    const auto list = rig.try_run("conversations.list");
    const auto turn = rig.try_run("conversations.message", {{"from", kPatient}, {"text", "hello?"}});
    REQUIRE_FALSE((list.has_value() && turn.has_value()));
    return list ? turn.error() : list.error();
  };
  const base::Error text = reopened([](const std::string &file) {
    write_file(file, "this is a letter to my aunt, not a database at all ............................................");
  });
  CHECK(text.status == base::Status::corrupt);
  CHECK(contains(text.message, "database"));
  const base::Error half =
      reopened([](const std::string &file) { std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2); });
  CHECK(half.status == base::Status::corrupt);
}

TEST_CASE("a lost key leaves the database closed, and says so") {
  Rig rig({.on_disk = true});
  rig.text("hello");
  rig.agent = nullptr;
  std::filesystem::remove(rig.database + ".key");
  unsetenv("CALLWELL_MASTER_KEY");
  const auto opened = operations::Agent::open({rig.folder.file("practices"), rig.database}, rig.now);
  REQUIRE_FALSE(opened.has_value());
  CHECK(contains(opened.error().message, "key"));
}

TEST_CASE("health tells when the database does not answer") {
  Rig rig({.on_disk = true});
  CHECK(rig.run("system.health").at("ok") == true);
  CHECK(rig.run("system.health").at("components").at("database") == "ok");
  Rig broken({.on_disk = true});
  broken.text("hello");
  sqlite3 *other = nullptr;
  REQUIRE(sqlite3_open(broken.database.c_str(), &other) == SQLITE_OK);
  REQUIRE(sqlite3_exec(other, "DROP TABLE outbox", nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(other);
  CHECK(broken.run("system.health").at("ok") == false);
}
