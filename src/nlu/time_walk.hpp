// Goes from one whole grain of the calendar to the next; months it looks up once and then counts.
#pragma once

#include <cstdint>
#include <optional>

#include "nlu/time_months.hpp"
#include "nlu/time_series.hpp"

namespace callwell::nlu {

class GrainWalk {
 public:
  GrainWalk(WallSeconds t, Grain grain) : grain_(grain) {
    months_ = grain < Grain::month ? 0 : grain == Grain::month ? 1 : grain == Grain::quarter ? 3 : 12;
    const auto month = months_ > 0 ? Months::at(day_of(t)) : std::nullopt;
    month_ = month ? *month - *month % months_ : -1;
    start_ = month ? Months::start(month_) * kSecondsOfDay : floor_to(t, grain);
  }
  WallSeconds start() const { return start_; }
  /// The month it begins with, as Months counts them, or -1.
  std::int64_t month() const { return month_; }
  void move(std::int32_t count) {
    const std::int64_t to = month_ + count * months_;
    if (month_ >= 0 && Months::holds(to)) {
      month_ = to;
      start_ = Months::start(to) * kSecondsOfDay;
      return;
    }
    month_ = -1;
    start_ = add_grains(start_, grain_, count);
  }

 private:
  static constexpr WallSeconds kSecondsOfDay = 86'400;
  static std::int64_t day_of(WallSeconds t) { return t >= 0 ? t / kSecondsOfDay : -((kSecondsOfDay - 1 - t) / kSecondsOfDay); }

  Grain grain_;
  WallSeconds start_ = 0;
  std::int64_t month_ = -1;
  std::int32_t months_ = 0;
};

}  // namespace callwell::nlu
