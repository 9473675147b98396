// Times and dates written in digits.
#include "nlu/time_items.hpp"
#include "nlu/time_seeds.hpp"
#include "nlu/time_words.hpp"

namespace callwell::nlu {

namespace {

/// Reads digits and the marks between them, without white space.
class DigitReader {
 public:
  DigitReader(const Utterance &utterance, std::uint32_t at) : utterance_(utterance), at_(at) {}

  std::uint32_t at() const { return at_; }
  std::size_t digits() const { return is_number(at_) ? utterance_.word(at_).size() : 0; }
  /// The number here, of at most `max_digits`.
  std::optional<std::int32_t> number(std::size_t max_digits) {
    if (!is_number(at_) || utterance_.word(at_).size() > max_digits) return std::nullopt;
    return std::stoi(std::string(utterance_.word(at_++)));
  }
  /// One of `marks`, with a number behind it that touches.
  std::optional<char> mark(std::string_view marks) {
    if (!is_number(at_ + 1) || utterance_.tokens[at_].space_before || utterance_.tokens[at_ + 1].space_before) return std::nullopt;
    const Word text = utterance_.word(at_);
    if (text.size() != 1 || marks.find(text[0]) == std::string_view::npos) return std::nullopt;
    ++at_;
    return text[0];
  }

 private:
  bool is_number(std::size_t i) const { return i < utterance_.tokens.size() && utterance_.tokens[i].kind == Token::Kind::number; }
  const Utterance &utterance_;
  std::uint32_t at_;
};

/// Two digits mean the century that is nearest: 74 is 1974, 15 is 2015.
std::int32_t full_year(std::int32_t year, std::size_t digits) {
  if (digits > 2) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

void push(std::vector<Item> &out, Item item, std::uint32_t first, std::uint32_t end, bool latent = false) {
  item.first = first;
  item.end = end;
  item.latent = latent;
  out.push_back(std::move(item));
}

std::optional<Item> full_date(std::int32_t year, std::int32_t month, std::int32_t day) {
  const base::Date date{year, month, day};
  if (year < 1 || year > 9999 || !date.valid()) return std::nullopt;
  return span_item(TimeForm::date, grain_at(wall_seconds(date), Grain::day));
}

bool plausible(std::int32_t month, std::int32_t day) { return month >= 1 && month <= 12 && day >= 1 && day <= 31; }

/// "3/4/26", "31-12-2026", "3.4.2026"; where the country's order makes no date the other one is taken.
void three_parts(const ParseContext &context, std::uint32_t at, std::vector<Item> &out) {
  DigitReader reader(context.utterance, at);
  const std::size_t first_digits = reader.digits();
  const auto a = reader.number(4);
  const auto separator = a ? reader.mark("/-.") : std::nullopt;
  const auto b = separator ? reader.number(2) : std::nullopt;
  if (!b || !reader.mark(std::string_view(&*separator, 1))) return;
  const std::size_t last_digits = reader.digits();
  const auto c = reader.number(4);
  if (!c || (last_digits != 2 && last_digits != 4 && first_digits != 4)) return;
  std::optional<Item> item;
  if (first_digits == 4 && last_digits <= 2) item = full_date(*a, *b, *c);
  const std::int32_t year = full_year(*c, last_digits);
  const auto ordered = [&](bool day_first) { return day_first ? full_date(year, *b, *a) : full_date(year, *a, *b); };
  if (first_digits <= 2) item = ordered(context.day_first);
  if (!item && first_digits <= 2) item = ordered(!context.day_first);
  if (item) push(out, std::move(*item), at, reader.at());
}

/// "4/25", "10/2013", "2014-10"; with a hyphen or a point only where something else asks for a date.
void two_parts(const ParseContext &context, std::uint32_t at, std::vector<Item> &out) {
  DigitReader reader(context.utterance, at);
  const std::size_t first_digits = reader.digits();
  const auto a = reader.number(4);
  const auto separator = a ? reader.mark("/-.") : std::nullopt;
  const std::size_t last_digits = separator ? reader.digits() : 0;
  const auto b = separator ? reader.number(4) : std::nullopt;
  if (!b || reader.mark(std::string_view(&*separator, 1))) return;   // of three parts that make no date two make none either
  const bool slash = *separator == '/';
  const auto month_of = [](std::int32_t year, std::int32_t month) {
    return span_item(TimeForm::date, grain_at(wall_seconds(base::Date{year, month, 1}), Grain::month));
  };
  if (first_digits == 4 && last_digits <= 2 && *b >= 1 && *b <= 12 && *a >= 1000)
    push(out, month_of(*a, *b), at, reader.at(), *separator == '.');
  if (last_digits == 4 && first_digits <= 2 && *a >= 1 && *a <= 12 && *b >= 1000)
    push(out, month_of(*b, *a), at, reader.at(), *separator == '.');
  if (first_digits > 2 || last_digits > 2) return;
  const auto ordered = [&](bool day_first) {
    const std::int32_t month = day_first ? *b : *a, day = day_first ? *a : *b;
    if (!plausible(month, day)) return false;
    Item item = date_item(month, day);
    item.digits = static_cast<std::uint8_t>(*separator);   // "friday 7.6" needs to know
    push(out, std::move(item), at, reader.at(), !slash);
    return true;
  };
  if (!ordered(context.day_first)) ordered(!context.day_first);
}

/// "11 - 2026", "2026/ 11": a month and a year with space around the mark between them.
void spaced_month(const ParseContext &context, std::uint32_t at, std::vector<Item> &out) {
  const Utterance &u = context.utterance;
  const auto is_number = [&](std::size_t i) { return i < u.tokens.size() && u.tokens[i].kind == Token::Kind::number; };
  const Word mark = u.word(at + 1);
  const bool point = mark == "." && u.language == Language::es;
  if (!is_number(at) || !is_number(at + 2) || (mark != "-" && mark != "/" && !point)) return;
  if (u.word(at + 3) == mark && is_number(at + 4)) return;   // a longer row of numbers
  const Word first = u.word(at), second = u.word(at + 2);
  const bool year_first = first.size() == 4 && second.size() <= 2 && !point, year_last = second.size() == 4 && first.size() <= 2;
  if (!year_first && !year_last) return;
  const std::int32_t year = std::stoi(std::string(year_first ? first : second));
  const std::int32_t month = std::stoi(std::string(year_first ? second : first));
  if (year < 1900 || year >= 2100 || month < 1 || month > 12) return;
  push(out, span_item(TimeForm::date, grain_at(wall_seconds(base::Date{year, month, 1}), Grain::month)), at, at + 3);
}

/// "15:30", "3.30", "3h18", "15:30:00".
void clock_digits(const ParseContext &context, std::uint32_t at, std::vector<Item> &out) {
  DigitReader reader(context.utterance, at);
  const std::size_t hour_digits = reader.digits();
  const auto hour = reader.number(2);
  if (!hour || *hour > 24) return;
  const auto separator = reader.mark(":.h");
  if (!separator || reader.digits() != 2) return;
  const auto minute = reader.number(2);
  if (!minute || *minute > 59) return;
  const Word unit = context.utterance.word(reader.at());
  if (*separator == '.' && (unit == "percent" || unit == "%")) return;
  Item item = clock_item(*hour, *minute, true);
  if (hour_digits == 2 && *hour < 10) item = clock_item(ClockTime{*hour, *minute, 0, Grain::minute, *hour != 0});
  const std::uint32_t end = reader.at();
  push(out, item, at, end, *separator == '.');
  if (*separator == ':' && reader.mark(":") && reader.digits() == 2) {
    const auto second = reader.number(2);
    if (second && *second < 60)
      push(out, clock_item(ClockTime{*hour % 24, *minute, *second, Grain::second, *hour >= 1 && *hour <= 12}), at, reader.at());
  }
}

constexpr float kLikelyYear = -2;   ///< four digits that read as a year are rarely a time

/// "1430", "730": a time only where one is expected or something says so.
void run_together(const ParseContext &context, std::uint32_t at, std::vector<Item> &out) {
  DigitReader reader(context.utterance, at);
  const std::size_t digits = reader.digits();
  const auto value = digits >= 3 ? reader.number(4) : std::nullopt;
  if (!value || *value / 100 > 24 || *value % 100 > 59) return;
  Item item = clock_item(*value / 100, *value % 100, true);
  if (context.utterance.word(at).front() == '0') item = clock_item(ClockTime{*value / 100, *value % 100, 0, Grain::minute, false});
  if (*value >= 1900 && *value < 2100) item.score = kLikelyYear;
  push(out, std::move(item), at, reader.at(), true);
}

/// "Oct/2", "2/Oct/2026", "Feb-14".
void named_month(const ParseContext &context, std::uint32_t at, std::vector<Item> &out) {
  const auto month = month_word(context.utterance.word(at));
  if (!month) return;
  DigitReader reader(context.utterance, at + 1);
  if (!reader.mark("/-")) return;
  const std::size_t digits = reader.digits();
  const auto value = reader.number(4);
  if (!value) return;
  if (digits == 4)
    push(out, span_item(TimeForm::date, grain_at(wall_seconds(base::Date{*value, month->month, 1}), Grain::month)), at, reader.at());
  if (digits > 2 || !plausible(month->month, *value)) return;
  const std::uint32_t day_end = reader.at();
  push(out, date_item(month->month, *value), at, day_end);
  if (!reader.mark("/-")) return;
  const std::size_t year_digits = reader.digits();
  const auto year = reader.number(4);
  if (!year || year_digits == 3 || year_digits == 1) return;
  if (auto item = full_date(full_year(*year, year_digits), month->month, *value)) push(out, std::move(*item), at, reader.at());
}

/// "2/Oct/2026", "4-jul-95", "2026-oct-2".
void month_between(const ParseContext &context, std::uint32_t at, std::vector<Item> &out) {
  const Utterance &u = context.utterance;
  const auto month = month_word(u.word(at + 2));
  const Word mark = u.word(at + 1);
  const auto is_number = [&](std::size_t i) { return i < u.tokens.size() && u.tokens[i].kind == Token::Kind::number; };
  if (!month || (mark != "/" && mark != "-") || u.word(at + 3) != mark || !is_number(at) || !is_number(at + 4)) return;
  for (std::uint32_t i = at; i < at + 4; ++i) {
    if (!u.touching(i)) return;
  }
  const bool year_first = u.word(at).size() == 4;
  const std::string_view year = u.word(year_first ? at : at + 4), day = u.word(year_first ? at + 4 : at);
  if (day.size() > 2 || (year.size() != 4 && year.size() != 2)) return;
  const auto item = full_date(full_year(std::stoi(std::string(year)), year.size()), month->month, std::stoi(std::string(day)));
  if (item) push(out, *item, at, at + 5);
}

}  // namespace

namespace {

/// May a date or a time begin behind a number and this mark? "10-12", a stamp's "T", but no "123-12-1234".
bool parts_numbers(const Utterance &u, std::uint32_t at) {
  const Word mark = u.word(at - 1);
  if (mark == "t" || (mark == "/" && u.word(at).size() == 4 && u.word(at + 1) == "-")) return true;
  const std::size_t before = u.word(at - 2).size(), year = at > 3 && u.word(at - 3) == mark ? 4 : 0;
  return mark == "-" && (before != 3 && (before <= 2 || year > 0 || before == 4));
}

}  // namespace

void seed_digits(const ParseContext &context, std::uint32_t at, std::vector<Item> &out) {
  const bool touches_before = at > 0 && context.utterance.touching(at - 1);
  const bool number_before = touches_before && at > 1 && context.utterance.tokens[at - 2].kind == Token::Kind::number &&
                             context.utterance.touching(at - 2) && !parts_numbers(context.utterance, at);
  if (!number_before) {
    three_parts(context, at, out);
    two_parts(context, at, out);
    clock_digits(context, at, out);
    run_together(context, at, out);
    spaced_month(context, at, out);
    month_between(context, at, out);
  }
  named_month(context, at, out);
}

}  // namespace callwell::nlu
