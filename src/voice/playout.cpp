#include "voice/playout.hpp"

#include <algorithm>

namespace callwell::voice {

namespace {

constexpr std::int64_t kResumeReachMs = 1200;      // how far back a resume may go to begin a word anew
constexpr double kMostly = 0.5;                    // of a word, and it counts as heard
constexpr std::int64_t kCharactersPerSecond = 15;  // of a voice, where a speech's length is not known yet

}  // namespace

Playout::Speech *Playout::find(SpeechId id) {
  const auto found = std::find_if(speeches_.begin(), speeches_.end(), [id](const Speech &s) { return s.id == id; });
  return found == speeches_.end() ? nullptr : &*found;
}

void Playout::begin(SpeechId id, std::string_view text, const SpeechOptions &options) {
  if (speeches_.empty()) talked_ = 0;
  Speech &speech = speeches_.emplace_back();
  speech.id = id;
  speech.text = text;
  speech.options = options;
  speech.silence = static_cast<std::int64_t>(options.pause_before_ms) * rate_ / 1000;
}

void Playout::add(SpeechId id, SharedSamples samples) {
  Speech *speech = find(id);
  if (!speech || !samples || samples->empty()) return;
  speech->length += static_cast<std::int64_t>(samples->size());
  speech->pieces.push_back(std::move(samples));
}

void Playout::mark(SpeechId id, WordMark mark) {
  if (Speech *speech = find(id)) speech->marks.push_back({mark.sample, std::min(mark.text_end, speech->text.size())});
}

void Playout::finish(SpeechId id) {
  if (Speech *speech = find(id)) speech->finished = true;
}

bool Playout::speaking() const { return !speeches_.empty() && talked_ > 0; }

std::optional<SpeechId> Playout::current() const { return speeches_.empty() ? std::nullopt : std::optional(speeches_.front().id); }

std::int64_t Playout::talked_ms() const { return speeches_.empty() ? 0 : talked_ * 1000 / rate_; }

/// Copies what there is of the speech from where it stands.
std::size_t Playout::copy(Speech &speech, std::span<Sample> frame) {
  std::size_t written = 0;
  std::int64_t piece_begin = speech.first;
  for (const SharedSamples &piece : speech.pieces) {
    const auto size = static_cast<std::int64_t>(piece->size());
    if (speech.played < piece_begin + size && written < frame.size()) {
      const auto from = static_cast<std::size_t>(speech.played - piece_begin);
      const std::size_t n = std::min(frame.size() - written, piece->size() - from);
      std::copy_n(piece->begin() + static_cast<std::ptrdiff_t>(from), n, frame.begin() + static_cast<std::ptrdiff_t>(written));
      written += n;
      speech.played += static_cast<std::int64_t>(n);
    }
    piece_begin += size;
  }
  return written;
}

void Playout::forget_played(Speech &speech) const {
  const std::int64_t reach = kResumeReachMs * rate_ / 1000;
  while (!speech.pieces.empty() && speech.first + static_cast<std::int64_t>(speech.pieces.front()->size()) < speech.played - reach) {
    speech.first += static_cast<std::int64_t>(speech.pieces.front()->size());
    speech.pieces.pop_front();
  }
}

std::optional<SpeechId> Playout::pull(std::span<Sample> frame) {
  std::size_t written = 0;
  std::optional<SpeechId> ended;
  if (!speeches_.empty() && (!paused_ || fading_)) {
    Speech &speech = speeches_.front();
    const auto silence = static_cast<std::size_t>(std::min<std::int64_t>(speech.silence, static_cast<std::int64_t>(frame.size())));
    std::fill_n(frame.begin(), silence, Sample{0});
    speech.silence -= static_cast<std::int64_t>(silence);
    written = silence + copy(speech, frame.subspan(silence));
    talked_ += static_cast<std::int64_t>(written - silence);
    forget_played(speech);
    if (written < frame.size() && !speech.finished && speech.played > 0) ++starved_;
    if (speech.finished && speech.played == speech.length) {
      ended = speech.id;
      speeches_.pop_front();
    }
  }
  std::fill(frame.begin() + static_cast<std::ptrdiff_t>(written), frame.end(), Sample{0});
  if (fading_ || rising_) {
    const auto n = static_cast<int>(frame.size());
    for (int i = 0; i < n; ++i) frame[static_cast<std::size_t>(i)] = static_cast<Sample>(frame[static_cast<std::size_t>(i)] * (fading_ ? n - 1 - i : i) / n);
    fading_ = rising_ = false;
  }
  loudness_ = 0;
  for (const Sample sample : frame) loudness_ += static_cast<float>(sample) * static_cast<float>(sample);
  loudness_ /= static_cast<float>(std::max<std::size_t>(frame.size(), 1));
  return ended;
}

void Playout::pause() {
  if (paused_) return;
  paused_ = true;
  fading_ = true;
}

/// Where each word ends, in samples.
std::vector<WordMark> Playout::words(const Speech &speech) const {
  if (!speech.marks.empty()) return speech.marks;
  std::vector<WordMark> laid_out;
  const auto size = static_cast<std::int64_t>(speech.text.size());
  const std::int64_t length = speech.finished ? speech.length : std::max(speech.length, size * rate_ / kCharactersPerSecond);
  for (std::size_t i = 1; i <= speech.text.size(); ++i) {
    const bool ends = i == speech.text.size() || (speech.text[i] == ' ' && speech.text[i - 1] != ' ');
    if (ends) laid_out.push_back({length * static_cast<std::int64_t>(i) / std::max<std::int64_t>(size, 1), i});
  }
  return laid_out;
}

void Playout::resume() {
  if (!paused_) return;
  paused_ = fading_ = false;
  rising_ = true;
  if (speeches_.empty()) return;
  Speech &speech = speeches_.front();
  std::int64_t word = 0;
  for (const WordMark &end : words(speech)) {
    if (end.sample < speech.played) word = end.sample;
  }
  speech.played = std::max({word, speech.played - kResumeReachMs * rate_ / 1000, speech.first});
}

std::string Playout::heard() const {
  if (speeches_.empty()) return {};
  const Speech &speech = speeches_.front();
  std::int64_t begin = 0;
  std::size_t text = 0;
  for (const WordMark &end : words(speech)) {
    if (static_cast<double>(speech.played - begin) < kMostly * static_cast<double>(end.sample - begin)) break;
    text = end.text_end;
    begin = end.sample;
  }
  return speech.text.substr(0, text);
}

void Playout::cut() {
  speeches_.clear();
  paused_ = fading_ = rising_ = false;
}

}  // namespace callwell::voice
