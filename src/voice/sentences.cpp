#include "voice/sentences.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace callwell::voice {

namespace {

constexpr std::size_t kShortest = 12;  // bytes; "Great." alone would be followed by a seam

constexpr std::string_view kAbbreviations[] = {"dr", "dra", "mr", "mrs", "ms", "sr", "sra", "srta", "st", "ave", "blvd", "apt", "no", "vs", "jr", "prof", "ste", "ext", "approx", "p", "a", "e", "i"};

bool abbreviated(std::string_view text, std::size_t dot) {
  std::size_t begin = dot;
  while (begin > 0 && text[begin - 1] != ' ' && text[begin - 1] != '.') --begin;
  const std::string word = base::fold(text.substr(begin, dot - begin));
  if (word.size() == 1 && word[0] != 'm') return true;  // an initial; "p.m." may end a sentence
  return std::find(std::begin(kAbbreviations), std::end(kAbbreviations), word) != std::end(kAbbreviations);
}

bool ends_sentence(std::string_view text, std::size_t at) {
  const char mark = text[at];
  if (mark != '.' && mark != '!' && mark != '?' && mark != '\n') return false;
  if (mark == '\n' || at + 1 == text.size()) return true;
  if (text[at + 1] != ' ' && text[at + 1] != '\n') return false;
  if (mark != '.') return true;
  if (abbreviated(text, at)) return false;
  const std::size_t next = text.find_first_not_of(" \n", at + 1);
  return next == std::string_view::npos || !(text[next] >= 'a' && text[next] <= 'z');
}

}  // namespace

std::vector<std::string> sentences(std::string_view text) {
  std::vector<std::string> all;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!ends_sentence(text, i)) continue;
    const std::string_view piece = base::trim(text.substr(begin, i + 1 - begin));
    if (piece.size() < kShortest && i + 1 < text.size()) continue;
    if (!piece.empty()) all.emplace_back(piece);
    begin = i + 1;
  }
  if (const std::string_view rest = base::trim(text.substr(begin)); !rest.empty()) all.emplace_back(rest);
  return all;
}

}  // namespace callwell::voice
