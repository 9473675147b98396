#include "adapters/aws_signature.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <vector>

#include "adapters/form.hpp"
#include "base/crypto.hpp"
#include "base/text.hpp"

namespace callwell::adapters {

namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";
constexpr std::array<std::string_view, 5> kNeverSigned = {"connection", "expect", "transfer-encoding", "user-agent", "x-amzn-trace-id"};

struct Address {
  std::string_view host, path, query;
};

Address address_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  std::string_view rest = scheme == std::string_view::npos ? url : url.substr(scheme + 3);
  rest = rest.substr(0, rest.find('#'));
  const std::size_t query = rest.find('?');
  const std::string_view place = rest.substr(0, query);
  const std::size_t slash = place.find('/');
  Address address;
  address.host = place.substr(0, slash);
  address.path = slash == std::string_view::npos ? "/" : place.substr(slash);
  if (query != std::string_view::npos) address.query = rest.substr(query + 1);
  const std::string_view usual_port = url.starts_with("http:") ? ":80" : ":443";
  if (address.host.ends_with(usual_port)) address.host.remove_suffix(usual_port.size());
  return address;
}

/// Without "." and ".." and empty segments, and encoded once more than it goes on the wire.
std::string canonical_path(std::string_view path) {
  std::vector<std::string_view> kept;
  for (const std::string_view segment : base::split(path, '/')) {
    if (segment == "..") {
      if (!kept.empty()) kept.pop_back();
    } else if (!segment.empty() && segment != ".") {
      kept.push_back(segment);
    }
  }
  std::string canonical;
  for (const std::string_view segment : kept) canonical += '/' + percent_encode(segment);
  if (canonical.empty() || path.ends_with('/')) canonical += '/';
  return canonical;
}

base::Result<std::string> canonical_query(std::string_view query) {
  const base::Result<Form> form = parse_form(query);
  if (!form) return base::invalid("the address's query is not percent-encoded", "url");
  std::vector<std::pair<std::string, std::string>> parts;
  for (const FormField &part : *form) parts.emplace_back(percent_encode(part.name), percent_encode(part.value));
  std::sort(parts.begin(), parts.end());
  std::string canonical;
  for (const auto &[name, value] : parts) {
    if (!canonical.empty()) canonical += '&';
    canonical += name + '=' + value;
  }
  return canonical;
}

/// Trimmed, and every run of spaces one space.
std::string canonical_value(std::string_view value) {
  std::string canonical;
  for (const char c : base::trim(value)) {
    if (c != ' ' || !canonical.ends_with(' ')) canonical += c;
  }
  return canonical;
}

struct SignedHeaders {
  std::string names, lines;
};

SignedHeaders canonical_headers(const std::vector<HttpHeader> &headers, std::string_view host) {
  std::map<std::string, std::string> by_name;
  by_name["host"] = std::string(host);
  for (const HttpHeader &header : headers) {
    const std::string name = base::lower_ascii(header.name);
    if (name == "host" || std::find(kNeverSigned.begin(), kNeverSigned.end(), name) != kNeverSigned.end()) continue;
    const auto [at, first] = by_name.try_emplace(name, canonical_value(header.value));
    if (!first) at->second += ',' + canonical_value(header.value);
  }
  SignedHeaders canonical;
  for (const auto &[name, value] : by_name) {
    canonical.names += (canonical.names.empty() ? "" : ";") + name;
    canonical.lines += name + ':' + value + '\n';
  }
  return canonical;
}

/// 20150830T123600Z
std::string amz_date(base::Instant now) {
  const base::LocalTime utc = base::Zone().local(now);
  std::array<char, 48> text{};
  const int size = std::snprintf(text.data(), text.size(), "%04d%02d%02dT%02d%02d%02dZ", utc.date.year, utc.date.month, utc.date.day,
                                 utc.hour(), utc.minute(), utc.second_of_day % 60);
  return {text.data(), static_cast<std::size_t>(size)};
}

std::string signing_key(const AwsKeys &keys, std::string_view day, const AwsService &service) {
  std::string key = "AWS4" + keys.secret_access_key;
  for (const std::string_view part : {day, std::string_view(service.region), std::string_view(service.name), std::string_view("aws4_request")}) {
    key = base::hmac_sha256(key, part);
  }
  return key;
}

}  // namespace

base::Result<HttpRequest> sign_for_aws(HttpRequest request, const AwsKeys &keys, const AwsService &service, base::Instant now) {
  const std::string time = amz_date(now), day = time.substr(0, 8);
  request.headers.push_back({"X-Amz-Date", time});
  if (!keys.session_token.empty()) request.headers.push_back({"X-Amz-Security-Token", keys.session_token});

  const Address address = address_of(request.url);
  const base::Result<std::string> query = canonical_query(address.query);
  if (!query) return query.error();
  const SignedHeaders headers = canonical_headers(request.headers, address.host);
  const std::string canonical = request.method + '\n' + canonical_path(address.path) + '\n' + *query + '\n' + headers.lines + '\n' +
                                headers.names + '\n' + base::hex(base::sha256(request.body));

  const std::string scope = day + '/' + service.region + '/' + service.name + "/aws4_request";
  const std::string to_sign = std::string(kAlgorithm) + '\n' + time + '\n' + scope + '\n' + base::hex(base::sha256(canonical));
  const std::string signature = base::hex(base::hmac_sha256(signing_key(keys, day, service), to_sign));
  request.headers.push_back({"Authorization", std::string(kAlgorithm) + " Credential=" + keys.access_key_id + '/' + scope +
                                                  ", SignedHeaders=" + headers.names + ", Signature=" + signature});
  return request;
}

}  // namespace callwell::adapters
