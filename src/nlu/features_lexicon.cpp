#include "nlu/features_lexicon.hpp"

#include <cstring>

#include "nlu/features_lexicon_format.hpp"

namespace callwell::embedded {
extern const std::string_view nlu_senses;
}

namespace callwell::nlu {

namespace {

template <class T>
T read_at(std::string_view bytes, std::size_t index) {
  T value;
  std::memcpy(&value, bytes.data() + index * sizeof(T), sizeof(T));
  return value;
}

}  // namespace

Lexicon::Lexicon(std::string_view bytes) {
  const auto header = read_at<LexiconHeader>(bytes, 0);
  slots_ = bytes.substr(sizeof(LexiconHeader), header.slots * sizeof(LexiconSlot));
  fields_ = bytes.substr(sizeof(LexiconHeader) + slots_.size());
  fingerprint_ = header.fingerprint;
}

std::optional<Meaning> Lexicon::find(std::uint64_t hash) const {
  const std::size_t slots = slots_.size() / sizeof(LexiconSlot);
  for (std::size_t at = lexicon_slot(hash, slots);; at = at + 1 == slots ? 0 : at + 1) {
    const auto slot = read_at<LexiconSlot>(slots_, at);
    if (slot.key == 0) return std::nullopt;
    if (slot.key == lexicon_key(hash)) return slot.meaning;
  }
}

std::uint16_t Lexicon::field(std::uint16_t sense) const { return read_at<std::uint16_t>(fields_, sense); }

const Lexicon &lexicon() {
  static const Lexicon inside(embedded::nlu_senses);
  return inside;
}

}  // namespace callwell::nlu
