// From cues to slots: what each cue matches, how cues narrow, join and exclude one another.
#pragma once

#include <span>
#include <vector>

#include "scheduling/slot_selection_cues.hpp"

namespace callwell::scheduling {

/// An offered slot in the practice's wall-clock time.
struct Offer {
  base::LocalTime start;
  std::string provider, location;
};

/// Cues that hold together ("friday at eleven"), as a choice or as what is not wanted.
struct CueGroup {
  std::vector<Cue> cues;
  bool excluded = false;
  bool joined = false;  ///< follows an "or" or "and" to the group before it
};
std::vector<CueGroup> group_cues(std::span<const Element> elements);

/// What the groups leave of the offer: indexes, ascending. Wanted groups are joined, unwanted taken away; with none
/// wanted all the rest is left.
std::vector<std::size_t> resolve(std::span<const CueGroup> groups, std::span<const Offer> offers);

/// Do the cues say a clock time, an hour, a day or a part of it, so that a stored preference may decide between several?
bool narrows_by_time(std::span<const CueGroup> groups);

}  // namespace callwell::scheduling
