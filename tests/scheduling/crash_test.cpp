// A process that dies, or loses its power, between any two steps on the disk: what was acknowledged is there afterwards, nothing
// is booked twice, and sending the same requests again ends where an undisturbed run ends.
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <map>

#include "records/audit.hpp"
#include "records/outbox.hpp"
#include "tests/records/faulty_vfs.hpp"
#include "tests/scheduling/demo_clinic.hpp"

using namespace callwell;
using namespace callwell::testing;
using records::AppointmentStatus;
using records::Transaction;

namespace {

enum class End { killed, torn_write, power_cut };

constexpr int kCrashed = 77;
const std::string kNine = slot_at("lee", "main", at(3, 9)), kTen = slot_at("lee", "main", at(3, 10));

/// What the host was told: "booked" → an appointment's id. One line each, written before anything else happens.
using Acknowledged = std::map<std::string, std::string>;

Acknowledged read_acknowledged(const std::string &path) {
  Acknowledged told;
  std::ifstream file(path);
  for (std::string step, id; file >> step >> id;) told[step] = id;
  return told;
}

class Host {
 public:
  Host(records::Store &store, const practice::Practice &clinic, std::string log) : store_(store), clinic_(clinic), log_(std::move(log)) {}

  /// Hold nine o'clock and book it, move it to ten, give nine to another patient. A step that was acknowledged is not sent again.
  bool run(const std::string &ana, const std::string &ben) {
    told_ = read_acknowledged(log_);
    return step("held",
                [&](Transaction &tx) {
                  return id_of(scheduling::hold(tx, clinic_, {kNine, "exam", "c1", 0}, kNow));
                }) &&
           step("booked",
                [&](Transaction &tx) {
                  return noted(tx, "k1",
                               scheduling::book(tx, clinic_,
                                                {.slot_id = kNine,
                                                 .hold_id = told_["held"],
                                                 .service = "exam",
                                                 .patient_id = ana,
                                                 .conversation_id = "c1",
                                                 .source = "sms",
                                                 .idempotency_key = "k1"},
                                                kNow));
                }) &&
           step("moved",
                [&](Transaction &tx) {
                  return noted(tx, "k2", scheduling::reschedule(tx, clinic_, {told_["booked"], kTen, "c1", "sms", "k2"}, kNow));
                }) &&
           step("second", [&](Transaction &tx) {
             return noted(tx, "k3",
                          scheduling::book(tx, clinic_,
                                           {.slot_id = kNine,
                                            .service = "exam",
                                            .patient_id = ben,
                                            .conversation_id = "c2",
                                            .source = "sms",
                                            .idempotency_key = "k3"},
                                           kNow));
           });
  }

 private:
  static base::Result<std::string> id_of(const base::Result<scheduling::Hold> &held) {
    if (!held) return held.error();
    return held->id;
  }

  /// What belongs to a booking in the same transaction: its audit entry and a notice to the practice.
  base::Result<std::string> noted(Transaction &tx, const std::string &key, const base::Result<scheduling::Booked> &booked) {
    if (!booked) return booked.error();
    if (booked->duplicate) return booked->appointment.id;
    compliance::AuditRecord record;
    record.at = kNow;
    record.action = "scheduling.book";
    record.object = "appointment/" + booked->appointment.id;
    if (const auto appended = records::append_audit(tx, record); !appended) return appended.error();
    if (const auto queued = records::enqueue(tx, "operator_notice", "{}", key, kNow, kNow); !queued) return queued.error();
    return booked->appointment.id;
  }

  template <class Body>
  bool step(const std::string &name, Body &&body) {
    if (told_.contains(name)) return true;
    const base::Result<std::string> done = records::in_write(store_, "oakwood", body);
    if (!done) return false;
    std::ofstream(log_, std::ios::app) << name << ' ' << *done << std::endl;
    told_[name] = *done;
    return true;
  }

  records::Store &store_;
  const practice::Practice &clinic_;
  std::string log_;
  Acknowledged told_;
};

/// A child that ends at its n-th step on the disk; false when it came to its end without.
bool run_child(const std::string &path, const std::string &log, const practice::Practice &clinic, const std::string &ana,
               const std::string &ben, int last_step, End end) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    FaultyVfs *disk = nullptr;
    int steps = 0;
    FaultyVfs faulty([&](DiskStep step) {
      if (end == End::torn_write && step != DiskStep::write) return SQLITE_OK;
      if (++steps != last_step) return SQLITE_OK;
      if (end == End::torn_write) disk->tear_write();
      if (end == End::power_cut) disk->lose_power();
      _exit(kCrashed);
    });
    disk = &faulty;
    auto store = records::Store::open({path, test_keyring()}, kNow);
    const bool good = store && Host(**store, clinic, log).run(ana, ben);
    if (store) store->reset();  // closing writes the log back: a time to die, too
    _exit(good ? 0 : 1);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  REQUIRE((WEXITSTATUS(status) == kCrashed || WEXITSTATUS(status) == 0));
  return WEXITSTATUS(status) == kCrashed;
}

AppointmentStatus status_of(Transaction &tx, const std::string &id) { return need(records::load_appointment(tx, id)).status; }

/// Everything acknowledged before the crash is there.
void check_acknowledged(records::Store &store, const Acknowledged &told) {
  Transaction tx = need(store.read("oakwood"));
  for (const auto &[step, id] : told) {
    if (step == "held" && !told.contains("booked")) {
      // Either still a hold, or the booking that took it over was made and not yet acknowledged.
      CHECK((records::load_hold(tx, id).has_value() || need(records::find_appointment_by_key(tx, "k1")).has_value()));
    }
    if (step == "booked" && !told.contains("moved")) CHECK(records::load_appointment(tx, id).has_value());
    if (step == "moved" || step == "second") CHECK(status_of(tx, id) == AppointmentStatus::booked);
  }
}

/// Exactly what an undisturbed run leaves.
void check_final(records::Store &store) {
  Transaction tx = need(store.read("oakwood"));
  const auto all = need(records::list_appointments(tx, at(3, 0), at(4, 0)));
  REQUIRE(all.size() == 3);
  CHECK(need(records::find_appointment_by_key(tx, "k1"))->status == AppointmentStatus::rescheduled);
  CHECK(need(records::find_appointment_by_key(tx, "k2"))->start == at(3, 10));
  CHECK(need(records::find_appointment_by_key(tx, "k3"))->start == at(3, 9));
  CHECK(need(records::busy_times(tx, at(3, 0), at(4, 0), kNow)) ==
        std::vector<records::BusyTime>{{"lee", at(3, 9), at(3, 9, 45)}, {"lee", at(3, 10), at(3, 10, 45)}});
  CHECK(need(records::audit_size(tx)) == 3);
  CHECK(need(records::verify_audit(tx)).valid());
  CHECK(need(records::outbox_depth(tx)).pending == 3);
}

}  // namespace

TEST_CASE("a crash at any step on the disk loses no acknowledged booking and makes none twice", "[crash]") {
  const End end = GENERATE(End::killed, End::torn_write, End::power_cut);
  const TemporaryFolder folder;
  const std::string path = folder.file("store.db"), fresh = folder.file("fresh.db"), log = folder.file("told");
  std::string ana, ben;
  {
    Clinic clinic(fresh);
    ana = clinic.ana;
    ben = clinic.ben;
  }
  const practice::Practice practice = demo_clinic();
  int step = 1;
  for (bool crashed = true; crashed; ++step) {
    CAPTURE(static_cast<int>(end), step);
    for (const char *suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path + suffix);
    std::filesystem::remove(log);
    std::filesystem::copy_file(fresh, path);
    crashed = run_child(path, log, practice, ana, ben, step, end);
    auto store = need(records::Store::open({path, test_keyring()}, kNow));
    need(store->check());
    check_acknowledged(*store, read_acknowledged(log));
    REQUIRE(Host(*store, practice, log).run(ana, ben));
    check_final(*store);
  }
  CHECK(step > 20);  // there was something to interrupt
}
