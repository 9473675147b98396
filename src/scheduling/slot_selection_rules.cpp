#include "scheduling/slot_selection_rules.hpp"

#include <algorithm>
#include <array>

namespace callwell::scheduling {

namespace {

using Kind = Cue::Kind;
using Indexes = std::vector<std::size_t>;

template <class Predicate>
Indexes keep(const Indexes &from, Predicate predicate) {
  Indexes kept;
  std::ranges::copy_if(from, std::back_inserter(kept), predicate);
  return kept;
}

Indexes all_of(std::span<const Offer> offers) {
  Indexes all(offers.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  return all;
}

bool contains(const Indexes &set, std::size_t index) { return std::ranges::find(set, index) != set.end(); }

Indexes unite(Indexes a, const Indexes &b) {
  a.insert(a.end(), b.begin(), b.end());
  std::ranges::sort(a);
  a.erase(std::ranges::unique(a).begin(), a.end());
  return a;
}

bool is_filter(Kind kind) {
  return kind == Kind::time || kind == Kind::weekday || kind == Kind::month_day || kind == Kind::dates || kind == Kind::span ||
         kind == Kind::provider || kind == Kind::location;
}

bool in_span(const Cue &cue, std::int32_t minute) { return minute >= cue.minute_span.from && minute < cue.minute_span.to; }

bool on_weekday(std::int32_t said, base::Weekday day) {
  const bool weekend = day == base::Weekday::sat || day == base::Weekday::sun;
  if (said == kWeekend || said == kWorkdays) return weekend == (said == kWeekend);
  return static_cast<std::int32_t>(day) == said;
}

/// A clock time as said, else any slot of the hour where only an hour was said.
Indexes filter_time(const Cue &cue, const Indexes &from, std::span<const Offer> offers) {
  const auto has = [&cue](std::int32_t minute) { return std::ranges::find(cue.minutes, minute) != cue.minutes.end(); };
  Indexes exact = keep(from, [&](std::size_t i) { return has(offers[i].start.minute_of_day()); });
  if (!exact.empty() || !cue.whole_hour) return exact;
  return keep(from, [&](std::size_t i) { return has(offers[i].start.hour() * 60); });
}

/// A range that would keep nothing also takes its end in; an afternoon or evening reaches as far as the offer does.
Indexes filter_span(const Cue &cue, const Indexes &from, std::span<const Offer> offers) {
  Indexes kept = keep(from, [&](std::size_t i) { return in_span(cue, offers[i].start.minute_of_day()); });
  if (!kept.empty()) return kept;
  Cue wider = cue;
  if (cue.part == nlu::PartOfDay::morning) wider.minute_span = {0, 12 * 60};
  if (cue.part == nlu::PartOfDay::afternoon) wider.minute_span = {12 * 60, 20 * 60};
  if (cue.part == nlu::PartOfDay::evening) wider.minute_span = {16 * 60, 24 * 60};
  if (!cue.part && cue.minute_span.from > 0 && cue.minute_span.to < 24 * 60) ++wider.minute_span.to;
  return keep(from, [&](std::size_t i) { return in_span(wider, offers[i].start.minute_of_day()); });
}

Indexes filter(const Cue &cue, const Indexes &from, std::span<const Offer> offers) {
  const auto has_id = [&cue](const std::string &id) { return std::ranges::find(cue.ids, id) != cue.ids.end(); };
  switch (cue.kind) {
    case Kind::time: return filter_time(cue, from, offers);
    case Kind::span: return filter_span(cue, from, offers);
    case Kind::weekday: return keep(from, [&](std::size_t i) { return on_weekday(cue.value, offers[i].start.date.weekday()); });
    case Kind::month_day: return keep(from, [&](std::size_t i) { return offers[i].start.date.day == cue.value; });
    case Kind::dates: return keep(from, [&](std::size_t i) { return offers[i].start.date >= cue.from && offers[i].start.date <= cue.to; });
    case Kind::provider: return keep(from, [&](std::size_t i) { return has_id(offers[i].provider); });
    case Kind::location: return keep(from, [&](std::size_t i) { return has_id(offers[i].location); });
    default: return from;
  }
}

/// The n-th of `set` (1-based, negative from the end) and the `count` from there on.
Indexes nth(const Cue &cue, const Indexes &set) {
  const auto size = static_cast<std::int32_t>(set.size());
  std::int32_t first = cue.value > 0 ? cue.value - 1 : size + cue.value;
  if (cue.value < 0) first -= cue.count - 1;
  Indexes out;
  for (std::int32_t i = first; i < first + cue.count; ++i) {
    if (i >= 0 && i < size) out.push_back(set[static_cast<std::size_t>(i)]);
  }
  return out;
}

Indexes of_month_day(std::int32_t day, const Indexes &set, std::span<const Offer> offers) {
  return keep(set, [&](std::size_t i) { return offers[i].start.date.day == day; });
}

/// An index counts over the whole offer ("the second one, friday"), or over what the other cues leave ("the second one
/// on friday"); where both hold and differ, both are candidates. An ordinal beyond the offer is a day of the month.
Indexes choose_index(const Cue &cue, const Indexes &base, std::span<const Offer> offers) {
  const Indexes by_day = of_month_day(cue.value, base, offers);
  if (cue.day_first && !by_day.empty()) return by_day;
  const Indexes whole = keep(nth(cue, all_of(offers)), [&](std::size_t i) { return contains(base, i); });
  const Indexes within = nth(cue, base);
  if (whole.empty() && within.empty() && cue.may_be_day) return by_day;
  if (cue.value < 0) return within;
  return unite(whole, within);
}

/// A bare number is an hour before it is an index.
Indexes choose_number(const Cue &cue, const Indexes &base, std::span<const Offer> offers, bool filtered) {
  const Indexes by_day = of_month_day(cue.value, base, offers);
  if (cue.day_first && !by_day.empty()) return by_day;
  Indexes by_hour = keep(base, [&](std::size_t i) {
    const std::int32_t hour = offers[i].start.hour();
    return hour == cue.value || (cue.value >= 1 && cue.value <= 12 && hour % 12 == cue.value % 12);
  });
  if (!by_hour.empty()) return by_hour;
  if (cue.pronoun && filtered) return base;
  if (filtered && !by_day.empty()) return by_day;
  if (cue.value < 1) return {};
  return keep(nth(cue, all_of(offers)), [&](std::size_t i) { return contains(base, i); });
}

/// The first or last by calendar; by the clock too when a comparison leaves that open.
Indexes choose_extreme(const Cue &cue, const Indexes &base, std::span<const Offer> offers) {
  if (base.empty()) return {};
  const bool first = cue.kind == Kind::earliest || cue.kind == Kind::soonest || cue.kind == Kind::earlier;
  const auto best_by = [&](auto key) {
    const auto less = [&](std::size_t a, std::size_t b) { return key(offers[a].start) < key(offers[b].start); };
    const std::size_t best = first ? *std::ranges::min_element(base, less) : *std::ranges::max_element(base, less);
    return keep(base, [&](std::size_t i) { return key(offers[i].start) == key(offers[best].start); });
  };
  const Indexes by_calendar = best_by([](const base::LocalTime &start) { return start; });
  if (cue.kind == Kind::earliest || cue.kind == Kind::soonest || cue.value == kByCalendar) return by_calendar;
  const Indexes by_clock = best_by([](const base::LocalTime &start) { return base::LocalTime{{}, start.second_of_day}; });
  // Several at the same hour of the clock do not make the calendar's choice doubtful when it is one of them.
  const bool agree = std::ranges::all_of(by_calendar, [&](std::size_t i) { return contains(by_clock, i); });
  return agree ? by_calendar : unite(by_calendar, by_clock);
}

Indexes choose_middle(const Indexes &base) {
  if (base.size() < 3) return base;
  const std::size_t half = base.size() / 2;
  if (base.size() % 2 == 1) return {base[half]};
  return {base[half - 1], base[half]};
}

Indexes choose(const Cue &cue, const Indexes &base, std::span<const Offer> offers, bool filtered) {
  switch (cue.kind) {
    case Kind::index: return choose_index(cue, base, offers);
    case Kind::number: return choose_number(cue, base, offers, filtered);
    case Kind::middle: return choose_middle(base);
    case Kind::other: return base;
    default: return choose_extreme(cue, base, offers);
  }
}

/// "el 5 a las 10": beside an hour, a number that is a day of an offered slot is that day.
bool names_day(const Cue &cue, bool timed, const Indexes &base, std::span<const Offer> offers) {
  constexpr std::int32_t kHours = 12;
  const bool day = cue.kind == Kind::number && (cue.day_first || cue.value > kHours);
  return timed && day && !of_month_day(cue.value, base, offers).empty();
}

/// Filters narrow first, then the cues that pick among the rest. An index and a time that contradict each other leave both.
Indexes resolve_group(const CueGroup &group, std::span<const Offer> offers) {
  Indexes base = all_of(offers);
  bool filtered = false;
  const bool timed = std::ranges::any_of(group.cues, [](const Cue &cue) { return cue.kind == Kind::time; });
  for (const Cue &cue : group.cues) {
    if (names_day(cue, timed, all_of(offers), offers)) base = of_month_day(cue.value, base, offers);
    if (!is_filter(cue.kind)) continue;
    base = filter(cue, base, offers);
    filtered = true;
  }
  const bool counted = std::ranges::any_of(group.cues, [](const Cue &cue) { return cue.kind == Kind::index || cue.kind == Kind::time; });
  Indexes chosen = base;
  for (const Cue &cue : group.cues) {
    if (is_filter(cue.kind) || (cue.kind == Kind::number && counted)) continue;
    chosen = choose(cue, chosen, offers, filtered);
  }
  return chosen;
}

/// Two cues of a kind cannot hold together, but for spans, which narrow each other.
bool conflicts(const CueGroup &group, const Cue &cue) {
  const auto picks = [](Kind kind) { return !is_filter(kind); };
  return std::ranges::any_of(group.cues, [&](const Cue &other) {
    const bool extreme = cue.kind >= Kind::earliest || other.kind >= Kind::earliest;
    return (cue.kind == other.kind && cue.kind != Kind::span) ||
           (picks(cue.kind) && picks(other.kind) && cue.kind != Kind::number && other.kind != Kind::number && !extreme);
  });
}

/// Builds groups element by element; `not_next_` waits for the group it excludes.
class Grouper {
 public:
  std::vector<CueGroup> group(std::span<const Element> elements) {
    for (std::size_t i = 0; i < elements.size(); ++i) take(elements, i);
    close();
    return std::move(groups_);
  }

 private:
  void take(std::span<const Element> elements, std::size_t i) {
    const Element &element = elements[i];
    if (element.boundary && current_.excluded && !current_.cues.empty()) close();
    switch (element.sign) {
      case Sign::cue: return add(element.cue);
      case Sign::either_or:
        close();
        joined_ = true;
        return;
      case Sign::also: joined_ = true; return;
      case Sign::but:
      case Sign::take:
      case Sign::consequence:
        if (current_.excluded) close();
        current_.excluded = false;
        return;
      case Sign::not_next: return exclude_next();
      case Sign::not_last: return exclude_last();
      case Sign::not_near: return exclude_near(elements, i);
      default: return;
    }
  }

  void add(const Cue &cue) {
    if (conflicts(current_, cue)) close();
    if (current_.cues.empty()) {
      const bool inherits = joined_ && !groups_.empty() && groups_.back().excluded;
      current_.excluded = current_.excluded || inherits;
      current_.joined = joined_ && !groups_.empty();
    }
    current_.cues.push_back(cue);
    joined_ = false;
  }

  void close() {
    if (current_.cues.empty()) return;
    groups_.push_back(std::move(current_));
    current_ = {};
  }

  void exclude_next() {
    close();
    current_.excluded = true;
  }

  void exclude_last() {
    if (current_.cues.empty()) return;
    current_.excluded = true;
    close();
    for (std::size_t i = groups_.size(); i-- > 1 && groups_[i].joined;) groups_[i - 1].excluded = true;
  }

  /// A "no" belongs to the cue right before it; else to what follows, which a plain "no" does in Spanish only:
  /// "no, the second one" answers a question, "no la primera" refuses the first.
  void exclude_near(std::span<const Element> elements, std::size_t i) {
    if (!current_.cues.empty() && follows_cue(elements, i)) return exclude_last();
    constexpr std::array<std::string_view, 7> kArticles{"el", "la", "los", "las", "a", "en", "por"};
    const bool plain_no = elements[i].phrase == "no";
    const bool article =
        i + 1 < elements.size() && !elements[i + 1].boundary && std::ranges::find(kArticles, elements[i + 1].phrase) != kArticles.end();
    if (!plain_no || article) exclude_next();
  }

  static bool follows_cue(std::span<const Element> elements, std::size_t i) {
    while (i > 0 && elements[i - 1].sign == Sign::filler) --i;
    return i > 0 && elements[i - 1].sign == Sign::cue;
  }

  std::vector<CueGroup> groups_;
  CueGroup current_;
  bool joined_ = false;
};

}  // namespace

std::vector<CueGroup> group_cues(std::span<const Element> elements) { return Grouper().group(elements); }

std::vector<std::size_t> resolve(std::span<const CueGroup> groups, std::span<const Offer> offers) {
  Indexes wanted, unwanted;
  const bool any_wanted = std::ranges::any_of(groups, [](const CueGroup &group) { return !group.excluded; });
  const bool any_exact = std::ranges::any_of(groups, [](const CueGroup &group) {
    return !group.excluded &&
           std::ranges::any_of(group.cues, [](const Cue &cue) { return cue.kind == Kind::index || cue.kind == Kind::time; });
  });
  const bool alternatives = std::ranges::any_of(groups, &CueGroup::joined);
  for (const CueGroup &group : groups) {
    // A stray number beside a clear time or ordinal is not a choice of its own.
    const bool stray = any_exact && !alternatives && group.cues.size() == 1 && group.cues.front().kind == Kind::number;
    if (!stray) (group.excluded ? unwanted : wanted) = unite(group.excluded ? unwanted : wanted, resolve_group(group, offers));
  }
  if (!any_wanted) wanted = all_of(offers);
  return keep(wanted, [&](std::size_t i) { return !contains(unwanted, i); });
}

bool narrows_by_time(std::span<const CueGroup> groups) {
  constexpr std::array<Kind, 6> kKinds{Kind::number, Kind::time, Kind::weekday, Kind::month_day, Kind::dates, Kind::span};
  std::size_t wanted = 0;
  for (const CueGroup &group : groups) {
    if (group.excluded) continue;
    ++wanted;
    const bool by_time =
        std::ranges::all_of(group.cues, [&](const Cue &cue) { return std::ranges::find(kKinds, cue.kind) != kKinds.end(); });
    if (!by_time) return false;
  }
  return wanted == 1;
}

}  // namespace callwell::scheduling
