#include "dialog/interpreter.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "dialog/answers.hpp"
#include "dialog/cues.hpp"
#include "dialog/fields.hpp"
#include "dialog/values.hpp"

namespace callwell::dialog {

namespace {

constexpr std::size_t kMaxFrames = 6;   // flows inside flows; nobody talks deeper
constexpr int kMaxSteps = 64;           // of one turn: a flow that loops without waiting is a broken flow
constexpr int kMissesBeforePerson = 3;  // answers in a row that did not help
constexpr std::int64_t kResultSeconds = 20;
constexpr std::int64_t kOverdueSeconds = 60;
constexpr std::int64_t kSilenceSeconds = 15, kSecondSilenceSeconds = 10, kHoldOnSeconds = 60;
constexpr std::size_t kMaxMessageBytes = 2000;
constexpr std::size_t kGreetingSentences = 5;  // a practice's greeting ends with its question
constexpr std::int64_t kTextIdleSeconds = 24 * 3600;

const Flow *current_flow(const Turn &turn) {
  return turn.state.frames.empty() ? nullptr : turn.setting.flows().find(turn.state.frames.back().flow);
}

const Step *current_step(const Turn &turn) {
  const Flow *flow = current_flow(turn);
  return flow && turn.state.frames.back().step < flow->steps.size() ? &flow->steps[turn.state.frames.back().step] : nullptr;
}

void move_to(Turn &turn, std::uint32_t step) { turn.state.frames.back().step = step, turn.state.frames.back().entered = false; }
void move_on(Turn &turn) { move_to(turn, turn.state.frames.back().step + 1); }

json::object summary(const Turn &turn) {
  json::object out{
      {"conversation", turn.state.id}, {"contact", turn.state.contact}, {"language", turn.language()}, {"fields", turn.state.fields}};
  if (!turn.state.frames.empty()) out["flow"] = turn.state.frames.front().flow;
  return out;
}

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

/// Walks the innermost flow until it waits.
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

// ---- fields ------------------------------------------------------------------------------------------------------

/// The current step asks for the field itself, or for what to change: its flow knows how to go on.
bool flow_takes_it(const Turn &turn, std::string_view field) {
  const Step *step = current_step(turn);
  if (!step || step->verb != Verb::collect) return false;
  return std::any_of(step->fields.begin(), step->fields.end(),
                     [&](const std::string &asked) { return asked == field || asked == "change"; });
}

/// Takes the flow back to the first passed step that depends on `field`.
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

void set_field(Turn &turn, const Command &command) {
  json::object &fields = turn.state.fields;
  const json::value *known = fields.if_contains(command.name);
  const bool corrects = known && complete(turn.state, command.name) && *known != command.value && command.name != "preference";
  const bool same = known && *known == command.value;
  fields[command.name] = command.value;
  if (command.name == "service") turn.state.last_topic = base::string_at(command.value.as_object(), "id");
  if (command.name == "phone" && turn.state.contact.empty()) turn.state.contact = base::string_at(command.value.as_object(), "e164");
  if (turn.state.wanted == command.name && complete(turn.state, command.name)) turn.state.wanted.clear();
  if (turn.state.expecting.kind == Expect::field && turn.state.expecting.name == "change") fields["change"] = true;
  if (same) return;
  rewind(turn, command.name);
  const std::string said = say_field(turn.setting, turn.state.language, command.name, command.value);
  if (corrects && !said.empty()) return turn.say("corrected", {{"field", turn.wording("field_" + command.name)}, {"value", said}});
  const std::string_view given = command.name == "name" ? base::string_at(command.value.as_object(), "given") : std::string_view();
  if (!given.empty() && complete(turn.state, "name")) {
    turn.acknowledge("ack", {{"given", std::string(given)}});
  } else if (command.name != "preference" && command.name != "message") {
    turn.acknowledge("ack_plain");
  }
}

void change_field(Turn &turn, const Command &command) {
  turn.state.fields.erase(command.name);
  turn.state.fields["change"] = true;
  turn.state.wanted = command.name;
  turn.state.expecting = {};
  rewind(turn, command.name);
}

void choose_service(Turn &turn, const Command &command) {
  std::vector<std::string> names;
  for (const json::value &id : command.value.as_array()) names.push_back(service_name(turn, id.as_string()));
  turn.expect(Expect::field, "service");
  turn.ask("choose_service", {{"choices", turn.join(names, "or")}});
}

// ---- choices and confirmations -----------------------------------------------------------------------------------

void choose(Turn &turn, const Command &command) {
  const Step *step = current_step(turn);
  const auto index = static_cast<std::size_t>(command.value.as_int64());
  if (!step || step->verb != Verb::offer || index >= turn.state.offered.size()) return;
  turn.state.fields[step->into] = turn.state.offered[index];
  turn.state.offered.clear();
  turn.state.expecting = {};
  move_on(turn);
}

/// Do the candidates share the clock's hour, so that only morning or afternoon is open?
bool same_hour(Turn &turn, const json::array &choices) {
  std::vector<int> hours;
  for (const json::value &choice : choices) {
    const auto start = base::parse_rfc3339(base::string_at(choice.as_object(), "start"));
    hours.push_back(start ? turn.setting.zone().local(*start).hour() : -1);
  }
  return hours.size() == 2 && hours[0] != hours[1] && hours[0] % 12 == hours[1] % 12;
}

bool of_appointments(const Turn &turn) { return turn.state.expecting.name == "appointments"; }

void which_choice(Turn &turn, const Command &command) {
  json::array candidates;
  for (const json::value &index : command.value.as_array())
    candidates.push_back(turn.state.offered.at(static_cast<std::size_t>(index.as_int64())));
  if (++turn.state.expecting.misses >= kMissesBeforePerson) return hand_over(turn, "not_understood");
  if (same_hour(turn, candidates)) return turn.ask("am_or_pm");
  turn.ask("which_slot", {{"slots", say_choices(turn, candidates, of_appointments(turn))}});
}

void no_such_choice(Turn &turn) {
  if (++turn.state.expecting.misses >= kMissesBeforePerson) return hand_over(turn, "not_understood");
  turn.ask(of_appointments(turn) ? "no_such_appointment" : "no_such_slot",
           {{"slots", say_choices(turn, turn.state.offered, of_appointments(turn))}});
}

void reject_choices(Turn &turn) {
  const Step *step = current_step(turn);
  if (!step || step->verb != Verb::offer) return;
  turn.state.offered.clear();
  turn.state.expecting = {};
  if (step->none != Step::kNone) return move_to(turn, step->none);
  turn.state.frames.pop_back();
}

void other_choices(Turn &turn, const Command &command) {
  const Step *step = current_step(turn);
  if (!step || step->verb != Verb::offer) return;
  if (!command.value.is_object() || command.value.get_object().empty()) return reject_choices(turn);
  turn.state.fields["preference"] = command.value;
  turn.state.offered.clear();
  turn.state.expecting = {};
  if (step->changed != Step::kNone) move_to(turn, step->changed);
}

void confirmed(Turn &turn, bool yes) {
  const Step *step = current_step(turn);
  if (!step || step->verb != Verb::confirm) return;
  turn.state.expecting = {};
  if (yes) return move_on(turn);
  if (step->no != Step::kNone) return move_to(turn, step->no);
  turn.state.frames.pop_back();
}

// ---- flows and meta ----------------------------------------------------------------------------------------------

/// "Can I leave a message?" announces one; "tell Dr. Novak that the cream worked" is one.
bool carries_message(std::string_view text) {
  constexpr std::size_t kAnnouncement = 9;  // words
  const Cues cues(text);
  const bool reports = cues.has({"that", "que", "tell", "digale", "diganle", "dile", "know", "because", "porque"}) ||
                       text.find(':') != std::string_view::npos;
  return cues.words().size() > kAnnouncement || (reports && cues.words().size() > kAnnouncement / 2);
}

/// The service last talked about is the one meant by "I'd like to book it".
void assume_service(Turn &turn) {
  const std::string name = service_name(turn, turn.state.last_topic);
  if (turn.state.fields.contains("service") || name.empty()) return;
  turn.state.fields["service"] = {{"id", turn.state.last_topic}, {"name", name}};
}

/// What the built-in message flow says first, by what it is about; a practice's own flow says its own.
void begin_message(Turn &turn, std::string_view intent) {
  constexpr std::pair<std::string_view, std::string_view> kFirst[] = {{"complaint", "sorry"},
                                                                      {"clinical_question", "cannot_advise"},
                                                                      {"billing_balance", "payment_team"},
                                                                      {"make_payment", "payment_team"},
                                                                      {"payment_plan", "payment_team"},
                                                                      {"test_results", "results_team"},
                                                                      {"refill_request", "results_team"}};
  for (const auto &[about, key] : kFirst) {
    if (about == intent) turn.say(key);
  }
}

/// Does the flow pass a message on? Then what started it is the message.
bool passes_message(const Flow &flow) {
  return std::any_of(flow.steps.begin(), flow.steps.end(), [](const Step &step) {
    return std::any_of(step.arguments.begin(), step.arguments.end(), [](const Argument &argument) { return argument.path == "message"; });
  });
}

void start_flow(Turn &turn, const Command &command, std::string_view text) {
  const Flow *flow = turn.setting.flows().find(command.name);
  if (!flow || turn.state.frames.size() >= kMaxFrames) return hand_over(turn, "too_deep");
  const std::string_view intent = command.value.is_string() ? std::string_view(command.value.get_string()) : std::string_view();
  if (command.name == "message") begin_message(turn, intent);
  if (passes_message(*flow) && (intent != "voicemail_leave" || carries_message(text)))
    turn.state.fields["message"] = json::string(base::clean_utf8(text, kMaxMessageBytes));
  if (intent == "new_patient" && !turn.state.fields.contains("patient_type")) turn.state.fields["patient_type"] = "new";
  if (command.name == "book") assume_service(turn);
  if (!turn.state.frames.empty()) turn.state.frames.back().entered = false;
  turn.state.frames.push_back({command.name, 0, false});
  turn.state.expecting = {};
}

void stop_flow(Turn &turn) {
  const bool running = !turn.state.frames.empty();
  turn.state.frames.clear();
  turn.state.offered.clear();
  turn.state.wanted.clear();
  for (const char *field : {"slot", "preference", "appointment", "change"}) turn.state.fields.erase(field);
  turn.expect(Expect::more);
  turn.ask(running ? "flow_stopped" : "nothing_to_stop");
}

void emergency(Turn &turn, const std::string &kind) {
  const std::string key = "emergency_" + kind;
  turn.say(turn.setting.templates().has(key) ? key : "emergency");
  turn.state.disposition = "emergency";
  // What was asked stays open, but a "yes" after this books nothing.
  if (turn.state.expecting.kind != Expect::field) turn.state.expecting = {};
  turn.invoke("conversations.alert", {{"kind", "emergency"}, {"class", kind}, {"conversation", turn.state.id}}, {}, true, kResultSeconds);
}

void opt_out(Turn &turn, const Command &command) {
  turn.invoke(
      "consents.record",
      {{"phone", turn.state.contact}, {"channel", channel_key(turn.state.channel)}, {"state", "opted_out"}, {"source", command.name}}, {},
      true, kResultSeconds);
  if (turn.setting.practice().send_optout_confirmation) turn.say("opted_out");
  turn.end("opted_out");
}

void opt_in(Turn &turn) {
  turn.invoke("consents.record",
              {{"phone", turn.state.contact}, {"channel", channel_key(turn.state.channel)}, {"state", "subscribed"}, {"source", "keyword"}},
              {}, true, kResultSeconds);
  turn.state.disposition.clear();
  turn.say("opted_in");
}

void farewell(Turn &turn, std::string_view key) {
  turn.say(key);
  turn.end(turn.state.disposition.empty() ? "ended" : std::string_view(std::string(turn.state.disposition)));
}

void lost(Turn &turn, const nlu::Analysis &analysis) {
  if (turn.state.phase == Phase::handed_over && turn.state.frames.empty()) return turn.say("with_team");
  ++turn.state.strikes;
  ++turn.state.expecting.misses;
  if (turn.state.expecting.misses >= kMissesBeforePerson || turn.state.strikes >= kMissesBeforePerson)
    return hand_over(turn, "not_understood");
  const bool upset = analysis.emotion == "angry";
  if (turn.state.frames.empty() && turn.state.wanted.empty()) {
    turn.expect(Expect::nothing);
    turn.ask(upset ? "not_understood_upset" : "not_understood");
  } else if (upset) {
    turn.say("apology");
  }
}

/// True when the command replaces the running question, so nothing is asked again behind it.
bool apply_one(Turn &turn, const Command &command, std::string_view text, const nlu::Analysis &analysis) {
  switch (command.kind) {
    case CommandKind::emergency: emergency(turn, command.name); return true;
    case CommandKind::opt_out: opt_out(turn, command); return true;
    case CommandKind::opt_in: opt_in(turn); return true;
    case CommandKind::help_keyword: turn.say("help_keyword"); return true;
    case CommandKind::hand_over: hand_over(turn, command.name); return true;
    case CommandKind::set_field: set_field(turn, command); return false;
    case CommandKind::change_field: change_field(turn, command); return false;
    case CommandKind::choose_service: choose_service(turn, command); return true;
    case CommandKind::choose: choose(turn, command); return false;
    case CommandKind::which_choice: which_choice(turn, command); return true;
    case CommandKind::no_such_choice: no_such_choice(turn); return true;
    case CommandKind::reject_choices: reject_choices(turn); return false;
    case CommandKind::other_choices: other_choices(turn, command); return false;
    case CommandKind::confirm: confirmed(turn, true); return false;
    case CommandKind::deny: confirmed(turn, false); return false;
    case CommandKind::start_flow: start_flow(turn, command, text); return false;
    case CommandKind::stop_flow: stop_flow(turn); return true;
    case CommandKind::answer: answer(turn, command.name, text, analysis); return turn.has_question();
    case CommandKind::knowledge: answer_knowledge(turn, command.name); return false;
    case CommandKind::introduce: turn.say("who_i_am"); return false;
    case CommandKind::speak: turn.say("speak"); return false;
    case CommandKind::go_on: turn.expect(Expect::nothing), turn.ask("what_else"); return true;
    case CommandKind::repeat: turn.say_own(turn.state.last_said.empty() ? turn.wording("repeat_first") : turn.state.last_said); return true;
    case CommandKind::hold_on:
      turn.say("hold_on");
      turn.state.deadline = turn.spoken() ? turn.now.plus_seconds(kHoldOnSeconds) : turn.state.deadline;
      return true;
    case CommandKind::help: turn.ask("help"); return true;
    case CommandKind::greet:
      if (turn.state.frames.empty()) turn.ask("hello_again");
      return false;
    case CommandKind::thank: turn.say("welcome"); return false;
    case CommandKind::goodbye: farewell(turn, "goodbye"); return true;
    case CommandKind::wrong_number: farewell(turn, "wrong_number"); return true;
    case CommandKind::no_email:
      if (++turn.state.expecting.misses > 1) return hand_over(turn, "no_email"), true;
      turn.ask("no_email");
      return true;
    case CommandKind::out_of_scope: turn.say("out_of_scope"); return false;
    case CommandKind::not_understood: lost(turn, analysis); return turn.has_question();
  }
  return false;
}

/// When to look again if nobody says anything.
void set_deadline(Turn &turn) {
  State &state = turn.state;
  if (state.phase == Phase::ended) return;
  base::Instant next = turn.spoken() ? turn.now.plus_seconds(state.silences == 0 ? kSilenceSeconds : kSecondSilenceSeconds)
                                     : turn.now.plus_seconds(kTextIdleSeconds);
  if (!state.pending.empty()) next = kNever;
  for (const Pending &pending : state.pending) next = std::min(next, pending.deadline);
  state.deadline = next;
}

bool only(const std::vector<Command> &commands, CommandKind kind) { return commands.size() == 1 && commands.front().kind == kind; }

/// Somebody who names a service, a provider or a time wants to come.
bool names_a_visit(const std::vector<Command> &commands) {
  return std::any_of(commands.begin(), commands.end(), [](const Command &command) {
    return command.kind == CommandKind::set_field &&
           (command.name == "service" || command.name == "provider" || command.name == "preference");
  });
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

void apply(Turn &turn, const std::vector<Command> &commands, std::string_view text, const nlu::Analysis &analysis) {
  State &state = turn.state;
  state.silences = 0;
  if (!only(commands, CommandKind::not_understood)) state.strikes = 0;
  bool replaced = false;
  for (const Command &command : commands) {
    replaced = apply_one(turn, command, text, analysis) || replaced;
    if (state.phase == Phase::ended) return;
  }
  if (!replaced && state.frames.empty() && names_a_visit(commands) && state.phase != Phase::handed_over) {
    state.frames.push_back({"book", 0, false});
  }
  if (!replaced) {
    run(turn);
  } else if (only(commands, CommandKind::hold_on)) {
    const base::Instant patient = state.deadline;
    set_deadline(turn);
    state.deadline = turn.spoken() ? patient : state.deadline;
    return turn.flush();
  }
  if (!turn.said_something() && state.pending.empty()) {
    if (state.phase == Phase::handed_over)
      turn.say("with_team");
    else
      turn.ask("hello_again");
  }
  turn.flush();
  set_deadline(turn);
}

void take_result(Turn &turn, std::uint64_t id, base::Status status, const json::value &answer) {
  State &state = turn.state;
  const auto awaited = std::find_if(state.pending.begin(), state.pending.end(), [&](const Pending &pending) { return pending.id == id; });
  if (awaited == state.pending.end()) return;
  const Pending pending = *awaited;
  state.pending.erase(awaited);
  if (state.phase == Phase::ended) return;
  if (pending.operation == "transfer") {
    if (status == base::Status::ok) return turn.end("handed_over");
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
  if (state.contact.empty()) {
    turn.say("silent_goodbye");
    return turn.end("silent");
  }
  turn.say("to_text");
  turn.invoke("conversations.continue_by_text",
              {{"conversation", state.id}, {"to", state.contact}, {"text", turn.wording("to_text_message")}}, {}, true, kResultSeconds);
  turn.end("continued_by_text");
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
