// The few cryptographic primitives Callwell uses, all OpenSSL's. Keys and signatures are raw bytes in std::string.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace callwell::base {

std::string sha256(std::string_view data);                                   ///< 32 bytes
std::string hmac_sha256(std::string_view key, std::string_view data);        ///< 32 bytes
std::string hmac_sha1(std::string_view key, std::string_view data);          ///< 20 bytes
bool verify_ed25519(std::string_view public_key, std::string_view message, std::string_view signature);
/// Time does not depend on where the two differ; unequal sizes differ at once.
bool equal_constant_time(std::string_view a, std::string_view b) noexcept;

/// AES-256-GCM: 12-byte nonce, ciphertext, 16-byte tag. `context` is authenticated, not stored.
std::string seal(std::string_view key32, std::string_view plain, std::string_view context);
Result<std::string> unseal(std::string_view key32, std::string_view sealed, std::string_view context);

/// Bytes from the operating system's generator, for secrets. Never for anything that is replayed.
std::string secure_random(std::size_t bytes);

std::string hex(std::string_view bytes);
Result<std::string> unhex(std::string_view text);
std::string base64(std::string_view bytes);
Result<std::string> unbase64(std::string_view text);

}  // namespace callwell::base
