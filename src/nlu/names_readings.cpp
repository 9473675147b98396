#include "nlu/names_readings.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "nlu/names_known.hpp"
#include "nlu/names_spelled.hpp"
#include "nlu/names_vote.hpp"
#include "nlu/names_written.hpp"
#include "nlu/spelling.hpp"
#include "nlu/spelling_phrase.hpp"

namespace callwell::nlu {

namespace {

constexpr std::size_t kMaxAlternatives = 20;
constexpr float kReadingDecay = 0.12F, kFirstReading = 0.5F, kCutReading = 0.4F;   ///< what the place in the list weighs
constexpr std::size_t kMaxGuessedReadings = 3;   ///< tried against names like them, which takes a while; the rest must be names

bool is_hesitation(std::string_view word) {
  static constexpr WordSet kHesitations = {"um",    "uh", "uhm",   "er",   "eh",     "ah", "oh", "yes",
                                                      "yeah",  "hi", "hello", "it's", "please", "so", "ok", "okay"};
  return among(word, kHesitations);
}

bool is_said(const Utterance &u, std::size_t at) { return u.tokens[at].kind == Token::Kind::word && !is_hesitation(u.word(at)); }

/// The words of a reading that no rule took for a whole name, as a given and a family name: "best palmer", "Nadia big um".
void cut_words(const Utterance &u, float weight, std::vector<NameReading> &out) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < u.tokens.size(); ++at) {
    if (is_said(u, at)) words.emplace_back(u.word(at));
  }
  if (words.size() < 2 || words.size() > 4) return;
  const auto joined = [&](std::size_t from, std::size_t to) {
    std::string text;
    for (std::size_t i = from; i < to; ++i) text += words[i];
    return text;
  };
  for (std::size_t cut = 1; cut < words.size(); ++cut)
    out.push_back({joined(0, cut), joined(cut, words.size()), weight, true, false, false});
  if (words.size() == 3) out.push_back({words[0], words[2], weight, true, false, false});   // "Clara and Brewster"
}

/// "wood house": the parts of one family name.
std::string joined_family(const std::string &family) {
  std::string joined = base::fold(family);
  const bool particle = is_particle(joined.substr(0, joined.find(' ')));
  std::erase(joined, ' ');
  return joined.size() < family.size() && !particle && family_name_rank(joined) ? joined : family;
}

/// Is the only word that was taken for a name the last of several? "call Fisher"
bool ends_with_it(const Utterance &u, const HeardName &heard) {
  bool before = false;
  for (std::size_t at = 0; at < heard.first; ++at) before = before || is_said(u, at);
  return before && heard.next == u.tokens.size();
}

/// "Smith" alone is no given name, although the census knows some.
bool rather_family(std::string_view folded) {
  constexpr float kClearly = 2.5F;
  const auto likelihood = [&](NameKind kind) { return name_likelihood(kind, NameRegion::american, folded); };
  return likelihood(NameKind::family) > likelihood(NameKind::given) + kClearly;
}

bool listed(const std::optional<std::string> &part) {
  const std::string folded = base::fold(part.value_or(""));
  return given_name_rank(folded) || family_name_rank(folded);
}

NameReading reading_of(const Utterance &u, const HeardName &heard, float weight) {
  NameReading reading{heard.value.given.value_or(""), joined_family(heard.value.family.value_or("")), weight};
  if (reading.family.empty() && (ends_with_it(u, heard) || rather_family(base::fold(reading.given))))
    std::swap(reading.given, reading.family);
  return reading;
}

bool any_capital(const Utterance &u) {
  return std::any_of(u.tokens.begin(), u.tokens.end(), [](const Token &token) { return token.capital && token.text.size() > 1; });
}

/// Small letters among capitals say that the recogniser took it for a common word.
bool small_letters(const Utterance &u, const std::string &part) {
  const std::string folded = base::fold(part);
  for (const Token &token : u.tokens) {
    if (token.text == folded) return !token.capital;
  }
  return false;
}

/// What the list of readings says: all of them, whether one is a name by itself, and whether any has capitals.
struct Ballot {
  std::vector<NameReading> readings;
  bool named = false, capitals = false;
};

void add_reading(const Utterance &u, std::size_t place, AskedName asked, Ballot &ballot) {
  const std::vector<HeardName> names = hear_names(u, asked);
  const HeardName *heard = names.empty() ? nullptr : &names.front();
  if (heard && !heard->plain) return;
  ballot.capitals = ballot.capitals || any_capital(u);
  const float weight = -kReadingDecay * static_cast<float>(place) + (place == 0 ? kFirstReading : 0.0F);
  const std::size_t first = ballot.readings.size();
  if (heard) {
    ballot.named = ballot.named || place == 0 || listed(heard->value.given) || listed(heard->value.family);
    ballot.readings.push_back(reading_of(u, *heard, weight));
  }
  if (!heard || !heard->value.given || !heard->value.family) cut_words(u, weight - kCutReading, ballot.readings);
  for (std::size_t i = first; i < ballot.readings.size(); ++i) {
    ballot.readings[i].given_small = small_letters(u, ballot.readings[i].given);
    ballot.readings[i].family_small = small_letters(u, ballot.readings[i].family);
  }
}

/// Cues and spoken words mean that the segments have it; letters alone go through the known names.
bool letters_only(const Utterance &u) {
  static constexpr WordSet kSpoken = {"name", "as", "it's", "not", "with", "con"};
  const bool radio = in_radio_alphabet(u);
  for (std::size_t at = 0; at < u.tokens.size(); ++at) {
    const std::string_view word = u.word(at);
    const bool links = word == "is" && u.word(at + 1).size() > 2;   // "x i o n g is xiong", but "m o RI is"
    const bool spoken = word.size() > 4 && word != "space" && word != "double" && !radio;
    if (spoken || links || among(word, kSpoken) || read_spelling_hint(u, at)) return false;
  }
  return true;
}

}  // namespace

std::optional<HeardName> hear_letters(const Utterance &u, const Context &context) {
  std::optional<SpelledName> best;
  std::size_t guessed = 0;
  const auto consider = [&](const Utterance &reading, float penalty) {
    const auto letters = joined_fragments(reading);
    if (!letters) return;
    auto name = split_letters(*letters, guessed++ < kMaxGuessedReadings, name_region(context.country));
    if (!name) return;
    name->score -= penalty;
    if (!best || name->score > best->score) best = name;
  };
  if (!letters_only(u) || !joined_fragments(u)) return {};
  consider(u, 0);
  for (std::size_t i = 0; i < context.alternatives.size() && i < kMaxAlternatives; ++i)
    consider(read_utterance(context.alternatives[i], u.language), 0.15F * static_cast<float>(i + 1));
  if (!best) return {};
  PersonName value{written_name(best->given), std::nullopt, written_name(best->given)};
  if (!best->family.empty()) value.family = written_name(best->family), value.full += " " + *value.family;
  return HeardName{value, best->score > -6 ? 0.8F : 0.5F, 0, u.tokens.size(), false};
}

void vote_on_readings(const Utterance &u, const Context &context, AskedName asked, std::optional<HeardName> &heard) {
  if ((heard && !heard->plain) || context.alternatives.empty()) return;
  Ballot ballot;
  for (std::size_t i = 0; i < context.alternatives.size() && i < kMaxAlternatives; ++i)
    add_reading(read_utterance(context.alternatives[i], u.language), i, asked, ballot);
  if (!ballot.named) return;
  if (!ballot.capitals) {
    for (NameReading &reading : ballot.readings) reading.given_small = reading.family_small = false;
  }
  const auto vote = vote_on_name(ballot.readings, name_region(context.country));
  if (!vote) return;
  PersonName value;
  if (!vote->given.empty()) value.given = written_name(vote->given);
  if (!vote->family.empty()) value.family = written_name(vote->family);
  value.full = value.given.value_or("") + (value.given && value.family ? " " : "") + value.family.value_or("");
  if (heard && heard->value.given == value.given && heard->value.family == value.family) return;
  heard = HeardName{std::move(value), 0.75F, 0, u.tokens.size(), true};
}

}  // namespace callwell::nlu
