#include "tests/replay/audio_journal.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <stdexcept>

#include "base/crypto.hpp"
#include "base/ids.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "voice/line.hpp"
#include "voice/receiver.hpp"
#include "voice/sender.hpp"

namespace callwell::testing {

namespace {

namespace json = boost::json;
using namespace voice;

constexpr int kRoom = 8;  // loudness of the line's own noise

/// One turn of a sine in 1024 steps, rounded: the only thing here that was ever a fraction.
int sine(std::uint32_t phase) {
  static const std::array<int, 1024> kTable = [] {
    std::array<int, 1024> table{};
    for (std::size_t i = 0; i < table.size(); ++i) table[i] = static_cast<int>(std::lround(16'384 * std::sin(2 * 3.14159265358979 * static_cast<double>(i) / 1024)));
    return table;
  }();
  return kTable[phase >> 22];
}
std::uint32_t step_of(int hertz) { return static_cast<std::uint32_t>((static_cast<std::uint64_t>(hertz) << 32) / 8000); }

/// Four syllables a second of a voice around 120 Hz, whose overtones gather now around one formant, now around another.
class Voice {
 public:
  Sample next() {
    const auto at = static_cast<std::uint32_t>(place_++);
    const int open = 16'384 + sine(at * step_of(2) + at / 3 * step_of(1));     // 0 to 32768
    pitch_ += step_of(120 + 18 * sine(at * step_of(1) + at / 3 * step_of(1)) / 16'384);
    std::int64_t value = 0;
    for (std::uint32_t k = 0; k < kDark.size(); ++k) value += static_cast<std::int64_t>(kDark[k] * (32'768 - open) + kBright[k] * open) / 32'768 * sine(pitch_ * (k + 1));
    const int syllable = 20'480 + sine(at * step_of(4) + (3U << 30)) * 3 / 4;  // 8192 to 32768
    return static_cast<Sample>(value / 48 * syllable / 32'768);
  }

 private:
  static constexpr std::array<int, 16> kDark{6, 9, 14, 15, 9, 5, 3, 2, 2, 3, 4, 4, 3, 2, 1, 1}, kBright{3, 3, 4, 5, 8, 13, 15, 12, 7, 4, 3, 4, 6, 7, 6, 4};
  std::size_t place_ = 0;
  std::uint32_t pitch_ = 0;
};

Sample noise(base::Random &random, int level) {
  int sum = 0;
  for (int k = 0; k < 4; ++k) sum += static_cast<int>(random.next() % 2001) - 1000;
  return static_cast<Sample>(sum * level / 1155);  // 1155: the deviation of such a sum
}

const char *name_of(LineEventKind kind) {
  constexpr const char *kNames[] = {"", "caller_started", "caller_stopped", "turn", "keypad", "paused", "resumed", "interrupted", "spoken", "silence",
                                    "recogniser_silent", "fax", "beep", "not_in_service", "answered_by_person", "answered_by_machine", "answered_by_screening"};
  return kNames[static_cast<std::size_t>(kind)];
}

int number(const json::object &line, std::string_view key, int otherwise = 0) { return static_cast<int>(base::int_at(line, key, otherwise)); }
std::string text(const json::object &line, std::string_view key) { return std::string(base::string_at(line, key)); }

/// The two ends of an RTP stream and the network between, where packets are lost and late by a seed.
class Wire {
 public:
  Wire(const json::object &line, const json::object &network)
      : format_(format_of(line)), sender_(format_, kRate, 1), receiver_(format_, kRate), random_(static_cast<std::uint64_t>(number(network, "seed", 1))),
        lost_(number(network, "lost_percent")), jitter_us_(number(network, "jitter_ms") * 1000) {}

  void press(char digit) { sender_.press(digit); }
  /// A frame goes in at the caller's end, another comes out at ours; the digits that did, too.
  std::string carry(std::int64_t now, std::span<Sample> frame) {
    std::vector<std::uint8_t> packet(400);
    packet.resize(sender_.send(frame, packet));
    const bool lost = static_cast<int>(random_.next() % 100) < lost_;
    const std::int64_t late = jitter_us_ > 0 ? static_cast<std::int64_t>(random_.next() % static_cast<std::uint64_t>(jitter_us_)) : 0;
    if (!lost) under_way_.emplace(now + late, std::move(packet));
    std::string digits;
    while (!under_way_.empty() && under_way_.begin()->first <= now) {
      if (const auto digit = receiver_.put(under_way_.begin()->second, under_way_.begin()->first)) digits += *digit;
      under_way_.erase(under_way_.begin());
    }
    receiver_.pull(now, frame);
    return digits;
  }

  static constexpr std::int32_t kRate = 8000;

 private:
  static RtpFormat format_of(const json::object &line) {
    RtpFormat format;
    if (base::string_at(line, "over") != "opus") return format;
    format.encoding = Encoding::opus;
    format.type = 111;
    return format;
  }
  RtpFormat format_;
  Sender sender_;
  Receiver receiver_;
  base::Random random_;
  int lost_;
  std::int64_t jitter_us_;
  std::multimap<std::int64_t, std::vector<std::uint8_t>> under_way_;
};

class Recording {
 public:
  explicit Recording(const json::object &line) : line_(options_of(line)), room_(7) {
    if (line.contains("over")) wire_.emplace(line, base::object_at(line, "network"));
  }

  /// True at the journal's end.
  bool enter(const json::object &in) {
    if (in.contains("hear")) hear(in);
    if (in.contains("words")) line_.transcript({text(in, "words"), static_cast<float>(number(in, "percent", 90)) / 100, base::bool_at(in, "final")});
    if (in.contains("expect")) line_.expect({text(in, "expect"), {}}, number(in, "patience_ms"));
    if (in.contains("say")) say(in);
    if (in.contains("hold")) line_.hold(base::bool_at(in, "hold"));
    if (in.contains("key")) {
      const char digit = text(in, "key").at(0);
      if (wire_) {
        wire_->press(digit);
      } else {
        line_.key(digit);
      }
    }
    return in.contains("end");
  }

  /// One frame both ways; appends what was told of it.
  void pass(std::int64_t frame, std::string &journal) {
    std::array<Sample, 160> sound{};
    for (Sample &sample : sound) {
      const int heard = caller_at_ < caller_.size() ? caller_[caller_at_++] : 0;
      sample = static_cast<Sample>(std::clamp(heard + noise(room_, kRoom), -32'767, 32'767));
    }
    if (wire_) {
      for (const char digit : wire_->carry(frame * kFrameUs, sound)) line_.key(digit);
    }
    line_.hear(sound);
    line_.play(sound);
    for (const Sample sample : sound) {
      agent_ += static_cast<char>(sample & 0xFF);
      agent_ += static_cast<char>(static_cast<std::uint16_t>(sample) >> 8);
    }
    while (const auto event = line_.next()) journal += json::serialize(told(frame, *event)) + "\n";
  }

  /// Samples the agent sent, by hash: they were mixed and faded by integers alone.
  std::string agent(std::int64_t frame) const {
    return json::serialize(json::object{{"at", frame}, {"agent_sha256", base::hex(base::sha256(agent_))}}) + "\n";
  }

 private:
  static LineOptions options_of(const json::object &line) {
    LineOptions options;
    options.outgoing = base::bool_at(line, "outgoing");
    options.keypad_tones = base::bool_at(line, "keypad_tones");
    return options;
  }

  void hear(const json::object &in) {
    const std::vector<Sample> sound = make_sound({text(in, "hear"), number(in, "ms"), number(in, "level", 6000), number(in, "hertz"), number(in, "and_hertz")});
    caller_.assign(sound.begin(), sound.end());
    caller_at_ = 0;
  }

  void say(const json::object &in) {
    const auto id = static_cast<SpeechId>(number(in, "say"));
    SpeechOptions options;
    options.interruptible = base::bool_at(in, "interruptible", true);
    options.pause_before_ms = number(in, "pause_ms");
    line_.say(id, text(in, "text"), options);
    line_.speech(id, std::make_shared<const std::vector<Sample>>(make_sound({"voice", number(in, "ms"), 5000})));
    line_.speech_ends(id);
  }

  static json::object told(std::int64_t frame, const LineEvent &event) {
    json::object out{{"at", frame}, {"told", name_of(event.kind)}};
    if (event.kind == LineEventKind::turn || event.kind == LineEventKind::interrupted) out["text"] = event.text;
    if (event.id != 0) out["speech"] = event.id;
    if (event.digit != 0) out["digit"] = std::string(1, event.digit);
    return out;
  }

  Line line_;
  base::Random room_;
  std::optional<Wire> wire_;
  std::vector<Sample> caller_;
  std::size_t caller_at_ = 0;
  std::string agent_;
};

bool is_output(const json::object &line) { return line.contains("told") || line.contains("agent_sha256"); }

}  // namespace

std::vector<Sample> make_sound(const SoundRequest &request) {
  std::vector<Sample> sound(static_cast<std::size_t>(request.ms) * 8);
  base::Random random(3);
  Voice voice;
  for (std::size_t i = 0; i < sound.size(); ++i) {
    const auto at = static_cast<std::uint32_t>(i);
    if (request.what == "voice") sound[i] = static_cast<Sample>(voice.next() * request.level / 8192);
    if (request.what == "noise") sound[i] = noise(random, request.level);
    if (request.what == "tone") {
      const int second = request.second_hertz > 0 ? sine(at * step_of(request.second_hertz)) : 0;
      sound[i] = static_cast<Sample>((sine(at * step_of(request.first_hertz)) + second) * request.level / 16'384);
    }
    if (request.what == "chord") {
      sound[i] = static_cast<Sample>((sine(at * step_of(262)) + sine(at * step_of(330)) + sine(at * step_of(392))) / 3 * request.level / 16'384);
    }
  }
  return sound;
}

std::string record_audio(std::string_view journal) {
  std::string out;
  std::optional<Recording> recording;
  std::int64_t frame = 0;
  for (const std::string_view line : base::split(base::trim(journal), '\n')) {
    const auto read = base::parse_json(line);
    if (!read || !read->is_object()) throw std::runtime_error("not a line of JSON: " + std::string(line));
    const json::object &in = read->get_object();
    if (is_output(in)) continue;
    if (!recording) {
      recording.emplace(base::object_at(in, "line"));
      out += std::string(line) + "\n";
      continue;
    }
    for (; frame < number(in, "at"); ++frame) recording->pass(frame, out);
    out += std::string(line) + "\n";
    if (recording->enter(in)) break;
  }
  return out + (recording ? recording->agent(frame) : std::string());
}

}  // namespace callwell::testing
