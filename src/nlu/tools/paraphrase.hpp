// Grammars that write training sentences. A line such as
//   (i want|i'd like) to {book} [a|an] appointment
// has alternatives, optional parts and named parts (`@book: book | schedule | set up`); `== book_appointment` names the
// intent of the lines below it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "base/result.hpp"

namespace callwell::nlu::tools {

struct Written {
  std::string text, intent;
};

class Grammar {
 public:
  /// Errors name the line.
  static base::Result<Grammar> parse(std::string_view text);
  /// Different sentences of each intent, all its lines in turn: up to `per_intent`, or `per_line` of each line where that is more.
  std::vector<Written> write(std::size_t per_intent, std::size_t per_line, base::Random &random) const;

 private:
  std::string expand(std::string_view pattern, base::Random &random, int depth) const;

  std::map<std::string, std::string, std::less<>> parts_;
  std::map<std::string, std::vector<std::string>> lines_;
};

/// What the telephone, thumbs and haste do to a sentence: fillers, typing slips, short forms, lost ends. Often nothing.
std::string roughen(std::string_view text, bool spanish, base::Random &random);

}  // namespace callwell::nlu::tools
