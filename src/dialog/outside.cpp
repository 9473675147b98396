// What comes from outside the talk: the beginning, results, silence, and handing over to people.
#include <algorithm>

#include "dialog/interpreter.hpp"
#include "dialog/proposal.hpp"
#include "dialog/walk.hpp"

namespace callwell::dialog {

namespace {

constexpr std::int64_t kOverdueSeconds = 60;
constexpr std::size_t kGreetingSentences = 5;  // a practice's greeting ends with its question

json::object summary(const Turn &turn) {
  json::object out{
      {"conversation", turn.state.id}, {"contact", turn.state.contact}, {"language", turn.language()}, {"fields", turn.state.fields}};
  if (!turn.state.frames.empty()) out["flow"] = turn.state.frames.front().flow;
  return out;
}

}  // namespace

void hand_over(Turn &turn, std::string_view reason) {
  State &state = turn.state;
  const bool open = practice::is_open(turn.place(), turn.local_now());
  const bool trouble = reason != "asked";
  const std::string &number = turn.setting.practice().handoff.phone;
  const bool connect = turn.spoken() && open && !number.empty();
  json::object note = summary(turn);
  note["kind"] = "hand_over";
  note["reason"] = reason;
  const bool takes_message = turn.spoken() && !connect;
  turn.say(takes_message || (!open && !trouble) ? "hand_over_closed" : trouble ? "hand_over_trouble" : "hand_over");
  state.offered.clear();
  state.wanted.clear();
  // A change under way keeps its frame: its result is still taken in and told.
  const bool awaits = std::any_of(state.pending.begin(), state.pending.end(), [](const Pending &pending) { return pending.changes; });
  if (!awaits) state.frames.clear();
  state.phase = Phase::handed_over;
  state.expecting = {};
  state.strikes = 0;
  if (connect) return turn.transfer(number, reason, std::move(note));
  turn.invoke("conversations.hand_over", std::move(note), {}, true, kResultSeconds);
  if (!takes_message) return;
  state.frames.push_back({"message", 0, false});
  turn.expect(Expect::field, "message");
}

void connect_emergency(Turn &turn) {
  const std::string &number = turn.setting.practice().emergency.transfer_to;
  const auto connecting = [](const Pending &pending) { return pending.operation == "transfer"; };
  if (!turn.spoken() || number.empty() || std::any_of(turn.state.pending.begin(), turn.state.pending.end(), connecting)) return;
  turn.say("emergency_connecting");
  json::object note = summary(turn);
  note["kind"] = "hand_over";
  note["reason"] = "emergency";
  turn.transfer(number, "emergency", std::move(note));
}

void take_result(Turn &turn, std::uint64_t id, base::Status status, const json::value &answer) {
  State &state = turn.state;
  const auto awaited = std::find_if(state.pending.begin(), state.pending.end(), [&](const Pending &pending) { return pending.id == id; });
  if (awaited == state.pending.end()) return;
  const Pending pending = *awaited;
  state.pending.erase(awaited);
  if (state.phase == Phase::ended) return;
  if (pending.operation == kPropose) return take_proposal(turn, status, answer);
  if (pending.operation == "transfer") {
    const bool emergency = state.disposition == "emergency";
    if (status == base::Status::ok) return turn.end(emergency ? "emergency" : "handed_over");
    if (emergency) {  // no message is taken: the numbers again
      turn.say("emergency");
      turn.flush();
      return set_deadline(turn);
    }
    turn.say("transfer_failed");
    turn.invoke("conversations.hand_over", summary(turn), {}, true, kResultSeconds);
    state.frames.assign(1, {"message", 0, false});
    turn.expect(Expect::field, "message");
    turn.flush();
    return set_deadline(turn);
  }
  const Step *step = current_step(turn);
  if (!step || step->verb != Verb::perform || step->name != pending.operation || !state.frames.back().entered) return set_deadline(turn);
  if (status == base::Status::ok) {
    if (!pending.into.empty()) state.results[pending.into] = answer;
    if (state.phase == Phase::handed_over) state.phase = Phase::open;
    move_on(turn);
  } else if (status == base::Status::conflict && step->conflict != Step::kNone) {
    move_to(turn, step->conflict);
  } else if (step->failed != Step::kNone) {
    move_to(turn, step->failed);
  } else {
    hand_over(turn, "operation_failed");
  }
  state.expecting = {};
  if (state.frames.empty() && state.phase != Phase::handed_over) state.phase = Phase::open;
  run(turn);
  turn.flush();
  set_deadline(turn);
}

void take_progress(Turn &turn, std::uint64_t id, const json::value &answer) {
  const bool awaited = std::ranges::any_of(turn.state.pending, [&](const Pending &pending) { return pending.id == id && pending.operation == kPropose; });
  if (awaited && turn.state.phase != Phase::ended) take_proposed_words(turn, answer);
}

namespace {

void take_overdue(Turn &turn, Pending &pending) {
  if (pending.operation == "transfer") return take_result(turn, pending.id, base::Status::deadline_exceeded, nullptr);
  if (!pending.changes) return take_result(turn, pending.id, base::Status::deadline_exceeded, nullptr);
  if (!pending.overdue) {  // it may still happen: never start it anew, wait once more
    pending.overdue = true;
    pending.deadline = turn.now.plus_seconds(kOverdueSeconds);
    if (turn.state.expecting.kind == Expect::result) turn.say("working");
    turn.flush();
    return set_deadline(turn);
  }
  pending.deadline = kNever;  // stays awaited: a late result is still taken in
  if (turn.state.expecting.kind == Expect::result) hand_over(turn, "no_answer");
  turn.flush();
  set_deadline(turn);
}

/// What cannot be said on the telephone goes on in writing, where there is a number to write to.
void go_to_text(Turn &turn) {
  State &state = turn.state;
  if (state.contact.empty()) {
    turn.say("silent_goodbye");
    return turn.end("silent");
  }
  turn.say("to_text");
  turn.invoke("conversations.continue_by_text",
              {{"conversation", state.id}, {"to", state.contact}, {"text", turn.wording("to_text_message")}}, {}, true, kResultSeconds);
  const std::vector<Frame> frames = state.frames;
  const Expectation expecting = state.expecting;
  turn.end(kContinuedByText);
  state.frames = frames;
  state.expecting = expecting;
}

}  // namespace

void take_silence(Turn &turn) {
  State &state = turn.state;
  if (state.phase == Phase::ended || turn.now < state.deadline) return;
  for (Pending &pending : state.pending) {
    if (pending.deadline <= turn.now) return take_overdue(turn, pending);
  }
  if (!turn.spoken()) return turn.end(state.disposition.empty() ? "idle" : std::string_view(std::string(state.disposition)));
  if (++state.silences == 1) {
    turn.ask("still_there");
    turn.flush();
    return set_deadline(turn);
  }
  go_to_text(turn);
}

void take_unheard(Turn &turn) {
  if (turn.spoken() && turn.state.phase != Phase::ended) go_to_text(turn);
}

void take_move(Turn &turn, Channel to) {
  State &state = turn.state;
  if (state.phase == Phase::ended) {
    state.phase = Phase::open;
    state.disposition.clear();
  }
  state.channel = to;
  state.silences = 0;
  std::erase_if(state.pending, [](const Pending &pending) { return pending.operation == "transfer"; });  // nobody waits on a line
  set_deadline(turn);
}

void begin(Turn &turn, bool missed_call) {
  State &state = turn.state;
  if (state.phase != Phase::fresh) return;
  state.phase = Phase::open;
  const bool open = practice::is_open(turn.place(), turn.local_now());
  const practice::Persona &persona = turn.setting.practice().persona;
  const practice::Greeting &own = missed_call ? persona.missed_call : turn.spoken() ? persona.phone : persona.text;
  const practice::LocalText &text = open || own.closed.empty() ? own.open : own.closed;
  if (!text.empty() && text.by_language.contains(turn.language())) {
    turn.say_own(text.in(turn.language()), kGreetingSentences);
  } else {
    turn.say(missed_call ? "missed_call" : open ? "greeting" : "greeting_closed");
  }
  turn.expect(Expect::nothing);
  turn.flush();
  set_deadline(turn);
}

}  // namespace callwell::dialog
