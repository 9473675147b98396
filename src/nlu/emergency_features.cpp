#include "nlu/emergency_features.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <iterator>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/text.hpp"
#include "nlu/emergency_concepts.hpp"

namespace callwell::nlu {

namespace {

using namespace emergency_concepts;

using IdeaNumber = std::uint8_t;
constexpr std::size_t kIdeas = std::size(kShades) + std::size(kFrames) + std::size(kDangers);
constexpr std::size_t kFirstDanger = std::size(kShades) + std::size(kFrames);
constexpr std::size_t kNear = 12;        // words within which two ideas are read together; a shade colours all of the text
constexpr std::size_t kDenied = 4;       // words that a negation covers
constexpr std::size_t kMaxMarks = 160;   // ideas read of one text
constexpr std::uint64_t kBasis = 1469598103934665603ULL;
static_assert(kIdeas < 128, "the upper half of a mark's numbers is for denied ideas");
constexpr std::uint8_t kDeniedBit = 128;

constexpr IdeaNumber number_of(std::string_view name) {
  IdeaNumber number = 0;
  for (const Idea &idea : kShades) {
    if (idea.name == name) return number;
    ++number;
  }
  for (const Idea &idea : kFrames) {
    if (idea.name == name) return number;
    ++number;
  }
  return number;
}
constexpr IdeaNumber kNot = number_of("not"), kCannot = number_of("cannot"), kHelp = number_of("help");

constexpr std::uint64_t hash_byte(std::uint64_t hash, char c) { return (hash ^ static_cast<std::uint8_t>(c)) * 1099511628211ULL; }
constexpr std::uint64_t hash_word(std::string_view word) {
  std::uint64_t hash = kBasis;
  for (const char c : word) hash = hash_byte(hash, c);
  return hash;
}
constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  std::uint64_t x = a * 0x9E3779B97F4A7C15ULL ^ (b + 0x7F4A7C159E3779B9ULL);
  x = (x ^ (x >> 31)) * 0xBF58476D1CE4E5B9ULL;
  return x ^ (x >> 29);
}

bool matches(std::string_view pattern, std::string_view word) {
  return pattern.back() == '*' ? word.starts_with(pattern.substr(0, pattern.size() - 1)) : word == pattern;
}

/// The table turned round: from a word, or how it begins, to its ideas and to the phrases that it opens.
class IdeaTable {
 public:
  IdeaTable() {
    IdeaNumber number = 0;
    const auto add_all = [&](const auto &ideas) {
      for (const Idea &idea : ideas) {
        for (const std::string_view entry : base::split(idea.words, ' ')) {
          if (!entry.empty()) add(entry, number);
        }
        ++number;
      }
    };
    add_all(kShades);
    add_all(kFrames);
    add_all(kDangers);
  }

  /// Calls `use` with every idea that begins at words[at].
  template <class Use>
  void each(const std::vector<std::string_view> &words, std::size_t at, Use use) const {
    std::uint64_t hash = kBasis;
    for (const char c : words[at]) {
      hash = hash_byte(hash, c);
      visit(beginnings_, begins_, hash, words, at, use);
    }
    visit(whole_, wholes_, hash, words, at, use);
  }

 private:
  struct Phrase {
    std::vector<std::string_view> rest;
    IdeaNumber idea;
  };
  struct Entry {
    std::vector<IdeaNumber> ideas;
    std::vector<Phrase> phrases;
  };
  using Entries = std::unordered_map<std::uint64_t, Entry>;
  using Filter = std::bitset<1 << 16>;  ///< most of what is asked for is not there

  static std::size_t bit(std::uint64_t hash) { return (hash ^ (hash >> 32)) & 0xFFFF; }

  void add(std::string_view entry, IdeaNumber idea) {
    std::vector<std::string_view> words = base::split(entry, '_');
    std::string_view first = words.front();
    const bool open = first.back() == '*';
    if (open) first.remove_suffix(1);
    const std::uint64_t hash = hash_word(first);
    (open ? begins_ : wholes_).set(bit(hash));
    Entry &found = (open ? beginnings_ : whole_)[hash];
    if (words.size() == 1) return found.ideas.push_back(idea);
    words.erase(words.begin());
    found.phrases.push_back({std::move(words), idea});
  }

  template <class Use>
  static void visit(const Entries &entries, const Filter &filter, std::uint64_t hash, const std::vector<std::string_view> &words, std::size_t at, Use use) {
    if (!filter[bit(hash)]) return;
    const auto found = entries.find(hash);
    if (found == entries.end()) return;
    for (const IdeaNumber idea : found->second.ideas) use(idea);
    for (const Phrase &phrase : found->second.phrases) {
      if (phrase.rest.size() >= words.size() - at) continue;
      std::size_t same = 0;
      while (same < phrase.rest.size() && matches(phrase.rest[same], words[at + 1 + same])) ++same;
      if (same == phrase.rest.size()) use(phrase.idea);
    }
  }

  Entries whole_, beginnings_;
  Filter wholes_, begins_;
};

const IdeaTable &idea_table() {
  static const IdeaTable table;
  return table;
}

/// Folded, the apostrophes gone ("can't" is "cant"), every other mark a space.
std::string flatten(std::string_view text) {
  std::string flat = base::fold(text.substr(0, kEmergencyWords * 16));
  std::size_t size = 0;
  for (std::size_t i = 0; i < flat.size(); ++i) {
    const char c = flat[i];
    if (c == '\'') continue;
    if (static_cast<std::uint8_t>(c) == 0xE2 && flat.compare(i, 3, "\xE2\x80\x99") == 0) {  // ’
      i += 2;
      continue;
    }
    const bool keeps = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<std::uint8_t>(c) >= 0x80;
    flat[size++] = keeps ? c : ' ';
  }
  flat.resize(size);
  return flat;
}

std::vector<std::string_view> words_of(std::string_view flat) {
  std::vector<std::string_view> words;
  for (const std::string_view word : base::split(flat, ' ')) {
    if (!word.empty() && words.size() < kEmergencyWords) words.push_back(word);
  }
  return words;
}

/// One idea and where it stands.
struct Mark {
  std::uint16_t word;
  std::uint8_t idea;  ///< with kDeniedBit where a negation covers it

  bool shade() const { return (idea & ~kDeniedBit) < std::size(kShades); }
  bool danger() const { return (idea & ~kDeniedBit) >= kFirstDanger || idea == kHelp; }
};

bool turns(std::string_view word) { return word == "but" || word == "pero" || word == "however" || word == "aunque"; }

std::vector<Mark> find_marks(const std::vector<std::string_view> &words) {
  std::vector<Mark> marks;
  marks.reserve(64);
  std::size_t denied_until = 0;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (turns(words[at])) denied_until = 0;
    bool denies = false, cannot = false;
    const std::size_t first = marks.size();
    idea_table().each(words, at, [&](IdeaNumber idea) {
      const bool denied = at < denied_until && idea >= kFirstDanger;
      const Mark mark{static_cast<std::uint16_t>(at), static_cast<std::uint8_t>(idea | (denied ? kDeniedBit : 0))};
      const bool known = std::any_of(marks.begin() + static_cast<std::ptrdiff_t>(first), marks.end(), [&](const Mark &other) { return other.idea == mark.idea; });
      if (!known && marks.size() < kMaxMarks) marks.push_back(mark);
      denies = denies || idea == kNot;
      cannot = cannot || idea == kCannot;
    });
    if (denies && !cannot) denied_until = at + 1 + kDenied;
  }
  return marks;
}

void add_ideas(const std::vector<Mark> &marks, FeatureSet &out) {
  for (std::size_t a = 0; a < marks.size(); ++a) {
    out.add(FeatureGroup::ideas, mix(40, marks[a].idea));
    for (std::size_t b = a + 1; b < marks.size(); ++b) {
      if (marks[a].idea == marks[b].idea) continue;
      const bool near = marks[b].word - marks[a].word <= static_cast<int>(kNear);
      if (!near && !marks[a].shade() && !marks[b].shade()) continue;
      out.add(FeatureGroup::ideas, mix(mix(41, std::min(marks[a].idea, marks[b].idea)), std::max(marks[a].idea, marks[b].idea)));
    }
  }
}

/// How long a text is, whether it speaks of danger at all or only to deny it, and what colours that: what to think of words that
/// nobody knows.
void add_shape(std::size_t words, const std::vector<Mark> &marks, FeatureSet &out) {
  std::uint64_t ground = 0;
  for (const Mark &mark : marks) {
    if (mark.danger()) ground |= (mark.idea & kDeniedBit) != 0 ? 1 : 2;
  }
  const std::uint64_t length = words <= 2 ? words : words <= 4 ? 3 : words <= 8 ? 4 : words <= 16 ? 5 : 6;
  out.add(FeatureGroup::ideas, mix(42, ground));
  out.add(FeatureGroup::ideas, mix(mix(43, length), ground));
  for (const Mark &mark : marks) {
    if (mark.shade()) out.add(FeatureGroup::ideas, mix(mix(44, mark.idea), ground));
  }
}

}  // namespace

EmergencyGround read_emergency_ideas(std::string_view text, FeatureSet &out) {
  const std::string flat = flatten(text);
  const std::vector<std::string_view> words = words_of(flat);
  const std::vector<Mark> marks = find_marks(words);
  add_ideas(marks, out);
  add_shape(words.size(), marks, out);
  const auto said = [](const Mark &mark) { return mark.danger() && mark.idea != kHelp && (mark.idea & kDeniedBit) == 0; };
  const auto calls_for_help = [](const Mark &mark) { return mark.idea == kHelp; };
  return {words.size(), std::any_of(marks.begin(), marks.end(), said), std::any_of(marks.begin(), marks.end(), calls_for_help)};
}

void extract_emergency_features(std::string_view text, FeatureSet &out) {
  extract_features(text, out);
  read_emergency_ideas(text, out);
}

}  // namespace callwell::nlu
