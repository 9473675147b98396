// Times said in another zone: "8 GMT", "3 pm eastern". They come out as the practice's clock shows them.
#include <algorithm>
#include <iterator>

#include "nlu/time_items.hpp"
#include "nlu/time_rules.hpp"

namespace callwell::nlu {

namespace {

/// Minutes east of Greenwich; `summer` zones go by the time of the year in the United States.
struct NamedZone { std::string_view words; std::int32_t minutes; bool summer = false; };
constexpr NamedZone kZones[]{
    {"gmt", 0},          {"utc", 0},          {"zulu", 0},          {"bst", 60},         {"cet", 60},          {"cest", 120},
    {"eet", 120},        {"eest", 180},       {"ist", 330},         {"jst", 540},        {"aest", 600},        {"aedt", 660},
    {"est", -300},       {"edt", -240},       {"cst", -360},        {"cdt", -300},       {"mst", -420},        {"mdt", -360},
    {"pst", -480},       {"pdt", -420},       {"akst", -540},       {"akdt", -480},      {"hst", -600},        {"ast", -240},
    {"et", -300, true},  {"ct", -360, true},  {"pt", -480, true},   {"eastern", -300, true}, {"central", -360, true},
    {"mountain", -420, true}, {"pacific", -480, true},
};

/// From two o'clock on the second Sunday of March until the same on the first of November.
bool american_summer(WallSeconds t) {
  const std::int32_t year = local_time(t).date.year;
  const auto sunday = [&](std::int32_t month, std::int32_t from_day) {
    const base::Date day{year, month, from_day};
    return wall_seconds(day.plus_days((7 - static_cast<int>(day.weekday())) % 7)) + 2 * 3600;
  };
  return t >= sunday(3, 8) && t < sunday(11, 1);
}

/// What the practice's clock shows when another one shows `t`.
WallSeconds here(WallSeconds t, const NamedZone &zone, const base::Zone &practice) {
  const std::int64_t minutes = zone.minutes + (zone.summer && american_summer(t) ? 60 : 0);
  return wall_seconds(practice.local(base::Instant{(t - minutes * 60) * 1'000'000}));
}

std::optional<Item> in_zone(const Match &m) {
  const Item &said = m[0];
  if (said.grain > Grain::hour || said.open != 0 || said.part) return std::nullopt;
  const NamedZone *zone = nullptr;
  for (std::uint32_t at = said.end; at < m.end && zone == nullptr; ++at) {
    const std::string_view word = m.context.utterance.word(at);
    const auto *found = std::find_if(std::begin(kZones), std::end(kZones), [&](const NamedZone &z) { return z.words == word; });
    if (found != std::end(kZones)) zone = found;
  }
  if (zone == nullptr) return std::nullopt;
  const bool interval = said.form == TimeForm::interval;
  const auto practice = m.context.zone;
  Item item = time_item(interval ? TimeForm::interval : TimeForm::other, Grain::minute,
                        mapped(said.series, [zone, interval, practice](TimeSpan span) -> std::optional<TimeSpan> {
                          const WallSeconds start = here(span.start, *zone, practice);
                          return TimeSpan{start, interval ? here(span.end, *zone, practice) : start + 60, Grain::minute};
                        }));
  item.strictly_later = said.strictly_later;
  return item;
}

constexpr Rule kRules[]{
    {"<awake_hours> {zone}", in_zone, 1},
    {"<awake_hours> (_gmt_)|(_utc_)|(_bst_)|(_est_)|(_edt_)|(_cst_)|(_cdt_)|"
     "(_mst_)|(_mdt_)|(_pst_)|(_pdt_)|(_cet_)|(_ist_)|(_et_)|(_ct_)|(_pt_)",
     in_zone, 1},
};

}  // namespace

std::span<const Rule> zone_rules() { return kRules; }

}  // namespace callwell::nlu
