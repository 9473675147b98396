#include "voice/answering.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"

namespace callwell::voice {

namespace {

constexpr std::int64_t kMs = 1000;
constexpr std::int64_t kNobodyUs = 3500 * kMs;          // of silence at first: a machine warms up; people say hello
constexpr std::int64_t kLongGreetingUs = 2400 * kMs;    // of speech without a pause: people wait for an answer by then
constexpr std::int64_t kWaitsUs = 800 * kMs;            // of silence after a short greeting
constexpr std::int64_t kDecideUs = 6000 * kMs;

constexpr std::string_view kMachineSays[] = {"leave a message", "leave your name", "after the tone", "after the beep", "not available", "mailbox", "voicemail", "voice mail", "cannot take your call",
                                             "can't take your call", "can't come to the phone", "cannot come to the phone", "at the tone", "record your message", "deje su mensaje", "deje un mensaje",
                                             "despues del tono", "buzon de voz", "no esta disponible"};
constexpr std::string_view kScreenSays[] = {"state your name", "say your name", "who is calling", "reason for calling", "call screening", "screening service", "using a screening", "record your name",
                                            "diga su nombre", "motivo de su llamada"};

template <std::size_t N>
bool any_in(const std::string_view (&phrases)[N], std::string_view words) {
  return std::any_of(std::begin(phrases), std::end(phrases), [words](std::string_view phrase) { return words.find(phrase) != std::string_view::npos; });
}

}  // namespace

std::optional<AnsweredBy> Answering::tell(AnsweredBy who) {
  if (told_) return std::nullopt;
  told_ = true;
  return who;
}

std::optional<AnsweredBy> Answering::hear(bool voiced, CallTime now) {
  if (answered_ < 0) answered_ = now;
  if (voiced) {
    if (first_voice_ < 0 || now - last_voice_ > kWaitsUs) first_voice_ = now;
    last_voice_ = now;
    spoken_us_ += kFrameUs;
  }
  if (first_voice_ < 0) return now - answered_ > kNobodyUs ? tell(AnsweredBy::machine) : std::nullopt;
  if (last_voice_ - first_voice_ > kLongGreetingUs) return tell(AnsweredBy::machine);
  if (now - last_voice_ > kWaitsUs) return tell(AnsweredBy::person);
  return now - answered_ > kDecideUs ? tell(AnsweredBy::person) : std::nullopt;
}

std::optional<AnsweredBy> Answering::transcript(std::string_view words) {
  const std::string lower = base::fold(words);
  if (any_in(kScreenSays, lower)) return tell(AnsweredBy::screening);
  if (any_in(kMachineSays, lower)) return tell(AnsweredBy::machine);
  return std::nullopt;
}

std::optional<AnsweredBy> Answering::beep() { return tell(AnsweredBy::machine); }

}  // namespace callwell::voice
