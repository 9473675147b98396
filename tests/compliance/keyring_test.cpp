#include "compliance/keyring.hpp"

#include <catch2/catch.hpp>

using namespace callwell::compliance;

namespace {
SecretKey fixed(char c) { return *SecretKey::from_bytes(std::string(32, c)); }
}  // namespace

TEST_CASE("a patient's field opens with the patient's key and place only") {
  const Keyring ring = *Keyring::open({fixed('m')});
  const DataKey tenant = *ring.unwrap(ring.new_key("tenant/oakwood"), "tenant/oakwood");
  const WrappedKey wrapped = tenant.new_key("patient/1");
  const DataKey patient = *tenant.unwrap(wrapped, "patient/1");
  const std::string sealed = patient.seal("María López", "patient.name/1");
  CHECK(*patient.unseal(sealed, "patient.name/1") == "María López");
  CHECK_FALSE(patient.unseal(sealed, "patient.email/1").has_value());
  CHECK_FALSE(tenant.unseal(sealed, "patient.name/1").has_value());
  CHECK_FALSE(tenant.unwrap(wrapped, "patient/2").has_value());  // a key moved to another patient's row
}

TEST_CASE("rotation wraps the same data key again and the old master key can go") {
  const Keyring before = *Keyring::open({fixed('a')});
  const WrappedKey old_wrapped = before.new_key("tenant/oakwood");
  const std::string sealed = before.unwrap(old_wrapped, "tenant/oakwood")->seal("text", "field");
  const Keyring both = *Keyring::open({fixed('b'), fixed('a')});
  const WrappedKey rewrapped = *both.rewrap(old_wrapped, "tenant/oakwood");
  CHECK(rewrapped.key_id != old_wrapped.key_id);
  const Keyring after = *Keyring::open({fixed('b')});
  CHECK(*after.unwrap(rewrapped, "tenant/oakwood")->unseal(sealed, "field") == "text");
  CHECK_FALSE(after.unwrap(old_wrapped, "tenant/oakwood").has_value());
}

TEST_CASE("a blind index is equal for equal values of one field under one key") {
  const DataKey one(fixed('x')), two(fixed('y'));
  CHECK(one.blind_index("phone", "+13055550123") == one.blind_index("phone", "+13055550123"));
  CHECK(one.blind_index("phone", "+13055550123") != one.blind_index("phone", "+13055550124"));
  CHECK(one.blind_index("phone", "1") != one.blind_index("mrn", "1"));
  CHECK(one.blind_index("phone", "1") != two.blind_index("phone", "1"));
}

TEST_CASE("a master key is 64 hexadecimal digits") {
  CHECK(SecretKey::from_hex(std::string(64, 'a') + "\n").has_value());
  for (const std::string &bad : {std::string(), std::string(63, 'a'), std::string(64, 'g'), std::string(128, 'a')})
    CHECK_FALSE(SecretKey::from_hex(bad).has_value());
  CHECK_FALSE(Keyring::open({}).has_value());
  CHECK(fixed('k').derive("one").bytes() != fixed('k').derive("two").bytes());
}
