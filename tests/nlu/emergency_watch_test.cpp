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
