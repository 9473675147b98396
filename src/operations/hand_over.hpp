// The words with which a caller is handed to a person of the practice.
#pragma once

#include <string>
#include <string_view>

#include "base/json.hpp"

namespace callwell::operations {

namespace json = boost::json;

/// Who calls, about what and why it comes to a person, from what a transfer carries: a sentence or two to be spoken, "en" or "es".
std::string hand_over_words(const json::object &note, std::string_view language);

}  // namespace callwell::operations
