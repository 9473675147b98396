#include "nlu/grammar.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>
#include <utility>

#include "base/text.hpp"

namespace callwell::nlu {

namespace {

constexpr std::size_t kMaxWorkPerStart = 1'200;   ///< steps of the matcher and of the calendar; honest sentences take some hundred
constexpr int kMaxCalendarSteps = 150;             ///< of one question; honest ones take some dozen
constexpr std::array<double, 8> kGrainSeconds{1, 60, 3600, 86'400, 7 * 86'400, 30 * 86'400, 91 * 86'400, 365 * 86'400};

/// Same words, same meaning: the better score stays.
bool same_meaning(const Item &a, const Item &b) {
  if (a.end != b.end || a.kind != b.kind || a.latent != b.latent || a.form != b.form || a.grain != b.grain || a.open != b.open)
    return false;
  if (a.clock.open_half != b.clock.open_half || a.strictly_later != b.strictly_later) return false;
  if (a.kind == ItemKind::wish) return false;
  if (a.kind == ItemKind::time) return a.member == b.member;
  return a.number == b.number && a.amount.by_grain == b.amount.by_grain;
}

}  // namespace

double Amount::seconds() const {
  double sum = 0;
  for (std::size_t i = 0; i < by_grain.size(); ++i) sum += by_grain[i] * kGrainSeconds[i];
  return sum;
}

Grammar::Grammar(std::span<const WordClass> classes, std::span<const ItemFilter> filters,
                 std::initializer_list<std::span<const Rule>> rules, Seeder seeder)
    : classes_(classes), filters_(filters), seeder_(seeder), item_pairs_(filters.size()) {
  if (filters_.size() > 64) throw std::logic_error("more item filters than an item has bits for");
  for (std::size_t i = 0; i < filters_.size(); ++i) {
    filters_by_kind_[static_cast<std::size_t>(filters_[i].kind)].push_back(static_cast<std::uint8_t>(i));
    if (const auto other = filters_[i].other_kind) filters_by_kind_[static_cast<std::size_t>(*other)].push_back(static_cast<std::uint8_t>(i));
  }
  for (const auto &table : rules) {
    for (const Rule &rule : table) compile(rule);
  }
}

/// The same words in many rules are one list.
std::uint32_t Grammar::phrases(std::string_view text) {
  const auto next = static_cast<std::uint32_t>(phrases_.size());
  if (const std::uint32_t known = lists_by_text_.insert(text, next); known != next) return known;
  std::vector<Phrase> list;
  read_phrases(text, list);
  std::stable_sort(list.begin(), list.end(), [](const Phrase &a, const Phrase &b) { return a.front() < b.front(); });
  PhraseList sorted{std::move(list), {}, 0};
  for (const Phrase &phrase : sorted.phrases) {
    sorted.firsts.push_back(phrase.front());
    sorted.first_bits |= PhraseList::bit_of(phrase.front());
  }
  phrases_.push_back(std::move(sorted));
  return next;
}

void Grammar::read_phrases(std::string_view text, std::vector<Phrase> &list) {
  for (const std::string_view alternative : base::split(text, '|')) {
    if (alternative.front() == '{') {
      const std::string_view name = alternative.substr(1, alternative.size() - 2);
      const auto found = std::find_if(classes_.begin(), classes_.end(), [&](const WordClass &c) { return c.name == name; });
      if (found == classes_.end()) throw std::logic_error("no word class " + std::string(name));
      read_phrases(found->words, list);
      continue;
    }
    Phrase phrase;
    for (const std::string_view word : base::split(alternative, '_')) {
      if (word.empty()) throw std::logic_error("empty word in " + std::string(text));
      phrase.push_back(words_.insert(word, static_cast<WordId>(words_.size() + 1)));
    }
    list.push_back(std::move(phrase));
  }
}

Grammar::Element Grammar::element(std::string_view text) {
  if (text.front() != '<') return {false, phrases(text)};
  const std::string_view name = text.substr(1, text.size() - 2);
  for (std::size_t i = 0; i < filters_.size(); ++i) {
    if (filters_[i].name == name) return {true, static_cast<std::uint32_t>(i)};
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
  const std::optional<Element> second = sequence.elements.size() > 1 ? std::optional(sequence.elements[1]) : std::nullopt;
  const auto id = static_cast<std::uint32_t>(sequences_.size());
  sequences_.push_back(std::move(sequence));
  const auto each_first_word = [&](auto &lists, const Element &words, auto add) {
    lists.resize(std::max(lists.size(), words_.size() + 1));
    WordId before = 0;   // the phrases are sorted by it
    for (const WordId word : phrases_[words.index].firsts) {
      if (std::exchange(before, word) != word) add(lists[word], word);
    }
  };
  if (!first.typed) each_first_word(by_first_word_, first, [&](auto &list, WordId word) { list.push_back(start_of(id, word)); });
  else if (!second) single_items_.push_back({id, first.index});
  else if (second->typed) add_pair(id, first.index, second->index);
  else each_first_word(by_second_word_, *second, [&](auto &list, WordId) { list.push_back({id, first.index}); });
}

void Grammar::add_pair(std::uint32_t sequence, std::uint32_t first, std::uint32_t second) {
  Pairs &pairs = item_pairs_[first];
  pairs.sequences.push_back({sequence, second});
  pairs.seconds |= std::uint64_t{1} << second;
}

/// The phrases that begin with the word go on with their second word; one that is that word alone, with the second element.
Grammar::Start Grammar::start_of(std::uint32_t sequence, WordId word) const {
  Start start{sequence};
  const std::vector<Element> &elements = sequences_[sequence].elements;
  for (const Phrase &phrase : phrases_[elements[0].index].phrases) {
    if (phrase.front() != word) continue;
    if (phrase.size() > 1) start.words |= PhraseList::bit_of(phrase[1]);
    else if (elements.size() < 2) start.always = true;
    else if (elements[1].typed) start.filters = std::uint64_t{1} << elements[1].index;
    else start.words |= phrases_[elements[1].index].first_bits;
  }
  return start;
}

std::uint64_t Grammar::filters_of(const Item &item) const {
  std::uint64_t taken = 0;
  for (const std::uint8_t i : filters_by_kind_[static_cast<std::size_t>(item.kind)]) taken |= filters_[i].accepts(item) ? std::uint64_t{1} << i : 0;
  return taken;
}

void Chart::push(std::size_t token, Item &&item) {
  if (size_ % kChunk == 0) chunks_.emplace_back().reserve(kChunk);
  Range &range = ranges_[token];
  if (range.begin == range.end) range.begin = size_;
  range.filters |= item.filters;
  chunks_.back().push_back(std::move(item));
  range.end = ++size_;
}

/// Works from the last token to the first, so all that can follow an item is there before the item is.
class Grammar::Parser {
 public:
  Parser(const Grammar &grammar, const ParseContext &context)
      : grammar_(grammar), context_(context), chart_(context.utterance.tokens.size()) {
    words_.reserve(chart_.tokens() + kMaxItemTokens);
    for (const Token &token : context.utterance.tokens) {
      const WordId *known = grammar.words_.find(token.word());
      words_.push_back(known ? *known : 0);
    }
    words_.resize(chart_.tokens() + kMaxItemTokens, 0);   // phrases may look beyond the end
  }

  Chart run() {
    for (std::size_t i = chart_.tokens(); i-- > 0;) parse_from(static_cast<std::uint32_t>(i));
    return std::move(chart_);
  }

 private:
  void parse_from(std::uint32_t at) {
    at_ = at;
    work_ = 0;
    seeds_.clear();
    grammar_.seeder_(context_, at, seeds_);
    for (Item &seed : seeds_) add(std::move(seed));
    if (words_[at] != 0 && words_[at] < grammar_.by_first_word_.size()) {
      const std::uint64_t items = at + 1 < chart_.tokens() ? chart_.ranges_[at + 1].filters : 0;
      const std::uint64_t word = PhraseList::bit_of(words_[at + 1]);
      for (const Start &sequence : grammar_.by_first_word_[words_[at]]) {
        const bool fails = !sequence.always && (sequence.words & word) == 0 && (sequence.filters & items) == 0;
        fails ? count_failed_start() : start(grammar_.sequences_[sequence.sequence]);
      }
    }
    for (std::uint32_t i = chart_.begin(at); i < chart_.end(at); ++i) continue_from(chart_[i]);
    chart_.work_ += work_;
  }

  /// What a start costs that fails at its second element.
  void count_failed_start() {
    if (chart_.end(at_) - chart_.begin(at_) < kMaxItemsPerStart && ++work_ <= kMaxWorkPerStart) ++work_;
  }

  void start(const Sequence &sequence) {
    Match match{context_};
    match.first = at_;
    advance(sequence, 0, at_, match);
  }

  /// The sequences that begin with `item` and whose second element the next token allows, in the order of the rules.
  void continue_from(const Item &item) {
    candidates_.clear();
    const auto offer = [&](const Begun &begun) {
      ++work_;
      if (takes(item.filters, begun.filter)) candidates_.push_back(begun.sequence);
    };
    for (const Begun &begun : grammar_.single_items_) offer(begun);
    if (const WordId next = words_[item.end]; next != 0 && next < grammar_.by_second_word_.size()) {
      for (const Begun &begun : grammar_.by_second_word_[next]) offer(begun);
    }
    const std::uint64_t following = item.end < chart_.tokens() ? chart_.ranges_[item.end].filters : 0;
    for (std::uint64_t firsts = following != 0 ? item.filters : 0; firsts != 0; firsts &= firsts - 1) {
      const Pairs &pairs = grammar_.item_pairs_[static_cast<std::size_t>(std::countr_zero(firsts))];
      if ((pairs.seconds & following) == 0) continue;
      for (const Begun &pair : pairs.sequences) {
        if (takes(following, pair.filter)) candidates_.push_back(pair.sequence);
      }
    }
    std::sort(candidates_.begin(), candidates_.end());
    for (const std::uint32_t id : candidates_) {
      Match match{context_};
      match.first = at_;
      match.items[match.count++] = &item;
      advance(grammar_.sequences_[id], 1, item.end, match);
    }
  }

  static bool takes(std::uint64_t filters, std::uint32_t filter) { return (filters >> filter & 1) != 0; }

  void advance(const Sequence &sequence, std::size_t next, std::uint32_t token, Match &match) {
    if (token - at_ > kMaxItemTokens || chart_.end(at_) - chart_.begin(at_) >= kMaxItemsPerStart || ++work_ > kMaxWorkPerStart) return;
    if (next == sequence.elements.size()) {
      finish(*sequence.rule, token, match);
      return;
    }
    const Element &element = sequence.elements[next];
    element.typed ? advance_item(sequence, next, token, match) : advance_words(sequence, next, token, match);
  }

  void advance_words(const Sequence &sequence, std::size_t next, std::uint32_t token, Match &match) {
    if (token >= chart_.tokens() || words_[token] == 0) return;
    const PhraseList &list = grammar_.phrases_[sequence.elements[next].index];
    if ((list.first_bits & PhraseList::bit_of(words_[token])) == 0) return;
    const auto first = std::lower_bound(list.firsts.begin(), list.firsts.end(), words_[token]);
    for (auto i = static_cast<std::size_t>(first - list.firsts.begin()); i < list.firsts.size() && list.firsts[i] == words_[token]; ++i) {
      const Phrase &phrase = list.phrases[i];
      if (reads(phrase, token)) advance(sequence, next + 1, token + static_cast<std::uint32_t>(phrase.size()), match);
    }
  }

  void advance_item(const Sequence &sequence, std::size_t next, std::uint32_t token, Match &match) {
    const std::uint32_t filter = sequence.elements[next].index;
    if (token == at_ || token >= chart_.tokens() || match.count == match.items.size()) return;
    if (!takes(chart_.ranges_[token].filters, filter)) return;
    for (std::uint32_t i = chart_.begin(token); i < chart_.end(token); ++i) {
      const Item &item = chart_[i];
      if (!takes(item.filters, filter)) continue;
      match.items[match.count++] = &item;
      advance(sequence, next + 1, item.end, match);
      --match.count;
    }
  }

  /// Words stand for themselves beyond the end too: there is a margin of unknown ones.
  bool reads(const Phrase &phrase, std::uint32_t token) const {
    if (token + phrase.size() > words_.size()) return false;
    return std::equal(phrase.begin(), phrase.end(), words_.begin() + token);
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

  void add(Item &&item) {
    if (chart_.end(at_) - chart_.begin(at_) >= kMaxItemsPerStart) return;
    if (item.kind == ItemKind::time) {
      const Asking asking{context_.now, Meridiem::nearest, kMaxCalendarSteps};
      const auto member = resolve(*item.series, asking, item.strictly_later);
      work_ += static_cast<std::size_t>(kMaxCalendarSteps - asking.budget);
      if (!member) return;   // contradictory, as "feb 30"
      item.member = *member;
    }
    for (std::uint32_t i = chart_.begin(at_); i < chart_.end(at_); ++i) {
      if (same_meaning(chart_[i], item)) return;   // what came first was made of less
    }
    item.filters = grammar_.filters_of(item);
    chart_.push(at_, std::move(item));
  }

  const Grammar &grammar_;
  const ParseContext &context_;
  Chart chart_;
  std::vector<WordId> words_;
  std::vector<Item> seeds_;
  std::vector<std::uint32_t> candidates_;
  std::uint32_t at_ = 0;
  std::size_t work_ = 0;
};

Chart Grammar::parse(const ParseContext &context) const { return Parser(*this, context).run(); }

}  // namespace callwell::nlu
