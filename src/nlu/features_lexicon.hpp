// What everyday words and phrases mean: the senses of data/senses_*.txt, compiled while the library is built into a table that is
// used as it lies in memory.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "nlu/features_hash.hpp"

namespace callwell::nlu {

/// What stands under a word, or under the words of a phrase so far.
struct Meaning {
  static constexpr std::size_t kSenses = 3;
  std::array<std::uint16_t, kSenses> senses{};  ///< 0: none
  std::uint16_t goes_on = 0;                    ///< 1: a longer phrase begins like this
};

class Lexicon {
 public:
  /// `bytes` as tools/compile_lexicon.cpp wrote them; they must outlive it.
  explicit Lexicon(std::string_view bytes);

  std::optional<Meaning> find(std::uint64_t hash) const;
  std::uint16_t field(std::uint16_t sense) const;  ///< the field of life it belongs to
  std::uint64_t fingerprint() const { return fingerprint_; }

 private:
  std::string_view slots_, fields_;
  std::uint64_t fingerprint_ = 0;
};

/// The one inside the library.
const Lexicon &lexicon();

/// The key of a phrase that goes on with the stem of this hash.
constexpr std::uint64_t phrase_hash(std::uint64_t so_far, std::uint64_t stem) { return (so_far ^ (stem >> 29)) * 0x9E3779B97F4A7C15ULL + stem; }

/// Articles and possessives: a phrase is the same without them ("set up an account").
constexpr bool fills_phrase(std::uint64_t word) {
  constexpr std::array kFillers{hash_text("a"), hash_text("an"), hash_text("the"), hash_text("my"), hash_text("your"), hash_text("our"),
                                hash_text("el"), hash_text("la"), hash_text("los"), hash_text("las"), hash_text("un"), hash_text("una"),
                                hash_text("mi"), hash_text("mis"), hash_text("tu"), hash_text("su")};
  for (const std::uint64_t filler : kFillers) {
    if (filler == word) return true;
  }
  return false;
}

}  // namespace callwell::nlu
