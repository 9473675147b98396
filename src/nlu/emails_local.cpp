#include "nlu/emails_local.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "nlu/emails_domain.hpp"
#include "nlu/names_written.hpp"
#include "nlu/spelling.hpp"
#include "nlu/spelling_numbers.hpp"
#include "nlu/spelling_phrase.hpp"

namespace callwell::nlu {

namespace {

/// Words of the sentence around an address; the address begins after the last of them.
constexpr WordSet kLeadIns = {
    "is",      "it's",  "its",    "email",   "mail",      "e-mail",      "correo", "address", "to",      "es",       "that's",  "thats",
    "my",      "mi",    "yes",    "yeah",    "sure",      "um",          "uh",     "uhm",     "okay",    "ok",       "so",      "the",
    "send",    "use",   "try",    "write",   "direccion", "electronico", "like",   "eh",      "pues",    "bueno",    "si",      "claro",
    "be",      "would", "should", "her",     "his",       "su",          "emails", "mande",   "mandelo", "manda",    "escriba", "escribame",
    "envielo", "would", "at",     "email's", "correo's",  "address's",   "well",   "seria",   "este",    "personal", "work",    "tengo",
    "have",    "sorry", "perdon", "wait",    "actually",  "no",          "meant",  "mean",    "not",     "it",       "me",      "el",
    "yep",     "hi",    "hello",  "hola",    "was",       "era",         "para",   "por",     "en",      "on"};

/// Asides that say how something is written, not what: longest first where one begins another.
constexpr std::string_view kAsides[] = {"all one word",
                                        "all as one word",
                                        "as one word",
                                        "one word",
                                        "all together",
                                        "all lower case",
                                        "all lowercase",
                                        "in lower case",
                                        "in lowercase",
                                        "lower case",
                                        "lowercase",
                                        "all small letters",
                                        "no spaces",
                                        "no space",
                                        "without spaces",
                                        "todo junto",
                                        "todo en minusculas",
                                        "todo en minuscula",
                                        "en minusculas",
                                        "en minuscula",
                                        "minusculas",
                                        "sin espacios",
                                        "sin espacio",
                                        "all caps",
                                        "no caps",
                                        "capital letters",
                                        "first initial",
                                        "middle initial",
                                        "last initial",
                                        "last name",
                                        "first name",
                                        "my last name",
                                        "my first name",
                                        "my name",
                                        "my initials",
                                        "no apostrophe",
                                        "sin acento",
                                        "sin tilde",
                                        "then the number",
                                        "and then the number",
                                        "the number",
                                        "the numbers",
                                        "and the number",
                                        "the letter",
                                        "the letters",
                                        "el numero",
                                        "los numeros",
                                        "la letra",
                                        "and then",
                                        "then",
                                        "luego",
                                        "y luego",
                                        "y despues",
                                        "capital",
                                        "the word",
                                        "la palabra",
                                        "as in",
                                        "spelled",
                                        "digits",
                                        "number",
                                        "numero",
                                        "numeral",
                                        "mayuscula",
                                        "um",
                                        "uh",
                                        "eh",
                                        "with a",
                                        "the year",
                                        "apellido",
                                        "inicial"};

constexpr struct {
  std::string_view words, sign;
} kSigns[] = {{"under score", "_"}, {"underscore", "_"}, {"underline", "_"},  {"underbar", "_"},  {"guion bajo", "_"}, {"guion abajo", "_"},
              {"raya baja", "_"},   {"raya abajo", "_"}, {"barra baja", "_"}, {"sub guion", "_"}, {"subguion", "_"},   {"guion medio", "-"},
              {"guion", "-"},       {"dash", "-"},       {"hyphen", "-"},     {"minus", "-"},     {"menos", "-"},      {"plus sign", "+"},
              {"plus", "+"},        {"mas", "+"},        {"_", "_"},          {"-", "-"},         {"+", "+"},          {"dot", "."},
              {"punto", "."},       {"point", "."},      {"period", "."},     {".", "."}};

struct Part {
  enum class Kind : std::uint8_t { word, letters, digits, sign };
  Kind kind = Kind::word;
  std::string text;
  std::size_t first = 0;
};

std::string ascii_only(std::string_view text, char also = 'a') {
  std::string out;
  for (const char c : base::fold(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == also) out.push_back(c);
  }
  return out;
}

/// Cuts tokens [begin, end) into parts, leaving asides out.
class Cutter {
 public:
  Cutter(const Utterance &u, std::size_t begin, std::size_t end) : u_(u), begin_(begin), end_(end) {}

  std::vector<Part> run() {
    for (std::size_t at = begin_; at < end_;) at = take(at);
    return std::move(parts_);
  }

 private:
  std::size_t take(std::size_t at) {
    if (const std::size_t aside = longest_aside(at)) return at + aside;
    for (const auto &sign : kSigns) {
      if (const std::size_t used = phrase_length(u_, at, end_, sign.words))
        return add(Part::Kind::sign, std::string(sign.sign), at, at + used);
    }
    if (const auto hint = read_spelling_hint(u_, at); hint && hint->next <= end_ && u_.word(at) != "no") return apply(*hint);
    if (u_.word(at) == "o" && next_is_digit(at + 1)) return add(Part::Kind::digits, "0", at, at + 1);
    if (const auto spelled = read_spelled_word(u_, at); spelled && spelled->next <= end_) return add_letters(*spelled);
    if (const auto group = read_digit_group(u_, at, false); group && group->next <= end_ && u_.word(at) != "o" && !letter_rather(at)) {
      return add(Part::Kind::digits, group->readings.front(), at, group->next);
    }
    const auto letter = read_letter(u_, at);
    if (letter && letter->next <= end_ && (letter->certain || beside_letters(at, letter->next)))
      return add(Part::Kind::letters, ascii_only(letter->text), at, letter->next);
    if (u_.tokens[at].kind == Token::Kind::word) return add(Part::Kind::word, ascii_only(u_.word(at)), at, at + 1);
    return at + 1;
  }

  /// "sarah with an h", "luisa con ese".
  std::size_t apply(const SpellingHint &hint) {
    if (!parts_.empty() && parts_.back().kind == Part::Kind::word) parts_.back().text = ascii_only(apply_hint(parts_.back().text, hint));
    return hint.next;
  }
  /// "double e l l e n": the repeat belongs to the letters.
  bool letter_rather(std::size_t at) const {
    const auto letter = read_letter(u_, at);
    const bool zeros = letter && letter->text[0] == 'o' && next_is_digit(letter->next);  // "double o seven"
    return letter && !zeros && letter->certain && u_.tokens[at].kind == Token::Kind::word && letter->text.size() > 1;
  }
  bool next_is_digit(std::size_t at) const { return at < end_ && number_word(u_.word(at)).has_value(); }
  bool beside_letters(std::size_t at, std::size_t next) const {
    if (!parts_.empty() && parts_.back().kind == Part::Kind::letters && at > begin_) return true;
    const auto following = next < end_ ? read_letter(u_, next) : std::nullopt;
    return following && following->certain;
  }
  std::size_t longest_aside(std::size_t at) const {
    std::size_t best = 0;
    for (const std::string_view aside : kAsides) best = std::max(best, phrase_length(u_, at, end_, aside));
    if (u_.word(at) == "with" && best == 2) {  // "with a c": only when a letter is meant
      const auto letter = read_letter(u_, at + 2);
      return letter ? letter->next - at : 0;
    }
    return best;
  }
  std::size_t add_letters(const SpelledWord &spelled) {
    return add(Part::Kind::letters, ascii_only(spelled.text, '-'), spelled.first, spelled.next);
  }
  std::size_t add(Part::Kind kind, std::string text, std::size_t first, std::size_t next) {
    if (!parts_.empty() && kind == Part::Kind::letters && parts_.back().kind == kind)
      parts_.back().text += text;
    else if (!text.empty())
      parts_.push_back({kind, std::move(text), first});
    return next;
  }

  const Utterance &u_;
  std::size_t begin_, end_;
  std::vector<Part> parts_;
};

/// "kowalski k o w a l s k i" is said once and spelled once; "frank frank" is said twice.
bool repeats(const Part &said, const Part &again) {
  if (said.kind != Part::Kind::word) return false;
  if (again.kind == Part::Kind::word) return said.text == again.text && said.text.size() >= 3;
  if (again.kind != Part::Kind::letters || again.text.size() < 2) return false;
  const std::size_t limit = again.text.size() <= 3 ? 1 : 2;
  return said.text.substr(0, 1) == again.text.substr(0, 1) && base::edit_distance(said.text, again.text, limit) <= limit;
}

std::string join(const std::vector<Part> &parts) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i + 1 < parts.size() && repeats(parts[i], parts[i + 1])) continue;
    // "jay lo lopez l o p e z": both words were spelled as one
    const bool sign = parts[i].kind == Part::Kind::sign;
    if (sign && (out.empty() || i + 1 == parts.size())) continue;
    out += parts[i].text;
  }
  return out;
}

/// Which tokens belong to an aside of several words: "todo en minúsculas" holds a lead-in's "en".
std::vector<bool> asides_in(const Utterance &u, std::size_t begin, std::size_t end) {
  std::vector<bool> inside(end - begin, false);
  for (std::size_t at = begin; at < end; ++at) {
    for (const std::string_view words : kAsides) {
      const std::size_t used = words == "with a" ? 0 : phrase_length(u, at, end, words);
      for (std::size_t i = at; used > 1 && i < at + used; ++i) inside[i - begin] = true;
    }
  }
  return inside;
}

/// Where the address begins: after the last lead-in, unless that word is within letters or signs.
std::size_t begin_of(const Utterance &u, std::size_t begin, std::size_t end) {
  const std::vector<bool> aside = asides_in(u, begin, end);
  for (std::size_t at = end; at > begin; --at) {
    const Token &token = u.tokens[at - 1];
    if (aside[at - 1 - begin]) continue;
    if (token.text == "," || token.text == ":" || token.text == ";" || token.text == "?" || token.text == "!" || token.text == "\"" ||
        token.text == "<") {
      const bool within = token.text == "," && (at == end || u.tokens[at].text.size() == 1 || Cutter(u, at, end).run().empty());
      if (!within) return at;
      continue;
    }
    if (token.text == "." && !u.touching(at - 1) && at < end && u.tokens[at].space_before && !u.tokens[at - 1].space_before)
      return at;  // a sentence's end
    if (!among(token.word(), kLeadIns)) continue;
    const std::string_view before = at >= 2 && at - 2 >= begin ? u.word(at - 2) : std::string_view();
    const std::string_view after = at < end ? u.word(at) : std::string_view();
    const auto letter = read_letter(u, at - 1);
    if (letter && letter->certain && letter->next > at && letter->next <= end) continue;  // "be de burro"
    const bool attached = is_email_dot(before) || before == "underscore" || before == "dash" || before == "_" || before == "-" ||
                          is_email_dot(after) || after == "underscore" ||
                          (before == "guion" && (token.text == "bajo" || token.text == "medio"));
    if ((token.text == "no" && (after == "apostrophe" || after == "space" || after == "spaces" || after == "caps")) ||
        (attached && after != ""))
      continue;
    if (before == "as" || ((token.text == "for" || token.text == "like") && before.size() == 1)) continue;
    if (token.text == "like" && at >= begin + 2 && read_letter(u, at - 2)) continue;
    if ((token.text == "the" || token.text == "el" || token.text == "los") &&
        (after.starts_with("num") || after.starts_with("letter") || after == "word" || after == "year"))
      continue;
    if (token.text == "el" || token.text == "es" || token.text == "be") {  // also letters: "g a b r i el", "jota es"
      const auto left = at >= 2 && at - 2 >= begin ? read_letter(u, at - 2) : std::nullopt;
      if (left && left->certain && at < end && read_letter(u, at)) continue;
    }
    return at;
  }
  return begin;
}

}  // namespace

EmailLocal read_email_local(const Utterance &utterance, std::size_t begin, std::size_t end) {
  constexpr std::size_t kReach = 60;  // tokens; the longest address spelled out takes fewer
  const std::size_t first = begin_of(utterance, std::max(begin, end > kReach ? end - kReach : 0), end);
  std::vector<Part> parts = Cutter(utterance, first, end).run();
  if (parts.empty()) return {{}, end};
  return {join(parts), parts.front().first};
}

}  // namespace callwell::nlu
