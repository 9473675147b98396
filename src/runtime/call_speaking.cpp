// What a call says: sentence by sentence, and how much of it was heard.
#include "runtime/call_on_loop.hpp"
#include "voice/sentences.hpp"

namespace callwell::runtime {

namespace {

constexpr std::size_t kMadeAtOnce = 2;  // the sentence to be heard and the next: services count what is asked at once
constexpr std::size_t kNoReply = static_cast<std::size_t>(-1);  // a sign of life between turns

}  // namespace

void Call::say(const std::string &text, const std::string &language, voice::SpeechOptions options, std::string key) {
  const std::size_t reply = key.empty() ? kNoReply : replies_.size();
  if (!key.empty()) replies_.push_back({std::move(key), {}});
  for (const std::string &sentence : voice::sentences(text)) {
    const voice::SpeechId id = next_speech_++;
    LineCommand command;
    command.kind = LineCommand::Kind::say;
    command.id = id;
    command.text = sentence;
    command.options = options;
    line_.send(std::move(command));
    options.pause_before_ms = 0;
    Piece &piece = speaking_[id];
    piece.text = sentence;
    piece.language = language;
    piece.reply = reply;
  }
  make_sound();
}

/// Heard to its end or not at all: it is not interrupted.
void Call::say_notice(const std::string &language) {
  voice::SpeechOptions options;
  options.interruptible = false;
  notice_first_ = next_speech_;
  say(std::string(tenant_.practice().recording.notice.in(language)), language, options);
  notice_last_ = next_speech_ - 1;
}

void Call::hear_out(voice::SpeechId id) {
  if (id == notice_last_ && id != 0) recording_->notice_heard();
  const auto found = speaking_.find(id);
  if (found == speaking_.end()) return;
  if (found->second.reply < replies_.size()) {
    std::string &heard = replies_[found->second.reply].heard;
    heard += (heard.empty() ? "" : " ") + found->second.text;
  }
  speaking_.erase(found);
  after_speech();
}

/// Only what was really heard stays in the record, of this reply and of those that never began.
void Call::cut_off(voice::SpeechId id, const std::string &heard) {
  const auto found = speaking_.find(id);
  if (found != speaking_.end() && found->second.reply < replies_.size()) {
    const std::size_t first = found->second.reply;
    std::string &so_far = replies_[first].heard;
    if (!heard.empty()) so_far += (so_far.empty() ? "" : " ") + heard;
    tell({CallEvent::Kind::interrupted, so_far, {}});
    for (std::size_t i = first; i < replies_.size(); ++i) cut_.push_back({replies_[i].key, replies_[i].heard});
  }
  stop_speaking();
}

void Call::make_sound() {
  std::size_t being_made = 0;
  for (auto &[id, piece] : speaking_) {
    if (!piece.asked && being_made < kMadeAtOnce) make(id, piece);
    being_made += piece.asked && !piece.made;
  }
}

void Call::make(voice::SpeechId id, Piece &piece) {
  piece.asked = true;
  const voice::SpeechRequest request{piece.text, piece.language, services_.voice, line_.rate()};
  if (const auto prompt = services_.speaker->ready(request)) {
    return take_speech(id, voice::SpeechPiece{prompt->samples, prompt->marks, true});
  }
  std::shared_ptr<SpeechAhead> speech = foresight_->speech(request);
  if (!speech) speech = foresight_->begin_speech(request);
  piece.speech = speech;
  speech->attach([this, id](const SpeechPart &made) { take_speech(id, made); });
}

void Call::take_speech(voice::SpeechId id, const base::Result<voice::SpeechPiece> &made) {
  const auto found = speaking_.find(id);
  if (found == speaking_.end()) return;
  found->second.made = !made || made->last;
  if (!made && id >= notice_first_ && id <= notice_last_) notice_last_ = 0;  // nobody has told the caller
  if (!made) {  // no voice is left: what cannot be said goes by text, and the host puts the caller through or takes a message
    LineCommand ends;
    ends.kind = LineCommand::Kind::speech_ends;
    ends.id = id;
    line_.send(std::move(ends));
    if (!std::exchange(ending_, true)) ask(dialog::EventKind::unheard);
    return make_sound();
  }
  for (const voice::WordMark &mark : made->marks) {
    LineCommand command;
    command.kind = LineCommand::Kind::mark;
    command.id = id;
    command.mark = mark;
    line_.send(std::move(command));
  }
  if (made->samples) {
    LineCommand command;
    command.kind = LineCommand::Kind::speech;
    command.id = id;
    command.samples = made->samples;
    line_.send(std::move(command));
  }
  if (made->last) {
    LineCommand command;
    command.kind = LineCommand::Kind::speech_ends;
    command.id = id;
    line_.send(std::move(command));
    make_sound();
  }
}

/// Many sentences may find a voice gone; the host hears of it once.
void Call::tell_failover(std::string_view voice) {
  if (failed_over_to_ == voice) return;
  failed_over_to_ = voice;
  tell({CallEvent::Kind::failover, failed_over_to_, {}});
}

void Call::stop_speaking() { speaking_.clear(); }

/// The farewell is heard to its end before the call ends or goes elsewhere.
void Call::after_speech() {
  if (!speaking_.empty() || busy_ || !inputs_.empty()) return;
  if (when_silent_) {
    const bool ends = when_silent_->kind == CallEvent::Kind::hang_up;
    tell(std::move(*when_silent_));
    when_silent_.reset();
    finished_ = ends;
    return;
  }
  if (ending_) {
    tell({CallEvent::Kind::hang_up, disposition_, {}});
    finished_ = true;
  }
}

}  // namespace callwell::runtime
