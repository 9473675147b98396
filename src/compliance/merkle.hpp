// The Merkle tree of RFC 6962 over SHA-256: roots, inclusion and consistency proofs, and their verification.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace callwell::compliance {

std::string leaf_hash(std::string_view entry);                                  ///< SHA-256(0x00 ‖ entry)
std::string node_hash(std::string_view left, std::string_view right);           ///< SHA-256(0x01 ‖ left ‖ right)

/// The tree's hash over leaf hashes; of none, SHA-256 of nothing.
std::string merkle_root(std::span<const std::string> leaf_hashes);

/// Hashes that lead from leaf `index` to the root of the whole tree. Linear in the number of leaves.
base::Result<std::vector<std::string>> inclusion_proof(std::span<const std::string> leaf_hashes, std::uint64_t index);
/// Hashes that show the first `size1` leaves (1..all) to be a prefix of the tree.
base::Result<std::vector<std::string>> consistency_proof(std::span<const std::string> leaf_hashes, std::uint64_t size1);

struct InclusionProof {
  std::string leaf_hash;
  std::uint64_t index = 0, size = 0;
  std::vector<std::string> path;
  std::string root;
};
bool verify(const InclusionProof &proof);

struct ConsistencyProof {
  std::uint64_t size1 = 0, size2 = 0;
  std::string root1, root2;
  std::vector<std::string> path;
};
bool verify(const ConsistencyProof &proof);

/// A tree that only grows and keeps no leaves: one hash per complete subtree, so at most 64.
class GrowingTree {
 public:
  GrowingTree() = default;
  /// Continues a tree of which the peaks were stored. Fails when their number does not fit the size.
  static base::Result<GrowingTree> resume(std::uint64_t size, std::vector<std::string> peaks);

  void add(std::string leaf_hash);
  std::uint64_t size() const { return size_; }
  const std::vector<std::string> &peaks() const { return peaks_; }  ///< largest subtree first
  std::string root() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<std::string> peaks_;
};

}  // namespace callwell::compliance
