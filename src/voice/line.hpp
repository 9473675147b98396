// The voice front end of one call, sans-IO: frames of the caller and words of the recogniser go in, the agent's speech goes
// through, turns and what else matters come out. It knows when a caller has finished, given what was asked; when to let
// itself be interrupted, and when it was only a cough; how long silence may last. Its clock is the frame's.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "nlu/analysis.hpp"
#include "voice/audio.hpp"
#include "voice/playout.hpp"
#include "voice/turn_end.hpp"

namespace callwell::voice {

struct LineOptions {
  std::int32_t rate = 8000;                   ///< 8000 or 16000
  std::string country = "US";                 ///< how many digits a telephone number has
  bool outgoing = false;                      ///< we called: listen first who answers
  bool keypad_tones = false;                  ///< no telephone events were agreed: find digits in the sound
  std::int32_t recogniser_silent_ms = 10'000; ///< with speech, without one word of it
};

enum class LineEventKind : std::uint8_t {
  caller_started = 1,   ///< the caller began to speak
  caller_stopped,       ///< …and paused; not yet a turn
  turn,                 ///< text, confidence: what the caller said, whole
  keypad,               ///< digit
  paused,               ///< the agent's speech, at the onset of the caller's
  resumed,              ///< …it was a cough or a "mm-hm"
  interrupted,          ///< id, text: the agent's speech was cut; text is what was heard of it
  spoken,               ///< id: the caller heard the speech to its end
  silence,              ///< nobody spoke for as long as the agent's patience lasts
  recogniser_silent,    ///< speech without a word of it
  fax, beep, not_in_service,
  answered_by_person, answered_by_machine, answered_by_screening,  ///< outgoing calls, once
};

struct LineEvent {
  LineEventKind kind = LineEventKind::turn;
  CallTime at = 0;
  std::string text;
  float confidence = 1;
  SpeechId id = 0;
  char digit = 0;
};

class Line {
 public:
  explicit Line(const LineOptions &options);
  ~Line();
  Line(Line &&) noexcept;

  /// ---- the sound; each once every 20 ms, in this order ----
  void hear(Samples frame);
  void play(std::span<Sample> frame);

  /// ---- what else happens, between frames ----
  void key(char digit);                                 ///< by RFC 4733 or the carrier's message
  void transcript(const Transcript &transcript);
  /// What the agent asked and waits for, and how long it waits once both are silent; 0: for ever.
  void expect(const nlu::Expecting &expecting, std::int64_t patience_ms);
  void say(SpeechId id, std::string_view text, const SpeechOptions &options);
  void speech(SpeechId id, SharedSamples samples);
  void mark(SpeechId id, WordMark mark);
  void speech_ends(SpeechId id);
  void hush();                                          ///< drops what is being said and queued
  void end_turn();                                      ///< what was said so far is the turn: it cannot wait
  void hold(bool held);                                 ///< the other side put us on hold: its music is no speech, its silence no silence

  std::optional<LineEvent> next();

  CallTime now() const;                                 ///< of the newest frame
  bool caller_speaks() const;
  const Playout &playout() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace callwell::voice
