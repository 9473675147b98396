#include "nlu/names_spelled.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>
#include <vector>

#include "base/text.hpp"
#include "nlu/names_known.hpp"
#include "nlu/spelling.hpp"
#include "nlu/vocabulary_words.hpp"

namespace callwell::nlu {

namespace {

constexpr std::size_t kMaxLetters = 28;

/// Common names score near 0, rare ones about -4.
float prior(std::uint32_t rank) { return -0.45F * std::log(static_cast<float>(rank) + 10.0F); }

struct Guess {
  std::string name;
  float score = -1e9F;
  bool found() const { return score > -1e8F; }
};

/// The name itself when known.
Guess known_name(NameKind kind, const std::string &letters) {
  const auto rank = kind == NameKind::given ? given_name_rank(letters) : family_name_rank(letters);
  return rank ? Guess{letters, prior(*rank)} : Guess{};
}

// What a recogniser does to letters: some sound alike, one is heard twice, one gets lost.
constexpr float kAlike = 2.0F, kOther = 5.0F, kExtra = 3.5F, kTwice = 1.0F, kHopeless = 8.0F;
constexpr std::string_view kSoundGroups[] = {"bdeptvcgz", "ahjk", "fsx", "mn", "iy", "quw", "lr"};

/// The sound group of every letter.
constexpr std::string_view kGroupOf = "BAAAACABEBBGDD-AFGCAFAFCEA";

bool alike(char a, char b) {
  if (a < 'a' || a > 'z' || b < 'a' || b > 'z') return false;
  const char group = kGroupOf[static_cast<std::size_t>(a - 'a')];
  return group != '-' && group == kGroupOf[static_cast<std::size_t>(b - 'a')];
}

std::uint32_t letters_of(std::string_view text) {
  std::uint32_t mask = 0;
  for (const char c : text) mask |= c >= 'a' && c <= 'z' ? 1U << (c - 'a') : 0U;
  return mask;
}

/// Costs of hearing letters instead of a name, for all beginnings of the letters at once.
class Hearing {
 public:
  explicit Hearing(std::string letters)
      : letters_(std::move(letters)), heard_(letters_of(letters_)), row_(letters_.size() + 1), next_(letters_.size() + 1) {
    for (const std::string_view group : kSoundGroups) alike_ |= (letters_of(group) & heard_) != 0 ? letters_of(group) : 0U;
    alike_ |= heard_;
  }

  /// Nothing when no beginning comes close; else the cost of each, by its length.
  const std::vector<float> *costs(std::string_view name) {
    if (at_least(letters_of(name)) > kHopeless) return nullptr;
    std::fill(row_.begin(), row_.end(), kNever);
    row_[0] = 0;
    for (std::size_t j = 1; j < row_.size() && j <= kBand; ++j) row_[j] = row_[j - 1] + added(j - 1);
    for (std::size_t i = 0; i < name.size(); ++i) {
      if (step(name, i) > kHopeless) return nullptr;
      std::swap(row_, next_);
    }
    return &row_;
  }

 private:
  static constexpr std::size_t kBand = 3;   ///< letters a name can come short or long by
  static constexpr float kNever = 1e9F;

  /// What the letters of a name cost that were not heard at all.
  float at_least(std::uint32_t name) const {
    const auto count = [](std::uint32_t mask) { return static_cast<float>(std::popcount(mask)); };
    return count(name & ~alike_) * kExtra + count(name & alike_ & ~heard_) * kAlike;
  }

  /// The row for `name[i]`, near the diagonal; returns its least cost.
  float step(std::string_view name, std::size_t i) {
    std::fill(next_.begin(), next_.end(), kNever);
    const std::size_t first = i + 1 > kBand ? i + 1 - kBand : 0, last = std::min(letters_.size(), i + 1 + kBand);
    const float lost = i > 0 && name[i] == name[i - 1] ? kTwice : kExtra;
    float least = kNever;
    for (std::size_t j = first; j <= last; ++j) {
      float cost = row_[j] + lost;
      if (j > 0) {
        const char heard = letters_[j - 1];
        const float change = heard == name[i] ? 0 : alike(heard, name[i]) ? kAlike : kOther;
        cost = std::min({cost, row_[j - 1] + change, next_[j - 1] + added(j - 1)});
      }
      next_[j] = cost;
      least = std::min(least, cost);
    }
    return least;
  }

  float added(std::size_t j) const { return j > 0 && letters_[j] == letters_[j - 1] ? kTwice : kExtra; }

  std::string letters_;
  std::uint32_t heard_ = 0, alike_ = 0;   ///< letters by bit: heard, or alike one that was
  std::vector<float> row_, next_;
};

/// The likeliest name of a kind for every beginning of the letters; `reversed` reads names and letters from their ends.
std::vector<Guess> guesses(NameKind kind, std::string letters, bool reversed) {
  constexpr std::uint32_t kRare = 8'000;
  std::vector<Guess> best(letters.size() + 1);
  if (reversed) std::reverse(letters.begin(), letters.end());
  const std::size_t longest = letters.size() + 3;
  Hearing hearing(std::move(letters));
  std::string turned;
  each_name(kind, [&](std::string_view name, std::uint32_t rank) {
    if (rank > kRare || name.size() > longest) return;
    turned.assign(name);
    if (reversed) std::reverse(turned.begin(), turned.end());
    const std::vector<float> *costs = hearing.costs(turned);
    if (!costs) return;
    const float likely = prior(rank);
    for (std::size_t j = 2; j < costs->size(); ++j) {
      const bool too_far = (*costs)[j] > kHopeless || ((*costs)[j] > 0 && name.size() < 4);
      if (!too_far && likely - (*costs)[j] > best[j].score) best[j] = {std::string(name), likely - (*costs)[j]};
    }
  });
  return best;
}

/// A known given name and a known family name that the letters most likely were.
SpelledName heard_letters(const std::string &letters) {
  const std::vector<Guess> given = guesses(NameKind::given, letters, false), family = guesses(NameKind::family, letters, true);
  SpelledName best;
  best.score = -1e9F;
  if (given.back().found()) best = {given.back().name, {}, given.back().score - 1.0F};
  for (std::size_t cut = 2; cut + 2 <= letters.size(); ++cut) {
    const Guess &left = given[cut], &right = family[letters.size() - cut];
    if (left.found() && right.found() && left.score + right.score > best.score) best = {left.name, right.name, left.score + right.score};
  }
  return best;
}

/// The same where every letter was heard right.
SpelledName exact_letters(const std::string &letters) {
  SpelledName best;
  best.score = -1e9F;
  for (const NameKind kind : {NameKind::given, NameKind::family}) {
    const Guess whole = known_name(kind, letters);
    if (whole.found() && whole.score - 1.0F > best.score) best = {whole.name, {}, whole.score - 1.0F};
  }
  for (std::size_t cut = 2; cut + 2 <= letters.size(); ++cut) {
    const Guess given = known_name(NameKind::given, letters.substr(0, cut));
    const Guess family = given.found() ? known_name(NameKind::family, letters.substr(cut)) : Guess();
    if (family.found() && given.score + family.score > best.score) best = {given.name, family.name, given.score + family.score};
  }
  return best;
}

/// Where the space was named, each side is one name.
std::optional<SpelledName> two_names(const std::string &left, const std::string &right, bool fuzzy) {
  Guess given = known_name(NameKind::given, left), family = known_name(NameKind::family, right);
  if (fuzzy && !given.found()) given = guesses(NameKind::given, left, false).back();
  if (fuzzy && !family.found()) family = guesses(NameKind::family, right, false).back();
  if (!given.found() || !family.found()) return {};
  return SpelledName{given.name, family.name, given.score + family.score};
}

}  // namespace

std::optional<SpelledName> split_letters(std::string_view text, bool fuzzy) {
  const std::string letters(text.substr(0, kMaxLetters));
  const std::size_t space = letters.find(' ');
  if (space != std::string::npos && space >= 2 && space + 3 <= letters.size())
    return two_names(letters.substr(0, space), letters.substr(space + 1), fuzzy);
  if (letters.size() < 3) return {};
  SpelledName best = exact_letters(letters);
  if (fuzzy) {
    SpelledName heard = heard_letters(letters);
    const float doubtful = -6.0F - 0.9F * static_cast<float>(letters.size());   // a sentence makes some name too
    if (heard.score > std::max(best.score, doubtful)) best = std::move(heard);
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
    else if (token.text.size() > 3 && token.text != "space" && is_everyday_word(token.text)) return {};   // "tell me a joke"
    if (token.text == "and")
      letters += "n";
    else if (token.text == "space")
      letters += " ";
    else if (letter && letter->next == at + 1 && token.text.size() > 2 && letter->text.size() == 1)
      letters += letter->text;
    else
      letters += base::lower_ascii(token.text);
  }
  const bool spelled = words >= 3 && fragments * 2 >= words && letters.size() >= 3;
  if (!spelled || letters.size() > kMaxLetters) return {};
  std::string ascii;
  std::copy_if(letters.begin(), letters.end(), std::back_inserter(ascii), [](char c) { return (c >= 'a' && c <= 'z') || c == ' '; });
  return ascii;
}

}  // namespace callwell::nlu
