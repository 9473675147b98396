#include "voice/line.hpp"

#include <algorithm>
#include <deque>
#include <utility>

#include "voice/answering.hpp"
#include "voice/barge_in.hpp"
#include "voice/call_tones.hpp"
#include "voice/keypad_tones.hpp"
#include "voice/resampler.hpp"
#include "voice/spectrum.hpp"
#include "voice/voice_detector.hpp"

namespace callwell::voice {

namespace {

constexpr std::int64_t kMs = 1000;
constexpr std::int64_t kEchoLearntMs = 400;             // of each speech: what comes back then is echo, people have not reacted yet
constexpr float kEchoFades = 0.97F, kEchoForgets = 0.999F;
constexpr std::int64_t kSpeechWithoutWordsUs = 3'000 * kMs;
constexpr std::size_t kMostEvents = 256;

/// How loud our own voice may come back: by what came back while nobody could have reacted yet.
class Echo {
 public:
  void played(float loudness, std::int64_t talked_ms) {
    recent_ = std::max(loudness, recent_ * kEchoFades);
    learning_ = talked_ms > 0 && talked_ms < kEchoLearntMs;
  }
  float expected(float heard, float noise) {
    if (recent_ < 1) return 0;
    if (learning_ && heard > noise) returns_ = std::max(returns_, std::min((heard - noise) / recent_, 1.0F));
    returns_ *= kEchoForgets;
    return returns_ * recent_;
  }

 private:
  float recent_ = 0, returns_ = 0;
  bool learning_ = false;
};

LineEventKind event_of(AnsweredBy who) {
  switch (who) {
    case AnsweredBy::machine: return LineEventKind::answered_by_machine;
    case AnsweredBy::screening: return LineEventKind::answered_by_screening;
    case AnsweredBy::person: break;
  }
  return LineEventKind::answered_by_person;
}

LineEventKind event_of(CallTone tone) {
  switch (tone) {
    case CallTone::fax: return LineEventKind::fax;
    case CallTone::beep: return LineEventKind::beep;
    case CallTone::not_in_service: break;
  }
  return LineEventKind::not_in_service;
}

bool yes_or_no(const nlu::Expecting &expecting) { return expecting.field == "boolean"; }

}  // namespace

struct Line::Impl {
  explicit Impl(const LineOptions &given) : options(given), narrow(given.rate, 8000), turn_end(given.country), playout(given.rate) {}

  void hear(Samples frame);
  void look_at_sound(Samples frame);
  void follow(TurnEnd::Step step);
  void interrupt();
  void watch_silence();
  void watch_recogniser();
  void answered(std::optional<AnsweredBy> who) {
    if (who) tell(event_of(*who));
  }
  LineEvent &tell(LineEventKind kind) {
    if (events.size() == kMostEvents) events.pop_front();
    LineEvent &event = events.emplace_back();
    event.kind = kind;
    event.at = now;
    return event;
  }
  void press(char digit) {
    silent_since = now;
    if (playout.interruptible()) interrupt();
    tell(LineEventKind::keypad).digit = digit;
  }

  LineOptions options;
  Resampler narrow;
  Spectrum spectrum;
  VoiceDetector detector;
  KeypadTones keypad_tones;
  CallTones call_tones;
  TurnEnd turn_end;
  BargeIn barge_in;
  Answering answering;
  Echo echo;
  Playout playout;
  nlu::Expecting expecting;
  CallTime now = 0, silent_since = 0, wordless_since = -1;
  std::int64_t patience_us = 0, wordless_us = 0;
  std::int64_t frames = 0;
  bool held = false, reply_owed = false, silence_told = false;
  bool only_listening = false;  ///< the caller's words so far are an "uh-huh"
  std::deque<LineEvent> events;
};

void Line::Impl::look_at_sound(Samples frame) {
  FrameBuffer buffer;
  const Samples sound = options.rate == 8000 ? frame : Samples(buffer.data(), narrow.process(frame, buffer));
  spectrum.take(sound);
  detector.hear(spectrum, playout.empty() ? 0 : echo.expected(spectrum.energy(), detector.noise()));
  if (options.keypad_tones) {
    if (const auto digit = keypad_tones.hear(sound)) press(*digit);
  }
  if (const auto tone = call_tones.hear(spectrum)) {
    tell(event_of(*tone));
    if (*tone != CallTone::beep) answering.nobody();
    if (*tone == CallTone::beep && options.outgoing) answered(answering.beep());
  }
}

void Line::Impl::hear(Samples frame) {
  now = frames++ * kFrameUs;
  if (held) return;
  look_at_sound(frame);
  const bool voiced = detector.voiced() && !call_tones.sounding() && !(options.keypad_tones && keypad_tones.sounding());
  if (options.outgoing && !answering.told()) answered(answering.hear(voiced, now));
  follow(turn_end.hear(voiced, now));
  const BargeIn::Now talk{now, playout.speaking(), playout.interruptible(), playout.talked_ms(), turn_end.speaking(), turn_end.onset(), turn_end.last_voice(),
                          !turn_end.words().empty(), only_listening};
  switch (barge_in.look(talk)) {
    case BargeIn::Step::pause:
      playout.pause();
      tell(LineEventKind::paused);
      break;
    case BargeIn::Step::resume:
      playout.resume();
      tell(LineEventKind::resumed);
      break;
    case BargeIn::Step::cut: interrupt(); break;
    case BargeIn::Step::none: break;
  }
  watch_recogniser();
  watch_silence();
}

void Line::Impl::follow(TurnEnd::Step step) {
  switch (step) {
    case TurnEnd::Step::none: return;
    case TurnEnd::Step::started: tell(LineEventKind::caller_started); return;
    case TurnEnd::Step::stopped: tell(LineEventKind::caller_stopped); return;
    case TurnEnd::Step::nothing: return;
    case TurnEnd::Step::ended: break;
  }
  TurnEnd::Turn turn = turn_end.take(now);
  wordless_since = -1;
  if (playout.speaking() && std::exchange(only_listening, false)) return;  // the agent goes on
  LineEvent &event = tell(LineEventKind::turn);
  event.text = std::move(turn.text);
  event.confidence = turn.confidence;
  reply_owed = true;
}

void Line::Impl::interrupt() {
  barge_in.reset();
  if (const auto id = playout.current()) {
    LineEvent &event = tell(LineEventKind::interrupted);
    event.id = *id;
    event.text = playout.heard();
  }
  playout.cut();
}

/// Speech goes on and on and the recogniser finds no word in it: it is dead, or cannot hear.
void Line::Impl::watch_recogniser() {
  if (!turn_end.words().empty()) {
    wordless_since = -1;
    return;
  }
  if (!turn_end.speaking()) return;
  if (wordless_since < 0) {
    wordless_since = now;
    wordless_us = 0;
  }
  wordless_us += kFrameUs;
  if (now - wordless_since < options.recogniser_silent_ms * kMs || wordless_us < kSpeechWithoutWordsUs) return;
  tell(LineEventKind::recogniser_silent);
  wordless_since = -1;
}

void Line::Impl::watch_silence() {
  if (turn_end.busy() || !playout.empty() || reply_owed) {
    silent_since = now;
    return;
  }
  if (patience_us == 0 || silence_told || now - silent_since < patience_us) return;
  silence_told = true;
  tell(LineEventKind::silence);
}

Line::Line(const LineOptions &options) : impl_(std::make_unique<Impl>(options)) {}
Line::~Line() = default;
Line::Line(Line &&) noexcept = default;

void Line::hear(Samples frame) { impl_->hear(frame); }

void Line::play(std::span<Sample> frame) {
  Impl &line = *impl_;
  if (line.held) {
    std::fill(frame.begin(), frame.end(), Sample{0});
    return;
  }
  const std::int64_t talked_ms = line.playout.talked_ms();
  if (const auto ended = line.playout.pull(frame)) line.tell(LineEventKind::spoken).id = *ended;
  line.echo.played(line.playout.loudness(), talked_ms);
}

void Line::key(char digit) { impl_->press(digit); }

void Line::transcript(const Transcript &transcript) {
  if (impl_->options.outgoing && !impl_->answering.told()) impl_->answered(impl_->answering.transcript(transcript.text));
  impl_->turn_end.transcript(transcript, impl_->now);
  // "Yes" after a question is an answer; after anything else it says that one listens.
  impl_->only_listening = !yes_or_no(impl_->expecting) && only_backchannel(impl_->turn_end.words());
}

void Line::expect(const nlu::Expecting &expecting, std::int64_t patience_ms) {
  impl_->expecting = expecting;
  impl_->turn_end.expect(expecting);
  impl_->patience_us = patience_ms * kMs;
  impl_->silence_told = false;
  impl_->reply_owed = false;
  impl_->silent_since = impl_->now;
}

void Line::say(SpeechId id, std::string_view text, const SpeechOptions &options) { impl_->playout.begin(id, text, options); }
void Line::speech(SpeechId id, SharedSamples samples) { impl_->playout.add(id, std::move(samples)); }
void Line::mark(SpeechId id, WordMark mark) { impl_->playout.mark(id, mark); }
void Line::speech_ends(SpeechId id) { impl_->playout.finish(id); }
void Line::hush() { impl_->playout.cut(); }

void Line::end_turn() { impl_->turn_end.hurry(); }

void Line::hold(bool held) {
  impl_->held = held;
  impl_->silent_since = impl_->now;
}

std::optional<LineEvent> Line::next() {
  if (impl_->events.empty()) return std::nullopt;
  LineEvent event = std::move(impl_->events.front());
  impl_->events.pop_front();
  return event;
}

CallTime Line::now() const { return impl_->now; }
bool Line::caller_speaks() const { return impl_->turn_end.speaking(); }
const Playout &Line::playout() const { return impl_->playout; }

}  // namespace callwell::voice
