#include "scheduling/slot_selection_clock.hpp"

#include <algorithm>
#include <array>

namespace callwell::scheduling {

namespace {

constexpr std::int32_t kNoon = 12 * 60;
constexpr std::int32_t kDay = 24 * 60;

enum class Half : std::uint8_t { unknown, am, pm };

struct ClockTime {
  std::int32_t hour = 0, minute = 0;
  Half half = Half::unknown;
  bool sharp = false;      ///< minutes were said, or "o'clock"
  bool hour_word = false;  ///< "at two", "las dos": an hour, on the dot or not
  std::size_t used = 0;
};

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N> &set) {
  return std::ranges::find(set, word) != set.end();
}

/// Minutes of the day that a time can mean: both halves while none is said.
std::vector<std::int32_t> readings(const ClockTime &time) {
  const std::int32_t twelfth = time.hour % 12 * 60 + time.minute;
  if (time.half == Half::am) return {twelfth};
  if (time.half == Half::pm) return {twelfth + kNoon};
  if (time.hour == 0 || time.hour > 12) return {time.hour * 60 + time.minute};
  return {twelfth, twelfth + kNoon};
}

/// The reading an opening hour would have: noon to half past six, else the morning.
std::int32_t likely_minute(const ClockTime &time) {
  const auto all = readings(time);
  if (all.size() == 1) return all.front();
  return time.hour == 12 || time.hour < 7 ? all.back() : all.front();
}

/// "pm", "in the morning", "de la tarde" …
void read_half(const Words &words, std::size_t at, ClockTime &time) {
  std::size_t i = at + time.used;
  if (i < words.size() && words[i].glued && (words[i].text == "a" || words[i].text == "p")) {
    time.half = words[i].text == "a" ? Half::am : Half::pm;
    ++time.used;
    return;
  }
  const auto found = find_phrase(words, i);
  if (!found || found->phrase->sign != Sign::part || time.hour > 12) return;
  const std::int32_t part = found->phrase->value;
  if (part > kPartPm) return;
  const bool morning = part == kPartAm || part == static_cast<std::int32_t>(nlu::PartOfDay::morning);
  time.half = morning ? Half::am : Half::pm;
  time.used += found->used;
}

/// Words after the hour that make it a time on the dot.
bool read_sharp_word(const Words &words, std::size_t at, ClockTime &time) {
  constexpr std::array<std::string_view, 8> kWords{"oclock", "sharp", "hundred", "hrs", "h", "horas", "hs", "exactly"};
  const std::size_t i = at + time.used;
  if (one_of(word_at(words, i), kWords)) return time.used += 1, true;
  if (word_at(words, i) == "en" && word_at(words, i + 1) == "punto") return time.used += 2, true;
  if (word_at(words, i) == "o" && word_at(words, i + 1) == "clock") return time.used += 2, true;
  if (word_at(words, i) == "on" && word_at(words, i + 1) == "the" && word_at(words, i + 2) == "dot") return time.used += 3, true;
  return false;
}

bool set_minutes(ClockTime &time, std::int32_t minute, std::size_t used) {
  if (minute > 59) return false;
  time.minute = minute;
  time.used += used;
  return true;
}

/// "y media", "y cuarto", "y cuarenta", "con diez", "menos cuarto".
bool read_spanish_minutes(const Words &words, std::size_t at, ClockTime &time) {
  const std::size_t i = at + time.used;
  const std::string_view joint = word_at(words, i);
  if (joint != "y" && joint != "con" && joint != "menos") return false;
  const std::string_view word = word_at(words, i + 1);
  const auto number = read_cardinal(words, i + 1);
  std::int32_t minute = word == "media" ? 30 : word == "cuarto" ? 15 : number && number->value >= 5 ? number->value : 0;
  if (minute == 0 || minute > 59) return false;
  if (joint == "menos") {
    time.hour = (time.hour + 23) % 24;
    if (time.hour == 0) time.hour = 12;
    minute = 60 - minute;
  }
  return set_minutes(time, minute, 1 + (number && word != "cuarto" ? number->used : 1));
}

/// ":30", "30", "thirty", "oh five".
bool read_minutes(const Words &words, std::size_t at, ClockTime &time) {
  std::size_t i = at + time.used;
  const bool colon = word_at(words, i) == ":" || (word_at(words, i) == "h" && i + 1 < words.size() && words[i + 1].glued);
  if (colon) {
    const auto minute = read_cardinal(words, i + 1);
    return minute && minute->digit_count == 2 && set_minutes(time, minute->value, 2);
  }
  if (i < words.size() && words[i].boundary) return false;
  // "two oh five"; but "dos o tres" is a choice of two.
  constexpr std::array<std::string_view, 9> kUnits{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};
  if ((word_at(words, i) == "oh" || word_at(words, i) == "o") && one_of(word_at(words, i + 1), kUnits)) {
    return set_minutes(time, read_cardinal(words, i + 1)->value, 2);
  }
  if (read_ordinal(words, i)) return false;
  const auto minute = read_cardinal(words, i);
  if (!minute || minute->value < 10 || (minute->digit_count != 0 && minute->digit_count != 2)) return false;
  return set_minutes(time, minute->value, minute->used);
}

/// "half past two", "quarter to three", "ten after four", "cuarto para las tres".
std::optional<ClockTime> read_around_hour(const Words &words, std::size_t at) {
  std::size_t i = at + (word_at(words, at) == "a" || word_at(words, at) == "un" ? 1 : 0);
  constexpr std::array<std::string_view, 2> kPast{"past", "after"};
  constexpr std::array<std::string_view, 6> kTo{"to", "till", "til", "before", "of", "para"};
  const std::string_view first = word_at(words, i);
  const auto number = read_cardinal(words, i);
  std::int32_t minutes = first == "half" ? 30 : first == "quarter" || first == "cuarto" ? 15 : number ? number->value : 0;
  if (minutes < 5 || minutes > 30) return std::nullopt;
  i += number ? number->used : 1;
  const bool minutes_said = word_at(words, i) == "minutes" || word_at(words, i) == "minutos";
  if (minutes_said) ++i;
  // "five after three" is a time only when the minutes are of the kind people say.
  if (number && !minutes_said && minutes % 5 != 0) return std::nullopt;
  const bool past = one_of(word_at(words, i), kPast), to = one_of(word_at(words, i), kTo) && first != "half";
  if (past || to) ++i;
  if (!past && !to && (first != "half" || word_at(words, i) == "hour")) return std::nullopt;
  while (word_at(words, i) == "las" || word_at(words, i) == "la") ++i;
  const auto hour = read_cardinal(words, i);
  if (!hour || hour->value < 1 || hour->value > 12 || hour->digit_count > 2) return std::nullopt;
  ClockTime time{hour->value, minutes, Half::unknown, true, false, i + hour->used - at};
  if (to) {
    time.hour = hour->value == 1 ? 12 : hour->value - 1;
    time.minute = 60 - minutes;
  }
  read_sharp_word(words, at, time);
  read_half(words, at, time);
  return time;
}

/// "1045", "230": hours and minutes run together.
std::optional<ClockTime> read_compact(const SpokenNumber &number) {
  if (number.digit_count < 3) return std::nullopt;
  ClockTime time{number.value / 100, number.value % 100, Half::unknown, true, false, 1};
  return time.hour < 24 && time.minute < 60 ? std::optional(time) : std::nullopt;
}

/// How many words before the hour belong to it ("a las", "at"), and whether they make it an hour.
std::size_t hour_prefix(const Words &words, std::size_t at) {
  constexpr std::array<std::string_view, 6> kBefore{"at", "around", "about", "like", "las", "@"};
  if (word_at(words, at) == "a" && (word_at(words, at + 1) == "las" || (word_at(words, at + 1) == "la" && word_at(words, at + 2) == "una")))
    return 2;
  if (word_at(words, at) == "la" && word_at(words, at + 1) == "una") return 1;
  return one_of(word_at(words, at), kBefore) ? 1 : 0;
}

/// Minutes, "o'clock" and half of the day after the hour; `time.used` stands after the hour.
void read_after_hour(const Words &words, std::size_t at, ClockTime &time) {
  time.sharp = read_spanish_minutes(words, at, time) || read_minutes(words, at, time);
  time.sharp = read_sharp_word(words, at, time) || time.sharp;
  read_half(words, at, time);
  time.sharp = read_sharp_word(words, at, time) || time.sharp;
  if (word_at(words, at + time.used) == "ish") {
    time.hour_word = true;
    ++time.used;
  }
}

std::optional<ClockTime> read_named_hour(const Words &words, std::size_t at) {
  const auto found = find_phrase(words, at);
  if (!found || (found->phrase->sign != Sign::noon && found->phrase->sign != Sign::midnight)) return std::nullopt;
  const bool noon = found->phrase->sign == Sign::noon;
  return ClockTime{12, 0, noon ? Half::pm : Half::am, false, true, found->used};
}

/// Any hour, also a mere number. The caller asks `sharp`, `half` and `hour_word` whether it is more than that.
std::optional<ClockTime> read_hour(const Words &words, std::size_t at) {
  if (const auto named = read_named_hour(words, at)) return named;
  const std::size_t prefix = hour_prefix(words, at);
  if (prefix > 0) {
    if (const auto named = read_named_hour(words, at + prefix))
      return ClockTime{named->hour, 0, named->half, false, true, named->used + prefix};
  }
  if (auto around = read_around_hour(words, at + prefix)) return around->used += prefix, around;
  const std::size_t hour_at = at + prefix;
  if (read_ordinal(words, hour_at)) return std::nullopt;
  const auto number = read_cardinal(words, hour_at);
  if (!number) return std::nullopt;
  auto time = read_compact(*number);
  if (!time && (number->value > 23 || number->digit_count > 2)) return std::nullopt;
  if (!time) time = ClockTime{number->value, 0, Half::unknown, false, false, number->used};
  const bool compact = time->sharp;
  time->used += prefix;
  if (compact) {
    read_half(words, at, *time);
  } else {
    read_after_hour(words, at, *time);
  }
  time->hour_word = time->hour_word || prefix > 0;
  return time;
}

Cue span_cue(std::int32_t from, std::int32_t to) {
  Cue cue;
  cue.kind = Cue::Kind::span;
  cue.minute_span = {from, to};
  return cue;
}

bool is_joint(std::string_view word) {
  constexpr std::array<std::string_view, 9> kJoints{"and", "y", "to", "a", "until", "till", "hasta", "-", "til"};
  return one_of(word, kJoints);
}

/// A bound follows: skips the words that may stand before its hour.
std::optional<ClockTime> read_bound(const Words &words, std::size_t at) {
  constexpr std::array<std::string_view, 6> kSkip{"the", "like", "about", "around", "la", "el"};
  std::size_t skipped = 0;
  if (one_of(word_at(words, at), kSkip) && !(word_at(words, at) == "la" && word_at(words, at + 1) == "una")) skipped = 1;
  auto time = read_hour(words, at + skipped);
  // A day of the month has a month behind it: "after 10 de marzo".
  if (!time || time->hour > 23) return std::nullopt;
  time->used += skipped;
  return time;
}

std::optional<ReadCue> close_span(const Words &words, std::size_t at, std::size_t used, const ClockTime &first) {
  if (!is_joint(word_at(words, at + used))) return std::nullopt;
  const auto second = read_bound(words, at + used + 1);
  if (!second) return std::nullopt;
  std::int32_t from = likely_minute(first);
  const std::int32_t to_likely = likely_minute(*second);
  // "between eight and ten pm": the half said last holds for both, where that keeps them in order.
  if (first.half == Half::unknown && second->half == Half::pm && readings(first).back() < to_likely) from = readings(first).back();
  std::int32_t to = to_likely;
  if (to <= from && readings(*second).back() > from) to = readings(*second).back();
  if (to <= from) return std::nullopt;
  return ReadCue{span_cue(from, to), used + 1 + second->used};
}

}  // namespace

std::optional<ReadCue> read_clock_time(const Words &words, std::size_t at) {
  const auto time = read_hour(words, at);
  if (!time || (!time->sharp && !time->hour_word && time->half == Half::unknown)) return std::nullopt;
  Cue cue;
  cue.kind = Cue::Kind::time;
  cue.minutes = readings(*time);
  cue.whole_hour = time->hour_word && !time->sharp;
  return ReadCue{std::move(cue), time->used};
}

std::optional<ReadCue> read_clock_span(const Words &words, std::size_t at) {
  const auto found = find_phrase(words, at);
  const Sign sign = found ? found->phrase->sign : Sign::plain;
  const bool de = word_at(words, at) == "de";
  if (sign != Sign::after && sign != Sign::before && sign != Sign::between && !de) {
    const auto number = read_cardinal(words, at);
    const std::string_view joint = word_at(words, at + (number ? number->used : 0));
    // "el seis a las once", "17 a las 8" are a day and an hour.
    constexpr std::array<std::string_view, 4> kDayBefore{"el", "del", "dia", "the"};
    const bool day = (at > 0 && one_of(words[at - 1].text, kDayBefore)) || (number && number->value > 12 && joint == "a");
    if (!number || number->value > 23 || day || (joint != "to" && joint != "-" && joint != "a") || read_around_hour(words, at))
      return std::nullopt;
    return close_span(words, at, number->used, {number->value, 0, Half::unknown, false, false, number->used});
  }
  const std::size_t lead = de ? 1 : found->used;
  const auto first = read_bound(words, at + lead);
  if (!first) return std::nullopt;
  const std::size_t used = lead + first->used;
  const bool may_close = sign == Sign::between || de || word_at(words, at) == "from" || word_at(words, at) == "desde";
  if (may_close) {
    if (auto closed = close_span(words, at, used, *first)) return closed;
    // "entre nueve y diez" is no ten past nine.
    const auto hour = read_cardinal(words, at + lead);
    if (hour && hour->value < 24) {
      if (auto closed = close_span(words, at, lead + hour->used, {hour->value, 0, Half::unknown, false, false, hour->used})) return closed;
    }
    if (sign == Sign::between || de) return std::nullopt;
  }
  const std::int32_t bound = sign == Sign::before && first->half == Half::unknown && first->hour == 7 ? 19 * 60 : likely_minute(*first);
  return ReadCue{sign == Sign::before ? span_cue(0, bound) : span_cue(bound, kDay), used};
}

}  // namespace callwell::scheduling
