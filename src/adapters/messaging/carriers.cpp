#include "adapters/messaging/carriers.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace callwell::adapters {

namespace {

bool is_e164(std::string_view text) {
  return text.size() >= 8 && text.size() <= 16 && text[0] == '+' && text[1] != '0' &&
         std::all_of(text.begin() + 1, text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

base::Error error_of_code(std::span<const CodeRow> rows, std::int32_t code, std::int32_t http_status) {
  const auto found = std::find_if(rows.begin(), rows.end(), [code](const CodeRow &row) { return row.code == code; });
  const std::string where = " (HTTP " + std::to_string(http_status) + (code ? ", code " + std::to_string(code) : "") + ")";
  if (found != rows.end()) return {found->status, std::string(found->message) + where, std::string(found->field)};
  return {status_of_http(http_status), "the carrier did not take the message" + where};
}

base::Result<void> check_message(const OutgoingMessage &message) {
  if (!is_e164(message.to)) return base::invalid("the recipient is not a number in E.164", "to");
  if (base::trim(message.text).empty()) return base::invalid("the message is empty", "text");
  if (!base::valid_utf8(message.text)) return base::invalid("the message is not UTF-8", "text");
  if (base::code_point_count(message.text) > kMaxMessageCharacters) {
    return base::Error{base::Status::limit_exceeded, "the message is longer than 1600 characters", "text"};
  }
  return {};
}

}  // namespace callwell::adapters
