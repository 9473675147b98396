#include "nlu/intents_rows.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <numeric>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace callwell::nlu {

namespace {

constexpr std::size_t kLanes = 8;
constexpr std::size_t kMaxPadded = 1024 + kLanes;

struct Weighed { const char *weights; float scale; };

// Each of these adds rows to scores, both padded to whole lanes. A score is summed in the order of the rows and without fusing, so
// that the width of a machine's registers changes no bit.
using AddRows = void (*)(std::span<const Weighed>, float *, std::size_t);

#if defined(__x86_64__)

__attribute__((target("avx2"))) void add_rows_avx2(std::span<const Weighed> rows, float *scores, std::size_t padded) {
  for (std::size_t lane = 0; lane < padded; lane += kLanes) {
    __m256 sum = _mm256_loadu_ps(scores + lane);
    for (const Weighed &row : rows) {
      const __m128i weights = _mm_loadl_epi64(reinterpret_cast<const __m128i *>(row.weights + lane));
      sum = _mm256_add_ps(sum, _mm256_mul_ps(_mm256_set1_ps(row.scale), _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(weights))));
    }
    _mm256_storeu_ps(scores + lane, sum);
  }
}

void add_rows_sse2(std::span<const Weighed> rows, float *scores, std::size_t padded) {
  for (std::size_t lane = 0; lane < padded; lane += kLanes) {
    __m128 low = _mm_loadu_ps(scores + lane), high = _mm_loadu_ps(scores + lane + 4);
    for (const Weighed &row : rows) {
      const __m128i bytes = _mm_loadl_epi64(reinterpret_cast<const __m128i *>(row.weights + lane));
      const __m128i words = _mm_unpacklo_epi8(bytes, bytes);
      const __m128 scale = _mm_set1_ps(row.scale);
      low = _mm_add_ps(low, _mm_mul_ps(scale, _mm_cvtepi32_ps(_mm_srai_epi32(_mm_unpacklo_epi16(words, words), 24))));
      high = _mm_add_ps(high, _mm_mul_ps(scale, _mm_cvtepi32_ps(_mm_srai_epi32(_mm_unpackhi_epi16(words, words), 24))));
    }
    _mm_storeu_ps(scores + lane, low);
    _mm_storeu_ps(scores + lane + 4, high);
  }
}

AddRows add_rows_here() { return __builtin_cpu_supports("avx2") ? &add_rows_avx2 : &add_rows_sse2; }

#else

void add_rows(std::span<const Weighed> rows, float *scores, std::size_t padded) {
  for (const Weighed &row : rows) {
    const auto *const weights = reinterpret_cast<const std::int8_t *>(row.weights);
    for (std::size_t c = 0; c < padded; ++c) scores[c] += row.scale * static_cast<float>(weights[c]);
  }
}

AddRows add_rows_here() { return &add_rows; }

#endif

}  // namespace

ModelRows::Head ModelRows::head(const char *row) {
  Head head;
  std::memcpy(&head, row, sizeof head);
  return head;
}

void ModelRows::build(std::span<const std::uint32_t> hashes, std::span<const std::uint8_t> salience, std::span<const float> scales,
                      std::span<const std::int8_t> weights, std::size_t width) {
  width_ = width;
  padded_ = (width + kLanes - 1) / kLanes * kLanes;
  stride_ = (sizeof(Head) + padded_ + 3) / 4 * 4;
  std::vector<std::uint32_t> order(hashes.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto by_hash = [&](std::uint32_t a, std::uint32_t b) { return hashes[a] < hashes[b]; };
  if (!std::is_sorted(order.begin(), order.end(), by_hash)) std::stable_sort(order.begin(), order.end(), by_hash);
  order.erase(std::unique(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return hashes[a] == hashes[b]; }), order.end());
  std::vector<std::uint32_t> sorted;
  sorted.reserve(order.size());
  rows_.assign(order.size() * stride_, 0);
  for (const std::uint32_t row : order) {
    const Head head{hashes[row], scales[row] * static_cast<float>(salience[row]), salience[row]};
    char *const at = rows_.data() + sorted.size() * stride_;
    std::memcpy(at, &head, sizeof head);
    std::memcpy(at + sizeof head, weights.data() + row * width, width);
    sorted.push_back(hashes[row]);
  }
  for (std::size_t count = sorted.size() / 5 + 1; !fill_buckets(sorted, count);) count += count / 8 + 1;
}

/// Spreads the rows over `count` buckets; false when one of them overflows.
bool ModelRows::fill_buckets(std::span<const std::uint32_t> hashes, std::size_t count) {
  tags_.assign(count, {});
  begins_.assign(count, 0);
  std::size_t before = count, taken = 0;
  for (std::uint32_t row = 0; row < hashes.size(); ++row, ++taken) {
    const std::size_t bucket = bucket_of(hashes[row]);
    if (bucket != before) {
      begins_[bucket] = row;
      taken = 0;
    }
    if (taken == kBucket) return false;
    tags_[bucket].of[taken] = tag_of(hashes[row]);
    before = bucket;
  }
  return true;
}

/// A bit for each of the tags that is `tag`.
std::uint32_t ModelRows::matches(const Tags &tags, std::uint8_t tag) {
#if defined(__x86_64__)
  const __m128i wanted = _mm_set1_epi8(static_cast<char>(tag));
  return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_load_si128(reinterpret_cast<const __m128i *>(&tags)), wanted)));
#else
  std::uint32_t found = 0;
  for (std::size_t i = 0; i < kBucket; ++i) found |= static_cast<std::uint32_t>(tags.of[i] == tag) << i;
  return found;
#endif
}

/// The row of a hash that shares its tag with others, or nothing.
const char *ModelRows::row_of(std::uint32_t hash) const {
  const std::size_t bucket = bucket_of(hash);
  for (std::uint32_t found = matches(tags_[bucket], tag_of(hash)); found != 0; found &= found - 1) {
    const char *const row = row_at(begins_[bucket] + static_cast<std::size_t>(std::countr_zero(found)));
    if (head(row).hash == hash) return row;
  }
  return nullptr;
}

float ModelRows::score(std::span<const Feature> features, const GroupLengths &lengths, std::span<float> scores) const {
  std::array<Known, FeatureSet::kMax + 1> known;   // one more, for what does not count is written too
  std::size_t count = 0, words = 0, known_words = 0;
  for (const Feature &feature : features) {
    words += counts_as_known(feature.group);
    const std::size_t bucket = bucket_of(feature.hash);
    const std::uint32_t found = matches(tags_[bucket], tag_of(feature.hash));
    const char *const row = row_at(begins_[bucket] + static_cast<std::size_t>(std::countr_zero(found | 1U << kBucket)) % kBucket);
    known[count] = {row, feature.hash, feature.group};
    count += found != 0;
  }
  for (const Known &likely : std::span(known).first(count)) {
    __builtin_prefetch(likely.row);
    __builtin_prefetch(likely.row + stride_ - 1);
  }
  GroupLengths factor{};
  std::size_t sure = 0;
  for (std::size_t k = 0; k < count;) {   // features of a group mostly stand together: their sum stays in a register
    const FeatureGroup group = known[k].group;
    float sum = factor[static_cast<std::size_t>(group)];
    for (; k < count && known[k].group == group; ++k) {
      const std::uint32_t hash = known[k].hash;
      const char *const row = head(known[k].row).hash == hash ? known[k].row : row_of(hash);
      if (row == nullptr) continue;
      const auto salience = static_cast<std::int32_t>(head(row).salience);
      sum += static_cast<float>(salience * salience);
      known_words += counts_as_known(group);
      known[sure++] = {row, hash, group};
    }
    factor[static_cast<std::size_t>(group)] = sum;
  }
  for (std::size_t g = 0; g < factor.size(); ++g) factor[g] = factor[g] > 0 ? lengths[g] / std::sqrt(factor[g]) : 0;
  add_up(std::span(known).first(sure), factor, scores);
  return words == 0 ? 0 : static_cast<float>(known_words) / static_cast<float>(words);
}

void ModelRows::add_up(std::span<const Known> known, const GroupLengths &factor, std::span<float> scores) const {
  static const AddRows add = add_rows_here();
  constexpr std::size_t kAtOnce = 64;
  std::array<Weighed, kAtOnce> rows;
  std::array<float, kMaxPadded> sums;
  std::copy(scores.begin(), scores.end(), sums.begin());
  std::fill(sums.begin() + static_cast<std::ptrdiff_t>(width_), sums.begin() + static_cast<std::ptrdiff_t>(padded_), 0.0F);
  for (std::size_t k = 0; k < known.size();) {
    std::size_t count = 0;
    for (; k < known.size() && count < kAtOnce; ++k) {
      const char *const row = known[k].row;
      const float scale = head(row).scale * factor[static_cast<std::size_t>(known[k].group)];
      rows[count++] = {row + sizeof(Head), scale};
    }
    add(std::span(rows).first(count), sums.data(), padded_);
  }
  std::copy_n(sums.begin(), width_, scores.begin());
}

}  // namespace callwell::nlu
