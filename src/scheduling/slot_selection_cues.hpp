// Cues: what in an answer says which slot is meant, read against today's date and the names on offer.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "nlu/preference.hpp"
#include "scheduling/slot_selection.hpp"
#include "scheduling/slot_selection_lexicon.hpp"

namespace callwell::scheduling {

struct Cue {
  enum class Kind : std::uint8_t {
    index,      ///< `value`: 1-based, or negative from the end; `count` of them
    number,     ///< `value`: a bare number, an hour before it is an index
    time,       ///< `minutes`: the readings of a clock time
    weekday,    ///< `value`
    month_day,  ///< `value`: day of the month
    dates,      ///< `from` … `to`
    span,       ///< `minute_span`
    provider,
    location,  ///< `ids`
    other,
    middle,
    earliest,
    soonest,
    earlier,
    latest,
    later,
  };
  Kind kind = Kind::index;
  std::int32_t value = 0;
  std::int32_t count = 1;
  std::vector<std::int32_t> minutes;   ///< of the day
  bool whole_hour = false;             ///< time: any slot of that hour will do when none is on the dot
  bool may_be_day = false;             ///< index: an ordinal, which counts days of the month too
  bool day_first = false;              ///< index, number: more likely a day of the month, where a slot has it
  bool pronoun = false;                ///< number: a "one" that may stand for a slot
  nlu::MinuteRange minute_span;        ///< half-open
  std::optional<nlu::PartOfDay> part;  ///< span: the part of the day said
  base::Date from, to;                 ///< inclusive
  std::vector<std::string> ids;        ///< none: a name that no offered slot has
};

/// A cue and how many words it took.
struct ReadCue {
  Cue cue;
  std::size_t used = 0;
};

/// A stretch of the answer: a phrase of the lexicon, a cue, or a plain word.
struct Element {
  Sign sign = Sign::plain;
  Cue cue = {};                  ///< when `sign` is Sign::cue
  std::string_view phrase = {};  ///< the lexicon's text, when it is one
  bool boundary = false;         ///< a comma or a stop stands before it
};

struct CueContext {
  base::LocalTime now;
  std::size_t offered = 0;
  base::Date first_offered;                                         ///< today where nothing is offered
  bool month_first = true;                                          ///< "3/10" is March 10
  std::vector<std::pair<std::string, Words>> providers, locations;  ///< ids on offer with their names' words
};

std::vector<Element> read_elements(const Words &words, const CueContext &context);

}  // namespace callwell::scheduling
