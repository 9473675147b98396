#include "voice/keypad_tones.hpp"

#include <algorithm>
#include <string_view>

namespace callwell::voice {

namespace {

// 2 cos(2πf/8000) for rows 697 770 852 941 and columns 1209 1336 1477 1633 Hz.
constexpr std::array<float, 8> kResonance{1.707738F, 1.645281F, 1.568687F, 1.478205F, 1.164104F, 0.996370F, 0.798618F, 0.568533F};
constexpr std::string_view kLayout = "123A456B789C*0#D";
constexpr float kFaintest = 12'000;                    // mean square of a tone 40 dB below full scale
constexpr float kMostTwist = 4.0F, kLeastTwist = 0.158F;  // high to low: +6 dB, −8 dB
constexpr float kAboveOthers = 5.0F;                   // 7 dB
constexpr float kPurity = 0.72F;
constexpr float kSteady = 0.6F;                        // two blocks of one tone are about as loud
constexpr int kQuietBlocks = 2;

struct Peak { std::size_t at = 0; float power = 0; bool clear = false; };

Peak peak_of(const std::array<float, 8> &power, std::size_t begin) {
  Peak peak{begin, power[begin], true};
  for (std::size_t i = begin + 1; i < begin + 4; ++i) {
    if (power[i] > peak.power) peak = {i, power[i], true};
  }
  for (std::size_t i = begin; i < begin + 4; ++i) peak.clear = peak.clear && (i == peak.at || power[i] * kAboveOthers < peak.power);
  return peak;
}

}  // namespace

KeypadTones::Block KeypadTones::judge() const {
  if (energy_ < kFaintest * kBlock) return {};
  std::array<float, 8> power;
  for (std::size_t i = 0; i < power.size(); ++i) {
    // Of a pure tone, the resonator's power is its energy times half the block.
    power[i] = (before_[i] * before_[i] + older_[i] * older_[i] - kResonance[i] * before_[i] * older_[i]) * 2 / kBlock;
  }
  const Peak row = peak_of(power, 0), column = peak_of(power, 4);
  const float twist = column.power / std::max(row.power, 1e-3F);
  const bool pure = row.power + column.power > kPurity * energy_;
  if (!row.clear || !column.clear || !pure || twist > kMostTwist || twist < kLeastTwist) return {};
  return {kLayout[row.at * 4 + column.at - 4], row.power + column.power};
}

void KeypadTones::restart() {
  before_ = {};
  older_ = {};
  energy_ = 0;
  filled_ = 0;
}

std::optional<char> KeypadTones::hear(Samples frame) {
  std::optional<char> digit;
  for (const Sample sample : frame) {
    const float x = sample;
    energy_ += x * x;
    for (std::size_t i = 0; i < kResonance.size(); ++i) {
      const float now = x + kResonance[i] * before_[i] - older_[i];
      older_[i] = before_[i];
      before_[i] = now;
    }
    if (++filled_ < kBlock) continue;
    const Block block = judge();
    const bool same = block.digit != 0 && block.digit == last_.digit && block.power > kSteady * last_.power && last_.power > kSteady * block.power;
    if (same && told_ != block.digit) digit = told_ = block.digit;
    quiet_ = block.digit == told_ ? 0 : quiet_ + 1;
    if (quiet_ >= kQuietBlocks) told_ = 0;
    last_ = block;
    restart();
  }
  return digit;
}

}  // namespace callwell::voice
