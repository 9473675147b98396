#include "openapi.hpp"

#include "json.hpp"

namespace server {

namespace {

json::object json_content(json::value schema) { return {{"application/json", {{"schema", std::move(schema)}}}}; }

json::value schema_at(const json::object &operation, std::string_view key) {
  const json::value *schema = operation.if_contains(key);
  return schema && schema->is_object() ? *schema : json::value(json::object{{"type", "object"}});
}

json::object error_reference(std::string_view description) {
  return {{"description", description}, {"content", json_content({{"$ref", "#/components/schemas/Error"}})}};
}

json::object path_of(const json::object &operation) {
  const std::string_view name = text_at(operation, "name"), permission = text_at(operation, "permission");
  std::string description(text_at(operation, "summary"));
  if (!permission.empty()) description += "\n\nPermission: `" + std::string(permission) + "`.";
  const json::object tenant{{"name", "tenant"},
                            {"in", "query"},
                            {"required", false},
                            {"description", "Practice id; default: the token's, else the first."},
                            {"schema", {{"type", "string"}}}};
  const json::object post{{"operationId", name},
                          {"summary", text_at(operation, "summary")},
                          {"description", description},
                          {"tags", {name.substr(0, name.find('.'))}},
                          {"parameters", {tenant}},
                          {"requestBody", {{"required", true}, {"content", json_content(schema_at(operation, "input"))}}},
                          {"responses",
                           {{"200", {{"description", "Done."}, {"content", json_content(schema_at(operation, "output"))}}},
                            {"default", error_reference("What went wrong.")}}}};
  return {{"post", post}};
}

json::object error_schema() {
  const json::object text{{"type", "string"}};
  const json::object error{{"type", "object"},
                           {"required", {"code", "message", "hint", "request_id", "fields"}},
                           {"properties",
                            {{"code", text},
                             {"message", text},
                             {"hint", text},
                             {"request_id", text},
                             {"fields", {{"type", "object"}, {"additionalProperties", text}}}}}};
  return {{"type", "object"}, {"required", {"error"}}, {"properties", {{"error", error}}}};
}

json::object public_get(std::string_view summary, std::string_view content_type, bool needs_token) {
  json::object get{{"summary", summary},
                   {"responses", {{"200", {{"description", "Done."}, {"content", {{content_type, json::object()}}}}}}}};
  if (!needs_token) get["security"] = json::array();
  return {{"get", get}};
}

}  // namespace

std::string openapi_document(std::string_view registry, std::string_view version, std::string_view public_url) {
  json::object paths{{"/health", public_get("Is the process up?", "application/json", false)},
                     {"/ready", public_get("Can it serve?", "application/json", false)},
                     {"/metrics", public_get("Counters and histograms.", "text/plain", true)},
                     {"/api/v1/practices", public_get("The practices this server answers for.", "application/json", true)},
                     {"/api/v1/events", public_get("Live events; Last-Event-ID resumes.", "text/event-stream", true)}};
  const std::optional<json::object> parsed = parse_object(registry);
  const json::value *list = parsed ? parsed->if_contains("operations") : nullptr;
  if (list && list->is_array()) {
    for (const json::value &operation : list->get_array()) {
      if (operation.is_object())
        paths["/api/v1/operations/" + std::string(text_at(operation.get_object(), "name"))] = path_of(operation.get_object());
    }
  }
  const json::object bearer{{"type", "http"}, {"scheme", "bearer"}};
  return json::serialize(json::object{
      {"openapi", "3.1.0"},
      {"info", {{"title", "Callwell"}, {"version", version}, {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
      {"servers", {{{"url", public_url}}}},
      {"security", {{{"token", json::array()}}}},
      {"paths", std::move(paths)},
      {"components", {{"securitySchemes", {{"token", bearer}}}, {"schemas", {{"Error", error_schema()}}}}}});
}

}  // namespace server
