// Envelope encryption: master keys wrap data keys, data keys seal fields. A tenant's key wraps its patients' keys, so
// forgetting one wrapped key makes one patient's data unreadable everywhere, backups included. Where keys are kept is not decided here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace callwell::compliance {

/// 32 secret bytes, wiped when they go.
class SecretKey {
 public:
  static base::Result<SecretKey> from_bytes(std::string bytes);
  /// 64 hexadecimal digits, as an environment variable or a key file holds them; white space around is ignored.
  static base::Result<SecretKey> from_hex(std::string_view text);
  static SecretKey random();
  SecretKey(const SecretKey &) = default;
  SecretKey &operator=(const SecretKey &) = default;
  SecretKey(SecretKey &&) noexcept = default;
  SecretKey &operator=(SecretKey &&) noexcept = default;
  ~SecretKey();

  std::string_view bytes() const { return bytes_; }
  std::string id() const;  ///< 16 hexadecimal digits that name the key and do not reveal it
  SecretKey derive(std::string_view label) const;  ///< HKDF (RFC 5869) of one block; another label, an unrelated key

 private:
  explicit SecretKey(std::string bytes) : bytes_(std::move(bytes)) {}
  std::string bytes_;
};

/// A data key as it may be stored.
struct WrappedKey {
  std::string key_id;  ///< of the key that wrapped it
  std::string sealed;
};

/// Seals the fields of one tenant or one patient. `context` says what is sealed ("patient.email/0192…") and must be the same to open.
class DataKey {
 public:
  explicit DataKey(SecretKey key);
  std::string seal(std::string_view plain, std::string_view context) const;
  base::Result<std::string> unseal(std::string_view sealed, std::string_view context) const;
  /// The same 32 bytes for the same field and normalised value, of no use without the key: for equality look-ups.
  std::string blind_index(std::string_view field, std::string_view normalised) const;

  /// A new key under this one, and the way back.
  WrappedKey new_key(std::string_view owner) const;
  base::Result<DataKey> unwrap(const WrappedKey &wrapped, std::string_view owner) const;

 private:
  SecretKey key_, sealing_, indexing_, wrapping_;
};

/// The master keys: the first is in use, the others still open what they once wrapped.
class Keyring {
 public:
  static base::Result<Keyring> open(std::vector<SecretKey> master_keys);

  std::string current_key_id() const { return keys_.front().id(); }
  /// A new data key for `owner` ("tenant/oakwood").
  WrappedKey new_key(std::string_view owner) const;
  base::Result<DataKey> unwrap(const WrappedKey &wrapped, std::string_view owner) const;
  /// The same data key under the master key in use: what a rotation does to every stored key.
  base::Result<WrappedKey> rewrap(const WrappedKey &wrapped, std::string_view owner) const;

 private:
  explicit Keyring(std::vector<SecretKey> keys) : keys_(std::move(keys)) {}
  base::Result<SecretKey> open_key(const WrappedKey &wrapped, std::string_view owner) const;
  std::vector<SecretKey> keys_;
};

}  // namespace callwell::compliance
