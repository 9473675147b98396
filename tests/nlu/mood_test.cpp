// Sentiment and emotion: words, phrases, negation, strength and courtesy, in both languages.
#include <catch2/catch.hpp>

#include "nlu/signals.hpp"

using namespace callwell::nlu;

namespace {

struct Case {
  const char *text, *emotion;
  float low, high;  ///< bounds of the sentiment
};

constexpr Case kCases[] = {
    // nothing in particular
    {"a cleaning on tuesday", "neutral", 0, 0},
    {"what's the best time to come in", "neutral", 0, 0},
    {"is this the urgent care", "neutral", 0, 0},
    {"my name is crystal hartford", "neutral", 0, 0},
    {"i lost my crown", "neutral", 0, 0},
    {"bueno quiero una cita por favor", "neutral", 0, 0.35F},
    {"good morning i'd like to book", "neutral", 0, 0},
    {"no problem", "neutral", 0.1F, 0.5F},
    {"this is the wrong number", "neutral", 0, 0},
    {"", "neutral", 0, 0},
    // pleasant
    {"thank you so much you've been so helpful", "happy", 0.5F, 1},
    {"no thank you", "happy", 0.2F, 0.7F},
    {"no gracias", "happy", 0.2F, 0.7F},
    {"i can't wait to see my results", "happy", 0.4F, 1},
    {"i love the way my skin looks", "happy", 0.4F, 1},
    {"muchas gracias muy amable", "happy", 0.5F, 1},
    {"me encantó como quedó mi cara", "happy", 0.4F, 1},
    {"qué bueno que me contestan", "happy", 0.3F, 1},
    {"that's not bad at all", "neutral", 0.1F, 0.6F},
    // angry
    {"i'm not happy with this at all", "angry", -1, -0.3F},
    {"this is ridiculous i've been on hold for an hour", "angry", -1, -0.5F},
    {"i'm sick and tired of calling", "angry", -1, -0.5F},
    {"thanks but i'm really upset about the bill", "angry", -1, -0.4F},
    {"thank you for nothing", "angry", -1, -0.4F},
    {"are you kidding me nobody called me back", "angry", -1, -0.6F},
    {"estoy muy enojada con ustedes", "angry", -1, -0.6F},
    {"qué pésimo servicio ya basta", "angry", -1, -0.7F},
    {"no estoy muy contenta con el trato", "angry", -1, -0.3F},
    {"me colgaron dos veces esto es el colmo", "angry", -1, -0.7F},
    {"nobody picks up and you keep transferring me", "angry", -1, -0.4F},
    {"you lost my paperwork again i want my money back", "angry", -1, -0.4F},
    {"llevo una hora y nadie me atiende", "angry", -1, -0.4F},
    {"siempre me dejan esperando qué coraje", "angry", -1, -0.4F},
    {"what is your refund policy", "neutral", -0.1F, 0},
    // worried
    {"i can't sleep thinking about the biopsy", "worried", -1, -0.3F},
    {"no he podido dormir será algo malo", "worried", -1, -0.3F},
    {"i'm really scared about the surgery", "worried", -1, -0.5F},
    {"i'm a little nervous", "neutral", -0.5F, -0.1F},
    {"my tooth hurts so much", "worried", -0.8F, -0.2F},
    {"tengo mucho miedo de la anestesia", "worried", -1, -0.5F},
    {"estoy preocupada por mi hijo", "worried", -1, -0.3F},
    {"i'm freaking out i don't know what to do", "worried", -1, -0.6F},
    // sad
    {"my husband passed away last month", "sad", -1, -0.3F},
    {"i've been crying all day", "sad", -1, -0.4F},
    {"me siento muy triste y deprimida", "sad", -1, -0.6F},
    {"i feel so empty since she left", "sad", -1, -0.3F},
    {"no dejo de llorar desde que se me murió", "sad", -1, -0.3F},
    // confused
    {"you lost me what does that mean", "confused", -0.9F, -0.1F},
    {"me hice bolas con las fechas", "confused", -0.9F, -0.1F},
    {"i don't understand what you mean", "confused", -0.8F, -0.1F},
    {"wait what", "confused", -0.6F, -0.1F},
    {"no entiendo nada de lo que dice", "confused", -0.6F, -0.1F},
    {"that makes no sense", "confused", -0.8F, -0.1F},
    // turned round
    {"i'm not worried", "happy", 0.1F, 0.8F},
    {"no tengo dolor", "neutral", 0, 0.5F},
    {"no pain at all", "neutral", 0, 0.5F},
    {"no estoy enojado", "neutral", 0, 0.8F},
};

}  // namespace

TEST_CASE("sentiment and emotion are told in both languages") {
  for (const Case &c : kCases) {
    CAPTURE(c.text);
    const Mood mood = read_mood(c.text);
    CHECK(mood.emotion == c.emotion);
    CHECK(mood.sentiment >= c.low);
    CHECK(mood.sentiment <= c.high);
  }
}

TEST_CASE("strength grows with an intensifier and shrinks with a softener") {
  CHECK(read_mood("i am very angry").sentiment < read_mood("i am angry").sentiment);
  CHECK(read_mood("i am a little angry").sentiment > read_mood("i am angry").sentiment);
  CHECK(read_mood("estoy muy feliz").sentiment > read_mood("estoy feliz").sentiment);
  CHECK(read_mood("I AM ANGRY").sentiment == read_mood("i am angry").sentiment);
}

TEST_CASE("sentiment stays within its bounds on any text") {
  std::string rant, praise;
  for (int i = 0; i < 500; ++i) rant += "worst awful terrible ", praise += "so wonderful ";
  CHECK(read_mood(rant).sentiment == -1);
  CHECK(read_mood(praise).sentiment == 1);
}
