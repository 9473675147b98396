// Who may call: bearer tokens, each with a role and the practice it is for.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "result.hpp"

namespace server {

struct Token {
  std::string secret, role;
  std::string tenant = {};  ///< empty: every practice
  bool simulator = false;   ///< only what the simulator page does
};

class Tokens {
 public:
  void add(Token token) { tokens_.push_back(std::move(token)); }
  /// Lines of `role tenant token`; `*` is every tenant, '#' begins a comment.
  Result<void> add_file(const std::string &path);
  /// The token of an Authorization header. Time does not depend on which token it is or how much of one was guessed.
  std::optional<Token> find(std::string_view authorization) const;

 private:
  std::vector<Token> tokens_;
};

/// 256 bits from the operating system, in hexadecimal, after `prefix`.
std::string new_secret(std::string_view prefix);

}  // namespace server
