#include "operations/registry.hpp"

#include <algorithm>
#include <vector>

namespace callwell::operations {

namespace {

std::vector<const Operation *> join() {
  std::vector<const Operation *> all;
  for (const auto list : {nlu_operations(), evaluation_operations(), slot_operations(), compliance_operations(), scheduling_operations(), patient_operations(),
                          conversation_operations(), inbound_operations(), recording_operations(), system_operations()}) {
    for (const Operation &operation : list) all.push_back(&operation);
  }
  std::sort(all.begin(), all.end(), [](const Operation *a, const Operation *b) { return a->name < b->name; });
  return all;
}

constexpr std::string_view kRetry[] = {"safe", "with_idempotency_key", "never"};
constexpr std::string_view kPersonalData[] = {"none", "reads", "writes"};

json::value parsed(std::string_view text) {
  const base::Result<json::value> value = base::parse_json(text);
  return value ? *value : json::value(nullptr);
}

}  // namespace

std::span<const Operation *const> all_operations() {
  static const std::vector<const Operation *> all = join();
  return all;
}

const Operation *find_operation(std::string_view name) {
  const auto all = all_operations();
  const auto found = std::lower_bound(all.begin(), all.end(), name, [](const Operation *operation, std::string_view wanted) { return operation->name < wanted; });
  return found != all.end() && (*found)->name == name ? *found : nullptr;
}

json::value describe_operations() {
  json::array list;
  for (const Operation *operation : all_operations()) {
    list.push_back(json::object{{"name", operation->name},
                                {"since", operation->since},
                                {"stability", operation->stability == Stability::stable ? "stable" : "experimental"},
                                {"retry", kRetry[static_cast<std::size_t>(operation->retry)]},
                                {"permission", operation->permission},
                                {"personal_data", kPersonalData[static_cast<std::size_t>(operation->personal_data)]},
                                {"needs_tenant", operation->needs_tenant},
                                {"summary", operation->summary},
                                {"input", parsed(operation->input_schema)},
                                {"output", parsed(operation->output_schema)},
                                {"example", parsed(operation->example)}});
  }
  return json::object{{"operations", std::move(list)}};
}

}  // namespace callwell::operations
