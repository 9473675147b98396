#include <catch2/catch.hpp>

#include "nlu/names_likelihood.hpp"
#include "nlu/names_sounds.hpp"

using namespace callwell::nlu;

TEST_CASE("names that are pronounced alike have the same sounds") {
  const std::pair<std::string_view, std::string_view> pairs[] = {{"clark", "clarke"}, {"reid", "reed"},     {"philips", "phillips"},
                                                                 {"stephen", "stefen"}, {"knight", "nite"}, {"catherine", "katherine"}};
  for (const auto &[left, right] : pairs) {
    CAPTURE(left);
    CHECK(sounds_of(left) == sounds_of(right));
  }
}

TEST_CASE("the distance of sounds grows with what a recogniser would have to mistake") {
  const auto distance = [](std::string_view a, std::string_view b) { return sound_distance(sounds_of(a), sounds_of(b), 9); };
  CHECK(distance("porter", "porter") == 0);
  CHECK(distance("barker", "parker") < distance("barker", "walker"));
  CHECK(distance("sharon", "sarong") < distance("sharon", "gordon"));
  CHECK(sound_distance(sounds_of("maximilian"), sounds_of("jo"), 1.5F) == 1.5F);
  CHECK(least_sound_distance(sound_mask(sounds_of("barker")), sound_mask(sounds_of("walker"))) <= distance("barker", "walker"));
}

TEST_CASE("how likely a name is depends on where the call comes from") {
  const auto given = [](NameRegion region, std::string_view name) { return name_likelihood(NameKind::given, region, name); };
  CHECK(given(name_region("GB"), "geoffrey") > given(name_region("GB"), "jeffrey"));
  CHECK(given(name_region("US"), "jeffrey") > given(name_region("US"), "geoffrey"));
  CHECK(given(name_region("US"), "qwertz") == kUnlisted);
}
