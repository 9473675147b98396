// A chart parser for small typed productions. A rule is a pattern of words and typed items, and a function that makes a new
// item of those it matched. Work is bounded by caps, so time is linear in the length of the text.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "nlu/numbers.hpp"
#include "nlu/time_series.hpp"
#include "nlu/utterance.hpp"
#include "nlu/word_table.hpp"

namespace callwell::nlu {

enum class ItemKind : std::uint8_t { number, ordinal, grain, duration, time, wish };
inline constexpr std::size_t kItemKinds = 6;

/// What a wish, a piece of a preference, is about: days, hours, or how. The others join these and mean nothing alone; `before_it`
/// and `after_it` speak of the day that was named last.
enum class WishForm : std::uint8_t { day, time, manner, either, negation, clause, filler, correction, before_it, after_it };

/// What kind of time expression an item is: rules ask for it.
enum class TimeForm : std::uint8_t {
  other,
  clock,
  part_of_day,
  weekday,
  day_of_month,
  month,
  date,
  year,
  cycle,
  weekend,
  certain_weekend,
  season,
  holiday,
  now,
  interval,
  lasting,
  open,
};

/// An amount of time by grain: 1 hour 30 minutes; "half an hour" is 30 minutes.
struct Amount {
  std::array<double, 8> by_grain{};
  Grain grain = Grain::second;       ///< the finest one named
  double seconds() const;            ///< a month is 30 days, a year 365
};

struct Item {
  ItemKind kind = ItemKind::time;
  std::uint32_t first = 0, end = 0;  ///< tokens, end exclusive
  float score = 0;                   ///< between items of the same tokens the higher wins
  bool latent = false;               ///< a time only where one is expected or the neighbours make it one
  Grain grain = Grain::day;
  // numbers and ordinals; weekday and month items keep their index (0 = Sunday; 1 = January) here
  double number = 0;
  std::uint8_t digits = 0;
  bool spoken = false;
  Amount amount;                     // durations
  // times
  TimeForm form = TimeForm::other;
  SeriesPtr series;
  ClockTime clock;                   // form clock
  std::optional<PartOfDay> part;     // form part_of_day
  std::int8_t open = 0;              // form open: +1 after, -1 before
  bool strictly_later = false;       // a named weekday is never today
  std::optional<TimeSpan> second_reading;   // where people mean either
  TimeForm second_form = TimeForm::date;
  std::int8_t second_open = 0;       // the second reading is an open end too: +1 after, -1 before
  SeriesPtr other;                   // a second reading that goes with whatever is added: another year, the day before
  // wishes
  WishForm wish_form = WishForm::manner;
  std::shared_ptr<const Preference> wish;
  bool open_half = false;            // an hour in it was said without am or pm
  // set by the chart
  std::uint64_t filters = 0;         ///< which item filters take it
  TimeSpan member;                   ///< times: the member meant now, which tells two readings of the same words apart
};

/// What the parser is told besides the words.
struct ParseContext {
  const Utterance &utterance;
  WallSeconds now = 0;
  base::Zone zone;   ///< the practice's
  std::string_view country;
  bool day_first = false;
  NumberStyle style;
};

/// The typed items a rule matched, in order, and the tokens it covers.
struct Match {
  const ParseContext &context;
  std::array<const Item *, 6> items{};
  std::size_t count = 0;
  std::uint32_t first = 0, end = 0;
  const Item &operator[](std::size_t i) const { return *items[i]; }
  std::string_view word(std::size_t i) const { return context.utterance.word(first + i); }
};

using Action = std::optional<Item> (*)(const Match &);

/// A pattern is a row of elements: `word|other_word` (an underscore joins the words of a phrase), `{class}` of the word
/// classes, `<filter>` of the typed items; a `?` behind an element makes it optional.
struct Rule { std::string_view pattern; Action action; float score = 0; };
struct WordClass { std::string_view name, words; };
struct ItemFilter {
  std::string_view name;
  ItemKind kind;
  bool (*accepts)(const Item &);
  std::optional<ItemKind> other_kind = std::nullopt;   ///< accepted as well
};
using Seeder = void (*)(const ParseContext &, std::uint32_t at, std::vector<Item> &out);

/// Every item of one utterance. Items keep their place in memory, and those of one first token lie side by side.
class Chart {
 public:
  explicit Chart(std::size_t tokens) : ranges_(tokens) {}

  std::size_t tokens() const { return ranges_.size(); }
  std::uint32_t begin(std::size_t token) const { return ranges_[token].begin; }
  std::uint32_t end(std::size_t token) const { return ranges_[token].end; }
  const Item &operator[](std::uint32_t i) const { return chunks_[i / kChunk][i % kChunk]; }
  /// Calls `visit` with every item, by first token.
  template <class Visit>
  void each(Visit visit) const {
    for (const Range &range : ranges_) {
      for (std::uint32_t i = range.begin; i < range.end; ++i) visit((*this)[i]);
    }
  }
  /// Steps the parser took: what bounds on its time are stated in.
  std::size_t work() const { return work_; }

 private:
  friend class Grammar;
  static constexpr std::uint32_t kChunk = 32;
  struct Range {
    std::uint32_t begin = 0, end = 0;
    std::uint64_t filters = 0;   ///< of all its items together
  };
  void push(std::size_t token, Item &&item);

  std::vector<Range> ranges_;
  std::vector<std::vector<Item>> chunks_;
  std::uint32_t size_ = 0;
  std::size_t work_ = 0;
};

/// Compiled once; immutable, so threads share it.
class Grammar {
 public:
  Grammar(std::span<const WordClass> classes, std::span<const ItemFilter> filters, std::initializer_list<std::span<const Rule>> rules,
          Seeder seeder);

  Chart parse(const ParseContext &context) const;

  static constexpr std::size_t kMaxItemTokens = 24;      ///< longer expressions are two
  static constexpr std::size_t kMaxItemsPerStart = 40;

 private:
  using WordId = std::uint16_t;                           ///< 0: a word of no rule
  struct Element { bool typed = false; std::uint32_t index = 0; };   ///< a filter, or a list of phrases
  struct Sequence { std::vector<Element> elements; const Rule *rule = nullptr; };
  using Phrase = std::vector<WordId>;
  /// Alternatives by first word.
  struct PhraseList {
    std::vector<Phrase> phrases;
    std::vector<WordId> firsts;      ///< of each
    std::uint64_t first_bits = 0;    ///< the last six bits of those, to say no at a glance
    static std::uint64_t bit_of(WordId word) { return word == 0 ? 0 : std::uint64_t{1} << word % 64; }
  };
  class Parser;

  /// A sequence that begins with a word, and what can stand behind that word, to pass it over at a glance.
  struct Start {
    std::uint32_t sequence = 0;
    bool always = false;             ///< nothing need stand there
    std::uint64_t words = 0;         ///< the last six bits of the numbers of words
    std::uint64_t filters = 0;       ///< of items
  };
  /// A sequence that begins with an item, and the filter of that or of the second element.
  struct Begun { std::uint32_t sequence, filter; };

  void compile(const Rule &rule);
  void add_sequence(Sequence sequence);
  void add_pair(std::uint32_t sequence, std::uint32_t first, std::uint32_t second);
  Start start_of(std::uint32_t sequence, WordId word) const;
  Element element(std::string_view text);
  std::uint32_t phrases(std::string_view text);
  void read_phrases(std::string_view text, std::vector<Phrase> &list);
  std::uint64_t filters_of(const Item &item) const;

  std::span<const WordClass> classes_;
  std::span<const ItemFilter> filters_;
  std::array<std::vector<std::uint8_t>, kItemKinds> filters_by_kind_;
  Seeder seeder_;
  WordTable<WordId> words_;
  WordTable<std::uint32_t> lists_by_text_;
  std::vector<PhraseList> phrases_;
  std::vector<Sequence> sequences_;
  std::vector<std::vector<Start>> by_first_word_;
  // Sequences that begin with an item, by what stands behind it.
  std::vector<std::vector<Begun>> by_second_word_;
  struct Pairs { std::vector<Begun> sequences; std::uint64_t seconds = 0; };
  std::vector<Pairs> item_pairs_;   ///< by the first one's filter; the others are the second ones'
  std::vector<Begun> single_items_;
};

}  // namespace callwell::nlu
