#include "nlu/fractions.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>

#include "nlu/number_words.hpp"
#include "nlu/spelling_phrase.hpp"

namespace callwell::nlu {

namespace {

struct Sign { std::string_view written; double value; };
constexpr Sign kSigns[]{{"½", 1.0 / 2}, {"⅓", 1.0 / 3}, {"⅔", 2.0 / 3}, {"¼", 1.0 / 4}, {"¾", 3.0 / 4},
                        {"⅕", 1.0 / 5}, {"⅖", 2.0 / 5}, {"⅗", 3.0 / 5}, {"⅘", 4.0 / 5}, {"⅙", 1.0 / 6},
                        {"⅚", 5.0 / 6}, {"⅛", 1.0 / 8}, {"⅜", 3.0 / 8}, {"⅝", 5.0 / 8}, {"⅞", 7.0 / 8}};

constexpr WordSet kOver = {"over", "sobre", "entre"};
constexpr WordSet kAnd = {"and", "y", "con", "&"};
constexpr WordSet kOne = {"a", "an", "one", "un", "una", "uno"};
constexpr WordSet kHalf = {"half", "medio", "media"};
constexpr WordSet kDecimal = {"con", "coma", "punto"};

double power_of_ten(double value) { return value < 10 ? 10 : value < 100 ? 100 : value < 1000 ? 1000 : 10'000; }

/// Reads the parts of one fraction; each function returns what begins at a token.
class FractionReader {
 public:
  FractionReader(const Utterance &utterance, NumberStyle style)
      : u_(utterance), style_(style), spanish_(utterance.language == Language::es) {}

  /// Most words begin no number at all.
  bool may_begin(std::size_t i) const {
    const Token &token = u_.tokens[i];
    if (token.kind == Token::Kind::word)
      return token.text == "half" || token.text == "quarter" || token.text.starts_with("medi") || number_word(token.word(), true);
    return token.kind == Token::Kind::number || sign_at(i) != nullptr;
  }

  std::optional<Cardinal> read(std::size_t i) const {
    if (auto bare = part_at(i)) return scaled(*bare);
    const auto all = cardinals_at(u_, i, style_);
    for (auto whole = all.rbegin(); whole != all.rend(); ++whole) {
      if (!is_whole(whole->value)) continue;   // "cinco con un" of "cinco con un cuarto"
      const std::size_t next = whole->last + 1;
      if (auto mixed = mixed_with(*whole, next)) return counted(*mixed);
      if (auto said = decimals(*whole, next)) return said;
    }
    return std::nullopt;
  }

 private:
  static bool is_whole(double value) { return value == std::floor(value); }
  bool is_digits(std::size_t i) const { return i < u_.tokens.size() && u_.tokens[i].kind == Token::Kind::number; }

  /// "five and a quarter", "cinco con un cuarto", "1 4/5", "2½".
  std::optional<Cardinal> mixed_with(const Cardinal &whole, std::size_t next) const {
    const bool joined = among(u_.word(next), kAnd);
    if (!joined && (whole.spoken || !(is_digits(next) || sign_at(next)))) return std::nullopt;
    const auto part = joined && among(u_.word(next + 1), kHalf) && !counts_scale(next + 2) ? std::optional(Cardinal{0.5, next + 1, true, 0})
                                                                                           : part_at(joined ? next + 1 : next);
    if (!part || part->value >= 1) return std::nullopt;
    return Cardinal{whole.value + part->value, part->last, whole.spoken || part->spoken, 0};
  }

  /// "siete con cincuenta": the digits behind the sign are said as one number.
  std::optional<Cardinal> decimals(const Cardinal &whole, std::size_t next) const {
    if (!spanish_ || !whole.spoken || !among(u_.word(next), kDecimal)) return std::nullopt;
    const auto rest = cardinal_at(u_, next + 1, style_);
    if (!rest || !rest->spoken || !is_whole(rest->value) || rest->value < 10 || rest->value > 9999) return std::nullopt;
    return Cardinal{whole.value + rest->value / power_of_ten(rest->value), rest->last, true, 0};
  }

  /// A fraction that stands alone.
  std::optional<Cardinal> part_at(std::size_t i) const {
    if (const Sign *sign = sign_at(i)) return Cardinal{sign->value, i, false, 0};
    if (auto written = divided(i)) return written;
    return spoken(i);
  }

  const Sign *sign_at(std::size_t i) const {
    if (i >= u_.tokens.size()) return nullptr;
    const std::string_view written = u_.written(i, i);
    const auto *found = std::find_if(std::begin(kSigns), std::end(kSigns), [&](const Sign &sign) { return sign.written == written; });
    return found == std::end(kSigns) ? nullptr : found;
  }

  /// "3/4", "one over 20".
  std::optional<Cardinal> divided(std::size_t i) const {
    const auto top = cardinal_at(u_, i, style_);
    if (!top) return std::nullopt;
    const std::size_t sign = top->last + 1;
    const bool slash = u_.word(sign) == "/" && u_.touching(top->last) && u_.touching(sign) && is_digits(sign + 1) && is_digits(top->last);
    if (!slash && !among(u_.word(sign), kOver)) return std::nullopt;
    const auto bottom = cardinal_at(u_, sign + 1, style_);
    if (!bottom || bottom->value == 0 || u_.word(bottom->last + 1) == "/") return std::nullopt;
    const std::size_t next = bottom->last + 1;
    if (!slash && next < u_.tokens.size() && u_.tokens[next].kind == Token::Kind::word) return std::nullopt;   // "$900 over 3 years"
    return Cardinal{top->value / bottom->value, bottom->last, top->spoken, 0};
  }

  /// "two thirds", "a fifth of", "un cuarto"; one part is often an ordinal or a room, so it needs the end or an "of" behind it.
  std::optional<Cardinal> spoken(std::size_t i) const {
    if (u_.word(i) == "half" || u_.word(i) == "medio" || u_.word(i) == "media") return half(i);
    if (u_.word(i) == "quarter") return counts_scale(i + 1) ? std::optional(Cardinal{0.25, i, true, 0}) : std::nullopt;
    const bool one = among(u_.word(i), kOne);
    const auto longer = top_of(i);   // "one hundred and two fifths"
    const auto top = longer || !one ? longer : std::optional(Cardinal{1, i, true, 0});
    if (!top || !top->spoken || !is_whole(top->value) || top->value < 1) return std::nullopt;
    std::size_t at = top->last + 1;
    if (u_.word(at) == "-") ++at;
    const double parts = denominator(u_.word(at), top->value > 1);
    if (parts == 0) return std::nullopt;
    const std::string_view behind = u_.word(at + 1);
    const bool closed = at + 1 >= u_.tokens.size() || u_.tokens[at + 1].kind == Token::Kind::mark || behind == "of" || behind == "de";
    if (top->value == 1 && !closed && !counts_scale(at + 1)) return std::nullopt;
    return Cardinal{top->value / parts, at, true, 0};
  }
  bool counts_scale(std::size_t i) const {
    const auto word = number_word(u_.word(i), spanish_);
    return word && word->role == NumberRole::scale;
  }
  /// The longest number in front of a word for parts: "twenty fifths" is 20/5, "treinta y cinco" stays whole.
  std::optional<Cardinal> top_of(std::size_t i) const {
    const auto all = cardinals_at(u_, i, style_);
    for (auto reading = all.rbegin(); reading != all.rend(); ++reading) {
      const std::size_t next = reading->last + (u_.word(reading->last + 1) == "-" ? 2 : 1);
      if (denominator(u_.word(next), reading->value > 1) > 0) return *reading;
    }
    return std::nullopt;
  }

  /// "half a million"; a half of anything else is no number by itself.
  std::optional<Cardinal> half(std::size_t i) const {
    const std::size_t scale = i + (among(u_.word(i + 1), kOne) ? 2U : 1U);
    const auto word = number_word(u_.word(scale), spanish_);
    if (!word || (word->role != NumberRole::scale && word->value != 12)) return std::nullopt;
    return Cardinal{word->value / 2, scale, true, 0};
  }

  /// "five and a half million", "a quarter million".
  Cardinal counted(const Cardinal &part) const {
    const auto word = number_word(u_.word(part.last + 1), spanish_);
    if (!word || word->role != NumberRole::scale) return part;
    return {part.value * word->value, part.last + 1, true, 0};
  }
  /// "two thirds of a million".
  Cardinal scaled(const Cardinal &part) const {
    const std::size_t of = part.last + 1;
    if (!part.spoken || (u_.word(of) != "of" && u_.word(of) != "de") || !among(u_.word(of + 1), kOne)) return counted(part);
    const auto word = number_word(u_.word(of + 2), spanish_);
    if (!word || word->role != NumberRole::scale) return part;
    return {part.value * word->value, of + 2, true, 0};
  }

  /// How many parts make a whole by the word for them; 0 for any other word.
  double denominator(std::string_view word, bool plural) const {
    struct Parts { std::string_view one, many; double value; };
    constexpr Parts kParts[]{{"half", "halves", 2}, {"quarter", "quarters", 4}, {"medio", "medios", 2}, {"tercio", "tercios", 3},
                             {"cuarto", "cuartos", 4}, {"third", "thirds", 3}};
    for (const Parts &parts : kParts) {
      if (word == (plural ? parts.many : parts.one)) return parts.value;
    }
    if (plural != word.ends_with("s")) return 0;
    if (plural) word.remove_suffix(1);
    if (word.ends_with("avo") && word.size() > 5 && word != "octavo") {
      const auto number = number_word(word.substr(0, word.size() - 3), true);
      return number ? number->value : 0;
    }
    const std::int64_t ordinal = ordinal_word(word);
    return ordinal >= 4 && word != "cuarto" && word != "forth" ? static_cast<double>(ordinal) : 0;
  }

  const Utterance &u_;
  NumberStyle style_;
  bool spanish_;
};

}  // namespace

std::optional<Cardinal> fraction_at(const Utterance &utterance, std::size_t i, NumberStyle style) {
  if (i >= utterance.tokens.size()) return std::nullopt;
  const FractionReader reader(utterance, style);
  return reader.may_begin(i) ? reader.read(i) : std::nullopt;
}

}  // namespace callwell::nlu
