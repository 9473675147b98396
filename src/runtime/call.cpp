#include "runtime/call.hpp"

#include "base/metrics.hpp"
#include "operations/events.hpp"
#include "runtime/call_on_loop.hpp"

namespace callwell::runtime {

namespace {

constexpr std::int32_t kHelloMs = 700;  // before an announcement: who picks up says hello first

base::Counter calls_begun("callwell_calls_total", "Calls with sound that began");

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

// ---- how it begins ----------------------------------------------------------------------------------------------

void Call::begin() {
  calls_begun.add();
  agent_->calls().hold(conversation_);
  foresight_ = std::make_shared<Foresight>(ForesightSetting{agent_, &tenant_, services_.speaker, services_.voice, line_.rate(),
                                                            [weak = weak_from_this(), loop = &loop_](std::function<void()> body) {
                                                              loop->post([weak, body = std::move(body)] {
                                                                if (const auto self = weak.lock()) body();
                                                              });
                                                            },
                                                            [loop = &loop_](std::function<void()> body) { loop->post_slow(std::move(body)); },
                                                            on_loop([](Call &call, std::string_view name) { call.tell_failover(name); })});
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

}  // namespace callwell::runtime
