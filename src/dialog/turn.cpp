#include "dialog/turn.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "compliance/guard.hpp"
#include "scheduling/slot_wording.hpp"

namespace callwell::dialog {

namespace {

constexpr std::size_t kMaxReplyBytes = 1500;  // a text message carries 1600

/// Titles and short forms that end in a full stop without ending a sentence.
bool abbreviation(std::string_view word) {
  static constexpr std::string_view kShort[] = {"Dr.",   "Dra.", "Mr.", "Mrs.", "Ms.",  "Sr.",  "Sra.",    "St.", "Ave.",
                                                "Blvd.", "Rd.",  "No.", "a.m.", "p.m.", "min.", "approx.", "Ste."};
  return std::find(std::begin(kShort), std::end(kShort), word) != std::end(kShort);
}

/// Words that are web addresses are not spoken.
std::string without_addresses(std::string_view text) {
  std::string out;
  for (const std::string_view word : base::split(text, ' ')) {
    const bool address = word.find("://") != std::string_view::npos || word.starts_with("www.");
    if (address) continue;
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

}  // namespace

std::string first_sentences(std::string_view text, std::size_t count) {
  std::size_t word_start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ' || text[i] == '\n') word_start = i + 1;
    const bool stop = text[i] == '.' || text[i] == '!' || text[i] == '?';
    if (!stop || (i + 1 < text.size() && text[i + 1] != ' ' && text[i + 1] != '\n')) continue;
    if (text[i] == '.' && i + 1 < text.size() && abbreviation(text.substr(word_start, i + 1 - word_start))) continue;
    if (--count == 0) return std::string(text.substr(0, i + 1));
  }
  return std::string(text);
}

Turn::Turn(const Setting &turn_setting, State &turn_state, base::Instant turn_now, std::deque<Action> &actions)
    : setting(turn_setting), state(turn_state), now(turn_now), actions_(actions) {}

const practice::Location &Turn::place() const {
  const practice::Location *chosen = setting.practice().find_location(state.location);
  return chosen ? *chosen : setting.practice().locations.front();
}

Values Turn::with_practice(Values values) const {
  const practice::Practice &practice = setting.practice();
  values.emplace("practice", practice.name);
  values.emplace("agent", practice.persona.name);
  values.emplace("phone_number", practice.phone);
  values.emplace("website", spoken() ? "" : practice.website);
  values.emplace("emergency_number", practice.emergency.number);
  values.emplace("crisis_line", practice.emergency.crisis_line);
  values.emplace("poison_line", practice.emergency.poison_line);
  const auto opening = practice::next_opening(place(), local_now());
  const std::string opens = opening ? scheduling::say_moment(*opening, local_now().date, state.language, spoken()) : "";
  values.emplace("next_opening", opening && !spoken() && state.language == nlu::Language::es ? "el " + opens : opens);
  return values;
}

std::string Turn::wording(std::string_view key, Values values) {
  base::Random dice(state.dice);
  const std::string_view picked = setting.templates().pick(key, state.language, spoken(), dice, state.last_variant);
  state.dice = dice.state();
  state.last_variant = picked;
  return fill(picked, with_practice(std::move(values)));
}

void Turn::say(std::string_view key, Values values) { parts_.push_back(wording(key, std::move(values))); }

void Turn::say_own(std::string_view text, std::size_t spoken_sentences) {
  const std::string filled = fill(text, with_practice({}));
  const std::string said = spoken() ? first_sentences(without_addresses(filled), spoken_sentences) : filled;
  // The practice's texts are its own word; what else comes this way, now or later, rests on nothing and is held to the rules alone.
  const std::string source(text);
  compliance::GuardVerdict verdict = compliance::guard_reply({said, heard, state.language, std::span(&source, 1)});
  parts_.push_back(verdict.allow ? said : std::move(verdict.replacement));
}

void Turn::ask(std::string_view key, Values values) { question_ = wording(key, std::move(values)); }

void Turn::acknowledge(std::string_view key, Values values) { acknowledgement_ = wording(key, std::move(values)); }

std::string Turn::on(const base::Date &day, std::string moment) {
  const bool relative = spoken() && day <= local_now().date.plus_days(1);
  const bool has_article = spoken() && state.language == nlu::Language::es;
  return relative || has_article ? moment : wording("on_day", {{"moment", std::move(moment)}});
}

std::string Turn::join(const std::vector<std::string> &items, std::string_view conjunction) {
  std::string out;
  const std::string word = wording(conjunction);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += i + 1 == items.size() ? " " + word + " " : ", ";
    out += items[i];
  }
  return out;
}

Action &Turn::push(ActionKind kind) {
  actions_.push_back({});
  actions_.back().kind = kind;
  actions_.back().id = state.next_action++;
  return actions_.back();
}

void Turn::invoke(std::string_view operation, json::object input, std::string_view into, bool changes, std::int64_t seconds) {
  flush();
  Action &action = push(ActionKind::invoke);
  action.text = operation;
  action.key = state.id + "/" + std::to_string(action.id);
  if (changes) input["idempotency_key"] = action.key;
  action.input = json::serialize(input);
  action.deadline = now.plus_seconds(seconds);
  state.pending.push_back({action.id, std::string(operation), std::string(into), action.deadline, changes, false});
}

void Turn::transfer(std::string_view to, std::string_view reason, json::object summary) {
  flush();
  constexpr std::int64_t kRingSeconds = 45;
  Action &action = push(ActionKind::transfer);
  action.text = to;
  action.key = reason;
  action.input = json::serialize(summary);
  action.deadline = now.plus_seconds(kRingSeconds);
  state.pending.push_back({action.id, "transfer", {}, action.deadline, false, false});
}

void Turn::end(std::string_view disposition) {
  flush();
  push(ActionKind::end).text = disposition;
  state.phase = Phase::ended;
  state.disposition = disposition;
  state.expecting = {};
  state.frames.clear();
  state.deadline = kNever;
}

void Turn::expect(Expect kind, std::string_view name) {
  if (state.expecting.kind == kind && state.expecting.name == name) return;  // the same question again: its misses count on
  state.expecting = {kind, std::string(name), 0};
}

void Turn::flush() {
  if (!said_something()) return;
  std::string text;
  const auto append = [&](std::string_view part) {
    if (part.empty()) return;
    if (!text.empty()) text += ' ';
    const std::size_t first = text.size();
    text += part;
    if (text[first] >= 'a' && text[first] <= 'z')
      text[first] = static_cast<char>(text[first] - 'a' + 'A');  // a service's name may begin it
  };
  if (parts_.empty()) append(acknowledgement_);
  for (const std::string &part : parts_) append(part);
  append(question_);
  text = base::clean_utf8(text, kMaxReplyBytes);
  Action &action = push(ActionKind::say);
  action.text = text;
  action.language = language();
  state.last_said = text;
  parts_.clear();
  acknowledgement_.clear();
  question_.clear();
}

}  // namespace callwell::dialog
