// Opt-out, opt-in and help in an inbound text: the carriers' keywords, and what people write instead of them.
#pragma once

#include <cstdint>
#include <string_view>

namespace callwell::compliance {

enum class Keyword : std::uint8_t { none, stop, start, help };
std::string_view keyword_key(Keyword keyword);  ///< "none", "stop", "start", "help"

enum class Subscription : std::uint8_t { subscribed, opted_out };

struct KeywordMatch {
  Keyword keyword = Keyword::none;
  double confidence = 1;  ///< of the answer, `none` included
  bool exact = false;     ///< the whole message is a carrier keyword
};

/// Both languages are always tried: people answer an English reminder in Spanish. A bare YES is a start only from somebody who had opted
/// out.
KeywordMatch classify_keyword(std::string_view text, Subscription state);

}  // namespace callwell::compliance
