#include "nlu/grammar.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/text.hpp"

namespace callwell::nlu {

namespace {

constexpr std::size_t kMaxWorkPerStart = 20'000;   ///< steps of the matcher; honest sentences take some hundred
constexpr std::array<double, 8> kGrainSeconds{1, 60, 3600, 86'400, 7 * 86'400, 30 * 86'400, 91 * 86'400, 365 * 86'400};

/// Same words, same meaning: the better score stays.
bool same_meaning(const Item &a, const Item &b) {
  if (a.end != b.end || a.kind != b.kind || a.latent != b.latent || a.form != b.form || a.grain != b.grain || a.open != b.open)
    return false;
  if (a.clock.open_half != b.clock.open_half || a.strictly_later != b.strictly_later) return false;
  if (a.kind == ItemKind::wish) return false;
  if (a.kind != ItemKind::time) return a.number == b.number && a.amount.by_grain == b.amount.by_grain;
  return true;
}

}  // namespace

double Amount::seconds() const {
  double sum = 0;
  for (std::size_t i = 0; i < by_grain.size(); ++i) sum += by_grain[i] * kGrainSeconds[i];
  return sum;
}

Grammar::Grammar(std::span<const WordClass> classes, std::span<const ItemFilter> filters,
                 std::initializer_list<std::span<const Rule>> rules, Seeder seeder)
    : classes_(classes), filters_(filters), seeder_(seeder) {
  for (const auto &table : rules) {
    for (const Rule &rule : table) compile(rule);
  }
}

std::size_t Grammar::phrases(std::string_view text) {
  std::vector<Phrase> list;
  for (const std::string_view alternative : base::split(text, '|')) {
    if (alternative.front() == '{') {
      const std::string_view name = alternative.substr(1, alternative.size() - 2);
      const auto found = std::find_if(classes_.begin(), classes_.end(), [&](const WordClass &c) { return c.name == name; });
      if (found == classes_.end()) throw std::logic_error("no word class " + std::string(name));
      const std::size_t inner = phrases(found->words);
      list.insert(list.end(), phrases_[inner].begin(), phrases_[inner].end());
      continue;
    }
    Phrase phrase;
    for (const std::string_view word : base::split(alternative, '_')) phrase.emplace_back(word);
    if (std::find(phrase.begin(), phrase.end(), std::string()) != phrase.end())
      throw std::logic_error("empty word in " + std::string(text));
    list.push_back(std::move(phrase));
  }
  phrases_.push_back(std::move(list));
  return phrases_.size() - 1;
}

Grammar::Element Grammar::element(std::string_view text) {
  if (text.front() != '<') return {false, phrases(text)};
  const std::string_view name = text.substr(1, text.size() - 2);
  for (std::size_t i = 0; i < filters_.size(); ++i) {
    if (filters_[i].name == name) return {true, i};
  }
  throw std::logic_error("no item filter " + std::string(name));
}

/// Optional elements multiply a rule into one sequence for each choice.
void Grammar::compile(const Rule &rule) {
  std::vector<Sequence> variants{{{}, &rule}};
  for (std::string_view text : base::split(rule.pattern, ' ')) {
    const bool optional = text.size() > 1 && text.back() == '?';
    if (optional) text.remove_suffix(1);
    const Element next = element(text);
    const std::vector<Sequence> without = optional ? variants : std::vector<Sequence>();
    for (Sequence &variant : variants) variant.elements.push_back(next);
    variants.insert(variants.end(), without.begin(), without.end());
  }
  for (Sequence &variant : variants) add_sequence(std::move(variant));
}

void Grammar::add_sequence(Sequence sequence) {
  if (sequence.elements.empty()) return;
  const Element first = sequence.elements.front();
  const std::size_t id = sequences_.size();
  sequences_.push_back(std::move(sequence));
  if (first.typed) {
    const ItemFilter &filter = filters_[first.index];
    by_first_kind_[static_cast<std::size_t>(filter.kind)].push_back(id);
    if (filter.other_kind) by_first_kind_[static_cast<std::size_t>(*filter.other_kind)].push_back(id);
    return;
  }
  for (const Phrase &phrase : phrases_[first.index]) {
    auto &list = by_first_word_[phrase.front()];
    if (list.empty() || list.back() != id) list.push_back(id);
  }
}

/// Works from the last token to the first, so all that can follow an item is there before the item is.
class Grammar::Parser {
 public:
  Parser(const Grammar &grammar, const ParseContext &context)
      : grammar_(grammar), context_(context), items_(context.utterance.tokens.size() + 1) {}

  std::vector<std::vector<Item>> run() {
    for (std::size_t i = context_.utterance.tokens.size(); i-- > 0;) parse_from(static_cast<std::uint32_t>(i));
    return std::move(items_);
  }

 private:
  void parse_from(std::uint32_t at) {
    at_ = at;
    work_ = 0;
    items_[at].reserve(kMaxItemsPerStart);   // pointers into it stay good
    std::vector<Item> seeds;
    grammar_.seeder_(context_, at, seeds);
    for (Item &seed : seeds) add(std::move(seed));
    const auto by_word = grammar_.by_first_word_.find(context_.utterance.tokens[at].text);
    if (by_word != grammar_.by_first_word_.end()) {
      for (const std::size_t id : by_word->second) start(grammar_.sequences_[id]);
    }
    for (std::size_t i = 0; i < items_[at].size(); ++i) {
      const Item *item = &items_[at][i];
      for (const std::size_t id : grammar_.by_first_kind_[static_cast<std::size_t>(item->kind)]) begin_with(grammar_.sequences_[id], item);
    }
  }

  void start(const Sequence &sequence) {
    Match match{context_};
    match.first = at_;
    advance(sequence, 0, at_, match);
  }

  void begin_with(const Sequence &sequence, const Item *item) {
    if (!grammar_.filters_[sequence.elements.front().index].takes(*item)) return;
    Match match{context_};
    match.first = at_;
    match.items[match.count++] = item;
    advance(sequence, 1, item->end, match);
  }

  void advance(const Sequence &sequence, std::size_t next, std::uint32_t token, Match match) {
    if (token - at_ > kMaxItemTokens || items_[at_].size() >= kMaxItemsPerStart || ++work_ > kMaxWorkPerStart) return;
    if (next == sequence.elements.size()) {
      finish(*sequence.rule, token, match);
      return;
    }
    const Element &element = sequence.elements[next];
    if (!element.typed) {
      for (const Phrase &phrase : grammar_.phrases_[element.index]) {
        if (reads(phrase, token)) advance(sequence, next + 1, token + static_cast<std::uint32_t>(phrase.size()), match);
      }
      return;
    }
    const ItemFilter &filter = grammar_.filters_[element.index];
    if (token == at_ || match.count == match.items.size()) return;
    for (const Item &item : items_[token]) {
      if (!filter.takes(item)) continue;
      Match longer = match;
      longer.items[longer.count++] = &item;
      advance(sequence, next + 1, item.end, longer);
    }
  }

  bool reads(const Phrase &phrase, std::uint32_t token) const {
    for (std::size_t i = 0; i < phrase.size(); ++i) {
      if (context_.utterance.word(token + i) != phrase[i]) return false;
    }
    return true;
  }

  void finish(const Rule &rule, std::uint32_t end, Match &match) {
    match.end = end;
    std::optional<Item> made = rule.action(match);
    if (!made) return;
    made->first = at_;
    made->end = end;
    made->score += rule.score;
    for (std::size_t i = 0; i < match.count; ++i) made->score += match[i].score;
    add(std::move(*made));
  }

  void add(Item item) {
    auto &list = items_[at_];
    std::optional<TimeSpan> span;
    if (item.kind == ItemKind::time) {
      span = resolve(*item.series, Asking{context_.now, Meridiem::nearest}, item.strictly_later);
      if (!span) return;   // contradictory, as "feb 30"
    }
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (!same_meaning(list[i], item)) continue;
      if (item.kind == ItemKind::time && resolve(*list[i].series, Asking{context_.now, Meridiem::nearest}, list[i].strictly_later) != span)
        continue;
      return;   // what came first was made of less
    }
    if (list.size() < kMaxItemsPerStart) list.push_back(std::move(item));
  }

  const Grammar &grammar_;
  const ParseContext &context_;
  std::vector<std::vector<Item>> items_;
  std::uint32_t at_ = 0;
  std::size_t work_ = 0;
};

std::vector<std::vector<Item>> Grammar::parse(const ParseContext &context) const { return Parser(*this, context).run(); }

}  // namespace callwell::nlu
