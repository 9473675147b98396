#include "scheduling/slot_selection.hpp"

#include <algorithm>
#include <array>

#include "nlu/finders.hpp"
#include "scheduling/slot_selection_rules.hpp"

namespace callwell::scheduling {

namespace {

using Kind = Cue::Kind;
using Outcome = Selection::Outcome;
using Elements = std::span<const Element>;

bool has(Elements elements, Sign sign) { return std::ranges::find(elements, sign, &Element::sign) != elements.end(); }
bool has_cue(Elements elements) { return has(elements, Sign::cue); }

bool has_kind(Elements elements, std::initializer_list<Kind> kinds) {
  return std::ranges::any_of(elements,
                             [&](const Element &e) { return e.sign == Sign::cue && std::ranges::find(kinds, e.cue.kind) != kinds.end(); });
}

/// A clock time, an index, a name: what nobody says about their own life in passing. "On the first" is a date there.
bool has_definite_cue(Elements elements) {
  constexpr std::array<Kind, 8> kKinds{Kind::time,   Kind::provider, Kind::location, Kind::other,
                                       Kind::middle, Kind::earliest, Kind::soonest,  Kind::latest};
  return std::ranges::any_of(elements, [&](const Element &e) {
    if (e.sign != Sign::cue) return false;
    return e.cue.kind == Kind::index ? !e.cue.day_first : std::ranges::find(kKinds, e.cue.kind) != kKinds.end();
  });
}

// ---- Which part of the answer counts

/// Does this stretch say anything by itself?
bool says_something(Elements elements) {
  constexpr std::array<Sign, 11> kSigns{Sign::cue,       Sign::affirm, Sign::deny,     Sign::reject,   Sign::any,     Sign::pause,
                                        Sign::something, Sign::ask,    Sign::not_near, Sign::not_next, Sign::not_last};
  return std::ranges::any_of(elements, [&](const Element &e) { return std::ranges::find(kSigns, e.sign) != kSigns.end(); });
}

/// A correction counts from the correction on, a consequence from its "so" on.
Elements after_last_turn(Elements elements) {
  for (std::size_t i = elements.size(); i-- > 0;) {
    const Elements rest = elements.subspan(i + 1);
    if (elements[i].sign == Sign::correction && says_something(rest)) return rest;
    if (elements[i].sign == Sign::consequence && has_cue(rest)) return rest;
  }
  return elements;
}

/// What follows "because" is the reason, when the choice came before it.
Elements before_reason(Elements elements) {
  const auto reason = std::ranges::find(elements, Sign::reason, &Element::sign);
  const Elements head = elements.first(static_cast<std::size_t>(reason - elements.begin()));
  return has_cue(head) || has(head, Sign::reject) ? head : elements;
}

bool starts_clause(const Element &element) {
  return element.boundary || element.sign == Sign::but || element.sign == Sign::take || element.sign == Sign::statement;
}

/// Leaves out clauses about the caller's own life ("i work mornings but …") when another clause holds a choice.
std::vector<Element> without_statements(Elements elements) {
  std::vector<Element> kept, left_out;
  for (std::size_t i = 0; i < elements.size();) {
    std::size_t end = i + 1;
    while (end < elements.size() && !starts_clause(elements[end])) ++end;
    const Elements clause = elements.subspan(i, end - i);
    const bool statement = clause.front().sign == Sign::statement && !has_kind(clause, {Kind::index});
    auto &target = statement ? left_out : kept;
    target.insert(target.end(), clause.begin(), clause.end());
    i = end;
  }
  return has_cue(kept) ? kept : std::vector<Element>(elements.begin(), elements.end());
}

// ---- What is asked for when other times are wanted

void add_weekdays(std::int32_t said, std::vector<base::Weekday> &days) {
  using enum base::Weekday;
  if (said == kWeekend) return void(days.insert(days.end(), {sat, sun}));
  if (said == kWorkdays) return void(days.insert(days.end(), {mon, tue, wed, thu, fri}));
  days.push_back(static_cast<base::Weekday>(said));
}

void add_to_request(const Cue &cue, bool excluded, nlu::Preference &request) {
  switch (cue.kind) {
    case Kind::weekday: add_weekdays(cue.value, excluded ? request.not_weekdays : request.weekdays); break;
    case Kind::dates:
      if (cue.from.year > 1) (excluded ? request.not_from : request.from) = cue.from;
      if (cue.to.year < 9999) (excluded ? request.not_to : request.to) = cue.to;
      break;
    case Kind::time:
      if (!excluded && !cue.minutes.empty()) {
        const bool evening_half = cue.minutes.size() > 1 && cue.minutes.front() < 7 * 60;
        request.at = evening_half ? cue.minutes.back() : cue.minutes.front();
      }
      break;
    case Kind::span:
      if (cue.part) {
        (excluded ? request.not_part : request.part) = cue.part;
      } else if (!excluded) {
        if (cue.minute_span.from > 0) request.after = cue.minute_span.from;
        if (cue.minute_span.to < 24 * 60) request.before = cue.minute_span.to;
      }
      break;
    case Kind::earlier:
    case Kind::earliest:
    case Kind::soonest: request.earliest = !excluded; break;
    case Kind::later:
    case Kind::latest: request.latest = !excluded; break;
    default: break;
  }
}

nlu::Preference request_of(std::span<const CueGroup> groups) {
  nlu::Preference request;
  for (const CueGroup &group : groups) {
    for (const Cue &cue : group.cues) add_to_request(cue, group.excluded, request);
  }
  return request;
}

/// The preference that the words make by themselves. "Later" makes sense only against the offer: that comes from the cues.
nlu::Preference request_of(std::string_view text, const nlu::Context &context, std::span<const CueGroup> groups) {
  const auto compares = [](const Cue &cue) { return cue.kind == Kind::earlier || cue.kind == Kind::later; };
  const auto only_compares = [&](const CueGroup &group) { return std::ranges::all_of(group.cues, compares); };
  if (!groups.empty() && std::ranges::all_of(groups, only_compares)) return request_of(groups);
  const nlu::Language language = context.language.value_or(context.conversation.value_or(nlu::Language::en));
  std::vector<nlu::Entity> found;
  nlu::find_preference(nlu::read_utterance(text, language), context, found);
  const auto *said = found.empty() ? nullptr : std::get_if<nlu::Preference>(&found.front().value);
  return said && !said->empty() ? *said : request_of(groups);
}

// ---- The decision

struct Reading {
  Elements elements;
  std::vector<CueGroup> groups;
  std::vector<std::size_t> matches;
  std::size_t offered = 0;
};

Selection outcome_of(Outcome outcome) { return {outcome, {}, {}, {}}; }

Selection choice(std::vector<std::size_t> matches) {
  if (matches.size() == 1) return {Outcome::selected, matches.front(), {}, {}};
  if (matches.empty()) return outcome_of(Outcome::no_match);
  return {Outcome::ambiguous, {}, std::move(matches), {}};
}

Selection any_of_all(std::size_t offered) {
  std::vector<std::size_t> all(offered);
  for (std::size_t i = 0; i < offered; ++i) all[i] = i;
  return choice(std::move(all));
}

/// A pause stands, unless a choice is made after it: "hold on … ok the second one".
bool is_pause(const Reading &reading) {
  std::size_t after = 0;
  for (std::size_t i = 0; i < reading.elements.size(); ++i) {
    if (reading.elements[i].sign == Sign::pause) after = i + 1;
  }
  if (after == 0) return false;
  const Elements rest = reading.elements.subspan(after);
  const bool announced = has(rest, Sign::take) || has(rest, Sign::affirm);
  const std::string_view pause = reading.elements[after - 1].phrase;
  constexpr std::array<std::string_view, 9> kAbout{"let me", "lemme", "dejeme", "dejame", "i ", "tengo", "voy", "not sure", "no "};
  const bool about = std::ranges::any_of(kAbout, [&](std::string_view start) { return pause.starts_with(start); });
  return !((announced && has_cue(rest)) || (!about && has_definite_cue(rest)));
}

bool is_question(const Reading &reading) {
  if (!has(reading.elements, Sign::question) || has(reading.elements, Sign::still)) return false;
  const bool superlative = has_kind(reading.elements, {Kind::earliest, Kind::soonest, Kind::latest});
  return !superlative || has_kind(reading.elements, {Kind::index, Kind::time});
}

/// "the week after": of the offers, not of today.
const Cue *week_after_offer(Elements elements) {
  const auto found = std::ranges::find_if(elements, [](const Element &e) {
    return e.sign == Sign::cue && e.cue.kind == Kind::dates && e.cue.value == kWeekAfterOffer;
  });
  return found == elements.end() ? nullptr : &found->cue;
}

/// Other times than those offered are asked for.
bool is_request(const Reading &reading) {
  const Elements elements = reading.elements;
  const bool compares = has_kind(elements, {Kind::earlier, Kind::later});
  const bool chosen = has_cue(elements) && !reading.matches.empty();
  const auto indefinite = [](const Element &e) {
    return e.sign == Sign::cue && e.cue.kind >= Kind::earliest && e.cue.value == kIndefinite;
  };
  if (std::ranges::any_of(elements, indefinite)) return true;
  if (!chosen && week_after_offer(elements)) return true;
  if (compares && std::ranges::find(elements, "any", &Element::phrase) != elements.end()) return true;
  if (has(elements, Sign::question) && !has(elements, Sign::ask) && !(has(elements, Sign::something) && has_cue(elements))) return false;
  if (has(elements, Sign::something)) {
    const bool insists = has(elements, Sign::ask) || has(elements, Sign::question) || has(elements, Sign::suggest) ||
                         has(elements, Sign::prefer) || has(elements, Sign::deny) || has(elements, Sign::reject) ||
                         has(elements, Sign::not_near);
    return insists || compares || !chosen;
  }
  if (has(elements, Sign::reject)) return has_kind(elements, {Kind::weekday, Kind::dates, Kind::span, Kind::earlier, Kind::later});
  if (has(elements, Sign::ask) && has_cue(elements)) return !chosen || compares;
  if (compares && reading.offered == 1) return true;
  const bool only_times = !has_kind(elements, {Kind::weekday, Kind::dates, Kind::span, Kind::month_day});
  const bool asks_on = elements.front().sign == Sign::also;  // "and saturday?"
  if (asks_on || has(elements, Sign::suggest) || has(elements, Sign::prefer)) return has_cue(elements) && !chosen && !only_times;
  const bool weeks = std::ranges::any_of(
      elements, [](const Element &e) { return e.sign == Sign::cue && e.cue.kind == Kind::dates && e.cue.from != e.cue.to; });
  return weeks && !chosen;
}

/// Days and numbers in passing, in a sentence about something else.
bool is_aside(const Reading &reading) {
  if (has_definite_cue(reading.elements)) return false;
  const auto plain = std::ranges::count(reading.elements, Sign::plain, &Element::sign);
  const auto turned = has(reading.elements, Sign::take) || has(reading.elements, Sign::affirm);
  return (has(reading.elements, Sign::statement) && !turned) || plain >= 5;
}

Selection decide_without_cues(const Reading &reading) {
  const Elements elements = reading.elements;
  const auto plain = std::ranges::count(elements, Sign::plain, &Element::sign);
  const bool offer_named = has(elements, Sign::them) || has(elements, Sign::affirm);
  if (has(elements, Sign::deny) || has(elements, Sign::not_last)) return outcome_of(Outcome::rejected);
  if (has(elements, Sign::not_near) && plain <= 2) return outcome_of(Outcome::rejected);
  if (has(elements, Sign::not_next)) return outcome_of(offer_named ? Outcome::rejected : Outcome::not_a_selection);
  if (has(elements, Sign::any) || (offer_named && plain <= 2 && !has(elements, Sign::statement))) return any_of_all(reading.offered);
  return outcome_of(Outcome::not_a_selection);
}

Selection decide(const Reading &reading) {
  if (reading.elements.empty()) return outcome_of(Outcome::not_a_selection);
  if (is_pause(reading)) return outcome_of(Outcome::not_a_selection);
  if (is_request(reading)) return outcome_of(Outcome::new_request);
  if (is_question(reading)) return outcome_of(Outcome::not_a_selection);
  if (has(reading.elements, Sign::reject)) return outcome_of(Outcome::rejected);
  if (!has_cue(reading.elements)) return decide_without_cues(reading);
  if (is_aside(reading)) return outcome_of(Outcome::not_a_selection);
  const bool only_excludes = std::ranges::all_of(reading.groups, &CueGroup::excluded);
  if (reading.matches.empty() && only_excludes) return outcome_of(Outcome::rejected);
  return choice(reading.matches);
}

/// Between several slots of the same hour or day, what was said before decides if it leaves one.
std::vector<std::size_t> narrow_by(const nlu::Preference &stored, std::vector<std::size_t> matches, std::span<const Offer> offers) {
  if (matches.size() < 2 || stored.empty()) return matches;
  std::vector<std::size_t> kept;
  std::ranges::copy_if(matches, std::back_inserter(kept), [&](std::size_t i) { return nlu::satisfies(stored, offers[i].start); });
  return kept.size() == 1 ? kept : matches;
}

// ---- What the words are read against

bool is_title(std::string_view word) {
  constexpr std::array<std::string_view, 16> kTitles{"dr", "dra", "doctor", "doctora", "md",  "do", "np", "pa",
                                                     "rn", "the", "of",     "de",      "del", "la", "el", "and"};
  return std::ranges::find(kTitles, word) != kTitles.end();
}

void add_name(const std::string &id, const std::map<std::string, std::string, std::less<>> &names,
              std::vector<std::pair<std::string, Words>> &out) {
  if (id.empty() || std::ranges::find(out, id, &std::pair<std::string, Words>::first) != out.end()) return;
  const auto found = names.find(id);
  Words words = read_words(found == names.end() ? id : found->second);
  std::erase_if(words, [](const Word &word) { return word.text.size() < 2 || word.digits || is_title(word.text); });
  out.emplace_back(id, std::move(words));
}

CueContext cue_context(std::span<const Slot> offered, const nlu::Context &context, const SlotNames &names) {
  const bool spanish = context.language.value_or(context.conversation.value_or(nlu::Language::en)) == nlu::Language::es;
  const base::LocalTime now = context.zone.local(context.now);
  CueContext out{now, offered.size(), now.date, context.country == "US" && !spanish, {}, {}};
  for (std::size_t i = 0; i < offered.size(); ++i) {
    const Slot &slot = offered[i];
    const base::Date date = context.zone.local(slot.start).date;
    if (i == 0 || date < out.first_offered) out.first_offered = date;
    add_name(slot.provider, names.providers, out.providers);
    add_name(slot.location, names.locations, out.locations);
  }
  return out;
}

/// A lone "y" or "n" is a text's yes or no, whatever it is inside a sentence.
Words whole_words(std::string_view text) {
  Words words = read_words(text);
  if (words.size() == 1 && words.front().text == "y") words.front().text = "yes";
  if (words.size() == 1 && words.front().text == "n") words.front().text = "no";
  return words;
}

std::vector<Offer> offers_of(std::span<const Slot> offered, const base::Zone &zone) {
  std::vector<Offer> offers;
  for (const Slot &slot : offered) offers.push_back({zone.local(slot.start), slot.provider, slot.location});
  return offers;
}

}  // namespace

std::string_view outcome_key(Outcome outcome) {
  constexpr std::array<std::string_view, 6> kKeys{"selected", "ambiguous", "no_match", "rejected", "new_request", "not_a_selection"};
  return kKeys[static_cast<std::size_t>(outcome)];
}

Selection select_slot(std::span<const Slot> offered, std::string_view text, const nlu::Context &context, const nlu::Preference &stored,
                      const SlotNames &names) {
  const std::vector<Element> all = read_elements(whole_words(text), cue_context(offered, context, names));
  const std::vector<Element> kept = without_statements(before_reason(after_last_turn(all)));
  const std::vector<Offer> offers = offers_of(offered, context.zone);
  Reading reading{kept, group_cues(kept), {}, offered.size()};
  if (!reading.groups.empty()) reading.matches = resolve(reading.groups, offers);
  if (narrows_by_time(reading.groups)) reading.matches = narrow_by(stored, std::move(reading.matches), offers);
  Selection selection = decide(reading);
  if (selection.outcome == Outcome::new_request) {
    selection.request = request_of(text, context, reading.groups);
    if (const Cue *week = week_after_offer(kept)) selection.request->from = week->from, selection.request->to = week->to;
  }
  return selection;
}

}  // namespace callwell::scheduling
