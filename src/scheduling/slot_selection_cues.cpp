#include "scheduling/slot_selection_cues.hpp"

#include <algorithm>
#include <array>

#include "scheduling/slot_selection_clock.hpp"
#include "scheduling/slot_selection_dates.hpp"

namespace callwell::scheduling {

namespace {

using Kind = Cue::Kind;

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N> &set) {
  return std::ranges::find(set, word) != set.end();
}

ReadCue value_cue(Kind kind, std::int32_t value, std::size_t used) {
  Cue cue;
  cue.kind = kind;
  cue.value = value;
  return {std::move(cue), used};
}

/// One pass over the words; `out` grows element by element.
class Reader {
 public:
  Reader(const Words &words, const CueContext &context) : words_(words), context_(context) {}

  std::vector<Element> read() {
    while (at_ < words_.size()) step();
    return std::move(out_);
  }

 private:
  using Method = std::optional<ReadCue> (Reader::*)() const;

  void step() {
    static constexpr Method kMethods[]{&Reader::dates,        &Reader::span,    &Reader::time,  &Reader::named_after_title,
                                       &Reader::marked_index, &Reader::ordinal, &Reader::number};
    for (const Method method : kMethods) {
      if (auto read = (this->*method)()) return add_cue(std::move(*read));
    }
    if (const auto found = find_phrase(words_, at_)) return add_phrase(*found);
    if (auto read = name()) return add_cue(std::move(*read));
    out_.push_back({Sign::plain, {}, {}, words_[at_].boundary});
    ++at_;
  }

  void add_cue(ReadCue read) {
    out_.push_back({Sign::cue, std::move(read.cue), {}, words_[at_].boundary});
    at_ += read.used;
  }

  void add_phrase(const FoundPhrase &found) {
    if (auto read = phrase_cue(*found.phrase, found.used)) return add_phrase_cue(std::move(*read), *found.phrase);
    const bool lone_mark = found.phrase->sign == Sign::number_mark;
    out_.push_back({lone_mark ? Sign::filler : found.phrase->sign, {}, found.phrase->text, words_[at_].boundary});
    at_ += found.used;
  }

  /// "this afternoon" is two cues: the day and its part.
  void add_phrase_cue(ReadCue read, const Phrase &phrase) {
    const std::int32_t day_part = phrase.sign == Sign::day ? phrase.value / 100 * 100 : 0;
    add_cue(std::move(read));
    constexpr std::array<nlu::PartOfDay, 4> kParts{nlu::PartOfDay::morning, nlu::PartOfDay::morning, nlu::PartOfDay::afternoon,
                                                   nlu::PartOfDay::evening};
    if (day_part > 0)
      out_.push_back({Sign::cue, part_cue(static_cast<std::int32_t>(kParts[static_cast<std::size_t>(day_part / 100)])), {}, false});
  }

  static Cue part_cue(std::int32_t value) {
    struct Span {
      nlu::MinuteRange minutes;
      std::optional<nlu::PartOfDay> part;
    };
    static constexpr std::array<Span, 8> kSpans{{{{0, 12 * 60}, {}},
                                                 {{12 * 60, 24 * 60}, {}},
                                                 {{11 * 60 + 30, 14 * 60}, {}},
                                                 {{17 * 60, 24 * 60}, {}},
                                                 {{0, 9 * 60 + 30}, nlu::PartOfDay::morning},
                                                 {{10 * 60, 12 * 60}, nlu::PartOfDay::morning},
                                                 {{12 * 60, 15 * 60}, nlu::PartOfDay::afternoon},
                                                 {{15 * 60, 18 * 60}, nlu::PartOfDay::afternoon}}};
    Cue cue;
    cue.kind = Kind::span;
    if (value >= kPartAm) {
      const Span &span = kSpans[static_cast<std::size_t>(value - kPartAm)];
      cue.minute_span = span.minutes;
      cue.part = span.part;
      return cue;
    }
    cue.part = static_cast<nlu::PartOfDay>(value);
    cue.minute_span = nlu::minutes_of(*cue.part);
    return cue;
  }

  std::optional<ReadCue> phrase_cue(const Phrase &phrase, std::size_t used) const {
    switch (phrase.sign) {
      case Sign::weekday: return value_cue(Kind::weekday, phrase.value, used);
      case Sign::week:
        if (phrase.value == kWeekAfterOffer) return read_date_phrase(words_, at_, {&phrase, used}, context_.first_offered);
        [[fallthrough]];
      case Sign::day:
      case Sign::month: return read_date_phrase(words_, at_, {&phrase, used}, context_.now.date);
      case Sign::part: return ReadCue{part_cue(phrase.value), used};
      case Sign::other: return value_cue(Kind::other, 0, used);
      case Sign::middle: return value_cue(Kind::middle, 0, used);
      case Sign::earliest: return value_cue(Kind::earliest, 0, used);
      case Sign::soonest: return value_cue(Kind::soonest, 0, used);
      case Sign::earlier: return value_cue(Kind::earlier, phrase.value, used);
      case Sign::latest: return value_cue(Kind::latest, phrase.value, used);
      case Sign::later: return value_cue(Kind::later, phrase.value, used);
      default: return std::nullopt;
    }
  }

  std::optional<ReadCue> dates() const { return read_dates(words_, at_, context_.now.date, context_.month_first); }

  std::optional<ReadCue> span() const { return read_clock_span(words_, at_); }

  std::optional<ReadCue> time() const {
    if (feminine_digit()) return std::nullopt;
    if (word_at(words_, at_) == "like" && !may_end_choice(at_ + 2)) return std::nullopt;
    auto read = read_clock_time(words_, at_);
    return read && in_longer_phrase(read->used) ? std::nullopt : read;
  }

  /// "my first visit", "my number": somebody's own, no slot.
  bool after_owner() const {
    constexpr std::array<std::string_view, 8> kOwners{"my", "mi", "his", "her", "your", "su", "phone", "cell"};
    return at_ > 0 && one_of(words_[at_ - 1].text, kOwners);
  }

  /// "option 2", "#2", "option b", "number too" as a recogniser may write it.
  std::optional<ReadCue> marked_index() const {
    const auto found = find_phrase(words_, at_);
    if (!found || found->phrase->sign != Sign::number_mark || after_owner()) return std::nullopt;
    const std::size_t next = at_ + found->used;
    constexpr std::array<std::pair<std::string_view, std::int32_t>, 8> kAsHeard{
        {{"won", 1}, {"to", 2}, {"too", 2}, {"for", 4}, {"fore", 4}, {"ate", 8}, {"tree", 3}, {"un", 1}}};
    const auto heard = std::ranges::find(kAsHeard, word_at(words_, next), &std::pair<std::string_view, std::int32_t>::first);
    const std::string_view letter = word_at(words_, next);
    if (const auto number = read_ordinal(words_, next)) return value_cue(Kind::index, number->value, found->used + number->used);
    if (const auto number = read_cardinal(words_, next)) return value_cue(Kind::index, number->value, found->used + number->used);
    if (heard != kAsHeard.end() && may_end_choice(next + 1)) return value_cue(Kind::index, heard->second, found->used + 1);
    if (letter.size() != 1 || letter[0] < 'a' || letter[0] > 'h') return std::nullopt;
    return value_cue(Kind::index, letter[0] - 'a' + 1, found->used + 1);
  }

  std::optional<ReadCue> ordinal() const {
    const auto ordinal = feminine_digit() ? feminine_digit() : read_ordinal(words_, at_);
    if (!ordinal) return std::nullopt;
    // "first available", "last thing": phrases of their own.
    if (in_longer_phrase(ordinal->used)) return std::nullopt;
    if (after_owner()) return std::nullopt;
    // "last time" is the past, "the last time" the last slot.
    if (words_[at_].text == "last" && word_at(words_, at_ + 1) == "time" && (at_ == 0 || words_[at_ - 1].text != "the"))
      return std::nullopt;
    std::size_t used = ordinal->used;
    auto cue = value_cue(Kind::index, ordinal->value, used);
    constexpr std::array<std::string_view, 3> kDayBefore{"on", "el", "dia"};
    const bool spanish_day = at_ > 0 && words_[at_ - 1].text != "on" && ordinal->value < 11;
    cue.cue.may_be_day = ordinal->value > 0;
    cue.cue.day_first = ordinal->value > 0 && at_ > 0 &&
                        (after_weekday() || (one_of(words_[at_ - 1].text, kDayBefore) && !spanish_day) ||
                         (at_ > 1 && words_[at_ - 1].text == "the" && words_[at_ - 2].text == "on"));
    if (const auto count = read_cardinal(words_, at_ + used); count && (ordinal->value == 1 || ordinal->value == -1) && count->value >= 2 &&
                                                              count->value <= 5 && may_end_choice(at_ + used + count->used)) {
      cue.cue.count = count->value;
      used = cue.used += count->used;
    }
    const std::size_t of_offer = of_the_offer(at_ + used);
    if (of_offer == 0 && !may_end_choice(at_ + used)) return std::nullopt;
    cue.used += of_offer;
    return cue;
  }

  /// "of those", "of the three", "de las dos": words that only name the offer again.
  std::size_t of_the_offer(std::size_t at) const {
    if (word_at(words_, at) != "of" && word_at(words_, at) != "de") return 0;
    const auto found = find_phrase(words_, at + 1);
    if (found && found->phrase->sign == Sign::them) return 1 + found->used;
    constexpr std::array<std::string_view, 3> kArticles{"the", "las", "los"};
    const auto count = read_cardinal(words_, at + 2);
    const bool whole = count && static_cast<std::size_t>(count->value) == context_.offered;
    return one_of(word_at(words_, at + 1), kArticles) && whole ? 2 + count->used : 0;
  }

  bool in_longer_phrase(std::size_t used) const {
    const auto found = find_phrase(words_, at_);
    return found && found->used > used;
  }

  /// "la 2a": the second.
  std::optional<SpokenNumber> feminine_digit() const {
    if (at_ == 0 || (words_[at_ - 1].text != "la" && words_[at_ - 1].text != "el") || !words_[at_].digits || words_[at_].text.size() > 2)
      return std::nullopt;
    if (at_ + 1 >= words_.size() || !words_[at_ + 1].glued || (words_[at_ + 1].text != "a" && words_[at_ + 1].text != "o"))
      return std::nullopt;
    auto number = read_cardinal(words_, at_);
    number->used = 2;
    return number;
  }

  bool after_weekday() const {
    std::size_t before = out_.size();
    while (before > 0 && out_[before - 1].sign == Sign::filler) --before;
    return before > 0 && out_[before - 1].sign == Sign::cue && out_[before - 1].cue.kind == Kind::weekday;
  }

  std::optional<ReadCue> number() const {
    const auto number = read_cardinal(words_, at_);
    if (!number || number->digit_count > 3) return std::nullopt;
    constexpr std::array<std::string_view, 3> kDayBefore{"el", "dia", "del"};
    const bool day_first = at_ > 0 && one_of(words_[at_ - 1].text, kDayBefore);
    const std::size_t next = at_ + number->used;
    const bool hour_follows = day_first && word_at(words_, next) == "a" && read_clock_time(words_, next);   // "el 5 a las 10"
    if (!hour_follows && !may_end_choice(next)) return std::nullopt;
    if (in_longer_phrase(number->used)) return std::nullopt;  // "one moment"
    const std::string_view word = words_[at_].text;
    const bool pronoun = word == "one" || word == "una" || word == "uno";
    if (pronoun && !may_be_counted(word)) return std::nullopt;
    auto cue = value_cue(Kind::number, number->value, number->used);
    cue.cue.day_first = day_first;
    cue.cue.pronoun = pronoun;
    return cue;
  }

  /// "one" counts at the start, after a yes, a choice or an "or"; after anything else it stands for a slot.
  bool may_be_counted(std::string_view word) const {
    if (at_ == 0) return true;
    constexpr std::array<std::string_view, 12> kBefore{"um", "uh", "uhm", "hmm", "well", "please", "a", "la", "for", "es", "eh", "pues"};
    if (one_of(words_[at_ - 1].text, kBefore)) return true;
    if (out_.empty() || (word == "una" && out_.back().sign == Sign::take)) return false;
    constexpr std::array<Sign, 9> kSigns{Sign::affirm, Sign::take, Sign::correction, Sign::either_or, Sign::consequence,
                                         Sign::but,    Sign::also, Sign::suggest,    Sign::not_near};
    return std::ranges::find(kSigns, out_.back().sign) != kSigns.end();
  }

  /// May a number or an ordinal that stands before word `at` be a choice? "two kids" and "the first visit" are none.
  bool may_end_choice(std::size_t at) const {
    if (at >= words_.size() || words_[at].boundary) return true;
    constexpr std::array<std::string_view, 21> kSlotWords{"this",    "one",         "ones",    "option",    "choice", "slot", "spot",
                                                          "opening", "appointment", "time",    "available", "opcion", "cita", "hora",
                                                          "again",   "listed",      "offered", "dr",        "doctor", "dra",  "doctora"};
    constexpr std::array<std::string_view, 9> kNever{"of", "i", "a", "an", "to", "like", "day", "dia", "think"};
    const std::string_view word = words_[at].text;
    if (one_of(word, kSlotWords)) return true;
    if (one_of(word, kNever)) return false;
    const auto found = find_phrase(words_, at);
    constexpr std::array<Sign, 4> kApart{Sign::statement, Sign::question, Sign::ask, Sign::something};
    if (found) return std::ranges::find(kApart, found->phrase->sign) == kApart.end() && found->phrase->sign != Sign::plain;
    return read_ordinal(words_, at).has_value() || read_clock_time(words_, at).has_value() || name_at(at).has_value();
  }

  /// "dr chen", also when the name is a word of its own; a name nobody on offer has matches no slot.
  std::optional<ReadCue> named_after_title() const {
    constexpr std::array<std::string_view, 6> kTitles{"dr", "dra", "doctor", "doctora", "with", "con"};
    if (at_ == 0 || !one_of(words_[at_ - 1].text, kTitles)) return std::nullopt;
    if (auto read = name_at(at_)) return read;
    const std::string_view title = words_[at_ - 1].text;
    if (title == "with" || title == "con" || find_phrase(words_, at_) || context_.providers.empty()) return std::nullopt;
    return value_cue(Kind::provider, 0, 1);
  }

  std::optional<ReadCue> name() const { return name_at(at_); }

  std::optional<ReadCue> name_at(std::size_t at) const {
    if (auto read = name_among(context_.providers, Kind::provider, at)) return read;
    return name_among(context_.locations, Kind::location, at);
  }

  /// The ids whose name holds the words that stand here, as many words as any name does.
  std::optional<ReadCue> name_among(const std::vector<std::pair<std::string, Words>> &names, Kind kind, std::size_t at) const {
    ReadCue best;
    best.cue.kind = kind;
    for (const auto &[id, words] : names) {
      std::size_t used = 0;
      const auto has = [&words](std::string_view word) {
        return std::ranges::any_of(words, [&](const Word &w) { return w.text == word; });
      };
      while (at + used < words_.size() && has(words_[at + used].text)) ++used;
      if (used == 0 || used < best.used) continue;
      if (used > best.used) best.cue.ids.clear();
      best.used = used;
      best.cue.ids.push_back(id);
    }
    if (best.used == 0) return std::nullopt;
    return best;
  }

  const Words &words_;
  const CueContext &context_;
  std::size_t at_ = 0;
  std::vector<Element> out_;
};

}  // namespace

std::vector<Element> read_elements(const Words &words, const CueContext &context) { return Reader(words, context).read(); }

}  // namespace callwell::scheduling
