#include "nlu/names_spelled.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "nlu/names_known.hpp"
#include "nlu/spelling.hpp"

namespace callwell::nlu {

namespace {

constexpr std::size_t kMaxLetters = 28;

/// Common names score near 0, rare ones about -4.
float prior(std::uint32_t rank) { return -0.45F * std::log(static_cast<float>(rank) + 10.0F); }

struct Guess { std::string name; float score = -1e9F; };

/// The name itself when known, else the likeliest within two edits.
Guess guess_name(NameKind kind, const std::string &letters, bool fuzzy) {
  const auto rank = kind == NameKind::given ? given_name_rank(letters) : family_name_rank(letters);
  Guess best;
  if (rank) best = {letters, prior(*rank)};
  if (!fuzzy || letters.size() < 4) return best;
  const std::size_t limit = letters.size() < 6 ? 1 : 2;
  for (const std::string_view name : names_alike(kind, letters[0], letters.size())) {
    if (name.size() < 4) continue;
    const std::size_t distance = base::edit_distance(letters, name, limit);
    if (distance == 0 || distance > limit) continue;
    const auto other = kind == NameKind::given ? given_name_rank(name) : family_name_rank(name);
    const float score = prior(other.value_or(99999)) - 4.5F * static_cast<float>(distance);
    if (score > best.score) best = {std::string(name), score};
  }
  return best;
}

}  // namespace

std::optional<SpelledName> split_letters(std::string_view text, bool fuzzy) {
  const std::string letters(text.substr(0, kMaxLetters));
  if (const std::size_t space = letters.find(' '); space != std::string::npos && space >= 2 && space + 3 <= letters.size()) {
    const Guess given = guess_name(NameKind::given, letters.substr(0, space), fuzzy), family = guess_name(NameKind::family, letters.substr(space + 1), fuzzy);
    if (given.score < -1e8F || family.score < -1e8F) return {};
    return SpelledName{given.name, family.name, given.score + family.score};
  }
  if (letters.size() < 3) return {};
  SpelledName best;
  best.score = -1e9F;
  const Guess whole = guess_name(NameKind::given, letters, fuzzy);
  if (whole.score > -1e8F) best = {whole.name, {}, whole.score - 1.0F};
  const auto family_alone = family_name_rank(letters);
  if (family_alone && best.score < prior(*family_alone) - 1.0F) best = {letters, {}, prior(*family_alone) - 1.0F};
  for (std::size_t cut = 2; cut + 2 <= letters.size(); ++cut) {
    const std::string left = letters.substr(0, cut), right = letters.substr(cut);
    const Guess exact_given = guess_name(NameKind::given, left, false), exact_family = guess_name(NameKind::family, right, false);
    if (exact_given.score < -1e8F && exact_family.score < -1e8F) continue;
    const Guess given = exact_given.score > -1e8F ? exact_given : guess_name(NameKind::given, left, fuzzy);
    const Guess family = exact_family.score > -1e8F ? exact_family : guess_name(NameKind::family, right, fuzzy);
    const float score = given.score + family.score;
    if (score > best.score) best = {given.name, family.name, score};
  }
  if (best.score < -1e8F) return {};
  return best;
}

std::optional<std::string> joined_fragments(const Utterance &utterance) {
  std::size_t words = 0, fragments = 0;
  std::string letters;
  for (std::size_t at = 0; at < utterance.tokens.size(); ++at) {
    const Token &token = utterance.tokens[at];
    if (token.kind != Token::Kind::word) continue;
    ++words;
    const auto letter = read_letter(utterance, at);
    if (token.text.size() <= 2 || letter) ++fragments;
    if (token.text == "and") letters += "n";
    else if (token.text == "space") letters += " ";
    else if (letter && letter->next == at + 1 && token.text.size() > 2 && letter->text.size() == 1) letters += letter->text;
    else letters += base::lower_ascii(token.text);
  }
  const bool spelled = words >= 3 && fragments * 2 >= words && letters.size() >= 3;
  if (!spelled || letters.size() > kMaxLetters) return {};
  std::string ascii;
  std::copy_if(letters.begin(), letters.end(), std::back_inserter(ascii), [](char c) { return (c >= 'a' && c <= 'z') || c == ' '; });
  return ascii;
}

}  // namespace callwell::nlu
