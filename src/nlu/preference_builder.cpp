#include "nlu/preference_builder.hpp"

#include <algorithm>

namespace callwell::nlu {

namespace {

constexpr std::int32_t kHalfDay = 12 * 60;

bool has_days(const Preference &p) { return !p.weekdays.empty() || !p.dates.empty() || p.from || p.to; }
bool has_span(const Preference &p) { return p.from || p.to; }
bool has_time(const Preference &p) { return p.part || p.after || p.before || p.at; }

template <class T>
void add(std::vector<T> &to, const std::vector<T> &from) {
  for (const T &value : from) {
    if (std::find(to.begin(), to.end(), value) == to.end()) to.push_back(value);
  }
}
template <class T>
void fill(std::optional<T> &to, const std::optional<T> &from) {
  if (!to) to = from;
}

void absorb(Preference &to, const Preference &from) {
  add(to.weekdays, from.weekdays);
  add(to.not_weekdays, from.not_weekdays);
  add(to.dates, from.dates);
  fill(to.part, from.part);
  fill(to.not_part, from.not_part);
  fill(to.after, from.after);
  fill(to.before, from.before);
  fill(to.at, from.at);
  fill(to.from, from.from);
  fill(to.to, from.to);
  fill(to.not_from, from.not_from);
  fill(to.not_to, from.not_to);
  fill(to.every, from.every);
  fill(to.count, from.count);
  fill(to.ordinal, from.ordinal);
  to.asap |= from.asap;
  to.flexible |= from.flexible;
  to.earliest |= from.earliest;
  to.latest |= from.latest;
  to.approx |= from.approx;
  to.soft |= from.soft;
}

/// "not after three" is before three; a day or a part that is not wanted has a member of its own.
Preference negated(const Preference &wish) {
  Preference out;
  out.not_weekdays = wish.weekdays;
  out.not_part = wish.part;
  if (!wish.dates.empty()) {
    out.not_from = *std::min_element(wish.dates.begin(), wish.dates.end());
    out.not_to = *std::max_element(wish.dates.begin(), wish.dates.end());
  }
  if (wish.from && wish.to) out.not_from = wish.from, out.not_to = wish.to;
  else if (wish.from) out.to = wish.from->plus_days(-1);
  else if (wish.to) out.from = wish.to->plus_days(1);
  if (wish.after && wish.before) return out;   // a hole in the day has no member
  out.before = wish.after;
  out.after = wish.before;
  return out;
}

/// One alternative: the days and hours that were said together.
struct Group {
  Preference preference;
  bool open_half = false;
  WishForm last = WishForm::manner;
};

class Builder {
 public:
  BuiltPreference build(const std::vector<Item> &wishes) {
    for (std::size_t i = 0; i < wishes.size(); ++i) take(wishes, i);
    return finish();
  }

 private:
  void take(const std::vector<Item> &wishes, std::size_t i) {
    const Item &item = wishes[i];
    switch (item.wish_form) {
      case WishForm::negation: negate(wishes, i); return;
      case WishForm::clause:
        negating_ = false;
        either_ = false;
        return;
      case WishForm::either: either_ = true; return;
      case WishForm::correction: correct(wishes, i); return;
      case WishForm::filler: return;
      case WishForm::before_it:
      case WishForm::after_it: bound_by_last_day(item); return;
      default: break;
    }
    cover(item);
    built_of_latent_ &= item.latent;
    if (item.wish_form == WishForm::manner) {
      absorb(common_, *item.wish);
    } else if (negating_ || refused_after(wishes, i)) {
      absorb(common_, negated(*item.wish));
      if (item.wish_form == WishForm::time) common_half_ |= item.open_half;
      const bool goes_on =
          i + 1 < wishes.size() && (wishes[i + 1].wish_form == item.wish_form || wishes[i + 1].wish_form == WishForm::either);
      if (!goes_on) negating_ = false;   // "any day but friday, after four"
    } else {
      add(item);
    }
    either_ = false;
  }

  void add(const Item &item) {
    if (item.wish->any.empty()) {
      item.wish_form == WishForm::day ? add_days(item) : add_time(item);
      return;
    }
    for (const Preference &alternative : item.wish->any) {   // "at 3 or 4"
      Item one = item;
      one.wish = std::make_shared<const Preference>(alternative);
      add_time(one);
      either_ = true;
    }
  }

  /// "not mondays" refuses what follows; "the mondays, no" what went before, which refused_after has seen.
  void negate(const std::vector<Item> &wishes, std::size_t i) {
    const bool follows = i + 1 < wishes.size() && (wishes[i + 1].wish_form == WishForm::day || wishes[i + 1].wish_form == WishForm::time);
    negating_ = follows && wishes[i + 1].first - wishes[i].end <= kReach;
  }

  /// "monday, no wait, tuesday": what was said before no longer counts, if something new is said.
  void correct(const std::vector<Item> &wishes, std::size_t i) {
    const auto says = [](const Item &item) { return item.wish_form == WishForm::day || item.wish_form == WishForm::time; };
    if (std::any_of(wishes.begin() + static_cast<std::ptrdiff_t>(i), wishes.end(), says)) *this = Builder();
  }

  /// "I leave on the 20th, so before that", "out of town the 15th, it has to be before then": the day named is a bound, not a wish.
  void bound_by_last_day(const Item &item) {
    std::optional<base::Date> day;
    if (!groups_.empty() && !groups_.back().preference.dates.empty()) {
      std::vector<base::Date> &dates = groups_.back().preference.dates;
      day = dates.back();
      dates.pop_back();
    } else if (!groups_.empty() && groups_.back().preference.from && !groups_.back().preference.to) {
      day = groups_.back().preference.from;   // "I'm back from the 9th on"
      groups_.back().preference.from.reset();
    } else if (common_.not_from && common_.not_to) {
      day = item.wish_form == WishForm::before_it ? common_.not_from : common_.not_to;
      common_.not_from.reset();
      common_.not_to.reset();
    }
    if (!day) return;
    negating_ = either_ = false;
    cover(item);
    Preference &bounded = current().preference;
    (item.wish_form == WishForm::before_it ? bounded.to : bounded.from) = day->plus_days(item.wish_form == WishForm::before_it ? -1 : 1);
    current().last = WishForm::day;
  }

  /// Does a refusal stand right behind this wish, with nothing left for it to refuse further on?
  static bool refused_after(const std::vector<Item> &wishes, std::size_t i) {
    std::size_t next = i + 1;
    while (next < wishes.size() && (wishes[next].wish_form == wishes[i].wish_form || wishes[next].wish_form == WishForm::either)) ++next;
    if (next >= wishes.size() || wishes[next].wish_form != WishForm::negation) return false;
    if (wishes[next].first - wishes[next - 1].end > 2) return false;
    return next + 1 >= wishes.size() || wishes[next + 1].wish_form == WishForm::clause || wishes[next + 1].wish_form == WishForm::manner ||
           wishes[next + 1].wish_form == WishForm::negation || wishes[next + 1].first - wishes[next].end > kReach;
  }

  void add_days(const Item &item) {
    if (either_ && follow_date(*item.wish)) return;
    Group &group = current();
    const bool restarts = group.last == WishForm::time && has_days(group.preference);
    const bool other_kind = has_days(group.preference) && (has_span(group.preference) || has_span(*item.wish) ||
                                                          group.preference.dates.empty() != item.wish->dates.empty());
    const bool one_moment = group.preference.at && !item.wish->dates.empty();                  // "at 14:30, on the 7th"
    const bool aside = either_ && has_time(group.preference) && !has_days(group.preference) && !one_moment;   // "evenings or weekends"
    if (restarts || aside || (other_kind && either_)) start();
    else if (other_kind && has_span(group.preference) && has_span(*item.wish) && !complements(group.preference, *item.wish)) start();
    absorb(current().preference, *item.wish);
    current().last = has_time(*item.wish) ? WishForm::time : WishForm::day;
  }

  /// "tomorrow or friday", "next tuesday or wednesday": beside a date a weekday is the first one after it.
  bool follow_date(const Preference &wish) {
    Preference &said = current().preference;
    if (said.dates.empty() || wish.weekdays.empty() || wish.every || has_time(said)) return false;
    const base::Date last = *std::max_element(said.dates.begin(), said.dates.end());
    for (const base::Weekday day : wish.weekdays) {
      const int ahead = (static_cast<int>(day) - static_cast<int>(last.weekday()) + 6) % 7 + 1;
      said.dates.push_back(last.plus_days(ahead));
    }
    current().last = WishForm::day;
    return true;
  }

  static bool complements(const Preference &a, const Preference &b) { return !(a.from && b.from) && !(a.to && b.to); }

  void add_time(const Item &item) {
    const Preference &said = current().preference;
    const bool narrows = !either_ && !(said.part && item.wish->part) && !(said.at && item.wish->at) && !(said.after && item.wish->after) &&
                         !(said.before && item.wish->before);
    if (has_time(said) && !narrows) {
      const Preference days = said;
      const bool shares_days = current().last == WishForm::time;
      start();
      if (shares_days) inherit(days);
    }
    absorb(current().preference, *item.wish);
    current().open_half |= item.open_half;
    current().last = WishForm::time;
  }

  /// "tuesday morning or afternoon": the second alternative is on the same day.
  void inherit(const Preference &from) {
    Preference &to = current().preference;
    to.weekdays = from.weekdays;
    to.dates = from.dates;
    to.from = from.from;
    to.to = from.to;
  }

  Group &current() {
    if (groups_.empty()) groups_.emplace_back();
    return groups_.back();
  }
  void start() { groups_.emplace_back(); }

  void cover(const Item &item) {
    if (end_ == 0) first_ = item.first;
    end_ = item.end;
  }

  /// "mornings before 7": the part of the day settles a bare hour.
  static void settle_half(Preference &p) {
    const bool morning = p.part == PartOfDay::morning || p.part == PartOfDay::early_morning;
    const bool evening = p.part == PartOfDay::evening || p.part == PartOfDay::night;
    for (auto *minute : {&p.after, &p.before, &p.at}) {
      if (!*minute) continue;
      if (morning && **minute >= 13 * 60) **minute -= kHalfDay;
      if (evening && **minute < 12 * 60) **minute += kHalfDay;
    }
  }

  static bool same_time(const Preference &a, const Preference &b) {
    return a.part == b.part && a.after == b.after && a.before == b.before && a.at == b.at && a.approx == b.approx;
  }

  /// "tuesday" beside "thursday morning" means both mornings; alternatives that differ by day alone are one.
  void join_groups() {
    for (std::size_t i = groups_.size(); i-- > 1;) {
      Preference &a = groups_[i - 1].preference, &b = groups_[i].preference;
      if (!has_time(a) && has_days(b) && has_time(b)) {
        a.part = b.part;
        a.after = b.after;
        a.before = b.before;
        a.at = b.at;
      }
      if (has_time(a) && !has_days(a) && has_days(b) && groups_[i].last == WishForm::day &&
          has_time(b)) {  // "mornings or afternoons on tuesday"
        a.weekdays = b.weekdays;
        a.dates = b.dates;
        a.from = b.from;
        a.to = b.to;
      }
      const bool same_kind = !has_span(a) && !has_span(b) && a.dates.empty() == b.dates.empty() && a.weekdays.empty() == b.weekdays.empty();
      if (!same_time(a, b) || !same_kind) continue;
      absorb(a, b);
      groups_.erase(groups_.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  BuiltPreference finish() {
    for (Group &group : groups_) {
      if (group.open_half) settle_half(group.preference);
    }
    join_groups();
    BuiltPreference built{std::move(common_), first_, end_, built_of_latent_};
    Preference &p = built.preference;
    if (groups_.size() == 1) {
      absorb(p, groups_.front().preference);
    } else {
      for (Group &group : groups_) p.any.push_back(std::move(group.preference));
    }
    if (common_half_) settle_half(p);
    tidy(p);
    return built;
  }

  static void tidy(Preference &p) {
    const bool limited =
        has_days(p) || has_time(p) || !p.not_weekdays.empty() || p.not_part || p.not_from || p.not_to || !p.any.empty() || p.every;
    if (limited) p.flexible = false;   // "any day but friday" is no "any day"
    if (p.count && !p.every) p.count.reset();
    if (p.every && p.every->unit == "day" && !p.not_weekdays.empty()) p.every.reset();   // "every day but tuesday"
    Preference rest = p;
    rest.soft = false;
    if (rest.empty()) p = {};
    std::sort(p.weekdays.begin(), p.weekdays.end());
    std::sort(p.not_weekdays.begin(), p.not_weekdays.end());
    std::sort(p.dates.begin(), p.dates.end());
  }

  static constexpr std::uint32_t kReach = 6;   ///< words between a refusal and what it refuses

  std::vector<Group> groups_;
  Preference common_;
  bool common_half_ = false, negating_ = false, either_ = false;
  bool built_of_latent_ = true;
  std::uint32_t first_ = 0, end_ = 0;
};

}  // namespace

BuiltPreference build_preference(const std::vector<Item> &wishes) { return Builder().build(wishes); }

}  // namespace callwell::nlu
