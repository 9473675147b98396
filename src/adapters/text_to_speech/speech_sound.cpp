#include "adapters/text_to_speech/speech_sound.hpp"

#include <charconv>

#include "voice/g711.hpp"

namespace callwell::adapters {

namespace {

constexpr std::int64_t kLongestSeconds = 180;
constexpr std::int32_t kLowestRate = 8'000, kHighestRate = 48'000;

}  // namespace

base::Result<SoundFormat> parse_sound_format(std::string_view name) {
  const std::size_t bar = name.find('_');
  const std::string_view kind = name.substr(0, bar), digits = bar == std::string_view::npos ? std::string_view() : name.substr(bar + 1);
  std::int32_t rate = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), rate);
  const bool whole = !digits.empty() && read.ec == std::errc() && read.ptr == digits.data() + digits.size();
  if (whole && kind == "pcm" && rate >= kLowestRate && rate <= kHighestRate) return SoundFormat{voice::Encoding::pcm16, rate};
  if (whole && kind == "ulaw" && rate == 8'000) return SoundFormat{voice::Encoding::mulaw, rate};
  if (whole && kind == "alaw" && rate == 8'000) return SoundFormat{voice::Encoding::alaw, rate};
  return base::invalid("the sound's format is none of pcm_8000 … pcm_48000, ulaw_8000 and alaw_8000");
}

SpeechSound::SpeechSound(SoundFormat format, std::int32_t rate) : format_(format), rate_(rate), resampler_(format.rate, rate) {}

std::vector<voice::Sample> SpeechSound::decode(std::string_view bytes) {
  if (format_.encoding != voice::Encoding::pcm16) {
    std::vector<voice::Sample> samples(bytes.size());
    voice::decode_g711(format_.encoding, {reinterpret_cast<const std::uint8_t *>(bytes.data()), bytes.size()}, samples);
    return samples;
  }
  std::string joined;
  if (!odd_.empty()) bytes = joined = odd_.append(bytes);
  std::vector<voice::Sample> samples(bytes.size() / 2);
  const auto at = [&bytes](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])); };
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = static_cast<voice::Sample>(at(2 * i) | at(2 * i + 1) << 8U);
  odd_ = bytes.size() % 2 == 1 ? std::string(1, bytes.back()) : std::string();
  return samples;
}

base::Result<voice::SharedSamples> SpeechSound::add(std::string_view bytes) {
  const std::vector<voice::Sample> decoded = decode(bytes);
  std::vector<voice::Sample> samples(decoded.size() * static_cast<std::size_t>(rate_) / static_cast<std::size_t>(format_.rate) + 1);
  samples.resize(resampler_.process(decoded, samples));
  samples_ += static_cast<std::int64_t>(samples.size());
  if (samples_ > kLongestSeconds * rate_) return base::Error{base::Status::limit_exceeded, "the service sends sound without end", "text_to_speech"};
  if (samples.empty()) return voice::SharedSamples();
  return std::make_shared<const std::vector<voice::Sample>>(std::move(samples));
}

}  // namespace callwell::adapters
