#include "nlu/preference.hpp"

#include <algorithm>
#include <array>

namespace callwell::nlu {

namespace {

constexpr std::array<std::string_view, 6> kPartKeys{"early_morning", "morning", "midday", "afternoon", "evening", "night"};
constexpr std::array<MinuteRange, 6> kPartMinutes{
    {{0, 9 * 60}, {0, 12 * 60}, {11 * 60, 14 * 60}, {12 * 60, 17 * 60}, {17 * 60, 24 * 60}, {19 * 60, 24 * 60}}};
constexpr std::int32_t kApproxMinutes = 30, kApproxDays = 3;   ///< what "about" forgives

template <class T>
bool contains(const std::vector<T> &list, const T &value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool in_range(MinuteRange range, std::int32_t minute) { return minute >= range.from && minute < range.to; }

bool day_fits(const Preference &p, const base::Date &date) {
  const std::int32_t slack = p.approx ? kApproxDays : 0;
  if (!p.weekdays.empty() && !contains(p.weekdays, date.weekday())) return false;
  if (contains(p.not_weekdays, date.weekday())) return false;
  if (!p.dates.empty() && !contains(p.dates, date)) return false;
  if (p.from && date < p.from->plus_days(-slack)) return false;
  if (p.to && date > p.to->plus_days(slack)) return false;
  const bool excludes = p.not_from || p.not_to;
  return !excludes || (p.not_from && date < *p.not_from) || (p.not_to && date > *p.not_to);
}

bool time_fits(const Preference &p, std::int32_t minute) {
  if (p.part && !in_range(minutes_of(*p.part), minute)) return false;
  if (p.not_part && in_range(minutes_of(*p.not_part), minute)) return false;
  if (p.after && minute < *p.after) return false;
  if (p.before && minute >= *p.before) return false;
  const std::int32_t slack = p.approx ? kApproxMinutes : 0;
  return !p.at || std::abs(minute - *p.at) <= slack;
}

/// The minutes of the day a preference leaves, as far as one range can say it.
MinuteRange open_minutes(const Preference &p) {
  MinuteRange range = p.part ? minutes_of(*p.part) : MinuteRange{};
  if (p.after) range.from = std::max(range.from, *p.after);
  if (p.before) range.to = std::min(range.to, *p.before);
  if (p.at) range = {std::max(range.from, *p.at), std::min(range.to, *p.at + 1)};
  return range;
}

bool says_days(const Preference &p) { return !p.weekdays.empty() || !p.dates.empty() || p.from || p.to; }
bool says_time(const Preference &p) { return p.part || p.after || p.before || p.at; }

template <class T>
void take(std::optional<T> &to, const std::optional<T> &from) {
  if (from) to = from;
}
template <class T>
void take(std::vector<T> &to, const std::vector<T> &from) {
  if (!from.empty()) to = from;
}

/// New hours replace the stored ones they contradict: "mornings" after an earlier "after four".
void merge_time(Preference &merged, const Preference &said) {
  Preference together = merged;
  take(together.part, said.part);
  take(together.after, said.after);
  take(together.before, said.before);
  take(together.at, said.at);
  const MinuteRange left = open_minutes(together);
  if (says_time(said) && left.from >= left.to) {
    together.part = said.part;
    together.after = said.after;
    together.before = said.before;
    together.at = said.at;
  }
  if (said.part && merged.not_part == said.part) together.not_part.reset();
  take(together.not_part, said.not_part);
  if (said.not_part && together.part == said.not_part && !said.part) together.part.reset();
  merged = together;
}

void merge_days(Preference &merged, const Preference &said) {
  if (!said.dates.empty() || said.from || said.to) {   // a new date or span replaces the old one whole
    merged.dates = said.dates;
    merged.from = said.from;
    merged.to = said.to;
  }
  if (!said.dates.empty() && said.weekdays.empty()) merged.weekdays.clear();
  if (!said.weekdays.empty() && !merged.dates.empty() && said.dates.empty()) merged.dates.clear();
  take(merged.weekdays, said.weekdays);
  take(merged.not_weekdays, said.not_weekdays);
  std::erase_if(merged.not_weekdays, [&](base::Weekday day) { return contains(said.weekdays, day); });
  std::erase_if(merged.weekdays, [&](base::Weekday day) { return contains(said.not_weekdays, day); });
  take(merged.not_from, said.not_from);
  take(merged.not_to, said.not_to);
}

}  // namespace

std::string_view part_of_day_key(PartOfDay part) { return kPartKeys[static_cast<std::size_t>(part)]; }

std::optional<PartOfDay> parse_part_of_day(std::string_view key) {
  const auto found = std::find(kPartKeys.begin(), kPartKeys.end(), key);
  if (found == kPartKeys.end()) return std::nullopt;
  return static_cast<PartOfDay>(found - kPartKeys.begin());
}

MinuteRange minutes_of(PartOfDay part) { return kPartMinutes[static_cast<std::size_t>(part)]; }

bool Preference::empty() const {
  const bool lists = weekdays.empty() && not_weekdays.empty() && dates.empty() && any.empty();
  const bool values =
      !part && !not_part && !after && !before && !at && !from && !to && !not_from && !not_to && !every && !count && !ordinal;
  return lists && values && !asap && !flexible && !earliest && !latest && !approx && !soft;
}

bool satisfies(const Preference &preference, const base::LocalTime &start) {
  if (preference.soft) return true;   // a wish, not a limit
  if (!day_fits(preference, start.date) || !time_fits(preference, start.minute_of_day())) return false;
  const auto fits = [&](const Preference &alternative) { return satisfies(alternative, start); };
  return preference.any.empty() || std::any_of(preference.any.begin(), preference.any.end(), fits);
}

Preference merge(const Preference &stored, const Preference &said) {
  Preference merged = stored;
  if (says_days(said) || says_time(said) || !said.any.empty()) merged.any = said.any;
  if (!said.any.empty()) {   // alternatives carry their own days and hours
    const bool days = std::any_of(said.any.begin(), said.any.end(), says_days),
               time = std::any_of(said.any.begin(), said.any.end(), says_time);
    if (days) merged.weekdays.clear(), merged.dates.clear(), merged.from.reset(), merged.to.reset();
    if (time) merged.part.reset(), merged.after.reset(), merged.before.reset(), merged.at.reset();
  }
  merge_days(merged, said);
  merge_time(merged, said);
  take(merged.every, said.every);
  take(merged.count, said.count);
  take(merged.ordinal, said.ordinal);
  merged.earliest = said.earliest || (stored.earliest && !said.latest);
  merged.latest = said.latest || (stored.latest && !said.earliest);
  merged.asap = stored.asap || said.asap;
  merged.flexible = stored.flexible || said.flexible;
  if (says_days(said) || says_time(said)) {   // how firmly it is meant goes with what is said
    merged.approx = said.approx;
    merged.soft = said.soft;
  }
  return merged;
}

}  // namespace callwell::nlu
