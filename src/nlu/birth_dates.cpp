// Dates of birth, typed and spoken: only where they are cued or expected. Nobody is born in the future.
#include <algorithm>
#include <cmath>
#include <optional>

#include "nlu/birth_dates_assemble.hpp"
#include "nlu/finders.hpp"

namespace callwell::nlu {

namespace {

using Reading = BirthDateReading;
using Frame = BirthDateFrame;
using Kind = DatePart::Kind;

bool corrects(const Utterance &u, std::size_t at) {
  const Word word = u.word(at), next = u.word(at + 1);
  return (word == "no" &&
          (next == "wait" || next == "sorry" || next == "no" || next == "it's" || next == "make" || next == "espera" || next == "perdon" || next == ",")) ||
         word == "sorry" || word == "perdon" || word == "digo" || (word == "i" && next == "mean") || word == "correction" ||
         word == "wait" || word == "espera";
}

/// "not December", "no el quince": said only to exclude.
bool excludes(const Utterance &u, std::size_t at) { return u.word(at) == "not" || (u.word(at) == "no" && at > 0); }

/// Where a correction begins, or the end; what is excluded stands behind.
struct Clauses {
  std::size_t end = 0, correction = 0;
};
Clauses clauses_of(const Utterance &u) {
  Clauses clauses{u.tokens.size(), u.tokens.size()};
  for (std::size_t at = 1; at < u.tokens.size(); ++at) {
    if (corrects(u, at)) return {at, at};
    if (excludes(u, at)) return {at, u.tokens.size()};
  }
  return clauses;
}

/// A correction of one part: a day, a month or a year alone replaces the same part of what was said.
std::vector<DatePart> merged(std::vector<DatePart> said, const std::vector<DatePart> &correction) {
  for (const DatePart &part : correction) {
    const auto same = std::find_if(said.begin(), said.end(), [&](const DatePart &old) {
      if (part.kind == Kind::month || old.kind == Kind::month) return part.kind == old.kind;
      const bool year = part.digits == 4 || part.value > 31, old_year = old.digits == 4 || old.value > 31;
      return year == old_year && (part.kind == old.kind || part.kind == Kind::ordinal || old.kind == Kind::ordinal);
    });
    if (same != said.end()) *same = part;
  }
  return said;
}

/// "the second May fifth 1970": between two ordinals "May" is how a recogniser hears "the".
void drop_misheard_may(std::vector<DatePart> &parts) {
  for (std::size_t i = 1; i + 1 < parts.size(); ++i) {
    const bool may = parts[i].kind == Kind::month && parts[i].value == 5;
    if (!may || parts[i - 1].kind != Kind::ordinal || parts[i + 1].kind != Kind::ordinal || parts[i + 1].value > 12) continue;
    parts[i + 1].of_before = true;
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i));
    return;
  }
}

/// "6 May 19th 1970": the nineteen was heard twice, as a day and in the year.
void drop_century_before_year(std::vector<DatePart> &parts) {
  for (std::size_t i = 2; i + 1 < parts.size(); ++i) {
    const bool century = parts[i].kind == Kind::ordinal && parts[i].century && parts[i + 1].digits == 4;
    if (!century || (parts[i - 1].kind != Kind::month && parts[i - 2].kind != Kind::month)) continue;
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i));
    return;
  }
}

/// "37 1984": the thirtieth of the seventh, where nothing else was said and the day comes first.
void cut_tens(std::vector<DatePart> &parts, const Frame &frame) {
  const bool two = parts.size() == 2 && parts[0].kind == Kind::number && parts[0].digits == 2 && parts[1].digits == 4;
  const std::int32_t value = two ? parts[0].value : 0;
  if (!frame.day_first || value < 21 || value > 39 || value % 10 == 0) return;
  DatePart month = parts[0];
  parts[0].value = value / 10 * 10;
  month.value = value % 10;
  month.digits = 1;
  parts.insert(parts.begin() + 1, month);
}

std::optional<Reading> assemble(DateParts said, const Frame &frame) {
  drop_misheard_may(said.parts);
  drop_century_before_year(said.parts);
  cut_tens(said.parts, frame);
  auto reading = assemble_birth_date(said.parts, frame);
  if (reading) reading->words = said.words;
  return reading;
}

std::optional<Reading> read_birth_date(const Utterance &u, const Frame &frame) {
  const Clauses clauses = clauses_of(u);
  const DateWords words{frame.country, false};
  DateParts said = read_date_parts(u, 0, clauses.end, words);
  if (clauses.correction < u.tokens.size()) {
    const DateParts correction = read_date_parts(u, clauses.correction, u.tokens.size(), words);
    if (auto whole = assemble_birth_date(correction.parts, frame)) return whole;
    if (!correction.parts.empty() && !said.parts.empty()) {
      const std::size_t first = said.parts.front().first, next = correction.parts.back().next;
      const auto parts = merged(said.parts, correction.parts);
      if (auto reading = assemble_birth_date(parts, frame)) return reading->first = first, reading->next = next, reading;
    }
  }
  auto reading = assemble(said, frame);
  const bool sure = reading && !reading->run_of_digits;
  if (sure) return reading;
  if (auto homophones = assemble(read_date_parts(u, 0, clauses.end, {frame.country, true}), frame);
      homophones && (!reading || homophones->score > reading->score))
    reading = homophones;
  if (!reading && clauses.end < u.tokens.size()) reading = assemble(read_date_parts(u, 0, u.tokens.size(), words), frame);
  return reading;
}

bool cued(const Utterance &u) {
  for (std::size_t at = 0; at < u.tokens.size(); ++at) {
    const Word word = u.word(at), next = u.word(at + 1);
    if (word == "born" || word.starts_with("birth") || word == "dob" || word == "naci" || word == "nacio" || word == "nacida" ||
        word == "nacido" || word == "nacimiento")
      return true;
    if (word.starts_with("cumplean") || (word == "d" && next == "o")) return true;
  }
  return false;
}

bool expected(const Context &context) {
  const std::string_view field = context.expecting.field;
  return field.find("birth") != std::string_view::npos || field == "dob";
}

Frame frame_of(const Utterance &u, const Context &context) {
  const bool spanish = u.language == Language::es;
  const base::Instant now = context.now.us == 0 ? base::Instant{} : context.now;
  return {context.zone.local(now).date, spanish || context.country != "US", context.country};
}

constexpr std::size_t kMaxAlternatives = 8;
constexpr float kPlaceCosts = 0.25F, kWordCosts = 0.7F, kPartCosts = 1.0F;
constexpr float kClear = 4.0F;   ///< a score that leaves nothing to wish for

/// A date that several readings of a recogniser agree on; a clean one counts more than one with words left over.
std::optional<Reading> most_agreed(const Utterance &u, const Context &context, const Frame &frame, const std::optional<Reading> &first) {
  struct Candidate {
    Reading reading;
    float votes = 0;
  };
  std::vector<Candidate> candidates;
  const auto add = [&](const Reading &reading, std::size_t place) {
    const float costs = kWordCosts * static_cast<float>(reading.words) + kPartCosts * static_cast<float>(reading.unused) +
                        kPlaceCosts * static_cast<float>(place);
    const float weight = std::exp(std::min(reading.score, kClear) - costs);
    const auto same = std::find_if(candidates.begin(), candidates.end(), [&](const auto &c) { return c.reading.date == reading.date; });
    if (same != candidates.end())
      same->votes += weight;
    else
      candidates.push_back({reading, weight});
  };
  if (first) add(*first, 0);
  for (std::size_t i = 0; i < context.alternatives.size() && i < kMaxAlternatives; ++i) {
    if (context.alternatives[i] == u.text) continue;
    auto reading = read_birth_date(read_utterance(context.alternatives[i], u.language), frame);
    if (!reading) continue;
    reading->first = first ? first->first : 0;   // it has no place of its own in what was analysed
    reading->next = first ? first->next : u.tokens.size();
    if (!first) reading->score = std::min(reading->score, 2.0F);
    add(*reading, i);
  }
  const auto best = std::max_element(candidates.begin(), candidates.end(), [](const auto &a, const auto &b) { return a.votes < b.votes; });
  return best == candidates.end() ? std::nullopt : std::optional(best->reading);
}

}  // namespace

void find_birth_dates(const Utterance &utterance, const Context &context, std::vector<Entity> &out) {
  const bool asked = expected(context);
  if (utterance.tokens.empty() || (!asked && !cued(utterance))) return;
  const Frame frame = frame_of(utterance, context);
  const auto first = read_birth_date(utterance, frame);
  const bool several = asked && !context.alternatives.empty();
  const auto reading = several ? most_agreed(utterance, context, frame, first) : first;
  if (!reading) return;
  const float confidence = reading->score >= 3 ? 0.95F : 0.75F;
  out.push_back(make_entity(utterance, EntityType::birth_date, reading->first, reading->next - 1, BirthDate{reading->date}, confidence));
}

}  // namespace callwell::nlu
