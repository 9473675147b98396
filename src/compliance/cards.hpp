// Card data leaves a text before anything else sees it: no journal, transcript, log or database ever holds it.
#pragma once

#include <string>
#include <string_view>

namespace callwell::compliance {

/// The text with card numbers, security codes, expiry dates and PINs replaced by labels; all else as it was.
std::string without_cards(std::string_view text);

}  // namespace callwell::compliance
