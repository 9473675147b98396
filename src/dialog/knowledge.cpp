#include "dialog/knowledge.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "nlu/tokens.hpp"

namespace callwell::dialog {

namespace {

constexpr float kUnknownWordWeight = 1.6F;  // a word no section knows argues against all of them
constexpr std::size_t kMaxQuestionTokens = 64;

constexpr std::string_view kStopWords[] = {
    "a",    "an",   "the",  "is",   "are",  "am",    "be",     "do",     "does", "did",   "you",   "your", "i",     "my",   "me",  "we",
    "it",   "to",   "of",   "in",   "on",   "at",    "for",    "and",    "or",   "can",   "could", "will", "would", "have", "has", "there",
    "that", "this", "if",   "with", "what", "how",   "get",    "please", "hi",   "hello", "so",    "um",   "uh",    "also", "any", "el",
    "la",   "los",  "las",  "un",   "una",  "de",    "del",    "en",     "y",    "o",     "que",   "se",   "su",    "sus",  "mi",  "es",
    "son",  "por",  "para", "con",  "hay",  "tiene", "tienen", "puedo",  "me",   "al",    "como",  "lo",   "hola",  "si"};

/// A crude stem: enough to bring "parking" and "park", "pagos" and "pago" together.
std::string stem(std::string_view word) {
  for (const std::string_view suffix : {"aciones", "acion", "ciones", "cion", "mente", "ings", "ing", "ies", "es", "s", "ed"}) {
    if (word.size() >= suffix.size() + 3 && word.ends_with(suffix)) return std::string(word.substr(0, word.size() - suffix.size()));
  }
  return std::string(word);
}

std::vector<std::string> content_words(std::string_view text) {
  std::set<std::string> out;
  for (const nlu::Token &token : nlu::tokenize(text, kMaxQuestionTokens)) {
    if (token.kind == nlu::Token::Kind::mark) continue;
    if (std::find(std::begin(kStopWords), std::end(kStopWords), token.text) == std::end(kStopWords)) out.insert(stem(token.text));
  }
  return {out.begin(), out.end()};
}

}  // namespace

KnowledgeIndex::KnowledgeIndex(const practice::Practice &practice) {
  std::vector<std::set<const practice::KnowledgeSection *>> seen_in;
  const auto add = [&](const practice::KnowledgeSection &section, std::string_view wording) {
    Wording entry{&section, {}, 0};
    for (const std::string &word : content_words(wording)) {
      const auto [at, fresh] = ids_.emplace(word, static_cast<std::uint32_t>(seen_in.size()));
      if (fresh) seen_in.emplace_back();
      seen_in[at->second].insert(&section);
      entry.words.push_back(at->second);
    }
    if (!entry.words.empty()) wordings_.push_back(std::move(entry));
  };
  for (const practice::KnowledgeSection &section : practice.knowledge) {
    for (const std::string &question : section.questions) add(section, question);
    for (const auto &[language, title] : section.title.by_language) add(section, title);
  }
  const auto sections = static_cast<float>(practice.knowledge.size());
  for (const auto &holders : seen_in) weights_.push_back(std::log(1.0F + sections / static_cast<float>(holders.size())));
  for (Wording &wording : wordings_) {
    std::sort(wording.words.begin(), wording.words.end());
    for (const std::uint32_t word : wording.words) wording.weight += weight(word);
  }
}

KnowledgeHit KnowledgeIndex::find(std::string_view question) const {
  std::vector<std::uint32_t> words;
  float total = 0;
  for (const std::string &word : content_words(question)) {
    const auto known = ids_.find(word);
    if (known == ids_.end()) {
      total += kUnknownWordWeight;
      continue;
    }
    words.push_back(known->second);
    total += weight(known->second);
  }
  std::sort(words.begin(), words.end());
  KnowledgeHit best;
  for (const Wording &wording : wordings_) {
    float shared = 0;
    for (const std::uint32_t word : words) {
      if (std::binary_search(wording.words.begin(), wording.words.end(), word)) shared += weight(word);
    }
    const float score = shared <= 0 ? 0 : 2 * shared / (total + wording.weight);
    if (score > best.score) best = {wording.section, score};
  }
  return best;
}

}  // namespace callwell::dialog
