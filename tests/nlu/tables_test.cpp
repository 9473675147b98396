// The tables that utterances are looked up in: each must say the same as the slow way of asking.
#include <array>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "nlu/hash_lists.hpp"
#include "nlu/intents_rows.hpp"
#include "nlu/stem_table.hpp"
#include "nlu/time_months.hpp"
#include "nlu/time_series.hpp"
#include "nlu/tokens.hpp"
#include "nlu/word.hpp"
#include "nlu/word_table.hpp"

using namespace callwell;
using namespace callwell::nlu;

TEST_CASE("every day of the table lies in the month the calendar says") {
  const std::int64_t first = base::Date{Months::kFirstYear, 1, 1}.days_since_epoch();
  const std::int64_t end = base::Date{Months::kFirstYear + Months::kYears, 1, 1}.days_since_epoch();
  bool same = true;
  for (std::int64_t day = first; day < end; ++day) {
    const base::Date date = base::Date::from_days(day);
    same = same && Months::at(day) == (date.year - Months::kFirstYear) * 12 + date.month - 1;
  }
  CHECK(same);
  CHECK_FALSE(Months::at(first - 1));
  CHECK_FALSE(Months::at(end));
}

TEST_CASE("months are added alike inside of the table and beyond it") {
  for (const std::int32_t year : {3, 1799, 1800, 1999, 2024, 2199, 2200, 9000}) {
    for (const std::int32_t day : {1, 28, 31}) {
      const base::LocalTime time{{year, 1, day}, 3600};
      for (const std::int64_t months : {-13, -1, 0, 1, 2, 11, 12, 25}) {
        const base::LocalTime expected{time.date.plus_months(months), 3600};
        CHECK(add_grains(wall_seconds(time), Grain::month, months) == wall_seconds(expected));
      }
      CHECK(floor_to(wall_seconds(time), Grain::year) == wall_seconds(base::Date{year, 1, 1}));
    }
  }
}

TEST_CASE("a set of words has its words and no others") {
  static constexpr WordSet kSet = {"uno", "dos", "tres", "a", "-", "code's"};
  for (const std::string_view word : {"uno", "dos", "tres", "a", "-", "code's"}) CHECK(among(word, kSet));
  for (const std::string_view word : {"", "un", "unos", "do", "b", "--", "code"}) CHECK_FALSE(among(word, kSet));
  for (int i = 0; i < 10'000; ++i) CHECK_FALSE(kSet.has(Word(std::to_string(i))));
}

TEST_CASE("a token carries the hash of its folded letters") {
  for (const Token &token : tokenize("Sábado, 3pm o’clock — ÑANDÚ 😀x")) CHECK(token.hash == word_hash(token.text));
}

TEST_CASE("a word table grows without losing a word, and the first meaning stays") {
  std::vector<std::string> words;
  for (int i = 0; i < 3'000; ++i) words.push_back("w" + std::to_string(i * 7));
  WordTable<int> table;
  for (std::size_t i = 0; i < words.size(); ++i) table.insert(words[i], static_cast<int>(i));
  table.insert(words[5], -1);
  bool found = true;
  for (std::size_t i = 0; i < words.size(); ++i) found = found && table.find(words[i]) != nullptr && *table.find(words[i]) == static_cast<int>(i);
  CHECK(found);
  CHECK(table.find("w1") == nullptr);
}

TEST_CASE("a stem table gives the word first and then its beginnings, the longest last") {
  StemTable<int> table;
  table["llorar"] = 1;
  table["llor*"] = 2;
  table["ll*"] = 3;
  table["llorarlo"] = 4;
  const auto all = [&](std::string_view word) {
    std::vector<int> values;
    table.each(word, [&](int value) { values.push_back(value); });
    return values;
  };
  CHECK(all("llorar") == std::vector{1, 3, 2});
  CHECK(all("lloro") == std::vector{3, 2});
  CHECK(all("ll") == std::vector{3});
  CHECK(all("l").empty());
  CHECK(all(std::string(500, 'l')) == std::vector{3});
}

TEST_CASE("lists by hash give what was added last first") {
  HashLists lists;
  for (std::uint32_t i = 0; i < 100; ++i) lists.add(i % 10 * 0x1234567890ULL, i);
  lists.finish();
  CHECK(lists.of(0x1234567890ULL * 3).size() == 10);
  CHECK(lists.of(0x1234567890ULL * 3).front() == 93);
  CHECK(lists.of(0x1234567890ULL * 11).empty());
}

TEST_CASE("rows of a model are weighed as the plain sum says, whatever their order and number") {
  for (const std::size_t count : {0, 1, 17, 5'000}) {
    for (const std::size_t width : {1, 2, 8, 35}) {
      std::vector<std::uint32_t> hashes(count);
      std::vector<std::uint8_t> salience(count);
      std::vector<float> scales(count);
      std::vector<std::int8_t> weights(count * width);
      for (std::size_t i = 0; i < count; ++i) {
        hashes[i] = static_cast<std::uint32_t>((i + 1) * 2654435761U);
        salience[i] = static_cast<std::uint8_t>(i % 255 + 1);
        scales[i] = 0.001F * static_cast<float>(i % 50);
        for (std::size_t c = 0; c < width; ++c) weights[i * width + c] = static_cast<std::int8_t>(static_cast<int>(i * 31 + c * 7) % 255 - 127);
      }
      ModelRows rows;
      rows.build(hashes, salience, scales, weights, width);
      const GroupLengths lengths{1, 2, 3, 4, 5};
      std::vector<Feature> features;
      std::vector<float> expected(width, 0.5F), scores = expected;
      float squares = 0;
      for (std::size_t i = 0; i < count; i += 3) {
        features.push_back({hashes[i], FeatureGroup::characters});
        features.push_back({hashes[i] ^ 1U, FeatureGroup::characters});   // no row has it
        squares += static_cast<float>(salience[i] * salience[i]);
        if (features.size() > FeatureSet::kMax - 2) break;
      }
      const float factor = squares > 0 ? lengths[1] / std::sqrt(squares) : 0;
      for (std::size_t f = 0; f < features.size(); f += 2) {
        const std::size_t i = f / 2 * 3;
        const float scale = scales[i] * static_cast<float>(salience[i]) * factor;
        for (std::size_t c = 0; c < width; ++c) expected[c] += scale * static_cast<float>(weights[i * width + c]);
      }
      rows.score(features, lengths, scores);
      for (std::size_t c = 0; c < width; ++c) CHECK(scores[c] == Approx(expected[c]));
    }
  }
}
