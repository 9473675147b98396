// Everything a conversation remembers, as a value: what a save holds and a restore brings back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "dialog/events.hpp"
#include "nlu/analysis.hpp"

namespace callwell::dialog {

/// What the agent is waiting for.
enum class Expect : std::uint8_t {
  nothing,       ///< an open question: "how can I help?"
  field,         ///< `name` is the field
  choice,        ///< one of the offered openings or appointments
  confirmation,  ///< yes or no to what was read back; `name` is the prompt
  result,        ///< an outside action
  more,          ///< "anything else?"
};
std::string_view expect_key(Expect expect);

struct Expectation {
  Expect kind = Expect::nothing;
  std::string name;
  std::int32_t misses = 0;  ///< answers in a row that did not help
};

/// Where a running flow stands.
struct Frame {
  std::string flow;
  std::uint32_t step = 0;
  bool entered = false;  ///< the step has spoken or acted and waits
};

/// An outside action whose result has not come.
struct Pending {
  std::uint64_t id = 0;
  std::string operation;  ///< "transfer" for a transfer
  std::string into;       ///< the variable the answer goes to
  base::Instant deadline;
  bool changes = false;  ///< it changes the world: its result is taken in however late
  bool overdue = false;
};

enum class Phase : std::uint8_t { fresh, open, handed_over, ended };

struct State {
  std::string id;  ///< the conversation's
  Channel channel = Channel::sms;
  std::string contact, location;  ///< E.164, location id; empty when unknown
  nlu::Language language = nlu::Language::en;
  std::uint64_t dice = 0;  ///< state of the seeded generator
  Phase phase = Phase::fresh;
  std::vector<Frame> frames;  ///< innermost last
  json::object fields;        ///< what was collected, by field
  json::object results;       ///< what operations answered, by variable
  json::array offered;        ///< openings or appointments on the table, as they were said
  std::vector<Pending> pending;
  Expectation expecting;
  std::uint64_t next_action = 1;
  std::int32_t turns = 0;
  std::int32_t silences = 0;  ///< unanswered silences in a row
  std::int32_t strikes = 0;   ///< turns in a row that were not understood
  base::Instant now{0}, deadline = kNever;
  std::string last_said;     ///< for "say that again"
  std::string last_variant;  ///< the wording used last, not to use it twice in a row
  std::string last_topic;    ///< the service last talked about: "how long does that take?"
  std::string wanted;        ///< a field the person wants to change and has not told anew
  std::string undecided;     ///< what was said and a language model is asked about
  std::int32_t proposed_sentences = 0;  ///< of its answer that were said already
  std::string disposition;   ///< what came of it so far
  json::object last_turn;    ///< intent, confidence and language of the last utterance, for the practice's view
};

inline constexpr std::string_view kContinuedByText = "continued_by_text";  ///< a disposition
/// The call ended so that the conversation may go on in writing: it keeps where it stood.
bool goes_on_by_text(const State &state);

json::object to_json(const State &state);
base::Result<State> state_from_json(const json::value &value);

inline constexpr std::size_t kMaxStateBytes = 64 * 1024;

}  // namespace callwell::dialog
