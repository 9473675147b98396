// The agent's wordings, by key, language and style; and the renderer that fills their placeholders.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "base/result.hpp"
#include "nlu/analysis.hpp"

namespace callwell::dialog {

using Values = std::map<std::string, std::string, std::less<>>;

/// Fills `{name}` from `values`; an unknown placeholder becomes nothing and double spaces close up.
std::string fill(std::string_view wording, const Values &values);

class Templates {
 public:
  static const Templates &builtin();

  /// One of the key's wordings, never `previous` where there is another. Both languages have every key.
  std::string_view pick(std::string_view key, nlu::Language language, bool spoken, base::Random &dice, std::string_view previous) const;
  bool has(std::string_view key) const;

 private:
  struct Wordings {
    std::vector<std::string> spoken, written;
  };
  using Catalogue = std::map<std::string, Wordings, std::less<>>;
  static Catalogue read(std::string_view yaml);
  std::map<nlu::Language, Catalogue> by_language_;
};

}  // namespace callwell::dialog
