#include "nlu/names_segments.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "nlu/names_cues.hpp"
#include "nlu/names_known.hpp"
#include "nlu/names_written.hpp"
#include "nlu/spelling.hpp"
#include "nlu/spelling_phrase.hpp"
#include "nlu/vocabulary_words.hpp"

namespace callwell::nlu {

namespace {

using namespace name_cues;

const PhraseIndex<CueRow> &cues() {
  static const PhraseIndex index(kCues);
  return index;
}
const PhraseIndex<CueRow> &post_cues() {
  static const PhraseIndex index(kPostCues);
  return index;
}

const CueRow *longest_cue(const Utterance &u, std::size_t at, const PhraseIndex<CueRow> &index, std::size_t &length) {
  const CueRow *best = nullptr;
  length = 0;
  for (const CueRow *row : index.starting(u.word(at))) {
    if (const std::size_t used = phrase_length(u, at, row->words); used > length) best = row, length = used;
  }
  return best;
}

bool is_contraction(std::string_view word) {
  const std::size_t at = word.find('\'');
  return at != std::string_view::npos && at + 3 >= word.size() && at > 1;
}

class SegmentReader {
 public:
  SegmentReader(const Utterance &u, bool expected) : u_(u), expected_(expected) {
    for (std::size_t at = 0; at < u.tokens.size(); ++at) has_family_cue_ = has_family_cue_ || u.word(at).starts_with("apellido");
  }

  std::vector<NameSegment> run() {
    for (std::size_t at = 0; at < u_.tokens.size();) at = std::max(take(at), at + 1);
    close();
    return std::move(segments_);
  }

 private:
  std::size_t take(std::size_t at) {
    std::size_t length = 0;
    if (u_.word(at) == "not") {  // "not r e a d"
      if (const auto excluded = read_spelled_word(u_, at + 1)) return excluded->next;
    }
    if (const CueRow *post = longest_cue(u_, at, post_cues(), length); post && label_last(*post)) return at + length;
    if (const CueRow *cue = longest_cue(u_, at, cues(), length)) return open(*cue, at, length);
    if (const std::size_t next = comparison_end(u_, at)) return next;
    if (const std::size_t next = take_relative(at)) return next;
    if (const std::size_t next = take_initials(at)) return next;
    if (const std::size_t next = take_introduced(at)) return next;
    if (const std::size_t next = take_hint(at)) return next;
    if (const std::size_t next = take_accent(at)) return next;
    if (among(u_.word(at), kBeforeTitle) && current_.words.empty() && is_title(u_.word(at + 1))) return at + 1;   // "la señora Robles"
    if (const std::size_t next = take_title(at)) return next;
    if (const std::size_t next = take_spelled(at)) return next;
    if (u_.tokens[at].kind != Token::Kind::word) return take_mark(at);
    if ((u_.word(at) == "comma" || u_.word(at) == "coma") && !current_.words.empty() && may_be_name(at + 1)) {   // dictated
      if (current_.comma == 0) current_.comma = current_.words.size();
      return at + 1;
    }
    if (among(u_.word(at), kCorrections) || (u_.word(at) == "no" && current_.words.size() + segments_.size() > 0)) {
      close();
      corrects_ = true;
      return at + 1;
    }
    if (const std::size_t next = take_named_hyphen(at)) return next;
    if (u_.word(at) == "y" && current_.field == Field::family && !current_.words.empty() && may_be_name(at + 1)) return at + 1;
    if (accepts(at)) return add_word(at);
    const bool excludes = u_.word(at) == "not" && may_be_name(at + 1);  // "my name's not Robert"
    const bool links = among(u_.word(at), kSpellWords) || (u_.word(at) == "is" && !current_.words.empty() && current_.words.back().spelled);
    if (!links) close();
    return at + (excludes ? 2 : 1);
  }

  /// The labelled name came first: "Domingo Santos es mi nombre".
  bool label_last(const CueRow &post) {
    NameSegment *target = !current_.words.empty()                                 ? &current_
                          : !segments_.empty() && !segments_.back().words.empty() ? &segments_.back()
                                                                                  : nullptr;
    if (target && post.field == Field::middle && target->words.size() > 1) return target->words.pop_back(), true;
    if (!target || (target->field != Field::bare && target->cue == Cue::strong)) return false;
    target->field = post.field;
    target->cue = post.cue;
    close();
    return true;
  }

  std::size_t open(const CueRow &cue, std::size_t at, std::size_t length) {
    // "x i o n g is …", "alpha bravo … is abigail": after spelling, "is" and "it's" only link.
    const bool weak_link = cue.cue != Cue::strong && !current_.words.empty() && current_.words.back().spelled && cue.words != "es";
    if (weak_link) return at + length;
    const bool after_word = cue.words == "es" && !current_.words.empty();
    if (after_word) return close(), at + length;
    const Cue before = current_.words.empty() ? current_.cue : Cue::none;
    const Field field_before = current_.field;
    close();
    current_.field = cue.field;
    current_.cue = cue.cue == Cue::strong && !expected_ && among(cue.words, kOfState) ? Cue::weak : cue.cue;
    if (names_given_part(cue)) current_.field = Field::given;
    if (cue.cue != Cue::strong && before == Cue::strong) current_.field = field_before, current_.cue = before;  // "my last name, it's …"
    std::size_t next = at + length;
    while (u_.word(next) == ":" || u_.word(next) == "," || u_.word(next) == "is" || u_.word(next) == "es" || u_.word(next) == "um" ||
           u_.word(next) == "uh")
      ++next;
    return next;
  }

  /// "nombre" is the given name where "apellido" is said too, or where a bare name stands before it.
  bool names_given_part(const CueRow &cue) const {
    if (cue.field != Field::full || cue.words.find("nombre") == std::string_view::npos ||
        cue.words.find("completo") != std::string_view::npos)
      return false;
    const bool bare_before = !cue.words.starts_with("mi") && !segments_.empty() && segments_.back().field == Field::bare;
    return has_family_cue_ || bare_before;
  }

  /// "my son Leo", "for our daughter, Ana"; "my son's birthday" and "my son needs" name nobody.
  std::size_t take_relative(std::size_t at) {
    static constexpr WordSet kOwners = {"my", "mi", "our", "nuestro", "nuestra"};
    if (!among(u_.word(at), kOwners)) return 0;
    const auto names = [&](const Relative &relative) { return relative.word == u_.word(at + 1); };
    const auto *found = std::find_if(std::begin(kRelatives), std::end(kRelatives), names);
    if (found == std::end(kRelatives)) return 0;
    const std::size_t next = u_.word(at + 2) == "," ? at + 3 : at + 2;
    if (!may_be_name(next) || !given_name_rank(u_.word(next)) || is_everyday_word(u_.word(next))) return 0;
    close();
    current_.field = Field::full;
    current_.cue = Cue::weak;
    current_.relation = found->relation;
    return next;
  }

  /// "my initials are J T": the name itself follows.
  std::size_t take_initials(std::size_t at) {
    static constexpr WordSet kLinks = {"are", "is", "son", ":", ","};
    if (!u_.word(at).starts_with("initial") && u_.word(at) != "iniciales") return 0;
    std::size_t next = at + 1;
    while (among(u_.word(next), kLinks)) ++next;
    const auto letters = read_spelled_word(u_, next);
    return letters && letters->letters <= 4 ? letters->next : next;
  }

  /// "Tom here", "Ana Ruiz speaking", at the beginning of what is said.
  std::size_t take_introduced(std::size_t at) {
    static constexpr WordSet kHere = {"here", "speaking", "calling"};
    static constexpr WordSet kGreetings = {"hi", "hello", "hey", "yes", "yeah", ",", "."};
    if (expected_ || !current_.words.empty() || !u_.tokens[at].capital) return 0;
    constexpr std::uint32_t kCommon = 600;
    const auto given = given_name_rank(u_.word(at));
    if (!given || *given > kCommon) return 0;
    for (std::size_t i = 0; i < at; ++i) {
      if (!among(u_.word(i), kGreetings)) return 0;
    }
    const bool family = u_.tokens.size() > at + 2 && u_.tokens[at + 1].capital && among(u_.word(at + 2), kHere) && may_be_name(at + 1);
    if (!family && !among(u_.word(at + 1), kHere)) return 0;
    current_.field = Field::full;
    current_.cue = Cue::weak;
    std::size_t next = add_word(at);
    if (family) next = add_word(next);
    close();
    return next + 1;
  }

  std::size_t take_hint(std::size_t at) {
    const bool negated = u_.word(at) == "not" && (u_.word(at + 1) == "with" || u_.word(at + 1) == "con");
    const auto hint = read_spelling_hint(u_, negated ? at + 1 : at);
    if (!hint) return 0;
    if (negated) return hint->next;
    NameSegment *target = !current_.words.empty() ? &current_ : !segments_.empty() ? &segments_.back() : nullptr;
    if (!target || target->words.empty()) return u_.word(at) == "with" || u_.word(at) == "con" ? hint->next : 0;
    const bool bare_no = u_.word(at) == "no";
    const bool ends = hint->next >= u_.tokens.size() || u_.tokens[hint->next].kind == Token::Kind::mark;
    if (bare_no && !ends && std::string_view("aeiouy").find(hint->letter) != std::string_view::npos) return 0;
    apply(*hint, target->words.back());
    return take_more_letters(hint->next, target->words.back());
  }

  static void apply(const SpellingHint &hint, NameWord &word) {
    if (word.spelled) return;
    const std::string changed = apply_hint(word.text, hint);
    if (base::lower_ascii(word.text) != changed) word.text = changed, word.folded = base::fold(changed);
  }

  /// "with a k and an e", "con ve chica y zeta"
  std::size_t take_more_letters(std::size_t at, NameWord &word) {
    while (u_.word(at) == "and" || u_.word(at) == "y") {
      const std::size_t next = u_.word(at + 1) == "a" || u_.word(at + 1) == "an" ? at + 2 : at + 1;
      const auto letter = read_letter(u_, next);
      if (!letter || !letter->certain || letter->text.size() > 2 || read_spelled_word(u_, next)) break;
      apply({SpellingHint::Kind::with, letter->text, letter->next}, word);
      at = letter->next;
    }
    return at;
  }

  /// "ramírez con acento": how it is written changes nothing of who it is.
  std::size_t take_accent(std::size_t at) const {
    const bool leads = u_.word(at) == "con" || u_.word(at) == "sin" || u_.word(at) == "lleva" || u_.word(at) == "with";
    const std::size_t next = u_.word(at + 1) == "an" || u_.word(at + 1) == "un" ? at + 2 : at + 1;
    const bool accent = u_.word(next) == "acento" || u_.word(next) == "tilde" || u_.word(next) == "accent";
    return leads && accent && !current_.words.empty() ? next + 1 : 0;
  }

  std::size_t take_title(std::size_t at) {
    const Word word = u_.word(at);
    const bool suffix = !current_.words.empty() && is_suffix(word);
    if (suffix) return u_.word(at + 1) == "." ? at + 2 : at + 1;
    if (!is_title(word) || !current_.words.empty()) return 0;
    const std::size_t next = u_.word(at + 1) == "." ? at + 2 : at + 1;
    if (!may_be_name(next) || (word == "don" && given_name_rank(u_.word(next)) == std::nullopt)) return 0;
    current_.titled = true;
    return next;
  }

  std::size_t take_spelled(std::size_t at) {
    if (!expected_ && current_.words.empty() && current_.cue == Cue::none) return 0;
    const auto spelled = read_spelled_word(u_, at);
    if (!spelled) return 0;
    if (merge_spelled(*spelled)) return spelled->next;
    current_.words.push_back({spelled->text, base::fold(spelled->text), true, spelled->first, spelled->next});
    return spelled->next;
  }

  /// Letters that spell the word or words just said.
  bool merge_spelled(const SpelledWord &spelled) {
    const std::string folded = base::fold(spelled.text);
    NameSegment *target = !current_.words.empty()                           ? &current_
                          : current_.cue == Cue::none && !segments_.empty() ? &segments_.back()
                                                                            : nullptr;
    if (!target) return false;
    if (confirm_spelled(*target, folded, spelled.next)) return true;
    std::string joined;
    for (std::size_t i = target->words.size(); i-- > 0;) {
      joined = target->words[i].folded + joined;
      if (!alike(joined, folded) || (i + 1 < target->words.size() && joined.size() > folded.size() + 2)) continue;
      target->words.resize(i + 1);
      target->words[i] = {spelled.text, folded, true, target->words[i].first, spelled.next};
      return true;
    }
    return false;
  }

  /// The letters are exactly the last words: "de la cruz" keeps its three.
  static bool confirm_spelled(NameSegment &target, const std::string &folded, std::size_t next) {
    std::string joined;
    for (std::size_t i = target.words.size(); i-- > 0;) {
      joined = target.words[i].folded + joined;
      if (joined != folded) continue;
      target.words.back().next = next;
      for (std::size_t k = i; k < target.words.size(); ++k) target.words[k].spelled = true;
      return true;
    }
    return false;
  }

  static bool alike(const std::string &said, const std::string &spelled) {
    const std::size_t longer = std::max(said.size(), spelled.size());
    const std::size_t limit = longer <= 3 ? 1 : longer <= 6 ? 2 : 3;
    if (base::edit_distance(said, spelled, limit) <= limit) return true;
    return said[0] == spelled[0] && spelled.size() >= 3 && (said.starts_with(spelled) || spelled.starts_with(said)) && said.size() >= 3;
  }

  std::size_t take_mark(std::size_t at) {
    const Word mark = u_.word(at);
    if (current_.words.empty()) return at + 1;
    const bool initial = mark == "." && current_.words.back().folded.size() <= 2 && u_.touching(at - 1) == false;
    if (mark == "-" && u_.touching(at) && at > 0 && u_.touching(at - 1) && may_be_name(at + 1)) {
      NameWord &word = current_.words.back();
      word.text += "-" + std::string(u_.written(at + 1, at + 1));
      word.folded += "-" + std::string(u_.word(at + 1));
      word.next = at + 2;
      return at + 2;
    }
    if (mark == ",") {
      if (current_.comma == current_.words.size()) return at + 1;
      if (reads_whole(current_.words)) return close(), at + 1;  // "Rosa Diaz, rosa@example.com": what follows is no part of it
      if (current_.comma == 0 && current_.field != Field::given && current_.field != Field::family)
        return current_.comma = current_.words.size(), at + 1;
      close();
    } else if (!initial && mark != "'" && mark != "\"") {
      close();
    }
    return at + 1;
  }

  /// A given name and what follows it, in that order; "Diaz, Rosa" is still to be continued.
  static bool reads_whole(const std::vector<NameWord> &words) {
    if (words.size() < 2 || words.back().spelled) return false;
    const auto given = given_name_rank(words.front().folded), family = family_name_rank(words.front().folded);
    return given && (!family || *given < *family);
  }

  /// "smith hyphen jones"
  std::size_t take_named_hyphen(std::size_t at) {
    const Word word = u_.word(at);
    if ((word != "hyphen" && word != "dash" && word != "guion") || current_.words.empty() || !may_be_name(at + 1)) return 0;
    NameWord &last = current_.words.back();
    last.text = written_name(last.text) + "-" + written_name(u_.written(at + 1, at + 1));
    last.folded += "-" + std::string(u_.word(at + 1));
    return last.next = at + 2;
  }

  bool may_be_name(std::size_t at) const {
    if (at >= u_.tokens.size() || u_.tokens[at].kind != Token::Kind::word) return false;
    const Word word = u_.word(at);
    if (is_particle(word)) return at + 1 < u_.tokens.size() && may_be_name(at + 1);
    if (among(word, kStops) || is_contraction(word) || word.size() < 2) return false;
    return !is_everyday_word(word) || given_name_rank(word) || family_name_rank(word);
  }

  bool ends_after(std::size_t at) const {
    if (at + 1 >= u_.tokens.size() || u_.tokens[at + 1].kind == Token::Kind::mark) return true;
    std::size_t length = 0;
    if (longest_cue(u_, at + 1, cues(), length) || longest_cue(u_, at + 1, post_cues(), length)) return true;
    return read_spelled_word(u_, at + 1).has_value() || read_spelling_hint(u_, at + 1).has_value() || u_.word(at + 1) == "and" ||
           u_.word(at + 1) == "y" || u_.word(at + 1) == "no" || is_suffix(u_.word(at + 1));
  }

  /// May the word at `at` go on with, or begin, the current segment?
  bool accepts(std::size_t at) const {
    if (!expected_ && current_.cue == Cue::none && current_.words.empty()) return false;
    const bool initial = u_.word(at).size() == 1 && current_.words.empty() && !among(u_.word(at), kStops);  // "it's J Smith"
    if (initial && u_.tokens[at].kind == Token::Kind::word)
      return (expected_ || current_.cue == Cue::strong) && family_name_rank(u_.word(at + 1)) && may_be_name(at + 1);
    if (!may_be_name(at)) return false;
    const Word word = u_.word(at);
    const auto given = given_name_rank(word), family = family_name_rank(word);
    const bool everyday = is_everyday_word(word), capital = u_.tokens[at].capital, begins = current_.words.empty();
    if (is_particle(word)) {
      const Word after = u_.word(at + 1);
      const bool family_follows = family_name_rank(after) || is_particle(after);
      return begins ? (expected_ || current_.cue == Cue::strong) && family_follows : family_follows || !is_everyday_word(after);
    }
    if (current_.words.size() >= 6) return false;
    if (everyday) {
      if (begins && current_.cue == Cue::strong && current_.field != Field::full) return given || family;
      if (begins) return given && *given < 1500 && (expected_ || current_.cue == Cue::strong) && (ends_after(at) || continues(at + 1));
      return (family || given) && ends_after(at);
    }
    if (expected_ || current_.cue == Cue::strong) return true;
    if (current_.cue == Cue::none) return false;
    return begins ? given.has_value() || current_.titled || (capital && family) : given || family || capital;
  }

  /// A name goes on with a word that is no everyday one.
  bool continues(std::size_t at) const {
    return may_be_name(at) && (!is_everyday_word(u_.word(at)) || (family_name_rank(u_.word(at)) && ends_after(at)));
  }

  std::size_t add_word(std::size_t at) {
    const Word word = u_.word(at);
    // Said again after it was spelled: "x i o n g xiong".
    if (!current_.words.empty() && current_.words.back().spelled && alike(std::string(word), current_.words.back().folded) &&
        word[0] == current_.words.back().folded[0]) {
      current_.words.back().next = at + 1;
      return at + 1;
    }
    current_.words.push_back({std::string(u_.written(at, at)), std::string(word), false, at, at + 1});
    if (current_.field == Field::nickname) close();
    return at + 1;
  }

  void close() {
    if (!current_.words.empty()) {
      current_.corrects = std::exchange(corrects_, false);
      segments_.push_back(std::move(current_));
    }
    current_ = {};
  }

  const Utterance &u_;
  bool expected_, has_family_cue_ = false, corrects_ = false;
  NameSegment current_;
  std::vector<NameSegment> segments_;
};

}  // namespace

std::size_t comparison_end(const Utterance &u, std::size_t at) {
  static constexpr WordSet kArticles = {"the", "a", "an", "in"};
  static constexpr WordSet kEnds = {"first", "last", "my", "and", "given", "surname", "name"};
  constexpr std::size_t kLongest = 6;
  const bool like = u.word(at) == "like", as_in = u.word(at) == "as" && u.word(at + 1) == "in";
  const std::size_t article = like ? at + 1 : at + 2;
  if (!(like || as_in) || at == 0 || !among(u.word(article), kArticles)) return 0;
  std::size_t end = article + 1;
  while (end < u.tokens.size() && end < at + kLongest && u.tokens[end].kind == Token::Kind::word && !among(u.word(end), kEnds)) ++end;
  return end;
}

std::vector<NameSegment> read_name_segments(const Utterance &utterance, bool expected) { return SegmentReader(utterance, expected).run(); }

}  // namespace callwell::nlu
