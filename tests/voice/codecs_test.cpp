// G.711, Opus and rates: what goes out comes back as it was, within what the encoding can hold.
#include <catch2/catch.hpp>

#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/crypto.hpp"
#include "voice/g711.hpp"
#include "voice/opus_codec.hpp"
#include "voice/resampler.hpp"

using namespace callwell;
using namespace callwell::voice;

namespace {

std::string table_bytes(Sample (*decode)(std::uint8_t)) {
  std::string bytes;
  for (int code = 0; code < 256; ++code) {
    const auto value = static_cast<std::uint16_t>(decode(static_cast<std::uint8_t>(code)));
    bytes += static_cast<char>(value & 0xFF);
    bytes += static_cast<char>(value >> 8);
  }
  return bytes;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    out += kHex[static_cast<unsigned char>(c) >> 4];
    out += kHex[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

std::vector<Sample> tone(std::int32_t rate, double hertz, std::size_t count, double level = 8000) {
  std::vector<Sample> samples(count);
  for (std::size_t i = 0; i < count; ++i) samples[i] = static_cast<Sample>(level * std::sin(2 * 3.14159265358979 * hertz * static_cast<double>(i) / rate));
  return samples;
}

double rms(Samples samples) {
  double sum = 0;
  for (const Sample s : samples) sum += static_cast<double>(s) * s;
  return std::sqrt(sum / static_cast<double>(samples.size()));
}

}  // namespace

TEST_CASE("G.711 decodes every code as the standard's tables do") {
  CHECK(hex(base::sha256(table_bytes(mulaw_decode))) == "3dab54339e520bb2c924826e3b72a917a2b612e9fd12fc867500f1d983a75827");
  CHECK(hex(base::sha256(table_bytes(alaw_decode))) == "e04788d110e58ff8c70c93b8480190d973e3b67876b6119abbaec766cc75c174");
}

TEST_CASE("G.711 encodes known samples to known codes") {
  struct Row { int sample; int mulaw, alaw; };
  const Row row = GENERATE(Row{0, 0xff, 0xd5}, Row{4, 0xfe, 0xd5}, Row{-4, 0x7e, 0x55}, Row{100, 0xf2, 0xd3}, Row{-100, 0x72, 0x53}, Row{1000, 0xce, 0xfa},
                           Row{-1000, 0x4e, 0x7a}, Row{8031, 0xa0, 0x8a}, Row{32124, 0x80, 0xaa}, Row{32767, 0x80, 0xaa}, Row{-32768, 0x00, 0x2a});
  CHECK(mulaw_encode(static_cast<Sample>(row.sample)) == row.mulaw);
  CHECK(alaw_encode(static_cast<Sample>(row.sample)) == row.alaw);
}

TEST_CASE("every G.711 code survives decoding and encoding") {
  for (int code = 0; code < 256; ++code) {
    const auto byte = static_cast<std::uint8_t>(code);
    CHECK(mulaw_decode(mulaw_encode(mulaw_decode(byte))) == mulaw_decode(byte));
    CHECK(alaw_encode(alaw_decode(byte)) == byte);
  }
}

TEST_CASE("no sample is further from what comes back than half a step of its loudness") {
  for (int value = -32768; value <= 32767; ++value) {
    const auto sample = static_cast<Sample>(value);
    const int room = std::max(16, std::abs(value) / 16) + 1;
    CHECK_FALSE(std::abs(std::clamp(value, -32635, 32635) - mulaw_decode(mulaw_encode(sample))) > room);
    CHECK_FALSE(std::abs(value - alaw_decode(alaw_encode(sample))) > std::max(room, 512));
  }
}

TEST_CASE("resampling keeps a tone's loudness and a frame's length") {
  struct Row { std::int32_t from, to; };
  const Row row = GENERATE(Row{8000, 16000}, Row{16000, 8000}, Row{48000, 8000}, Row{8000, 48000}, Row{24000, 16000}, Row{22050, 8000}, Row{8000, 8000});
  Resampler resampler(row.from, row.to);
  const auto input = tone(row.from, 440, static_cast<std::size_t>(row.from));
  std::vector<Sample> output(static_cast<std::size_t>(row.to) + 100);
  std::size_t written = 0;
  const std::size_t step = static_cast<std::size_t>(row.from) / 50;
  for (std::size_t i = 0; i < 50; ++i) written += resampler.process(Samples(input).subspan(i * step, step), std::span(output).subspan(written));
  CHECK(std::abs(static_cast<long>(written) - row.to) <= 2);
  const Samples middle = Samples(output).subspan(written / 4, written / 2);
  CHECK(rms(middle) == Approx(8000 / std::sqrt(2.0)).epsilon(0.03));
}

TEST_CASE("Opus carries a tone, conceals a lost packet, and answers damage with nothing") {
  OpusWriter writer(16000);
  OpusReader reader(16000);
  const auto input = tone(16000, 300, 16000);
  std::array<std::uint8_t, 512> packet{};
  FrameBuffer out;
  double loudness = 0;
  for (std::size_t i = 0; i < 50; ++i) {
    const std::size_t size = writer.encode(Samples(input).subspan(i * 320, 320), packet);
    REQUIRE(size > 0);
    REQUIRE(size < 200);
    const std::size_t written = reader.decode({packet.data(), i == 30 ? 0 : size}, std::span(out).first(320));
    REQUIRE(written == 320);
    if (i >= 10) loudness += rms(Samples(out).first(written)) / 40;
  }
  CHECK(loudness == Approx(8000 / std::sqrt(2.0)).epsilon(0.15));
  const std::array<std::uint8_t, 3> damaged{0xFF, 0xFF, 0xFF};
  CHECK(reader.decode(damaged, out) <= out.size());
}
