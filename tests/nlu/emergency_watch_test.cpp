// Emergencies in unfinished sentences: raised before they end, and not by what only begins like one.
#include <catch2/catch.hpp>
#include <fstream>

#include "base/json.hpp"
#include "nlu/emergency_watch.hpp"
#include "nlu/signals.hpp"

using namespace callwell;
using namespace callwell::nlu;

namespace {

/// Speaks `text` word by word: after how many of its bytes the watch raised, or 0.
std::size_t raised_at(EmergencyWatch &watch, const std::string &text) {
  watch.start_turn();
  for (std::size_t end = text.find(' '); ; end = text.find(' ', end + 1)) {
    if (watch.hear(std::string_view(text).substr(0, end))) return std::min(end, text.size());
    if (end == std::string::npos) return 0;
  }
}

}  // namespace

TEST_CASE("an emergency is raised before its sentence ends, and look-alikes hardly ever") {
  std::ifstream in(CALLWELL_SOURCE_DIR "/tests/nlu/emergency_cases.jsonl");
  int real = 0, early = 0, other = 0, alarms = 0;
  EmergencyWatch watch;
  for (std::string line; std::getline(in, line);) {
    const auto row = base::parse_json(line);
    REQUIRE(row.has_value());
    const std::string text(base::string_at(row->as_object(), "text"));
    const std::size_t at = raised_at(watch, text);
    if (base::string_at(row->as_object(), "intent") == "none") {
      ++other, alarms += at > 0;
    } else {
      ++real, early += at > 0 && at < text.size();
    }
  }
  CHECK(early * 100 >= real * 70);
  CHECK(alarms * 100 <= other * 3);
}

TEST_CASE("a transcript that does not change tells nothing new, and a new turn starts afresh") {
  EmergencyWatch watch;
  CHECK_FALSE(watch.hear("my husband is on the floor and he's not breathing"));
  CHECK_FALSE(watch.hear("my husband is on the floor and he's not breathing"));
  CHECK(watch.hear("my husband is on the floor and he's not breathing please"));
  CHECK(watch.hear("my husband is on the floor and he's not breathing please"));
  CHECK(watch.found().flag);
  watch.start_turn();
  CHECK_FALSE(watch.found().flag);
  CHECK_FALSE(watch.hear("thank you"));
}

TEST_CASE("a long story costs no more a word than a short one: its latest words are read alone") {
  std::string story;
  for (int i = 0; i < 40; ++i) story += "and then i called about the bill again ";
  EmergencyWatch watch, fresh;
  const std::string end = "my husband collapsed and he is not breathing and his lips are blue";
  CHECK_FALSE(watch.hear(story));
  CHECK_FALSE(watch.found().flag);
  CHECK_FALSE(watch.hear(story + end));
  CHECK(watch.found().flag);
  CHECK(watch.hear(story + end + " please"));
  CHECK_FALSE(fresh.hear(std::string(100'000, ' ') + end));
  CHECK(fresh.found().flag);
}

TEST_CASE("blanks are no words, and a transcript that is taken back raises nothing") {
  EmergencyWatch watch;
  CHECK_FALSE(watch.hear(""));
  CHECK_FALSE(watch.hear("   "));
  CHECK_FALSE(watch.found().flag);
  CHECK_FALSE(watch.hear("he is choking he can't breathe"));
  CHECK_FALSE(watch.hear("he is choking he can't breathe "));
  CHECK_FALSE(watch.hear("he is joking he can't wait"));
  CHECK_FALSE(watch.hear("he is choking he can't breathe"));
  CHECK(watch.hear("he is choking he can't breathe help"));
}

TEST_CASE("once raised, it stays raised until the turn ends, and keeps what raised it") {
  EmergencyWatch watch;
  watch.hear("no puedo respirar me duele mucho el pecho");
  REQUIRE(watch.hear("no puedo respirar me duele mucho el pecho ayuda"));
  const std::string kind = watch.found().kind;
  CHECK_FALSE(kind.empty());
  CHECK(watch.hear("no puedo respirar me duele mucho el pecho ayuda y tengo una cita el martes a las tres"));
  CHECK(watch.found().kind == kind);
  watch.start_turn();
  CHECK_FALSE(watch.hear("tengo una cita el martes a las tres"));
}
