// A slot: an opening in a calendar that can be offered, chosen and booked.
#pragma once

#include <string>

#include "base/time.hpp"

namespace callwell::scheduling {

struct Slot {
  base::Instant start, end;        ///< half-open
  std::string provider, location;  ///< ids of the practice file; empty where there is no choice of them
  friend bool operator==(const Slot &, const Slot &) = default;
};

}  // namespace callwell::scheduling
