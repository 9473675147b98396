#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace callwell::base {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

/// Latin-1 Supplement and Latin Extended-A, U+00C0..U+017F, to their base letters.
constexpr std::string_view kLatinFold =
    "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo/ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllllln"
    "nnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(kLatinFold.size() == 0x180 - 0xC0);

}  // namespace

CodePoint decode_at(std::string_view text, std::size_t byte) noexcept {
  const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const auto position = static_cast<std::uint32_t>(byte);
  const std::uint8_t lead = at(byte);
  if (lead < 0x80) return {lead, position, 1};
  std::uint32_t length = lead >= 0xF0 && lead <= 0xF4 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  if (lead > 0xF4 || length == 0 || byte + length > text.size()) return {kReplacement, position, 1};
  char32_t value = lead & (0xFF >> (length + 1));
  for (std::uint32_t i = 1; i < length; ++i) {
    if ((at(byte + i) & 0xC0) != 0x80) return {kReplacement, position, 1};
    value = (value << 6) | (at(byte + i) & 0x3F);
  }
  const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
  if (overlong || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return {kReplacement, position, 1};
  return {value, position, length};
}

void append_utf8(std::string &out, char32_t c) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (c >> 6)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else if (c < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | (c >> 12)));
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else {
    out.push_back(static_cast<char>(0xF0 | (c >> 18)));
    out.push_back(static_cast<char>(0x80 | ((c >> 12) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  }
}

bool valid_utf8(std::string_view text) noexcept {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_at(text, i);
    if (point.value == kReplacement && point.bytes == 1) return false;
    i += point.bytes;
  }
  return true;
}

std::string clean_utf8(std::string_view text, std::size_t max_bytes) {
  std::string out;
  out.reserve(std::min(text.size(), max_bytes));
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_at(text, i);
    i += point.bytes;
    const bool control = point.value < 0x20 || (point.value >= 0x7F && point.value < 0xA0);
    if (control && point.value != '\n' && point.value != '\t') continue;
    const std::size_t before = out.size();
    append_utf8(out, point.value);
    if (out.size() > max_bytes) {
      out.resize(before);
      break;
    }
  }
  return out;
}

std::size_t code_point_count(std::string_view text) noexcept {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++count) i += decode_at(text, i).bytes;
  return count;
}

char32_t fold(char32_t c) noexcept {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  if (c >= 0xC0 && c < 0x180) return static_cast<char32_t>(kLatinFold[c - 0xC0]);
  if (c >= 0x300 && c < 0x370) return 0;                                          // combining accents
  if (c == 0x2019 || c == 0x2018 || c == 0xB4 || c == 0x60) return '\'';          // typographic apostrophes
  if (c == 0x2013 || c == 0x2014 || c == 0x2212) return '-';
  if (c == 0x201C || c == 0x201D) return '"';
  if (c == 0xA0 || c == 0x202F || c == 0x2009) return ' ';
  if (c == 0xAA) return 'a';  // ª and º of Spanish ordinals
  if (c == 0xBA) return 'o';
  if (c >= 0xFF01 && c <= 0xFF5E) return fold(c - 0xFEE0);                        // full-width forms
  return c;
}

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_at(text, i);
    i += point.bytes;
    if (const char32_t folded = fold(point.value)) append_utf8(out, folded);
  }
  return out;
}

bool is_letter(char32_t c) noexcept {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  if (c == 0xAA || c == 0xBA) return true;
  if (c == 0xD7 || c == 0xF7) return false;
  return (c >= 0xC0 && c < 0x2B0) || (c >= 0x370 && c < 0x2000) || (c >= 0x2C00 && c < 0x2E00) || (c >= 0x3040 && c < 0xD7FF) ||
         (c >= 0xF900 && c < 0xFE00);
}

std::string_view trim(std::string_view text) noexcept {
  const auto space = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  while (!text.empty() && space(text.front())) text.remove_prefix(1);
  while (!text.empty() && space(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char &c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return out;
}

bool iequals_ascii(std::string_view a, std::string_view b) noexcept {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  constexpr std::size_t kMaxLength = 64;  // names and keywords; longer strings are compared by their first bytes
  a = a.substr(0, kMaxLength);
  b = b.substr(0, kMaxLength);
  if (a.size() > b.size() + limit || b.size() > a.size() + limit) return limit + 1;
  std::array<std::array<std::uint8_t, kMaxLength + 1>, 3> rows{};
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<std::uint8_t>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto &row = rows[i % 3];
    const auto &previous = rows[(i - 1) % 3];
    const auto &older = rows[(i + 1) % 3];
    row[0] = static_cast<std::uint8_t>(i);
    std::uint8_t best = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      int cost = std::min({previous[j] + 1, row[j - 1] + 1, substitution});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) cost = std::min(cost, older[j - 2] + 1);
      row[j] = static_cast<std::uint8_t>(cost);
      best = std::min(best, row[j]);
    }
    if (best > limit) return limit + 1;
  }
  return std::min<std::size_t>(rows[a.size() % 3][b.size()], limit + 1);
}

}  // namespace callwell::base
