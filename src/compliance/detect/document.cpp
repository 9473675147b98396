#include "compliance/detect/document.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace callwell::compliance::detect {

Document::Document(std::string_view text) : text_(text), tokens_(nlu::tokenize(text, text.size() + 1)), owners_(tokens_.size(), kFree) {
  cased_ = std::any_of(tokens_.begin(), tokens_.end(), [](const nlu::Token &token) { return token.capital; });
  runs_ = find_digit_runs(tokens_);
}

bool Document::all_capitals(std::size_t i) const {
  if (!capital(i)) return false;
  const std::string_view text = written(i, i + 1);
  return text.size() > 1 && std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string_view Document::written(std::size_t first, std::size_t last) const {
  if (first >= last || first >= tokens_.size()) return {};
  return text_.substr(tokens_[first].byte_start, tokens_[last - 1].byte_end - tokens_[first].byte_start);
}

bool Document::begins_sentence(std::size_t i) const {
  if (i == 0) return true;
  const nlu::Token &before = tokens_[i - 1];
  if (before.kind != nlu::Token::Kind::mark)
    return text_.substr(before.byte_end, tokens_[i].byte_start - before.byte_end).find('\n') != std::string_view::npos;
  static constexpr std::string_view kEnds[]{".", "!", "?", ":", "\"", "¿", "¡", ">", "*", "-", "(", ";", "…", "|"};
  return one_of(before.text, kEnds);
}

bool Document::ends_between(std::size_t first, std::size_t last) const {
  for (std::size_t i = first; i < last && i < tokens_.size(); ++i) {
    if (is_mark(i, "!?;")) return true;
    if (is_mark(i, ".") && i + 1 < tokens_.size() && tokens_[i + 1].space_before && capital(i + 1)) return true;
  }
  return false;
}

std::span<const DigitRun> Document::runs_from(std::size_t i) const {
  const auto from = std::lower_bound(runs_.begin(), runs_.end(), i, [](const DigitRun &run, std::size_t at) { return run.first < at; });
  return {from, runs_.end()};
}

const DigitRun *Document::run_at(std::size_t i) const {
  const auto rest = runs_from(i);
  return !rest.empty() && rest.front().first == i ? &rest.front() : nullptr;
}

bool Document::in_run(std::size_t i) const {
  const auto after = runs_from(i + 1);
  const std::size_t before = runs_.size() - after.size();
  return before > 0 && runs_[before - 1].last > i;
}

bool Document::is_free(std::size_t first, std::size_t last) const {
  if (first >= last || last > owners_.size()) return false;
  return std::all_of(owners_.begin() + static_cast<std::ptrdiff_t>(first), owners_.begin() + static_cast<std::ptrdiff_t>(last),
                     [](int owner) { return owner == kFree; });
}

bool Document::claim(std::size_t first, std::size_t last, IdentifierType type) {
  if (!is_free(first, last)) return false;
  for (std::size_t i = first; i < last; ++i) owners_[i] = static_cast<int>(type);
  claims_.push_back({{first, last}, type});
  return true;
}

void Document::protect(std::size_t first, std::size_t last) {
  for (std::size_t i = first; i < last && i < owners_.size(); ++i) {
    if (owners_[i] == kFree) owners_[i] = kProtected;
  }
}

bool Document::has(IdentifierType type) const {
  return std::any_of(claims_.begin(), claims_.end(), [&](const Claim &claim) { return claim.type == type; });
}

std::vector<IdentifierSpan> Document::spans() const {
  std::vector<IdentifierSpan> out;
  for (const Claim &claim : claims_) out.push_back({tokens_[claim.range.first].start, tokens_[claim.range.last - 1].end, claim.type});
  std::sort(out.begin(), out.end(), [](const IdentifierSpan &a, const IdentifierSpan &b) { return a.start < b.start; });
  return out;
}

bool one_of(std::string_view word, std::span<const std::string_view> table) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

}  // namespace callwell::compliance::detect
