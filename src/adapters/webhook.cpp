#include "adapters/webhook.hpp"

namespace callwell::adapters {

std::string_view WebhookRequest::header(std::string_view lower_name) const {
  const auto found = headers.find(lower_name);
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

WebhookReply refuse_webhook(const base::Error &error) {
  struct Row {
    base::Status status;
    std::int32_t http;
  };
  static constexpr Row kRows[] = {{base::Status::invalid_argument, 400},
                                  {base::Status::unauthenticated, 403},
                                  {base::Status::permission_denied, 403},
                                  {base::Status::not_found, 404},
                                  {base::Status::limit_exceeded, 413},
                                  {base::Status::unsupported, 415},
                                  {base::Status::busy, 503},
                                  {base::Status::unavailable, 503}};
  for (const Row &row : kRows) {
    if (row.status == error.status) return {row.http, "text/plain; charset=utf-8", error.message + "\n"};
  }
  return {500, "text/plain; charset=utf-8", "internal error\n"};
}

}  // namespace callwell::adapters
