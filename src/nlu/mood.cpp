// Sentiment and emotion from a lexicon of both languages: words with a weight, turned round by a negation before them and
// strengthened by an intensifier.
#include <algorithm>
#include <array>
#include <cmath>

#include "nlu/signals.hpp"
#include "nlu/tokens.hpp"

namespace callwell::nlu {

namespace {

enum class Feeling : std::uint8_t { happy, worried, angry, sad, confused, none };
constexpr std::array<std::string_view, 5> kFeelings{"happy", "worried", "angry", "sad", "confused"};

struct MoodWord {
  std::string_view stem;  ///< a trailing * matches any ending
  float weight;
  Feeling feeling;
};

constexpr MoodWord kWords[] = {
    {"thank*", 0.5F, Feeling::happy}, {"gracias", 0.5F, Feeling::happy}, {"great", 0.6F, Feeling::happy}, {"perfect*", 0.6F, Feeling::happy},
    {"awesome", 0.8F, Feeling::happy}, {"excelent*", 0.8F, Feeling::happy}, {"excellent", 0.8F, Feeling::happy}, {"wonderful", 0.8F, Feeling::happy},
    {"maravill*", 0.8F, Feeling::happy}, {"love*", 0.7F, Feeling::happy}, {"encant*", 0.7F, Feeling::happy}, {"happy", 0.7F, Feeling::happy},
    {"feliz", 0.7F, Feeling::happy}, {"content*", 0.6F, Feeling::happy}, {"glad", 0.6F, Feeling::happy}, {"amable*", 0.5F, Feeling::happy},
    {"appreciate*", 0.6F, Feeling::happy}, {"agradec*", 0.6F, Feeling::happy}, {"helpful", 0.6F, Feeling::happy}, {"nice", 0.4F, Feeling::happy},
    {"excited", 0.7F, Feeling::happy}, {"emocionad*", 0.6F, Feeling::happy}, {"best", 0.5F, Feeling::happy}, {"good", 0.3F, Feeling::happy},
    {"bueno", 0.2F, Feeling::none}, {"bien", 0.2F, Feeling::none}, {"genial", 0.7F, Feeling::happy}, {"buenisim*", 0.8F, Feeling::happy},
    {"worr*", -0.5F, Feeling::worried}, {"preocup*", -0.5F, Feeling::worried}, {"scared", -0.6F, Feeling::worried}, {"afraid", -0.6F, Feeling::worried},
    {"nervous", -0.4F, Feeling::worried}, {"nervios*", -0.4F, Feeling::worried}, {"anxious", -0.5F, Feeling::worried}, {"ansios*", -0.5F, Feeling::worried},
    {"miedo", -0.6F, Feeling::worried}, {"asustad*", -0.6F, Feeling::worried}, {"concerned", -0.4F, Feeling::worried}, {"panic*", -0.6F, Feeling::worried},
    {"urgent*", -0.3F, Feeling::worried}, {"terrified", -0.8F, Feeling::worried}, {"angustiad*", -0.6F, Feeling::worried},
    {"angry", -0.8F, Feeling::angry}, {"mad", -0.7F, Feeling::angry}, {"furious", -0.9F, Feeling::angry}, {"furios*", -0.9F, Feeling::angry},
    {"enojad*", -0.8F, Feeling::angry}, {"molest*", -0.6F, Feeling::angry}, {"upset", -0.7F, Feeling::angry}, {"frustrat*", -0.7F, Feeling::angry},
    {"frustrad*", -0.7F, Feeling::angry}, {"ridicul*", -0.8F, Feeling::angry}, {"unacceptable", -0.9F, Feeling::angry}, {"inaceptable", -0.9F, Feeling::angry},
    {"rude", -0.7F, Feeling::angry}, {"groser*", -0.8F, Feeling::angry}, {"terrible", -0.7F, Feeling::angry}, {"horrible", -0.8F, Feeling::angry},
    {"awful", -0.8F, Feeling::angry}, {"worst", -0.9F, Feeling::angry}, {"pesim*", -0.9F, Feeling::angry}, {"peor", -0.6F, Feeling::angry},
    {"disgust*", -0.8F, Feeling::angry}, {"hate", -0.7F, Feeling::angry}, {"odio", -0.7F, Feeling::angry}, {"complain*", -0.6F, Feeling::angry},
    {"queja*", -0.6F, Feeling::angry}, {"indignad*", -0.9F, Feeling::angry}, {"stupid", -0.8F, Feeling::angry}, {"estupid*", -0.8F, Feeling::angry},
    {"useless", -0.7F, Feeling::angry}, {"inutil*", -0.7F, Feeling::angry}, {"unprofessional", -0.7F, Feeling::angry}, {"hart*", -0.7F, Feeling::angry},
    {"colmo", -0.8F, Feeling::angry}, {"annoy*", -0.6F, Feeling::angry}, {"sick", -0.2F, Feeling::none}, {"scam", -0.8F, Feeling::angry},
    {"sad", -0.6F, Feeling::sad}, {"triste*", -0.6F, Feeling::sad}, {"depress*", -0.7F, Feeling::sad}, {"deprim*", -0.7F, Feeling::sad},
    {"cry*", -0.6F, Feeling::sad}, {"llor*", -0.6F, Feeling::sad}, {"disappoint*", -0.6F, Feeling::sad}, {"decepcion*", -0.6F, Feeling::sad},
    {"hopeless", -0.8F, Feeling::sad}, {"alone", -0.4F, Feeling::sad}, {"lonely", -0.5F, Feeling::sad}, {"died", -0.5F, Feeling::sad},
    {"fallecio", -0.5F, Feeling::sad}, {"murio", -0.5F, Feeling::sad}, {"unfortunately", -0.3F, Feeling::sad}, {"lastima", -0.3F, Feeling::sad},
    {"confus*", -0.3F, Feeling::confused}, {"confund*", -0.3F, Feeling::confused}, {"lost", -0.2F, Feeling::confused}, {"perdid*", -0.2F, Feeling::confused},
    {"huh", -0.2F, Feeling::confused}, {"pain*", -0.3F, Feeling::worried}, {"dolor*", -0.3F, Feeling::worried}, {"hurt*", -0.3F, Feeling::worried},
    {"duele*", -0.3F, Feeling::worried}, {"problem*", -0.3F, Feeling::none}, {"wrong", -0.3F, Feeling::none}, {"bad", -0.5F, Feeling::none},
    {"mal", -0.4F, Feeling::none}, {"mala", -0.5F, Feeling::none}, {"malo", -0.5F, Feeling::none},
};

constexpr std::array<std::string_view, 12> kNegations{"not", "no", "never", "isn't", "wasn't", "don't", "didn't", "nunca", "ni", "sin", "without", "hardly"};
constexpr std::array<std::string_view, 12> kIntensifiers{"very", "so", "really", "extremely", "super", "muy", "tan", "demasiado", "bien", "bastante", "totally", "such"};

template <std::size_t N>
bool among(const std::array<std::string_view, N> &words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

const MoodWord *find_word(std::string_view word) {
  for (const MoodWord &entry : kWords) {
    const bool open = entry.stem.back() == '*';
    if (open ? word.starts_with(entry.stem.substr(0, entry.stem.size() - 1)) : word == entry.stem) return &entry;
  }
  return nullptr;
}

/// "don't understand", "no entiendo": confusion that no single word carries.
bool not_understood(const std::vector<Token> &tokens, std::size_t i) {
  const std::string &word = tokens[i].text;
  const bool verb = word == "understand" || word == "entiendo" || word == "know" || word == "sure" || word == "seguro";
  return verb && i > 0 && (among(kNegations, tokens[i - 1].text) || (i > 1 && among(kNegations, tokens[i - 2].text)));
}

}  // namespace

Mood read_mood(std::string_view text) {
  const std::vector<Token> tokens = tokenize(text, 256);
  float sum = 0;
  std::array<float, kFeelings.size() + 1> feelings{};
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (not_understood(tokens, i)) {
      sum -= 0.2F;
      feelings[static_cast<std::size_t>(Feeling::confused)] += 0.5F;
      continue;
    }
    const MoodWord *word = find_word(tokens[i].text);
    if (word == nullptr) continue;
    float weight = word->weight;
    Feeling feeling = word->feeling;
    if (i > 0 && among(kIntensifiers, tokens[i - 1].text)) weight *= 1.4F;
    const bool negated = (i > 0 && among(kNegations, tokens[i - 1].text)) || (i > 1 && among(kNegations, tokens[i - 2].text) && among(kIntensifiers, tokens[i - 1].text));
    if (negated) {
      weight *= -0.7F;
      feeling = word->feeling == Feeling::happy ? Feeling::angry : Feeling::none;
    }
    sum += weight;
    feelings[static_cast<std::size_t>(feeling)] += std::fabs(weight);
  }
  const auto strongest = std::max_element(feelings.begin(), feelings.end() - 1);
  Mood mood;
  mood.sentiment = std::clamp(sum / (1 + std::fabs(sum)) * 1.5F, -1.0F, 1.0F);
  if (*strongest >= 0.3F) mood.emotion = kFeelings[static_cast<std::size_t>(strongest - feelings.begin())];
  return mood;
}

}  // namespace callwell::nlu
