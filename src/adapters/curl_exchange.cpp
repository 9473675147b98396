#include "adapters/curl_exchange.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"

namespace callwell::adapters {

namespace {

constexpr std::int32_t kMaxConnectMs = 5'000;  // a host that does not take a connection in 5 s is down

using CurlUrl = std::unique_ptr<CURLU, decltype([](CURLU *url) { curl_url_cleanup(url); })>;
using CurlText = std::unique_ptr<char, decltype([](char *text) { curl_free(text); })>;

std::string url_part(CURLU *url, CURLUPart part, unsigned flags = 0) {
  char *text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK) return {};
  return CurlText(text).get();
}

bool is_loopback(std::string_view host) { return host == "127.0.0.1" || host == "[::1]" || host == "localhost"; }

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

bool is_token(std::string_view text) {
  const auto plain = [](unsigned char c) {
    return std::isalnum(c) || std::string_view("!#$%&'*+-.^_`|~").find(char(c)) != std::string_view::npos;
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), plain);
}

void set_body(CURL *curl, const HttpRequest &request) {
  if (request.method == "GET") return;
  if (request.method == "HEAD") {
    curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    return;
  }
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

}  // namespace

void prepare_libcurl() {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  (void)ready;
}

base::Result<Place> place_of(const std::string &address) {
  if (has_control(address)) return base::invalid("the address holds a control character", "url");
  const CurlUrl url(curl_url());
  if (!url || curl_url_set(url.get(), CURLUPART_URL, address.c_str(), 0) != CURLUE_OK) return base::invalid("not an address", "url");
  const std::string scheme = url_part(url.get(), CURLUPART_SCHEME);
  std::string host = url_part(url.get(), CURLUPART_HOST);
  const bool loopback = is_loopback(host);
  if (scheme != "https" && !(scheme == "http" && loopback))
    return base::invalid("the address must be https (or http to this machine)", "url");
  if (!url_part(url.get(), CURLUPART_USER).empty()) return base::invalid("the address must not hold a user name", "url");
  if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
  const std::string query = url_part(url.get(), CURLUPART_QUERY);
  return Place{scheme == "https", loopback, std::move(host), url_part(url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT),
               url_part(url.get(), CURLUPART_PATH) + (query.empty() ? "" : "?" + query)};
}

std::string Place::origin() const {
  const bool ipv6 = host.find(':') != std::string::npos;
  return (tls ? "https://" : "http://") + (ipv6 ? "[" + host + "]" : host) + ":" + port;
}

base::Result<void> check_headers(const std::vector<HttpHeader> &headers) {
  for (const HttpHeader &header : headers) {
    if (!is_token(header.name) || has_control(header.value))
      return base::invalid("a header holds characters that no header may hold", "headers");
  }
  return {};
}

base::Result<void> check_request(const HttpRequest &request) {
  if (!is_token(request.method)) return base::invalid("not an HTTP method", "method");
  return check_headers(request.headers);
}

CurlList header_list(const HttpRequest &request) {
  CurlList list(curl_slist_append(nullptr, "Expect:"));  // no 100-continue round trip
  for (const HttpHeader &header : request.headers) {
    curl_slist *longer = curl_slist_append(list.get(), (header.name + ": " + header.value).c_str());
    if (longer && !list) list.reset(longer);
  }
  return list;
}

void set_request(CURL *curl, const HttpRequest &request, bool loopback, curl_slist *headers) {
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, loopback ? "http,https" : "https");
  if (loopback) curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout_ms));
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(request.timeout_ms, kMaxConnectMs)));
  curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, request.once ? 1L : 0L);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  set_body(curl, request);
}

bool AnswerHead::take_line(std::string_view line, std::size_t max_bytes) {
  bytes += line.size();
  if (bytes > max_bytes) return false;
  line = base::trim(line);
  if (line.empty()) complete = true;
  if (line.starts_with("HTTP/")) {
    complete = false;
    response.headers.clear();  // what came before was an interim answer
    return true;
  }
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos) {
    response.headers.push_back({base::lower_ascii(line.substr(0, colon)), std::string(base::trim(line.substr(colon + 1)))});
  }
  return true;
}

void finish_head(CURL *curl, HttpResponse &response) {
  long status = 0;
  curl_off_t retry_after_s = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &retry_after_s);
  response.status = static_cast<std::int32_t>(status);
  response.retry_after_ms = std::min<std::int64_t>(retry_after_s, 86'400) * 1'000;
}

base::Error too_large_answer() { return {base::Status::corrupt, "the service's answer is larger than we accept"}; }

/// libcurl's own texts can name the address, so none of them goes into the error.
base::Error failed_exchange(CURL *curl, CURLcode code) {
  long sent_bytes = 0;
  curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &sent_bytes);
  const std::string why = " (libcurl " + std::to_string(static_cast<int>(code)) + ")";
  if (sent_bytes == 0) return {base::Status::unavailable, "the service cannot be reached" + why};
  if (code == CURLE_OPERATION_TIMEDOUT) return {base::Status::deadline_exceeded, "the service did not answer in time" + why};
  if (code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR || code == CURLE_GOT_NOTHING || code == CURLE_PARTIAL_FILE) {
    return {base::Status::deadline_exceeded, "the connection broke before the answer was complete" + why};
  }
  return {base::Status::corrupt, "the service's answer is not HTTP" + why};
}

}  // namespace callwell::adapters
