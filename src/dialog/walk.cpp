#include "dialog/walk.hpp"

#include <algorithm>

#include "dialog/fields.hpp"
#include "dialog/interpreter.hpp"
#include "dialog/values.hpp"

namespace callwell::dialog {

namespace {

constexpr int kMaxSteps = 64;  // of one turn: a flow that loops without waiting is a broken flow
constexpr std::int64_t kSilenceSeconds = 15, kSecondSilenceSeconds = 10;
constexpr std::int64_t kTextIdleSeconds = 24 * 3600;

const Flow *current_flow(const Turn &turn) {
  return turn.state.frames.empty() ? nullptr : turn.setting.flows().find(turn.state.frames.back().flow);
}

}  // namespace

const Step *current_step(const Turn &turn) {
  const Flow *flow = current_flow(turn);
  return flow && turn.state.frames.back().step < flow->steps.size() ? &flow->steps[turn.state.frames.back().step] : nullptr;
}

void move_to(Turn &turn, std::uint32_t step) { turn.state.frames.back().step = step, turn.state.frames.back().entered = false; }
void move_on(Turn &turn) { move_to(turn, turn.state.frames.back().step + 1); }

namespace {

// ---- asking ------------------------------------------------------------------------------------------------------

void ask_field(Turn &turn, const std::string &field) {
  turn.expect(Expect::field, field);
  const Values values = known_values(turn);
  const bool again = turn.state.expecting.misses > 0 && turn.setting.templates().has("again_" + field);
  turn.ask(again && ask_key(turn.state, field) == "ask_" + field ? "again_" + field : ask_key(turn.state, field), values);
}

void ask_choice(Turn &turn, const Step &step) {
  const bool appointments = step.kind == "appointments";
  turn.expect(Expect::choice, step.kind);
  if (turn.state.expecting.misses > 0) return turn.ask("again_choice");
  const std::string key = turn.state.offered.size() == 1 && !appointments ? "offer_one_slot" : "offer_" + step.kind;
  turn.ask(key, {{"slots", say_choices(turn, turn.state.offered, appointments)}});
}

void ask_confirmation(Turn &turn, const Step &step) {
  turn.expect(Expect::confirmation, step.name);
  if (turn.state.expecting.misses > 0) return turn.ask("again_confirmation");
  turn.ask("confirm_" + step.name, known_values(turn));
}

// ---- steps -------------------------------------------------------------------------------------------------------

enum class Walk : std::uint8_t { on, waits };

Walk enter_collect(Turn &turn, const Step &step) {
  for (const std::string &field : step.fields) {
    if (complete(turn.state, field)) continue;
    ask_field(turn, field);
    return Walk::waits;
  }
  move_on(turn);
  return Walk::on;
}

Walk enter_perform(Turn &turn, const Step &step) {
  if (turn.state.frames.back().entered) return Walk::waits;
  json::object input;
  for (const Argument &argument : step.arguments) {
    json::value value = value_at(turn.state, argument.path);
    if (holds(value)) input[argument.name] = std::move(value);
  }
  turn.state.frames.back().entered = true;
  turn.expect(Expect::result, step.name);
  turn.invoke(step.name, std::move(input), step.into, step.changes, kResultSeconds);
  return Walk::waits;
}

Walk enter_offer(Turn &turn, const Step &step) {
  if (!turn.state.frames.back().entered) {
    const json::value choices = value_at(turn.state, step.name);
    turn.state.offered = choices.is_array() ? choices.get_array() : json::array();
    turn.state.fields.erase(step.into);
    turn.state.frames.back().entered = true;
    turn.state.expecting = {};
    if (step.kind == "appointments" && turn.state.offered.size() == 1) {  // the only one there is needs no choosing
      turn.state.fields[step.into] = turn.state.offered.front();
      turn.state.offered.clear();
      move_on(turn);
      return Walk::on;
    }
  }
  ask_choice(turn, step);
  return Walk::waits;
}

Walk enter_end(Turn &turn, const Step &step) {
  turn.state.disposition = step.name;
  turn.state.frames.pop_back();
  turn.state.offered.clear();
  if (!turn.state.frames.empty()) {
    move_on(turn);
    return Walk::on;
  }
  for (const char *done : {"slot", "preference", "appointment", "change"}) turn.state.fields.erase(done);
  turn.state.results.clear();
  turn.expect(Expect::more);
  if (turn.spoken()) turn.ask("more");
  return Walk::waits;
}

Walk enter_branch(Turn &turn, const Step &step) {
  for (const Condition &condition : step.conditions) {
    const json::value value = value_at(turn.state, condition.path);
    const bool is = condition.equals.empty() ? holds(value) : value.is_string() && value.get_string() == condition.equals;
    if (is == condition.negated) continue;
    move_to(turn, condition.target);
    return Walk::on;
  }
  move_on(turn);
  return Walk::on;
}

Walk enter(Turn &turn, const Step &step) {
  switch (step.verb) {
    case Verb::collect: return enter_collect(turn, step);
    case Verb::perform: return enter_perform(turn, step);
    case Verb::offer: return enter_offer(turn, step);
    case Verb::confirm: ask_confirmation(turn, step); return Walk::waits;
    case Verb::branch: return enter_branch(turn, step);
    case Verb::end: return enter_end(turn, step);
    case Verb::hand_over: hand_over(turn, step.name); return Walk::waits;
    case Verb::say: turn.say(step.name, known_values(turn)); break;
    case Verb::forget:
      for (const std::string &field : step.fields) turn.state.fields.erase(field);
      break;
    case Verb::go: move_to(turn, step.target); return Walk::on;
    case Verb::call:
      if (turn.state.frames.size() >= kMaxFrames) {
        hand_over(turn, "too_deep");
        return Walk::waits;
      }
      turn.state.frames.push_back({step.name, 0, false});
      return Walk::on;
  }
  move_on(turn);
  return Walk::on;
}

/// The current step asks for the field itself, or for what to change: its flow knows how to go on.
bool flow_takes_it(const Turn &turn, std::string_view field) {
  const Step *step = current_step(turn);
  if (!step || step->verb != Verb::collect) return false;
  return std::any_of(step->fields.begin(), step->fields.end(),
                     [&](const std::string &asked) { return asked == field || asked == "change"; });
}

}  // namespace

void run(Turn &turn) {
  if (turn.state.phase == Phase::ended) return;
  if (!turn.state.wanted.empty()) {
    ask_field(turn, turn.state.wanted);
    return;
  }
  for (int steps = 0; steps < kMaxSteps; ++steps) {
    const Step *step = current_step(turn);
    if (!step) {
      if (!turn.state.frames.empty()) turn.state.frames.pop_back();
      if (turn.state.frames.empty()) return;
      continue;
    }
    turn.entered.push_back(turn.state.frames.back());
    if (enter(turn, *step) == Walk::waits) return;
  }
  hand_over(turn, "flow_does_not_end");
}

void rewind(Turn &turn, const std::string &field) {
  const Flow *flow = current_flow(turn);
  if (!flow) return;
  for (std::uint32_t i = 0; i < turn.state.frames.back().step && i < flow->steps.size(); ++i) {
    const auto &depends = flow->steps[i].again_on;
    if (std::find(depends.begin(), depends.end(), field) == depends.end()) continue;
    turn.state.offered.clear();
    turn.state.fields.erase("slot");
    if (!flow_takes_it(turn, field)) move_to(turn, i);
    return;
  }
}

void set_deadline(Turn &turn) {
  State &state = turn.state;
  if (state.phase == Phase::ended) return;
  base::Instant next = turn.spoken() ? turn.now.plus_seconds(state.silences == 0 ? kSilenceSeconds : kSecondSilenceSeconds)
                                     : turn.now.plus_seconds(kTextIdleSeconds);
  if (!state.pending.empty()) next = kNever;
  for (const Pending &pending : state.pending) next = std::min(next, pending.deadline);
  state.deadline = next;
}

}  // namespace callwell::dialog
