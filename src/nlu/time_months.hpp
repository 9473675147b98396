// Where the months of four centuries begin, in a table: finding what a time expression means steps through hundreds of them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace callwell::nlu {

class Months {
 public:
  static constexpr std::int32_t kFirstYear = 1800, kYears = 400, kCount = kYears * 12;

  /// The month a day lies in, counted from January of kFirstYear; nothing outside of the table. Days are counted from 1970-01-01.
  static constexpr std::optional<std::int32_t> at(std::int64_t day) {
    if (day < kStarts.front() || day >= kStarts.back()) return std::nullopt;
    constexpr std::int64_t kPerDay = 34'451;   // 12 / 365.2425 in 2^-20; a month early or late at most
    auto month = static_cast<std::size_t>(((day - kStarts.front()) * kPerDay) >> 20);
    month -= kStarts[month] > day ? 1U : 0U;
    month += kStarts[month + 1] <= day ? 1U : 0U;
    return static_cast<std::int32_t>(month);
  }
  static constexpr bool holds(std::int64_t month) { return month >= 0 && month < kCount; }
  static constexpr std::int64_t start(std::int64_t month) { return kStarts[static_cast<std::size_t>(month)]; }
  static constexpr std::int64_t length(std::int64_t month) { return start(month + 1) - start(month); }

 private:
  static constexpr std::array<std::int32_t, kCount + 1> table() {
    constexpr std::array<std::int32_t, 12> kLengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    std::array<std::int32_t, kCount + 1> starts{};
    starts[0] = -62'091;   // 1800-01-01
    for (std::int32_t month = 0; month < kCount; ++month) {
      const std::int32_t year = kFirstYear + month / 12;
      const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
      const auto i = static_cast<std::size_t>(month);
      starts[i + 1] = starts[i] + kLengths[i % 12] + (i % 12 == 1 && leap ? 1 : 0);
    }
    return starts;
  }
  static const std::array<std::int32_t, kCount + 1> kStarts;
};

inline constexpr std::array<std::int32_t, Months::kCount + 1> Months::kStarts = Months::table();
static_assert(Months::start((1970 - Months::kFirstYear) * 12) == 0);

}  // namespace callwell::nlu
