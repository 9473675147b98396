#include "tokens.hpp"

#include <sys/random.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace server {

namespace {

constexpr std::size_t kMinSecretBytes = 16;

bool equal_constant_time(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
  return difference == 0;
}

bool is_bearer(std::string_view scheme) {
  constexpr std::string_view kBearer = "bearer ";
  if (scheme.size() != kBearer.size()) return false;
  for (std::size_t i = 0; i < kBearer.size(); ++i) {
    if ((scheme[i] | 0x20) != (kBearer[i] | 0x20)) return false;
  }
  return true;
}

}  // namespace

Result<void> Tokens::add_file(const std::string &path) {
  std::ifstream file(path);
  if (!file) return Failure{CW_E_NOT_FOUND, "cannot read " + path, "tokens"};
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    std::istringstream words(line.substr(0, line.find('#')));
    Token token;
    std::string more;
    if (!(words >> token.role)) continue;
    if (!(words >> token.tenant >> token.secret) || words >> more || token.secret.size() < kMinSecretBytes) {
      return Failure{CW_E_INVALID_ARGUMENT,
                     path + ":" + std::to_string(number) + ": a line is `role tenant token`, the token of 16 characters or more", "tokens"};
    }
    if (token.tenant == "*") token.tenant.clear();
    add(std::move(token));
  }
  return {};
}

std::optional<Token> Tokens::find(std::string_view authorization) const {
  constexpr std::size_t kSchemeBytes = 7;
  if (authorization.size() <= kSchemeBytes || !is_bearer(authorization.substr(0, kSchemeBytes))) return std::nullopt;
  const std::string_view secret = authorization.substr(kSchemeBytes);
  std::optional<Token> found;
  for (const Token &token : tokens_) {
    if (equal_constant_time(token.secret, secret)) found = token;  // and goes on: every token is compared
  }
  return found;
}

std::string new_secret(std::string_view prefix) {
  std::array<unsigned char, 32> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) std::abort();  // no chance, no secret
  std::string out(prefix);
  for (const unsigned char byte : bytes) {
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
  }
  return out;
}

}  // namespace server
