// Finds points and stretches of time: runs the time grammar, picks what covers most, and resolves it against the clock.
#include "nlu/time_finder.hpp"

#include <algorithm>

#include "nlu/finders.hpp"
#include "nlu/preference_rules.hpp"

namespace callwell::nlu {

namespace {

constexpr std::size_t kMaxAlternatives = 3;
constexpr float kSure = 0.95F, kExpected = 0.8F;

TimeValue value_of(const Item &item, const TimeSpan &span) {
  const bool whole = span.grain <= Grain::year && grain_at(span.start, span.grain) == span;
  TimeValue value;
  value.grain = span.grain;
  value.from = local_time(span.start);
  if (item.open != 0) {
    value.kind = item.open > 0 ? TimeValue::Kind::after : TimeValue::Kind::before;
  } else if (!whole || item.form == TimeForm::interval || item.form == TimeForm::lasting || item.form == TimeForm::part_of_day ||
             item.form == TimeForm::weekend || item.form == TimeForm::certain_weekend) {
    value.kind = TimeValue::Kind::interval;
    value.to = local_time(span.end);
  }
  return value;
}

void add_value(std::vector<TimeValue> &values, const TimeValue &value) {
  if (values.size() <= kMaxAlternatives && std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
}

/// A weekend begins on Friday evening to some and on Saturday to others.
std::optional<TimeSpan> from_saturday(const Item &item, const TimeSpan &span) {
  if (item.form != TimeForm::weekend && item.form != TimeForm::certain_weekend) return std::nullopt;
  const WallSeconds saturday = add_grains(floor_to(span.start, Grain::week), Grain::day, 5);
  return span.start < saturday ? std::optional(TimeSpan{saturday, span.end, Grain::day}) : std::nullopt;
}

void add_second_readings(std::vector<TimeValue> &values, const Item &item, WallSeconds now) {
  if (item.second_reading) {
    Item other = item;
    other.form = item.second_form;
    other.open = 0;
    if (item.second_form != TimeForm::open) add_value(values, value_of(other, *item.second_reading));
    other.open = item.second_open;
    if (item.second_open != 0) add_value(values, value_of(other, *item.second_reading));
  }
  if (item.other) {
    const auto span = resolve(*item.other, Asking{now, Meridiem::office});
    if (span) add_value(values, value_of(item, *span));
  }
  if (item.strictly_later && item.form == TimeForm::weekday) {   // "monday" said on a Monday may be today
    const auto today = resolve(*item.series, Asking{now, Meridiem::office});
    if (today) add_value(values, value_of(item, *today));
  }
  if (values.empty()) return;
  const TimeSpan first{wall_seconds(values.front().from), wall_seconds(values.front().to), values.front().grain};
  if (const auto days = from_saturday(item, first)) add_value(values, value_of(item, *days));
}

std::vector<TimeValue> readings(const Item &item, WallSeconds now) {
  std::vector<TimeValue> values;
  for (const Meridiem meridiem : {Meridiem::office, Meridiem::nearest, Meridiem::opposite}) {
    const auto span = resolve(*item.series, Asking{now, meridiem}, item.strictly_later);
    if (span) add_value(values, value_of(item, *span));
    if (meridiem == Meridiem::office) add_second_readings(values, item, now);
  }
  return values;
}

bool touches_word(const Utterance &utterance, const Item &item) {
  const auto joined = [&](std::size_t a) {
    return utterance.touching(a) && utterance.tokens[a].kind != Token::Kind::mark && utterance.tokens[a + 1].kind != Token::Kind::mark;
  };
  return (item.first > 0 && joined(item.first - 1)) || (item.end < utterance.tokens.size() && joined(item.end - 1));
}

}  // namespace

bool expects_time(const Context &context) {
  const std::string &field = context.expecting.field;
  for (const std::string_view word : {"datetime", "preference", "time", "date", "slot", "when"}) {
    if (field.find(word) != std::string::npos && field.find("birth") == std::string::npos) return true;
  }
  return false;
}

TimeChart parse_times(const Utterance &utterance, const Context &context) {
  const bool day_first = utterance.language == Language::es || context.country != "US";
  const ParseContext parse{utterance, wall_seconds(context.zone.local(context.now)), context.zone, context.country, day_first,
                           number_style(utterance.language, context.country)};
  return {parse, preference_grammar().parse(parse)};
}

std::vector<const Item *> best_cover(const std::vector<const Item *> &items, std::size_t tokens) {
  constexpr float kPerItem = 0.6F, kPerScore = 0.01F;   // one long item rather than two short ones, and scores break ties
  if (items.empty()) return {};
  struct Best { float value = 0; const Item *item = nullptr; };
  std::vector<Best> best(tokens + 1);
  std::vector<const Item *> by_end = items;
  std::stable_sort(by_end.begin(), by_end.end(), [](const Item *a, const Item *b) { return a->end < b->end; });
  auto next = by_end.begin();
  for (std::size_t end = 1; end <= tokens; ++end) {
    best[end] = {best[end - 1].value, nullptr};
    for (; next != by_end.end() && (*next)->end == end; ++next) {
      const Item &item = **next;
      const float value = best[item.first].value + static_cast<float>(item.end - item.first) - kPerItem + kPerScore * item.score;
      if (value > best[end].value) best[end] = {value, &item};
    }
  }
  std::vector<const Item *> kept;
  for (std::size_t end = tokens; end > 0;) {
    const Item *item = best[end].item;
    if (item) kept.push_back(item);
    end = item ? item->first : end - 1;
  }
  std::reverse(kept.begin(), kept.end());
  return kept;
}

void times_of(const TimeChart &chart, const Context &context, std::vector<Entity> &out) {
  const Utterance &utterance = chart.context.utterance;
  const bool latent_too = expects_time(context);
  std::vector<const Item *> items;
  chart.items.each([&](const Item &item) {
    if (item.kind == ItemKind::time && (latent_too || !item.latent) && !touches_word(utterance, item)) items.push_back(&item);
  });
  for (const Item *item : best_cover(items, utterance.tokens.size())) {
    std::vector<TimeValue> values = readings(*item, chart.context.now);
    if (values.empty()) continue;
    DateTime time{values.front(), {values.begin() + 1, values.end()}};
    const float confidence = item->latent ? kExpected : kSure;
    out.push_back(make_entity(utterance, EntityType::datetime, item->first, item->end - 1, std::move(time), confidence));
  }
}

void find_times(const Utterance &utterance, const Context &context, std::vector<Entity> &out) {
  const TimeChart chart = parse_times(utterance, context);
  durations_of(chart, out);
  times_of(chart, context, out);
  preference_of(chart, context, out);
}

}  // namespace callwell::nlu
