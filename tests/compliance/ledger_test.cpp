#include "compliance/ledger.hpp"

#include <catch2/catch.hpp>

#include "base/crypto.hpp"

using namespace callwell;
using namespace callwell::compliance;

namespace {

/// The eight leaves of the Certificate Transparency reference tests.
const char *const kLeaves[] = {"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};

std::vector<std::string> hashed(std::size_t count) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(leaf_hash(i < 8 ? *base::unhex(kLeaves[i]) : "entry " + std::to_string(i)));
  return out;
}

std::vector<LedgerEntry> sample(std::size_t count) {
  Ledger ledger;
  std::vector<LedgerEntry> entries;
  for (std::size_t i = 0; i < count; ++i) entries.push_back(ledger.append("entry " + std::to_string(i)));
  return entries;
}

}  // namespace

TEST_CASE("the tree's roots are those of the reference") {
  CHECK(base::hex(merkle_root({})) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(base::hex(merkle_root(hashed(1))) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  CHECK(base::hex(merkle_root(hashed(2))) == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
  CHECK(base::hex(merkle_root(hashed(8))) == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

TEST_CASE("every leaf of every tree can be proved and a changed proof cannot") {
  for (std::size_t size = 1; size <= 33; ++size) {
    const auto leaves = hashed(size);
    for (std::size_t index = 0; index < size; ++index) {
      InclusionProof proof{leaves[index], index, size, *inclusion_proof(leaves, index), merkle_root(leaves)};
      REQUIRE(verify(proof));
      InclusionProof other = proof;
      other.index = index + 1;
      CHECK_FALSE(verify(other));
      other = proof;
      other.path.push_back(leaves[0]);
      CHECK_FALSE(verify(other));
      other = proof;
      other.leaf_hash[3] ^= 1;
      CHECK_FALSE(verify(other));
    }
  }
  CHECK_FALSE(inclusion_proof(hashed(3), 3).has_value());
}

TEST_CASE("a grown tree is consistent with each of its pasts and with no other") {
  for (std::size_t size2 = 1; size2 <= 21; ++size2) {
    const auto leaves = hashed(size2);
    for (std::size_t size1 = 1; size1 <= size2; ++size1) {
      const auto old_leaves = std::span(leaves).first(size1);
      ConsistencyProof proof{size1, size2, merkle_root(old_leaves), merkle_root(leaves), *consistency_proof(leaves, size1)};
      REQUIRE(verify(proof));
      proof.root1[0] ^= 1;
      CHECK_FALSE(verify(proof));
    }
  }
}

TEST_CASE("a ledger resumed from what was stored goes on as if it had never stopped") {
  Ledger whole, first;
  for (int i = 0; i < 13; ++i) whole.append("entry " + std::to_string(i)), first.append("entry " + std::to_string(i));
  auto resumed = Ledger::resume(first.size(), first.chain(), first.peaks());
  REQUIRE(resumed.has_value());
  CHECK(resumed->append("x").chain == whole.append("x").chain);
  CHECK(resumed->root() == whole.root());
  CHECK_FALSE(Ledger::resume(13, first.chain(), {}).has_value());
}

TEST_CASE("checking a ledger names the first entry that was changed, dropped or moved") {
  const auto entries = sample(9);
  CHECK(verify(entries).valid());
  CHECK(verify(entries).tree_size == 9);
  auto changed = entries;
  changed[4].bytes += "!";
  CHECK(verify(changed).first_bad == 4U);
  auto dropped = entries;
  dropped.erase(dropped.begin() + 2);
  CHECK(verify(dropped).first_bad == 2U);
  auto moved = entries;
  std::swap(moved[6], moved[7]);
  CHECK(verify(moved).first_bad == 6U);
}

TEST_CASE("a ledger file checks line by line") {
  std::string file;
  for (const LedgerEntry &entry : sample(4)) file += format_ledger_line(entry);
  CHECK(verify_ledger_lines(file).valid());
  CHECK(verify_ledger_lines(file).root == verify(sample(4)).root);
  std::string forged = file;
  forged.replace(forged.find("entry 2"), 7, "entry 9");
  CHECK(verify_ledger_lines(forged).first_bad == 2U);
  CHECK(verify_ledger_lines(file + "not json\n").first_bad == 4U);
  CHECK(verify_ledger_lines("").valid());
}

TEST_CASE("an audit record has one form whatever the order of its details, and reads back") {
  AuditRecord record{*base::parse_rfc3339("2026-03-03T15:00:00-06:00"),
                     "oakwood",
                     "staff/7",
                     "staff",
                     "patients.lookup",
                     "patient/12",
                     "booking",
                     "ok",
                     {{"b", 1}, {"a", {{"z", 1}, {"y", 2}}}}};
  const std::string bytes = canonical_bytes(record);
  CHECK(
      bytes ==
      R"({"at":"2026-03-03T21:00:00Z","tenant":"oakwood","actor":"staff/7","role":"staff","action":"patients.lookup","object":"patient/12","purpose":"booking","outcome":"ok","details":{"a":{"y":2,"z":1},"b":1}})");
  CHECK(canonical_bytes(*parse_audit_record(bytes)) == bytes);
  CHECK_FALSE(parse_audit_record("{}").has_value());
}
