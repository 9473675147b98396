// The first layer of a model as answering reads it: a compact index from the hash of a feature to its row, and everything of a row side by side.
// An utterance has some hundred features and half of them no row. The index says so without branching, and the rows that there are
// have been asked for before they are read.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "nlu/features.hpp"

namespace callwell::nlu {

/// Lengths to which the groups of features are scaled.
using GroupLengths = std::array<float, kFeatureGroups>;

/// How much of a kind of feature counts as known, see ScopeGate.
constexpr bool counts_as_known(FeatureGroup group) { return group == FeatureGroup::words || group == FeatureGroup::stems; }

class ModelRows {
 public:
  /// Row i belongs to hashes[i]; `weights` holds `width` for each row.
  void build(std::span<const std::uint32_t> hashes, std::span<const std::uint8_t> salience, std::span<const float> scales,
             std::span<const std::int8_t> weights, std::size_t width);

  /// Adds the scores of the features to `scores`, of which there are `width`. The share of words that are known, 0 to 1.
  float score(std::span<const Feature> features, const GroupLengths &lengths, std::span<float> scores) const;

 private:
  /// What stands before the weights of a row.
  struct Head {
    std::uint32_t hash = 0;
    float scale = 0;         ///< the row's own times its salience
    std::uint32_t salience = 0;
  };
  struct Known { const char *row; std::uint32_t hash; FeatureGroup group; };
  /// Rows are in the order of their hashes, so a bucket of them is a stretch: where it begins, and a byte of each row's hash.
  static constexpr std::size_t kBucket = 16;
  struct alignas(kBucket) Tags { std::array<std::uint8_t, kBucket> of{}; };   ///< 0: none

  bool fill_buckets(std::span<const std::uint32_t> hashes, std::size_t count);
  std::size_t bucket_of(std::uint32_t hash) const { return static_cast<std::size_t>((std::uint64_t{hash} * tags_.size()) >> 32); }
  static std::uint8_t tag_of(std::uint32_t hash) { return static_cast<std::uint8_t>(hash % 255 + 1); }
  static std::uint32_t matches(const Tags &tags, std::uint8_t tag);
  const char *row_at(std::size_t row) const { return rows_.data() + row * stride_; }
  const char *row_of(std::uint32_t hash) const;
  static Head head(const char *row);
  void add_up(std::span<const Known> known, const GroupLengths &factor, std::span<float> scores) const;

  std::vector<Tags> tags_;
  std::vector<std::uint32_t> begins_;
  std::vector<char> rows_;
  std::size_t width_ = 0, padded_ = 0, stride_ = 0;
};

}  // namespace callwell::nlu
