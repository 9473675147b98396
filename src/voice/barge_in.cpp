#include "voice/barge_in.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "nlu/tokens.hpp"

namespace callwell::voice {

namespace {

constexpr std::int64_t kMs = 1000;
constexpr std::int64_t kProtectedMs = 300;             // our own first sound comes back as echo before the canceller has learnt it
constexpr std::int64_t kInterruptsUs = 700 * kMs;      // so much speech is no cough and no "mm-hm", whatever its words
constexpr std::int64_t kGiveUpUs = 450 * kMs;          // of silence without words after a sound: it was nothing

constexpr std::string_view kBackchannel[] = {"mm",  "hm",   "hmm", "mhm",  "mmhm", "uh",   "huh",   "uhhuh", "ok",    "okay", "yeah", "yep", "right", "sure", "alright", "i",
                                             "see", "good", "great", "yes", "aja",  "ajá",  "ah",    "oh",    "si",   "claro", "bueno", "vale", "ya",  "aha",   "got", "it"};

}  // namespace

bool only_backchannel(std::string_view words) {
  constexpr std::size_t kMost = 3;
  std::size_t count = 0;
  for (const nlu::Token &token : nlu::tokenize(words, 2 * kMost + 1)) {
    if (token.kind == nlu::Token::Kind::mark) continue;
    if (std::find(std::begin(kBackchannel), std::end(kBackchannel), token.text) == std::end(kBackchannel)) return false;
    ++count;
  }
  return count > 0 && count <= kMost;
}

BargeIn::Step BargeIn::look(const Now &now) {
  if (!now.agent_speaks || !now.interruptible) {
    paused_ = false;
    return Step::none;
  }
  if (!paused_) {
    const bool protects = now.talked_ms < kProtectedMs;
    if (!now.caller_speaks || protects) return Step::none;
    paused_ = true;
    return Step::pause;
  }
  const bool listening = now.any_words && now.only_listening;
  const bool meant = !listening && (now.any_words || now.last_voice - now.onset > kInterruptsUs);
  if (meant) {
    paused_ = false;
    return Step::cut;
  }
  if (!now.caller_speaks && (listening || now.at - now.last_voice > kGiveUpUs)) {
    paused_ = false;
    return Step::resume;
  }
  return Step::none;
}

}  // namespace callwell::voice
