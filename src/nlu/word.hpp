// A folded word with its hash: made once where a text is cut, so that all tables are asked without reading the letters again.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

namespace callwell::nlu {

inline constexpr std::uint64_t kWordBasis = 0xcbf29ce484222325U;
/// FNV-1a, a letter at a time.
constexpr std::uint64_t word_hash_next(std::uint64_t state, char c) { return (state ^ static_cast<std::uint8_t>(c)) * 0x100000001b3U; }
constexpr std::uint32_t word_hash_of(std::uint64_t state) { return static_cast<std::uint32_t>(state ^ (state >> 32)); }
constexpr std::uint32_t word_hash(std::string_view word) {
  std::uint64_t state = kWordBasis;
  for (const char c : word) state = word_hash_next(state, c);
  return word_hash_of(state);
}

struct Word : std::string_view {
  std::uint32_t hash = word_hash({});

  constexpr Word() = default;
  constexpr explicit Word(std::string_view text) : Word(text, word_hash(text)) {}
  constexpr Word(std::string_view text, std::uint32_t known) : std::string_view(text), hash(known) {}
};

/// A fixed list of words, made while compiling.
template <std::size_t N>
class WordSet {
 public:
  template <class... Text>
  consteval explicit(false) WordSet(Text... words) : words_{Word(words)...} {
    for (std::size_t i = 0; i < N; ++i) {
      filter_[words_[i].hash % kBits / 64] |= bit_of(words_[i].hash);
      std::size_t slot = words_[i].hash / kBits % kSlots;
      while (slots_[slot] != 0) slot = (slot + 1) % kSlots;
      slots_[slot] = static_cast<std::uint16_t>(i + 1);
    }
  }

  constexpr bool has(const Word &word) const {
    if ((filter_[word.hash % kBits / 64] & bit_of(word.hash)) == 0) return false;
    for (std::size_t slot = word.hash / kBits % kSlots; slots_[slot] != 0; slot = (slot + 1) % kSlots) {
      const Word &listed = words_[slots_[slot] - 1];
      if (listed.hash == word.hash && listed == std::string_view(word)) return true;
    }
    return false;
  }

 private:
  static constexpr std::size_t kSlots = std::bit_ceil(2 * N + 1), kBits = std::bit_ceil(16 * N + 64);
  static constexpr std::uint64_t bit_of(std::uint32_t hash) { return std::uint64_t{1} << (hash % 64); }

  std::array<Word, N> words_;
  std::array<std::uint16_t, kSlots> slots_{};
  std::array<std::uint64_t, kBits / 64> filter_{};   ///< one bit for each word: most others are told by it alone
};
template <class... Text>
WordSet(Text...) -> WordSet<sizeof...(Text)>;

template <std::size_t N>
constexpr bool among(const Word &word, const WordSet<N> &set) { return set.has(word); }
template <std::size_t N>
constexpr bool among(std::string_view word, const WordSet<N> &set) { return set.has(Word(word)); }

}  // namespace callwell::nlu
