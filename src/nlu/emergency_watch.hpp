// Emergencies while the caller still speaks. An unfinished sentence promises much that its end takes back ("i can't breathe … with
// all these forms"), so more is asked of it than of a whole turn: two transcripts in a row of which the detector is all but sure.
#pragma once

#include <string>
#include <string_view>

#include "nlu/analysis.hpp"

namespace callwell::nlu {

/// One caller's turns; used by one thread at a time.
class EmergencyWatch {
 public:
  /// The turn's words so far, as the recogniser has them now. True from the transcript on that leaves no doubt, until the turn ends;
  /// the whole turn is for detect_emergency() in any case.
  bool hear(std::string_view so_far);
  void start_turn();
  /// What the last transcript sounded like.
  const Emergency &found() const { return found_; }

 private:
  std::string heard_;
  Emergency found_;
  bool sure_ = false, raised_ = false;
};

}  // namespace callwell::nlu
