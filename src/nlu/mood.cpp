// Sentiment and emotion of one utterance from a lexicon of both languages: words and phrases with a weight, turned round by a
// negation before them, strengthened or softened by what stands beside them. Courtesy counts little where something is wrong.
#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "base/text.hpp"
#include "nlu/mood_words.hpp"
#include "nlu/signals.hpp"
#include "nlu/stem_table.hpp"
#include "nlu/utterance.hpp"

namespace callwell::nlu {

namespace {

using namespace mood_words;

constexpr std::size_t kWordsRead = 256;
constexpr float kStronger = 1.4F, kSofter = 0.5F, kTurned = -0.7F, kShouted = 1.2F, kMereCourtesy = 0.3F;
constexpr float kNoticed = 0.28F;  // a feeling weaker than this is none

enum Role : std::uint8_t { kPlain = 0, kNegates = 1, kStrengthens = 2, kSoftens = 4 };
struct MoodWord {
  const MoodGroup *group = nullptr;
  std::uint8_t roles = kPlain;
};
struct Phrase {
  std::vector<std::string_view> words;
  const MoodGroup *group;
};

struct Lexicon {
  StemTable<MoodWord> words;
  StemTable<std::vector<Phrase>> phrases;  ///< by their first word

  Lexicon() {
    for (const MoodGroup &group : kWords) {
      for (const std::string_view word : base::split(group.words, ' ')) words[word].group = &group;
    }
    for (const auto &[list, role] : {std::pair{kNegations, kNegates}, {kIntensifiers, kStrengthens}, {kSofteners, kSoftens}}) {
      for (const std::string_view word : base::split(list, ' ')) words[word].roles |= role;
    }
    for (const MoodGroup &group : kPhrases) {
      Phrase phrase{base::split(group.words, ' '), &group};
      phrases[phrase.words.front()].push_back(std::move(phrase));
    }
  }
};

const Lexicon &lexicon() {
  static const Lexicon lexicon;
  return lexicon;
}

class Reader {
 public:
  explicit Reader(std::span<const Token> tokens) : tokens_(tokens) {
    words_.reserve(tokens.size());
    for (const Token &token : tokens_) {
      MoodWord word;
      lexicon().words.each(token.text, [&](const MoodWord &found) {
        if (found.group != nullptr) word.group = found.group;
        word.roles |= found.roles;
      });
      words_.push_back(word);
      shouted_ = shouted_ || token.text == "!";
    }
  }

  Mood read() {
    for (std::size_t i = 0; i < tokens_.size();) {
      if (const Phrase *phrase = phrase_at(i)) {
        count(*phrase->group, strength_before(i));
        i += phrase->words.size();
      } else {
        if (words_[i].group != nullptr) weigh_word(i);
        ++i;
      }
    }
    return result();
  }

 private:
  /// The longest phrase that begins at `i`.
  const Phrase *phrase_at(std::size_t i) const {
    const Phrase *best = nullptr;
    lexicon().phrases.each(tokens_[i].text, [&](const std::vector<Phrase> &phrases) {
      for (const Phrase &phrase : phrases) {
        if (phrase.words.size() > tokens_.size() - i || (best != nullptr && best->words.size() >= phrase.words.size())) continue;
        bool same = true;
        for (std::size_t k = 1; k < phrase.words.size() && same; ++k) same = tokens_[i + k].text == phrase.words[k];
        if (same) best = &phrase;
      }
    });
    return best;
  }

  /// Of the three words before `i`: how much they strengthen or soften.
  float strength_before(std::size_t i) const {
    float strength = 1;
    for (std::size_t k = 1; k <= 2 && k <= i; ++k) {
      const std::uint8_t roles = words_[i - k].roles;
      if (roles & kSoftens) return kSofter;
      if (roles & kStrengthens) strength = kStronger;
      if (words_[i - k].group != nullptr && words_[i - k].group->feeling != Feeling::none) break;
    }
    return strength;
  }

  /// "not happy", "no estoy muy contenta": a negation before `i`, with at most two plain words between and no clause in between.
  bool negated(std::size_t i) const {
    for (std::size_t k = 1; k <= 3 && k <= i; ++k) {
      const Token &token = tokens_[i - k];
      if (token.kind == Token::Kind::mark || token.text == "but" || token.text == "pero" || token.text == "because" || token.text == "porque") return false;
      if (words_[i - k].roles & kNegates) return true;
      if (words_[i - k].group != nullptr && words_[i - k].group->feeling != Feeling::none) return false;
    }
    return false;
  }

  void weigh_word(std::size_t i) {
    const MoodGroup &group = *words_[i].group;
    // A bare "no" answers the question before it: "no, thank you", "no gracias".
    const bool courteous = group.weight == kWords[0].weight && group.feeling == Feeling::happy;
    if (courteous || !negated(i)) return count(group, strength_before(i));
    const Feeling turned = group.feeling == Feeling::happy ? Feeling::angry : Feeling::none;
    add(turned, group.weight * kTurned * strength_before(i));
  }

  void count(const MoodGroup &group, float strength) {
    if (&group == &kWords[0]) {
      courtesy_ += group.weight * strength;
    } else {
      add(group.feeling, group.weight * strength);
    }
  }

  void add(Feeling feeling, float weight) {
    (weight < 0 ? worse_ : better_) += weight;
    feelings_[static_cast<std::size_t>(feeling)] += std::fabs(weight);
  }

  Mood result() {
    const float courtesy = worse_ < 0 ? courtesy_ * kMereCourtesy : courtesy_;
    feelings_[static_cast<std::size_t>(Feeling::happy)] += courtesy;
    const float sum = (better_ + worse_ + courtesy) * (shouted_ ? kShouted : 1);
    const auto strongest = std::max_element(feelings_.begin(), feelings_.end() - 1);
    Mood mood;
    mood.sentiment = std::clamp(sum / (1 + std::fabs(sum)) * 1.5F, -1.0F, 1.0F);
    if (*strongest >= kNoticed) mood.emotion = kFeelings[static_cast<std::size_t>(strongest - feelings_.begin())];
    return mood;
  }

  std::span<const Token> tokens_;
  std::vector<MoodWord> words_;
  std::array<float, kFeelings.size() + 1> feelings_{};
  float better_ = 0, worse_ = 0, courtesy_ = 0;
  bool shouted_ = false;
};

}  // namespace

Mood read_mood(std::string_view text) { return read_mood(read_utterance(text, Language::en)); }
Mood read_mood(const Utterance &utterance) {
  return Reader(std::span(utterance.tokens).first(std::min(utterance.tokens.size(), kWordsRead))).read();
}

}  // namespace callwell::nlu
