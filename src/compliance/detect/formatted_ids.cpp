// Numbers that their own form gives away: social security, Medicare, IBAN, routing, provider and national identity numbers, vehicles, post
// codes.
#include <algorithm>
#include <array>
#include <numeric>

#include "base/text.hpp"
#include "compliance/detect/detectors.hpp"

namespace callwell::compliance::detect {

namespace {

using T = IdentifierType;

/// Shape of a text: 9 a digit, A a letter, other characters themselves; spaces and hyphens are left out.
struct Compact {
  std::string text, shape;
};

Compact compact(std::string_view written) {
  Compact out;
  for (const char c : base::fold(written)) {
    if (c == ' ' || c == '-' || c == '\n') continue;
    const bool digit = c >= '0' && c <= '9', letter = c >= 'a' && c <= 'z';
    out.text += letter ? static_cast<char>(c - 'a' + 'A') : c;
    out.shape += digit ? '9' : letter ? 'A' : c;
  }
  return out;
}

bool valid_ssn(std::string_view d) {
  if (d.size() != 9) return false;
  const std::string_view area = d.substr(0, 3);
  const bool sample = d == "078051120" || d == "123456789" || d == "987654321" || d == "219099999" ||
                      std::all_of(d.begin(), d.end(), [&](char c) { return c == d[0]; });
  return area != "000" && area != "666" && d[0] != '9' && d.substr(3, 2) != "00" && d.substr(5) != "0000" && !sample;
}

bool valid_itin(std::string_view d) {
  const int group = d.size() == 9 ? (d[3] - '0') * 10 + (d[4] - '0') : 0;
  return d.size() == 9 && d[0] == '9' &&
         ((group >= 50 && group <= 65) || (group >= 70 && group <= 88) || (group >= 90 && group <= 92) || (group >= 94 && group <= 99));
}

bool valid_routing(std::string_view d) {
  if (d.size() != 9) return false;
  constexpr std::array<int, 9> kWeights{3, 7, 1, 3, 7, 1, 3, 7, 1};
  int sum = 0;
  for (std::size_t i = 0; i < 9; ++i) sum += (d[i] - '0') * kWeights[i];
  const int district = (d[0] - '0') * 10 + (d[1] - '0');
  const bool issued = district <= 12 || (district >= 21 && district <= 32) || (district >= 61 && district <= 72) || district == 80;
  return sum != 0 && sum % 10 == 0 && issued;
}

bool valid_npi(std::string_view d) {
  return d.size() == 10 && d.find_first_not_of(d[0]) < 9 && (d[0] == '1' || d[0] == '2') && luhn("80840" + std::string(d));
}

bool valid_dni(std::string_view text) {  // digits, then the check letter
  constexpr std::string_view kLetters = "TRWAGMYFPDXBNJZSQVHLCKE";
  std::string digits(text.substr(0, text.size() - 1));
  if (digits[0] == 'X' || digits[0] == 'Y' || digits[0] == 'Z') digits[0] = static_cast<char>('0' + (digits[0] - 'X'));
  return kLetters[static_cast<std::size_t>(std::stoul(digits) % 23)] == text.back();
}

bool valid_iban(std::string_view text) {
  if (text.size() < 15 || text.size() > 34) return false;
  const std::string turned = std::string(text.substr(4)) + std::string(text.substr(0, 4));
  int rest = 0;
  for (const char c : turned) {
    const int value = c >= 'A' && c <= 'Z' ? c - 'A' + 10 : c - '0';
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest == 1;
}

bool iban_length(std::string_view text) {
  struct Length {
    std::string_view country;
    std::size_t size;
  };
  constexpr Length kLengths[]{{"AD", 24}, {"AT", 20}, {"BE", 16}, {"CH", 21}, {"DE", 22}, {"DK", 18}, {"ES", 24}, {"FI", 18}, {"FR", 27},
                              {"GB", 22}, {"IE", 22}, {"IT", 27}, {"LU", 20}, {"NL", 18}, {"NO", 15}, {"PT", 25}, {"SE", 24}};
  const auto *found = std::find_if(std::begin(kLengths), std::end(kLengths), [&](const Length &l) { return text.starts_with(l.country); });
  return found == std::end(kLengths) || found->size == text.size();
}

/// Medicare beneficiary: C A AN N A AN N A A N N without S, L, O, I, B, Z.
bool valid_mbi(const Compact &c) {
  if (c.text.size() != 11) return false;
  constexpr std::string_view kForm = "9AX9AX9AA99";
  for (std::size_t i = 0; i < 11; ++i) {
    if (kForm[i] != 'X' && c.shape[i] != kForm[i]) return false;
    if (std::string_view("SLOIBZ").find(c.text[i]) != std::string_view::npos) return false;
  }
  return c.text[0] != '0';
}

bool valid_nino(std::string_view text) {
  constexpr std::string_view kNever = "DFIQUV";
  static constexpr std::string_view kPrefixes[]{"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"};
  return kNever.find(text[0]) == std::string_view::npos && kNever.find(text[1]) == std::string_view::npos && text[1] != 'O' &&
         text.back() <= 'D' && !one_of(text.substr(0, 2), kPrefixes);
}

bool valid_nhs(std::string_view d) {
  int sum = 0;
  for (std::size_t i = 0; i < 9; ++i) sum += (d[i] - '0') * static_cast<int>(10 - i);
  const int check = (11 - sum % 11) % 11;
  return check != 10 && check == d[9] - '0';
}

bool valid_driver_uk(std::string_view text) {  // five of the surname, decade, month (+50), day, year, initials and check
  const int month = (text[6] - '0') * 10 + (text[7] - '0'), day = (text[8] - '0') * 10 + (text[9] - '0');
  return ((month >= 1 && month <= 12) || (month >= 51 && month <= 62)) && day >= 1 && day <= 31;
}

std::optional<T> type_of(const Compact &c, std::string_view written) {
  const std::string &s = c.shape, &t = c.text;
  const bool hyphens = written.find('-') != std::string_view::npos, spaces = written.find(' ') != std::string_view::npos;
  if (valid_mbi(c)) return T::member_id;
  if ((s == "A999999999" || s == "AAA999999999") && !hyphens && std::string_view("XYZ").find(t[0]) == std::string_view::npos)
    return T::member_id;
  if (s == "99999999A" || s == "9999999A" || s == "A9999999A") {
    const bool foreigner = s[0] != 'A' || t[0] == 'X' || t[0] == 'Y' || t[0] == 'Z';
    if (foreigner && valid_dni(t)) return T::other_id;
  }
  if (s.size() >= 15 && s.starts_with("AA99") && valid_iban(t) && iban_length(t)) return T::bank;
  if (s == "AAAA999999AAAAAA99" || s == "AAAA999999AAAAAAA9") return T::other_id;  // CURP
  if (s == "AA999999A" && valid_nino(t)) return T::ssn;
  if (s.size() == 16 && s.substr(5, 6) == "999999" && s.substr(0, 5).find_first_not_of("A9") == std::string::npos && s[0] == 'A' &&
      s[14] == 'A' && valid_driver_uk(t))
    return T::license;
  if (s == "AA99AAA" && !hyphens && t.find_first_of("IQ") == std::string::npos &&
      written.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos)
    return T::vehicle;
  if (s == "A99999999" && !hyphens && !spaces && t[0] == 'H') return T::license;
  if (s == "9999999999" && written.size() == 12 && spaces && written[3] == ' ' && written[7] == ' ' && valid_nhs(t) &&
      (t[0] < '2' || t[3] < '2'))
    return T::member_id;
  if (s == "9999999999" && !hyphens && !spaces && t[0] == '1' && valid_npi(t)) return T::license;
  if (s == "999999999" && valid_ssn(t)) {
    if (written.size() == 11 && written[3] == written[6] && (written[3] == '-' || written[3] == ' ')) return T::ssn;
    if (!spaces && !hyphens && valid_routing(t)) return T::bank;
    if (!spaces) return T::ssn;
  }
  if (s == "999999999" && hyphens && valid_itin(t)) return T::other_id;
  if (s == "999999999" && !hyphens && !spaces && valid_routing(t)) return T::bank;
  return std::nullopt;
}

/// UK post codes, upper or lower case: "SW1A 1AA", "M11AA".
bool is_uk_postcode(const Compact &c) {
  static constexpr std::string_view kShapes[]{"A99AA", "A999AA", "AA99AA", "AA999AA", "A9A9AA", "AA9A9AA"};
  if (!one_of(c.shape, kShapes)) return c.text == "GIR0AA";
  const bool area = std::string_view("QVX").find(c.text[0]) == std::string_view::npos &&
                    (c.shape[1] != 'A' || std::string_view("IJZ").find(c.text[1]) == std::string_view::npos);
  const std::string_view unit = std::string_view(c.text).substr(c.text.size() - 2);
  return area && unit.find_first_of("CIKMOV") == std::string_view::npos;
}

/// The tokens from `i` that a number may span: touching, or one space apart and all of them short.
std::vector<std::size_t> ends_from(const Document &d, std::size_t i) {
  constexpr std::size_t kMaxTokens = 18;
  std::vector<std::size_t> ends;
  for (std::size_t last = i; last < d.size() && last - i < kMaxTokens; ++last) {
    const bool part = d.is_number(last) || (d.is_word(last) && d.word(last).size() <= 16) || (d.is_mark(last, "-") && last > i);
    if (!part || (last > i && !d.is_free(last, last + 1))) break;
    if (!d.is_mark(last, "-") && !d.touches(last + 1))
      ends.push_back(last + 1);
    else if (!d.is_mark(last, "-") && d.is_mark(last + 1, ".,;:!?)\"'_&"))
      ends.push_back(last + 1);
  }
  return ends;
}

void find_at(Document &d, std::size_t i) {
  std::vector<std::size_t> ends = ends_from(d, i);
  for (std::size_t k = ends.size(); k-- > 0;) {  // the longest first
    const std::string_view written = d.written(i, ends[k]);
    if (written.size() > 42 || written.size() < 5) continue;
    const Compact c = compact(written);
    if (c.shape.find('9') == std::string::npos) continue;
    const bool lower_words = written.find(' ') != std::string_view::npos &&
                             std::any_of(written.begin(), written.end(), [](char ch) { return ch >= 'a' && ch <= 'z'; });
    const auto type = lower_words ? std::nullopt : type_of(c, written);
    if (type && d.claim(i, ends[k], *type)) return;
    if (written.size() <= 8 && std::count(written.begin(), written.end(), ' ') < 2 && is_uk_postcode(c) && d.claim(i, ends[k], T::zip))
      return;
  }
}

}  // namespace

void find_formatted_ids(Document &document) {
  for (std::size_t i = 0; i < document.size(); ++i) {
    const bool starts = (document.is_word(i) || document.is_number(i)) && (!document.touches(i) || document.is_mark(i - 1, "=\"'(:,[<#/>"));
    if (starts && document.is_free(i, i + 1)) find_at(document, i);
  }
}

}  // namespace callwell::compliance::detect
