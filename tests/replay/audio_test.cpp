// Golden audio journals: the frames of each file go through a line, and what comes out is what the file says, at the same frames.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.hpp"
#include "tests/replay/audio_journal.hpp"

using namespace callwell;

namespace {

std::vector<std::filesystem::path> journals() {
  std::vector<std::filesystem::path> files;
  for (const auto &entry : std::filesystem::directory_iterator(CALLWELL_SOURCE_DIR "/tests/replay/audio")) {
    if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string read(const std::filesystem::path &file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("every audio journal replays, event for event and sample for sample") {
  const bool record = std::getenv("CALLWELL_RECORD") != nullptr;
  REQUIRE_FALSE(journals().empty());
  for (const auto &file : journals()) {
    DYNAMIC_SECTION(file.stem().string()) {
      const std::string kept = read(file), played = testing::record_audio(kept);
      if (record) std::ofstream(file, std::ios::binary) << played;
      if (record) continue;
      const auto want = base::split(kept, '\n'), got = base::split(played, '\n');
      for (std::size_t i = 0; i < std::max(want.size(), got.size()); ++i) {
        INFO("line " << i + 1);
        REQUIRE((i < got.size() ? got[i] : "nothing") == (i < want.size() ? want[i] : "nothing"));
      }
    }
  }
}
