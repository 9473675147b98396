// How a call takes its turns: one at a time, beside the loop, with a sign of life where it takes long.
#include <algorithm>
#include <array>

#include "base/log.hpp"
#include "runtime/call_on_loop.hpp"

namespace callwell::runtime {

namespace {

constexpr std::int64_t kFillerAfterUs = 1'200'000;       // of an answer that does not come: a sign of life
constexpr std::int64_t kModelFillerAfterUs = 3'000'000;  // the same, when the question to the model was acknowledged
constexpr std::int64_t kLongestPatienceMs = 120'000;
// Natural pacing, by the voice requirements: a breath before a simple question, none before an answer that was waited for, a pause after
// something hard was said.
constexpr std::int32_t kBreathMs = 150, kSympathyMs = 300;
constexpr double kHardToSay = -0.5;
constexpr std::int64_t kQuickAnswerUs = 400'000;

std::string_view filler(std::string_view language) { return language == "es" ? "Un momento, por favor." : "One moment, please."; }

/// Said at once when a model is asked: its first word takes longer than a person's silence in a conversation.
constexpr std::array<std::string_view, 3> kAcknowledgements[] = {{"Let me see.", "Okay, let me check.", "Sure, one second."},
                                                                 {"Déjeme ver.", "Claro, permítame.", "Muy bien, un segundo."}};
const std::array<std::string_view, 3> &acknowledgements(std::string_view language) { return kAcknowledgements[language == "es" ? 1 : 0]; }

}  // namespace

/// What a model's first question will need is there before it is asked.
void Call::warm_up() {
  if (!tenant_.language_model()) return;
  tenant_.language_model()->warm();
  for (const std::string_view text : acknowledgements(language_)) {
    foresight_->keep_ready({std::string(text), language_, services_.voice, line_.rate()});
  }
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

}  // namespace callwell::runtime
