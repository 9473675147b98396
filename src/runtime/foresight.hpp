// What a call prepares while the caller has not quite finished: the answer to the words so far is worked out without taking the
// turn, its sentences are given to the voice and its question to the language model. If the turn comes as foreseen, they are there
// or on their way; if not, they are dropped and nothing has happened. Runs on the agent's loop.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "operations/conversation.hpp"
#include "operations/model_answers.hpp"
#include "runtime/speaker.hpp"

namespace callwell::runtime {

/// What arrives before anybody asks for it waits; afterwards it is handed on.
template <class Item>
class Ahead {
 public:
  using Sink = std::function<void(Item)>;
  void give(Item item) { sink_ ? sink_(std::move(item)) : came_.push_back(std::move(item)); }
  void attach(Sink sink) {
    sink_ = std::move(sink);
    while (!came_.empty()) {
      Item item = std::move(came_.front());
      came_.pop_front();
      sink_(std::move(item));
    }
  }

 private:
  std::deque<Item> came_;
  Sink sink_;
};

using SpeechPart = base::Result<voice::SpeechPiece>;
/// A sentence that is being spoken, and who speaks it.
struct SpeechAhead : Ahead<SpeechPart> { std::shared_ptr<Speaking> speaking; };

/// A sentence of the model's (`last` not set), or its last word.
struct ModelPart {
  bool last = false;
  base::Status status = base::Status::ok;
  std::string answer;                    ///< JSON of a progress or result event
};
struct ModelAhead : Ahead<ModelPart> { std::shared_ptr<operations::ModelTalk> talk; };

/// How a call lends itself to what is done on its behalf.
struct ForesightSetting {
  std::shared_ptr<operations::Agent> agent;
  operations::Tenant *tenant = nullptr;
  std::shared_ptr<Speaker> speaker;
  std::string voice;
  std::int32_t rate = 8000;
  std::function<void(std::function<void()>)> on_loop;   ///< if the call still is; threads: any
  std::function<void(std::function<void()>)> aside;     ///< on a thread for work that may wait
  std::function<void(std::string_view voice)> on_failover;  ///< a voice took another's place; threads: any
};

class Foresight : public std::enable_shared_from_this<Foresight> {
 public:
  explicit Foresight(ForesightSetting setting) : setting_(std::move(setting)) {}

  /// The turn as it would be taken if the caller said no more.
  void foresee(operations::TurnRequest turn, base::Instant now);
  /// The caller was asked for this field: what follows almost any answer is made ready.
  void foresee_answer(operations::TurnRequest turn, std::string_view field, base::Instant now);
  /// Speech and proposals under way, if they were foreseen.
  std::shared_ptr<SpeechAhead> speech(const voice::SpeechRequest &request);
  std::shared_ptr<ModelAhead> model(const boost::json::object &input);
  /// The same when they were not.
  std::shared_ptr<SpeechAhead> begin_speech(const voice::SpeechRequest &request);
  std::shared_ptr<ModelAhead> begin_model(const boost::json::object &input);
  /// Has it in the cache from now on.
  void keep_ready(const voice::SpeechRequest &request);
  void forget();

 private:
  void prepare(const operations::Preview &preview, std::string_view but_not);

  ForesightSetting setting_;
  std::string foreseen_;                 ///< the words the newest look ahead was about
  std::uint64_t look_ = 0;               ///< older ones come too late
  std::map<std::string, std::shared_ptr<SpeechAhead>> speeches_;  ///< by text
  std::vector<std::shared_ptr<SpeechAhead>> kept_ready_;
  std::shared_ptr<ModelAhead> model_;
  boost::json::object model_input_;
};

}  // namespace callwell::runtime
