#include "nlu/names_spelled.hpp"

#include <algorithm>
#include <bit>
#include <iterator>
#include <vector>

#include "base/text.hpp"
#include "nlu/names_likelihood.hpp"
#include "nlu/spelling.hpp"
#include "nlu/spelling_phrase.hpp"
#include "nlu/vocabulary_words.hpp"

namespace callwell::nlu {

namespace {

constexpr std::size_t kMaxLetters = 28;
constexpr float kPrior = 0.4F;   ///< what a name's likelihood weighs against the letters


struct Guess {
  std::string name;
  float score = -1e9F;
  bool found() const { return score > -1e8F; }
};

/// The name itself when known.
Guess known_name(NameKind kind, NameRegion region, const std::string &letters) {
  const float likelihood = name_likelihood(kind, region, letters);
  return likelihood > kUnlisted ? Guess{letters, kPrior * likelihood} : Guess{};
}

// What a recogniser does to letters: some sound alike, one is heard twice, one gets lost.
constexpr float kAlike = 1.8F, kOther = 2.7F, kExtra = 2.8F, kExtraVowel = 2.0F, kLost = 2.5F, kTwice = 0.7F, kHopeless = 10.5F;
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
    return count(name & ~alike_) * kLost + count(name & alike_ & ~heard_) * kAlike;
  }

  /// The row for `name[i]`, near the diagonal; returns its least cost.
  float step(std::string_view name, std::size_t i) {
    std::fill(next_.begin(), next_.end(), kNever);
    const std::size_t first = i + 1 > kBand ? i + 1 - kBand : 0, last = std::min(letters_.size(), i + 1 + kBand);
    const float lost = i > 0 && name[i] == name[i - 1] ? kTwice : kLost;
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

  float added(std::size_t j) const {
    const char letter = letters_[j];
    if (j > 0 && letter == letters_[j - 1]) return kTwice;
    return letter == 'a' || letter == 'e' || letter == 'i' || letter == 'o' ? kExtraVowel : kExtra;   // what hesitation sounds like
  }

  std::string letters_;
  std::uint32_t heard_ = 0, alike_ = 0;   ///< letters by bit: heard, or alike one that was
  std::vector<float> row_, next_;
};

/// The likeliest name of a kind for every beginning of the letters; `reversed` reads names and letters from their ends.
std::vector<Guess> guesses(NameKind kind, NameRegion region, std::string letters, bool reversed) {
  std::vector<Guess> best(letters.size() + 1);
  if (reversed) std::reverse(letters.begin(), letters.end());
  const std::size_t longest = letters.size() + 3;
  Hearing hearing(std::move(letters));
  std::string turned;
  for (const SoundedName &known : sounded_names(kind, region)) {
    if (known.name.size() > longest) continue;
    turned.assign(known.name);
    if (reversed) std::reverse(turned.begin(), turned.end());
    const std::vector<float> *costs = hearing.costs(turned);
    if (!costs) continue;
    const float likely = kPrior * known.likelihood;
    for (std::size_t j = 2; j < costs->size(); ++j) {
      const bool too_far = (*costs)[j] > kHopeless || ((*costs)[j] > 0 && known.name.size() < 4);
      if (!too_far && likely - (*costs)[j] > best[j].score) best[j] = {std::string(known.name), likely - (*costs)[j]};
    }
  }
  return best;
}

/// A known given name and a known family name that the letters most likely were.
SpelledName heard_letters(const std::string &letters, NameRegion region) {
  const std::vector<Guess> given = guesses(NameKind::given, region, letters, false),
                           family = guesses(NameKind::family, region, letters, true);
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
SpelledName exact_letters(const std::string &letters, NameRegion region) {
  SpelledName best;
  best.score = -1e9F;
  for (const NameKind kind : {NameKind::given, NameKind::family}) {
    const Guess whole = known_name(kind, region, letters);
    if (whole.found() && whole.score - 1.0F > best.score) best = {whole.name, {}, whole.score - 1.0F};
  }
  for (std::size_t cut = 2; cut + 2 <= letters.size(); ++cut) {
    const Guess given = known_name(NameKind::given, region, letters.substr(0, cut));
    const Guess family = given.found() ? known_name(NameKind::family, region, letters.substr(cut)) : Guess();
    if (family.found() && given.score + family.score > best.score) best = {given.name, family.name, given.score + family.score};
  }
  return best;
}

/// Where the space was named, each side is one name.
std::optional<SpelledName> two_names(const std::string &left, const std::string &right, bool fuzzy, NameRegion region) {
  Guess given = known_name(NameKind::given, region, left), family = known_name(NameKind::family, region, right);
  if (fuzzy && !given.found()) given = guesses(NameKind::given, region, left, false).back();
  if (fuzzy && !family.found()) family = guesses(NameKind::family, region, right, false).back();
  if (!given.found() || !family.found()) return {};
  return SpelledName{given.name, family.name, given.score + family.score};
}

}  // namespace

std::optional<SpelledName> split_letters(std::string_view text, bool fuzzy, NameRegion region) {
  const std::string letters(text.substr(0, kMaxLetters));
  const std::size_t space = letters.find(' ');
  if (space != std::string::npos && space >= 2 && space + 3 <= letters.size())
    return two_names(letters.substr(0, space), letters.substr(space + 1), fuzzy, region);
  if (letters.size() < 3) return {};
  SpelledName best = exact_letters(letters, region);
  if (fuzzy) {
    SpelledName heard = heard_letters(letters, region);
    const float doubtful = -6.0F - 1.6F * static_cast<float>(letters.size());   // a sentence makes some name too
    if (heard.score > std::max(best.score, doubtful)) best = std::move(heard);
  }
  if (best.score < -1e8F) return {};
  return best;
}

namespace {

constexpr WordSet kBetween = {"okay", "ok", "um", "uh", "uhm", "please", "yes", "yeah"};

/// What was heard of one or more letters: "ER", "double l", "kilo", "zero".
struct Fragment {
  std::string letters;
  std::size_t next = 0;
  bool letter = false;   ///< a letter by its name, not just a short word
};

Fragment fragment_at(const Utterance &u, std::size_t at, bool radio) {
  const Word word = u.word(at);
  if (u.tokens[at].kind == Token::Kind::number) {
    const bool zeros = word.find_first_not_of('0') == std::string_view::npos;
    return {zeros ? std::string(word.size(), 'o') : word == "8" ? "a" : "", at + 1, true};
  }
  if (word == "and") return {"n", at + 1, true};
  if (word == "space") return {" ", at + 1, true};
  if (word == "new" && u.word(at + 1) == "word") return {" ", at + 2, true};
  if (radio && word.size() > 3) return {std::string(1, word[0]), at + 1, true};
  const auto letter = read_letter(u, at);
  const bool named = letter && letter->text.size() <= 2 && (word.size() > 2 || letter->next > at + 1);
  if (named && letter->text[0] < '\x7f') return {letter->text, letter->next, true};
  return {base::lower_ascii(word), at + 1, letter.has_value()};
}

}  // namespace

bool in_radio_alphabet(const Utterance &u) {
  std::size_t radio = 0, others = 0;
  for (std::size_t at = 0; at < u.tokens.size(); ++at) {
    const Word word = u.word(at);
    if (u.tokens[at].kind != Token::Kind::word || word.size() <= 3) continue;
    const bool radio_word = is_radio_word(word);
    if (!radio_word && (given_name_rank(word) || family_name_rank(word))) return false;   // "tango oscar mike cruz"
    ++(radio_word ? radio : others);
  }
  return radio >= 3 && radio > others;
}

std::optional<std::string> joined_fragments(const Utterance &utterance) {
  std::size_t words = 0, fragments = 0;
  std::string letters;
  const bool radio = in_radio_alphabet(utterance);
  for (std::size_t at = 0; at < utterance.tokens.size();) {
    const Token &token = utterance.tokens[at];
    if (token.kind == Token::Kind::mark || among(token.text, kBetween)) {
      ++at;
      continue;
    }
    const Fragment fragment = fragment_at(utterance, at, radio);
    ++words;
    if (token.text.size() <= 2 || fragment.letter) ++fragments;
    else if (token.text.size() > 3 && is_everyday_word(token.text)) return {};   // "tell me a joke"
    letters += fragment.letters;
    at = fragment.next;
  }
  const bool spelled = words >= 3 && fragments * 2 >= words && letters.size() >= 3;
  if (!spelled || letters.size() > kMaxLetters) return {};
  std::string ascii;
  std::copy_if(letters.begin(), letters.end(), std::back_inserter(ascii), [](char c) { return (c >= 'a' && c <= 'z') || c == ' '; });
  return ascii;
}

}  // namespace callwell::nlu
