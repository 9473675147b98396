// One call: hears turns on a line, takes them in the conversation, and speaks the answers. Everything here runs on the agent's
// loop but what is marked otherwise.
#pragma once

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "nlu/emergency_watch.hpp"
#include "operations/conversation.hpp"
#include "runtime/call_recording.hpp"
#include "runtime/foresight.hpp"
#include "runtime/media_line.hpp"
#include "runtime/speaker.hpp"
#include "voice/ports.hpp"

namespace callwell::runtime {

class CallLoop;

struct CallOptions {
  std::string tenant;                    ///< practice id; empty: that of the dialled number, else the first
  std::string contact, dialled;          ///< E.164, as far as known
  std::string language;                  ///< empty: the practice's first
  std::string conversation;              ///< a UUID for the conversation; empty: a new one
  std::string announcement;              ///< say only this, and hold no conversation
  MediaFormat media;
  bool outgoing = false;
  bool keypad_tones = false;             ///< no telephone events were agreed: look for digits in the sound
};

/// What the host must do, or may want to show.
struct CallEvent {
  enum class Kind : std::uint8_t { transfer = 1, hang_up, interrupted, failover };
  Kind kind = Kind::hang_up;
  std::string text;                      ///< transfer: the number; hang_up: the disposition; interrupted: what was heard; failover: to whom
  std::string json;                      ///< transfer: who, why and the fields so far
};

/// A practice's ears and mouth, in order of preference.
struct VoiceServices {
  std::vector<std::shared_ptr<voice::Recogniser>> recognisers;
  std::shared_ptr<Speaker> speaker;
  std::string voice;                     ///< name the synthesisers know it by; empty: theirs
  bool foresee = false;                  ///< voice or model take their time: answers are prepared while the caller still speaks
};

class Call : public std::enable_shared_from_this<Call> {
 public:
  Call(CallLoop &loop, std::shared_ptr<operations::Agent> agent, operations::Tenant &tenant, VoiceServices services, CallOptions options);
  ~Call();

  MediaLine &line() { return line_; }    ///< push, pull, key and hold are the media thread's

  /// ---- the host, from any thread ----
  std::optional<CallEvent> next();
  void transferred(base::Status status); ///< ok: the caller talks to somebody; else nobody took it
  void hung_up();                        ///< the caller left: nobody hears or speaks any more
  /// Of what the line moves after this returns nothing is kept, or all again. Nothing happens to a call that is not recorded.
  void pause_recording(bool paused);
  bool thinking() const { return busy_; }  ///< a turn is being taken

  /// ---- the loop ----
  void begin();
  bool has_news() { return line_.has_news(); }
  void work(std::int64_t now_us);        ///< hears what the line told, hands on sound, looks at the time
  /// A call that is recorded is over when its line is down: what is heard after the farewell belongs to it.
  bool finished() const { return finished_ && (!recording_ || gone_); }
  void end_recording();                  ///< also when the loop itself ends

 private:
  /// What is being said: one piece of a reply.
  struct Piece {
    std::string text, language;
    std::size_t reply = 0;
    bool asked = false, made = false;    ///< the sound of it
    std::shared_ptr<SpeechAhead> speech;
  };
  /// What is known of a reply's way to the caller's ear.
  struct Reply { std::string key, heard; };

  void start(bool recorded);
  void say_notice(const std::string &language);
  void follow(voice::LineEvent &event);
  bool announces() const { return !options_.announcement.empty(); }
  void make_announcement();
  void open_recogniser();
  void recognised(std::size_t attempt, const base::Result<voice::Recognised> &heard);
  void ask(dialog::EventKind kind, std::string text = {}, float confidence = 1, char digit = 0);
  void take_next_turn();
  operations::TurnRequest about_this_call() const;
  void foresee();
  void warm_up();
  void acknowledge();
  void ask_model(const operations::Question &question);
  void take_model(std::uint64_t action_id, ModelPart part);
  void answered(base::Result<operations::TurnOutcome> outcome);
  void wait_for_caller(const operations::TurnOutcome &outcome, base::Instant asked);
  void look_at_time(std::int64_t now_us);
  void say(const std::string &text, const std::string &language, voice::SpeechOptions options, std::string key = {});
  void hear_out(voice::SpeechId id);
  void cut_off(voice::SpeechId id, const std::string &heard);
  void make_sound();
  void make(voice::SpeechId id, Piece &piece);
  void take_speech(voice::SpeechId id, const base::Result<voice::SpeechPiece> &made);
  void tell_failover(std::string_view voice);
  void stop_speaking();
  void after_speech();
  void tell(CallEvent event);
  template <class Body>
  auto on_loop(Body body);

  CallLoop &loop_;
  const std::shared_ptr<operations::Agent> agent_;
  operations::Tenant &tenant_;
  const VoiceServices services_;
  const CallOptions options_;
  MediaLine line_;

  std::unique_ptr<voice::RecogniserStream> recogniser_;
  std::size_t recogniser_at_ = 0;
  std::string settled_words_, words_;    ///< of the turn that is being spoken: final, and all
  bool caller_paused_ = false;
  nlu::EmergencyWatch emergency_watch_;
  std::shared_ptr<Foresight> foresight_;
  std::shared_ptr<ModelAhead> model_;    ///< asked about the last turn
  std::size_t acknowledged_ = 0;         ///< times, so that it is not twice in the same words
  std::deque<operations::TurnRequest> inputs_;
  std::atomic<bool> busy_{false};
  bool ending_ = false, gone_ = false, finished_ = false;
  std::int64_t thinking_since_us_ = 0, tick_at_us_ = 0;
  bool filler_said_ = false;
  std::string conversation_, language_, disposition_;
  nlu::Expecting expecting_;
  double sentiment_ = 0;
  voice::SpeechId next_speech_ = 1;
  std::map<voice::SpeechId, Piece> speaking_;
  std::string failed_over_to_;             ///< the voice the host was last told of
  std::vector<Reply> replies_;             ///< of the last turn
  std::vector<operations::HeardReply> cut_;  ///< to be noted with the next turn
  std::optional<CallEvent> when_silent_;

  std::unique_ptr<CallRecording> recording_;
  voice::SpeechId notice_first_ = 0, notice_last_ = 0;  ///< the speeches of the notice while it is on its way
  bool notice_due_ = false;
  std::atomic<bool> any_events_{false};
  std::mutex events_mutex_;
  std::deque<CallEvent> events_;
};

}  // namespace callwell::runtime
