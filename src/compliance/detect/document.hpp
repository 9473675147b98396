// A text under redaction: its tokens, and which of them somebody has already claimed. Detectors run in order of certainty; the first claim
// holds.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compliance/detect/digit_runs.hpp"
#include "compliance/redaction.hpp"
#include "nlu/tokens.hpp"

namespace callwell::compliance::detect {

/// Tokens [first, last).
struct Range {
  std::size_t first = 0, last = 0;
};

class Document {
 public:
  explicit Document(std::string_view text);

  std::size_t size() const { return tokens_.size(); }
  const std::vector<nlu::Token> &tokens() const { return tokens_; }
  const nlu::Token &token(std::size_t i) const { return tokens_[i]; }
  /// The folded text of a token; empty beyond either end, so that looking around needs no checks.
  std::string_view word(std::size_t i) const { return i < tokens_.size() ? std::string_view(tokens_[i].text) : std::string_view(); }
  bool is_word(std::size_t i) const { return i < tokens_.size() && tokens_[i].kind == nlu::Token::Kind::word; }
  bool is_number(std::size_t i) const { return i < tokens_.size() && tokens_[i].kind == nlu::Token::Kind::number; }
  bool is_mark(std::size_t i, std::string_view any_of) const {
    return i < tokens_.size() && tokens_[i].kind == nlu::Token::Kind::mark && tokens_[i].text.size() == 1 &&
           any_of.find(tokens_[i].text[0]) != std::string_view::npos;
  }
  bool touches(std::size_t i) const { return i > 0 && i < tokens_.size() && !tokens_[i].space_before; }  ///< the token before it
  bool capital(std::size_t i) const { return i < tokens_.size() && tokens_[i].capital; }
  bool all_capitals(std::size_t i) const;  ///< written, of more than one letter
  std::string_view written(std::size_t first, std::size_t last) const;
  /// Does a sentence begin with this token?
  bool begins_sentence(std::size_t i) const;
  /// Does a sentence end between the two tokens?
  bool ends_between(std::size_t first, std::size_t last) const;

  bool cased() const { return cased_; }  ///< written with capitals; what a recogniser hears has none
  const std::vector<DigitRun> &runs() const { return runs_; }
  /// The runs that begin at token `i` or later.
  std::span<const DigitRun> runs_from(std::size_t i) const;
  const DigitRun *run_at(std::size_t i) const;  ///< that begins exactly there
  bool in_run(std::size_t i) const;

  bool is_free(std::size_t first, std::size_t last) const;
  bool claim(std::size_t first, std::size_t last, IdentifierType type);
  void protect(std::size_t first, std::size_t last);
  bool claimed_as(std::size_t i, IdentifierType type) const { return i < owners_.size() && owners_[i] == static_cast<int>(type); }
  bool has(IdentifierType type) const;
  std::vector<IdentifierSpan> spans() const;

 private:
  static constexpr int kFree = -1, kProtected = -2;
  std::string_view text_;
  std::vector<nlu::Token> tokens_;
  std::vector<int> owners_;
  struct Claim {
    Range range;
    IdentifierType type;
  };
  std::vector<Claim> claims_;
  std::vector<DigitRun> runs_;
  bool cased_ = false;
};

/// Membership in a short table of words, sorted or not.
bool one_of(std::string_view word, std::span<const std::string_view> table);

}  // namespace callwell::compliance::detect
