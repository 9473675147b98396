#include "nlu/birth_dates_assemble.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "nlu/holidays.hpp"

namespace callwell::nlu {

namespace {

using Reading = BirthDateReading;
using Frame = BirthDateFrame;

constexpr std::int32_t kOldestAge = 125;

using Kind = DatePart::Kind;
using Label = DatePart::Label;

enum class Role : std::uint8_t { day, month, year };
constexpr std::array<std::array<Role, 3>, 6> kOrders{{{Role::month, Role::day, Role::year},
                                                      {Role::day, Role::month, Role::year},
                                                      {Role::year, Role::month, Role::day},
                                                      {Role::year, Role::day, Role::month},
                                                      {Role::month, Role::year, Role::day},
                                                      {Role::day, Role::year, Role::month}}};

class Assembler {
 public:
  Assembler(const std::vector<DatePart> &parts, const Frame &frame) : parts_(parts), frame_(frame) {}

  std::optional<Reading> run() {
    const auto holiday = std::find_if(parts_.begin(), parts_.end(), [](const DatePart &p) { return p.kind == Kind::holiday; });
    if (holiday != parts_.end()) from_holiday(*holiday);
    for (std::size_t order = 0; order < kOrders.size(); ++order) {
      for (std::size_t begin = 0; begin < parts_.size(); ++begin) {
        order_ = order;
        begin_ = begin;
        values_ = {};
        fill(0, begin, order_score(order) - 0.3F * static_cast<float>(begin));
      }
    }
    if (!best_) {
      from_run_of_digits();
      if (best_) best_->run_of_digits = true;
    }
    return best_;
  }

 private:
  float order_score(std::size_t order) const {
    const bool month_named = std::any_of(parts_.begin(), parts_.end(), [](const DatePart &p) { return p.kind == Kind::month; });
    const std::array<float, 6> numeric =
        frame_.day_first ? std::array{2.0F, 3.0F, 1.8F, 1.0F, -2.0F, -2.0F} : std::array{3.0F, 2.0F, 1.8F, 1.0F, -2.0F, -2.0F};
    const std::array<float, 6> named = {3.0F, 3.0F, 2.8F, 2.8F, 0.5F, 0.5F};
    return month_named ? named[order] : numeric[order];
  }

  void fill(std::size_t slot, std::size_t at, float score) {
    if (slot == 3) return finish(at, score);
    if (at >= parts_.size()) return;
    const Role role = kOrders[order_][slot];
    if (role == Role::day) return day(slot, at, score);
    if (role == Role::month) return month(slot, at, score);
    year(slot, at, score);
  }

  void day(std::size_t slot, std::size_t at, float score) {
    const DatePart &part = parts_[at];
    if (part.kind == Kind::month || part.kind == Kind::holiday || part.digits > 2 || part.value < 1 || part.value > 31) return;
    if (part.label == Label::month || (part.label == Label::year && part.digits > 2)) return;
    if (slot == 2 && part.unit && parts_[at - 1].tens) return;  // "June 1970 9" says 1979
    values_[1] = part.value;
    const float label = part.label == Label::day ? 3.0F : part.label == Label::year ? -2.0F : 0.0F;
    const bool month_before = slot > 0 && kOrders[order_][slot - 1] == Role::month && parts_[at - 1].kind != Kind::month;
    fill(slot + 1, at + 1, score + label + (part.kind == Kind::ordinal && !(frame_.day_first && month_before) ? 1.0F : 0.0F));
  }

  void month(std::size_t slot, std::size_t at, float score) {
    const DatePart &part = parts_[at];
    if (part.kind == Kind::holiday || (part.kind != Kind::month && part.digits > 2) || part.value < 1 || part.value > 12) return;
    if (part.label == Label::day || (part.kind != Kind::month && part.label == Label::year)) return;
    values_[0] = part.value;
    float bonus = part.kind == Kind::month ? 4.0F : part.label == Label::month ? 3.0F : 0.0F;
    if (part.kind == Kind::ordinal && part.of_before && slot > 0)
      bonus += 2.0F;  // "the third of the fifth"
    else if (part.kind == Kind::ordinal && !(frame_.day_first && slot > 0))
      bonus -= 0.5F;
    fill(slot + 1, at + 1, score + bonus);
  }

  /// A year of four digits, of two, of two and two ("nineteen eighty one", "19 55"), or of single digits.
  void year(std::size_t slot, std::size_t at, float score) {
    const DatePart &part = parts_[at];
    if (part.kind == Kind::ordinal && slot == 2) ordinal_century(slot, at, score);
    if (part.kind != Kind::number || part.label == Label::day || part.label == Label::month) return;
    const float label = part.label == Label::year ? 2.0F : 0.0F;
    const bool more = at + 1 < parts_.size() && parts_[at + 1].kind == Kind::number;
    if (part.digits == 4 && part.value > 1800) {
      if (more && part.value % 10 == 0 && parts_[at + 1].unit)
        take_year(slot, at + 2, part.value + parts_[at + 1].value, score + label + 1.0F);
      else if (part.value == 2000 && at + 1 < parts_.size() && parts_[at + 1].value < 30 && parts_[at + 1].kind != Kind::month) {
        take_year(slot, at + 2, 2000 + parts_[at + 1].value, score + label + 1.5F);
      }
      return take_year(slot, at + 1, part.value, score + label + 2.0F);
    }
    if (part.digits > 2) return;
    if (part.century && more && parts_[at + 1].value < 100) {
      const bool round = parts_[at + 1].digits == 0 && parts_[at + 1].value < 10;  // "nineteen five" is no year
      take_year(slot, at + 2, part.value * 100 + parts_[at + 1].value, score + label + (round ? -1.0F : 1.5F));
    }
    if (part.unit && more && parts_[at + 1].unit) digits_year(slot, at, score + label);
    if (part.value < 100 && (!part.unit || part.label == Label::year)) take_year(slot, at + 1, two_digit_year(part.value), score + label);
  }

  /// "19th 13", where a recogniser took the nineteen of a year for a day.
  void ordinal_century(std::size_t slot, std::size_t at, float score) {
    if (!parts_[at].century || at + 1 >= parts_.size()) return;
    const DatePart &rest = parts_[at + 1];
    if (rest.kind == Kind::number && rest.value > 9 && rest.value < 100)
      take_year(slot, at + 2, parts_[at].value * 100 + rest.value, score);
  }

  void digits_year(std::size_t slot, std::size_t at, float score) {
    const auto unit = [&](std::size_t i) { return i < parts_.size() && parts_[i].kind == Kind::number && parts_[i].unit; };
    if (unit(at + 2) && unit(at + 3)) {
      const std::int32_t year = parts_[at].value * 1000 + parts_[at + 1].value * 100 + parts_[at + 2].value * 10 + parts_[at + 3].value;
      take_year(slot, at + 4, year, score + 1.5F);
    }
    take_year(slot, at + 2, two_digit_year(parts_[at].value * 10 + parts_[at + 1].value), score - 0.5F);
  }

  std::int32_t two_digit_year(std::int32_t value) const {
    const std::int32_t century = frame_.today.year / 100 * 100;
    return century + value > frame_.today.year ? century - 100 + value : century + value;
  }

  void take_year(std::size_t slot, std::size_t next, std::int32_t year, float score) {
    values_[2] = year;
    fill(slot + 1, next, score);
  }

  void finish(std::size_t at, float score) {
    const std::size_t left = parts_.size() - at;
    propose({values_[2], values_[0], values_[1]}, score - 1.0F * static_cast<float>(left), begin_, at);
  }

  void propose(base::Date date, float score, std::size_t begin, std::size_t end) {
    if (!date.valid()) return;
    if (date > frame_.today) {
      if (date.year != frame_.today.year) return;
      date.year -= 100;  // two digits of this year, a day still to come
      score -= 1.0F;
    }
    if (date.year >= 1800 && date.year < frame_.today.year - kOldestAge && parts_.size() > 1) {
      date.year += 100;  // "eighteen ninety three" for nineteen
      score -= 2.0F;
      if (!date.valid() || date > frame_.today) return;
    }
    if (date.year < frame_.today.year - kOldestAge || (best_ && score <= best_->score)) return;
    best_ = Reading{date, score, parts_[begin].first, parts_[end - 1].next, parts_.size() - (end - begin), 0, false};
  }

  void from_holiday(const DatePart &holiday) {
    const auto at = static_cast<std::size_t>(&holiday - parts_.data());
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (i == at || parts_[i].kind != Kind::number) continue;
      std::int32_t year = parts_[i].digits == 4 ? parts_[i].value : two_digit_year(parts_[i].value % 100);
      if (parts_[i].century && i + 1 < parts_.size() && parts_[i + 1].value < 100) year = parts_[i].value * 100 + parts_[i + 1].value;
      const auto date = holiday_in(holidays()[static_cast<std::size_t>(holiday.value)], year);
      if (date) propose(*date, 5.0F, std::min(at, i), std::max(at, i) + 1);
    }
  }

  /// "1709 1964", "11 08 19 47": digits that a recogniser cut anywhere.
  void from_run_of_digits() {
    std::string digits;
    for (const DatePart &part : parts_) {
      if (part.kind != Kind::number || part.digits == 0) return;
      std::string text = std::to_string(part.value);
      digits +=
          std::string(static_cast<std::size_t>(part.digits) > text.size() ? static_cast<std::size_t>(part.digits) - text.size() : 0, '0') +
          text;
    }
    const auto number = [&](std::size_t from, std::size_t length) { return std::stoi(digits.substr(from, length)); };
    const auto try_at = [&](std::size_t a, std::size_t b, std::int32_t year, float score) {
      const std::int32_t first = number(0, a), second = number(a, b);
      propose({year, frame_.day_first ? second : first, frame_.day_first ? first : second}, score, 0, parts_.size());
      propose({year, frame_.day_first ? first : second, frame_.day_first ? second : first}, score - 1, 0, parts_.size());
    };
    if (digits.size() == 8) {
      try_at(2, 2, number(4, 4), 3);
      propose({number(0, 4), number(4, 2), number(6, 2)}, 2.5F, 0, parts_.size());
    }
    if (digits.size() == 7) try_at(1, 2, number(3, 4), 2), try_at(2, 1, number(3, 4), 1.9F);
    if (digits.size() == 6) try_at(2, 2, two_digit_year(number(4, 2)), 2), try_at(1, 1, number(2, 4), 1.5F);
  }

  const std::vector<DatePart> &parts_;
  const Frame &frame_;
  std::size_t order_ = 0, begin_ = 0;
  std::array<std::int32_t, 3> values_{};  ///< month, day, year
  std::optional<Reading> best_;
};

}  // namespace

std::optional<BirthDateReading> assemble_birth_date(const std::vector<DatePart> &parts, const BirthDateFrame &frame) {
  return Assembler(parts, frame).run();
}

}  // namespace callwell::nlu
