#include "nlu/emergency_watch.hpp"

#include <utility>

#include "nlu/signals.hpp"

namespace callwell::nlu {

namespace {
constexpr float kSure = 0.9F;
}

bool EmergencyWatch::hear(std::string_view so_far) {
  if (so_far == heard_) return raised_;
  heard_ = so_far;
  found_ = detect_emergency(so_far);
  const bool sure = found_.confidence >= kSure;
  raised_ = raised_ || (std::exchange(sure_, sure) && sure);
  return raised_;
}

void EmergencyWatch::start_turn() { *this = {}; }

}  // namespace callwell::nlu
