// A small practice and a desk with canned answers: enough to walk conversations without a calendar.
#pragma once

#include <catch2/catch.hpp>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>

#include "dialog/session.hpp"

namespace callwell::dialog::test {

inline std::string file_text(const std::string &path) {
  std::ifstream in(std::string(CALLWELL_SOURCE_DIR) + "/" + path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

inline const std::string kKey(32, 'k');

inline std::shared_ptr<const Setting> make_setting(std::string flows = {}, const std::string &practice = "lakeside_dental") {
  practice::Loaded loaded = practice::load_practice(file_text("examples/practices/" + practice + ".yaml"));
  REQUIRE(loaded.practice);
  practice::Practice changed = *loaded.practice;
  changed.flows_yaml = std::move(flows);
  auto setting = Setting::make(std::make_shared<practice::Practice>(std::move(changed)), kKey);
  if (!setting) FAIL(setting.error().message);
  return *setting;
}

/// Loading takes a while and a setting never changes: all tests share one.
inline const std::shared_ptr<const Setting> &setting() {
  static const auto shared = make_setting();
  return shared;
}

inline base::Instant morning() { return *base::parse_rfc3339("2026-03-04T10:00:00-05:00"); }

/// Openings as the calendar would answer them.
inline json::object openings() {
  const auto slot = [](std::string_view id, std::string_view start, std::string_view end) {
    return json::object{{"slot_id", id},
                        {"start", start},
                        {"end", end},
                        {"provider", "santos"},
                        {"provider_name", "Yolanda Santos"},
                        {"location", "lakeside"},
                        {"location_name", "Lakeside Dental"}};
  };
  return {{"slots", json::array{slot("one", "2026-03-09T13:30:00-04:00", "2026-03-09T14:20:00-04:00"),
                                slot("two", "2026-03-09T15:30:00-04:00", "2026-03-09T16:20:00-04:00"),
                                slot("three", "2026-03-16T13:30:00-04:00", "2026-03-16T14:20:00-04:00")}},
          {"matched", true}};
}

/// Plays one side of a conversation and answers the operations.
class Desk {
 public:
  explicit Desk(SessionOptions options = {}, std::shared_ptr<const Setting> where = setting())
      : session(std::move(where), with_time(std::move(options))) {
    answers["scheduling.find_slots"] = openings();
    answers["scheduling.hold"] = {{"hold_id", "h"}};
    answers["scheduling.book"] = {{"confirmation_code", "ABC234"}};
    answers["patients.lookup"] = {{"appointments", json::array()}};
  }

  /// Says `text` and returns all that was said back.
  std::string say(std::string_view text) {
    Event event;
    event.kind = EventKind::utterance;
    event.text = text;
    return feed(std::move(event));
  }

  std::string feed(Event event) {
    said.clear();
    asked.clear();
    now = now.plus_seconds(4);
    event.at = std::max(now, session.deadline() == kNever || event.kind != EventKind::tick ? now : session.deadline());
    now = event.at;
    const auto fed = session.feed(event);
    if (!fed) FAIL(fed.error().message);
    take();
    return said;
  }

  std::string feed(EventKind kind) {
    Event event;
    event.kind = kind;
    return feed(event);
  }

  /// The name `view` gives to what the conversation waits for: "field email", "choice", "nothing".
  std::string expecting() const { return std::string(base::string_at(session.view(), "expecting")); }
  bool ended() const { return session.state().phase == Phase::ended; }

  Session session;
  base::Instant now = morning();
  std::string said, disposition;
  std::vector<std::string> asked;  ///< operations, and "transfer", of the last feed
  std::map<std::string, json::object> answers;
  std::map<std::string, json::object> inputs;  ///< the last input of each operation
  bool answering = true;

 private:
  static SessionOptions with_time(SessionOptions options) {
    options.opened = morning();
    if (options.contact.empty()) options.contact = "+13125550142";
    return options;
  }

  void take() {
    while (const Action *action = session.next()) {
      const Action taken = *action;
      if (taken.kind == ActionKind::say) said += (said.empty() ? "" : " ") + taken.text;
      if (taken.kind == ActionKind::end) disposition = taken.text;
      if (taken.kind == ActionKind::transfer) asked.emplace_back("transfer");
      if (taken.kind != ActionKind::invoke) continue;
      asked.push_back(taken.text);
      inputs[taken.text] = base::parse_json(taken.input)->as_object();
      if (answering) answer(taken);
    }
  }

  void answer(const Action &action) {
    Event result;
    result.kind = EventKind::result;
    result.at = now;
    result.action_id = action.id;
    result.text = json::serialize(answers[action.text]);
    const auto fed = session.feed(result);
    if (!fed) FAIL(fed.error().message);
  }
};

}  // namespace callwell::dialog::test
