// Dates of birth, typed and spoken: only where they are cued or expected. Nobody is born in the future.
#include <algorithm>
#include <array>
#include <optional>

#include "nlu/birth_dates_parts.hpp"
#include "nlu/finders.hpp"

namespace callwell::nlu {

namespace {

constexpr std::int32_t kOldestAge = 125;

struct Reading {
  base::Date date;
  float score = 0;
  std::size_t first = 0, next = 0;
};

/// What decides between readings beside the words themselves.
struct Frame {
  base::Date today;
  bool day_first = false;
};

using Kind = DatePart::Kind;
using Label = DatePart::Label;

enum class Role : std::uint8_t { day, month, year };
constexpr std::array<std::array<Role, 3>, 6> kOrders{{{Role::month, Role::day, Role::year},
                                                      {Role::day, Role::month, Role::year},
                                                      {Role::year, Role::month, Role::day},
                                                      {Role::year, Role::day, Role::month},
                                                      {Role::month, Role::year, Role::day},
                                                      {Role::day, Role::year, Role::month}}};

/// Tries the orders of day, month and year over the parts, and keeps the best date.
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
    if (!best_) from_run_of_digits();
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
    values_[1] = part.value;
    const float label = part.label == Label::day ? 3.0F : part.label == Label::year ? -2.0F : 0.0F;
    fill(slot + 1, at + 1, score + label + (part.kind == Kind::ordinal ? 1.0F : 0.0F));
  }

  void month(std::size_t slot, std::size_t at, float score) {
    const DatePart &part = parts_[at];
    if (part.kind == Kind::holiday || (part.kind != Kind::month && part.digits > 2) || part.value < 1 || part.value > 12) return;
    if (part.label == Label::day || (part.kind != Kind::month && part.label == Label::year)) return;
    values_[0] = part.value;
    float bonus = part.kind == Kind::month ? 4.0F : part.label == Label::month ? 3.0F : 0.0F;
    if (part.kind == Kind::ordinal) bonus += part.of_before && slot > 0 ? 2.0F : -0.5F;  // "the third of the fifth"
    fill(slot + 1, at + 1, score + bonus);
  }

  /// A year of four digits, of two, of two and two ("nineteen eighty one", "19 55"), or of single digits.
  void year(std::size_t slot, std::size_t at, float score) {
    const DatePart &part = parts_[at];
    if (part.kind != Kind::number || part.label == Label::day || part.label == Label::month) return;
    const float label = part.label == Label::year ? 2.0F : 0.0F;
    const bool more = at + 1 < parts_.size() && parts_[at + 1].kind == Kind::number;
    if (part.digits == 4 && part.value > 1800) {
      if (more && part.value % 10 == 0 && parts_[at + 1].unit)
        take_year(slot, at + 2, part.value + parts_[at + 1].value, score + label + 1.0F);
      else if (part.value == 2000 && at + 1 < parts_.size() && parts_[at + 1].value < 30 && parts_[at + 1].kind != Kind::month) {
        take_year(slot, at + 2, 2000 + parts_[at + 1].value, score + label + 0.5F);
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
    if (date.year < frame_.today.year - kOldestAge || (best_ && score <= best_->score)) return;
    best_ = Reading{date, score, parts_[begin].first, parts_[end - 1].next};
  }

  void from_holiday(const DatePart &holiday) {
    const auto at = static_cast<std::size_t>(&holiday - parts_.data());
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (i == at || parts_[i].kind != Kind::number) continue;
      std::int32_t year = parts_[i].digits == 4 ? parts_[i].value : two_digit_year(parts_[i].value % 100);
      if (parts_[i].century && i + 1 < parts_.size() && parts_[i + 1].value < 100) year = parts_[i].value * 100 + parts_[i + 1].value;
      propose(holiday_date(holiday.value, year), 5.0F, std::min(at, i), std::max(at, i) + 1);
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

bool corrects(const Utterance &u, std::size_t at) {
  const std::string_view word = u.word(at), next = u.word(at + 1);
  return (word == "no" &&
          (next == "wait" || next == "sorry" || next == "no" || next == "it's" || next == "espera" || next == "perdon" || next == ",")) ||
         word == "sorry" || word == "perdon" || word == "digo" || (word == "i" && next == "mean") || word == "correction" ||
         word == "wait" || word == "espera";
}

/// "not December", "no el quince": said only to exclude.
bool excludes(const Utterance &u, std::size_t at) { return u.word(at) == "not" || (u.word(at) == "no" && at > 0); }

/// Where a correction begins, or the end; what is excluded stands behind.
struct Clauses {
  std::size_t end = 0, correction = 0;
};
Clauses clauses_of(const Utterance &u) {
  Clauses clauses{u.tokens.size(), u.tokens.size()};
  for (std::size_t at = 1; at < u.tokens.size(); ++at) {
    if (corrects(u, at)) return {at, at};
    if (excludes(u, at)) return {at, u.tokens.size()};
  }
  return clauses;
}

/// A correction of one part: a day, a month or a year alone replaces the same part of what was said.
std::vector<DatePart> merged(std::vector<DatePart> said, const std::vector<DatePart> &correction) {
  for (const DatePart &part : correction) {
    const auto same = std::find_if(said.begin(), said.end(), [&](const DatePart &old) {
      if (part.kind == Kind::month || old.kind == Kind::month) return part.kind == old.kind;
      const bool year = part.digits == 4 || part.value > 31, old_year = old.digits == 4 || old.value > 31;
      return year == old_year && (part.kind == old.kind || part.kind == Kind::ordinal || old.kind == Kind::ordinal);
    });
    if (same != said.end()) *same = part;
  }
  return said;
}

std::optional<Reading> read_birth_date(const Utterance &u, const Frame &frame) {
  const Clauses clauses = clauses_of(u);
  DateParts said = read_date_parts(u, 0, clauses.end);
  if (clauses.correction < u.tokens.size()) {
    const DateParts correction = read_date_parts(u, clauses.correction, u.tokens.size());
    if (auto whole = Assembler(correction.parts, frame).run()) return whole;
    if (!correction.parts.empty() && !said.parts.empty()) {
      const std::size_t first = said.parts.front().first, next = correction.parts.back().next;
      const auto parts = merged(said.parts, correction.parts);
      if (auto reading = Assembler(parts, frame).run()) return reading->first = first, reading->next = next, reading;
    }
  }
  auto reading = Assembler(said.parts, frame).run();
  if (!reading && clauses.end < u.tokens.size()) reading = Assembler(read_date_parts(u, 0, u.tokens.size()).parts, frame).run();
  return reading;
}

bool cued(const Utterance &u) {
  for (std::size_t at = 0; at < u.tokens.size(); ++at) {
    const std::string_view word = u.word(at), next = u.word(at + 1);
    if (word == "born" || word.starts_with("birth") || word == "dob" || word == "naci" || word == "nacio" || word == "nacida" ||
        word == "nacido" || word == "nacimiento")
      return true;
    if (word.starts_with("cumplean") || (word == "d" && next == "o")) return true;
  }
  return false;
}

bool expected(const Context &context) {
  const std::string_view field = context.expecting.field;
  return field.find("birth") != std::string_view::npos || field == "dob";
}

Frame frame_of(const Utterance &u, const Context &context) {
  const bool spanish = u.language == Language::es;
  const base::Instant now = context.now.us == 0 ? base::Instant{} : context.now;
  return {context.zone.local(now).date, spanish || context.country != "US"};
}

}  // namespace

void find_birth_dates(const Utterance &utterance, const Context &context, std::vector<Entity> &out) {
  const bool asked = expected(context);
  if (utterance.tokens.empty() || (!asked && !cued(utterance))) return;
  const Frame frame = frame_of(utterance, context);
  if (const auto reading = read_birth_date(utterance, frame)) {
    const float confidence = reading->score >= 3 ? 0.95F : 0.75F;
    out.push_back(make_entity(utterance, EntityType::birth_date, reading->first, reading->next - 1, BirthDate{reading->date}, confidence));
    return;
  }
  if (!asked) return;
  for (const std::string &alternative : context.alternatives) {
    const Utterance other = read_utterance(alternative, utterance.language);
    if (const auto reading = read_birth_date(other, frame)) {
      out.push_back(make_entity(utterance, EntityType::birth_date, 0, utterance.tokens.size() - 1, BirthDate{reading->date}, 0.5F));
      return;
    }
  }
}

}  // namespace callwell::nlu
