// Which few of many openings to offer: those that suit first, then early ones on different days and at different hours.
#pragma once

#include <functional>
#include <vector>

#include "scheduling/slot.hpp"

namespace callwell::scheduling {

/// Does a local start suit the person? Empty: any does.
using Suits = std::function<bool(const base::LocalTime &start)>;

struct Ranked {
  Slot slot;
  bool suits = true;
};

struct RankingQuery {
  std::size_t count = 3;
  bool earliest_only = false;  ///< "as soon as possible": the next ones, however close together
};

/// At most `count`, best first; `openings` are in order of start. When none suits, the nearest others come, marked so.
/// Of several providers free at one time and place the first is taken.
std::vector<Ranked> rank_openings(const std::vector<Slot> &openings, const base::Zone &zone, const Suits &suits, const RankingQuery &query);

}  // namespace callwell::scheduling
