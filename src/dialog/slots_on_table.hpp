// The openings or appointments that were offered, as the slot selection reads them.
#pragma once

#include <vector>

#include "dialog/setting.hpp"
#include "dialog/state.hpp"
#include "scheduling/slot_selection.hpp"

namespace callwell::dialog {

struct SlotsOnTable {
  SlotsOnTable(const json::array &offered, const Setting &setting);
  std::vector<scheduling::Slot> slots;  ///< in the order of `offered`
  scheduling::SlotNames names;
};

scheduling::Slot slot_from_json(const json::object &object);

}  // namespace callwell::dialog
