#include "adapters/http.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cctype>
#include <mutex>

#include "base/text.hpp"

namespace callwell::adapters {

namespace {

constexpr std::int32_t kMaxConnectMs = 5'000;  // a host that does not take a connection in 5 s is down

using Result = base::Result<HttpResponse>;
using CurlHandle = std::unique_ptr<CURL, decltype([](CURL *handle) { curl_easy_cleanup(handle); })>;
using CurlUrl = std::unique_ptr<CURLU, decltype([](CURLU *url) { curl_url_cleanup(url); })>;
using CurlText = std::unique_ptr<char, decltype([](char *text) { curl_free(text); })>;
using CurlList = std::unique_ptr<curl_slist, decltype([](curl_slist *list) { curl_slist_free_all(list); })>;

std::string url_part(CURLU *url, CURLUPart part) {
  char *text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
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

struct Target {
  bool loopback = false;
};

base::Result<Target> target_of(const std::string &address) {
  if (has_control(address)) return base::invalid("the address holds a control character", "url");
  const CurlUrl url(curl_url());
  if (!url || curl_url_set(url.get(), CURLUPART_URL, address.c_str(), 0) != CURLUE_OK) return base::invalid("not an address", "url");
  const std::string scheme = url_part(url.get(), CURLUPART_SCHEME);
  const bool loopback = is_loopback(url_part(url.get(), CURLUPART_HOST));
  if (scheme != "https" && !(scheme == "http" && loopback))
    return base::invalid("the address must be https (or http to this machine)", "url");
  if (!url_part(url.get(), CURLUPART_USER).empty()) return base::invalid("the address must not hold a user name", "url");
  return Target{loopback};
}

base::Result<void> check_headers(const HttpRequest &request) {
  if (!is_token(request.method)) return base::invalid("not an HTTP method", "method");
  for (const HttpHeader &header : request.headers) {
    if (!is_token(header.name) || has_control(header.value))
      return base::invalid("a header holds characters that no header may hold", "headers");
  }
  return {};
}

/// What the peer has sent so far.
struct Intake {
  const HttpLimits &limits;
  HttpResponse response = {};
  std::size_t header_bytes = 0;
  bool too_large = false;
  bool head_complete = false;  // libcurl takes a head that breaks off for the whole of it
};

std::size_t take_body(char *data, std::size_t, std::size_t size, void *user) {
  Intake &intake = *static_cast<Intake *>(user);
  intake.too_large = intake.response.body.size() + size > intake.limits.max_response_bytes;
  if (intake.too_large) return 0;
  intake.response.body.append(data, size);
  return size;
}

std::size_t take_header(char *data, std::size_t, std::size_t size, void *user) {
  Intake &intake = *static_cast<Intake *>(user);
  intake.header_bytes += size;
  intake.too_large = intake.header_bytes > intake.limits.max_header_bytes;
  if (intake.too_large) return 0;
  const std::string_view line = base::trim({data, size});
  if (line.empty()) intake.head_complete = true;
  if (line.starts_with("HTTP/")) {
    intake.head_complete = false;
    intake.response.headers.clear();  // what came before was an interim answer
    return size;
  }
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos) {
    intake.response.headers.push_back({base::lower_ascii(line.substr(0, colon)), std::string(base::trim(line.substr(colon + 1)))});
  }
  return size;
}

CurlList header_list(const HttpRequest &request) {
  CurlList list(curl_slist_append(nullptr, "Expect:"));  // no 100-continue round trip
  for (const HttpHeader &header : request.headers) {
    curl_slist *longer = curl_slist_append(list.get(), (header.name + ": " + header.value).c_str());
    if (longer && !list) list.reset(longer);
  }
  return list;
}

void set_body(CURL *curl, const HttpRequest &request) {
  if (request.method == "GET") return;
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

void prepare(CURL *curl, const HttpRequest &request, const Target &target, curl_slist *headers, Intake &intake) {
  curl_easy_reset(curl);  // options go, live connections stay
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, target.loopback ? "http,https" : "https");
  if (target.loopback) curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout_ms));
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(request.timeout_ms, kMaxConnectMs)));
  curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, request.once ? 1L : 0L);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &intake);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &intake);
  set_body(curl, request);
}

/// libcurl's own texts can name the address, so none of them goes into the error.
base::Error failure(CURL *curl, CURLcode code, const Intake &intake) {
  if (intake.too_large) return {base::Status::corrupt, "the service's answer is larger than we accept"};
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

HttpResponse finished(CURL *curl, Intake &intake) {
  long status = 0;
  curl_off_t retry_after_s = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &retry_after_s);
  intake.response.status = static_cast<std::int32_t>(status);
  intake.response.retry_after_ms = std::min<std::int64_t>(retry_after_s, 86'400) * 1'000;
  return std::move(intake.response);
}

class CurlClient final : public HttpTransport {
 public:
  explicit CurlClient(HttpLimits limits) : limits_(limits) {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    (void)ready;
  }

  Result send(const HttpRequest &request) override {
    const base::Result<Target> target = target_of(request.url);
    if (!target) return target.error();
    if (const base::Result<void> fine = check_headers(request); !fine) return fine.error();
    CurlHandle curl = take_handle();
    if (!curl) return base::Error{base::Status::no_memory, "libcurl gave no handle"};
    Intake intake{limits_};
    const CurlList headers = header_list(request);
    prepare(curl.get(), request, *target, headers.get(), intake);
    const CURLcode code = curl_easy_perform(curl.get());
    const bool whole = code == CURLE_OK && intake.head_complete;
    Result result =
        whole ? Result(finished(curl.get(), intake)) : Result(failure(curl.get(), code == CURLE_OK ? CURLE_PARTIAL_FILE : code, intake));
    give_back(std::move(curl));
    return result;
  }

 private:
  CurlHandle take_handle() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return CurlHandle(curl_easy_init());
    CurlHandle handle = std::move(idle_.back());  // the last one used has the warmest connection
    idle_.pop_back();
    return handle;
  }

  void give_back(CurlHandle handle) {
    const std::lock_guard lock(mutex_);
    if (idle_.size() < limits_.idle_handles) idle_.push_back(std::move(handle));
  }

  const HttpLimits limits_;
  std::mutex mutex_;
  std::vector<CurlHandle> idle_;
};

}  // namespace

std::string_view HttpResponse::header(std::string_view lower_name) const {
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const HttpHeader &header) { return header.name == lower_name; });
  return found == headers.end() ? std::string_view() : std::string_view(found->value);
}

std::shared_ptr<HttpTransport> make_http_client(HttpLimits limits) { return std::make_shared<CurlClient>(limits); }

base::Result<void> check_url(std::string_view url) {
  const base::Result<Target> target = target_of(std::string(url));
  if (!target) return target.error();
  return {};
}

}  // namespace callwell::adapters
