#include "base/crypto.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <memory>
#include <stdexcept>

namespace callwell::base {

namespace {

constexpr int kNonceBytes = 12;
constexpr int kTagBytes = 16;

const unsigned char *bytes(std::string_view text) { return reinterpret_cast<const unsigned char *>(text.data()); }
unsigned char *bytes(std::string &text) { return reinterpret_cast<unsigned char *>(text.data()); }

std::string hmac(const EVP_MD *digest, std::string_view key, std::string_view data) {
  std::string out(EVP_MAX_MD_SIZE, '\0');
  unsigned int size = 0;
  HMAC(digest, key.data(), static_cast<int>(key.size()), bytes(data), data.size(), bytes(out), &size);
  out.resize(size);
  return out;
}

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string sha256(std::string_view data) {
  std::string out(32, '\0');
  EVP_Digest(data.data(), data.size(), bytes(out), nullptr, EVP_sha256(), nullptr);
  return out;
}

std::string hmac_sha256(std::string_view key, std::string_view data) { return hmac(EVP_sha256(), key, data); }
std::string hmac_sha1(std::string_view key, std::string_view data) { return hmac(EVP_sha1(), key, data); }

bool verify_ed25519(std::string_view public_key, std::string_view message, std::string_view signature) {
  if (public_key.size() != 32 || signature.size() != 64) return false;
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes(public_key), public_key.size()), &EVP_PKEY_free);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  return key && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), bytes(signature), signature.size(), bytes(message), message.size()) == 1;
}

bool equal_constant_time(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string seal(std::string_view key32, std::string_view plain, std::string_view context) {
  if (key32.size() != 32) throw std::logic_error("seal: the key must have 32 bytes");
  const std::string nonce = secure_random(kNonceBytes);
  const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
  std::string out = nonce;
  out.resize(kNonceBytes + plain.size() + kTagBytes);
  int size = 0;
  EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes(key32), bytes(nonce));
  EVP_EncryptUpdate(cipher.get(), nullptr, &size, bytes(context), static_cast<int>(context.size()));
  EVP_EncryptUpdate(cipher.get(), bytes(out) + kNonceBytes, &size, bytes(plain), static_cast<int>(plain.size()));
  EVP_EncryptFinal_ex(cipher.get(), bytes(out) + kNonceBytes + size, &size);
  EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, bytes(out) + kNonceBytes + plain.size());
  return out;
}

Result<std::string> unseal(std::string_view key32, std::string_view sealed, std::string_view context) {
  const Error broken{Status::corrupt, "sealed data does not open: wrong key or damaged bytes"};
  if (key32.size() != 32 || sealed.size() < kNonceBytes + kTagBytes) return broken;
  const std::size_t plain_size = sealed.size() - kNonceBytes - kTagBytes;
  const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
  std::string out(plain_size, '\0'), tag(sealed.substr(kNonceBytes + plain_size));
  int size = 0;
  EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes(key32), bytes(sealed));
  EVP_DecryptUpdate(cipher.get(), nullptr, &size, bytes(context), static_cast<int>(context.size()));
  EVP_DecryptUpdate(cipher.get(), bytes(out), &size, bytes(sealed) + kNonceBytes, static_cast<int>(plain_size));
  EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, bytes(tag));
  if (EVP_DecryptFinal_ex(cipher.get(), bytes(out) + size, &size) != 1) return broken;
  return out;
}

std::string secure_random(std::size_t count) {
  std::string out(count, '\0');
  if (RAND_bytes(bytes(out), static_cast<int>(count)) != 1) throw std::runtime_error("the operating system gave no random bytes");
  return out;
}

std::string hex(std::string_view data) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(data.size() * 2);
  for (const char c : data) {
    out.push_back(kDigits[static_cast<unsigned char>(c) >> 4]);
    out.push_back(kDigits[static_cast<unsigned char>(c) & 15]);
  }
  return out;
}

Result<std::string> unhex(std::string_view text) {
  if (text.size() % 2 != 0) return invalid("hexadecimal text must have an even number of digits");
  std::string out;
  out.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_value(text[i]), low = hex_value(text[i + 1]);
    if (high < 0 || low < 0) return invalid("not a hexadecimal digit");
    out.push_back(static_cast<char>(high * 16 + low));
  }
  return out;
}

std::string base64(std::string_view data) {
  std::string out((data.size() + 2) / 3 * 4 + 1, '\0');  // EncodeBlock ends with a NUL
  out.resize(static_cast<std::size_t>(EVP_EncodeBlock(bytes(out), bytes(data), static_cast<int>(data.size()))));
  return out;
}

Result<std::string> unbase64(std::string_view text) {
  const Error bad = invalid("not base64");
  if (text.size() % 4 != 0) return bad;
  if (text.empty()) return std::string();
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
  if (text.substr(0, text.size() - padding).find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") !=
      std::string_view::npos) {
    return bad;
  }
  std::string out(text.size() / 4 * 3, '\0');
  if (EVP_DecodeBlock(bytes(out), bytes(text), static_cast<int>(text.size())) < 0) return bad;
  out.resize(out.size() - padding);
  return out;
}

}  // namespace callwell::base
