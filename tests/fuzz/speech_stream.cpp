// Fuzz target: what ElevenLabs and Polly answer, cut into pieces of any size, from bytes to samples and marks.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "adapters/text_to_speech/elevenlabs_messages.hpp"
#include "adapters/text_to_speech/lines.hpp"
#include "adapters/text_to_speech/polly_messages.hpp"

using namespace callwell;
using namespace callwell::adapters;

namespace {

constexpr std::string_view kText = "Sí, gracias. See you on Monday at 3.";
constexpr std::int32_t kRate = 8000;

/// Marks ascend in both and stay within the text.
void check(const std::vector<voice::WordMark> &marks, voice::WordMark &before) {
  for (const voice::WordMark &mark : marks) {
    if (mark.sample < before.sample || mark.text_end <= before.text_end || mark.text_end > kText.size()) std::abort();
    before = mark;
  }
}

void elevenlabs(std::string_view bytes, std::size_t cut) {
  SpeechSound sound({voice::Encoding::pcm16, 16'000}, kRate);
  SpeechWords words(kText, kRate);
  voice::WordMark before;
  Lines lines(kElevenLabsMessageBytes);
  const auto take = [&](std::string_view line) {
    const auto piece = read_elevenlabs_piece(line);
    if (!piece) return false;
    check(words.add(piece->characters, sound.samples()), before);
    return sound.add(piece->sound).has_value();
  };
  for (std::size_t at = 0; at < bytes.size(); at += cut) {
    if (!lines.add(bytes.substr(at, cut), take)) return;
  }
  if (lines.finish(take)) check(words.finish(), before);
}

void polly(std::string_view bytes, std::size_t cut) {
  std::vector<PollyWord> words;
  Lines lines(kPollyMarkBytes);
  const auto take = [&](std::string_view line) {
    const auto word = read_polly_mark(line);
    if (word && *word) words.push_back(**word);
    return word.has_value();
  };
  for (std::size_t at = 0; at < bytes.size(); at += cut) {
    if (!lines.add(bytes.substr(at, cut), take)) return;
  }
  lines.finish(take);
  voice::WordMark before;
  check(polly_word_marks(words, kText.size(), kRate, 40'000), before);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char *>(data) + 1, size - 1);
  const std::size_t cut = 1 + data[0] % 64;
  elevenlabs(bytes, cut);
  polly(bytes, cut);
  (void)elevenlabs_error(data[0] * 3, bytes);
  (void)polly_error(data[0] * 3, bytes);
  (void)parse_sound_format(bytes);
  return 0;
}
