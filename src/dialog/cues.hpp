// Small signs in an utterance that need no model: is it a question, who are you, never mind, in Spanish please.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nlu/analysis.hpp"

namespace callwell::dialog {

/// The words of an utterance, folded; marks are left out.
class Cues {
 public:
  explicit Cues(std::string_view text);

  const std::vector<std::string> &words() const { return words_; }
  /// The words joined by single spaces.
  const std::string &folded() const { return folded_; }
  bool has(std::initializer_list<std::string_view> any) const;
  /// Phrases of whole words.
  bool says(std::initializer_list<std::string_view> phrases) const;

  bool question() const { return question_; }               ///< typed as a question or built like one
  bool readable() const { return readable_; }               ///< has a letter or digit we can read; other scripts and emoji have none
  std::optional<bool> gesture() const { return gesture_; }  ///< a thumb up or down
  bool asks_for_providers() const;                          ///< "who are the dentists?"
  bool asks_duration() const;                               ///< how long a visit takes; recovery and results are another matter
  bool asks_for_parking() const;
  bool goes_on_asking() const;  ///< "what about Saturday?": the same question about something else
  /// What follows the last "no wait", "actually" or "digo"; empty when nothing is taken back.
  std::string_view corrected() const;
  bool seeks() const;                                   ///< "I need a …", "can you find me a …"
  bool wants_another() const;                           ///< "is there anyone else?"
  bool only_for_now() const;                            ///< "that's all for now", "not right now": no time to come at
  bool asks_the_way() const;                            ///< "where is the Ogden office?"
  bool names_talking() const;                           ///< "speak", "a real person", "call me"
  bool proposes() const;                                ///< "how about five?" asks for five, not for the hours
  bool drops_it() const;                                ///< "never mind", "olvídelo"
  bool asks_who() const;                                ///< "who is this?", "are you a robot?"
  bool doubts_value() const;                            ///< "that's wrong", "cámbielo"
  std::optional<nlu::Language> wants_language() const;  ///< "in English please"

 private:
  std::vector<std::string> words_;
  std::string folded_;
  bool question_ = false, readable_ = false;
  std::optional<bool> gesture_;
};

}  // namespace callwell::dialog
