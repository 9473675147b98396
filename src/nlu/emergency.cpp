// Emergency detection, before anything else is understood. Two opinions are weighed: a trained model of whole utterances,
// and a lexicon of red flags (what fails × in whom or where) that doubts itself where the words around it speak of the past,
// of what is not, of what might be or of something else altogether. Missing one is worse than asking once too often; but
// where no word of danger was said at all, the model alone cannot raise the alarm.
#include <algorithm>
#include <bitset>

#include "base/text.hpp"
#include "nlu/emergency_lexicon.hpp"
#include "nlu/signals.hpp"
#include "nlu/signals_models.hpp"
#include "nlu/tokens.hpp"
#include "nlu/stem_table.hpp"

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
    for (const std::string_view phrase : kElsewhere) elsewhere.push_back(" " + std::string(phrase) + (phrase.back() == ' ' ? "" : " "));
    for (const std::string_view phrase : kDenials) denials.push_back(" " + std::string(phrase) + " ");
  }

  Groups groups_of(std::string_view word) const {
    Groups groups;
    words_.each(word, [&](const Groups &more) { groups |= more; });
    return groups;
  }

  std::vector<std::string> elsewhere, denials;  ///< with the spaces around them

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

/// An utterance with what the lexicon says of each word.
struct Reading {
  std::vector<Token> tokens;
  std::vector<Groups> groups;
  bool elsewhere = false;
  std::size_t denied_until = 0;  ///< words before this stand in a denial
  std::size_t denied_from = 0;
};

bool contains_any(const std::string &words, const std::vector<std::string> &phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](const std::string &phrase) { return words.find(phrase) != std::string::npos; });
}

/// The first denial and the words it covers: up to the next "but".
void find_denial(const std::string &words, Reading &reading) {
  std::size_t at = std::string::npos;
  for (const std::string &denial : lexicon().denials) at = std::min(at, words.find(denial));
  if (at == std::string::npos) return;
  reading.denied_from = static_cast<std::size_t>(std::count(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(at), ' '));
  const auto but = std::find_if(reading.tokens.begin() + static_cast<std::ptrdiff_t>(reading.denied_from), reading.tokens.end(),
                                [](const Token &token) { return token.text == "but" || token.text == "pero"; });
  reading.denied_until = static_cast<std::size_t>(but - reading.tokens.begin());
}

Reading read(std::string_view text) {
  Reading reading{tokenize(text, kWordsRead), {}};
  std::erase_if(reading.tokens, [](const Token &token) { return token.kind == Token::Kind::mark; });
  std::string words = " ";
  for (const Token &token : reading.tokens) {
    reading.groups.push_back(lexicon().groups_of(token.text));
    words += token.text;
    words += ' ';
  }
  reading.elsewhere = contains_any(words, lexicon().elsewhere);
  find_denial(words, reading);
  return reading;
}

/// Do all the groups of a red flag occur in the stretch of `kReach` words from `begin`?
bool met(std::size_t flag, const Reading &reading, std::size_t begin) {
  Groups stretch;
  for (std::size_t i = begin; i < std::min(reading.groups.size(), begin + kReach); ++i) stretch |= reading.groups[i];
  for (std::size_t part = 0; part < kParts; ++part) {
    if (!kRedFlags[flag].groups[part].empty() && !stretch[flag * kParts + part]) return false;
  }
  return true;
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
  const std::size_t group = reading.tokens.size() <= kShortAnswer ? kGraveAlone : kDangerous;
  return std::any_of(reading.groups.begin(), reading.groups.end(), [&](const Groups &groups) { return groups[group]; });
}

struct Opinion {
  float probability = 0;
  std::string kind;
};

Opinion ask_model(std::string_view text) {
  Opinion opinion;
  for (const ScoredIntent &guess : emergency_model().classify(text)) {
    if (guess.name == "none") {
      opinion.probability = 1 - guess.confidence;
    } else if (opinion.kind.empty()) {
      opinion.kind = guess.name;
    }
  }
  return opinion;
}

/// A clear red flag counts much with a little support from the model; without ground in its words a text counts little.
float weigh(float model, Ground ground, const Reading &reading) {
  if (ground == Ground::clear) return std::max(model, std::min(0.6F + 0.4F * model, 0.13F + 12 * model));
  if (ground == Ground::denied) return model * kDenial;
  if (ground == Ground::doubtful || speaks_of_danger(reading)) return model < kConvinced && reading.elsewhere ? model * kDoubt : model;
  return model * (model >= kConvinced && reading.tokens.size() > kShortAnswer + 1 ? 0.25F : kUnlikely);
}

}  // namespace

Emergency detect_emergency(std::string_view text) {
  const Reading reading = read(text);
  if (reading.tokens.empty()) return {};
  const Opinion opinion = ask_model(text);
  const Lexical lexical = read_red_flags(reading);
  Emergency found;
  found.confidence = std::clamp(weigh(opinion.probability, lexical.ground, reading), 0.0F, 1.0F);
  found.flag = found.confidence >= kFlagAt;
  if (found.confidence >= 0.05F) found.kind = opinion.probability < 0.5F && lexical.ground == Ground::clear ? std::string(lexical.kind) : opinion.kind;
  return found;
}

}  // namespace callwell::nlu
