#include "dialog/proposal.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "compliance/guard.hpp"
#include "compliance/redaction.hpp"
#include "dialog/cues.hpp"
#include "dialog/fields.hpp"
#include "dialog/interpreter.hpp"
#include "dialog/walk.hpp"

namespace callwell::dialog {

namespace {

constexpr std::int64_t kProposalSeconds = 10;  // two tries of three seconds, and the answer itself
constexpr std::size_t kFewestWords = 3;        // a word or two is for the policy's own questions
constexpr std::size_t kMostShown = 1'000;      // bytes of what was said
constexpr std::size_t kMostCommands = 4;
constexpr std::int32_t kMostSpoken = 2, kMostWritten = 4;  // sentences

/// Without identifiers; nothing at all of a text that cannot be looked at.
std::string shown(std::string_view text) {
  using compliance::IdentifierType;
  compliance::RedactOptions options;
  options.keep_types = {IdentifierType::provider_name, IdentifierType::date_rel};
  const auto redacted = compliance::redact(base::clean_utf8(text, kMostShown), options);
  return redacted ? redacted->text : std::string();
}

// ---- the commands ------------------------------------------------------------------------------------------------

/// The value is the person's words as the model gives them, and read as if the person had said just that.
std::optional<Command> field_told(const Setting &setting, const State &state, const json::object &input, base::Instant now) {
  const std::string field(base::string_at(input, "field"));
  if (std::ranges::find(kProposedFields, field) == kProposedFields.end()) return std::nullopt;
  const std::string value = base::clean_utf8(base::string_at(input, "value"), kMostShown);
  State asked = state;
  asked.expecting = {Expect::field, field, 0};
  const FieldReading reading = read_fields(setting, asked, analyze(setting, asked, value, now), value);
  for (const FoundField &found : reading.found) {
    if (found.field == field) return Command{CommandKind::set_field, field, found.value};
  }
  return std::nullopt;
}

std::optional<Command> section_named(const Setting &setting, std::string_view id) {
  const auto &sections = setting.practice().knowledge;
  const bool known = std::ranges::any_of(sections, [&](const practice::KnowledgeSection &section) { return section.id == id; });
  return known ? std::optional(Command{CommandKind::knowledge, std::string(id), {}}) : std::nullopt;
}

std::optional<Command> topic_named(std::string_view topic) {
  const bool known = std::ranges::find(kProposedTopics, topic) != kProposedTopics.end();
  return known ? std::optional(Command{CommandKind::answer, std::string(topic), {}}) : std::nullopt;
}

std::optional<Command> flow_named(const Setting &setting, const State &state, std::string_view name) {
  const Flow *flow = setting.flows().find(name);
  const bool runs = !state.frames.empty() && state.frames.back().flow == name;
  if (!flow || flow->intents.empty() || runs) return std::nullopt;
  return Command{CommandKind::start_flow, std::string(name), json::string(flow->intents.front())};
}

/// One call of a tool as a command, where it makes sense at this moment. There is no "confirm": what changes the world waits for a yes of
/// the person's own.
std::optional<Command> command_of(const Setting &setting, const State &state, const json::object &call, base::Instant now) {
  const std::string_view name = base::string_at(call, "name");
  const json::object &input = base::object_at(call, "input");
  const Expect awaited = state.expecting.kind;
  if (name == "start_flow") return flow_named(setting, state, base::string_at(input, "flow"));
  if (name == "set_field") return field_told(setting, state, input, now);
  if (name == "knowledge") return section_named(setting, base::string_at(input, "section"));
  if (name == "answer") return topic_named(base::string_at(input, "topic"));
  if (name == "choose") {
    const std::int64_t option = base::int_at(input, "option");
    if (awaited != Expect::choice || option < 1 || option > static_cast<std::int64_t>(state.offered.size())) return std::nullopt;
    return Command{CommandKind::choose, {}, option - 1};
  }
  if (name == "reject_choices" && awaited == Expect::choice) return Command{CommandKind::reject_choices, {}, {}};
  if (name == "deny" && awaited == Expect::confirmation) return Command{CommandKind::deny, {}, {}};
  if (name == "stop_flow" && !state.frames.empty()) return Command{CommandKind::stop_flow, {}, {}};
  if (name == "repeat") return Command{CommandKind::repeat, {}, {}};
  if (name == "out_of_scope") return Command{CommandKind::out_of_scope, {}, {}};
  if (name == "hand_over") return Command{CommandKind::hand_over, "not_understood", {}};
  return std::nullopt;
}

std::vector<Command> commands_of(const Setting &setting, const State &state, const json::array &calls, base::Instant now) {
  std::vector<Command> out;
  for (const json::value &call : calls) {
    if (!call.is_object() || out.size() == kMostCommands) continue;
    if (std::optional<Command> command = command_of(setting, state, call.get_object(), now)) out.push_back(std::move(*command));
  }
  return out;
}

// ---- the words ---------------------------------------------------------------------------------------------------

std::vector<std::string> passages(const Turn &turn) {
  const practice::Practice &practice = turn.setting.practice();
  std::vector<std::string> out{practice.name, practice.phone, practice.website};
  for (const practice::KnowledgeSection &section : practice.knowledge) out.emplace_back(section.answer.in(turn.language()));
  for (const practice::Service &service : practice.services) out.emplace_back(service.name.in(turn.language()));
  return out;
}

/// Times, amounts, numbers and addresses must stand in the practice's own words.
bool facts_are_known(const Turn &turn, const std::string &sentence, const std::vector<std::string> &known) {
  State nothing_asked = turn.state;
  nothing_asked.expecting = {};
  for (const nlu::Entity &entity : analyze(turn.setting, nothing_asked, sentence, turn.now).entities) {
    using nlu::EntityType;
    if (entity.type == EntityType::boolean || entity.type == EntityType::service || entity.type == EntityType::medication) continue;
    const std::string surface = base::fold(entity.text);
    const bool found = std::ranges::any_of(known, [&](const std::string &passage) { return base::fold(passage).find(surface) != std::string::npos; });
    if (!found) return false;
  }
  return true;
}

/// "I've booked it", "queda confirmada": only the engine does such things, and says so itself.
bool claims_a_deed(std::string_view sentence) {
  const Cues cues(sentence);
  return cues.has({"booked", "scheduled", "rescheduled", "cancelled", "canceled", "confirmed", "reserved", "charged", "refunded", "texted", "emailed",
                   "agendado", "agendada", "reservado", "reservada", "cancelado", "cancelada", "confirmado", "confirmada", "cobrado", "enviado", "reembolsado"});
}

bool may_be_said(const Turn &turn, const std::string &sentence, const std::vector<std::string> &known) {
  const compliance::GuardVerdict verdict = compliance::guard_reply({sentence, turn.state.undecided, turn.state.language, known});
  const bool links = turn.spoken() && (sentence.find("://") != std::string::npos || sentence.find("www.") != std::string::npos);
  return verdict.allow && !links && !claims_a_deed(sentence) && facts_are_known(turn, sentence, known);
}

void say_words(Turn &turn, std::string_view words) {
  const std::vector<std::string> known = passages(turn);
  const std::int32_t most = turn.spoken() ? kMostSpoken : kMostWritten;
  std::string left = base::clean_utf8(words, kMostShown);
  while (!base::trim(left).empty() && turn.state.proposed_sentences < most) {
    const std::string sentence(base::trim(first_sentences(left, 1)));
    left.erase(0, left.find(sentence) + sentence.size());
    if (!may_be_said(turn, sentence, known)) continue;
    turn.say_own(sentence);
    ++turn.state.proposed_sentences;
  }
}

}  // namespace

nlu::Analysis analyze(const Setting &setting, const State &state, std::string_view text, base::Instant now) {
  nlu::Context context;
  context.now = now;
  context.zone = setting.zone();
  context.country = setting.practice().country;
  context.conversation = state.language;
  context.expecting = expecting_of(state);
  return setting.analyzer().analyze(text, context);
}

bool at_a_loss(const std::vector<Command> &commands, std::string_view text) {
  const bool nothing = std::ranges::all_of(commands, [](const Command &command) {
    return command.kind == CommandKind::not_understood || command.kind == CommandKind::out_of_scope;
  });
  return nothing && Cues(text).words().size() >= kFewestWords;
}

void propose(Turn &turn, std::string_view text) {
  State &state = turn.state;
  json::object input{{"language", turn.language()}, {"utterance", shown(text)}, {"said", shown(state.last_said)},
                     {"expecting", state.expecting.kind == Expect::field ? json::string(state.expecting.name) : json::string(expect_key(state.expecting.kind))},
                     {"flow", state.frames.empty() ? json::string() : json::string(state.frames.back().flow)}};
  state.undecided = text;
  state.proposed_sentences = 0;
  turn.invoke(kPropose, std::move(input), {}, false, kProposalSeconds);
  set_deadline(turn);
}

void take_proposed_words(Turn &turn, const json::value &answer) {
  if (answer.is_object()) say_words(turn, base::string_at(answer.get_object(), "text"));
  turn.flush();
}

void take_proposal(Turn &turn, base::Status status, const json::value &answer) {
  State &state = turn.state;
  std::vector<Command> commands;
  if (status == base::Status::ok && answer.is_object()) {
    say_words(turn, base::string_at(answer.get_object(), "text"));
    commands = commands_of(turn.setting, state, base::array_at(answer.get_object(), "commands"), turn.now);
  }
  const std::string text = std::exchange(state.undecided, {});
  const nlu::Analysis analysis = analyze(turn.setting, state, text, turn.now);
  const bool answered = std::exchange(state.proposed_sentences, 0) > 0;
  if (answered) std::erase_if(commands, [](const Command &c) { return c.kind == CommandKind::out_of_scope || c.kind == CommandKind::knowledge; });
  if (commands.empty() && answered && state.frames.empty()) {
    state.strikes = 0;
    turn.flush();
    return set_deadline(turn);
  }
  if (commands.empty() && !answered) commands = understand(turn.setting, state, text, analysis, turn.now);
  apply(turn, commands, text, analysis);
}

void drop_proposal(State &state) {
  std::erase_if(state.pending, [](const Pending &pending) { return pending.operation == kPropose; });
  state.undecided.clear();
  state.proposed_sentences = 0;
}

}  // namespace callwell::dialog
