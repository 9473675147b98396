// What the voice path asks of a recogniser and of a synthesiser. Adapters implement these; they work on threads or sockets of
// their own and answer through the callback, from any thread, until they are destroyed. Destruction waits for no network.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "nlu/analysis.hpp"
#include "voice/audio.hpp"
#include "voice/playout.hpp"

namespace callwell::voice {

/// What a recogniser should be ready to hear.
struct Hearing {
  std::string language = "en";           ///< BCP 47
  nlu::Expecting expecting;              ///< what was asked: grammars and hints follow it
  std::vector<std::string> hints;        ///< names of providers, services, streets: words to be likely
};

struct Recognised {
  std::string text;
  float confidence = 0;
  bool final = false;
  bool end_of_speech = false;            ///< the service itself thinks that the caller finished
};

/// One call's ears.
class RecogniserStream {
 public:
  virtual ~RecogniserStream() = default;
  virtual void hear(Samples frame) = 0;          ///< never blocks; at the rate it was opened with
  virtual void expect(const Hearing &hearing) = 0;
  virtual void end_of_turn() = 0;                ///< the caller stopped: say what is final, now
};

using OnRecognised = std::function<void(base::Result<Recognised>)>;  ///< an error ends the stream

class Recogniser {
 public:
  virtual ~Recogniser() = default;
  virtual std::string_view name() const = 0;
  virtual base::Result<std::unique_ptr<RecogniserStream>> open(std::int32_t rate, const Hearing &hearing, OnRecognised on_recognised) = 0;
};

struct SpeechRequest {
  std::string text;
  std::string language = "en";
  std::string voice;                     ///< the adapter's own name of it; empty: its default for the language
  std::int32_t rate = 8000;              ///< samples a second wanted
};

/// A piece of synthesised speech. Marks are samples of the whole speech.
struct SpeechPiece {
  SharedSamples samples;                 ///< may be null
  std::vector<WordMark> marks;
  bool last = false;
};

using OnSpeech = std::function<void(base::Result<SpeechPiece>)>;     ///< an error ends the speech

/// Destroying the handle abandons the speech.
class SpeechHandle {
 public:
  virtual ~SpeechHandle() = default;
};

class Synthesiser {
 public:
  virtual ~Synthesiser() = default;
  virtual std::string_view name() const = 0;
  virtual base::Result<std::unique_ptr<SpeechHandle>> speak(const SpeechRequest &request, OnSpeech on_speech) = 0;
};

}  // namespace callwell::voice
