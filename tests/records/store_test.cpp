#include "records/store.hpp"

#include <sys/stat.h>

#include <atomic>
#include <fstream>
#include <iterator>
#include <thread>

#include "records/migrations.hpp"
#include "records/patients.hpp"
#include "tests/records/faulty_vfs.hpp"
#include "tests/records/test_store.hpp"

using namespace callwell;
using namespace callwell::testing;
using base::Status;
using records::Store;
using records::Transaction;

namespace {

std::string add_patient(Store &store, const std::string &family) {
  return need(records::in_write(store, "oakwood", [&](Transaction &tx) {
    return records::save_patient(tx, {.given = "Ana", .family = family, .phone = "+15125550142"}, kNow);
  }));
}

std::string bytes_of(const std::string &path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void overwrite(const std::string &path, std::size_t offset, std::size_t count) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekp(static_cast<std::streamoff>(offset));
  file << std::string(count, '\xA5');
}

/// A closed database with a thousand patients, so that it has many pages.
void make_large(const std::string &path) {
  const auto store = open_store(path);
  need(records::in_write(*store, "oakwood", [&](Transaction &tx) -> base::Result<void> {
    for (int i = 0; i < 1000; ++i) need(records::save_patient(tx, {.given = "Ana", .family = "Park", .phone = "+15125550142"}, kNow));
    return {};
  }));
}

}  // namespace

TEST_CASE("a database opens again as it was, and migrating twice changes nothing") {
  const TemporaryFolder folder;
  const std::string path = folder.file("store.db"), id = add_patient(*open_store(path), "Park");
  for (int i = 0; i < 3; ++i) {
    const auto store = open_store(path);
    const records::Patient patient =
        need(records::in_read(*store, "oakwood", [&](Transaction &tx) { return records::load_patient(tx, id); }));
    CHECK(patient.family == "Park");
    CHECK(patient.phone == "+15125550142");
    need(store->check());
  }
}

TEST_CASE("a database of a newer version or of another schema is refused") {
  const TemporaryFolder folder;
  const std::string path = folder.file("store.db");
  open_store(path);
  const auto run = [&](const char *sql) {
    auto connection = need(records::Connection::open(path, {}));
    need(connection.run_script(sql));
  };
  run("INSERT INTO schema_migrations VALUES (99, 'later', 'x', 0)");
  CHECK(Store::open({path, test_keyring()}, kNow).error().status == Status::unsupported);
  run("DELETE FROM schema_migrations WHERE version = 99; UPDATE schema_migrations SET checksum = 'other'");
  CHECK(Store::open({path, test_keyring()}, kNow).error().status == Status::corrupt);
}

TEST_CASE("the database file can be read by its owner only, and holds no name in the clear") {
  const TemporaryFolder folder;
  const std::string path = folder.file("store.db");
  {
    const auto store = open_store(path);
    add_patient(*store, "Quetzalcoatl");
    struct stat info {};
    for (const char *suffix : {"", "-wal", "-shm"}) {
      REQUIRE(stat((path + suffix).c_str(), &info) == 0);
      CHECK((info.st_mode & 0777) == 0600);
    }
    CHECK(bytes_of(path + "-wal").find("Quetzalcoatl") == std::string::npos);
  }
  const std::string bytes = bytes_of(path);
  CHECK(bytes.size() > 4096);
  for (const char *plain : {"Quetzalcoatl", "quetzalcoatl", "5125550142"}) CHECK(bytes.find(plain) == std::string::npos);
}

TEST_CASE("a sealed column opens under its tenant's key and in its own row only") {
  const auto store = open_store();
  need(store->add_tenant("elm", kNow));
  std::string sealed;
  need(records::in_write(*store, "oakwood", [&](Transaction &tx) -> base::Result<void> {
    sealed = tx.seal("patients.family", "row-1", "Park");
    CHECK(need(tx.unseal("patients.family", "row-1", sealed)) == "Park");
    CHECK(tx.unseal("patients.family", "row-2", sealed).error().status == Status::corrupt);
    CHECK(tx.unseal("patients.given", "row-1", sealed).error().status == Status::corrupt);
    return {};
  }));
  need(records::in_write(*store, "elm", [&](Transaction &tx) -> base::Result<void> {
    CHECK(tx.unseal("patients.family", "row-1", sealed).error().status == Status::corrupt);
    return {};
  }));
}

TEST_CASE("without the master key a tenant does not open; under a new one it moves over") {
  const TemporaryFolder folder;
  const std::string path = folder.file("store.db"), id = add_patient(*open_store(path), "Park");
  const auto stranger = need(Store::open({path, test_keyring('x')}, kNow));
  CHECK_FALSE(stranger->add_tenant("oakwood", kNow).has_value());
  CHECK_FALSE(stranger->read("oakwood").has_value());

  const auto key = [](char fill) { return *compliance::SecretKey::from_bytes(std::string(32, fill)); };
  const auto open_with = [&](std::vector<compliance::SecretKey> keys) {
    auto store = need(Store::open({path, *compliance::Keyring::open(std::move(keys))}, kNow));
    need(store->add_tenant("oakwood", kNow));
    return need(records::in_read(*store, "oakwood", [&](Transaction &tx) { return records::load_patient(tx, id); }));
  };
  CHECK(open_with({key('n'), key('k')}).family == "Park");  // rotated: the new one first, the old one still known
  CHECK(open_with({key('n')}).family == "Park");            // the old one is not needed any more
}

TEST_CASE("what is not committed did not happen") {
  const auto store = open_store();
  std::string id;
  {
    auto tx = need(store->write("oakwood"));
    id = need(records::save_patient(tx, {.given = "Ana", .phone = "+15125550142"}, kNow));
  }
  auto tx = need(store->read("oakwood"));
  CHECK(records::load_patient(tx, id).error().status == Status::not_found);
}

TEST_CASE("a read transaction cannot write, and does not see what came after it") {
  const TemporaryFolder folder;
  const auto store = open_store(folder.file("store.db"));
  auto before = need(store->read("oakwood"));
  CHECK(need(records::find_patients(before, {.phone = "+15125550142"})).empty());
  add_patient(*store, "Park");
  CHECK(need(records::find_patients(before, {.phone = "+15125550142"})).empty());
  CHECK_FALSE(records::save_patient(before, {.given = "Eve"}, kNow).has_value());
  auto after = need(store->read("oakwood"));
  CHECK(need(records::find_patients(after, {.phone = "+15125550142"})).size() == 1);
}

TEST_CASE("a statement that names no tenant is refused") {
  const auto store = open_store();
  CHECK_FALSE(need(store->write("oakwood")).execute("DELETE FROM patients").has_value());
  CHECK(store->write("nobody").error().status == Status::not_found);
}

TEST_CASE("a database that another process keeps locked gives a clear error, and works again afterwards") {
  const TemporaryFolder folder;
  const std::string path = folder.file("store.db");
  const auto store = open_store(path, 1);
  auto other = need(records::Connection::open(path, {}));
  need(other.run_script("BEGIN IMMEDIATE"));
  const auto refused = store->write("oakwood");
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().status == Status::unavailable);
  CHECK(refused.error().message == "the database is locked by another process");
  CHECK(store->read("oakwood").has_value());  // reading goes on
  need(other.run_script("ROLLBACK"));
  CHECK(store->write("oakwood").has_value());
}

TEST_CASE("a full disk gives a clear error, loses nothing that was acknowledged, and works again afterwards") {
  const TemporaryFolder folder;
  bool full = false;
  FaultyVfs disk([&](DiskStep step) { return full && step == DiskStep::write ? SQLITE_FULL : SQLITE_OK; });
  const auto store = open_store(folder.file("store.db"));
  const std::string kept = add_patient(*store, "Park");
  full = true;
  const auto refused =
      records::in_write(*store, "oakwood", [&](Transaction &tx) { return records::save_patient(tx, {.given = "Eve"}, kNow); });
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().status == Status::unavailable);
  CHECK(refused.error().message == "the disk or the database is full");
  full = false;
  const std::string later = add_patient(*store, "Reed");
  auto tx = need(store->read("oakwood"));
  CHECK(need(records::load_patient(tx, kept)).family == "Park");
  CHECK(need(records::load_patient(tx, later)).family == "Reed");
}

TEST_CASE("a failing disk is unavailable, whichever step fails") {
  const TemporaryFolder folder;
  const DiskStep step = GENERATE(DiskStep::write, DiskStep::sync);
  bool broken = false;
  FaultyVfs disk([&](DiskStep at) { return broken && at == step ? SQLITE_IOERR : SQLITE_OK; });
  const auto store = open_store(folder.file("store.db"));
  broken = true;
  const auto refused =
      records::in_write(*store, "oakwood", [&](Transaction &tx) { return records::save_patient(tx, {.given = "Eve"}, kNow); });
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().status == Status::unavailable);
  broken = false;
  add_patient(*store, "Reed");
}

TEST_CASE("a file that is no database, or a damaged one, gives a clear error") {
  const TemporaryFolder folder;
  const std::string path = folder.file("store.db");
  make_large(path);
  SECTION("its beginning") {
    overwrite(path, 0, 100);
    const auto opened = Store::open({path, test_keyring()}, kNow);
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error().status == Status::corrupt);
  }
  SECTION("its pages") {
    overwrite(path, 40 * 4096, std::filesystem::file_size(path) - 40 * 4096);
    const auto opened = Store::open({path, test_keyring()}, kNow);
    const auto checked = opened ? (*opened)->check() : base::Result<void>(opened.error());
    REQUIRE_FALSE(checked.has_value());
    CHECK(checked.error().status == Status::corrupt);
  }
  SECTION("a folder that is not there") {
    CHECK(Store::open({folder.file("none/store.db"), test_keyring()}, kNow).error().status == Status::unavailable);
  }
}

TEST_CASE("readers and writers of many threads get along") {
  const TemporaryFolder folder;
  const bool in_memory = GENERATE(true, false);
  const std::string path = in_memory ? ":memory:" : folder.file("store.db");
  const auto store = open_store(path);
  std::vector<std::thread> threads;
  std::atomic<int> failures = 0;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) {
        const bool ok = t % 2 == 0 ? records::in_write(*store, "oakwood",
                                                       [&](Transaction &tx) {
                                                         return records::save_patient(tx, {.given = "Ana", .phone = "+15125550142"}, kNow);
                                                       })
                                         .has_value()
                                   : records::in_read(*store, "oakwood", [&](Transaction &tx) {
                                       return records::find_patients(tx, {.phone = "+15125550142"}, 5);
                                     }).has_value();
        if (!ok) ++failures;
      }
    });
  }
  for (std::thread &thread : threads) thread.join();
  CHECK(failures == 0);
  auto tx = need(store->read("oakwood"));
  CHECK(need(records::find_patients(tx, {.phone = "+15125550142"}, 1000)).size() == 80);
}

TEST_CASE("a committed transaction lets the next writer in and does nothing more") {
  const auto store = open_store();
  auto first = need(store->write("oakwood"));
  need(first.commit());
  auto second = need(store->write("oakwood"));
  CHECK_FALSE(records::save_patient(first, {.given = "Eve"}, kNow).has_value());
  CHECK_FALSE(first.commit().has_value());
  need(second.commit());
}

TEST_CASE("many openers of one new database all get it, migrated once") {
  const TemporaryFolder folder;
  for (int round = 0; round < 5; ++round) {
    const std::string path = folder.file("store" + std::to_string(round) + ".db");
    std::vector<std::thread> threads;
    std::atomic<int> opened = 0;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&] {
        const auto store = Store::open({path, test_keyring()}, kNow);
        if (store && (*store)->add_tenant("oakwood", kNow) && (*store)->read("oakwood")) ++opened;
      });
    }
    for (std::thread &thread : threads) thread.join();
    CHECK(opened == 8);
  }
}
