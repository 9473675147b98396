// Feasts by the sun and the moon, against the days on which they were kept.
#include <catch2/catch.hpp>

#include "nlu/holidays.hpp"
#include "nlu/moon.hpp"

using namespace callwell;
using namespace callwell::nlu;

namespace {

std::string text(const std::optional<base::Date> &date) { return date ? base::format_date(*date) : "none"; }

}  // namespace

TEST_CASE("the Chinese year begins with the second new moon after the solstice, or the third in some leap years") {
  for (const std::string_view day :
       {"1985-02-20", "2000-02-05", "2007-02-18", "2014-01-31", "2015-02-19", "2016-02-08", "2017-01-28", "2018-02-16", "2019-02-05",
        "2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2033-01-31", "2034-02-19"}) {
    CHECK(text(chinese_new_year(std::stoi(std::string(day.substr(0, 4))))) == day);
  }
}

TEST_CASE("Hindu feasts fall on the day whose hour their lunar day holds") {
  struct Case { std::int32_t year, month, day; LunarHour hour; std::string_view kept; };
  const Case cases[]{{2020, 7, 30, LunarHour::evening, "2020-11-14"}, {2021, 7, 30, LunarHour::evening, "2021-11-04"},
                     {2023, 7, 30, LunarHour::evening, "2023-11-12"}, {2024, 7, 30, LunarHour::evening, "2024-10-31"},
                     {2023, 1, 1, LunarHour::sunrise, "2023-03-22"},  {2024, 1, 1, LunarHour::sunrise, "2024-04-09"},
                     {2023, 8, 15, LunarHour::sunrise, "2023-11-27"}, {2023, 5, 23, LunarHour::midnight, "2023-09-06"},
                     {2021, 6, 4, LunarHour::midday, "2021-09-10"},   {2024, 11, 15, LunarHour::sunrise, "2024-02-24"},
                     {2024, 2, 15, LunarHour::sunrise, "2024-05-23"}};
  for (const Case &c : cases) {
    CAPTURE(c.kept);
    CHECK(text(hindu_day(c.year, c.month, c.day, c.hour)) == c.kept);
  }
}

TEST_CASE("a leap month moves the feasts behind it and keeps none") {   // Adhika Shravana of 2023
  const auto rakhi = hindu_day(2023, 5, 15, LunarHour::midday), before = hindu_day(2023, 4, 15, LunarHour::sunrise);
  REQUIRE((rakhi && before));
  CHECK(rakhi->days_since_epoch() - before->days_since_epoch() > 45);
}

TEST_CASE("the sun's entry into Capricorn counts for the day when it comes before sunset") {
  CHECK(text(makar_sankranti(2018)) == "2018-01-14");
  CHECK(text(makar_sankranti(2019)) == "2019-01-15");
  CHECK(text(makar_sankranti(2024)) == "2024-01-15");
}

TEST_CASE("every holiday of the table has a day in every year of two centuries, at most a month from that year") {
  for (const Holiday &holiday : holidays()) {
    CAPTURE(holiday.names);
    for (std::int32_t year = 1950; year < 2100; year += 7) {
      CAPTURE(year);
      const auto date = holiday_in(holiday, year);
      if (!date) {   // twelve moons are shorter than a year: some years miss an Islamic day
        CHECK(goes_by_the_moon(holiday));
        continue;
      }
      CHECK(date->days_since_epoch() >= base::Date{year - 1, 12, 1}.days_since_epoch());
      CHECK(date->days_since_epoch() <= base::Date{year + 1, 1, 31}.days_since_epoch());
    }
  }
}
