#include "compliance/keyring.hpp"

#include <openssl/crypto.h>

#include "base/crypto.hpp"
#include "base/text.hpp"

namespace callwell::compliance {

namespace {

constexpr std::size_t kKeyBytes = 32;

std::string wrap_context(std::string_view owner) { return "callwell.key/" + std::string(owner); }

WrappedKey wrap(const SecretKey &key, const SecretKey &with, std::string_view owner) {
  return {with.id(), base::seal(with.bytes(), key.bytes(), wrap_context(owner))};
}

base::Result<SecretKey> unwrap_with(const SecretKey &key, const WrappedKey &wrapped, std::string_view owner) {
  auto bytes = base::unseal(key.bytes(), wrapped.sealed, wrap_context(owner));
  if (!bytes) return bytes.error();
  return SecretKey::from_bytes(std::move(*bytes));
}

}  // namespace

base::Result<SecretKey> SecretKey::from_bytes(std::string bytes) {
  if (bytes.size() != kKeyBytes) return base::invalid("a key has 32 bytes", "key");
  return SecretKey(std::move(bytes));
}

base::Result<SecretKey> SecretKey::from_hex(std::string_view text) {
  auto bytes = base::unhex(base::trim(text));
  if (!bytes || bytes->size() != kKeyBytes) return base::invalid("a key is written as 64 hexadecimal digits", "key");
  return SecretKey(std::move(*bytes));
}

SecretKey SecretKey::random() { return SecretKey(base::secure_random(kKeyBytes)); }

SecretKey::~SecretKey() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

std::string SecretKey::id() const { return base::hex(base::hmac_sha256(bytes_, "callwell key id")).substr(0, 16); }

SecretKey SecretKey::derive(std::string_view label) const {
  const std::string extracted = base::hmac_sha256(std::string(kKeyBytes, '\0'), bytes_);
  return SecretKey(base::hmac_sha256(extracted, std::string(label) + '\1'));
}

DataKey::DataKey(SecretKey key)
    : key_(std::move(key)), sealing_(key_.derive("field")), indexing_(key_.derive("blind index")), wrapping_(key_.derive("wrap")) {}

std::string DataKey::seal(std::string_view plain, std::string_view context) const { return base::seal(sealing_.bytes(), plain, context); }

base::Result<std::string> DataKey::unseal(std::string_view sealed, std::string_view context) const {
  return base::unseal(sealing_.bytes(), sealed, context);
}

std::string DataKey::blind_index(std::string_view field, std::string_view normalised) const {
  std::string message(field);
  message += '\0';  // so that no field and value run together
  message += normalised;
  return base::hmac_sha256(indexing_.bytes(), message);
}

WrappedKey DataKey::new_key(std::string_view owner) const { return wrap(SecretKey::random(), wrapping_, owner); }

base::Result<DataKey> DataKey::unwrap(const WrappedKey &wrapped, std::string_view owner) const {
  auto key = unwrap_with(wrapping_, wrapped, owner);
  if (!key) return key.error();
  return DataKey(std::move(*key));
}

base::Result<Keyring> Keyring::open(std::vector<SecretKey> master_keys) {
  if (master_keys.empty()) return base::invalid("there is no master key", "master_key");
  return Keyring(std::move(master_keys));
}

WrappedKey Keyring::new_key(std::string_view owner) const { return wrap(SecretKey::random(), keys_.front(), owner); }

base::Result<SecretKey> Keyring::open_key(const WrappedKey &wrapped, std::string_view owner) const {
  for (const SecretKey &key : keys_) {
    if (key.id() == wrapped.key_id) return unwrap_with(key, wrapped, owner);
  }
  return base::Error{base::Status::not_found, "the master key that wrapped this data key is not configured", "key_id"};
}

base::Result<DataKey> Keyring::unwrap(const WrappedKey &wrapped, std::string_view owner) const {
  auto key = open_key(wrapped, owner);
  if (!key) return key.error();
  return DataKey(std::move(*key));
}

base::Result<WrappedKey> Keyring::rewrap(const WrappedKey &wrapped, std::string_view owner) const {
  const auto key = open_key(wrapped, owner);
  if (!key) return key.error();
  return wrap(*key, keys_.front(), owner);
}

}  // namespace callwell::compliance
