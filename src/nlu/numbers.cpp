#include "nlu/numbers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "nlu/number_words.hpp"

namespace callwell::nlu {

namespace {

constexpr std::size_t kMaxNumberTokens = 24;
constexpr std::size_t kMaxDigits = 18;   ///< what a double holds and nobody says more of

using Role = NumberRole;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Reads "1,200.50" from digits and the marks that touch them.
class WrittenNumber {
 public:
  WrittenNumber(const Utterance &utterance, std::size_t first, NumberStyle style) : utterance_(utterance), first_(first), style_(style) {}

  std::optional<Cardinal> read() {
    std::size_t at = first_;
    const bool bare_fraction = is_mark(at, ".") || is_mark(at, ",");
    if (bare_fraction) return bare(at);
    if (!is_digits(at)) return std::nullopt;
    text_ = utterance_.word(at);
    const auto whole_digits = text_.size();
    if (!grouped_in_pairs(at) && !grouped_by_spaces(at)) {
      while (grouped(at)) at += 2;
    }
    const bool fraction = fraction_follows(at);
    if (fraction) {
      text_ += "." + std::string(utterance_.word(at + 2));
      at += 2;
    }
    if (text_.size() > kMaxDigits) return std::nullopt;
    if (const auto power = power_of_ten(at)) return power;
    return Cardinal{std::strtod(text_.c_str(), nullptr), at, false,
                    static_cast<std::uint8_t>(fraction ? 0 : std::min<std::size_t>(whole_digits, 99))};
  }

 private:
  bool is_digits(std::size_t i) const { return i < utterance_.tokens.size() && utterance_.tokens[i].kind == Token::Kind::number; }
  bool is_mark(std::size_t i, std::string_view mark) const { return utterance_.word(i) == mark; }
  bool mark_and_digits(std::size_t at, std::string_view mark) const {
    return utterance_.touching(at) && is_mark(at + 1, mark) && utterance_.touching(at + 1) && is_digits(at + 2);
  }
  /// ".0012": a point with nothing before it.
  std::optional<Cardinal> bare(std::size_t at) const {
    if (!utterance_.touching(at) || !is_digits(at + 1) || utterance_.word(at + 1).size() > kMaxDigits) return std::nullopt;
    if (at > 0 && is_digits(at - 1)) return std::nullopt;
    if (is_mark(at, ",") && !style_.decimal_comma) return std::nullopt;
    return Cardinal{std::strtod(("0." + std::string(utterance_.word(at + 1))).c_str(), nullptr), at + 1, false, 0};
  }
  /// Does a group of three digits follow behind a thousands sign? Takes it in.
  bool grouped(std::size_t at) {
    const std::string_view usual = style_.decimal_comma ? "." : ",";
    if (utterance_.word(at + 2).size() != 3 || text_.empty() || text_[0] == '0' || utterance_.word(at).size() > 3) return false;
    const bool repeated = mark_and_digits(at + 2, utterance_.word(at + 1)) && utterance_.word(at + 4).size() == 3;
    const bool again = at > first_ && utterance_.word(at - 1) == utterance_.word(at + 1);
    const bool either = (repeated || again) && is_one_of(utterance_.word(at + 1), {".", ","});
    if (!mark_and_digits(at, usual) && !(either && mark_and_digits(at, utterance_.word(at + 1)))) return false;
    text_ += utterance_.word(at + 2);
    return true;
  }
  /// "12,34,567": India groups by two above the thousand.
  bool grouped_in_pairs(std::size_t &at) {
    std::size_t end = at;
    while (mark_and_digits(end, ",") && utterance_.word(end + 2).size() == 2) end += 2;
    if (end == at || text_.size() > 2 || !mark_and_digits(end, ",") || utterance_.word(end + 2).size() != 3) return false;
    for (end += 2; at < end; at += 2) text_ += utterance_.word(at + 2);
    return true;
  }
  /// "1 234 567": at least two groups of three with spaces, and no digits around them.
  bool grouped_by_spaces(std::size_t &at) {
    std::size_t end = at;
    while (is_digits(end + 1) && utterance_.word(end + 1).size() == 3) ++end;
    const bool alone = end >= at + 2 && text_.size() <= 3 && text_[0] != '0' && !is_digits(end + 1) && (at == 0 || !is_digits(at - 1));
    if (!alone || (at > 0 && utterance_.touching(at - 1)) || utterance_.touching(end)) return false;
    for (; at < end; ++at) text_ += utterance_.word(at + 1);
    return true;
  }
  /// "1.3e6", "6.2x10^-4".
  std::optional<Cardinal> power_of_ten(std::size_t at) const {
    const bool times = utterance_.word(at + 1) == "x" && utterance_.word(at + 2) == "10" && utterance_.word(at + 3) == "^";
    std::size_t next = times ? at + 4 : at + 2;
    if (!times && utterance_.word(at + 1) != "e") return std::nullopt;
    const bool minus = is_mark(next, "-");
    if (minus) ++next;
    if (!is_digits(next) || utterance_.word(next).size() > 2) return std::nullopt;
    for (std::size_t i = at; i < next; ++i) {
      if (!utterance_.touching(i)) return std::nullopt;
    }
    const int power = std::atoi(std::string(utterance_.word(next)).c_str());
    return Cardinal{std::strtod((text_ + "e" + (minus ? "-" : "") + std::to_string(power)).c_str(), nullptr), next, false, 0};
  }
  bool fraction_follows(std::size_t at) const {
    const bool comma = style_.decimal_comma || utterance_.language == Language::es;
    if (!(mark_and_digits(at, ".") || (comma && mark_and_digits(at, ",")))) return false;
    const bool version = mark_and_digits(at + 2, ".") || mark_and_digits(at + 2, "/");   // "1.2.3" is no number
    return !version;
  }

  const Utterance &utterance_;
  std::size_t first_;
  NumberStyle style_;
  std::string text_;
};

/// Adds up the words of a spoken number, remembering every point at which it could end.
class SpokenNumber {
 public:
  SpokenNumber(const Utterance &utterance, NumberStyle style, bool ordinals = false)
      : utterance_(utterance), style_(style), spanish_(utterance.language == Language::es), ordinals_(ordinals) {}

  std::vector<Cardinal> read(std::size_t at) {
    const std::size_t stop = std::min(utterance_.tokens.size(), at + kMaxNumberTokens);
    if (const auto written = WrittenNumber(utterance_, at, style_).read()) {
      group_ = written->value;
      digits_only_ = true;
      last_ = Role::unit;
      readings_.push_back(*written);
      at = written->last + 1;
    } else if (!begin(at)) {
      return {};
    }
    while (at < stop && (extend(at) || join(at))) ++at;
    return std::move(readings_);
  }

 private:
  std::optional<NumberWord> word(std::size_t at) const {
    const Word text = utterance_.word(at);
    if (!ordinals_) return number_word(text, spanish_);
    if (const auto ordinal = as_ordinal(text)) return ordinal;
    const bool after_one = !readings_.empty() && readings_.back().ordinal;   // an ordinal ends the number or is followed by more of them
    return after_one ? std::nullopt : number_word(text, spanish_);
  }
  /// An ordinal counts like the number it belongs to: "tricentésimo" like "trescientos".
  std::optional<NumberWord> as_ordinal(const Word &text) const {
    const std::int64_t value = ordinal_word(text);
    if (value == 0) return std::nullopt;
    const Role tens = value == 10 && !spanish_ ? Role::teen : Role::ten;
    const Role role = value < 10                                  ? Role::unit
                      : value >= 1000                             ? Role::scale
                      : value >= 100 && (spanish_ || value > 100) ? Role::hundreds
                      : value == 100                              ? Role::hundred
                      : value % 10 == 0                           ? tens
                                                                  : Role::teen;
    return NumberWord{role, static_cast<double>(value)};
  }

  double total() const {
    return std::accumulate(terms_.begin(), terms_.end(), 0.0, [](double sum, const Term &term) { return sum + term.value; });
  }
  void note(std::size_t last) {
    const bool ordinal = ordinals_ && ordinal_word(utterance_.word(last)) != 0;
    readings_.push_back({total() + group_, last, spoken_ || !digits_only_, 0, ordinal});
  }

  bool begin(std::size_t &at) {
    const auto first = word(at);
    if (is_one_of(utterance_.word(at), {"point", "punto"}) && decimals(at)) return true;
    if (!first || first->role == Role::letter || first->role == Role::hundred) return false;
    if (first->role == Role::article) return article(at);
    if (first->role == Role::scale && first->value != 1000) return false;
    if (first->role == Role::scale && utterance_.word(at) != "mil") return false;
    group_ = first->role == Role::scale ? 0 : first->value;
    if (first->role == Role::scale) terms_ = {{first->value, first->value}};
    last_ = first->role == Role::scale ? Role::scale : first->role;
    spoken_ = true;
    note(at);
    ++at;
    return true;
  }

  /// "a hundred", "a couple of", "una docena"; alone only "un" and "una" count, and "a" does not.
  bool article(std::size_t &at) {
    const auto next = word(at + 1);
    spoken_ = true;
    if (next && next->role == Role::noun) {
      group_ = next->value;
      last_ = Role::noun;
      note(at + 1);
      at += 2;
      return true;
    }
    if (next && (next->role == Role::hundred || next->role == Role::scale)) {
      group_ = 1;
      last_ = Role::unit;
      ++at;
      return true;
    }
    if (is_one_of(utterance_.word(at), {"a", "an"})) return false;
    group_ = 1;
    last_ = Role::unit;
    note(at);
    ++at;
    return true;
  }

  bool extend(std::size_t &at) {
    if (is_one_of(utterance_.word(at), {"point", "punto", "coma", "con"}) && whole()) return decimals(at);
    const auto next = word(at);
    if (!next) return digits_between(at);
    if (!fits(*next, at)) return false;
    apply(*next);
    note(at);
    return true;
  }
  /// "4 thousand 3 hundred": digits that a word counts.
  bool digits_between(std::size_t at) {
    const Word text = utterance_.word(at);
    if (at >= utterance_.tokens.size() || utterance_.tokens[at].kind != Token::Kind::number || text.size() > 3) return false;
    const auto next = word(at + 1);
    if (last_ != Role::scale || group_ != 0 || !next || next->role != Role::hundred) return false;
    return take_digits(text);
  }
  bool take_digits(std::string_view text) {
    group_ += std::atof(std::string(text).c_str());
    last_ = Role::unit;
    return true;
  }

  /// "and", "y" and hyphens between parts: "treinta y tres", "two hundred and five", "twenty-one".
  bool join(std::size_t &at) {
    const Word link = utterance_.word(at);
    const auto next = word(at + 1);
    const bool hyphen = is_one_of(link, {"-", "—", "–"});
    const bool counted = last_ == Role::hundred || last_ == Role::scale;
    if (link == "and" && counted && utterance_.word(at + 1).size() <= 2 && at + 1 < utterance_.tokens.size() &&
        utterance_.tokens[at + 1].kind == Token::Kind::number && !utterance_.touching(at + 1) && !word(at + 2)) {   // "3 hundred and 21"
      take_digits(utterance_.word(++at));
      note(at);
      return true;
    }
    if (!next || !(hyphen || is_one_of(link, {"and", "y", "&"})) || !fits(*next, at + 1)) return false;
    if (next->role == Role::letter || next->role == Role::article) return false;
    const bool tens = last_ == Role::ten && next->role == Role::unit && next->value > 0;
    const bool hundreds = last_ == Role::hundred || last_ == Role::scale;
    if (hyphen ? !tens : !(link == "y" ? tens : hundreds)) return false;
    apply(*next);
    ++at;
    note(at);
    return true;
  }

  bool whole() const { return group_ == std::floor(group_) && !decimal_; }

  bool fits(const NumberWord &next, std::size_t at) const {
    const double tail = std::fmod(group_, 100);
    switch (next.role) {
      case Role::letter:
        return digits_only_ && closes_up(at) && terms_.empty() && last_ != Role::letter && next_is_not_letter(at);
      case Role::scale: return (group_ > 0 || last_ == Role::scale) && last_ != Role::noun;
      case Role::noun: return next.value == 12 && group_ > 0 && terms_.empty() && group_ < 100;
      case Role::article: return false;
      default: break;
    }
    if (next.role == Role::hundred) return !decimal_ && last_ != Role::noun && group_ >= 1 && group_ < 100 && tail == group_;
    if (decimal_ || (digits_only_ && terms_.empty() && last_ != Role::hundred) || last_ == Role::noun) return false;
    if (next.role == Role::hundreds) return group_ == 0 && last_ == Role::scale;
    if (last_ == Role::unit && group_ == 0 && terms_.empty()) return next.role == Role::unit && spanish_;   // "cero tres"
    if (next.role == Role::unit)
      return next.value > 0 && (last_ == Role::ten || last_ == Role::hundred || last_ == Role::hundreds || last_ == Role::scale);
    return tail == 0 && (last_ == Role::hundred || last_ == Role::hundreds || last_ == Role::scale);
  }

  /// "2.33 k" at the end of the words is as good as "2.33k".
  bool closes_up(std::size_t at) const {
    const bool end = at + 1 >= utterance_.tokens.size() || utterance_.tokens[at + 1].kind == Token::Kind::mark;
    return utterance_.touching(at - 1) || (utterance_.word(at) == "k" && end);
  }
  bool next_is_not_letter(std::size_t at) const {
    return utterance_.word(at) != "m" && !(utterance_.touching(at) && utterance_.tokens[at + 1].kind == Token::Kind::word);
  }

  void apply(const NumberWord &next) {
    if (next.role == Role::hundred || next.role == Role::noun) group_ *= next.value;
    else if (next.role == Role::scale || next.role == Role::letter) scale(next.value);
    else group_ += next.value;
    if (next.role != Role::letter) spoken_ = true;
    last_ = next.role;
  }

  /// What was said since the last greater scale is counted in this one: "tres billones dos mil millones".
  void scale(double value) {
    double counted = group_;
    while (!terms_.empty() && (terms_.back().scale < value || counted == 0)) {
      counted += terms_.back().value;
      terms_.pop_back();
    }
    terms_.push_back({counted * value, value});
    group_ = 0;
    decimal_ = false;
  }

  bool decimals(std::size_t &at) {
    double place = 0.1, fraction = 0;
    std::size_t i = at + 1;
    if (i < utterance_.tokens.size() && utterance_.tokens[i].kind == Token::Kind::number && utterance_.word(i).size() < kMaxDigits) {
      fraction = std::strtod(("0." + std::string(utterance_.word(i))).c_str(), nullptr);
      ++i;
    } else {
      for (int digit = 0; i < utterance_.tokens.size() && i < at + 8 && (digit = spoken_digit(utterance_.word(i))) >= 0; ++i, place /= 10) {
        fraction += digit * place;
      }
    }
    if (i == at + 1) return false;
    group_ += fraction;
    decimal_ = true;
    spoken_ = true;
    note(i - 1);
    at = i - 1;
    return true;
  }

  const Utterance &utterance_;
  NumberStyle style_;
  bool spanish_, ordinals_;
  struct Term { double value, scale; };
  std::vector<Term> terms_;   ///< greatest scale first
  double group_ = 0;
  bool spoken_ = false, digits_only_ = false, decimal_ = false;
  Role last_ = Role::noun;
  std::vector<Cardinal> readings_;
};

bool is_ordinal_suffix(std::string_view word) {
  return is_one_of(word,
                   {"st", "nd", "rd", "th", "º", "ª", "°", "o", "a", "er", "ro", "ra", "do", "da", "to", "ta", "mo", "ma", "vo", "va"});
}

/// "3rd", "2.ª", "17.°": digits with the ending that touches them.
std::optional<OrdinalReading> written_ordinal(const Utterance &utterance, std::size_t i) {
  if (i >= utterance.tokens.size() || utterance.tokens[i].kind != Token::Kind::number || utterance.word(i).size() > 6) return std::nullopt;
  const std::int64_t value = std::strtoll(std::string(utterance.word(i)).c_str(), nullptr, 10);
  std::size_t suffix = i + 1;
  if (utterance.touching(i) && utterance.word(suffix) == "." && utterance.touching(suffix)) ++suffix;
  const bool mark = is_one_of(utterance.word(suffix), {"º", "ª", "°"});
  const bool english = is_one_of(utterance.word(suffix), {"st", "nd", "rd", "th"});
  if (!utterance.touching(suffix - 1) && !english) return std::nullopt;
  if (suffix > i + 1 && !is_ordinal_suffix(utterance.word(suffix))) return std::nullopt;
  if (mark || english || (utterance.language == Language::es && is_ordinal_suffix(utterance.word(suffix))))
    return OrdinalReading{value, suffix, false};
  return std::nullopt;
}

/// "last", "second to last", "next to last", "penúltima".
std::optional<OrdinalReading> from_the_end(const Utterance &utterance, std::size_t i) {
  const Word word = utterance.word(i);
  if (is_one_of(word, {"last", "ultimo", "ultima", "ultimos", "ultimas"})) {
    const bool but_one = utterance.word(i + 1) == "but" && utterance.word(i + 2) == "one";
    return OrdinalReading{but_one ? -2 : -1, but_one ? i + 2 : i, false};
  }
  if (is_one_of(word, {"penultimo", "penultima", "penultimate"})) return OrdinalReading{-2, i, false};
  if (is_one_of(word, {"antepenultimo", "antepenultima"})) return OrdinalReading{-3, i, false};
  const std::int64_t counted = word == "next" ? 2 : ordinal_word(word);
  const bool hyphen = utterance.word(i + 1) == "-";
  const std::size_t to = hyphen ? i + 2 : i + 1;
  if (counted < 2 || !is_one_of(utterance.word(to), {"to", "from"})) return std::nullopt;
  for (const std::size_t at : {to + 1, to + 2}) {
    if (utterance.word(at) == "last" || (utterance.word(to) == "from" && utterance.word(at) == "end"))
      return OrdinalReading{-counted, at, false};
  }
  return std::nullopt;
}

/// "veintidosmilésimo": the number and its scale written as one word.
std::int64_t joined_ordinal(std::string_view word) {
  const std::size_t scale = word.find("milesim");
  if (scale == std::string_view::npos || scale == 0) return 0;
  const auto count = number_word(word.substr(0, scale), true);
  return count && count->value >= 2 ? static_cast<std::int64_t>(count->value) * 1000 : 0;
}

/// "twenty-first", "two hundred and third", "vigésimo tercero", "dos mil millonésimo".
std::optional<OrdinalReading> compound_ordinal(const Utterance &utterance, std::size_t i) {
  constexpr double kMost = 9e15;   // what a double counts exactly
  const auto all = SpokenNumber(utterance, {}, true).read(i);
  for (auto reading = all.rbegin(); reading != all.rend(); ++reading) {
    if (reading->ordinal && reading->last > i && reading->value < kMost)
      return OrdinalReading{static_cast<std::int64_t>(reading->value), reading->last, false};
  }
  const std::int64_t joined = utterance.language == Language::es ? joined_ordinal(utterance.word(i)) : 0;
  return joined > 0 ? std::optional(OrdinalReading{joined, i, false}) : std::nullopt;
}

}  // namespace

NumberStyle number_style(Language language, std::string_view country) { return {language == Language::es && country == "ES"}; }

int spoken_digit(std::string_view word) {
  if (word == "oh" || word == "o") return 0;
  const auto found = number_word(word, true);
  const bool digit = found && (found->role == NumberRole::unit || (found->role == NumberRole::article && word.substr(0, 2) == "un"));
  return digit ? static_cast<int>(found->value) : -1;
}

std::vector<Cardinal> cardinals_at(const Utterance &utterance, std::size_t i, NumberStyle style) {
  if (i >= utterance.tokens.size()) return {};
  return SpokenNumber(utterance, style).read(i);
}

std::optional<Cardinal> cardinal_at(const Utterance &utterance, std::size_t i, NumberStyle style) {
  const std::vector<Cardinal> all = cardinals_at(utterance, i, style);
  if (all.empty()) return std::nullopt;
  return all.back();
}

std::optional<OrdinalReading> ordinal_at(const Utterance &utterance, std::size_t i) {
  if (i >= utterance.tokens.size()) return std::nullopt;
  if (const auto written = written_ordinal(utterance, i)) return written;
  if (const auto end = from_the_end(utterance, i)) return end;
  if (const auto compound = compound_ordinal(utterance, i)) return compound;
  const std::int64_t value = ordinal_word(utterance.word(i));
  if (value == 0) return std::nullopt;
  return OrdinalReading{value, i, is_one_of(utterance.word(i), {"second", "segundo", "segundos", "cuarto", "cuartos"})};
}

}  // namespace callwell::nlu
