// One conversation as a sans-IO state machine: feed an event, take actions until there are none. Time comes with the
// events, chance from the seed, so the journal replays action for action.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>

#include "dialog/setting.hpp"
#include "dialog/state.hpp"

namespace callwell::dialog {

struct SessionOptions {
  std::string id;  ///< empty: made from the seed
  Channel channel = Channel::sms;
  std::uint64_t seed = 0;
  std::string contact, location, language;
  bool opted_out = false;  ///< the contact had opted out before
  base::Instant opened;    ///< for the id; events carry the clock
};

class Session {
 public:
  Session(std::shared_ptr<const Setting> setting, SessionOptions options);
  static base::Result<Session> restore(std::shared_ptr<const Setting> setting, std::string_view sealed);

  base::Result<void> feed(const Event &event);
  /// The next action or nullptr; it lives until the next feed or next.
  const Action *next();
  base::Instant deadline() const { return state_.deadline; }

  /// JSON Lines: the header, then events and actions in order. After a restore: the lines since, without a header.
  const std::string &journal() const { return journal_; }
  base::Result<std::string> save() const;
  /// What the practice's side sees: language, intent, confidence, fields, what is offered and asked.
  json::object view() const;
  const State &state() const { return state_; }
  /// The steps of flows the last feed went through.
  const std::vector<Frame> &path() const { return path_; }
  const std::string &practice_id() const { return setting_->practice().id; }

  static constexpr std::size_t kMaxWaiting = 64;         ///< actions; then feed answers busy
  static constexpr std::size_t kMaxTextBytes = 1 << 20;  ///< more is an attack, not an utterance
  static constexpr std::int32_t kMaxTurns = 500;         ///< nobody talks longer; a loop of two robots does

 private:
  Session(std::shared_ptr<const Setting> setting, State state);
  base::Result<void> check(const Event &event) const;
  void dispatch(const Event &event);
  void take(class Turn &turn, const Event &event);
  void hear(class Turn &turn, std::string text, float confidence);
  std::string said_by_key(char digit) const;
  nlu::Language language_of(std::string_view text, const nlu::Analysis &analysis) const;
  void record(const Event &event);
  void record(const Action &action);

  std::shared_ptr<const Setting> setting_;
  State state_;
  std::vector<Frame> path_;
  std::deque<Action> waiting_;
  Action current_;
  std::string journal_;
};

/// What a replay found. `line` is 1-based in the journal.
struct Replay {
  bool same = true;
  std::int32_t turns = 0;
  std::size_t line = 0;
  std::string expected, got;
};
/// Feeds the journal's events to a new session and compares every action.
base::Result<Replay> replay(std::shared_ptr<const Setting> setting, std::string_view journal);

}  // namespace callwell::dialog
