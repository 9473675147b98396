#include "nlu/tokens.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace callwell::nlu {

namespace {

bool is_space(char32_t c) { return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F; }
bool is_combining(char32_t c) { return c >= 0x300 && c < 0x370; }

/// decode_at() with the letters of most texts read on the spot.
base::CodePoint code_point_at(std::string_view text, std::size_t byte) {
  const auto lead = static_cast<std::uint8_t>(text[byte]);
  return lead < 0x80 ? base::CodePoint{lead, static_cast<std::uint32_t>(byte), 1} : base::decode_at(text, byte);
}

/// Is it a letter that folding leaves as it is?
bool is_plain(char32_t c) { return c >= 'a' && c <= 'z'; }

Token::Kind kind_of(char32_t c) {
  if (is_plain(c)) return Token::Kind::word;
  if (base::is_digit(c)) return Token::Kind::number;
  return base::is_letter(c) ? Token::Kind::word : Token::Kind::mark;
}

/// Does the apostrophe at `byte` stand between letters?
bool joins_letters(std::string_view text, const base::CodePoint &point) {
  if (is_plain(point.value) || base::fold(point.value) != '\'' || point.value == '`') return false;
  const std::size_t next = point.byte + point.bytes;
  return next < text.size() && base::is_letter(base::decode_at(text, next).value);
}

}  // namespace

std::vector<Token> tokenize(std::string_view text, std::size_t max_tokens) {
  std::vector<Token> tokens;
  tokens.reserve(std::min(max_tokens, text.size() / 4 + 4));
  std::uint64_t hash = kWordBasis;
  bool space = true;
  std::uint32_t position = 0;
  for (std::size_t i = 0; i < text.size(); ++position) {
    const base::CodePoint point = code_point_at(text, i);
    i += point.bytes;
    if (is_space(point.value)) {
      space = true;
      continue;
    }
    const Token::Kind kind = kind_of(point.value);
    const bool touches = !tokens.empty() && !space && tokens.back().kind == Token::Kind::word;
    const bool grows = !tokens.empty() && !space && tokens.back().end == position && kind != Token::Kind::mark && tokens.back().kind == kind;
    if (!grows && !(touches && (is_combining(point.value) || joins_letters(text, point)))) {
      if (tokens.size() == max_tokens) break;
      tokens.push_back({kind, 0, {}, position, position, point.byte, point.byte, space, false});
      hash = kWordBasis;
      tokens.back().capital = kind == Token::Kind::word && ((point.value >= 'A' && point.value <= 'Z') || (point.value >= 0xC0 && point.value < 0xDF));
    }
    Token &token = tokens.back();
    const std::size_t before = token.text.size();
    if (const char32_t folded = is_plain(point.value) ? point.value : base::fold(point.value)) base::append_utf8(token.text, folded);
    for (std::size_t at = before; at < token.text.size(); ++at) hash = word_hash_next(hash, token.text[at]);
    token.hash = word_hash_of(hash);
    token.end = position + 1;
    token.byte_end = static_cast<std::uint32_t>(i);
    space = false;
  }
  return tokens;
}

}  // namespace callwell::nlu
