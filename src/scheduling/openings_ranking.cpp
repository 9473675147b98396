#include "scheduling/openings_ranking.hpp"

#include <algorithm>

namespace callwell::scheduling {

namespace {

constexpr std::int32_t kNoon = 12 * 60;
constexpr std::int64_t kApartSeconds = 2 * 3600;  // closer than this, two times of a day are hardly a choice

struct Candidate {
  const Slot *slot;
  base::LocalTime local;
  bool taken = false;
};

bool afternoon(const Candidate &candidate) { return candidate.local.minute_of_day() >= kNoon; }

bool new_day(const Candidate &candidate, const std::vector<const Candidate *> &chosen) {
  return std::none_of(chosen.begin(), chosen.end(), [&](const Candidate *other) { return other->local.date == candidate.local.date; });
}

bool apart(const Candidate &candidate, const std::vector<const Candidate *> &chosen) {
  return std::none_of(chosen.begin(), chosen.end(), [&](const Candidate *other) {
    const std::int64_t seconds = candidate.slot->start.seconds() - other->slot->start.seconds();
    return seconds < kApartSeconds && seconds > -kApartSeconds;
  });
}

/// Somebody who asks for Fridays wants to hear this Friday's times before those of the Fridays after.
bool near_first(const Candidate &candidate, const std::vector<const Candidate *> &chosen) {
  constexpr std::int64_t kNearDays = 5;
  return chosen.empty() || candidate.local.date.days_since_epoch() - chosen.front()->local.date.days_since_epoch() <= kNearDays;
}

/// From the strictest rule to none: another near day and another half of the day, another near day, another hour, anything.
bool passes(int rule, const Candidate &candidate, const std::vector<const Candidate *> &chosen) {
  switch (rule) {
    case 0: return new_day(candidate, chosen) && near_first(candidate, chosen) && (chosen.empty() || afternoon(candidate) != afternoon(*chosen.back()));
    case 1: return new_day(candidate, chosen) && near_first(candidate, chosen);
    case 2: return apart(candidate, chosen);
    default: return true;
  }
}

const Candidate *choose(std::vector<Candidate> &candidates, const std::vector<const Candidate *> &chosen, int first_rule) {
  // A far-away afternoon is no better than tomorrow morning: the first rule looks only a few days past the next new day.
  constexpr std::int64_t kLookDays = 3;
  for (int rule = first_rule; rule <= 3; ++rule) {
    std::int64_t latest = INT64_MAX;
    for (Candidate &candidate : candidates) {
      if (candidate.taken) continue;
      const std::int64_t day = candidate.local.date.days_since_epoch();
      if (rule == 0 && latest == INT64_MAX && new_day(candidate, chosen)) latest = day + kLookDays;
      if (day > latest) break;
      if (!passes(rule, candidate, chosen)) continue;
      candidate.taken = true;
      return &candidate;
    }
  }
  return nullptr;
}

/// Is that time and place among the last candidates? Only those of the same start need a look.
bool seen(const std::vector<Candidate> &candidates, const Slot &slot) {
  for (auto last = candidates.rbegin(); last != candidates.rend() && last->slot->start == slot.start; ++last) {
    if (last->slot->location == slot.location) return true;
  }
  return false;
}

std::vector<Candidate> candidates_of(const std::vector<Slot> &openings, const base::Zone &zone, const Suits &suits) {
  std::vector<Candidate> out;
  for (const Slot &slot : openings) {
    if (seen(out, slot)) continue;
    const base::LocalTime local = zone.local(slot.start);
    if (!suits || suits(local)) out.push_back({&slot, local});
  }
  return out;
}

}  // namespace

std::vector<Ranked> rank_openings(const std::vector<Slot> &openings, const base::Zone &zone, const Suits &suits,
                                  const RankingQuery &query) {
  std::vector<Candidate> candidates = candidates_of(openings, zone, suits);
  const bool suiting = !candidates.empty();
  if (!suiting) candidates = candidates_of(openings, zone, {});
  std::vector<const Candidate *> chosen;
  while (chosen.size() < query.count) {
    const Candidate *next = choose(candidates, chosen, query.earliest_only ? 3 : 0);
    if (!next) break;
    chosen.push_back(next);
  }
  std::vector<Ranked> ranked;
  for (const Candidate *candidate : chosen) ranked.push_back({*candidate->slot, suiting});
  return ranked;
}

}  // namespace callwell::scheduling
