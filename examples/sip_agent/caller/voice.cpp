#include "voice.hpp"

#include <algorithm>

extern "C" {
#include <flite/flite.h>
cst_voice *register_cmu_us_rms(const char *);
cst_voice *register_cmu_us_awb(const char *);
cst_voice *register_cmu_us_kal16(const char *);
}

namespace caller {

namespace {

constexpr int kRate = 8000;
constexpr int kLoudest = 12'000;             // of a person on the telephone, about -9 dBov
cst_voice *voice = nullptr;

}  // namespace

bool choose_voice(const std::string &name) {
  flite_init();
  constexpr std::pair<const char *, cst_voice *(*)(const char *)> kVoices[] = {{"rms", &register_cmu_us_rms}, {"awb", &register_cmu_us_awb}, {"kal16", &register_cmu_us_kal16}};
  for (const auto &[known, make] : kVoices) {
    if (name == known) voice = make(nullptr);
  }
  return voice != nullptr;
}

Samples speak(const std::string &text) {
  cst_wave *wave = flite_text_to_wave(text.c_str(), voice);
  if (!wave) return {};
  cst_wave_resample(wave, kRate);
  Samples samples(wave->samples, wave->samples + wave->num_samples);
  delete_wave(wave);
  int loudest = 1;
  for (const std::int16_t sample : samples) loudest = std::max(loudest, std::abs(static_cast<int>(sample)));
  for (std::int16_t &sample : samples) sample = static_cast<std::int16_t>(sample * kLoudest / loudest);
  return samples;
}

}  // namespace caller
