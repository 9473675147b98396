#include "dialog/session.hpp"

#include <algorithm>

#include "base/crypto.hpp"
#include "base/text.hpp"
#include "compliance/cards.hpp"
#include "dialog/cues.hpp"
#include "dialog/fields.hpp"
#include "dialog/interpreter.hpp"
#include "dialog/journal.hpp"
#include "dialog/proposal.hpp"

namespace callwell::dialog {

namespace {

constexpr std::string_view kSealContext = "conversation";
constexpr float kLanguageSure = 0.75F;            // below, a short text stays in the conversation's language
constexpr std::string_view kCardLabel = "[PAN]";  // what the redaction leaves of a number
constexpr std::size_t kLanguageWords = 3;         // "Nora Chan" and "ok" are of no language
constexpr std::size_t kAddressWords = 4;          // nor is "rosa.vega@example.com"

State first_state(const Setting &setting, const SessionOptions &options) {
  State state;
  state.id = options.id;
  state.channel = options.channel;
  state.contact = options.contact;
  state.location = options.location;
  state.dice = options.seed;
  if (options.opted_out) state.disposition = "opted_out";
  const auto wanted = nlu::parse_language(options.language);
  const auto first = nlu::parse_language(setting.practice().languages.front());
  state.language = wanted && setting.speaks(*wanted) ? *wanted : first.value_or(nlu::Language::en);
  return state;
}

/// Commands that are answered without introducing oneself first.
bool needs_no_introduction(const std::vector<Command> &commands) {
  return std::any_of(commands.begin(), commands.end(), [](const Command &command) {
    return command.kind == CommandKind::emergency || command.kind == CommandKind::opt_out || command.kind == CommandKind::opt_in ||
           command.kind == CommandKind::help_keyword || command.kind == CommandKind::wrong_number || command.kind == CommandKind::goodbye;
  });
}

bool only_opens(const std::vector<Command> &commands) {
  return std::all_of(commands.begin(), commands.end(), [](const Command &command) {
    return command.kind == CommandKind::greet || command.kind == CommandKind::not_understood || command.kind == CommandKind::thank;
  });
}

}  // namespace

Session::Session(std::shared_ptr<const Setting> setting, State state) : setting_(std::move(setting)), state_(std::move(state)) {}

Session::Session(std::shared_ptr<const Setting> setting, SessionOptions options) : setting_(std::move(setting)) {
  if (options.id.empty()) {
    base::Random dice(options.seed);
    options.id = base::uuid7(options.opened, dice);
  }
  state_ = first_state(*setting_, options);
  journal_ = header_line(*setting_, options);
}

base::Result<Session> Session::restore(std::shared_ptr<const Setting> setting, std::string_view sealed) {
  if (sealed.size() > kMaxStateBytes) return base::Error{base::Status::limit_exceeded, "a saved conversation has at most 64 KiB"};
  const base::Result<std::string> plain = base::unseal(setting->state_key(), sealed, kSealContext);
  if (!plain) return plain.error();
  const base::Result<json::value> value = base::parse_json(*plain);
  if (!value) return base::Error{base::Status::corrupt, "the saved conversation does not read back"};
  base::Result<State> state = state_from_json(*value);
  if (!state) return state.error();
  return Session(std::move(setting), std::move(*state));
}

base::Result<std::string> Session::save() const {
  if (!waiting_.empty()) return base::Error{base::Status::busy, "take the waiting actions first: a saved conversation has none"};
  std::string sealed = base::seal(setting_->state_key(), json::serialize(to_json(state_)), kSealContext);
  if (sealed.size() > kMaxStateBytes) return base::Error{base::Status::limit_exceeded, "the conversation's state outgrew 64 KiB"};
  return sealed;
}

base::Result<void> Session::check(const Event &event) const {
  if (waiting_.size() >= kMaxWaiting) return base::Error{base::Status::busy, "64 actions wait: take them, then feed again"};
  if (event.at < state_.now) return base::invalid("time ran backwards: an event is older than the one before", "at_us");
  if (event.text.size() > kMaxTextBytes) return base::Error{base::Status::limit_exceeded, "text over 1 MiB", "text"};
  if (event.kind == EventKind::moved && !parse_channel(event.text)) return base::invalid("unknown channel", "channel");
  const bool reopens = event.kind == EventKind::moved && goes_on_by_text(state_);
  if (state_.phase == Phase::ended && !reopens && event.kind != EventKind::result && event.kind != EventKind::progress && event.kind != EventKind::tick && event.kind != EventKind::hangup) {
    return base::Error{base::Status::conflict, "the conversation has ended: open a new session"};
  }
  return {};
}

base::Result<void> Session::feed(const Event &event) {
  if (auto checked = check(event); !checked) return checked;
  state_.now = event.at;
  const std::size_t before = waiting_.size();
  if (event.kind == EventKind::utterance) {
    Event clean = event;
    clean.text = compliance::without_cards(base::clean_utf8(event.text, nlu::Analyzer::kMaxTextBytes));
    record(clean);
    dispatch(clean);
  } else {
    record(event);
    dispatch(event);
  }
  for (std::size_t i = before; i < waiting_.size(); ++i) record(waiting_[i]);
  return {};
}

void Session::dispatch(const Event &event) {
  Turn turn(*setting_, state_, event.at, waiting_);
  take(turn, event);
  path_ = std::move(turn.entered);
}

void Session::take(Turn &turn, const Event &event) {
  switch (event.kind) {
    case EventKind::start: return begin(turn, false);
    case EventKind::missed_call: return begin(turn, true);
    case EventKind::utterance: return hear(turn, event.text, event.confidence);
    case EventKind::keypad: return hear(turn, said_by_key(event.digit), 1);
    case EventKind::tick: return take_silence(turn);
    case EventKind::unheard: return take_unheard(turn);
    case EventKind::moved: return take_move(turn, *parse_channel(event.text));
    case EventKind::hangup:
      if (state_.phase != Phase::ended) turn.end(state_.disposition.empty() ? std::string("hung_up") : std::string(state_.disposition));
      return;
    case EventKind::result:
    case EventKind::progress: {
      const base::Result<json::value> answer =
          event.text.empty() ? base::Result<json::value>(json::value(nullptr)) : base::parse_json(event.text);
      if (event.kind == EventKind::progress) return take_progress(turn, event.action_id, answer ? *answer : json::value(nullptr));
      return take_result(turn, event.action_id, answer ? event.status : base::Status::corrupt, answer ? *answer : json::value(nullptr));
    }
  }
}

/// A key in words: 0 asks for a person, * for a repetition, a digit for a choice where there is one.
std::string Session::said_by_key(char digit) const {
  if (digit == '0') return "representative";
  if (digit == '*') return "repeat that";
  if (state_.expecting.kind == Expect::confirmation && (digit == '1' || digit == '2')) return digit == '1' ? "yes" : "no";
  return state_.expecting.kind == Expect::choice ? "option " + std::string(1, digit) : std::string(1, digit);
}

void Session::hear(Turn &turn, std::string text, float) {
  turn.heard = text;
  if (base::trim(text).empty()) return;  // a recogniser that heard nothing
  drop_proposal(state_);
  const nlu::Analysis analysis = analyze(*setting_, state_, text, turn.now);
  state_.language = language_of(text, analysis);
  ++state_.turns;
  const std::vector<Command> commands = understand(*setting_, state_, text, analysis, turn.now);
  const nlu::ScoredIntent &top = analysis.intents.front();
  state_.last_turn = {{"intent", analysis.emergency.flag ? "emergency" : top.name},
                      {"confidence", analysis.emergency.flag ? analysis.emergency.confidence : top.confidence},
                      {"language", nlu::language_key(analysis.language)},
                      {"sentiment", analysis.sentiment},
                      {"emotion", analysis.emotion},
                      {"commands", json::array()}};
  for (const Command &command : commands) {
    state_.last_turn["commands"].as_array().push_back(
        json::string(std::string(command_key(command.kind)) + (command.name.empty() ? "" : " " + command.name)));
  }
  const bool first = state_.phase == Phase::fresh;
  if (first) {
    if (only_opens(commands)) return begin(turn, false);
    state_.phase = Phase::open;
    if (!turn.spoken() && !needs_no_introduction(commands)) turn.say("introduction");
  }
  if (text.find(kCardLabel) != std::string::npos) turn.say("no_card_numbers");
  if (state_.turns > kMaxTurns) {
    hand_over(turn, "too_long");
    return turn.end("handed_over");
  }
  if (setting_->asks_model() && at_a_loss(commands, text)) return propose(turn, text);
  apply(turn, commands, text, analysis);
}

/// The language to go on in: the one asked for, else the one the person has plainly changed to.
nlu::Language Session::language_of(std::string_view text, const nlu::Analysis &analysis) const {
  const Cues cues(text);
  if (const auto wanted = cues.wants_language(); wanted && setting_->speaks(*wanted)) return *wanted;
  if (!setting_->speaks(analysis.language)) return state_.language;
  if (state_.turns == 0) return analysis.language;
  const bool answers_form = state_.expecting.kind == Expect::field && state_.expecting.name != "message";
  const std::size_t enough = kLanguageWords + (text.find('@') == std::string_view::npos ? 0 : kAddressWords);
  const bool says_enough = cues.words().size() >= enough || (!answers_form && state_.frames.empty());
  return says_enough && analysis.language_confidence >= kLanguageSure ? analysis.language : state_.language;
}

const Action *Session::next() {
  if (waiting_.empty()) return nullptr;
  current_ = std::move(waiting_.front());
  waiting_.pop_front();
  return &current_;
}

void Session::record(const Event &event) { journal_ += event_line(event); }
void Session::record(const Action &action) { journal_ += action_line(action); }

json::object Session::view() const {
  json::object out = state_.last_turn;
  out["conversation"] = state_.id;
  out["channel"] = channel_key(state_.channel);
  out["language"] = nlu::language_key(state_.language);
  out["expecting"] = state_.expecting.kind == Expect::field ? json::string("field " + state_.expecting.name)
                                                            : json::string(expect_key(state_.expecting.kind));
  out["flow"] = state_.frames.empty() ? json::string() : json::string(state_.frames.back().flow);
  out["fields"] = state_.fields;
  out["offered"] = state_.offered;
  out["disposition"] = state_.disposition;
  out["ended"] = state_.phase == Phase::ended;
  out["handed_over"] = state_.phase == Phase::handed_over;
  return out;
}

base::Result<Replay> replay(std::shared_ptr<const Setting> setting, std::string_view journal) {
  const std::vector<std::string_view> lines = base::split(base::trim(journal), '\n');
  const auto read = [](std::string_view line) -> base::Result<json::object> {
    base::Result<json::value> value = base::parse_json(line, {.max_bytes = 2 << 20});
    if (!value || !value->is_object()) return base::Error{base::Status::corrupt, "the journal has a line that is not JSON"};
    return std::move(value->get_object());
  };
  const base::Result<json::object> header = read(lines.front());
  if (!header) return header.error();
  base::Result<SessionOptions> options = options_from_header(*header);
  if (!options) return options.error();
  Session session(std::move(setting), std::move(*options));
  Replay result;
  std::vector<std::string_view> rest(lines.begin() + 1, lines.end());
  for (const std::string_view line : rest) {
    const base::Result<json::object> object = read(line);
    if (!object) return object.error();
    if (!object->contains("event")) continue;
    const base::Result<Event> event = event_from_line(*object);
    if (!event) return event.error();
    if (event->kind == EventKind::utterance) ++result.turns;
    if (auto fed = session.feed(*event); !fed) return fed.error();
    while (session.next()) {}
  }
  const std::vector<std::string_view> got = base::split(base::trim(session.journal()), '\n');
  for (std::size_t i = 0; i < std::max(got.size(), lines.size()); ++i) {
    const std::string_view expected = i < lines.size() ? lines[i] : std::string_view(),
                           actual = i < got.size() ? got[i] : std::string_view();
    if (expected == actual) continue;
    return Replay{false, result.turns, i + 1, std::string(expected), std::string(actual)};
  }
  return result;
}

}  // namespace callwell::dialog
