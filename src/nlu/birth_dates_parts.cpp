#include "nlu/birth_dates_parts.hpp"

#include <algorithm>

#include "nlu/holidays.hpp"
#include "nlu/spelling_numbers.hpp"
#include "nlu/spelling_phrase.hpp"
#include "nlu/word_table.hpp"

namespace callwell::nlu {

namespace {

constexpr struct {
  std::string_view word;
  std::int32_t month;
} kMonths[] = {{"january", 1},   {"jan", 1},        {"february", 2},  {"feb", 2},      {"febuary", 2},    {"march", 3},      {"mar", 3},
               {"april", 4},     {"apr", 4},        {"may", 5},       {"june", 6},     {"jun", 6},        {"july", 7},       {"jul", 7},
               {"august", 8},    {"aug", 8},        {"september", 9}, {"sept", 9},     {"sep", 9},        {"october", 10},   {"oct", 10},
               {"november", 11}, {"nov", 11},       {"december", 12}, {"dec", 12},     {"enero", 1},      {"ene", 1},        {"febrero", 2},
               {"marzo", 3},     {"abril", 4},      {"abr", 4},       {"mayo", 5},     {"junio", 6},      {"julio", 7},      {"agosto", 8},
               {"ago", 8},       {"septiembre", 9}, {"setiembre", 9}, {"octubre", 10}, {"noviembre", 11}, {"diciembre", 12}, {"dic", 12}};

/// The names of the holidays by their first word. "The fourth of July" is a date by itself.
class HolidayIndex {
 public:
  HolidayIndex() {
    const auto all = holidays();
    for (std::size_t i = 0; i < all.size(); ++i) {
      std::string_view names = all[i].names;
      for (std::size_t end = 0; end != std::string_view::npos; names.remove_prefix(end == std::string_view::npos ? 0 : end + 1)) {
        end = names.find('|');
        add(names.substr(0, end), i);
      }
    }
  }

  struct Found {
    std::size_t holiday = 0, used = 0;
  };
  Found longest(const Utterance &u, std::size_t at, std::size_t end, std::string_view country) const {
    Found best;
    const auto *names = by_word_.find(u.word(at));
    if (!names) return best;
    for (const Name &name : *names) {
      const std::string_view where = holidays()[name.holiday].country;
      const std::size_t used = where.empty() || where == country ? length(u, at, end, name.words) : 0;
      if (used > best.used) best = {name.holiday, used};
    }
    return best;
  }

 private:
  struct Name {
    std::string_view words;
    std::size_t holiday = 0;
  };

  void add(std::string_view words, std::size_t holiday) {
    const bool dated = words.find("july") != std::string_view::npos || words.starts_with("may_");
    if (!dated) by_word_.insert(words.substr(0, words.find('_')), {}).push_back({words, holiday});
  }

  static std::size_t length(const Utterance &u, std::size_t at, std::size_t end, std::string_view words) {
    for (std::size_t used = 0;; ++used) {
      const std::size_t bar = words.find('_');
      if (at + used >= end || u.word(at + used) != words.substr(0, bar)) return 0;
      if (bar == std::string_view::npos) return used + 1;
      words.remove_prefix(bar + 1);
    }
  }

  WordTable<std::vector<Name>> by_word_;
};

constexpr WordSet kFillers = {
    "the",  "of",    "in",  "on",         "and",  "el",  "de",   "del",        "en",      "y",          "day",
    "dia",  "month", "mes", "year",       "ano",  "is",  "es",   "was",        "born",    "my",         "birthday",
    "date", "birth", "um",  "uh",         "eh",   "i",   "naci", "nacio",      "fecha",   "nacimiento", "mi",
    "it's", "its",   "'",   ",",          ".",    "/",   "-",    "birthday's", "that's",  "la",         "fue",
    "i'm",  "she",   "he",  "his",        "her",  "dob", "a",    "back",       "st",      "nd",         "rd",
    "th",   "ro",    "o",   "yes",        "yeah", "(",   ")",    "cumpleanos", "would",   "be",         "so",
    "ok",   "okay",  "at",  "nineteen's", ":",    "los", "las",  "well",       "hundred", "to"};

constexpr std::size_t kMaxParts = 12;

class PartReader {
 public:
  PartReader(const Utterance &u, std::size_t begin, std::size_t end, const DateWords &words)
      : u_(u), end_(end), at_(begin), words_(words) {}

  DateParts run() {
    while (at_ < end_ && out_.parts.size() < kMaxParts) {
      if (!holiday() && !month() && !numeral() && !words()) filler();
    }
    return std::move(out_);
  }

 private:
  bool holiday() {
    static const HolidayIndex index;
    const auto found = index.longest(u_, at_, end_, words_.country);
    return found.used > 0 && add(DatePart::Kind::holiday, static_cast<std::int32_t>(found.holiday), 0, found.used);
  }

  bool month() {
    const auto *found = std::find_if(std::begin(kMonths), std::end(kMonths), [&](const auto &m) { return m.word == u_.word(at_); });
    if (found == std::end(kMonths)) return false;
    return add(DatePart::Kind::month, found->month, 0, 1);
  }

  bool numeral() {
    const Token &token = u_.tokens[at_];
    if (token.kind != Token::Kind::number || token.text.size() > 8) return false;
    const bool ordinal = among_suffix(at_);
    auto digits = static_cast<std::int32_t>(token.text.size());
    std::int32_t value = std::stoi(token.text);
    if (digits == 5 && value / 100 == 200) value = 2000 + value % 100, digits = 4;           // "two thousand sixteen" as 20016
    if (digits == 4 && value > 9000 && value < 9100) value = value - 9000 + 1900;             // "nineteen sixteen" as 9016
    add(ordinal ? DatePart::Kind::ordinal : DatePart::Kind::number, value, digits, ordinal ? 2 : 1);
    DatePart &part = out_.parts.back();
    part.tens = !ordinal && digits == 4 && part.value % 10 == 0;
    part.unit = digits == 1;
    part.century = token.text == "19" || token.text == "20" || (token.text == "18" && !ordinal);
    if (at_ >= 2 && u_.word(at_ - 2) == "'" && u_.touching(at_ - 2)) part.label = DatePart::Label::year;  // '81
    return true;
  }
  bool among_suffix(std::size_t at) const {
    static constexpr WordSet kSuffixes = {"st", "nd", "rd", "th", "ro", "er", "do", "°", "º"};
    return u_.touching(at) && among(u_.word(at + 1), kSuffixes);
  }

  bool words() {
    if (thousands()) return true;
    const auto word = number_word(u_.word(at_));
    if (!word || word->kind == NumberWord::Kind::hundred || (word->homophone && !heard_as_number())) return false;
    if (u_.word(at_) == "o" && u_.language == Language::es) return false;
    if (word->kind == NumberWord::Kind::digit && word->value == 0) return leading_zero();
    if (word->kind == NumberWord::Kind::tens) return tens(*word);
    if (u_.word(at_ + 1) == "hundred") return hundred(word->value);
    add(word->ordinal ? DatePart::Kind::ordinal : DatePart::Kind::number, word->value, 0, 1);
    out_.parts.back().unit = !word->ordinal && word->kind == NumberWord::Kind::digit;
    out_.parts.back().century = word->value == 19 || word->value == 18;
    return true;
  }

  /// "thirteen to nineteen eighty": between a number and a year.
  bool heard_as_number() const {
    return words_.homophones && (!out_.parts.empty() || at_ + 1 < end_) && at_ + 1 < end_ && u_.tokens[at_ + 1].kind == Token::Kind::number;
  }

  bool leading_zero() {
    const auto unit = number_word(u_.word(at_ + 1));
    const bool numeral_unit = at_ + 1 < end_ && u_.tokens[at_ + 1].kind == Token::Kind::number && u_.tokens[at_ + 1].text.size() == 1;
    if (numeral_unit) return add(DatePart::Kind::number, std::stoi(u_.tokens[at_ + 1].text), 2, 2);
    if (!unit || unit->kind != NumberWord::Kind::digit || unit->ordinal) return false;
    return add(DatePart::Kind::number, unit->value, 2, 2);
  }

  bool tens(const NumberWord &word) {
    std::size_t used = 1;
    std::int32_t value = word.value;
    bool ordinal = word.ordinal;
    std::size_t next = at_ + 1;
    if (!ordinal && (u_.word(next) == "y" || (u_.word(next) == "-" && u_.touching(at_)))) ++next;
    const auto unit = number_word(u_.word(next));
    if (!ordinal && unit && unit->kind == NumberWord::Kind::digit && unit->value > 0 && !unit->homophone && next < end_) {
      value += unit->value;
      ordinal = unit->ordinal;
      used = next + 1 - at_;
    }
    add(ordinal ? DatePart::Kind::ordinal : DatePart::Kind::number, value, 0, used);
    out_.parts.back().century = !ordinal && value == 20;
    return true;
  }

  /// Two digits below a hundred after "nineteen hundred and", "two thousand", "mil novecientos".
  std::int32_t below_hundred(std::size_t at, std::size_t &next) const {
    next = at;
    if (u_.word(at) == "and" || (u_.word(at) == "y" && number_word(u_.word(at + 1)))) ++at;
    const bool numeral = at < end_ && u_.tokens[at].kind == Token::Kind::number && u_.tokens[at].text.size() <= 2;
    if (numeral && !among_suffix(at)) return next = at + 1, std::stoi(u_.tokens[at].text);
    const auto word = number_word(u_.word(at));
    if (!word || word->ordinal || word->homophone || at >= end_) return 0;
    if (word->kind == NumberWord::Kind::teen || (word->kind == NumberWord::Kind::digit && word->value > 0))
      return next = at + 1, word->value;
    if (word->kind == NumberWord::Kind::digit && u_.word(at) != "o") {  // "nineteen hundred oh five"
      const auto unit = number_word(u_.word(at + 1));
      return unit && unit->kind == NumberWord::Kind::digit && !unit->ordinal ? (next = at + 2, unit->value) : 0;
    }
    if (word->kind != NumberWord::Kind::tens) return 0;
    std::size_t unit_at = at + 1;
    if (u_.word(unit_at) == "y" || u_.word(unit_at) == "-") ++unit_at;
    const auto unit = number_word(u_.word(unit_at));
    const bool has_unit =
        unit && unit->kind == NumberWord::Kind::digit && unit->value > 0 && !unit->ordinal && !unit->homophone && unit_at < end_;
    next = has_unit ? unit_at + 1 : at + 1;
    return word->value + (has_unit ? unit->value : 0);
  }

  bool hundred(std::int32_t centuries) {
    if (centuries < 18 || centuries > 20) return false;
    std::size_t next = 0;
    const std::int32_t rest = below_hundred(at_ + 2, next);
    return add_year(centuries * 100 + rest, next);
  }

  /// "two thousand and nine", "dos mil nueve", "mil novecientos ochenta y uno".
  bool thousands() {
    std::size_t next = at_;
    std::int32_t value = 1000;
    const bool two = u_.word(at_) == "two" || u_.word(at_) == "dos" || u_.word(at_) == "2";
    if (two && (u_.word(at_ + 1) == "thousand" || u_.word(at_ + 1) == "mil"))
      value = 2000, next = at_ + 2;
    else if (u_.word(at_) == "mil")
      next = at_ + 1;
    else
      return false;
    if (value == 1000) {
      const auto hundreds = number_word(u_.word(next));
      if (!hundreds || hundreds->kind != NumberWord::Kind::hundreds || hundreds->value < 800) return false;
      value += hundreds->value;
      ++next;
    }
    const std::size_t before_rest = next;
    const std::int32_t rest = below_hundred(before_rest, next);
    return add_year(value + rest, next);
  }

  bool add_year(std::int32_t year, std::size_t next) {
    add(DatePart::Kind::number, year, 4, std::max<std::size_t>(next, at_ + 2) - at_);
    out_.parts.back().label = DatePart::Label::year;
    return true;
  }

  bool add(DatePart::Kind kind, std::int32_t value, std::int32_t digits, std::size_t used) {
    DatePart part{kind, value, digits, at_, at_ + used, label_, of_, false, false, false};
    if (after_del_ && (kind == DatePart::Kind::month || value <= 31)) part.label = DatePart::Label::none;  // "ocho del nueve"
    label_ = DatePart::Label::none;
    of_ = after_del_ = false;
    out_.parts.push_back(part);
    at_ += used;
    return true;
  }

  void filler() {
    const Word word = u_.word(at_);
    if (word == "of" || word == "de" || word == "del") of_ = true;
    if (word == "del" || word == "year" || word == "ano") label_ = DatePart::Label::year, after_del_ = word == "del";
    if (word == "day" || word == "dia") label_ = DatePart::Label::day;
    if (word == "month" || word == "mes") label_ = DatePart::Label::month;
    if (!among(word, kFillers)) ++out_.words;
    ++at_;
  }

  const Utterance &u_;
  std::size_t end_, at_;
  const DateWords &words_;
  DatePart::Label label_ = DatePart::Label::none;
  bool of_ = false, after_del_ = false;
  DateParts out_;
};

}  // namespace

DateParts read_date_parts(const Utterance &utterance, std::size_t begin, std::size_t end, const DateWords &words) {
  return PartReader(utterance, begin, end, words).run();
}

}  // namespace callwell::nlu
