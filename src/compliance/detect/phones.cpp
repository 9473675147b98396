// Telephone and fax numbers: by their grouping, by a word before them, or by the number of digits somebody says.
#include <algorithm>
#include <array>

#include "compliance/detect/detectors.hpp"

namespace callwell::compliance::detect {

namespace {

using T = IdentifierType;

constexpr std::string_view kPhoneCues[]{"phone",  "telephone", "tel",      "tlf",     "tfno",      "telefono", "telf",  "cell",
                                        "mobile", "movil",     "celular",  "number",  "numero",    "call",     "llame", "llamar",
                                        "llamen", "llameme",   "contact",  "text",    "fax",       "callback", "reach", "whatsapp",
                                        "fijo",   "home",      "from",     "caller",  "callee",    "number's", "at",    "extension",
                                        "marque", "al",        "contacto", "numeros", "localizado"};

/// A cue within a few words before `i`, in the same sentence; its word.
std::string_view cue_before(const Document &d, std::size_t i) {
  constexpr std::size_t kReach = 6;
  for (std::size_t back = 1; back <= kReach && back <= i; ++back) {
    if (d.ends_between(i - back, i)) break;
    if (one_of(d.word(i - back), kPhoneCues)) return d.word(i - back);
  }
  return {};
}

bool fax_before(const Document &d, std::size_t i) {
  for (std::size_t back = 1; back <= 5 && back <= i; ++back) {
    const std::string_view word = d.word(i - back);
    if (word == "fax") return true;
    if (word == "tel" || word == "telefono" || word == "phone" || word == "tfno") return false;
  }
  return false;
}

bool spanish_nine(std::string_view digits) { return digits.size() == 9 && digits[0] >= '6' && digits[0] <= '9'; }
bool north_american(std::string_view digits) {
  if (digits.size() == 11 && digits[0] == '1') digits.remove_prefix(1);
  return digits.size() == 10 && digits[0] >= '2' && digits[3] >= '2';
}

/// The lengths of the groups, such as "334".
std::string shape_of(const DigitRun &run, std::size_t first, std::size_t last) {
  std::string shape;
  for (std::size_t g = first; g < last; ++g) shape += static_cast<char>('0' + std::min<std::size_t>(run.groups[g].digits.size(), 30));
  return shape;
}

std::string digits_of(const DigitRun &run, std::size_t first, std::size_t last) {
  std::string digits;
  for (std::size_t g = first; g < last; ++g) digits += run.groups[g].digits;
  return digits;
}

bool is_written_phone(const Document &d, const DigitRun &run, std::size_t first, std::size_t last) {
  const std::string digits = digits_of(run, first, last), shape = shape_of(run, first, last);
  const bool whole = first == 0 && last == run.groups.size();
  if (whole && run.plus) return digits.size() >= 8 && digits.size() <= 15;
  static constexpr std::string_view kNorth[]{"334", "1334", ":", "37", "64", "1:", ";", "137"};  // ':' is ten, ';' eleven
  if (one_of(shape, kNorth) && north_american(digits)) return true;
  static constexpr std::string_view kSpain[]{"333", "3222", "9", "234", "2223", "36", "2322", "32211"};
  const std::string_view cue = cue_before(d, run.groups[first].first);
  const bool strong = !cue.empty() && cue != "at" && cue != "al" && cue != "from" && cue != "home" && cue != "text" && cue != "call";
  if (one_of(shape, kSpain) && spanish_nine(digits) && (shape != "9" || strong)) return true;
  if (whole && digits.starts_with("00") && digits.size() >= 11 && digits.size() <= 15) return true;
  if (whole && digits[0] == '0' && last > first && (digits.size() == 10 || digits.size() == 11) && (last - first > 1 || strong))
    return true;
  if (whole && run.parenthesis && digits.size() >= 7 && digits.size() <= 13) return true;
  if (shape == "34" && run.separator == '-' && digits[0] >= '2') return true;
  const bool intl = whole && last - first >= 3 && digits.size() >= 10 && digits.size() <= 13 &&
                    shape.find_first_of("567") == std::string::npos && run.separator != '.';
  if (intl && digits[0] != '0' && (strong || run.separator == '-')) return true;
  return strong && whole && digits.size() >= 7 && digits.size() <= 13 && shape != "422" && shape != "224";
}

/// Past "ext. 212", "x12", "extension two two four".
std::size_t with_extension(const Document &d, std::size_t last) {
  std::size_t at = last;
  if (d.is_mark(at, ",")) ++at;
  const std::string_view word = d.word(at);
  if (word != "ext" && word != "x" && word != "extension" && word != "extn") return last;
  ++at;
  while (d.is_mark(at, ".:#")) ++at;
  const DigitRun *run = d.run_at(at);
  if (run && run->digits.size() <= 6) return run->last;
  return d.is_number(at) ? at + 1 : last;
}

void claim_phone(Document &d, std::size_t first, std::size_t last) {
  const T type = fax_before(d, first) ? T::fax : T::phone;
  d.claim(first, with_extension(d, last), type);
}

void find_written(Document &d, const DigitRun &run) {
  const std::size_t count = run.groups.size();
  for (std::size_t first = 0; first < count; ++first) {
    for (std::size_t last = std::min(count, first + 6); last > first; --last) {
      const std::size_t size = digits_of(run, first, last).size();
      if (size < 7 || size > 15 || !is_written_phone(d, run, first, last)) continue;
      const bool price_after = last > first + 3 && d.is_mark(run.groups[last - 1].last, "$%");
      if (price_after) continue;
      claim_phone(d, first == 0 ? run.first : run.groups[first].first, last == count ? run.last : run.groups[last - 1].last);
      first = last - 1;
      break;
    }
  }
}

bool spanish_words(const Document &d, const DigitRun &run) {
  constexpr std::string_view kEnglish[]{"one",    "two",   "three", "four",  "five",    "six",    "seven",
                                        "eight",  "nine",  "oh",    "zero",  "double",  "triple", "twenty",
                                        "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
  return !one_of(d.word(run.first), kEnglish) && !one_of(d.word(run.last - 1), kEnglish);
}

void find_spoken(Document &d, const DigitRun &run) {
  const std::size_t size = run.digits.size();
  const bool cue = !cue_before(d, run.first).empty();
  const bool full = size == 10 || (size == 11 && run.digits[0] == '1') || (spanish_words(d, run) && size == 9);
  const bool local = cue && size >= 7 && size <= 13;
  const bool ending = size == 4 && (d.word(run.first - 1) == "en" || d.word(run.first - 1) == "in") &&
                      (d.word(run.first - 2) == "acaba" || d.word(run.first - 2) == "termina" || d.word(run.first - 2) == "ends");
  if (full || local || ending) claim_phone(d, run.first, run.last);
}

/// "extension 214" alone.
void find_extensions(Document &d) {
  for (std::size_t i = 0; i + 1 < d.size(); ++i) {
    if (d.word(i) != "extension" && d.word(i) != "ext" && d.word(i) != "anexo") continue;
    const std::size_t at = d.is_mark(i + 1, ".:") ? i + 2 : i + 1;
    const DigitRun *run = d.run_at(at);
    if (run && run->digits.size() >= 2 && run->digits.size() <= 6) d.claim(run->first, run->last, T::phone);
  }
}

}  // namespace

void find_phones(Document &document) {
  for (const DigitRun &run : document.runs()) run.spoken ? find_spoken(document, run) : find_written(document, run);
  find_extensions(document);
}

}  // namespace callwell::compliance::detect
