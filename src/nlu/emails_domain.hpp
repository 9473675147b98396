// The part of an address after the "at": "gmail dot com", "g mail", "x y z dot co dot u k", "frank plumbing dot biz".
#pragma once

#include <optional>
#include <string>

#include "nlu/utterance.hpp"

namespace callwell::nlu {

struct EmailDomain {
  std::string name;
  std::size_t next = 0;   ///< the token after it
  bool complete = false;  ///< its ending was said; otherwise it was filled in from the provider's
};

std::optional<EmailDomain> read_email_domain(const Utterance &utterance, std::size_t at);

bool is_email_dot(std::string_view word);
bool is_email_at(std::string_view word);

}  // namespace callwell::nlu
