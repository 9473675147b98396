#include "base/crypto.hpp"

#include <catch2/catch.hpp>

using namespace callwell::base;

TEST_CASE("hashes and authentication codes agree with published vectors") {
  CHECK(hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");  // FIPS 180-4
  CHECK(hex(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");                        // RFC 4231, case 2
  CHECK(hex(hmac_sha1("Jefe", "what do ya want for nothing?")) == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");  // RFC 2202, case 2
}

TEST_CASE("an Ed25519 signature verifies and a changed byte does not") {  // RFC 8032, test 2
  const std::string key = *unhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  std::string signature = *unhex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  CHECK(verify_ed25519(key, "\x72", signature));
  CHECK_FALSE(verify_ed25519(key, "\x73", signature));
  signature[5] ^= 1;
  CHECK_FALSE(verify_ed25519(key, "\x72", signature));
  CHECK_FALSE(verify_ed25519(key, "\x72", "short"));
}

TEST_CASE("sealed data opens with its key and context only") {
  const std::string key(32, 'k');
  const std::string sealed = seal(key, "María López", "session");
  CHECK(*unseal(key, sealed, "session") == "María López");
  CHECK(seal(key, "María López", "session") != sealed);
  CHECK_FALSE(unseal(key, sealed, "patient").has_value());
  CHECK_FALSE(unseal(std::string(32, 'x'), sealed, "session").has_value());
  CHECK_FALSE(unseal(key, sealed.substr(0, sealed.size() - 1), "session").has_value());
  CHECK_FALSE(unseal(key, "", "session").has_value());
}

TEST_CASE("base64 and hexadecimal are strict both ways") {
  CHECK(base64("hello") == "aGVsbG8=");
  CHECK(*unbase64("aGVsbG8=") == "hello");
  CHECK(*unbase64("") == "");
  for (const char *text : {"aGVsbG8", "aGV bG8=", "=GVsbG8=", "a=b="}) CHECK_FALSE(unbase64(text).has_value());
  CHECK(*unhex("00fF") == std::string("\0\xff", 2));
  for (const char *text : {"0", "0g"}) CHECK_FALSE(unhex(text).has_value());
}
