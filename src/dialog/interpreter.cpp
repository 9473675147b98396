#include "dialog/interpreter.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "dialog/answers.hpp"
#include "dialog/cues.hpp"
#include "dialog/fields.hpp"
#include "dialog/values.hpp"
#include "dialog/walk.hpp"

namespace callwell::dialog {

namespace {

constexpr std::int64_t kHoldOnSeconds = 60;
constexpr std::size_t kMaxMessageBytes = 2000;

// ---- fields ------------------------------------------------------------------------------------------------------

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
  connect_emergency(turn);
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
    case CommandKind::proceed: ++turn.state.expecting.misses; return false;
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

bool only(const std::vector<Command> &commands, CommandKind kind) { return commands.size() == 1 && commands.front().kind == kind; }

/// Somebody who names a service, a provider or a time wants to come.
bool names_a_visit(const std::vector<Command> &commands) {
  return std::any_of(commands.begin(), commands.end(), [](const Command &command) {
    return command.kind == CommandKind::set_field &&
           (command.name == "service" || command.name == "provider" || command.name == "preference");
  });
}

}  // namespace

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

}  // namespace callwell::dialog
