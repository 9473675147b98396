// A store for a test: in memory, or in a folder that is gone afterwards.
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "records/store.hpp"

namespace callwell::testing {

inline constexpr base::Instant kNow{1'772'452'800'000'000};  // 2026-03-02T12:00:00Z, a Monday

inline compliance::Keyring test_keyring(char fill = 'k') {
  std::vector<compliance::SecretKey> keys;
  keys.push_back(*compliance::SecretKey::from_bytes(std::string(32, fill)));
  return *compliance::Keyring::open(std::move(keys));
}

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "callwell-test-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder &) = delete;
  std::string file(const std::string &name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

/// A value of a step that must succeed.
template <class T>
T need(base::Result<T> result) {
  if (!result) FAIL("failed: " << result.error().message);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

inline std::shared_ptr<records::Store> open_store(const std::string &path = ":memory:", std::int32_t busy_timeout_ms = 5000) {
  auto store = need(records::Store::open({path, test_keyring(), busy_timeout_ms}, kNow));
  need(store->add_tenant("oakwood", kNow));
  return store;
}

}  // namespace callwell::testing
