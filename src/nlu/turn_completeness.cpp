#include "nlu/turn_completeness.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "nlu/tokens.hpp"
#include "nlu/turn_answers.hpp"
#include "nlu/turn_words.hpp"
#include "nlu/stem_table.hpp"

namespace callwell::nlu {

namespace {

using namespace turn_words;

constexpr std::size_t kWordsRead = 400;

enum Role : std::uint8_t { kFiller = 1, kDangles = 2, kWhole = 4, kCourteous = 8, kSubordinate = 16, kAsks = 32 };

struct Words {
  StemTable<std::uint8_t> roles;
  std::vector<std::string> whole_ends, promises;  ///< with a space before

  Words() {
    for (const auto &[list, role] : {std::pair{kFillers, kFiller}, {kDangling, kDangles}, {kWholeAnswers, kWhole}, {kCourtesies, kCourteous},
                                     {kSubordinates, kSubordinate}, {kQuestionWords, kAsks}}) {
      for (const std::string_view word : base::split(list, ' ')) roles[word] |= role;
    }
    for (const std::string_view phrase : kWholeEnds) whole_ends.push_back(" " + std::string(phrase));
    for (const std::string_view phrase : kPromises) promises.push_back(" " + std::string(phrase));
  }
  std::uint8_t of(std::string_view word) const {
    std::uint8_t all = 0;
    roles.each(word, [&](std::uint8_t role) { all |= role; });
    return all;
  }
};

const Words &words() {
  static const Words words;
  return words;
}

bool ends_with_any(const std::string &said, const std::vector<std::string> &phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](const std::string &phrase) { return said.ends_with(phrase); });
}

/// What was said: the words without punctuation, and the punctuation at the end.
struct Turn {
  std::vector<Token> tokens;
  std::string said;     ///< " my name is"
  char mark = 0;        ///< of . ? ! , the last
  bool trails = false;  ///< "…", "...", "-" at the end
};

Turn read(std::string_view text) {
  Turn turn;
  for (Token &token : tokenize(text, kWordsRead)) {
    if (token.kind == Token::Kind::mark && token.text != "@") {
      turn.trails = token.text == "-" || token.text == "…" || token.text == "—" || (token.text == "." && turn.mark == '.');
      turn.mark = token.text.front();
      continue;
    }
    turn.mark = 0;
    turn.trails = false;
    turn.said += " " + token.text;
    turn.tokens.push_back(std::move(token));
  }
  return turn;
}

/// A yes, a no, a greeting or a thank-you, with courtesies: nothing is missing.
bool whole_answer(const Turn &turn) {
  if (turn.tokens.size() > 4 || !(words().of(turn.tokens.front().text) & kWhole)) return false;
  return std::all_of(turn.tokens.begin() + 1, turn.tokens.end(), [](const Token &token) { return words().of(token.text) & (kWhole | kCourteous); });
}

std::optional<TurnCompleteness> by_ending(const Turn &turn) {
  const std::string &last = turn.tokens.back().text;
  const std::uint8_t role = words().of(last);
  if (turn.mark == '?' || turn.mark == '!') return TurnCompleteness{true, 0.97F};
  if ((role & kFiller) && turn.tokens.size() > 1) return TurnCompleteness{false, 0.93F};
  if (role & kFiller) return TurnCompleteness{false, 0.85F};
  if (turn.trails || turn.mark == ',') return TurnCompleteness{false, 0.85F};
  if (ends_with_any(turn.said, words().whole_ends)) return TurnCompleteness{true, 0.85F};
  if (ends_with_any(turn.said, words().promises)) return TurnCompleteness{false, 0.92F};
  if (!(role & kDangles)) return std::nullopt;
  // "who am i speaking with" and "what's it for" are whole, and so is the last letter of "plan a".
  const bool question = words().of(turn.tokens.front().text) & kAsks && turn.tokens.size() > 3;
  if (question && last.size() > 1) return TurnCompleteness{true, 0.6F};
  return TurnCompleteness{false, turn.mark == '.' ? 0.7F : 0.93F};
}

TurnCompleteness by_shape(const Turn &turn, const Expecting &expecting) {
  if (turn.mark == '.') return {true, 0.93F};
  const bool waits_for_more = words().of(turn.tokens.front().text) & kSubordinate && turn.tokens.size() < 7 && turn.tokens.size() > 1;
  if (waits_for_more) return {false, 0.6F};
  if (!expecting.choices.empty() || turn.tokens.size() >= 4) return {true, 0.88F};
  return {true, turn.tokens.size() > 1 ? 0.82F : 0.75F};
}

}  // namespace

TurnCompleteness judge_turn(std::string_view text, const Expecting &expecting, std::string_view country) {
  const Turn turn = read(text);
  if (turn.tokens.empty()) return {false, 0.9F};
  if (whole_answer(turn)) return {true, 0.98F};
  const std::optional<TurnCompleteness> ending = by_ending(turn);
  if (ending && !ending->complete) return *ending;
  if (const auto answer = judge_answer(turn.tokens, turn.said, expecting.field, country)) return *answer;
  return ending ? *ending : by_shape(turn, expecting);
}

}  // namespace callwell::nlu
