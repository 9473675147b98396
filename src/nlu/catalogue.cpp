// A practice's services, providers, locations, insurance plans and medications in what somebody said.
#include <algorithm>
#include <unordered_map>

#include "nlu/finders.hpp"
#include "nlu/vocabulary.hpp"

namespace callwell::nlu {

namespace {

constexpr std::size_t kMaxGap = 2;  // foreign words between two words of a name: "peel for my face, a chemical one" is not a chemical peel
constexpr std::size_t kMaxHitsOfPhrase = 24;
constexpr std::size_t kMaxAmbiguous = 3;        // items one partial name may stand for; more say nothing
constexpr std::size_t kMaxPhrasesOfWord = 400;  // a word that more names share does not tell them apart

constexpr float kTitleWeight = 0.12F;  // "Dr. García" and "Dra. García" are equally meant by "dr garcía"

struct Place {
  std::uint32_t word = 0, first = 0, next = 0;
  float quality = 0;
};  ///< a vocabulary word on tokens [first, next)

struct Match {
  std::uint32_t item = 0;
  std::uint32_t first = 0, next = 0;
  float weight = 0, coverage = 0, quality = 0;
  std::uint32_t words = 0;
  bool whole = false;
  bool distinctive = false;  ///< one of the words names it by itself
};

/// Where words of the vocabulary stand; two or three words may be one ("bo tox", "hydra facial").
std::vector<Place> places_of(const Utterance &u, const VocabularyIndex &vocabulary) {
  std::vector<Place> places;
  for (std::uint32_t at = 0; at < u.tokens.size(); ++at) {
    if (u.tokens[at].kind == Token::Kind::mark) continue;
    for (const auto &hit : vocabulary.words_like(u.tokens[at].word())) places.push_back({hit.word, at, at + 1, hit.quality});
    std::string joined = u.tokens[at].text;
    for (std::uint32_t next = at + 1; next < u.tokens.size() && next <= at + 2; ++next) {
      if (u.tokens[next].text == "-") continue;
      if (u.tokens[next].kind == Token::Kind::mark) break;
      joined += u.tokens[next].text;
      if (const auto word = vocabulary.word_exactly(joined)) places.push_back({*word, at, next + 1, 1.01F});  // one word more explained
    }
  }
  return places;
}

/// The heaviest group of a phrase's words that stand close together.
Match best_window(const VocabularyIndex &vocabulary, const VocabularyIndex::Phrase &phrase, const std::vector<const Place *> &hits) {
  Match best;
  for (std::size_t begin = 0; begin < hits.size(); ++begin) {
    Match match{phrase.item, hits[begin]->first, hits[begin]->next, 0, 0, hits[begin]->quality, 0, false, false};
    std::vector<std::uint32_t> seen;
    for (std::size_t i = begin; i < hits.size(); ++i) {
      const Place &place = *hits[i];
      if (i > begin && place.first > match.next + kMaxGap) break;
      if (i > begin && place.first < match.next) continue;
      if (std::find(seen.begin(), seen.end(), place.word) != seen.end()) continue;
      seen.push_back(place.word);
      match.next = place.next;
      match.weight += vocabulary.weight(place.word);
      match.quality = std::min(match.quality, place.quality);
      match.distinctive = match.distinctive || vocabulary.distinctive(place.word);
      ++match.words;
    }
    match.whole = seen.size() == phrase.words.size();
    match.coverage = phrase.weight > 0 ? match.weight / phrase.weight : 0;
    const auto rank = [](const Match &m) { return m.weight * m.quality + (m.whole ? 0.5F : 0.0F); };
    if (best.words == 0 || rank(match) > rank(best)) best = match;
  }
  return best;
}

/// Part of a name tells less of a medication or an insurer than of what a practice offers: "first", "care", "q" are none.
bool tells(const VocabularyIndex &vocabulary, const Match &match) {
  const EntityType type = vocabulary.items()[match.item].type;
  const bool foreign = type == EntityType::medication || type == EntityType::insurance;
  return !foreign || match.weight >= 0.65F;
}

/// "a skin check" of "Full body skin check": several words of a service's name side by side tell it, though none does alone.
bool side_by_side(const VocabularyIndex &vocabulary, const Match &match) {
  const bool service = vocabulary.items()[match.item].type == EntityType::service;
  return service && match.words >= 2 && match.next - match.first == match.words && match.quality >= 1.0F && match.weight >= 0.7F &&
         match.coverage >= 0.4F;
}

/// Every phrase with a word in the utterance, at its best place.
std::vector<Match> matches_of(const VocabularyIndex &vocabulary, const std::vector<Place> &places) {
  std::unordered_map<std::uint32_t, std::vector<const Place *>> by_phrase;
  for (const Place &place : places) {
    const auto &phrases = vocabulary.phrases_with(place.word);
    if (phrases.size() > kMaxPhrasesOfWord) continue;
    for (const std::uint32_t phrase : phrases) {
      if (auto &hits = by_phrase[phrase]; hits.size() < kMaxHitsOfPhrase) hits.push_back(&place);
    }
  }
  std::vector<Match> matches;
  for (const auto &[phrase, hits] : by_phrase) {
    const Match match = best_window(vocabulary, vocabulary.phrases()[phrase], hits);
    const bool telling = match.whole || (match.distinctive && match.weight >= 0.3F && tells(vocabulary, match)) ||
                         side_by_side(vocabulary, match);
    if (telling && (match.whole || match.coverage >= 0.3F) && match.weight > 0.11F) matches.push_back(match);
  }
  return matches;
}

bool overlap(const Match &a, const Match &b) { return a.first < b.next && b.first < a.next; }

/// Whole names before partial ones, heavier before lighter; the order is total so that the answer is always the same.
bool better(const Match &a, const Match &b) {
  const auto rank = [](const Match &m) { return m.weight * m.quality * (m.whole ? 1.3F : 0.5F + 0.5F * m.coverage); };
  if (rank(a) != rank(b)) return rank(a) > rank(b);
  if (a.first != b.first) return a.first < b.first;
  return a.item < b.item;
}

/// Could the caller have meant `other` just as well as `chosen`?
bool as_good(const Match &chosen, const Match &other) {
  if (chosen.whole != other.whole) return false;
  return other.next == chosen.next && other.quality >= chosen.quality - 0.05F && other.weight >= chosen.weight - kTitleWeight;
}

float confidence_of(const Match &match, std::size_t meanings) {
  const float base = match.whole ? 0.95F : 0.6F + 0.25F * match.coverage;
  return base * std::min(match.quality, 1.0F) * (meanings > 1 ? 0.55F : 1.0F);
}

/// Takes the best match and drops what overlaps it, type by type; equals are all given, less trusted.
std::vector<std::pair<Match, float>> settle(std::vector<Match> matches) {
  std::sort(matches.begin(), matches.end(), better);
  std::vector<std::pair<Match, float>> chosen;
  std::vector<char> used(matches.size(), 0);
  for (std::size_t i = 0; i < matches.size(); ++i) {
    if (used[i]) continue;
    std::vector<Match> meanings{matches[i]};
    for (std::size_t j = i + 1; j < matches.size(); ++j) {
      if (used[j] || !overlap(matches[i], matches[j])) continue;
      used[j] = 1;
      const bool known = std::any_of(meanings.begin(), meanings.end(), [&](const Match &m) { return m.item == matches[j].item; });
      if (!known && as_good(matches[i], matches[j])) meanings.push_back(matches[j]);
    }
    if (meanings.size() > kMaxAmbiguous) continue;
    for (const Match &match : meanings) chosen.emplace_back(match, confidence_of(match, meanings.size()));
  }
  return chosen;
}

/// "my name is Sarah" does not ask for the hygienist of that name.
bool introduces_caller(const Utterance &u, std::size_t first) {
  const std::string_view before = first > 0 ? u.word(first - 1) : std::string_view(),
                         second = first > 1 ? u.word(first - 2) : std::string_view();
  return (before == "is" && (second == "name" || second == "this")) || before == "soy" || before == "llamo" || before == "i'm" ||
         before == "im" || (before == "es" && second == "nombre");
}

/// Titles before a provider's name belong to what was said of them.
std::size_t with_title(const Utterance &u, std::size_t first) {
  static constexpr WordSet kTitles = {"dr", "dra", "doctor", "doctora"};
  const auto title = [&](std::size_t at) { return among(u.word(at), kTitles); };
  if (first >= 1 && title(first - 1)) return first - 1;
  if (first >= 2 && u.word(first - 1) == "." && title(first - 2)) return first - 2;
  return first;
}

constexpr EntityType kCatalogueTypes[] = {EntityType::service, EntityType::provider, EntityType::location, EntityType::insurance,
                                          EntityType::medication};

}  // namespace

void find_catalogue(const Utterance &utterance, const Context &context, const VocabularyIndex &vocabulary, std::vector<Entity> &out) {
  const std::vector<Match> all = matches_of(vocabulary, places_of(utterance, vocabulary));
  for (const EntityType type : kCatalogueTypes) {
    std::vector<Match> matches;
    std::copy_if(all.begin(), all.end(), std::back_inserter(matches),
                 [&](const Match &m) { return vocabulary.items()[m.item].type == type; });
    for (auto &[match, confidence] : settle(std::move(matches))) {
      std::size_t first = match.first;
      if (type == EntityType::provider) {
        first = with_title(utterance, first);
        const bool titled = first < match.first;
        if (!titled && (introduces_caller(utterance, first) || (!match.whole && context.expecting.field == "person_name"))) continue;
        if (titled) confidence = std::min(0.97F, confidence * 1.15F);
      }
      if (context.expecting.field == entity_type_key(type)) confidence = std::min(0.98F, confidence * 1.1F);
      const VocabularyItem &item = vocabulary.items()[match.item];
      out.push_back(make_entity(utterance, type, first, match.next - 1, CatalogItem{item.id, item.name}, confidence));
    }
  }
}

}  // namespace callwell::nlu
