// UTF-8 text: validation, code points, folding for comparison, small string helpers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace callwell::base {

bool valid_utf8(std::string_view text) noexcept;
/// Valid UTF-8 of at most `max_bytes`: bad sequences become U+FFFD, control characters but \n and \t are dropped.
std::string clean_utf8(std::string_view text, std::size_t max_bytes);

/// One code point and where it stands. Bad bytes read as U+FFFD of length 1.
struct CodePoint {
  char32_t value = 0;
  std::uint32_t byte = 0;   ///< offset of its first byte
  std::uint32_t bytes = 1;  ///< its length in bytes
};
CodePoint decode_at(std::string_view text, std::size_t byte) noexcept;
void append_utf8(std::string &out, char32_t code_point);
std::size_t code_point_count(std::string_view text) noexcept;

/// Lower case without accents, for comparing what people type: "José Ñ" → "jose n". Other scripts are kept as they are.
std::string fold(std::string_view text);
/// The folded form of one code point (0 when it has none of its own, as a combining accent).
char32_t fold(char32_t code_point) noexcept;
bool is_letter(char32_t code_point) noexcept;
inline bool is_digit(char32_t c) noexcept { return c >= '0' && c <= '9'; }

std::string_view trim(std::string_view text) noexcept;
std::vector<std::string_view> split(std::string_view text, char separator);
bool iequals_ascii(std::string_view a, std::string_view b) noexcept;
std::string lower_ascii(std::string_view text);
/// Edits (insert, delete, substitute, swap neighbours) between two byte strings, or `limit + 1` when more.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

}  // namespace callwell::base
