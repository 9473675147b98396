#include "nlu/moon.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace callwell::nlu {

namespace {

/// Days and their parts since 1970-01-01T00:00 in Greenwich.
using Moment = double;

constexpr double kPi = 3.14159265358979323846, kMonth = 29.530589, kDaysTo2000 = 10'957.5, kCentury = 36'525;

double sine(double degrees) { return std::sin(degrees * kPi / 180); }
double turn(double degrees) { return degrees - 360 * std::floor(degrees / 360); }
/// The same angle between -180 and 180.
double around_zero(double degrees) { return turn(degrees + 180) - 180; }

double sun(Moment t) {
  const double c = (t - kDaysTo2000) / kCentury, anomaly = 357.52911 + 35'999.05029 * c;
  const double centre = (1.914602 - 0.004817 * c) * sine(anomaly) + 0.019993 * sine(2 * anomaly) + 0.000289 * sine(3 * anomaly);
  return turn(280.46646 + 36'000.76983 * c + centre - 0.00569 - 0.00478 * sine(125.04 - 1'934.136 * c));
}

/// The largest terms of the moon's longitude: an amplitude in degrees, and multiples of the elongation, the sun's anomaly, the moon's
/// anomaly and its distance from the node.
struct Term { double size; int elongation, sun, moon, node; };
constexpr Term kTerms[]{
    {6.288774, 0, 0, 1, 0},  {1.274027, 2, 0, -1, 0}, {0.658314, 2, 0, 0, 0},  {0.213618, 0, 0, 2, 0},  {-0.185116, 0, 1, 0, 0},
    {-0.114332, 0, 0, 0, 2}, {0.058793, 2, 0, -2, 0}, {0.057066, 2, -1, -1, 0}, {0.053322, 2, 0, 1, 0},  {0.045758, 2, -1, 0, 0},
    {-0.040923, 0, 1, -1, 0}, {-0.034720, 1, 0, 0, 0}, {-0.030383, 0, 1, 1, 0}, {0.015327, 2, 0, 0, -2}, {-0.012528, 0, 0, 1, 2},
    {0.010980, 0, 0, 1, -2}, {0.010675, 4, 0, -1, 0}, {0.010034, 0, 0, 3, 0},  {0.008548, 4, 0, -2, 0}, {-0.007888, 2, 1, -1, 0},
    {-0.006766, 2, 1, 0, 0}, {-0.005163, 1, 0, -1, 0}, {0.004987, 1, 1, 0, 0}, {0.004036, 2, -1, 1, 0}};

double moon(Moment t) {
  const double c = (t - kDaysTo2000) / kCentury;
  const double elongation = 297.8501921 + 445'267.1114034 * c, sun = 357.5291092 + 35'999.0502909 * c;
  const double anomaly = 134.9633964 + 477'198.8675055 * c, node = 93.2720950 + 483'202.0175233 * c;
  double longitude = 218.3164477 + 481'267.88123421 * c;
  for (const Term &term : kTerms)
    longitude += term.size * sine(term.elongation * elongation + term.sun * sun + term.moon * anomaly + term.node * node);
  return turn(longitude);
}

double phase(Moment t) { return turn(moon(t) - sun(t)); }
/// The new moon nearest to `t`.
Moment new_moon(Moment t) {
  for (int i = 0; i < 6; ++i) t -= around_zero(phase(t)) / (360 / kMonth);
  return t;
}
std::int32_t lunar_day_at(Moment t) { return static_cast<std::int32_t>(phase(t) / 12) + 1; }

/// Indian calendars count the sun's signs from the stars.
double sidereal_sun(Moment t) { return turn(sun(t) - 23.853 - 0.013969 * (t - kDaysTo2000) / 365.25); }
int sign_of(Moment t) { return static_cast<int>(sidereal_sun(t) / 30); }

struct Daylight { double sunrise, sunset; };   ///< hours in Greenwich
Daylight daylight_at_ujjain(std::int64_t day) {
  constexpr double kLatitude = 23.18, kLongitude = 75.77;
  const double of_year = std::fmod(static_cast<double>(day), 365.2425) + 1, b = 360 * (of_year - 81) / 364;
  const double declination = 23.44 * sine(360 * (284 + of_year) / 365);
  const double clock = (9.87 * sine(2 * b) - 7.53 * sine(90 + b) - 1.5 * sine(b)) / 60;   // of the sun against ours
  const double cosine = (sine(-0.833) - sine(kLatitude) * sine(declination)) / (sine(90 - kLatitude) * sine(90 - declination));
  const double half = std::acos(cosine) * 12 / kPi, noon = 12 - clock - kLongitude / 15;
  return {noon - half, noon + half};
}

Moment moment_of(std::int64_t day, LunarHour hour) {
  const Daylight light = daylight_at_ujjain(day);
  const double noon = (light.sunrise + light.sunset) / 2;
  const double hours = hour == LunarHour::sunrise  ? light.sunrise
                       : hour == LunarHour::midday ? noon
                       : hour == LunarHour::evening ? light.sunset + 0.6
                                                    : noon + 12;
  return static_cast<double>(day) + hours / 24;
}

/// The new moon that begins a month: the one in whose course the sun enters the month's sign.
std::optional<Moment> month_start(std::int32_t year, std::int32_t month) {
  const std::int32_t from = month >= 10 ? year - 1 : year;
  const auto guess = static_cast<double>(base::Date{from, 4, 1}.days_since_epoch()) + 30.44 * (month - 1);
  for (const double shift : {0.0, -kMonth, kMonth}) {
    const Moment start = new_moon(guess + shift), end = new_moon(start + kMonth);
    if ((sign_of(start) + 1) % 12 + 1 == month && sign_of(start) != sign_of(end)) return start;
  }
  return std::nullopt;
}

std::int64_t day_in_china(Moment t) { return static_cast<std::int64_t>(std::floor(t + 8.0 / 24)); }
/// The last new moon up to the end of a day in China.
Moment new_moon_until(std::int64_t day) {
  Moment t = new_moon(static_cast<double>(day));
  if (day_in_china(t) > day) t = new_moon(t - kMonth);
  const Moment next = new_moon(t + kMonth);
  return day_in_china(next) <= day ? next : t;
}
std::int64_t winter_solstice(std::int32_t year) {
  auto t = static_cast<double>(base::Date{year, 12, 21}.days_since_epoch());
  for (int i = 0; i < 6; ++i) t -= around_zero(sun(t) - 270) * 365.2422 / 360;
  return day_in_china(t);
}
/// Does the sun enter none of its twelve even points in the month that begins at `t`?
bool leaps(Moment t) {
  const auto sector = [](Moment at) { return static_cast<int>(sun(static_cast<double>(day_in_china(at)) - 8.0 / 24) / 30); };
  return sector(t) == sector(new_moon(t + kMonth));
}

}  // namespace

std::optional<base::Date> hindu_day(std::int32_t year, std::int32_t month, std::int32_t lunar_day, LunarHour hour) {
  const auto start = month_start(year, month);
  if (!start) return std::nullopt;
  const auto about = static_cast<std::int64_t>(std::floor(*start + (lunar_day - 1) * kMonth / 30));
  for (std::int64_t day = about - 1; day <= about + 3; ++day) {
    const int behind = (lunar_day_at(moment_of(day, hour)) - lunar_day + 45) % 30 - 15;
    if (behind >= 0) return base::Date::from_days(day);   // a lunar day may begin and end between two such hours
  }
  return std::nullopt;
}

base::Date makar_sankranti(std::int32_t year) {
  base::Date date{year, 1, 9};
  for (int i = 0; i < 14; ++i, date = date.plus_days(1)) {
    const std::int64_t day = date.days_since_epoch();
    if (sign_of(static_cast<double>(day) + daylight_at_ujjain(day).sunset / 24) == 9) break;
  }
  return date;
}

base::Date chinese_new_year(std::int32_t year) {
  const Moment eleventh = new_moon_until(winter_solstice(year - 1)), next = new_moon_until(winter_solstice(year));
  const bool leap_year = std::lround((next - eleventh) / kMonth) == 13;
  const Moment twelfth = new_moon(eleventh + kMonth), first = new_moon(twelfth + kMonth);
  const bool late = leap_year && (leaps(twelfth) || leaps(first));
  return base::Date::from_days(day_in_china(late ? new_moon(first + kMonth) : first));
}

}  // namespace callwell::nlu
