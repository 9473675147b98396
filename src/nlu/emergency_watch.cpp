#include "nlu/emergency_watch.hpp"

#include <utility>

#include "base/text.hpp"
#include "nlu/signals.hpp"

namespace callwell::nlu {

namespace {

constexpr float kSure = 0.85F;

/// The last kWords words of a transcript, without blanks after them.
std::string_view latest(std::string_view text) {
  text = base::trim(text);
  std::size_t at = text.size();
  for (std::size_t words = 0; words < EmergencyWatch::kWords; ++words) {
    at = text.find_last_not_of(' ', at - 1);
    at = text.find_last_of(' ', at);
    if (at == std::string_view::npos) return text;
  }
  return text.substr(at + 1);
}

}  // namespace

bool EmergencyWatch::hear(std::string_view so_far) {
  const std::string_view words = latest(so_far);
  if (raised_ || words == heard_) return raised_;
  heard_ = words;
  found_ = detect_emergency(words);
  const bool sure = found_.confidence >= kSure;
  raised_ = std::exchange(sure_, sure) && sure;
  return raised_;
}

void EmergencyWatch::start_turn() { *this = {}; }

}  // namespace callwell::nlu
