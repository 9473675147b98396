// Telephone numbers, typed and spoken: digits are gathered in runs, a run may be corrected, the plan of the country decides.
#include <algorithm>

#include "nlu/finders.hpp"
#include "nlu/phones_plan.hpp"
#include "nlu/phones_reading.hpp"
#include "nlu/spelling_numbers.hpp"
#include "nlu/spelling_phrase.hpp"

namespace callwell::nlu {

namespace {

/// Words that stand between the digits of one number.
constexpr WordSet kGlue = {
    "-",       ".",    ",",      "(",           ")",           "/",        "~",      "·",       "_",          "um",      "uh",
    "uhm",     "er",   "eh",     "este",        "em",          "and",      "then",   "y",       "the",        "is",      "are",
    "it's",    "its",  "el",     "es",          "son",         "dash",     "hyphen", "guion",   "space",      "espacio", "luego",
    "despues", "coma", "comma",  "parentheses", "parenthesis", "paren",    "open",   "close",   "parentesis", "abre",    "cierra",
    "area",    "code", "code's", "number",      "number's",    "numero",   "codigo", "de",      "dot",        "point",   "punto",
    "ok",      "okay", "so",     "prefix",      "prefijo",     "followed", "by",     "seguido", "a",          "lada",    "clave"};
constexpr WordSet kCues = {"phone",    "number",    "number's", "call",   "text",    "cell",     "mobile",
                                      "tel",      "telephone", "fax",      "reach",  "contact", "whatsapp", "callback",
                                      "telefono", "numero",    "celular",  "movil",  "llamame", "llameme",  "marqueme",
                                      "marcame",  "cel",       "tlf",      "llamar", "digits",  "area",     "lada"};
constexpr WordSet kOtherNumbers = {"card",   "account",   "member",     "policy", "invoice", "order",      "tarjeta",  "cuenta",
                                              "poliza", "social",    "ssn",        "id",     "visa",    "mastercard", "discover", "amex",
                                              "no",     "reference", "referencia", "ticket", "date",    "born"};
constexpr WordSet kExtensions = {"ext", "extension", "extn", "x", "interno", "anexo", "exten"};

constexpr std::size_t kMaxGlue = 5;     // tokens between two groups of digits
constexpr std::size_t kMaxGroups = 40;  // of one run

struct Run {
  std::vector<DigitGroup> groups;
  std::size_t first = 0, next = 0;
  bool plus = false, tail = false, area = false;  ///< tail: "… is the last four"; area: "area code …"
};

/// "last four", "los ultimos cuatro": the number word counts digits.
bool counts_digits(const Utterance &u, std::size_t at) {
  static constexpr WordSet kEnds = {"last", "first", "ultimos", "ultimas", "primeros"};
  return at > 0 && among(u.word(at - 1), kEnds) && !u.tokens[at].text.empty() && u.tokens[at].kind == Token::Kind::word;
}

/// A number inside a word or a code ("K77-4120", "r555", "80%") is none of ours.
bool inside_code(const Utterance &u, const DigitGroup &group) {
  if (!group.numeral) return false;
  const std::string_view after = u.touching(group.next - 1) ? u.word(group.next) : std::string_view();
  if (after == "%" || after == ":" || after == "#") return true;
  if (group.first == 0 || u.tokens[group.first].space_before) return false;
  const std::string_view before = u.word(group.first - 1);
  return before == "$" || before == "#" || before == ":" ||
         (u.tokens[group.first - 1].kind == Token::Kind::word && before.size() == 1 && before != "x");
}

std::optional<DigitGroup> group_at(const Utterance &u, std::size_t at, bool homophones) {
  if (counts_digits(u, at)) return {};
  auto group = read_digit_group(u, at, homophones);
  if (!group || inside_code(u, *group)) return {};
  if (!group->homophone) return group;
  // Only beside a digit is "to" a two.
  const bool beside = read_digit_group(u, at + 1, false).has_value() || (at > 0 && number_word(u.word(at - 1)).has_value());
  return beside ? group : std::nullopt;
}

/// The plus sign before a run, said or typed.
bool plus_before(const Utterance &u, std::size_t first) {
  std::size_t at = first;
  while (at > 0 && u.word(at - 1) == "(") --at;
  if (at == 0) return false;
  const std::string_view word = u.word(at - 1);
  return word == "+" || word == "plus" || word == "mas";
}

/// The next group after at most kMaxGlue tokens that belong between digits.
std::optional<DigitGroup> next_group(const Utterance &u, std::size_t from, bool homophones) {
  for (std::size_t at = from; at < u.tokens.size() && at < from + kMaxGlue; ++at) {
    if (auto group = group_at(u, at, homophones)) return group;
    if (!among(u.word(at), kGlue)) return {};
  }
  return {};
}

bool near(const Utterance &u, std::size_t at, std::size_t back, std::string_view first, std::string_view second) {
  for (std::size_t i = at > back ? at - back : 0; i < at; ++i) {
    if (u.word(i) == first && (second.empty() || u.word(i + 1).starts_with(second))) return true;
  }
  return false;
}

Run read_run(const Utterance &u, DigitGroup group, bool homophones) {
  Run run;
  run.first = group.first;
  run.plus = plus_before(u, run.first);
  run.area = near(u, run.first, 4, "area", "code") || near(u, run.first, 3, "lada", "") || near(u, run.first, 5, "codigo", "de");
  std::optional<DigitGroup> next = std::move(group);
  while (next && run.groups.size() < kMaxGroups) {
    run.next = next->next;
    run.groups.push_back(std::move(*next));
    const bool area_again = u.word(run.next) == "area" && !run.area;
    next = area_again ? std::nullopt : next_group(u, run.next, homophones);
  }
  run.tail = near(u, run.first, 4, "last", "") || near(u, run.first, 4, "ultimos", "");
  for (std::size_t at = run.next + 1; at < run.next + 4; ++at)
    run.tail = run.tail || u.word(at) == "last" || u.word(at) == "ultimos" || u.word(at) == "final";
  return run;
}

std::vector<Run> read_runs(const Utterance &u, bool homophones) {
  std::vector<Run> runs;
  for (std::size_t at = 0; at < u.tokens.size();) {
    if (auto group = group_at(u, at, homophones)) {
      runs.push_back(read_run(u, std::move(*group), homophones));
      at = runs.back().next;
    } else {
      ++at;
    }
  }
  return runs;
}

/// "no wait", "sorry", "perdón": what follows replaces what went before.
bool corrects(const Utterance &u, std::size_t from, std::size_t to) {
  static constexpr WordSet kMarkers = {"no",       "wait",       "sorry",   "actually", "mean",   "perdon",     "digo",
                                                  "espera",   "correction", "scratch", "oops",     "rather", "correccion", "mejor",
                                                  "disculpe", "perdona",    "make",    "not",      "espere"};
  for (std::size_t at = from; at < to; ++at) {
    if (among(u.word(at), kMarkers)) return true;
  }
  return false;
}

struct Found {
  Phone phone;
  std::size_t first = 0, next = 0;
  bool whole = false;  ///< took all digits of its run
};

/// Extension digits after token `at`, if an extension is announced there.
void take_extension(const Utterance &u, Found &found) {
  std::size_t at = found.next;
  while (at < found.next + 3 &&
         (u.word(at) == "," || u.word(at) == "." || u.word(at) == "(" || u.word(at) == "and" || u.word(at) == "the" || u.word(at) == "y" ||
          u.word(at) == "la" || u.word(at) == "with" || u.word(at) == "con"))
    ++at;
  if (!among(u.word(at), kExtensions)) return;
  ++at;
  while (u.word(at) == "." || u.word(at) == "number" || u.word(at) == "numero" || u.word(at) == "is" || u.word(at) == "es" ||
         u.word(at) == ":")
    ++at;
  std::string digits;
  std::size_t next = at;
  while (digits.size() < 7) {
    const auto group = read_digit_group(u, next, false);
    if (!group) break;
    digits += group->readings.front();
    next = group->next;
  }
  if (digits.empty() || digits.size() > 7) return;
  found.phone.extension = digits;
  found.next = next;
}

/// Replaces the end of a number by the digits of a correction, or its area code.
std::string corrected(const std::string &digits, const std::string &correction, bool area, std::string_view country, bool complete) {
  constexpr std::size_t kLocal = 7;   // "555 0123, sorry, 0132": without its area code
  const std::size_t length = complete || digits.size() == kLocal ? digits.size() : usual_national_length(country);
  if (area && correction.size() == 3 && digits.size() >= 10)
    return digits.substr(0, digits.size() - 10) + correction + digits.substr(digits.size() - 7);
  if (correction.size() >= length) return correction;
  const std::size_t keep = length - correction.size();
  return digits.size() < keep ? std::string() : digits.substr(0, keep) + correction;
}

class PhoneFinder {
 public:
  PhoneFinder(const Utterance &u, const Context &context)
      : u_(u),
        context_(context),
        expected_(context.expecting.field == "phone" || context.expecting.field.find("phone") != std::string::npos),
        cued_(std::any_of(u.tokens.begin(), u.tokens.end(), [](const Token &token) { return among(token.word(), kCues); })) {}

  std::vector<Found> find() {
    runs_ = read_runs(u_, expected_ || cued());
    for (std::size_t i = 0; i < runs_.size();) i = take(i);
    return std::move(found_);
  }
  bool expected() const { return expected_; }
  bool cued() const { return cued_; }

 private:
  std::size_t take(std::size_t i) {
    if (!found_.empty() && correct_last(runs_[i])) return i + 1;
    if (const std::size_t next = take_joined(i); next > i) return next;
    take_run(runs_[i]);
    return i + 1;
  }

  /// "0143 is the last four, area code 206 555": the run said last stands first. Also "305, yes, 555 0123".
  std::size_t take_joined(std::size_t i) {
    if (i + 1 >= runs_.size() || !(expected_ || cued())) return i;
    std::vector<DigitGroup> groups = runs_[i].groups;
    const Run &second = runs_[i + 1];
    if (second.first > runs_[i].next + 12 || corrects(u_, runs_[i].next, second.first)) return i;
    if (read_phone(groups, runs_[i].plus, context_.country) || read_phone(second.groups, second.plus, context_.country)) return i;
    if (runs_[i].tail || (second.area && !runs_[i].area))
      groups.insert(groups.begin(), second.groups.begin(), second.groups.end());
    else
      groups.insert(groups.end(), second.groups.begin(), second.groups.end());
    const auto reading = read_phone(groups, runs_[i].plus, context_.country);
    if (!reading || reading->groups != groups.size()) return i;
    add(*reading, runs_[i].first, second.next, true);
    return i + 2;
  }

  void take_run(const Run &run) {
    std::vector<DigitGroup> rest = run.groups;
    std::size_t first = run.first;
    bool any = false;
    while (!rest.empty()) {
      const auto reading = read_phone(rest, run.plus && first == run.first, context_.country);
      if (!reading) {
        if (any || rest.size() < 2 || !(expected_ || cued() || separated(rest[0], rest[1]))) break;
        rest.erase(rest.begin());  // "oh, it's 305 …": what went before is not part of it
        first = rest.front().first;
        continue;
      }
      const std::size_t last = reading->groups - 1;
      const bool whole = reading->groups == rest.size() || separated(rest[last], rest[last + 1]);
      if (!whole && !expected_ && !cued()) break;
      add(*reading, first, rest[last].next, whole);
      any = true;
      rest.erase(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(reading->groups));
      if (!rest.empty()) first = rest.front().first;
    }
    if (!any) take_without_plan(run);
  }

  /// Two numbers in one breath are parted by more than a space or hyphen.
  bool separated(const DigitGroup &left, const DigitGroup &right) const {
    for (std::size_t at = left.next; at < right.first; ++at) {
      if (u_.word(at) != "-" && u_.word(at) != ".") return true;
    }
    return false;
  }

  /// Digits that are announced as a telephone number but are none of the country's plan.
  void take_without_plan(const Run &run) {
    const std::string digits = plain_digits(run.groups);
    const bool other = std::any_of(u_.tokens.begin() + static_cast<std::ptrdiff_t>(run.first > 4 ? run.first - 4 : 0),
                                   u_.tokens.begin() + static_cast<std::ptrdiff_t>(run.first),
                                   [](const Token &t) { return among(t.word(), kOtherNumbers); });
    if (is_date(run)) return;
    if (digits.size() < 7 || digits.size() > 17 || other || !(expected_ || cued() || run.plus || shaped_like_one(run))) return;
    Found found{{std::nullopt, digits, std::nullopt}, run.first, run.next, false};
    take_extension(u_, found);
    found_.push_back(std::move(found));
  }

  /// "123 456 7890", "06354640807": nobody else writes digits so.
  bool shaped_like_one(const Run &run) const {
    const auto &g = run.groups;
    const auto length = [&](std::size_t i) { return g[i].numeral ? g[i].readings.front().size() : 0; };
    if (g.size() == 1) return length(0) == 11 && g[0].readings.front().front() == '0';
    return g.size() == 3 && length(0) == 3 && length(1) == 3 && length(2) == 4;
  }

  /// "16/04/2010"
  bool is_date(const Run &run) const {
    const auto &g = run.groups;
    const auto length = [&](std::size_t i) { return g[i].readings.front().size(); };
    return g.size() == 3 && g[0].numeral && g[1].numeral && length(0) <= 2 && length(1) <= 2 && length(2) == 4 &&
           (u_.word(g[0].next) == "/" || u_.word(g[0].next) == "-");
  }

  void add(const PhoneReading &reading, std::size_t first, std::size_t next, bool whole) {
    Found found{{reading.e164, reading.digits, std::nullopt}, first, next, whole};
    take_extension(u_, found);
    found_.push_back(std::move(found));
  }

  bool correct_last(const Run &run) {
    Found &last = found_.back();
    if (run.first < last.next) return true;  // digits of its extension
    if (run.first > last.next + 10 || !corrects(u_, last.next, run.first)) return false;
    if (const auto reading = read_phone(run.groups, run.plus, context_.country)) {
      last.phone.digits = reading->digits;
      last.phone.e164 = reading->e164;
    } else {
      const std::string digits =
          corrected(last.phone.digits, plain_digits(run.groups), run.area, context_.country, last.phone.e164.has_value());
      if (digits.empty()) return false;
      last.phone.digits = digits;
      last.phone.e164 = phone_e164(digits, last.phone.e164 && last.phone.e164->substr(1) == digits, context_.country);
    }
    last.next = run.next;
    take_extension(u_, last);
    return true;
  }

  const Utterance &u_;
  const Context &context_;
  bool expected_, cued_;
  std::vector<Run> runs_;
  std::vector<Found> found_;
};

float confidence_of(const Found &found, bool expected, bool cued) {
  if (!found.phone.e164) return expected ? 0.5F : 0.4F;
  if (!found.whole) return 0.6F;
  return expected ? 0.95F : cued ? 0.9F : 0.8F;
}

/// The span with the plus sign and the bracket that belong to it.
std::size_t with_plus(const Utterance &u, std::size_t first) {
  std::size_t at = first;
  while (at > 0 && u.word(at - 1) == "(") --at;
  if (at > 0 && (u.word(at - 1) == "+" || (plus_before(u, first) && u.word(at - 1) != "("))) --at;
  if (at > 0 && u.word(at - 1) == "(" && u.word(at) == "+") --at;
  return at;
}

}  // namespace

void find_phones(const Utterance &utterance, const Context &context, std::vector<Entity> &out) {
  PhoneFinder finder(utterance, context);
  for (Found &found : finder.find()) {
    const float confidence = confidence_of(found, finder.expected(), finder.cued());
    out.push_back(
        make_entity(utterance, EntityType::phone, with_plus(utterance, found.first), found.next - 1, std::move(found.phone), confidence));
  }
}

}  // namespace callwell::nlu
