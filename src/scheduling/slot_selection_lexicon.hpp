// The phrases that carry a choice among slots, and those that say something else. One table, both languages.
#pragma once

#include <optional>
#include <string_view>

#include "scheduling/slot_selection_words.hpp"

namespace callwell::scheduling {

enum class Sign : std::uint8_t {
  plain,   ///< a word without a part in this
  cue,     ///< says which slot: the element carries a Cue
  filler,  ///< said in passing: "um", "please"
  take,    ///< announces a choice: "i'll take", "deme"
  affirm,
  deny,
  reject,       ///< none of them
  any,          ///< all the same to the caller
  pause,        ///< wants a moment
  question,     ///< asks about something
  still,        ///< asks whether a slot is still free, which is to want it
  ask,          ///< asks for openings: "do you have"
  something,    ///< an opening not offered yet: "anything", "another day"
  suggest,      ///< "what about", "how about"
  prefer,       ///< "instead", "would be better"
  correction,   ///< what was said before no longer counts
  consequence,  ///< what was said before was the reason: "so"
  reason,       ///< what follows is the reason: "because"
  statement,    ///< speaks of the caller's life: "i have", "my"
  but,
  either_or,
  also,
  not_next,  ///< excludes what follows: "not", "except"
  not_last,  ///< excludes what came before: "doesn't work"
  not_near,  ///< excludes what came right before, else what follows: "no", "i can't"
  them,      ///< the offer as a whole: "those", "esas"
  // Parts of cues:
  number_mark,  ///< an index follows: "option", "number"
  other,
  middle,
  weekday,
  week,
  month,
  day,
  part,
  noon,
  midnight,
  earliest,
  soonest,
  earlier,
  latest,
  later,
  after,
  before,
  between,
};

struct Phrase {
  std::string_view text;  ///< folded words without apostrophes
  Sign sign = Sign::plain;
  std::int32_t value = 0;  ///< weekday 0 = Sunday, month 1..12, days from today, weeks from this one, a Part …
};

/// Values of Sign::part beyond those of nlu::PartOfDay.
enum Part : std::int32_t {
  kPartAm = 100,
  kPartPm,
  kPartLunch,
  kPartAfterWork,
  kPartEarlyMorning,
  kPartLateMorning,
  kPartEarlyAfternoon,
  kPartLateAfternoon,
};
/// Values of Sign::weekday beyond the seven days.
enum DaySet : std::int32_t { kWeekend = 7, kWorkdays };
/// Values of Sign::month beyond the twelve.
/// The week after that of the first offer, whatever week it is now.
enum WeekSet : std::int32_t { kWeekAfterOffer = 100 };
enum MonthSet : std::int32_t { kRestOfMonth = 100, kNextMonth };
/// Value of Sign::latest: of the calendar alone, whatever the clock says.
inline constexpr std::int32_t kByCalendar = 1;
/// Value of Sign::earlier and later: "a later time" is not among those offered.
inline constexpr std::int32_t kIndefinite = 2;
/// Values of Sign::day that bring a part of the day along: days from today + these.
enum DayPart : std::int32_t { kDayMorning = 100, kDayAfternoon = 200, kDayEvening = 300 };

struct FoundPhrase {
  const Phrase *phrase = nullptr;
  std::size_t used = 0;
};
/// The longest phrase that begins at `at`.
std::optional<FoundPhrase> find_phrase(const Words &words, std::size_t at);

}  // namespace callwell::scheduling
