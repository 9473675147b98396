#include "runtime/call.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/log.hpp"
#include "base/metrics.hpp"
#include "operations/events.hpp"
#include "runtime/call_loop.hpp"
#include "voice/sentences.hpp"

namespace callwell::runtime {

namespace {

constexpr std::int64_t kFillerAfterUs = 1'200'000;   // of an answer that does not come: a sign of life
constexpr std::size_t kMadeAtOnce = 2;               // the sentence to be heard and the next: services count what is asked at once
constexpr std::int64_t kModelFillerAfterUs = 3'000'000;  // the same, when the question to the model was acknowledged
constexpr std::int64_t kLongestPatienceMs = 120'000;
// Natural pacing, by the voice requirements: a breath before a simple question, none before an answer that was waited for, a pause after
// something hard was said.
constexpr std::int32_t kBreathMs = 150, kSympathyMs = 300, kHelloMs = 700;
constexpr double kHardToSay = -0.5;
constexpr std::size_t kNoReply = static_cast<std::size_t>(-1);  // a sign of life between turns
constexpr std::int64_t kQuickAnswerUs = 400'000;

base::Counter calls_begun("callwell_calls_total", "Calls with sound that began");

std::string_view filler(std::string_view language) { return language == "es" ? "Un momento, por favor." : "One moment, please."; }

/// Said at once when a model is asked: its first word takes longer than a person's silence in a conversation.
constexpr std::array<std::string_view, 3> kAcknowledgements[] = {{"Let me see.", "Okay, let me check.", "Sure, one second."},
                                                                 {"Déjeme ver.", "Claro, permítame.", "Muy bien, un segundo."}};
const std::array<std::string_view, 3> &acknowledgements(std::string_view language) { return kAcknowledgements[language == "es" ? 1 : 0]; }

voice::LineOptions line_options(const operations::Tenant &tenant, const CallOptions &options) {
  voice::LineOptions line;
  line.rate = options.media.line_rate();
  line.country = tenant.practice().country;
  line.outgoing = options.outgoing;
  line.keypad_tones = options.keypad_tones;
  return line;
}

}  // namespace

Call::Call(CallLoop &loop, std::shared_ptr<operations::Agent> agent, operations::Tenant &tenant, VoiceServices services, CallOptions options)
    : loop_(loop), agent_(std::move(agent)), tenant_(tenant), services_(std::move(services)), options_(std::move(options)),
      line_(options_.media, line_options(tenant, options_), [&loop] { loop.wake(); }),
      conversation_(options_.conversation), language_(options_.language.empty() ? tenant.practice().languages.front() : options_.language) {
  if (!tenant.records_calls() || announces()) return;
  recording_ = std::make_unique<CallRecording>(loop, agent_, tenant, options_.conversation, line_.rate());
  line_.record(std::shared_ptr<const std::atomic<bool>>(recording_->control(), &recording_->control()->paused));
}

Call::~Call() { agent_->calls().release(conversation_); }

/// A body for another thread to run on the loop, if the call still is.
template <class Body>
auto Call::on_loop(Body body) {
  return [weak = weak_from_this(), loop = &loop_, body = std::move(body)](auto &&...given) {
    if (weak.expired()) return;
    loop->post([weak, body, ... taken = std::forward<decltype(given)>(given)]() mutable {
      if (const auto self = weak.lock()) body(*self, std::move(taken)...);
    });
  };
}

// ---- the host ---------------------------------------------------------------------------------------------------

std::optional<CallEvent> Call::next() {
  if (!any_events_.load(std::memory_order_acquire)) return std::nullopt;  // nearly always: hosts ask with every frame
  const std::lock_guard lock(events_mutex_);
  if (events_.empty()) return std::nullopt;
  CallEvent event = std::move(events_.front());
  events_.pop_front();
  any_events_ = !events_.empty();
  return event;
}

void Call::tell(CallEvent event) {
  const std::lock_guard lock(events_mutex_);
  events_.push_back(std::move(event));
  any_events_ = true;
}

void Call::transferred(base::Status status) {
  on_loop([](Call &call, base::Status result) {
    operations::TurnRequest &input = call.inputs_.emplace_back();
    input.event = dialog::EventKind::result;
    input.status = result;
    call.take_next_turn();
  })(status);
}

void Call::hung_up() {
  on_loop([](Call &call) {
    call.gone_ = call.ending_ = true;
    call.end_recording();
    call.stop_speaking();
    call.ask(dialog::EventKind::hangup);
  })();
}

void Call::pause_recording(bool paused) {
  if (recording_) recording_->control()->paused = paused;
}

// ---- hearing ----------------------------------------------------------------------------------------------------

void Call::begin() {
  calls_begun.add();
  agent_->calls().hold(conversation_);
  foresight_ = std::make_shared<Foresight>(ForesightSetting{agent_, &tenant_, services_.speaker, services_.voice, line_.rate(),
                                                            [weak = weak_from_this(), loop = &loop_](std::function<void()> body) {
                                                              loop->post([weak, body = std::move(body)] {
                                                                if (const auto self = weak.lock()) body();
                                                              });
                                                            },
                                                            [loop = &loop_](std::function<void()> body) { loop->post_slow(std::move(body)); }});
  if (announces()) return make_announcement();
  warm_up();
  if (!recording_) return start(false);
  thinking_since_us_ = loop_.now().us;
  busy_ = true;  // the first words depend on whether there is a recording to tell of
  recording_->begin(on_loop([](Call &call, bool begun) {
    call.busy_ = false;
    call.start(begun);
  }));
}

void Call::start(bool recorded) {
  notice_due_ = recorded && !tenant_.practice().recording.notice.empty();
  open_recogniser();
  inputs_.emplace_front().event = dialog::EventKind::start;  // even where the caller has hung up already
  take_next_turn();
}

void Call::end_recording() {
  if (!recording_) return;
  voice::RecordedFrame frame;
  while (line_.next(frame)) recording_->take(frame);
  recording_->end(words_);
}

/// Once and whole, whatever is said meanwhile; then the call ends.
void Call::make_announcement() {
  ending_ = true;
  disposition_ = "announced";
  voice::SpeechOptions options;
  options.interruptible = false;
  options.pause_before_ms = kHelloMs;
  say(options_.announcement, language_, options);
  after_speech();
}

/// What a model's first question will need is there before it is asked.
void Call::warm_up() {
  if (!tenant_.language_model()) return;
  tenant_.language_model()->warm();
  for (const std::string_view text : acknowledgements(language_)) {
    foresight_->keep_ready({std::string(text), language_, services_.voice, line_.rate()});
  }
}

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

void Call::look_at_time(std::int64_t now_us) {
  if ((busy_ || model_) && !filler_said_ && !ending_ && speaking_.empty() && now_us - thinking_since_us_ > (model_ ? kModelFillerAfterUs : kFillerAfterUs)) {
    filler_said_ = true;
    say(std::string(filler(language_)), language_, {});
  }
  for (const auto &[id, piece] : speaking_) {
    if (piece.speech && !piece.made) Speaker::look_at_time(*piece.speech->speaking, now_us);
  }
  if (tick_at_us_ != 0 && now_us >= tick_at_us_) {
    tick_at_us_ = 0;
    ask(dialog::EventKind::tick);
  }
}

// ---- the conversation -------------------------------------------------------------------------------------------

operations::TurnRequest Call::about_this_call() const {
  operations::TurnRequest turn;
  turn.channel = dialog::Channel::phone;
  turn.contact = options_.contact;
  turn.dialled = options_.dialled;
  turn.conversation_id = conversation_;
  turn.language = language_;
  turn.asks_model_itself = true;
  return turn;
}

/// Works out the answer to the words so far, for when the caller has nothing to add.
void Call::foresee() {
  if (!services_.foresee || busy_ || ending_ || words_.empty()) return;
  operations::TurnRequest turn = about_this_call();
  turn.text = words_;
  foresight_->foresee(std::move(turn), loop_.now());
}

void Call::ask_model(const operations::Question &question) {
  std::shared_ptr<ModelAhead> asked = foresight_->model(question.input);
  if (!asked) asked = foresight_->begin_model(question.input);
  model_ = asked;
  asked->attach([this, id = question.action_id](ModelPart part) { take_model(id, std::move(part)); });
  if (model_ && inputs_.empty() && !busy_ && speaking_.empty()) acknowledge();
}

void Call::acknowledge() {
  const auto &words = acknowledgements(language_);
  say(std::string(words[acknowledged_++ % words.size()]), language_, {});
}

void Call::take_model(std::uint64_t action_id, ModelPart part) {
  operations::TurnRequest &input = inputs_.emplace_back();
  input.event = part.last ? dialog::EventKind::result : dialog::EventKind::progress;
  input.action_id = action_id;
  input.status = part.status;
  input.text = std::move(part.answer);
  if (part.last) model_.reset();
  take_next_turn();
}

void Call::ask(dialog::EventKind kind, std::string text, float confidence, char digit) {
  if (announces()) return after_speech();
  model_.reset();  // whatever happened, the conversation goes on from it
  operations::TurnRequest &input = inputs_.emplace_back();
  input.event = kind;
  input.text = std::move(text);
  input.confidence = confidence;
  input.digit = digit;
  take_next_turn();
}

void Call::take_next_turn() {
  if (busy_ || inputs_.empty() || finished_) return;
  operations::TurnRequest input = about_this_call();
  const operations::TurnRequest &asked = inputs_.front();
  input.event = asked.event;
  input.text = asked.text;
  input.confidence = asked.confidence;
  input.digit = asked.digit;
  input.status = asked.status;
  input.action_id = asked.action_id;
  inputs_.pop_front();
  input.heard = std::exchange(cut_, {});
  busy_ = true;
  if (input.action_id == 0) {
    filler_said_ = false;
    thinking_since_us_ = loop_.now().us;
  }
  auto back = on_loop([](Call &call, base::Result<operations::TurnOutcome> outcome) { call.answered(std::move(outcome)); });
  loop_.post_slow([agent = agent_, tenant = &tenant_, now = loop_.now(), input = std::move(input), back = std::move(back)]() mutable {
    back(operations::take_turn(*agent, *tenant, input, now));
  });
}

void Call::answered(base::Result<operations::TurnOutcome> outcome) {
  const std::int64_t took_us = loop_.now().us - thinking_since_us_;
  busy_ = false;
  if (!outcome) {
    base::log(base::LogLevel::error, "call.turn_failed", {{"status", base::Identifier{base::status_name(outcome.error().status)}}});
    // A caller whose turns are lost is not left in silence: a person takes over, and where that fails too the host ends the call.
    const std::string &person = tenant_.practice().handoff.phone;
    disposition_ = "failed";
    if (!std::exchange(ending_, true) && !person.empty()) {
      when_silent_ = CallEvent{CallEvent::Kind::transfer, person, R"({"reason":"failed"})"};
    }
    after_speech();
    return take_next_turn();
  }
  if (conversation_ != outcome->conversation_id) {
    agent_->calls().release(conversation_);
    agent_->calls().hold(conversation_ = outcome->conversation_id);
  }
  sentiment_ = base::double_at(outcome->view, "sentiment", 0);
  if (!gone_ && !outcome->replies.empty() && std::exchange(notice_due_, false)) say_notice(outcome->replies.front().language);
  voice::SpeechOptions options;
  options.interruptible = outcome->disposition != "emergency";
  options.pause_before_ms = sentiment_ <= kHardToSay ? kSympathyMs : took_us < kQuickAnswerUs ? kBreathMs : 0;
  if (speaking_.empty()) replies_.clear();
  for (const operations::TurnReply &reply : outcome->replies) {
    if (gone_) break;
    language_ = reply.language;
    say(reply.text, reply.language, options, reply.key);
    options.pause_before_ms = 0;
  }
  wait_for_caller(*outcome, loop_.now());
  if (outcome->for_model && !gone_) ask_model(*outcome->for_model);
  foresight_->forget();
  if (services_.foresee && !outcome->ended) foresight_->foresee_answer(about_this_call(), expecting_.field, loop_.now());
  if (outcome->transfer_to) when_silent_ = CallEvent{CallEvent::Kind::transfer, *outcome->transfer_to, outcome->transfer_json};
  if (outcome->ended) {
    disposition_ = outcome->disposition;
    if (!when_silent_) when_silent_ = CallEvent{CallEvent::Kind::hang_up, disposition_, {}};
    ending_ = true;
  }
  after_speech();
  take_next_turn();
}

/// Silence is counted from when both are quiet: the line does that. What is awaited from outside has its hour.
void Call::wait_for_caller(const operations::TurnOutcome &outcome, base::Instant asked) {
  expecting_ = outcome.expecting;
  if (recogniser_) recogniser_->expect({language_, expecting_, {}});
  LineCommand command;
  command.kind = LineCommand::Kind::expect;
  command.expecting = expecting_;
  tick_at_us_ = 0;
  if (outcome.awaits_result) {
    if (outcome.deadline != dialog::kNever) tick_at_us_ = outcome.deadline.us;
  } else if (outcome.deadline != dialog::kNever) {
    command.patience_ms = std::clamp<std::int64_t>((outcome.deadline.us - asked.us) / 1000, 1, kLongestPatienceMs);
  }
  line_.send(std::move(command));
}

// ---- speaking ---------------------------------------------------------------------------------------------------

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
  if (!speech) speech = foresight_->begin_speech(request, on_loop([](Call &call, std::string_view name) { call.tell_failover(name); }));
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
