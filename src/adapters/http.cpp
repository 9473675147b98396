#include "adapters/http.hpp"

#include <algorithm>
#include <mutex>

#include "adapters/curl_exchange.hpp"

namespace callwell::adapters {

namespace {

using Result = base::Result<HttpResponse>;

/// What the peer has sent so far.
struct Intake {
  const HttpLimits &limits;
  AnswerHead head = {};
  bool too_large = false;
};

std::size_t take_body(char *data, std::size_t, std::size_t size, void *user) {
  Intake &intake = *static_cast<Intake *>(user);
  std::string &body = intake.head.response.body;
  intake.too_large = body.size() + size > intake.limits.max_response_bytes;
  if (intake.too_large) return 0;
  body.append(data, size);
  return size;
}

std::size_t take_header(char *data, std::size_t, std::size_t size, void *user) {
  Intake &intake = *static_cast<Intake *>(user);
  intake.too_large = !intake.head.take_line({data, size}, intake.limits.max_header_bytes);
  return intake.too_large ? 0 : size;
}

void prepare(CURL *curl, const HttpRequest &request, bool loopback, curl_slist *headers, Intake &intake) {
  curl_easy_reset(curl);  // options go, live connections stay
  set_request(curl, request, loopback, headers);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &intake);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &intake);
}

Result outcome(CURL *curl, CURLcode code, Intake &intake) {
  if (intake.too_large) return too_large_answer();
  if (code != CURLE_OK) return failed_exchange(curl, code);
  if (!intake.head.complete) return failed_exchange(curl, CURLE_PARTIAL_FILE);
  finish_head(curl, intake.head.response);
  return std::move(intake.head.response);
}

class CurlClient final : public HttpTransport {
 public:
  explicit CurlClient(HttpLimits limits) : limits_(limits) { prepare_libcurl(); }

  Result send(const HttpRequest &request) override {
    const base::Result<Place> place = place_of(request.url);
    if (!place) return place.error();
    if (const base::Result<void> fine = check_request(request); !fine) return fine.error();
    CurlHandle curl = take_handle();
    if (!curl) return base::Error{base::Status::no_memory, "libcurl gave no handle"};
    Intake intake{limits_};
    const CurlList headers = header_list(request);
    prepare(curl.get(), request, place->loopback, headers.get(), intake);
    const CURLcode code = curl_easy_perform(curl.get());
    Result result = outcome(curl.get(), code, intake);
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
  const base::Result<Place> place = place_of(std::string(url));
  if (!place) return place.error();
  return {};
}

}  // namespace callwell::adapters
