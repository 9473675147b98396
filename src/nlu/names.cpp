// Names of people: given and family name from what was said, spelled, corrected and cued.
#include <algorithm>
#include <cmath>
#include <optional>

#include "base/text.hpp"
#include "nlu/finders.hpp"
#include "nlu/names_known.hpp"
#include "nlu/names_order.hpp"
#include "nlu/names_segments.hpp"
#include "nlu/names_spelled.hpp"
#include "nlu/names_written.hpp"
#include "nlu/spelling.hpp"
#include "nlu/spelling_phrase.hpp"
#include "nlu/vocabulary_words.hpp"

namespace callwell::nlu {

namespace {

using Field = NameSegment::Field;
/// What the question was about, when it was about a name.
enum class Asked : std::uint8_t { nothing, full, given, family };

Asked asked_of(const Context &context) {
  const std::string_view field = context.expecting.field;
  if (field == "last_name" || field == "family_name" || field == "surname") return Asked::family;
  if (field == "first_name" || field == "given_name") return Asked::given;
  const bool name = field == "person_name" || field == "name" || field == "full_name" || field.ends_with("_name");
  return name ? Asked::full : Asked::nothing;
}

/// Letters of two names in one run: "a n a r u i z".
void split_spelled(NameWords &words) {
  if (words.size() != 1 || !words[0].spelled || words[0].folded.size() < 6) return;
  const NameWord whole = words[0];
  if (given_name_rank(whole.folded) || family_name_rank(whole.folded) || whole.folded.find('\'') != std::string::npos) return;
  const auto split = split_letters(whole.folded, false);
  if (!split || split->family.empty()) return;
  words = {{split->given, split->given, true, whole.first, whole.next}, {split->family, split->family, true, whole.first, whole.next}};
}

/// Takes from a whole name what an explicit part leaves: "it's Smith, first name John".
void complete(NameParts &name, const NameSegment &full) {
  NameWords words = full.words;
  const auto drop = [&](const NameWords &said) {
    std::erase_if(words, [&](const NameWord &w) {
      return std::any_of(said.begin(), said.end(), [&](const NameWord &s) { return s.folded == w.folded; });
    });
  };
  if (!name.given.empty() && name.family.empty()) {
    if (words.size() > 1) drop(name.given);
    name.family = words;
  } else if (!name.family.empty() && name.given.empty()) {
    if (words.size() > 1) drop(name.family);
    if (words.size() == 1 && words[0].folded == name.family.back().folded && full.titled) return;
    name.given = words;
  }
}

/// "James James is the last name": the label belongs to the last word.
void settle_post_label(NameParts &name) {
  const bool plain = std::none_of(name.family.begin(), name.family.end(), [](const NameWord &w) { return is_particle(w.folded); });
  if (name.given.empty() && name.family.size() == 2 && plain && given_name_rank(name.family[0].folded) &&
      name.family[0].folded == name.family[1].folded) {
    name.given = slice(name.family, 0, 1);
    name.family = slice(name.family, 1, 2);
  }
}

/// Words of the sentence around a name that was not announced; hesitation and politeness do not count.
std::size_t words_around(const Utterance &u, const std::vector<NameSegment> &segments) {
  static constexpr WordSet kAround = {
      "um",     "uh",       "uhm",    "eh",       "er",      "yes",   "yeah", "yep",  "si",    "sure", "ok",    "okay",
      "hi",     "hello",    "hola",   "it's",     "its",     "it",    "is",   "es",   "soy",   "i'm",  "this",  "that's",
      "please", "por",      "favor",  "thanks",   "gracias", "claro", "oh",   "well", "bueno", "pues", "sorry", "no",
      "wait",   "actually", "perdon", "digo",     "but",     "pero",  "so",   "name", "my",    "mi",   "the",   "and",
      "y",      "sir",    "here",     "speaking", "i",   "go",    "by",   "call", "me",    "you",   "can",
      "le",     "habla",    "la",     "el",       "con",     "account"};
  std::size_t count = 0;
  for (std::size_t at = 0; at < u.tokens.size(); ++at) {
    const bool inside = std::any_of(segments.begin(), segments.end(),
                                    [&](const NameSegment &s) { return at >= s.words.front().first && at < s.words.back().next; });
    if (!inside && u.tokens[at].kind != Token::Kind::mark &&
        !among(u.word(at), kAround) && !is_title(u.word(at)))
      ++count;
  }
  return count;
}

bool looks_like_adverb(std::string_view word) {
  return word.ends_with("ly") || word.ends_with("ing") || word.ends_with("mente") || word.ends_with("ed");
}

/// A question for a name is often answered with something else: words that were not announced as a name must be like one.
bool like_a_name(const Utterance &u, const NameSegment &segment, std::size_t around) {
  if (segment.cue == NameSegment::Cue::strong || segment.field == Field::nickname) return true;
  std::size_t known = 0;
  bool spelled = false, capitals = true;
  for (const NameWord &word : segment.words) {
    const bool listed = given_name_rank(word.folded) || family_name_rank(word.folded) || is_particle(word.folded);
    known += listed && !(is_everyday_word(word.folded) && segment.words.size() == 1 && !given_name_rank(word.folded)) ? 1U : 0U;
    spelled = spelled || word.spelled;
    capitals = capitals && u.tokens[word.first].capital && !looks_like_adverb(word.folded);
  }
  if (spelled) return true;
  const std::size_t words = segment.words.size();
  const bool given = given_name_rank(segment.words.front().folded).has_value();
  if (segment.titled) return around <= 1;
  if (around == 0) return known > 0 ? known == words || words <= 3 : capitals;
  if (around <= 2) return known == words && (given || words > 1);
  return around <= 8 && words >= 2 && known == words && given && !is_everyday_word(segment.words.back().folded) &&
         !is_everyday_word(segment.words.front().folded);
}

/// The whole-name segment to trust: a correction, else a cued one, else the one with most words.
const NameSegment *best_full(const std::vector<NameSegment> &segments, bool expected) {
  const NameSegment *best = nullptr;
  const auto rank = [](const NameSegment &s) {
    float known = 0;
    for (const NameWord &word : s.words)
      known += word.spelled || given_name_rank(word.folded) || family_name_rank(word.folded) ? 1.0F : 0.4F;
    return known + (s.corrects ? 3.0F : 0.0F) + (s.cue == NameSegment::Cue::strong ? 1.0F : s.cue == NameSegment::Cue::weak ? 0.4F : 0.0F);
  };
  for (const NameSegment &segment : segments) {
    const bool usable = segment.field == Field::full || (segment.field == Field::bare && expected);
    if (usable && (!best || rank(segment) > rank(*best) + (segment.corrects ? -0.01F : 0.01F))) best = &segment;
  }
  return best;
}

/// "Mary Smith, no, Smythe": a correction of one word replaces the word most like it.
NameWords corrected(const NameSegment &before, const NameSegment &correction) {
  NameWords words = before.words;
  const NameWord &word = correction.words.front();
  std::size_t at = words.size() - 1, nearest = 99;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::size_t distance = base::edit_distance(words[i].folded, word.folded, 6);
    if (distance < nearest) nearest = distance, at = i;
  }
  words[at] = word;
  return words;
}

NameParts assemble(std::vector<NameSegment> segments, Asked asked) {
  NameParts name;
  for (const NameSegment &segment : segments) {
    if (segment.field == Field::given && (name.given.empty() || segment.corrects)) name.given = segment.words;
    if (segment.field == Field::family) {
      const bool again = segment.corrects || (!name.family.empty() && name.family.front().folded == segment.words.front().folded);
      if (again) name.family.clear();
      name.family.insert(name.family.end(), segment.words.begin(), segment.words.end());
    }
    name.cued = name.cued || segment.cue == NameSegment::Cue::strong;
  }
  settle_post_label(name);
  for (std::size_t i = 1; i < segments.size(); ++i) {
    if (segments[i].corrects && segments[i].words.size() == 1 && segments[i - 1].words.size() > 1)
      segments[i].words = corrected(segments[i - 1], segments[i]);
  }
  const NameSegment *full = best_full(segments, asked != Asked::nothing);
  if (full && name.empty()) {
    NameSegment segment = *full;
    split_spelled(segment.words);
    if (asked == Asked::family && segment.comma == 0 && segment.words.size() == 1)
      name.family = segment.words;
    else if (asked == Asked::family && std::none_of(segment.words.begin(), segment.words.end(), [](const NameWord &w) {
               return given_name_rank(w.folded) && !family_name_rank(w.folded);
             }))
      name.family = segment.words;
    else if (asked == Asked::given && segment.words.size() == 1)
      name.given = segment.words;
    else {
      const NameParts split = split_full(segment);
      name.given = split.given;
      name.family = split.family;
    }
  } else if (full) {
    complete(name, *full);
  }
  if (name.empty() || (name.given.empty() && name.family.empty())) {
    for (const NameSegment &segment : segments) {
      if (segment.field == Field::nickname) name.given = segment.words;
    }
  }
  return name;
}

std::string display(const NameWords &words) {
  std::string out;
  for (const NameWord &word : words) out += (out.empty() ? "" : " ") + written_name(word.text);
  return out;
}

PersonName value_of(const NameParts &name) {
  PersonName value;
  if (!name.given.empty()) value.given = display(name.given);
  if (!name.family.empty()) value.family = display(name.family);
  value.full = value.given.value_or("") + (value.given && value.family ? " " : "") + value.family.value_or("");
  return value;
}

float confidence_of(const NameParts &name, const std::vector<NameSegment> &segments) {
  std::size_t words = 0, known = 0;
  bool spelled = false;
  for (const NameWords *part : {&name.given, &name.family}) {
    for (const NameWord &word : *part) {
      ++words;
      spelled = spelled || word.spelled;
      const bool listed = part == &name.given ? given_name_rank(word.folded).has_value()
                                              : family_name_rank(word.folded).has_value() || is_particle(word.folded);
      if (listed || word.spelled) ++known;
    }
  }
  const bool cued =
      name.cued || std::any_of(segments.begin(), segments.end(), [](const NameSegment &s) { return s.cue == NameSegment::Cue::weak; });
  const float share = static_cast<float>(known) / static_cast<float>(std::max<std::size_t>(words, 1));
  return std::min(0.97F, 0.4F + 0.4F * share + (cued ? 0.12F : 0.0F) + (spelled ? 0.05F : 0.0F) + (words > 1 ? 0.06F : 0.0F));
}

struct Heard {
  PersonName value;
  float confidence = 0;
  std::size_t first = 0, next = 0;
  bool plain = false;
};

std::optional<Heard> hear(const Utterance &u, Asked asked) {
  auto segments = read_name_segments(u, asked != Asked::nothing);
  const bool part_named =
      std::any_of(segments.begin(), segments.end(), [](const NameSegment &s) { return s.cue == NameSegment::Cue::strong; });
  if (asked != Asked::nothing && !part_named) {
    const std::size_t around = words_around(u, segments);
    std::erase_if(segments, [&](const NameSegment &s) { return !like_a_name(u, s, around); });
  }
  if (segments.empty()) return {};
  const NameParts name = assemble(segments, asked);
  if (name.empty()) return {};
  Heard heard{value_of(name), confidence_of(name, segments), u.tokens.size(), 0, false};
  for (const NameWords *part : {&name.given, &name.family}) {
    for (const NameWord &word : *part) heard.first = std::min(heard.first, word.first), heard.next = std::max(heard.next, word.next);
  }
  heard.plain = segments.size() == 1 && segments[0].cue == NameSegment::Cue::none &&
                std::none_of(segments[0].words.begin(), segments[0].words.end(), [](const NameWord &w) { return w.spelled; });
  return heard;
}

constexpr std::size_t kMaxAlternatives = 20;
constexpr std::size_t kMaxGuessedReadings = 3;   ///< tried against names like them, which takes a while; the rest must be names

/// How likely the words are a name at all, by the census.
float plausibility(const PersonName &name) {
  const auto part = [](const std::optional<std::string> &text, auto rank_of) {
    if (!text) return -6.0F;
    const auto rank = rank_of(base::fold(*text));
    return rank ? -0.25F * std::log(static_cast<float>(*rank) + 20.0F) : -4.5F;
  };
  return part(name.given, given_name_rank) + part(name.family, family_name_rank);
}

/// Among a recogniser's readings of a bare name, the first one unless a later one is far more like a name.
void prefer_alternative(const Utterance &u, const Context &context, Asked asked, std::optional<Heard> &heard) {
  if (heard && !heard->plain) return;
  float best = heard ? plausibility(heard->value) : -20.0F;
  for (std::size_t i = 0; i < context.alternatives.size() && i < kMaxAlternatives; ++i) {
    const Utterance other = read_utterance(context.alternatives[i], u.language);
    const auto reading = hear(other, asked);
    if (!reading || !reading->plain) continue;
    const float score = plausibility(reading->value) - 1.0F - 0.1F * static_cast<float>(i);
    if (score <= best) continue;
    best = score;
    heard = Heard{reading->value, std::min(reading->confidence, 0.75F), 0, u.tokens.size(), true};
  }
}

/// Letters that a recogniser ran together: every reading is tried against the known names.
std::optional<Heard> hear_fragments(const Utterance &u, const Context &context) {
  std::optional<SpelledName> best;
  std::size_t guessed = 0;
  const auto consider = [&](const Utterance &reading, float penalty) {
    const auto letters = joined_fragments(reading);
    if (!letters) return;
    auto name = split_letters(*letters, guessed++ < kMaxGuessedReadings);
    if (!name) return;
    name->score -= penalty;
    if (!best || name->score > best->score) best = name;
  };
  if (!joined_fragments(u)) return {};
  consider(u, 0);
  for (std::size_t i = 0; i < context.alternatives.size() && i < kMaxAlternatives; ++i)
    consider(read_utterance(context.alternatives[i], u.language), 0.15F * static_cast<float>(i + 1));
  if (!best) return {};
  PersonName value{written_name(best->given), std::nullopt, written_name(best->given)};
  if (!best->family.empty()) value.family = written_name(best->family), value.full += " " + *value.family;
  return Heard{value, best->score > -6 ? 0.8F : 0.5F, 0, u.tokens.size(), false};
}

/// Cues and spoken words mean that the segments have it; letters alone go through the known names.
bool letters_only(const Utterance &u) {
  static constexpr WordSet kSpoken = {"name", "as", "it's", "not", "with", "con"};
  for (std::size_t at = 0; at < u.tokens.size(); ++at) {
    const std::string_view word = u.word(at);
    const bool links = word == "is" && u.word(at + 1).size() > 2;   // "x i o n g is xiong", but "m o RI is"
    if ((word.size() > 4 && word != "space") || links || among(word, kSpoken) || read_spelling_hint(u, at)) return false;
  }
  return true;
}

}  // namespace

void find_names(const Utterance &utterance, const Context &context, std::vector<Entity> &out) {
  const Asked asked = asked_of(context);
  if (utterance.tokens.empty()) return;
  std::optional<Heard> heard;
  if (asked == Asked::full && letters_only(utterance)) heard = hear_fragments(utterance, context);
  if (!heard) {
    heard = hear(utterance, asked);
    if (asked != Asked::nothing) prefer_alternative(utterance, context, asked, heard);
  }
  if (!heard || heard->next == 0) return;
  out.push_back(make_entity(utterance, EntityType::person_name, heard->first, heard->next - 1, std::move(heard->value), heard->confidence));
}

}  // namespace callwell::nlu
