#include "errors.hpp"

#include "json.hpp"

namespace server {

namespace {

struct StatusRow {
  cw_status status;
  std::int32_t http;
  std::string_view code, hint;
};
constexpr StatusRow kStatuses[] = {
    {CW_E_INVALID_ARGUMENT, 422, "invalid_argument", "Mend the named field; /api/v1/openapi.json has every operation's schema."},
    {CW_E_NOT_FOUND, 404, "not_found", "Check the name or id; what belongs to another practice is not found either."},
    {CW_E_CONFLICT, 409, "conflict", "The state changed meanwhile: read again, then repeat the whole step."},
    {CW_E_PERMISSION, 403, "permission_denied", "The token's role does not carry the permission this operation names."},
    {CW_E_UNAUTHENTICATED, 401, "unauthenticated", "Send a valid token: Authorization: Bearer …"},
    {CW_E_BUSY, 429, "busy", "Wait a moment, then send the same request again."},
    {CW_E_UNAVAILABLE, 503, "unavailable", "A service or the disk failed; try again later."},
    {CW_E_DEADLINE, 504, "deadline_exceeded", "The outcome is not known; look before you repeat it."},
    {CW_E_LIMIT, 413, "limit_exceeded", "Send less at once."},
    {CW_E_CORRUPT, 500, "corrupt", "Stored data does not read back; see the server's log."},
    {CW_E_UNSUPPORTED, 501, "unsupported", "This version cannot do that."},
    {CW_E_NO_MEMORY, 503, "no_memory", "Try again later."},
    {CW_E_INTERNAL, 500, "internal", "A fault of ours; the request id finds it in the log."}};

struct HttpRow {
  std::int32_t http;
  std::string_view code, hint;
};
constexpr HttpRow kHttpErrors[] = {{400, "malformed", "Send one JSON object in UTF-8."},
                                   {401, "unauthenticated", "Send a valid token: Authorization: Bearer …"},
                                   {403, "permission_denied", "This token or this address is not for that."},
                                   {404, "not_found", "GET /api/v1/openapi.json lists every path."},
                                   {405, "method_not_allowed", "The Allow header lists the methods."},
                                   {413, "limit_exceeded", "A request has at most 1 MiB."},
                                   {415, "unsupported_media_type", "Send Content-Type: application/json."},
                                   {431, "limit_exceeded", "Send fewer or shorter headers."},
                                   {503, "unavailable", "Try again later."}};

HttpResponse respond(const HttpRequest &request, std::int32_t http, std::string_view code, std::string_view message, std::string_view hint,
                     json::object fields) {
  HttpResponse response;
  response.status = http;
  const json::object error{{"code", code}, {"message", message}, {"hint", hint}, {"request_id", request.id}, {"fields", std::move(fields)}};
  response.body = json::serialize(json::object{{"error", error}});
  if (http == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"callwell\"");
  if (http == 429 || http == 503) response.headers.emplace_back("Retry-After", "1");
  return response;
}

}  // namespace

HttpResponse error_response(const HttpRequest &request, const Failure &failure) {
  const StatusRow *row = &kStatuses[std::size(kStatuses) - 1];
  for (const StatusRow &candidate : kStatuses) {
    if (candidate.status == failure.status) row = &candidate;
  }
  json::object fields;
  if (!failure.field.empty()) fields[failure.field] = failure.message;
  return respond(request, row->http, row->code, failure.message, row->hint, std::move(fields));
}

HttpResponse error_response(const HttpRequest &request, std::int32_t status, std::string_view message) {
  for (const HttpRow &row : kHttpErrors) {
    if (row.http == status) return respond(request, status, row.code, message, row.hint, {});
  }
  return respond(request, status, "internal", message, "", {});
}

}  // namespace server
