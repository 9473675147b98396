// What a call hears: the recogniser's words, and what the line tells.
#include "base/log.hpp"
#include "runtime/call_on_loop.hpp"

namespace callwell::runtime {

void Call::open_recogniser() {
  recogniser_.reset();
  while (recogniser_at_ < services_.recognisers.size()) {
    const std::size_t attempt = recogniser_at_;
    auto stream = services_.recognisers[attempt]->open(
        line_.rate(), {language_, expecting_, {}},
        on_loop([attempt](Call &call, const base::Result<voice::Recognised> &heard) { call.recognised(attempt, heard); }));
    if (stream) {
      recogniser_ = std::move(*stream);
      return;
    }
    base::log(base::LogLevel::warn, "call.recogniser_failed", {{"adapter", base::Identifier{std::string(services_.recognisers[attempt]->name())}},
                                                               {"status", base::Identifier{base::status_name(stream.error().status)}}});
    ++recogniser_at_;
  }
  tell({CallEvent::Kind::failover, "text", {}});
  ask(dialog::EventKind::unheard);
}

void Call::recognised(std::size_t attempt, const base::Result<voice::Recognised> &heard) {
  if (attempt != recogniser_at_ || finished_) return;
  if (!heard) {
    ++recogniser_at_;
    open_recogniser();
    return;
  }
  LineCommand command;
  command.kind = LineCommand::Kind::transcript;
  command.text = heard->text;
  command.confidence = heard->confidence;
  command.final = heard->final;
  line_.send(std::move(command));
  words_ = settled_words_ + (settled_words_.empty() || heard->text.empty() ? "" : " ") + heard->text;
  if (heard->final) settled_words_ = words_;
  // Who says that somebody does not breathe is answered before the sentence is at its end.
  if (emergency_watch_.hear(words_)) {
    LineCommand now;
    now.kind = LineCommand::Kind::end_turn;
    line_.send(std::move(now));
  } else if (caller_paused_) {
    foresee();
  }
}

void Call::follow(voice::LineEvent &event) {
  using Kind = voice::LineEventKind;
  if (recording_) recording_->follow(event);
  switch (event.kind) {
    case Kind::caller_started: caller_paused_ = false; break;
    case Kind::caller_stopped:
      caller_paused_ = true;
      if (recogniser_) recogniser_->end_of_turn();
      foresee();
      break;
    case Kind::turn:
      settled_words_.clear();
      words_.clear();
      caller_paused_ = false;
      emergency_watch_.start_turn();
      ask(dialog::EventKind::utterance, std::move(event.text), event.confidence);
      break;
    case Kind::keypad: ask(dialog::EventKind::keypad, {}, 1, event.digit); break;
    case Kind::silence: ask(dialog::EventKind::tick); break;
    case Kind::interrupted: cut_off(event.id, event.text); break;
    case Kind::spoken: hear_out(event.id); break;
    case Kind::recogniser_silent:
      if (announces()) break;
      ++recogniser_at_;
      open_recogniser();
      break;
    case Kind::fax:
    case Kind::not_in_service:
      disposition_ = event.kind == Kind::fax ? "fax" : "not_in_service";
      ending_ = true;
      stop_speaking();
      ask(dialog::EventKind::hangup);
      break;
    default: break;
  }
}

void Call::work(std::int64_t now_us) {
  line_.flush();
  voice::RecordedFrame kept;
  while (line_.next(kept)) recording_->take(kept);
  line_.heard([this](voice::Samples frame) {
    if (recogniser_ && !finished_) recogniser_->hear(frame);
  });
  voice::LineEvent event;
  while (!finished_ && line_.next(event)) follow(event);
  if (!finished_) look_at_time(now_us);
}

/// Works out the answer to the words so far, for when the caller has nothing to add.
void Call::foresee() {
  if (!services_.foresee || busy_ || ending_ || words_.empty()) return;
  operations::TurnRequest turn = about_this_call();
  turn.text = words_;
  foresight_->foresee(std::move(turn), loop_.now());
}

}  // namespace callwell::runtime
