// Emergency detection, before anything else is understood. Two opinions are weighed: a trained model of whole utterances,
// and a lexicon of red flags (what fails × in whom or where) that doubts itself where the words around it speak of the past,
// of what is not, of what might be or of something else altogether. Missing one is worse than asking once too often; but
// where no word of danger was said at all, the model alone cannot raise the alarm.
#include <algorithm>
#include <bitset>
#include <span>
#include <vector>

#include "base/text.hpp"
#include "nlu/emergency_lexicon.hpp"
#include "nlu/features.hpp"
#include "nlu/signals.hpp"
#include "nlu/signals_models.hpp"
#include "nlu/stem_table.hpp"
#include "nlu/utterance.hpp"
#include "nlu/word_table.hpp"

namespace callwell::nlu {

namespace {

using namespace emergency_lexicon;

constexpr std::size_t kWordsRead = 400;       // of a long message; the model reads its first hundred
constexpr std::size_t kReach = 9;             // words within which a red flag's parts must stand
constexpr float kFlagAt = 0.15F;              // chosen for recall on sentences that nothing was learnt from
constexpr std::size_t kShortAnswer = 3;       // words
constexpr float kUnlikely = 0.1F;             // what is left of the model's opinion where the words give no ground for it
constexpr float kConvinced = 0.95F;           // an opinion of a whole sentence that is heard even so
constexpr float kDoubt = 0.6F, kDenial = 0.35F;  // and where they speak of elsewhere, or deny it
enum class Ground : std::uint8_t { none, denied, doubtful, clear };

constexpr std::size_t kFlags = std::size(kRedFlags), kParts = 3;
/// Which word groups a word belongs to: the parts of every red flag, then these.
enum Extra : std::size_t { kNegation = kFlags * kParts, kDangerous, kGraveAlone, kGroups };
using Groups = std::bitset<kGroups>;

/// Phrases by their first word: few words begin one.
class PhraseSet {
 public:
  void add(std::string_view phrase) {
    std::vector<std::string_view> words = base::split(base::trim(phrase), ' ');
    by_first_.insert(words.front(), {}).push_back(std::move(words));
  }
  /// Where the first of the phrases begins, or past the end.
  std::size_t first_in(std::span<const std::string_view> words) const {
    for (std::size_t at = 0; at < words.size(); ++at) {
      const auto *phrases = by_first_.find(words[at]);
      if (phrases == nullptr) continue;
      const auto follows = [&](const std::vector<std::string_view> &phrase) {
        return phrase.size() <= words.size() - at && std::ranges::equal(phrase, words.subspan(at, phrase.size()));
      };
      if (std::ranges::any_of(*phrases, follows)) return at;
    }
    return words.size();
  }

 private:
  WordTable<std::vector<std::vector<std::string_view>>> by_first_;
};

/// All groups turned round: from a word, or its beginning, to the groups that hold it.
class Lexicon {
 public:
  Lexicon() {
    for (std::size_t flag = 0; flag < kFlags; ++flag) {
      for (std::size_t part = 0; part < kParts; ++part) add(kRedFlags[flag].groups[part], flag * kParts + part);
    }
    add(kNegations, kNegation);
    add(kDanger, kDangerous);
    add(kAlone, kGraveAlone);
    for (const std::string_view phrase : kElsewhere) elsewhere.add(phrase);
    for (const std::string_view phrase : kDenials) denials.add(phrase);
  }

  Groups groups_of(std::string_view word) const {
    Groups groups;
    words_.each(word, [&](const Groups &more) { groups |= more; });
    return groups;
  }

  PhraseSet elsewhere, denials;

 private:
  void add(std::string_view group, std::size_t number) {
    for (const std::string_view word : base::split(group, ' ')) {
      if (!word.empty()) words_[word].set(number);
    }
  }

  StemTable<Groups> words_;
};

const Lexicon &lexicon() {
  static const Lexicon lexicon;
  return lexicon;
}

/// An utterance's words with what the lexicon says of each.
struct Reading {
  std::vector<std::string_view> words;
  std::vector<Groups> groups;
  Groups all;
  bool elsewhere = false;
  std::size_t denied_from = 0, denied_until = 0;  ///< words within these stand in a denial
};

/// The first denial and the words it covers: up to the next "but".
void find_denial(Reading &reading) {
  const std::size_t at = lexicon().denials.first_in(reading.words);
  if (at == reading.words.size()) return;
  const auto but = std::find_if(reading.words.begin() + static_cast<std::ptrdiff_t>(at), reading.words.end(),
                                [](std::string_view word) { return word == "but" || word == "pero"; });
  reading.denied_from = at;
  reading.denied_until = static_cast<std::size_t>(but - reading.words.begin());
}

Reading read(const Utterance &utterance) {
  Reading reading;
  const std::size_t size = std::min(utterance.tokens.size(), kWordsRead);
  reading.words.reserve(size);
  reading.groups.reserve(size);
  for (const Token &token : std::span(utterance.tokens).first(size)) {
    if (token.kind == Token::Kind::mark) continue;
    reading.words.push_back(token.text);
    reading.groups.push_back(lexicon().groups_of(token.text));
    reading.all |= reading.groups.back();
  }
  reading.elsewhere = lexicon().elsewhere.first_in(reading.words) < reading.words.size();
  find_denial(reading);
  return reading;
}

/// Is there a word for each of a red flag's groups at all?
bool may_meet(std::size_t flag, const Groups &said) {
  for (std::size_t part = 0; part < kParts; ++part) {
    if (!kRedFlags[flag].groups[part].empty() && !said[flag * kParts + part]) return false;
  }
  return true;
}

/// Do all the groups of a red flag occur in the stretch of `kReach` words from `begin`?
bool met(std::size_t flag, const Reading &reading, std::size_t begin) {
  Groups stretch;
  for (std::size_t i = begin; i < std::min(reading.groups.size(), begin + kReach); ++i) stretch |= reading.groups[i];
  return may_meet(flag, stretch);
}

bool denied(const Reading &reading, std::size_t at) { return at >= reading.denied_from && at < reading.denied_until; }

/// "no fever", "not having trouble": a negation shortly before, unless the flag's own word is one ("can't", "no puedo").
bool negated(const Reading &reading, std::size_t at) {
  constexpr std::size_t kBefore = 4;
  if (reading.groups[at][kNegation]) return at > 0 && reading.groups[at - 1][kNegation];
  for (std::size_t i = at < kBefore ? 0 : at - kBefore; i < at; ++i) {
    if (reading.groups[i][kNegation]) return true;
  }
  return false;
}

struct Lexical {
  std::string_view kind;
  Ground ground = Ground::none;
};

Lexical read_red_flags(const Reading &reading) {
  Lexical best;
  for (std::size_t flag = 0; flag < kFlags && best.ground != Ground::clear; ++flag) {
    if (!may_meet(flag, reading.all)) continue;
    for (std::size_t at = 0; at < reading.groups.size(); ++at) {
      if (!reading.groups[at][flag * kParts]) continue;
      const std::size_t from = at < kReach / 2 ? 0 : at - kReach / 2;
      if (!met(flag, reading, from) && !met(flag, reading, at)) continue;
      const Ground ground = denied(reading, at) ? Ground::denied : reading.elsewhere || negated(reading, at) ? Ground::doubtful : Ground::clear;
      if (ground > best.ground) best = {kRedFlags[flag].kind, ground};
    }
  }
  return best;
}

/// Does any word give ground for alarm? Of a short answer more is asked: it must name something grave.
bool speaks_of_danger(const Reading &reading) {
  const std::size_t group = reading.words.size() <= kShortAnswer ? kGraveAlone : kDangerous;
  return std::any_of(reading.groups.begin(), reading.groups.end(), [&](const Groups &groups) { return groups[group]; });
}

struct Opinion {
  float probability = 0;
  std::string_view kind;
};

Opinion ask_model(const FeatureSet &features) {
  const IntentModel &model = emergency_model();
  std::vector<float> confidences(model.size());
  model.weigh(features, confidences);
  Opinion opinion;
  float best = -1;
  for (std::size_t i = 0; i < confidences.size(); ++i) {
    const std::string &name = model.names()[i];
    if (name == "none") {
      opinion.probability = 1 - confidences[i];
    } else if (confidences[i] > best) {
      best = confidences[i];
      opinion.kind = name;
    }
  }
  return opinion;
}

/// A clear red flag counts much with a little support from the model; without ground in its words a text counts little.
float weigh(float model, Ground ground, const Reading &reading) {
  if (ground == Ground::clear) return std::max(model, std::min(0.6F + 0.4F * model, 0.13F + 12 * model));
  if (ground == Ground::denied) return model * kDenial;
  if (ground == Ground::doubtful || speaks_of_danger(reading)) return model < kConvinced && reading.elsewhere ? model * kDoubt : model;
  return model * (model >= kConvinced && reading.words.size() > kShortAnswer + 1 ? 0.25F : kUnlikely);
}

}  // namespace

Emergency detect_emergency(std::string_view text) {
  FeatureSet features;
  extract_features(text, features);
  return detect_emergency(read_utterance(text, Language::en), features);
}

Emergency detect_emergency(const Utterance &utterance, const FeatureSet &features) {
  const Reading reading = read(utterance);
  if (reading.words.empty()) return {};
  const Opinion opinion = ask_model(features);
  const Lexical lexical = read_red_flags(reading);
  Emergency found;
  found.confidence = std::clamp(weigh(opinion.probability, lexical.ground, reading), 0.0F, 1.0F);
  found.flag = found.confidence >= kFlagAt;
  if (found.confidence >= 0.05F) found.kind = opinion.probability < 0.5F && lexical.ground == Ground::clear ? std::string(lexical.kind) : std::string(opinion.kind);
  return found;
}

}  // namespace callwell::nlu
