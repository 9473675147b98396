// One feeding of the conversation: collects what is said and done, and composes one reply in the channel's style.
#pragma once

#include <deque>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "dialog/setting.hpp"
#include "dialog/state.hpp"

namespace callwell::dialog {

class Turn {
 public:
  Turn(const Setting &turn_setting, State &turn_state, base::Instant turn_now, std::deque<Action> &actions);

  const Setting &setting;
  State &state;
  const base::Instant now;
  std::string_view heard;  ///< the utterance that is being answered, if one is; outlives the turn

  bool spoken() const { return state.channel == Channel::phone; }
  std::string_view language() const { return nlu::language_key(state.language); }
  base::LocalTime local_now() const { return setting.zone().local(now); }
  const practice::Location &place() const;  ///< the conversation's location, else the first

  /// Adds a statement from a template.
  void say(std::string_view key, Values values = {});
  /// Adds text of the practice's own; a spoken reply takes its first sentences and no web address.
  void say_own(std::string_view text, std::size_t spoken_sentences = 2);
  /// The question that ends the reply; a later one replaces an earlier.
  void ask(std::string_view key, Values values = {});
  /// "Great." before the next question, when nothing else is said.
  void acknowledge(std::string_view key, Values values = {});
  bool has_question() const { return !question_.empty(); }
  bool said_something() const { return !parts_.empty() || !question_.empty(); }

  /// A wording without adding it.
  std::string wording(std::string_view key, Values values = {});
  /// "a, b and c"
  std::string join(const std::vector<std::string> &items, std::string_view conjunction = "and");

  void invoke(std::string_view operation, json::object input, std::string_view into, bool changes, std::int64_t seconds);
  void transfer(std::string_view to, std::string_view reason, json::object summary);
  void end(std::string_view disposition);
  /// "on Monday, March 9 at 2 PM", "tomorrow at 2 PM", "el lunes 9 de marzo a las 2": a day or moment with its preposition.
  std::string on(const base::Date &day, std::string moment);
  void expect(Expect kind, std::string_view name = {});

  /// The flow's steps that were entered, in order: for who wants to see where a conversation went.
  std::vector<Frame> entered;

  /// Makes one say action of all that was said. Called before an action that must come after the words, and at the end.
  void flush();

 private:
  Values with_practice(Values values) const;
  Action &push(ActionKind kind);

  std::deque<Action> &actions_;
  std::vector<std::string> parts_;
  std::string acknowledgement_, question_;
};

/// The first `count` sentences. "Dr. Chen" and "3.5" do not end one.
std::string first_sentences(std::string_view text, std::size_t count);

}  // namespace callwell::dialog
