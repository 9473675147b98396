// What holds for every utterance and every finder: positions, indifference to case and marks, movement with the clock.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "nlu/entities.hpp"
#include "tests/nlu/time_support.hpp"

using namespace callwell;
using namespace callwell::nlu;
using namespace callwell::nlu::testing;

namespace {

constexpr std::string_view kUtterances[]{
    "my name is maria lopez and i was born on may 3rd 1981",
    "call me at 312 555 0142 or write to ana@example.com",
    "can i come next tuesday after four or friday morning",
    "it was 12.50 dollars for two thirds of an hour",
    "quiero una cita el lunes que viene por la tarde, de preferencia a las cuatro y media",
    "me llamo josé ibáñez y mi correo es jose arroba example punto com",
    "sí, mañana a las 3 está bien",
    "no, the day after tomorrow at half past two",
    "between the 10th and the 15th, but not on the twelfth",
    "¿cuánto cuesta? pagué doscientos dólares en diciembre"};

const VocabularyIndex &vocabulary() {
  static const auto index = build_vocabulary({{EntityType::service, "cleaning", "cleaning", {"limpieza"}}});
  return *index;
}

std::vector<Entity> entities_of(std::string_view text, const Context &context = wednesday()) {
  const bool spanish = text.find("qui") != text.npos || text.find("llamo") != text.npos || text.find("á") != text.npos;
  return extract_entities(text, spanish ? Language::es : Language::en, context, vocabulary());
}

std::string in_code_points(std::string_view text, std::uint32_t start, std::uint32_t end) {
  std::string out;
  std::uint32_t position = 0;
  for (std::size_t i = 0; i < text.size(); ++position) {
    const base::CodePoint point = base::decode_at(text, i);
    if (position >= start && position < end) out += text.substr(i, point.bytes);
    i += point.bytes;
  }
  return out;
}

std::string value_of(const Entity &entity) {
  const auto *time = std::get_if<DateTime>(&entity.value);
  return std::string(entity_type_key(entity.type)) + " " + (time ? show(time->value) : base::fold(entity.text));
}

std::vector<std::string> values_of(const std::vector<Entity> &entities) {
  std::vector<std::string> out;
  for (const Entity &entity : entities) {
    if (entity.type != EntityType::preference) out.push_back(value_of(entity));   // its words may take a mark in
  }
  return out;
}

}  // namespace

TEST_CASE("an entity's positions are those of its words in the text") {
  for (const std::string_view text : kUtterances) {
    CAPTURE(text);
    const auto entities = entities_of(text);
    CHECK_FALSE(entities.empty());
    for (const Entity &entity : entities) CHECK(in_code_points(text, entity.start, entity.end) == entity.text);
  }
}

TEST_CASE("more marks at the ends, more space and other case change no value") {
  for (const std::string_view text : kUtterances) {
    CAPTURE(text);
    const auto plain = values_of(entities_of(text));
    std::string upper, spaced;
    for (const char c : text) {
      upper.push_back(c >= 'a' && c <= 'z' && text.find("á") == text.npos ? static_cast<char>(c - 32) : c);
      spaced += c == ' ' ? "  " : std::string(1, c);
    }
    CHECK(values_of(entities_of(std::string(text) + "...")) == plain);
    CHECK(values_of(entities_of("  " + std::string(text) + " !")) == plain);
    CHECK(values_of(entities_of(upper)).size() == plain.size());
    if (plain.size() == 1 || text.find("  ") == text.npos) CHECK(values_of(entities_of(spaced)).size() == plain.size());
  }
}

TEST_CASE("what is said of now moves exactly as the clock does") {
  for (const std::string_view text : {"tomorrow at 3 pm", "in two weeks", "the day after tomorrow", "yesterday"}) {
    CAPTURE(text);
    const auto at = [&](std::int64_t days) {
      Context context = wednesday();
      context.now.us += days * 86'400'000'000;
      const auto found = only(EntityType::datetime, entities_of(text, context));
      REQUIRE(found.size() == 1);
      return std::get<DateTime>(found.front().value).value.from;
    };
    const base::LocalTime today = at(0);
    for (const std::int64_t days : {1, 6, 27, 300, 366}) {
      const base::LocalTime then = at(days);
      CHECK(then.date == today.date.plus_days(days));
      CHECK(then.second_of_day == today.second_of_day);
    }
  }
}

TEST_CASE("on the nights the clocks change a day stays a day and an hour keeps its name") {
  Context context;
  context.zone = *base::Zone::load("America/Chicago");
  const struct Night { std::string_view now, text, from; } nights[]{
      {"2026-03-07T22:00:00", "tomorrow at 3 pm", "2026-03-08 15:00"},   {"2026-03-08T00:30:00", "at 9 am", "2026-03-08 09:00"},
      {"2026-03-07T22:00:00", "in two days", "2026-03-09 22:00"},        {"2026-10-31T22:00:00", "tomorrow at 8 am", "2026-11-01 08:00"},
      {"2026-11-01T00:30:00", "tonight", "2026-11-01 18:00"},            {"2026-10-31T12:00:00", "tomorrow", "2026-11-01 00:00"}};
  for (const Night &night : nights) {
    CAPTURE(night.now, night.text);
    context.now = *base::parse_time(night.now, context.zone);
    const auto found = only(EntityType::datetime, entities_of(night.text, context));
    REQUIRE(found.size() == 1);
    CHECK(show(std::get<DateTime>(found.front().value).value.from) == night.from);
  }
}
