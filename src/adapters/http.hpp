// The way out: blocking HTTP requests. Adapters talk to the interface; libcurl stands behind it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace callwell::adapters {

struct HttpHeader {
  std::string name, value;
};

struct HttpRequest {
  std::string method = "GET";
  std::string url;  ///< https, or http to this machine
  std::vector<HttpHeader> headers = {};
  std::string body = {};
  std::int32_t timeout_ms = 10'000;  ///< from the first byte out to the last byte in
  /// The request changes something and the service cannot recognise a repetition. It then goes over a fresh connection,
  /// because on a kept one libcurl sends a request again by itself when the peer hangs up without an answer.
  bool once = false;
};

struct HttpResponse {
  std::int32_t status = 0;
  std::vector<HttpHeader> headers = {};  ///< names in lower case
  std::string body = {};
  std::int64_t retry_after_ms = 0;  ///< what Retry-After asked for; 0 when it did not

  std::string_view header(std::string_view lower_name) const;  ///< empty when absent
};

/// What an error says about the deed: `unavailable`: the request never left; `deadline_exceeded` and `corrupt`: it left, and
/// nobody knows what became of it; `invalid_argument`: the request itself is wrong.
class HttpTransport {
 public:
  virtual ~HttpTransport() = default;
  /// Any status the peer sends is a value, 500 as well. Threads: any.
  virtual base::Result<HttpResponse> send(const HttpRequest &request) = 0;
};

struct HttpLimits {
  std::size_t max_response_bytes = 1 << 20;  ///< the services we ask answer with a few kilobytes
  std::size_t max_header_bytes = 64 << 10;
  std::size_t idle_handles = 8;  ///< each keeps its connections alive for the next request
};

/// TLS certificates are always verified, redirects never followed.
std::shared_ptr<HttpTransport> make_http_client(HttpLimits limits = {});

/// May adapters be configured with this address? https, or http to 127.0.0.1, ::1 or localhost; no user name in it.
base::Result<void> check_url(std::string_view url);

}  // namespace callwell::adapters
