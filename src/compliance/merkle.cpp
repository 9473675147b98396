#include "compliance/merkle.hpp"

#include <bit>

#include "base/crypto.hpp"

namespace callwell::compliance {

namespace {

using Hashes = std::span<const std::string>;

/// The largest power of two below `n`, for n > 1: where RFC 6962 splits a tree.
std::uint64_t split_point(std::uint64_t n) { return std::bit_floor(n - 1); }

void collect_path(Hashes leaves, std::uint64_t index, std::vector<std::string> &path) {
  if (leaves.size() < 2) return;
  const std::uint64_t k = split_point(leaves.size());
  if (index < k) {
    collect_path(leaves.first(k), index, path);
    path.push_back(merkle_root(leaves.subspan(k)));
  } else {
    collect_path(leaves.subspan(k), index - k, path);
    path.push_back(merkle_root(leaves.first(k)));
  }
}

/// `whole`: the first `size1` leaves of this subtree are a tree the verifier already knows.
void collect_prefix(Hashes leaves, std::uint64_t size1, bool whole, std::vector<std::string> &path) {
  if (size1 == leaves.size()) {
    if (!whole) path.push_back(merkle_root(leaves));
    return;
  }
  const std::uint64_t k = split_point(leaves.size());
  if (size1 <= k) {
    collect_prefix(leaves.first(k), size1, whole, path);
    path.push_back(merkle_root(leaves.subspan(k)));
  } else {
    collect_prefix(leaves.subspan(k), size1 - k, false, path);
    path.push_back(merkle_root(leaves.first(k)));
  }
}

}  // namespace

std::string leaf_hash(std::string_view entry) {
  std::string bytes(1, '\0');
  bytes += entry;
  return base::sha256(bytes);
}

std::string node_hash(std::string_view left, std::string_view right) {
  std::string bytes(1, '\1');
  bytes += left;
  bytes += right;
  return base::sha256(bytes);
}

std::string merkle_root(Hashes leaves) {
  GrowingTree tree;
  for (const std::string &leaf : leaves) tree.add(leaf);
  return tree.root();
}

base::Result<std::vector<std::string>> inclusion_proof(Hashes leaves, std::uint64_t index) {
  if (index >= leaves.size()) return base::invalid("the tree has no such leaf", "index");
  std::vector<std::string> path;
  collect_path(leaves, index, path);
  return path;
}

base::Result<std::vector<std::string>> consistency_proof(Hashes leaves, std::uint64_t size1) {
  if (size1 == 0 || size1 > leaves.size()) return base::invalid("the earlier size must lie between 1 and the tree's size", "size1");
  std::vector<std::string> path;
  collect_prefix(leaves, size1, true, path);
  return path;
}

// The verifications follow RFC 9162, 2.1.3.2 and 2.1.4.2: walk from the leaf's position up, bit by bit.

bool verify(const InclusionProof &proof) {
  if (proof.index >= proof.size) return false;
  std::uint64_t node = proof.index, last = proof.size - 1;
  std::string hash = proof.leaf_hash;
  for (const std::string &sibling : proof.path) {
    if (last == 0) return false;
    if ((node & 1) != 0 || node == last) {
      hash = node_hash(sibling, hash);
      while ((node & 1) == 0 && node != 0) node >>= 1, last >>= 1;
    } else {
      hash = node_hash(hash, sibling);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && base::equal_constant_time(hash, proof.root);
}

bool verify(const ConsistencyProof &proof) {
  if (proof.size1 == 0 || proof.size1 > proof.size2) return false;
  if (proof.size1 == proof.size2) return proof.path.empty() && base::equal_constant_time(proof.root1, proof.root2);
  std::vector<std::string> path = proof.path;
  if (std::has_single_bit(proof.size1)) path.insert(path.begin(), proof.root1);
  if (path.empty()) return false;
  std::uint64_t node = proof.size1 - 1, last = proof.size2 - 1;
  while ((node & 1) != 0) node >>= 1, last >>= 1;
  std::string old_hash = path.front(), new_hash = path.front();
  for (std::size_t i = 1; i < path.size(); ++i) {
    if (last == 0) return false;
    if ((node & 1) != 0 || node == last) {
      old_hash = node_hash(path[i], old_hash);
      new_hash = node_hash(path[i], new_hash);
      while ((node & 1) == 0 && node != 0) node >>= 1, last >>= 1;
    } else {
      new_hash = node_hash(new_hash, path[i]);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && base::equal_constant_time(old_hash, proof.root1) && base::equal_constant_time(new_hash, proof.root2);
}

base::Result<GrowingTree> GrowingTree::resume(std::uint64_t size, std::vector<std::string> peaks) {
  if (static_cast<std::size_t>(std::popcount(size)) != peaks.size()) {
    return base::Error{base::Status::corrupt, "the stored tree does not have one hash per complete subtree"};
  }
  GrowingTree tree;
  tree.size_ = size;
  tree.peaks_ = std::move(peaks);
  return tree;
}

void GrowingTree::add(std::string leaf) {
  peaks_.push_back(std::move(leaf));
  for (std::uint64_t n = size_; (n & 1) != 0; n >>= 1) {  // two subtrees of one size become one
    std::string right = std::move(peaks_.back());
    peaks_.pop_back();
    peaks_.back() = node_hash(peaks_.back(), right);
  }
  ++size_;
}

std::string GrowingTree::root() const {
  if (peaks_.empty()) return base::sha256("");
  std::string hash = peaks_.back();
  for (std::size_t i = peaks_.size() - 1; i-- > 0;) hash = node_hash(peaks_[i], hash);
  return hash;
}

}  // namespace callwell::compliance
