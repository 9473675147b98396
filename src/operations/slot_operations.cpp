// Slots as operations: the filter by a preference, and the choice made in a person's own words.
#include <array>

#include "nlu/preference_json.hpp"
#include "operations/registry.hpp"
#include "operations/tenant.hpp"
#include "scheduling/slot_filter.hpp"
#include "scheduling/slot_selection.hpp"

namespace callwell::operations {

namespace {

using scheduling::Slot;

base::Result<base::Zone> zone_of(const Call &call) {
  const std::string_view name = base::string_at(call.input, "time_zone");
  if (!name.empty()) return base::Zone::load(name);
  return call.tenant ? call.tenant->practice().zone : base::Zone();
}

base::Error bad_slot(std::size_t i, std::string_view member) {
  return base::invalid("wants an RFC 3339 date-time", "slots[" + std::to_string(i) + "]" + std::string(member));
}

/// A slot is its start, or an object with it; a missing end is the start.
base::Result<Slot> read_slot(const json::value &value, std::size_t i, const base::Zone &zone) {
  const bool bare = value.is_string();
  if (!bare && !value.is_object()) return bad_slot(i, "");
  const json::object none;
  const json::object &object = bare ? none : value.get_object();
  const auto start = base::parse_time(bare ? std::string_view(value.get_string()) : base::string_at(object, "start"), zone);
  if (!start) return bad_slot(i, bare ? "" : ".start");
  const std::string_view end_text = base::string_at(object, "end");
  const auto end = end_text.empty() ? start : base::parse_time(end_text, zone);
  if (!end) return bad_slot(i, ".end");
  return Slot{*start, *end, std::string(base::string_at(object, "provider")), std::string(base::string_at(object, "location"))};
}

base::Result<std::vector<Slot>> read_slots(const Call &call, const base::Zone &zone) {
  std::vector<Slot> slots;
  const json::array &values = base::array_at(call.input, "slots");
  for (std::size_t i = 0; i < values.size(); ++i) {
    base::Result<Slot> slot = read_slot(values[i], i, zone);
    if (!slot) return slot.error();
    slots.push_back(std::move(*slot));
  }
  return slots;
}

json::array index_array(const std::vector<std::size_t> &indexes) { return json::array(indexes.begin(), indexes.end()); }

// ---- slots.filter

base::Result<scheduling::SlotFilter> read_filter(const json::object &input) {
  scheduling::SlotFilter filter;
  auto preference = nlu::preference_from_json(base::object_at(input, "preference"));
  if (!preference) return preference.error();
  filter.preference = std::move(*preference);
  const std::string_view preset = base::string_at(input, "preset");
  filter.preset = scheduling::parse_slot_preset(preset);
  if (!preset.empty() && !filter.preset) return base::invalid("is not a preset such as \"weekdays\"", "preset");
  filter.provider = base::string_at(input, "provider");
  filter.location = base::string_at(input, "location");
  return filter;
}

base::Result<json::value> run_filter(const Call &call) {
  const auto zone = zone_of(call);
  if (!zone) return zone.error();
  const auto slots = read_slots(call, *zone);
  if (!slots) return slots.error();
  const auto filter = read_filter(call.input);
  if (!filter) return filter.error();
  const std::vector<std::size_t> kept = scheduling::filter_slots(*slots, *zone, *filter);
  json::array kept_slots;
  for (const std::size_t i : kept) kept_slots.push_back(base::array_at(call.input, "slots")[i]);
  return json::object{{"slots", std::move(kept_slots)}, {"indexes", index_array(kept)}};
}

// ---- slots.select

scheduling::SlotNames names_of(const Call &call) {
  scheduling::SlotNames names;
  if (!call.tenant) return names;
  for (const practice::Provider &provider : call.tenant->practice().providers) names.providers.emplace(provider.id, provider.name);
  for (const practice::Location &location : call.tenant->practice().locations) names.locations.emplace(location.id, location.name);
  return names;
}

nlu::Context context_of(const Call &call, const base::Zone &zone) {
  nlu::Context context;
  context.now = call.now;
  context.zone = zone;
  context.language = nlu::parse_language(base::string_at(call.input, "language"));
  if (call.tenant) context.country = call.tenant->practice().country;
  return context;
}

json::value selection_json(const scheduling::Selection &selection) {
  json::object out{{"outcome", scheduling::outcome_key(selection.outcome)}, {"index", nullptr}};
  if (selection.index) out["index"] = *selection.index;
  if (selection.outcome == scheduling::Selection::Outcome::ambiguous) out["candidates"] = index_array(selection.candidates);
  if (selection.request) out["request"] = nlu::to_json(*selection.request);
  return out;
}

base::Result<json::value> run_select(const Call &call) {
  const auto zone = zone_of(call);
  if (!zone) return zone.error();
  const auto slots = read_slots(call, *zone);
  if (!slots) return slots.error();
  const auto stored = nlu::preference_from_json(base::object_at(call.input, "preference"));
  if (!stored) return stored.error();
  const std::string_view text = base::string_at(call.input, "text");
  return selection_json(scheduling::select_slot(*slots, text, context_of(call, *zone), *stored, names_of(call)));
}

const std::array kOperations{
    Operation{.name = "slots.filter", .permission = "schedule.read", .needs_tenant = false,
              .summary = "Keep the slots that suit a preference, a preset, a provider or a location",
              .input_schema = R"({"type":"object","properties":{"slots":{"type":"array","items":{"type":["object","string"]},"maxItems":5000},"time_zone":{"type":"string"},"language":{"type":"string"},"preference":{"type":"object"},"preset":{"type":"string","enum":["weekdays","weekends","businessHours","afterWork","morningOnly","afternoonOnly"]},"provider":{"type":"string"},"location":{"type":"string"}},"required":["slots"],"additionalProperties":false})",
              .output_schema = R"({"type":"object","properties":{"slots":{"type":"array","items":{"type":["object","string"]}},"indexes":{"type":"array","items":{"type":"integer"}}},"required":["slots","indexes"]})",
              .example = R"({"in":{"slots":["2026-03-02T14:00:00-05:00","2026-03-02T16:00:00-05:00","2026-03-03T16:00:00-05:00"],"time_zone":"America/New_York","preference":{"weekdays":["mon","thu"],"after":"16:00"}},"out":{"slots":["2026-03-02T16:00:00-05:00"],"indexes":[1]}})",
              .run = &run_filter},
    Operation{.name = "slots.select", .permission = "schedule.read", .needs_tenant = false,
              .summary = "Tell which of the offered slots a person means, or what else they want",
              .input_schema = R"({"type":"object","properties":{"slots":{"type":"array","items":{"type":["object","string"]},"maxItems":100},"text":{"type":"string","maxLength":16384},"time_zone":{"type":"string"},"language":{"type":"string"},"preference":{"type":"object"}},"required":["slots","text"],"additionalProperties":false})",
              .output_schema = R"({"type":"object","properties":{"outcome":{"type":"string","enum":["selected","ambiguous","no_match","rejected","new_request","not_a_selection"]},"index":{"type":["integer","null"]},"candidates":{"type":"array","items":{"type":"integer"}},"request":{"type":"object"}},"required":["outcome","index"]})",
              .example = R"({"in":{"slots":["2026-03-05T09:00:00","2026-03-05T14:30:00","2026-03-06T11:00:00"],"text":"the afternoon one","now":"2026-03-04T10:00:00-05:00","time_zone":"America/New_York"},"out":{"outcome":"selected","index":1}})",
              .run = &run_select}};

}  // namespace

std::span<const Operation> slot_operations() { return kOperations; }

}  // namespace callwell::operations
