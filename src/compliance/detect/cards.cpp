// Payment cards: numbers in any grouping or spoken, track data, security codes, expiry dates and PINs. What PCI DSS forbids to keep.
#include <array>

#include "compliance/detect/detectors.hpp"

namespace callwell::compliance::detect {

namespace {

using T = IdentifierType;
constexpr std::size_t kMinCard = 12, kMaxCard = 19;

/// Cards are written in fours, or as 4-6-5; a group of one is a keypad's.
bool plausible_grouping(const DigitRun &run, std::size_t first, std::size_t last) {
  if (run.spoken || last - first == 1) return true;
  bool single = true, grouped = true;
  for (std::size_t g = first; g < last; ++g) {
    const std::size_t size = run.groups[g].digits.size();
    single = single && size == 1;
    grouped = grouped && size >= 2 && size <= 7 && (g > first || size >= 4);
  }
  return single || grouped;
}

/// The longest stretch of groups from `first` that is a card number; 0 when none.
std::size_t card_groups(const DigitRun &run, std::size_t first) {
  std::string digits;
  std::size_t best = 0;
  for (std::size_t g = first; g < run.groups.size() && digits.size() <= kMaxCard; ++g) {
    digits += run.groups[g].digits;
    if (digits.size() >= kMinCard && is_card_number(digits) && plausible_grouping(run, first, g + 1)) best = g + 1;
  }
  return best;
}

void find_numbers(Document &document) {
  for (const DigitRun &run : document.runs()) {
    if (run.digits.size() < kMinCard || run.plus) continue;
    for (std::size_t first = 0; first < run.groups.size(); ++first) {
      if (const std::size_t last = card_groups(run, first)) {
        document.claim(run.groups[first].first, run.groups[last - 1].last, T::pan);
        first = last - 1;
      }
    }
  }
}

/// A magnetic stripe: %B4242…^DOE/JANE^2909…?
void find_tracks(Document &document) {
  for (std::size_t i = 0; i + 1 < document.size(); ++i) {
    const bool start = document.is_mark(i, "%") && document.word(i + 1) == "b" && document.is_number(i + 2);
    if (!start || !is_card_number(document.word(i + 2))) continue;
    document.claim(i + 2, i + 3, T::pan);
    std::size_t at = i + 4;
    const std::size_t name = at;
    while (at < document.size() && !document.is_mark(at, "^") && at - name < 12) ++at;
    if (document.is_mark(at, "^")) {
      document.claim(name, at, T::name);
      if (document.is_number(at + 1)) document.claim(at + 1, at + 2, T::card_exp);
    }
  }
}

bool security_code_cue(const Document &d, std::size_t i) {
  const std::string_view word = d.word(i);
  if (word == "cvv" || word == "cvc" || word == "cvv2" || word == "cvc2" || word == "csc") return true;
  if (word == "code" && d.word(i - 1) == "security") return true;
  if (word == "seguridad" && d.word(i - 2) == "codigo") return true;
  if ((word == "back" || word == "front" || word == "atras" || word == "reverso" || word == "detras") && i >= 3) {
    for (std::size_t k = 2; k <= 5 && k <= i; ++k) {
      if (d.word(i - k) == "digits" || d.word(i - k) == "numbers" || d.word(i - k) == "digitos" || d.word(i - k) == "numeros") return true;
    }
  }
  return (word == "codigo" || word == "code") && d.has(T::pan);
}

/// The first run within a few words after a cue whose number of digits fits.
const DigitRun *run_after(const Document &d, std::size_t cue, std::size_t min_digits, std::size_t max_digits) {
  constexpr std::size_t kReach = 7;
  for (const DigitRun &run : d.runs_from(cue + 1)) {
    if (run.first > cue + kReach || d.ends_between(cue, run.first)) return nullptr;
    if (run.digits.size() >= min_digits && run.digits.size() <= max_digits && d.is_free(run.first, run.last)) return &run;
  }
  return nullptr;
}

void find_codes(Document &document) {
  for (std::size_t i = 0; i < document.size(); ++i) {
    const bool side = document.has(T::pan) && (document.word(i) == "front" || document.word(i) == "back") && document.word(i - 2) == "on";
    const auto before = side && i >= 4 ? document.runs_from(i - 4) : std::span<const DigitRun>();
    if (!before.empty() && before.front().last < i && (before.front().digits.size() == 3 || before.front().digits.size() == 4))
      document.claim(before.front().first, before.front().last, T::cvv);
    if (security_code_cue(document, i)) {
      if (const DigitRun *run = run_after(document, i, 3, 4)) document.claim(run->first, run->last, T::cvv);
    } else if (document.word(i) == "pin" && !document.capital(i + 1)) {
      if (const DigitRun *run = run_after(document, i, 4, 6)) document.claim(run->first, run->last, T::pin);
    }
  }
}

bool expiry_cue(std::string_view word) {
  constexpr std::string_view kCues[]{"exp",    "expires",     "expiry",    "expiration", "expiring", "vence",
                                     "caduca", "vencimiento", "caducidad", "thru",       "expira"};
  return one_of(word, kCues);
}

/// "09/28", "9/2028" at `i`.
std::size_t numeric_expiry(const Document &d, std::size_t i) {
  const bool slash = d.is_number(i) && (d.is_mark(i + 1, "/-")) && d.is_number(i + 2) && !d.is_mark(i + 3, "/-");
  if (!slash || d.word(i).size() > 2) return 0;
  return d.word(i + 2).size() == 2 || d.word(i + 2).size() == 4 ? i + 3 : 0;
}

/// "june twenty nine", "marzo del treinta", "june 2029", "oh nine twenty eight" at `i`.
std::size_t worded_expiry(const Document &d, std::size_t i) {
  if (month_of(d.word(i))) {
    std::size_t at = i + 1;
    while (d.word(at) == "of" || d.word(at) == "del" || d.word(at) == "de") ++at;
    const DigitRun *year = d.run_at(at);
    return year ? year->last : 0;
  }
  const DigitRun *run = d.run_at(i);
  return run && run->spoken && (run->digits.size() == 4 || run->digits.size() == 3) ? run->last : 0;
}

void find_expiry(Document &document) {
  for (std::size_t i = 0; i < document.size(); ++i) {
    if (!expiry_cue(document.word(i))) continue;
    for (std::size_t at = i + 1; at < i + 6 && at < document.size() && !document.ends_between(i, at); ++at) {
      std::size_t last = numeric_expiry(document, at);
      if (!last && document.has(T::pan)) last = worded_expiry(document, at);
      if (last && document.claim(at, last, T::card_exp)) break;
    }
  }
}

}  // namespace

bool luhn(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int value = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1) value = value > 4 ? value * 2 - 9 : value * 2;
    sum += value;
  }
  return sum % 10 == 0;
}

bool is_card_number(std::string_view digits) {
  if (digits.size() < kMinCard || digits.size() > kMaxCard || !luhn(digits)) return false;
  switch (digits[0]) {
    case '1': return digits.size() == 15;  // UATP, and 1800 of JCB
    case '2': return digits.size() == 16 || digits.starts_with("2131");
    case '3': return digits.size() >= 14;
    case '4': return digits.size() == 13 || digits.size() == 16 || digits.size() == 19;
    case '5':
    case '6': return true;
    default: return false;  // no issuer begins so
  }
}

void find_cards(Document &document) {
  find_tracks(document);
  find_numbers(document);
  find_codes(document);
  find_expiry(document);
}

}  // namespace callwell::compliance::detect
