// Emergencies while the caller still speaks. An unfinished sentence promises much that its end takes back ("i can't breathe … with
// all these forms"), so more is asked of it than of a whole turn: two transcripts in a row of which the detector is all but sure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "nlu/analysis.hpp"

namespace callwell::nlu {

/// One caller's turns; used by one thread at a time.
class EmergencyWatch {
 public:
  static constexpr std::size_t kWords = 24;  ///< the latest, that are read of a transcript

  /// The turn's words so far, as the recogniser has them now; it may have changed its mind about any of them. True from the
  /// transcript on that leaves no doubt, until the turn ends; the whole turn is for detect_emergency() in any case. Reads the
  /// last kWords words, and nothing where they are those of the call before, so that a long turn costs no more a word than a short one.
  bool hear(std::string_view so_far);
  void start_turn();
  /// What the latest words sounded like; no emergency before any were heard.
  const Emergency &found() const { return found_; }

 private:
  std::string heard_;
  Emergency found_;
  bool sure_ = false, raised_ = false;
};

}  // namespace callwell::nlu
