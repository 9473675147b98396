#include "voice/call_tones.hpp"

#include <cmath>
#include <utility>

namespace callwell::voice {

namespace {

// Source of the fax tones: ITU-T T.30 (calling 1100 ± 38 Hz for half a second, answering 2100 ± 15 Hz); of the notes: ITU-T E.180.
constexpr float kCalling = 1100, kAnswering = 2100, kFaxRoom = 40, kNoteRoom = 30;
constexpr std::array<float, 3> kNotes{950, 1400, 1800};
constexpr int kFaxFrames = 20, kBeepFrames = 10, kNoteFrames = 8, kNoteGapFrames = 5;
constexpr float kLowestBeep = 400, kHighestBeep = 2500;

bool near(float hertz, float wanted, float room) { return std::fabs(hertz - wanted) < room; }

}  // namespace

std::optional<CallTone> CallTones::hear(const Spectrum &spectrum) {
  const float tone = spectrum.single_tone();
  if (tone > 0 && held_ > 0 && near(tone, held_, 40)) {
    ++frames_;
    const bool fax = near(tone, kCalling, kFaxRoom) || near(tone, kAnswering, kFaxRoom);
    if (fax && frames_ == kFaxFrames && !std::exchange(fax_told_, true)) return CallTone::fax;
    return std::nullopt;
  }
  const float ended = std::exchange(held_, tone);
  const int lasted = std::exchange(frames_, tone > 0 ? 1 : 0);
  ++since_note_;
  if (ended == 0) {
    if (since_note_ > kNoteGapFrames) notes_ = 0;
    return std::nullopt;
  }
  const auto next = static_cast<std::size_t>(notes_);
  if (lasted >= kNoteFrames && next < kNotes.size() && near(ended, kNotes[next], kNoteRoom)) {
    since_note_ = 0;
    if (++notes_ == static_cast<int>(kNotes.size())) {
      notes_ = 0;
      return CallTone::not_in_service;
    }
    return std::nullopt;
  }
  notes_ = 0;
  return lasted >= kBeepFrames && ended > kLowestBeep && ended < kHighestBeep && !fax_told_ ? std::optional(CallTone::beep) : std::nullopt;
}

}  // namespace callwell::voice
