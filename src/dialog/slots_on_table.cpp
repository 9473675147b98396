#include "dialog/slots_on_table.hpp"

namespace callwell::dialog {

scheduling::Slot slot_from_json(const json::object &object) {
  const auto time = [&](std::string_view key) {
    const auto read = base::parse_rfc3339(base::string_at(object, key));
    return read ? *read : base::Instant{};
  };
  return {time("start"), time("end"), std::string(base::string_at(object, "provider")), std::string(base::string_at(object, "location"))};
}

SlotsOnTable::SlotsOnTable(const json::array &offered, const Setting &setting) {
  for (const json::value &item : offered) slots.push_back(slot_from_json(item.as_object()));
  for (const practice::Provider &provider : setting.practice().providers) names.providers.emplace(provider.id, provider.name);
  for (const practice::Location &location : setting.practice().locations) names.locations.emplace(location.id, location.name);
}

}  // namespace callwell::dialog
