// Compiles the senses of words into the table that the library looks them up in.
//   compile_lexicon OUT FILE…
// A FILE has comments (`// …`), fields of life (`# money`) and the senses in them (`~pay: pay settle pay_off pagar pague`): words by
// their stems, phrases with _ between. Senses of one name are one, in whichever files they stand.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "nlu/features_lexicon_format.hpp"
#include "nlu/features_stem.hpp"

namespace callwell::nlu::tools {

namespace {

class LexiconBuilder {
 public:
  void read(std::string_view text) {
    for (std::string_view line : base::split(text, '\n')) {
      line = base::trim(line);
      fingerprint_ = hash_text(line, fingerprint_);
      if (line.starts_with('#')) field_ = numbered(fields_, base::trim(line.substr(1)));
      const std::size_t colon = line.find(':');
      if (!line.starts_with('~') || colon == std::string_view::npos) continue;
      const std::uint16_t sense = numbered(senses_, line.substr(1, colon - 1));
      if (sense == field_of_.size()) field_of_.push_back(field_);
      for (const std::string_view entry : base::split(line.substr(colon + 1), ' ')) {
        if (!entry.empty()) add(entry, sense);
      }
    }
  }

  std::string bytes() const {
    std::vector<LexiconSlot> slots(meanings_.size() * 3 / 2 + 1);
    for (const auto &[hash, meaning] : meanings_) {
      std::size_t at = lexicon_slot(hash, slots.size());
      while (slots[at].key != 0) at = at + 1 == slots.size() ? 0 : at + 1;
      slots[at] = {lexicon_key(hash), meaning};
    }
    const LexiconHeader header{static_cast<std::uint32_t>(slots.size()), static_cast<std::uint32_t>(field_of_.size()), fingerprint_};
    std::string out(reinterpret_cast<const char *>(&header), sizeof header);
    out.append(reinterpret_cast<const char *>(slots.data()), slots.size() * sizeof(LexiconSlot));
    return out.append(reinterpret_cast<const char *>(field_of_.data()), field_of_.size() * sizeof(std::uint16_t));
  }

 private:
  using Numbers = std::map<std::string, std::uint16_t, std::less<>>;

  /// From 1 on, in the order they are met.
  static std::uint16_t numbered(Numbers &numbers, std::string_view name) {
    return numbers.emplace(name, static_cast<std::uint16_t>(numbers.size() + 1)).first->second;
  }

  void add(std::string_view entry, std::uint16_t sense) {
    std::uint64_t hash = 0;
    for (const std::string_view word : base::split(entry, '_')) {
      if (hash != 0 && fills_phrase(hash_text(word))) continue;
      if (hash != 0) meanings_[hash].goes_on = 1;
      const std::uint64_t stem = hash_text(Stem(word).text());
      hash = hash == 0 ? stem : phrase_hash(hash, stem);
    }
    auto &senses = meanings_[hash].senses;
    const auto place = std::find_if(senses.begin(), senses.end(), [&](std::uint16_t held) { return held == 0 || held == sense; });
    if (place != senses.end()) *place = sense;
  }

  std::map<std::uint64_t, Meaning> meanings_;
  Numbers fields_, senses_;
  std::vector<std::uint16_t> field_of_{0};  ///< each sense's; sense 0 is none
  std::uint16_t field_ = 0;
  std::uint64_t fingerprint_ = kHashBasis;
};

int run(int argc, char **argv) {
  if (argc < 3) return 2;
  LexiconBuilder builder;
  for (int i = 2; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    if (!in) {
      std::cerr << argv[i] << ": cannot be read\n";
      return 1;
    }
    builder.read(std::string(std::istreambuf_iterator<char>(in), {}));
  }
  std::ofstream out(argv[1], std::ios::binary);
  out << builder.bytes();
  return out.flush() ? 0 : 1;
}

}  // namespace

}  // namespace callwell::nlu::tools

int main(int argc, char **argv) { return callwell::nlu::tools::run(argc, argv); }
