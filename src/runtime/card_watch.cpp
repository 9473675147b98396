#include "runtime/card_watch.hpp"

#include <algorithm>
#include <utility>

#include "compliance/cards.hpp"

namespace callwell::runtime {

namespace {

constexpr std::size_t kTurnsTogether = 4;        // a number read in groups of four digits
constexpr std::int64_t kSecondsTogether = 60;
constexpr std::int64_t kSecondsBetweenKeys = 15;
constexpr std::size_t kMostKeys = 64;
constexpr std::int64_t kMsBefore = 500;          // a voice is found only once it has sounded for a while

/// Does the text give away card data that neither its begin alone nor nothing at all would?
bool adds_card(const std::string &before, std::string_view text) {
  const std::string whole = before + std::string(text);
  return compliance::without_cards(whole) != compliance::without_cards(before) + std::string(text);
}

}  // namespace

void CardWatch::began(std::int64_t position) {
  if (began_ < 0) began_ = position;
}

std::optional<voice::SampleSpan> CardWatch::said(std::string_view text, std::int64_t position) {
  const std::int64_t began = began_ < 0 ? position : std::exchange(began_, -1);
  const voice::SampleSpan own{std::max<std::int64_t>(0, began - kMsBefore * rate_ / 1000), position};
  while (!turns_.empty() && (turns_.size() >= kTurnsTogether || position - turns_.front().span.to > kSecondsTogether * rate_)) turns_.pop_front();
  std::optional<voice::SampleSpan> found;
  std::string before;
  if (adds_card({}, text)) found = own;
  for (auto turn = turns_.rbegin(); turn != turns_.rend() && !found; ++turn) {
    before.insert(0, turn->text + " ");
    if (adds_card(before, text)) found = voice::SampleSpan{turn->span.from, position};
  }
  turns_.push_back({own, std::string(text)});
  return found;
}

std::optional<voice::SampleSpan> CardWatch::pressed(char digit, std::int64_t position) {
  if (position - keys_to_ > kSecondsBetweenKeys * rate_) keys_.clear();
  if (keys_.empty()) keys_from_ = std::max<std::int64_t>(0, position - kMsBefore * rate_ / 1000);
  keys_to_ = position;
  if (keys_.size() < kMostKeys) keys_ += digit;
  // The code on its back follows a number without saying what it is.
  return compliance::without_cards(keys_) == keys_ ? std::nullopt : std::optional(voice::SampleSpan{keys_from_, position});
}

}  // namespace callwell::runtime
