// One HTTP exchange over libcurl as both ways out (`http`, `network`) set it up and judge it. Theirs alone to include.
#pragma once

#include <curl/curl.h>

#include "adapters/http.hpp"

namespace callwell::adapters {

struct CurlFree {
  void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};
using CurlHandle = std::unique_ptr<CURL, CurlFree>;
using CurlList = std::unique_ptr<curl_slist, CurlFree>;

/// Once in the process, before anything else here.
void prepare_libcurl();

/// The parts of an address that may be asked: https, or http to this machine.
struct Place {
  bool tls = true, loopback = false;
  std::string host, port, target;  ///< the host without brackets; the path with its query

  std::string origin() const;
};
base::Result<Place> place_of(const std::string &address);
base::Result<void> check_headers(const std::vector<HttpHeader> &headers);
base::Result<void> check_request(const HttpRequest &request);

CurlList header_list(const HttpRequest &request);
/// What of the options does not depend on how the answer is taken. `request` and `headers` must outlive the exchange.
void set_request(CURL *curl, const HttpRequest &request, bool loopback, curl_slist *headers);

/// The head of an answer as it arrives. libcurl takes a head that breaks off for the whole of it: hence `complete`.
struct AnswerHead {
  HttpResponse response = {};
  std::size_t bytes = 0;
  bool complete = false;

  bool take_line(std::string_view line, std::size_t max_bytes);  ///< false: too much
};
/// Status and Retry-After, once the head is there.
void finish_head(CURL *curl, HttpResponse &response);
base::Error too_large_answer();
base::Error failed_exchange(CURL *curl, CURLcode code);

}  // namespace callwell::adapters
