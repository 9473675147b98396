// Runs every .call script of this folder; README.md describes the format.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <tuple>

#include "dialog/session.hpp"
#include "operations/agent.hpp"

namespace {

using namespace callwell;
namespace json = boost::json;

struct Script {
  std::map<std::string, std::string> scene;
  struct Line {
    int number;
    std::string verb, rest;
  };
  std::vector<Line> lines;
};

Script read_script(const std::filesystem::path &path) {
  Script script;
  std::ifstream in(path);
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    if (script.scene.empty()) {
      std::istringstream words(line);
      for (std::string word; words >> word;) script.scene[word.substr(0, word.find('='))] = word.substr(word.find('=') + 1);
      continue;
    }
    const std::size_t space = line.find(' ');
    script.lines.push_back(
        {number, line.substr(0, space), space == std::string::npos ? "" : line.substr(line.find_first_not_of(' ', space))});
  }
  return script;
}

std::regex pattern(std::string text) {
  if (text.size() >= 2 && text.front() == '/' && text.back() == '/') text = text.substr(1, text.size() - 2);
  return std::regex(text, std::regex::icase | std::regex::ECMAScript);
}

/// What all the scripts have reached of the flows.
struct Coverage {
  std::set<std::pair<std::string, std::uint32_t>> steps;
  std::set<std::tuple<std::string, std::uint32_t, std::uint32_t>> ways;
};
Coverage coverage;

/// One script's conversation, with real operations behind it.
class Player {
 public:
  explicit Player(const Script &script) : script_(script) {
    const auto at = base::parse_rfc3339(scene("at", "2026-03-04T10:00:00-06:00"));
    REQUIRE(at.has_value());
    now_ = *at;
    const std::string file = std::string(CALLWELL_SOURCE_DIR) + "/examples/practices/" + scene("practice", "lakeside_dental") + ".yaml";
    auto agent = operations::Agent::open({file, ""}, now_);
    REQUIRE(agent.has_value());
    agent_ = *agent;
    dialog::SessionOptions options;
    options.channel = *dialog::parse_channel(scene("channel", "sms"));
    options.seed = std::stoull(scene("seed", "7"));
    options.contact = scene("contact", "+13125550142");
    if (options.contact == "none") options.contact.clear();
    options.language = scene("language", "");
    options.location = scene("location", "");
    options.opened = now_;
    session_.emplace(setting(), options);
  }

  void play() {
    show("\n==== ", scene("name", ""));
    for (const Script::Line &line : script_.lines) {
      INFO("line " << line.number << ": " << line.verb << ' ' << line.rest << "\nreplies: " << replies_
                   << "\nview: " << json::serialize(session_->view()));
      line_ = &line;
      step(line);
    }
    check_replay();
  }

 private:
  std::string scene(const std::string &key, const std::string &fallback) const {
    const auto found = script_.scene.find(key);
    return found == script_.scene.end() ? fallback : found->second;
  }
  const std::shared_ptr<const dialog::Setting> &setting() const { return agent_->find_tenant("")->setting(); }

  void step(const Script::Line &line) {
    const std::string &verb = line.verb, &rest = line.rest;
    if (verb == ">") return person(rest);
    if (verb == "<") return hold(std::regex_search(replies_, pattern(rest)));
    if (verb == "<!") return hold(!std::regex_search(replies_, pattern(rest)));
    if (verb == "do") return hold(std::count(asked_.begin(), asked_.end(), rest) > 0);
    if (verb == "do!") return hold(std::count(asked_.begin(), asked_.end(), rest) == 0);
    if (verb == "lose" || verb == "twice") {
      tricks_[rest] = verb;
      return;
    }
    if (verb == "fail") {
      tricks_[rest.substr(0, rest.find(' '))] = rest.substr(rest.find(' ') + 1);
      return;
    }
    if (verb == "reply") {
      answers_[rest.substr(0, rest.find(' '))].push_back(rest.substr(rest.find(' ') + 1));
      return;
    }
    if (verb == "have") return have(rest);
    if (verb == "transfer") return hold(std::regex_search(transfer_to_, pattern(rest)));
    if (verb == "answer") return result(transfer_id_, rest == "yes" ? base::Status::ok : base::Status::unavailable, "{}");
    if (verb == "field") return field(rest);
    if (verb == "end") return hold(ended_ && disposition_ == rest);
    if (verb == "journal") return hold(std::regex_search(journal_ + session_->journal(), pattern(rest)));
    if (verb == "journal!") return hold(!std::regex_search(journal_ + session_->journal(), pattern(rest)));
    if (verb == "booked") return booked(static_cast<std::size_t>(std::stoul(rest)));
    FAIL("unknown verb " << verb);
  }

  void hold(bool promise) {
    if (!promise) show("    !!!! ", std::to_string(line_->number) + ": " + line_->verb + " " + line_->rest);
    CHECK(promise);
  }

  /// An appointment made before the conversation: "Maria Lopez cleaning".
  void have(const std::string &rest) {
    std::istringstream words(rest);
    std::string given, family, service;
    words >> given >> family >> service;
    const operations::InvokeOptions caller{"", "system", now_};
    const auto found = agent_->invoke("scheduling.find_slots", {{"service", service}}, caller);
    REQUIRE(found.has_value());
    const json::object &slot = found->at("slots").as_array().at(taken_++ % 3).as_object();
    const auto booked = agent_->invoke("scheduling.book",
                                       {{"slot_id", slot.at("slot_id")},
                                        {"service", service},
                                        {"name", json::object{{"given", given}, {"family", family}}},
                                        {"phone", scene("contact", "+13125550142")},
                                        {"idempotency_key", rest + std::to_string(taken_)}},
                                       caller);
    REQUIRE(booked.has_value());
  }

  void field(const std::string &rest) {
    const std::size_t space = rest.find(' ');
    const std::string path = rest.substr(0, space), want = space == std::string::npos ? "" : rest.substr(space + 1);
    const json::object view = session_->view();
    const json::value *at = &view.at("fields");
    for (std::size_t from = 0; at && from <= path.size();) {
      const std::size_t dot = std::min(path.find('.', from), path.size());
      at = at->is_object() ? at->get_object().if_contains(path.substr(from, dot - from)) : nullptr;
      from = dot + 1;
    }
    const std::string got = !at ? "" : at->is_string() ? std::string(at->get_string()) : json::serialize(*at);
    hold(got == want);
  }

  void booked(std::size_t count) {
    const auto answer = agent_->invoke("appointments.list", {}, {"", "system", now_});
    REQUIRE(answer.has_value());
    std::size_t held = 0;
    for (const json::value &appointment : answer->at("appointments").as_array()) held += appointment.at("status") == "booked" ? 1 : 0;
    hold(held == count);
  }

  void person(const std::string &words) {
    show("> ", words);
    replies_.clear();
    asked_.clear();
    transfer_to_.clear();
    now_ = now_.plus_seconds(5);
    if (words == "!start") return feed(dialog::EventKind::start, "");
    if (words == "!missed_call") return feed(dialog::EventKind::missed_call, "");
    if (words == "!hangup") return feed(dialog::EventKind::hangup, "");
    if (words.starts_with("!key ")) {
      dialog::Event event;
      event.kind = dialog::EventKind::keypad;
      event.digit = words[5];
      return feed(event);
    }
    if (words.starts_with("!wait ")) return wait(std::stoll(words.substr(6)));
    if (words.starts_with("!times ")) {  // the same words over and over
      std::size_t end = 0;
      const int times = std::stoi(words.substr(7), &end);
      for (int i = 0; i < times && !ended_; ++i) feed(dialog::EventKind::utterance, words.substr(8 + end));
      return;
    }
    if (words.starts_with("!long ")) {  // some words, repeated to a very long text
      std::string text;
      while (text.size() < 20'000) text += words.substr(6) + " ";
      return feed(dialog::EventKind::utterance, text);
    }
    feed(dialog::EventKind::utterance, words);
  }

  void wait(std::int64_t seconds) {
    const base::Instant until = now_.plus_seconds(seconds);
    while (!ended_ && session_->deadline() <= until) {
      now_ = std::max(now_, session_->deadline());
      feed(dialog::EventKind::tick, "");
    }
    now_ = until;
  }

  void feed(dialog::EventKind kind, const std::string &text) {
    dialog::Event event;
    event.kind = kind;
    event.text = text;
    feed(event);
  }

  void feed(dialog::Event event) {
    save_and_restore();
    event.at = now_;
    const auto fed = session_->feed(event);
    if (!fed) FAIL(fed.error().message);
    walked();
    if (event.kind == dialog::EventKind::utterance)
      show("    heard ", json::serialize(session_->view().at("commands")) + " intent " + json::serialize(session_->view().at("intent")));
    while (const dialog::Action *action = session_->next()) perform(dialog::Action(*action));
  }

  /// The conversation as it goes, for whoever writes scripts: CALLWELL_TRANSCRIPT=1 test_replay -c name
  static void show(std::string_view mark, std::string_view words) {
    static const bool wanted = std::getenv("CALLWELL_TRANSCRIPT") != nullptr;
    if (wanted) std::cout << mark << words << '\n';
  }

  /// Between any two events the process may die: nothing may be lost.
  void save_and_restore() {
    if (ended_) return;
    const auto saved = session_->save();
    REQUIRE(saved.has_value());
    CHECK(saved->size() <= dialog::kMaxStateBytes);
    auto restored = dialog::Session::restore(setting(), *saved);
    REQUIRE(restored.has_value());
    journal_ += session_->journal();
    session_.emplace(std::move(*restored));
  }

  void perform(const dialog::Action &action) {
    show(action.kind == dialog::ActionKind::say ? "  < " : "    does ",
         action.text + (action.kind == dialog::ActionKind::invoke ? " " + action.input : ""));
    switch (action.kind) {
      case dialog::ActionKind::say: replies_ += (replies_.empty() ? "" : " ") + one_line(action.text); return;
      case dialog::ActionKind::end:
        ended_ = true;
        disposition_ = action.text;
        return;
      case dialog::ActionKind::transfer:
        transfer_to_ = action.text;
        transfer_id_ = action.id;
        return;
      case dialog::ActionKind::invoke: break;
    }
    asked_.push_back(action.text);
    if (auto &canned = answers_[action.text]; !canned.empty()) {
      const std::string text = canned.front();
      canned.pop_front();
      return result(action.id, base::Status::ok, text);
    }
    const std::string trick = std::exchange(tricks_[action.text], "");
    if (trick == "lose") return;
    if (!trick.empty() && trick != "twice") return result(action.id, status_of(trick), "");
    const auto answer = agent_->invoke(action.text, base::parse_json(action.input)->as_object(), {"", "system", now_});
    const base::Status status = answer ? base::Status::ok : answer.error().status;
    const std::string text = answer ? json::serialize(*answer) : std::string();
    if (!answer) WARN(action.text << ": " << answer.error().message);
    result(action.id, status, text);
    if (trick == "twice") result(action.id, status, text);
  }

  static std::string one_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
  }

  static base::Status status_of(const std::string &name) {
    for (int i = 1; i <= 13; ++i) {
      if (base::status_name(static_cast<base::Status>(i)) == name) return static_cast<base::Status>(i);
    }
    FAIL("no status is called " << name);
    return base::Status::internal;
  }

  void result(std::uint64_t id, base::Status status, const std::string &text) {
    dialog::Event event;
    event.kind = dialog::EventKind::result;
    event.action_id = id;
    event.status = status;
    event.text = text;
    event.at = now_;
    const auto fed = session_->feed(event);
    if (!fed) FAIL(fed.error().message);
    walked();
    while (const dialog::Action *action = session_->next()) perform(dialog::Action(*action));
  }

  /// Notes which steps of the flows were reached, and by which way.
  void walked() {
    for (const dialog::Frame &frame : session_->path()) {
      coverage.steps.insert({frame.flow, frame.step});
      if (const auto last = last_step_.find(frame.flow); last != last_step_.end())
        coverage.ways.insert({frame.flow, last->second, frame.step});
      last_step_[frame.flow] = frame.step;
    }
  }

  void check_replay() {
    journal_ += session_->journal();
    const auto replayed = dialog::replay(setting(), journal_);
    if (!replayed) FAIL(replayed.error().message);
    INFO("line " << replayed->line << "\nexpected " << replayed->expected << "\ngot      " << replayed->got);
    CHECK(replayed->same);
  }

  const Script &script_;
  std::shared_ptr<operations::Agent> agent_;
  std::optional<dialog::Session> session_;
  base::Instant now_;
  std::string journal_, replies_, transfer_to_, disposition_;
  std::uint64_t transfer_id_ = 0;
  std::vector<std::string> asked_;
  std::map<std::string, std::string> tricks_;
  std::map<std::string, std::deque<std::string>> answers_;
  std::map<std::string, std::uint32_t> last_step_;
  std::size_t taken_ = 0;
  const Script::Line *line_ = nullptr;
  bool ended_ = false;
};

std::vector<std::filesystem::path> all_scripts() {
  std::vector<std::filesystem::path> files;
  const char *drafts = std::getenv("CALLWELL_SCRIPTS");  // another folder, while writing new ones
  for (const auto &entry :
       std::filesystem::directory_iterator(drafts ? std::string(drafts) : std::string(CALLWELL_SOURCE_DIR) + "/tests/replay")) {
    if (entry.path().extension() == ".call") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void play(const std::filesystem::path &file) {
  Script script = read_script(file);
  script.scene["name"] = file.stem().string();
  Player(script).play();
}

/// Every way on from step `i` that a flow declares.
std::vector<std::uint32_t> ways_from(const dialog::Flow &flow, std::uint32_t i) {
  const dialog::Step &step = flow.steps[i];
  std::vector<std::uint32_t> out;
  for (const std::uint32_t to : {step.target, step.conflict, step.failed, step.none, step.changed, step.no}) {
    if (to != dialog::Step::kNone) out.push_back(to);
  }
  for (const dialog::Condition &condition : step.conditions) out.push_back(condition.target);
  const bool falls_through = step.verb != dialog::Verb::go && step.verb != dialog::Verb::end && step.verb != dialog::Verb::hand_over;
  if (falls_through && i + 1 < flow.steps.size()) out.push_back(i + 1);
  return out;
}

}  // namespace

TEST_CASE("every conversation goes as its script says, and its journal replays") {
  const auto files = all_scripts();
  REQUIRE_FALSE(files.empty());
  for (const auto &file : files) {
    DYNAMIC_SECTION(file.stem().string()) { play(file); }
  }
}

TEST_CASE("the conversations reach every step of the built-in flows, by every way there is") {
  if (coverage.steps.empty()) {
    for (const auto &file : all_scripts()) play(file);
  }
  const auto flows = dialog::FlowSet::load("");
  REQUIRE(flows.has_value());
  for (const dialog::Flow &flow : flows->all()) {
    for (std::uint32_t i = 0; i < flow.steps.size(); ++i) {
      CAPTURE(flow.name, i, dialog::verb_key(flow.steps[i].verb), flow.steps[i].name);
      CHECK(coverage.steps.contains({flow.name, i}));
      for (const std::uint32_t to : ways_from(flow, i)) {
        CAPTURE(to);
        CHECK(coverage.ways.contains({flow.name, i, to}));
      }
    }
  }
}
