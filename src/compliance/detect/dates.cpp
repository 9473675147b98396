// Dates finer than a year, written and spoken; a birth date where a word near it says so. Years alone, seasons and times of day stay.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "compliance/detect/detectors.hpp"

namespace callwell::compliance::detect {

namespace {

using T = IdentifierType;

struct MonthName {
  std::string_view name;
  int month;
};
constexpr MonthName kMonths[]{{"january", 1},   {"jan", 1},      {"february", 2},   {"feb", 2},        {"march", 3},     {"mar", 3},
                              {"april", 4},     {"apr", 4},      {"may", 5},        {"june", 6},       {"jun", 6},       {"july", 7},
                              {"jul", 7},       {"august", 8},   {"aug", 8},        {"september", 9},  {"sept", 9},      {"sep", 9},
                              {"october", 10},  {"oct", 10},     {"november", 11},  {"nov", 11},       {"december", 12}, {"dec", 12},
                              {"enero", 1},     {"ene", 1},      {"febrero", 2},    {"marzo", 3},      {"abril", 4},     {"abr", 4},
                              {"mayo", 5},      {"junio", 6},    {"julio", 7},      {"agosto", 8},     {"ago", 8},       {"septiembre", 9},
                              {"setiembre", 9}, {"octubre", 10}, {"noviembre", 11}, {"diciembre", 12}, {"dic", 12}};
constexpr std::string_view kBirthCues[]{"born",   "birth",  "birthday",   "birthday's", "birthdate", "dob",    "d.o.b", "nacio", "naci",
                                        "nacido", "nacida", "nacimiento", "cumpleanos", "fnac",      "cumple", "nac",   "bday"};

int to_int(std::string_view digits) { return digits.size() <= 4 ? std::stoi(std::string(digits)) : -1; }
bool is_day(int value) { return value >= 1 && value <= 31; }
bool is_year(int value) { return value >= 1850 && value <= 2150; }

bool birth_cue_near(const Document &d, std::size_t first) {
  constexpr std::size_t kReach = 9;
  for (std::size_t back = 1; back <= kReach && back <= first; ++back) {
    if (one_of(d.word(first - back), kBirthCues)) return true;
    if (d.word(first - back) == "b" && d.word(first - back - 2) == "o") return true;  // d.o.b.
    if (d.ends_between(first - back, first) && back > 3) return false;
  }
  return false;
}

/// A date right after somebody's name is when they were born.
T date_type(const Document &d, std::size_t first) {
  if (birth_cue_near(d, first)) return T::dob;
  return T::date;
}

void claim_date(Document &d, std::size_t first, std::size_t last) { d.claim(first, last, date_type(d, first)); }

/// 2026-03-02, 3/14/2026, 14.3.26, 10-18-02; with the time that touches an ISO date.
std::size_t numeric_date(const Document &d, std::size_t i) {
  const bool joined = d.is_number(i) && d.is_mark(i + 1, "/-.") && d.is_number(i + 2) && d.touches(i + 1) && d.touches(i + 2);
  if (!joined || (d.touches(i) && !d.is_mark(i - 1, ":=\"(,;[>'-"))) return 0;
  const std::string_view mark = d.word(i + 1);
  const int a = to_int(d.word(i)), b = to_int(d.word(i + 2));
  if (!(d.word(i + 3) == mark && d.touches(i + 3) && d.is_number(i + 4) && d.touches(i + 4))) return 0;
  const int c = to_int(d.word(i + 4));
  const bool year_first = d.word(i).size() == 4 && is_year(a) && b >= 1 && b <= 12 && is_day(c);
  const bool year_last = is_day(a) && is_day(b) && (a <= 12 || b <= 12) && (d.word(i + 4).size() == 2 || is_year(c)) &&
                         d.word(i).size() <= 2 && d.word(i + 2).size() <= 2;
  if (!(year_first || (year_last && (mark != "." || is_year(c) || d.word(i + 4).size() == 2)))) return 0;
  if (d.is_mark(i + 5, "-./") && d.is_number(i + 6) && d.touches(i + 5) && d.touches(i + 6)) return 0;  // longer than a date
  std::size_t last = i + 5;
  if (d.word(last) != "t" || !d.touches(last)) return last;
  while (last < d.size() && d.touches(last) && (d.is_number(last) || d.is_mark(last, ":.+-") || d.word(last) == "t" || d.word(last) == "z"))
    ++last;
  while (d.is_mark(last - 1, ":.+-")) --last;
  return last;
}

/// 3/14: a month and a day. Not 120/80, 24/7 or 1/2 of something.
std::size_t short_date(const Document &d, std::size_t i) {
  if (!d.is_number(i) || !d.is_mark(i + 1, "/") || !d.is_number(i + 2) || !d.touches(i + 1) || !d.touches(i + 2)) return 0;
  if (d.touches(i) || (d.touches(i + 3) && !d.is_mark(i + 3, ".,;:!?)\""))) return 0;
  const int a = to_int(d.word(i)), b = to_int(d.word(i + 2));
  const bool round_the_clock = a == 24 && b == 7;
  static constexpr std::string_view kNotDates[]{"dose", "pain", "scale",  "bp",      "presion",  "open", "tablet",
                                                "pill", "cup",  "vision", "abierto", "fraction", "dolor"};
  if (round_the_clock || one_of(d.word(i - 1), kNotDates) || !is_day(a) || !is_day(b) || (a > 12 && b > 12)) return 0;
  if (b == 10 && a <= 10 && !(d.word(i - 1) == "on" || d.word(i - 1) == "el" || d.word(i - 1) == "for" || d.word(i - 1) == "del"))
    return 0;  // 7/10 on the pain scale
  if (d.word(i).size() > 2 || d.word(i + 2).size() > 2 ||
      (a == 1 && b <= 4 && d.word(i + 2).size() == 1 && d.is_word(i + 3) && d.word(i - 1) != "el" && d.word(i - 1) != "on"))
    return 0;
  return i + 3;
}

/// A day of the month at `i`, in figures ("15", "15th") or words; its end.
std::size_t day_end(const Document &d, std::size_t i, bool ordinal_only) {
  if (d.is_number(i)) {
    static constexpr std::string_view kSuffixes[]{"st", "nd", "rd", "th", "o"};
    const bool suffix = d.touches(i + 1) && one_of(d.word(i + 1), kSuffixes);
    if (!is_day(to_int(d.word(i))) || d.word(i).size() > 2 || (ordinal_only && !suffix)) return 0;
    if (!suffix && d.touches(i + 1) && d.is_word(i + 1)) return 0;
    return suffix ? i + 2 : i + 1;
  }
  const auto spoken = read_spoken_number(d.tokens(), i);
  return spoken && is_day(spoken->value) && (spoken->ordinal || !ordinal_only) ? i + spoken->tokens : 0;
}

/// A year at `i`: 2026, '81, "nineteen fifty eight", "two thousand three", "mil novecientos ochenta", "ochenta y uno"; its end.
std::size_t year_end(const Document &d, std::size_t i) {
  if (d.is_number(i)) return is_year(to_int(d.word(i))) || (d.word(i).size() == 2 && d.is_mark(i - 1, "'/")) ? i + 1 : 0;
  static constexpr std::string_view kThousands[]{"mil", "thousand", "novecientos", "novecientas", "hundred", "and", "y"};
  std::size_t at = i;
  bool any = false;
  for (std::size_t words = 0; words < 7; ++words) {
    const auto number = read_spoken_number(d.tokens(), at);
    if (number && !number->ordinal)
      at += number->tokens, any = true;
    else if (one_of(d.word(at), kThousands) && (any || d.word(at) == "mil"))
      ++at, any = true;
    else
      break;
  }
  while (at > i && (d.word(at - 1) == "and" || d.word(at - 1) == "y")) --at;
  return any && at > i ? at : 0;
}

std::size_t skip(const Document &d, std::size_t i, std::span<const std::string_view> words) {
  while (i < d.size() && (one_of(d.word(i), words))) ++i;
  return i;
}

/// The year that follows a day or a month, with what joins them ("de", "del", a comma); `i` when none does.
std::size_t with_year(const Document &d, std::size_t i, bool spoken_year) {
  static constexpr std::string_view kJoins[]{",", "de", "del", "of", "in", "ano"};
  const std::size_t at = skip(d, i, kJoins);
  if (!spoken_year && !d.is_number(at)) return i;
  if (!d.is_number(at) && at > i && d.is_mark(i, ",") && d.cased()) return i;
  const std::size_t end = year_end(d, at);
  if (!end) return i;
  const auto single = read_spoken_number(d.tokens(), at);
  const bool tiny = single && at + single->tokens == end && single->value < 13 && at == i && !d.is_number(at);
  return tiny && d.word(i) == "one" ? i : end;
}

/// Does the word at `i` mean the month? "may", "march" and "mar" only beside a day or a year.
bool is_month(const Document &d, std::size_t i) { return month_of(d.word(i)).has_value(); }

/// The start of a day that stands before the month at `i` ("the twenty fifth of", "25 de", "25"); `i` when none does.
std::size_t day_before(const Document &d, std::size_t i) {
  std::size_t at = i;
  if (at > 0 && (d.word(at - 1) == "of" || d.word(at - 1) == "de" || d.is_mark(at - 1, "-./"))) --at;
  if (at > 0 && d.is_mark(at - 1, ".")) --at;
  for (std::size_t back = 3; back >= 1; --back) {
    if (at < back || (at - back > 0 && d.is_mark(at - back - 1, ":") && d.touches(at - back))) continue;
    if (day_end(d, at - back, false) != at) continue;
    std::size_t first = at - back;
    if (d.word(first - 1) == "the") --first;
    return first;
  }
  return i;
}

struct Found {
  std::size_t first = 0, last = 0;
};

Found worded_date(const Document &d, std::size_t month) {
  std::size_t first = day_before(d, month), last = month + 1;
  const bool ambiguous = d.word(month) == "may" || d.word(month) == "march" || d.word(month) == "mar" || d.word(month) == "dec" ||
                         d.word(month) == "jun" || d.word(month) == "sep" || d.word(month) == "ago" || d.word(month) == "dic";
  if (first < month) {
    if (d.is_mark(last, ".-/")) ++last;
    const std::size_t end = with_year(d, last, true);
    return {first, end == last && d.is_mark(last - 1, ".-/") ? last - 1 : end};
  }
  if (first > 0 && (d.word(first - 1) == "mid" || (d.is_mark(first - 1, "-") && d.touches(first) &&
                                                   one_of(d.word(first - 2), std::array<std::string_view, 3>{"mid", "early", "late"})))) {
    first -= d.is_mark(first - 1, "-") ? 2 : 1;
    return {first, with_year(d, last, false)};
  }
  if (d.is_mark(last, ".") && (d.is_number(last + 1))) ++last;
  const std::size_t the = d.word(last) == "the" ? last + 1 : last;
  if (const std::size_t day = day_end(d, the, false); day && !(d.is_mark(day, ":") && d.touches(day))) {
    const bool am_pm = d.word(day) == "am" || d.word(day) == "pm";
    return am_pm ? Found{} : Found{first, with_year(d, day, true)};
  }
  const bool joined_year = d.is_mark(last, "-/") && d.touches(last) && d.is_number(last + 1) && d.touches(last + 1) &&
                           (d.word(last + 1).size() == 2 || d.word(last + 1).size() == 4);  // enero-03
  if (joined_year) return {first, last + 2};
  const std::size_t year = with_year(d, last, false);
  if (year > last) return {first, year};
  return ambiguous ? Found{} : Found{first, month + 1};  // the month alone is finer than a year
}

/// "the 15th", "the 15th or 16th", "el día 15": a day without its month.
void find_bare_days(Document &d) {
  static constexpr std::string_view kNouns[]{"floor",  "street", "st",          "avenue",  "ave",   "grade", "birthday",  "time",
                                             "week",   "month",  "anniversary", "century", "visit", "dose",  "trimester", "vertebra",
                                             "finger", "toe",    "planta",      "piso",    "rib",   "one",   "road"};
  bool listed = false;
  for (std::size_t i = 0; i < d.size(); ++i) {
    const bool suffixed = d.is_number(i) && d.touches(i + 1) && d.is_word(i + 1);
    const std::size_t end = suffixed ? day_end(d, i, true) : 0;
    const bool led = d.word(i - 1) == "the" || (listed && (d.word(i - 1) == "or" || d.word(i - 1) == "and" || d.is_mark(i - 1, ",-")));
    if (end && led && !one_of(d.word(end), kNouns)) {
      listed = d.claim(d.word(i - 1) == "the" ? i - 1 : i, end, T::date);
      i = end - 1;
    } else if (d.word(i) == "dia" && d.word(i - 1) == "el" && d.is_number(i + 1) && is_day(to_int(d.word(i + 1)))) {
      d.claim(i + 1, i + 2, T::date);
    } else if (d.is_word(i) && d.word(i) != "or" && d.word(i) != "and" && d.word(i) != "the") {
      listed = false;
    }
  }
}

/// "DOB 07041958", "his birthday is five four fifty eight": digits after a birth word.
void find_cued_births(Document &d) {
  constexpr std::size_t kReach = 5;
  for (std::size_t i = 0; i < d.size(); ++i) {
    if (!one_of(d.word(i), kBirthCues)) continue;
    for (const DigitRun &run : d.runs_from(i + 1)) {
      if (run.first > i + kReach || d.ends_between(i, run.first)) break;
      const bool fits = run.spoken ? run.digits.size() >= 3 && run.digits.size() <= 8 : run.digits.size() >= 6 && run.digits.size() <= 8;
      if (fits) d.claim(run.first, run.last, T::dob);
      break;
    }
  }
}

}  // namespace

std::optional<int> month_of(std::string_view word) {
  const auto *found = std::find_if(std::begin(kMonths), std::end(kMonths), [&](const MonthName &m) { return m.name == word; });
  return found == std::end(kMonths) ? std::nullopt : std::optional(found->month);
}

void find_dates(Document &document) {
  for (std::size_t i = 0; i < document.size(); ++i) {
    if (!document.is_free(i, i + 1)) continue;
    if (document.is_number(i)) {
      std::size_t last = numeric_date(document, i);
      if (!last) last = short_date(document, i);
      if (last) claim_date(document, i, last);
    } else if (is_month(document, i)) {
      const Found found = worded_date(document, i);
      if (found.last) claim_date(document, found.first, found.last);
    }
  }
  find_bare_days(document);
  find_cued_births(document);
}

}  // namespace callwell::compliance::detect
