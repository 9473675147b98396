// Calendar series: "tuesdays", "the 5th", "3 pm", and what comes of cutting, counting and shifting them. A time expression
// means a series; saying it at a certain moment picks one of its members.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "nlu/analysis.hpp"

namespace callwell::nlu {

/// Wall-clock seconds since 1970-01-01T00:00:00: no zone, so a day always has 86,400.
using WallSeconds = std::int64_t;
WallSeconds wall_seconds(const base::LocalTime &time);
WallSeconds wall_seconds(const base::Date &date);
base::LocalTime local_time(WallSeconds seconds);

struct TimeSpan {
  WallSeconds start = 0, end = 0;   ///< half-open
  Grain grain = Grain::second;
  friend bool operator==(const TimeSpan &, const TimeSpan &) = default;
};

/// How an hour without "am" or "pm" is read.
enum class Meridiem : std::uint8_t {
  office,     ///< 1 to 7 in the afternoon, the rest as said
  opposite,   ///< the other half of the day
  nearest,    ///< whichever comes first
};

/// What a series is asked under; `budget` bounds the work of one question.
struct Asking {
  WallSeconds now = 0;
  Meridiem meridiem = Meridiem::office;
  mutable int budget = 2000;
};

class TimeSeries {
 public:
  virtual ~TimeSeries() = default;
  /// The first member that ends after `t`.
  virtual std::optional<TimeSpan> ending_after(WallSeconds t, const Asking &asking) const = 0;
  /// The last member that starts before `t`.
  virtual std::optional<TimeSpan> starting_before(WallSeconds t, const Asking &asking) const = 0;
  /// Is there one member at most, as with a year said?
  virtual bool once() const { return false; }
};
using SeriesPtr = std::shared_ptr<const TimeSeries>;

// Steps of the calendar.
WallSeconds floor_to(WallSeconds t, Grain grain);
WallSeconds add_grains(WallSeconds t, Grain grain, std::int64_t count);
TimeSpan grain_at(WallSeconds t, Grain grain, std::int64_t offset = 0);   ///< the whole grain around `t`, moved by `offset`
Grain finer(Grain grain);                                                 ///< what an amount of `grain` is exact to

SeriesPtr single(TimeSpan span);
SeriesPtr every(Grain grain);
/// At most one member in each `outer` grain: `inner` gets the start of the outer one.
SeriesPtr each(Grain outer, std::function<std::optional<TimeSpan>(WallSeconds)> inner);
SeriesPtr weekday_series(base::Weekday day);
SeriesPtr month_series(std::int32_t month);
SeriesPtr day_of_month_series(std::int32_t day);
SeriesPtr date_series(std::int32_t month, std::int32_t day);
SeriesPtr hours_series(std::int32_t from_minute, std::int32_t to_minute, Grain grain);   ///< every day; `to` may pass midnight
struct ClockTime {
  std::int32_t hour = 0, minute = 0, second = 0;
  Grain grain = Grain::hour;
  bool open_half = false;
};  ///< open_half: am or pm not said
SeriesPtr clock_series(ClockTime time);

SeriesPtr intersect(SeriesPtr outer, SeriesPtr inner);
/// From a member of `from` to the next of `to`, its last `grain` included; `may_run`: one that has begun counts as the next.
SeriesPtr interval_between(SeriesPtr from, SeriesPtr to, Grain grain, bool may_run = false);
/// The n-th `inner` (1-based; -1 the last) that lies whole in each `outer`.
SeriesPtr nth_of(std::int64_t n, SeriesPtr inner, SeriesPtr outer);
/// The members gone, the last one for whoever asks.
SeriesPtr gone(SeriesPtr series);
/// Of yearly `dates` those that are such a weekday, but the next one where none is for two years: a slip of the weekday.
SeriesPtr on_weekday(SeriesPtr dates, base::Weekday weekday);
/// Every member changed by a function.
SeriesPtr mapped(SeriesPtr series, std::function<std::optional<TimeSpan>(TimeSpan)> change);

/// The member meant by somebody who says it now: the one that is running or comes next, else the last one gone.
/// `strictly_later` leaves out one that is running.
std::optional<TimeSpan> resolve(const TimeSeries &series, const Asking &asking, bool strictly_later = false);

}  // namespace callwell::nlu
