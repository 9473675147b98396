#include "nlu/time_series.hpp"

#include <algorithm>

#include "nlu/time_months.hpp"
#include "nlu/time_walk.hpp"

namespace callwell::nlu {

namespace {

constexpr WallSeconds kMinute = 60, kHour = 3600, kDay = 86'400, kWeek = 7 * kDay;
constexpr WallSeconds kEndOfTime = 8000LL * 366 * kDay;
constexpr int kMaxOuterSteps = 60;   ///< a leap day comes within 8 years, a weekday on a date within 28

WallSeconds floor_div(WallSeconds a, WallSeconds b) { return a >= 0 ? a / b : -((b - 1 - a) / b); }

bool spend(const Asking &asking) { return --asking.budget > 0; }

class Single final : public TimeSeries {
 public:
  explicit Single(TimeSpan span) : span_(span) {}
  std::optional<TimeSpan> ending_after(WallSeconds t, const Asking &) const override { return when(span_.end > t); }
  std::optional<TimeSpan> starting_before(WallSeconds t, const Asking &) const override { return when(span_.start < t); }
  bool once() const override { return true; }

 private:
  std::optional<TimeSpan> when(bool right) const { return right ? std::optional(span_) : std::nullopt; }
  TimeSpan span_;
};

/// `Inner` makes the member of a walk's place, if it has one; `passing` where it may pass that place's end, as a night does.
template <class Inner, bool passing>
class Each final : public TimeSeries {
 public:
  Each(Grain outer, Inner inner) : outer_(outer), inner_(std::move(inner)) {}

  std::optional<TimeSpan> ending_after(WallSeconds t, const Asking &asking) const override {
    GrainWalk outer(t, outer_);
    if (passing) outer.move(-1);
    for (int step = 0; step < kMaxOuterSteps && spend(asking); ++step, outer.move(1)) {
      const std::optional<TimeSpan> span = inner_(outer);
      if (span && span->end > t) return span;
    }
    return std::nullopt;
  }
  std::optional<TimeSpan> starting_before(WallSeconds t, const Asking &asking) const override {
    GrainWalk outer(t, outer_);
    for (int step = 0; step < kMaxOuterSteps && spend(asking); ++step, outer.move(-1)) {
      const std::optional<TimeSpan> span = inner_(outer);
      if (span && span->start < t) return span;
    }
    return std::nullopt;
  }

 private:
  Grain outer_;
  Inner inner_;
};
template <bool passing = false, class Inner>
SeriesPtr each_of(Grain outer, Inner inner) { return std::make_shared<const Each<Inner, passing>>(outer, std::move(inner)); }

/// A reading of the clock; where the half of the day is open, `asking` says which.
class Clock final : public TimeSeries {
 public:
  explicit Clock(ClockTime time) : time_(time), length_(add_grains(0, time.grain, 1)) {}
  std::optional<TimeSpan> ending_after(WallSeconds t, const Asking &asking) const override {
    std::optional<TimeSpan> best;   // the days follow each other, so it is on the first that has one
    for (int day = -1; day <= 1 && !best; ++day) {
      for (const TimeSpan &span : spans(floor_to(t, Grain::day) + day * kDay, asking.meridiem)) {
        if (span.end > t && (!best || span.start < best->start)) best = span;
      }
    }
    return best;
  }
  std::optional<TimeSpan> starting_before(WallSeconds t, const Asking &asking) const override {
    std::optional<TimeSpan> best;
    for (int day = 0; day >= -1 && !best; --day) {
      for (const TimeSpan &span : spans(floor_to(t, Grain::day) + day * kDay, asking.meridiem)) {
        if (span.start < t && (!best || span.start > best->start)) best = span;
      }
    }
    return best;
  }

 private:
  std::array<TimeSpan, 2> spans(WallSeconds day, Meridiem meridiem) const {
    const auto at = [&](std::int32_t hour) {
      const WallSeconds start = day + hour * kHour + time_.minute * kMinute + time_.second;
      return TimeSpan{start, start + length_, time_.grain};
    };
    const TimeSpan said = at(time_.hour), other = at((time_.hour + 12) % 24);
    if (!time_.open_half) return {said, said};
    if (meridiem == Meridiem::nearest) return {said, other};
    const bool afternoon = time_.hour >= 1 && time_.hour <= 7;
    const bool use_said = afternoon == (meridiem == Meridiem::opposite);
    return use_said ? std::array{said, said} : std::array{other, other};
  }
  ClockTime time_;
  WallSeconds length_;   ///< of its grain: an hour or less
};

class Intersection final : public TimeSeries {
 public:
  Intersection(SeriesPtr outer, SeriesPtr inner) : outer_(std::move(outer)), inner_(std::move(inner)) {}

  std::optional<TimeSpan> ending_after(WallSeconds t, const Asking &asking) const override {
    auto outer = outer_->ending_after(t, asking);
    for (int step = 0; outer && step < kMaxOuterSteps && spend(asking); ++step) {
      const auto inner = inner_->ending_after(std::max(t, outer->start), asking);
      if (!inner) return std::nullopt;   // none ever after
      if (inner->start >= outer->start && inner->start < outer->end) return cut(*inner, *outer);
      if (inner->start < outer->start) {   // it runs over the outer start and hides the first one inside
        const auto next = inner_->ending_after(inner->end, asking);
        if (next && next->start < outer->end) return cut(*next, *outer);
      }
      outer = outer_->ending_after(outer->end, asking);
    }
    return std::nullopt;
  }
  std::optional<TimeSpan> starting_before(WallSeconds t, const Asking &asking) const override {
    auto outer = outer_->starting_before(t, asking);
    for (int step = 0; outer && step < kMaxOuterSteps && spend(asking); ++step) {
      const auto inner = inner_->starting_before(std::min(t, outer->end), asking);
      if (!inner) return std::nullopt;
      if (inner->start >= outer->start) return cut(*inner, *outer);
      outer = outer_->starting_before(outer->start, asking);
    }
    return std::nullopt;
  }
  bool once() const override { return outer_->once(); }

 private:
  static TimeSpan cut(TimeSpan inner, const TimeSpan &outer) {
    inner.end = std::min(inner.end, std::max(outer.end, inner.start + 1));
    return inner;
  }
  SeriesPtr outer_, inner_;
};

class Interval final : public TimeSeries {
 public:
  Interval(SeriesPtr from, SeriesPtr to, Grain grain, bool may_run)
      : from_(std::move(from)), to_(std::move(to)), grain_(grain), may_run_(may_run) {}
  std::optional<TimeSpan> ending_after(WallSeconds t, const Asking &asking) const override {
    if (to_->once() && !from_->once()) return leading_to(asking);
    if (const auto running = may_run_ ? from_->starting_before(t, asking) : std::nullopt) {
      const auto span = close(*running, asking);
      if (span && span->end > t) return span;
    }
    const auto from = from_->ending_after(t, asking);
    return from ? close(*from, asking) : std::nullopt;
  }
  std::optional<TimeSpan> starting_before(WallSeconds t, const Asking &asking) const override {
    if (to_->once() && !from_->once()) return leading_to(asking);
    const auto from = from_->starting_before(t, asking);
    return from ? close(*from, asking) : std::nullopt;
  }
  bool once() const override { return from_->once() || to_->once(); }

 private:
  /// Whatever half of the day the start is in, the end is the next such hour: "6 to 8", "9 to 5".
  std::optional<TimeSpan> close(const TimeSpan &from, const Asking &asking) const {
    const Asking nearest{asking.now, Meridiem::nearest, asking.budget};
    auto to = to_->ending_after(from.start, nearest);
    if (to && to->start <= from.start && to->grain < Grain::day) to = to_->ending_after(to->end, nearest);
    if (to && to->start < from.start) to = to_->ending_after(to->end, nearest);
    asking.budget = nearest.budget;
    if (!to) return std::nullopt;
    const WallSeconds end = add_grains(to->start, std::max(to->grain, grain_) > Grain::hour ? to->grain : grain_, 1);
    return TimeSpan{from.start, end > from.start ? end : from.end, grain_};
  }
  /// "november to february 2017": the November before it.
  std::optional<TimeSpan> leading_to(const Asking &asking) const {
    const auto to = to_->starting_before(kEndOfTime, asking);
    const auto from = to ? from_->starting_before(to->start + 1, asking) : std::nullopt;
    return from ? close(*from, asking) : std::nullopt;
  }
  SeriesPtr from_, to_;
  Grain grain_;
  bool may_run_;
};

class Nth final : public TimeSeries {
 public:
  Nth(std::int64_t n, SeriesPtr inner, SeriesPtr outer) : n_(n), inner_(std::move(inner)), outer_(std::move(outer)) {}
  std::optional<TimeSpan> ending_after(WallSeconds t, const Asking &asking) const override {
    auto outer = outer_->ending_after(t, asking);
    for (int step = 0; outer && step < kMaxOuterSteps && spend(asking); ++step) {
      const auto member = pick(*outer, asking);
      if (member && member->end > t) return member;
      outer = outer_->ending_after(outer->end, asking);
    }
    return std::nullopt;
  }
  std::optional<TimeSpan> starting_before(WallSeconds t, const Asking &asking) const override {
    auto outer = outer_->starting_before(t, asking);
    for (int step = 0; outer && step < kMaxOuterSteps && spend(asking); ++step) {
      const auto member = pick(*outer, asking);
      if (member && member->start < t) return member;
      outer = outer_->starting_before(outer->start, asking);
    }
    return std::nullopt;
  }
  bool once() const override { return outer_->once(); }

 private:
  std::optional<TimeSpan> pick(const TimeSpan &outer, const Asking &asking) const {
    return n_ > 0 ? from_start(outer, asking) : from_end(outer, asking);
  }

  std::optional<TimeSpan> from_start(const TimeSpan &outer, const Asking &asking) const {
    auto member = inner_->ending_after(outer.start, asking);
    if (member && member->start < outer.start) member = inner_->ending_after(member->end, asking);
    for (std::int64_t i = 1; i < n_ && member && spend(asking); ++i) member = inner_->ending_after(member->end, asking);
    if (!member || member->start >= outer.end) return std::nullopt;
    return member;
  }
  std::optional<TimeSpan> from_end(const TimeSpan &outer, const Asking &asking) const {
    auto member = inner_->starting_before(outer.end, asking);
    if (member && member->end > outer.end) member = inner_->starting_before(member->start, asking);
    for (std::int64_t i = -1; i > n_ && member && spend(asking); --i) member = inner_->starting_before(member->start, asking);
    if (!member || member->start < outer.start) return std::nullopt;
    return member;
  }
  std::int64_t n_;
  SeriesPtr inner_, outer_;
};

class Mapped final : public TimeSeries {
 public:
  using Change = std::function<std::optional<TimeSpan>(TimeSpan)>;
  Mapped(SeriesPtr series, Change change) : series_(std::move(series)), change_(std::move(change)) {}
  std::optional<TimeSpan> ending_after(WallSeconds t, const Asking &asking) const override {
    auto base = series_->starting_before(t, asking);
    if (!base) base = series_->ending_after(t, asking);
    for (int step = 0; base && step < kMaxOuterSteps && spend(asking); ++step) {
      const auto span = change_(*base);
      if (span && span->end > t) return span;
      base = series_->ending_after(base->end, asking);
    }
    return std::nullopt;
  }
  std::optional<TimeSpan> starting_before(WallSeconds t, const Asking &asking) const override {
    auto base = series_->ending_after(t, asking);
    if (!base) base = series_->starting_before(t, asking);
    for (int step = 0; base && step < kMaxOuterSteps && spend(asking); ++step) {
      const auto span = change_(*base);
      if (span && span->start < t) return span;
      base = series_->starting_before(base->start, asking);
    }
    return std::nullopt;
  }
  bool once() const override { return series_->once(); }

 private:
  SeriesPtr series_;
  Change change_;
};

class Gone final : public TimeSeries {
 public:
  explicit Gone(SeriesPtr series) : series_(std::move(series)) {}
  std::optional<TimeSpan> ending_after(WallSeconds, const Asking &) const override { return std::nullopt; }
  std::optional<TimeSpan> starting_before(WallSeconds t, const Asking &asking) const override {
    return series_->starting_before(t, asking);
  }

 private:
  SeriesPtr series_;
};

/// The days of `dates` that are such a weekday if one comes within two years, else the next one at all.
class OnWeekday final : public TimeSeries {
 public:
  OnWeekday(SeriesPtr dates, base::Weekday weekday) : dates_(std::move(dates)), weekday_(weekday) {}
  std::optional<TimeSpan> ending_after(WallSeconds t, const Asking &asking) const override {
    const auto first = dates_->ending_after(t, asking);
    for (auto day = first; day && day->start < t + kTwoYears; day = dates_->ending_after(day->end, asking)) {
      if (fits(*day)) return day;
    }
    return first;
  }
  std::optional<TimeSpan> starting_before(WallSeconds t, const Asking &asking) const override {
    const auto first = dates_->starting_before(t, asking);
    for (auto day = first; day && day->start > t - kTwoYears; day = dates_->starting_before(day->start, asking)) {
      if (fits(*day)) return day;
    }
    return first;
  }

 private:
  static constexpr WallSeconds kTwoYears = 731 * kDay;
  bool fits(const TimeSpan &day) const { return base::Date::from_days(floor_div(day.start, kDay)).weekday() == weekday_; }
  SeriesPtr dates_;
  base::Weekday weekday_;
};

base::Date date_of(WallSeconds t) { return base::Date::from_days(floor_div(t, kDay)); }

WallSeconds month_start(WallSeconds t, std::int32_t months) {
  if (const auto month = Months::at(floor_div(t, kDay))) return Months::start(*month - *month % months) * kDay;
  base::Date date = date_of(t);
  date.month -= (date.month - 1) % months;
  date.day = 1;
  return wall_seconds(date);
}

}  // namespace

WallSeconds wall_seconds(const base::Date &date) { return date.days_since_epoch() * kDay; }
WallSeconds wall_seconds(const base::LocalTime &time) { return wall_seconds(time.date) + time.second_of_day; }
base::LocalTime local_time(WallSeconds seconds) {
  const WallSeconds days = floor_div(seconds, kDay);
  return {base::Date::from_days(days), static_cast<std::int32_t>(seconds - days * kDay)};
}

WallSeconds floor_to(WallSeconds t, Grain grain) {
  switch (grain) {
    case Grain::second: return t;
    case Grain::minute: return floor_div(t, kMinute) * kMinute;
    case Grain::hour: return floor_div(t, kHour) * kHour;
    case Grain::day: return floor_div(t, kDay) * kDay;
    case Grain::week: return floor_div(t - 4 * kDay, kWeek) * kWeek + 4 * kDay;   // 1970-01-05 was a Monday
    case Grain::month: return month_start(t, 1);
    case Grain::quarter: return month_start(t, 3);
    case Grain::year: return month_start(t, 12);
  }
  return t;
}

WallSeconds add_grains(WallSeconds t, Grain grain, std::int64_t count) {
  constexpr WallSeconds kLengths[]{1, kMinute, kHour, kDay, kWeek};
  if (grain <= Grain::week) return t + count * kLengths[static_cast<std::size_t>(grain)];
  const std::int64_t months = count * (grain == Grain::month ? 1 : grain == Grain::quarter ? 3 : 12);
  const std::int64_t day = floor_div(t, kDay);
  if (const auto month = Months::at(day); month && Months::holds(*month + months)) {
    const std::int64_t to = *month + months, of_month = std::min(day - Months::start(*month), Months::length(to) - 1);
    return (Months::start(to) + of_month) * kDay + (t - day * kDay);
  }
  const base::LocalTime time = local_time(t);
  return wall_seconds(base::LocalTime{time.date.plus_months(months), time.second_of_day});
}

TimeSpan grain_at(WallSeconds t, Grain grain, std::int64_t offset) {
  const WallSeconds start = add_grains(floor_to(t, grain), grain, offset);
  return {start, add_grains(start, grain, 1), grain};
}

Grain finer(Grain grain) {
  constexpr Grain kFiner[]{Grain::second, Grain::second, Grain::minute, Grain::hour, Grain::day, Grain::day, Grain::month, Grain::month};
  return kFiner[static_cast<std::size_t>(grain)];
}

SeriesPtr single(TimeSpan span) { return std::make_shared<Single>(span); }
SeriesPtr each(Grain outer, std::function<std::optional<TimeSpan>(WallSeconds)> inner) {
  return each_of<true>(outer, [inner = std::move(inner)](const GrainWalk &at) { return inner(at.start()); });
}
SeriesPtr every(Grain grain) {
  return each_of(grain, [grain](const GrainWalk &at) {
    return std::optional(TimeSpan{at.start(), add_grains(at.start(), grain, 1), grain});
  });
}
SeriesPtr weekday_series(base::Weekday day) {
  const WallSeconds offset = ((static_cast<int>(day) + 6) % 7) * kDay;   // weeks begin on Monday
  return each_of(Grain::week, [offset](const GrainWalk &week) {
    return std::optional(TimeSpan{week.start() + offset, week.start() + offset + kDay, Grain::day});
  });
}
SeriesPtr month_series(std::int32_t month) {
  return each_of(Grain::year, [month](const GrainWalk &year) {
    const std::int64_t in = year.month() + month - 1;
    const bool known = year.month() >= 0 && Months::holds(in);
    return std::optional(known ? TimeSpan{Months::start(in) * kDay, Months::start(in + 1) * kDay, Grain::month}
                               : grain_at(year.start(), Grain::month, month - 1));
  });
}
SeriesPtr day_of_month_series(std::int32_t day) {
  return each_of(Grain::month, [day](const GrainWalk &month) -> std::optional<TimeSpan> {
    const WallSeconds start = month.start() + (day - 1) * kDay;
    const TimeSpan span{start, start + kDay, Grain::day};
    const bool known = month.month() >= 0 && day >= 1;
    const bool inside = known ? day <= Months::length(month.month()) : floor_to(start, Grain::month) == month.start();
    return inside ? std::optional(span) : std::nullopt;
  });
}
SeriesPtr date_series(std::int32_t month, std::int32_t day) {
  const bool plain = month >= 1 && month <= 12 && day >= 1;
  return each_of(Grain::year, [month, day, plain](const GrainWalk &year) -> std::optional<TimeSpan> {
    if (plain && year.month() >= 0) {
      const std::int64_t in = year.month() + month - 1;
      const WallSeconds start = (Months::start(in) + day - 1) * kDay;
      return day <= Months::length(in) ? std::optional(TimeSpan{start, start + kDay, Grain::day}) : std::nullopt;
    }
    const base::Date date{date_of(year.start()).year, month, day};
    if (!date.valid()) return std::nullopt;
    return grain_at(wall_seconds(date), Grain::day);
  });
}
SeriesPtr hours_series(std::int32_t from_minute, std::int32_t to_minute, Grain grain) {
  return each_of<true>(Grain::day, [=](const GrainWalk &day) {
    return std::optional(TimeSpan{day.start() + from_minute * kMinute, day.start() + to_minute * kMinute, grain});
  });
}
SeriesPtr clock_series(ClockTime time) { return std::make_shared<Clock>(time); }
SeriesPtr intersect(SeriesPtr outer, SeriesPtr inner) { return std::make_shared<Intersection>(std::move(outer), std::move(inner)); }
SeriesPtr interval_between(SeriesPtr from, SeriesPtr to, Grain grain, bool may_run) {
  return std::make_shared<Interval>(std::move(from), std::move(to), grain, may_run);
}
SeriesPtr nth_of(std::int64_t n, SeriesPtr inner, SeriesPtr outer) { return std::make_shared<Nth>(n, std::move(inner), std::move(outer)); }
SeriesPtr gone(SeriesPtr series) { return std::make_shared<Gone>(std::move(series)); }
SeriesPtr on_weekday(SeriesPtr dates, base::Weekday weekday) { return std::make_shared<OnWeekday>(std::move(dates), weekday); }
SeriesPtr mapped(SeriesPtr series, std::function<std::optional<TimeSpan>(TimeSpan)> change) {
  return std::make_shared<Mapped>(std::move(series), std::move(change));
}

std::optional<TimeSpan> resolve(const TimeSeries &series, const Asking &asking, bool strictly_later) {
  auto span = series.ending_after(asking.now, asking);
  if (span && strictly_later && span->start <= asking.now) span = series.ending_after(span->end, asking);
  return span ? span : series.starting_before(asking.now, asking);
}

}  // namespace callwell::nlu
