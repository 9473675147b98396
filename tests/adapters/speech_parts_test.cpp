// What voices by network are made of: sound cut anywhere, words found from the times of their characters, lines.
#include <catch2/catch.hpp>

#include "adapters/text_to_speech/lines.hpp"
#include "adapters/text_to_speech/speech_sound.hpp"
#include "adapters/text_to_speech/speech_words.hpp"
#include "adapters/text_to_speech/voice_names.hpp"
#include "voice/g711.hpp"

using namespace callwell;
using namespace callwell::adapters;
using base::Status;

namespace {

std::vector<voice::Sample> all_of(SpeechSound &sound, const std::string &bytes, std::size_t cut) {
  std::vector<voice::Sample> samples;
  for (std::size_t at = 0; at < bytes.size(); at += cut) {
    const auto piece = sound.add(std::string_view(bytes).substr(at, cut));
    REQUIRE(piece.has_value());
    if (*piece) samples.insert(samples.end(), (*piece)->begin(), (*piece)->end());
  }
  return samples;
}

std::vector<TimedCharacter> timed(std::string_view text, std::int64_t first_ms, std::int64_t each_ms) {
  std::vector<TimedCharacter> characters;
  for (const char c : text) characters.push_back({std::string(1, c), (first_ms += each_ms) * 1000});
  return characters;
}

}  // namespace

TEST_CASE("sound is the same however its bytes are cut") {
  std::string bytes;
  for (int i = 0; i < 400; ++i) bytes += static_cast<char>(i * 37 % 251);
  SpeechSound whole({voice::Encoding::pcm16, 8000}, 8000);
  const std::vector<voice::Sample> expected = all_of(whole, bytes, bytes.size());
  REQUIRE(expected.size() == 200);
  CHECK(expected[1] == static_cast<voice::Sample>(static_cast<unsigned char>(bytes[2]) | static_cast<unsigned char>(bytes[3]) << 8));
  for (const std::size_t cut : {1U, 2U, 3U, 7U, 399U}) {
    SpeechSound sound({voice::Encoding::pcm16, 8000}, 8000);
    CHECK(all_of(sound, bytes, cut) == expected);
    CHECK(sound.samples() == 200);
  }
}

TEST_CASE("sound comes out at the asked rate, whatever rate and law it has") {
  struct Row { const char *format; std::int32_t rate; std::size_t bytes; std::int64_t samples; };
  for (const Row &row : {Row{"pcm_16000", 8000, 32'000, 8'000}, Row{"pcm_22050", 16000, 44'100, 16'000}, Row{"pcm_24000", 48000, 48'000, 48'000},
                         Row{"ulaw_8000", 8000, 8'000, 8'000}, Row{"alaw_8000", 16000, 8'000, 16'000}}) {
    INFO(row.format);
    const auto format = parse_sound_format(row.format);
    REQUIRE(format.has_value());
    SpeechSound sound(*format, row.rate);
    all_of(sound, std::string(row.bytes, '\x11'), 333);
    CHECK(std::abs(sound.samples() - row.samples) <= row.rate / 200);  // what the filter still holds
  }
  SpeechSound mulaw({voice::Encoding::mulaw, 8000}, 8000);
  CHECK(all_of(mulaw, "\x10\x90", 1) == std::vector<voice::Sample>{voice::mulaw_decode(0x10), voice::mulaw_decode(0x90)});
}

TEST_CASE("formats that are none of ours are refused") {
  for (const char *name : {"", "pcm", "pcm_", "pcm_7999", "pcm_96000", "pcm_8000x", "pcm_99999999999", "ulaw_16000", "mp3_44100_128", "opus_48000_32"}) {
    INFO(name);
    CHECK_FALSE(parse_sound_format(name).has_value());
  }
}

TEST_CASE("sound without end is refused") {
  SpeechSound sound({voice::Encoding::mulaw, 8000}, 8000);
  base::Result<voice::SharedSamples> last = voice::SharedSamples();
  for (int seconds = 0; seconds < 181 && last; ++seconds) last = sound.add(std::string(8000, '\xff'));
  REQUIRE_FALSE(last.has_value());
  CHECK(last.error().status == Status::limit_exceeded);
}

TEST_CASE("a word has ended with its last character, in samples of the asked rate") {
  SpeechWords words("Hello there, you.", 16000);
  auto marks = words.add(timed("Hello there, ", 0, 10), 0);
  REQUIRE(marks.size() == 2);
  CHECK((marks[0].text_end == 5 && marks[0].sample == 50 * 16));
  CHECK((marks[1].text_end == 12 && marks[1].sample == 120 * 16));
  CHECK(words.add(timed("yo", 0, 10), 4000).empty());
  CHECK(words.add(timed("u.", 0, 10), 4320).empty());
  marks = words.finish();
  REQUIRE(marks.size() == 1);
  CHECK((marks[0].text_end == 17 && marks[0].sample == 4320 + 20 * 16));
  CHECK(words.finish().empty());
}

TEST_CASE("characters of more bytes, none of the text's and missing ones do not put marks into the wrong place") {
  SpeechWords spanish("Sí, mañana.", 8000);
  auto marks = spanish.add({{"S", 10'000}, {"í", 20'000}, {",", 30'000}, {" ", 30'000}, {"m", 40'000}, {"a", 50'000}, {"ñ", 60'000}, {"a", 70'000}, {"n", 80'000}, {"a", 90'000}, {".", 95'000}}, 0);
  REQUIRE(marks.size() == 1);
  CHECK(marks[0].text_end == std::string_view("Sí,").size());
  CHECK(spanish.finish()[0].text_end == std::string_view("Sí, mañana.").size());

  SpeechWords spaces("one two", 8000);  // the space itself is not timed
  marks = spaces.add(timed("onetwo", 0, 10), 0);
  REQUIRE(marks.size() == 1);
  CHECK(marks[0].text_end == 3);

  SpeechWords foreign("one two", 8000);
  CHECK(foreign.add(timed("####", 0, 10), 0).empty());
  CHECK(foreign.finish().empty());
}

TEST_CASE("marks ascend even where the service's times do not") {
  SpeechWords words("a b c", 8000);
  auto marks = words.add({{"a", 500'000}, {" ", 0}, {"b", 100'000}, {" ", 0}}, 0);
  REQUIRE(marks.size() == 2);
  CHECK(marks[1].sample >= marks[0].sample);
  CHECK(marks[1].text_end > marks[0].text_end);
}

TEST_CASE("lines are the same however they are cut, and have a limit") {
  const std::string stream = "{\"a\":1}\r\n\n{\"b\":2}\n{\"c\":3}";
  for (std::size_t cut = 1; cut <= stream.size(); ++cut) {
    std::vector<std::string> got;
    const auto take = [&got](std::string_view line) { got.emplace_back(line); return true; };
    Lines lines(64);
    for (std::size_t at = 0; at < stream.size(); at += cut) REQUIRE(lines.add(std::string_view(stream).substr(at, cut), take));
    CHECK(got.size() == 2);
    REQUIRE(lines.finish(take));
    REQUIRE(got.size() == 3);
    CHECK(got[2] == "{\"c\":3}");
  }
  Lines lines(8);
  const auto any = [](std::string_view) { return true; };
  CHECK(lines.add("12345678", any));
  CHECK_FALSE(lines.add("9", any));
}

TEST_CASE("each language has its voice: the one that was asked for, its own, the practice's, the usual one") {
  const practice::PortConfig config{"any", {{"voice", "A"}, {"voice_es", "B"}}};
  const VoiceNames named(config, {{"en", "U"}}), usual({"any", {}}, {{"en", "U"}});
  CHECK(named.of({"x", "en-US", "", 8000}) == "A");
  CHECK(named.of({"x", "es-MX", "", 8000}) == "B");
  CHECK(named.of({"x", "es", "C", 8000}) == "C");
  CHECK(usual.of({"x", "en", "", 8000}) == "U");
  CHECK(usual.of({"x", "fr", "", 8000}).empty());
}

TEST_CASE("what needs no service to be refused is refused at once") {
  CHECK(check_speech({"Hello."}).has_value());
  CHECK(check_speech({" \n"}).error().status == Status::invalid_argument);
  CHECK(check_speech({"a\xff"}).error().status == Status::invalid_argument);
  CHECK(check_speech({std::string(3001, 'a')}).error().status == Status::limit_exceeded);
}
