// Names of people: given and family name from what was said, spelled, corrected and cued.
#include <algorithm>
#include <iterator>
#include <optional>

#include "base/text.hpp"
#include "nlu/finders.hpp"
#include "nlu/names_heard.hpp"
#include "nlu/names_known.hpp"
#include "nlu/names_order.hpp"
#include "nlu/names_readings.hpp"
#include "nlu/names_segments.hpp"
#include "nlu/names_spelled.hpp"
#include "nlu/names_written.hpp"
#include "nlu/spelling.hpp"
#include "nlu/spelling_phrase.hpp"
#include "nlu/vocabulary_words.hpp"

namespace callwell::nlu {

namespace {

using Field = NameSegment::Field;
using Asked = AskedName;
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
  const auto split = split_letters(whole.folded, false, NameRegion::american);
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
    // "Susan Brody, married name Feld": the other family name is an old one.
    const bool renamed = words.size() > 1 && family_name_rank(words.back().folded) && !given_name_rank(words.back().folded);
    if (renamed) words = split_full({full.field, full.cue, words, full.titled, 0, false}).given;
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
    if (const std::size_t next = comparison_end(u, at)) at = std::min(next, u.tokens.size() - 1);
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
  if (segment.cue == NameSegment::Cue::strong || segment.field == Field::nickname || !segment.relation.empty()) return true;
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

std::optional<HeardName> hear_segments(const Utterance &u, const std::vector<NameSegment> &segments, Asked asked) {
  if (segments.empty()) return {};
  const NameParts name = assemble(segments, asked);
  if (name.empty()) return {};
  HeardName heard{value_of(name), confidence_of(name, segments), u.tokens.size(), 0, false};
  for (const NameWords *part : {&name.given, &name.family}) {
    for (const NameWord &word : *part) heard.first = std::min(heard.first, word.first), heard.next = std::max(heard.next, word.next);
  }
  for (const NameSegment &segment : segments) {
    if (!segment.relation.empty()) heard.value.relation = segment.relation;
  }
  heard.plain = std::all_of(segments.begin(), segments.end(), [](const NameSegment &s) {
    const bool spelled = std::any_of(s.words.begin(), s.words.end(), [](const NameWord &w) { return w.spelled; });
    return s.cue == NameSegment::Cue::none && !s.corrects && !spelled;
  });
  return heard;
}

/// "for my son Leo Park, I'm Dana": another person's name stands apart; "my son Leo, last name Park" is all one.
std::vector<NameSegment> take_relatives(std::vector<NameSegment> &segments) {
  const bool part = std::all_of(segments.begin(), segments.end(), [](const NameSegment &s) {
    return !s.relation.empty() || s.field == Field::family || s.field == Field::given || s.field == Field::middle;
  });
  std::vector<NameSegment> relatives;
  if (part) return relatives;
  std::copy_if(segments.begin(), segments.end(), std::back_inserter(relatives), [](const NameSegment &s) { return !s.relation.empty(); });
  std::erase_if(segments, [](const NameSegment &s) { return !s.relation.empty(); });
  return relatives;
}

}  // namespace

std::vector<HeardName> hear_names(const Utterance &u, Asked asked) {
  auto segments = read_name_segments(u, asked != Asked::nothing);
  const bool part_named =
      std::any_of(segments.begin(), segments.end(), [](const NameSegment &s) { return s.cue == NameSegment::Cue::strong; });
  if (asked != Asked::nothing && !part_named) {
    const std::size_t around = words_around(u, segments);
    std::erase_if(segments, [&](const NameSegment &s) { return !like_a_name(u, s, around); });
  }
  std::vector<HeardName> names;
  const std::vector<NameSegment> relatives = take_relatives(segments);
  if (auto caller = hear_segments(u, segments, asked)) names.push_back(std::move(*caller));
  for (const NameSegment &segment : relatives) {
    if (auto relative = hear_segments(u, {segment}, Asked::full)) names.push_back(std::move(*relative));
  }
  return names;
}

void find_names(const Utterance &utterance, const Context &context, std::vector<Entity> &out) {
  const Asked asked = asked_of(context);
  if (utterance.tokens.empty()) return;
  std::optional<HeardName> heard;
  std::vector<HeardName> names;
  if (asked == Asked::full) heard = hear_letters(utterance, context);
  if (!heard) {
    names = hear_names(utterance, asked);
    if (!names.empty()) heard = std::move(names.front());
    if (asked != Asked::nothing) vote_on_readings(utterance, context, asked, heard);
  }
  if (!heard || heard->next == 0) return;
  const auto add = [&](HeardName &name) {
    out.push_back(make_entity(utterance, EntityType::person_name, name.first, name.next - 1, std::move(name.value), name.confidence));
  };
  add(*heard);
  for (std::size_t i = 1; i < names.size(); ++i) add(names[i]);
}

}  // namespace callwell::nlu
