// What the tests of times and preferences share: one Wednesday morning, and values as text.
#pragma once

#include <string>
#include <vector>

#include "nlu/finders.hpp"

namespace callwell::nlu::testing {

/// Wednesday, 4 March 2026, 10:00 in UTC.
inline Context wednesday(std::string_view country = "US", std::string_view expecting = {}) {
  Context context;
  context.now = *base::parse_time("2026-03-04T10:00:00", context.zone);
  context.country = country;
  context.expecting.field = expecting;
  return context;
}

inline std::string show(const base::LocalTime &time) {
  return base::format_date(time.date) + " " + base::format_minute_of_day(time.minute_of_day());
}

inline std::string show(const TimeValue &value) {
  switch (value.kind) {
    case TimeValue::Kind::instant: return show(value.from) + " " + std::string(grain_key(value.grain));
    case TimeValue::Kind::interval: return show(value.from) + " - " + show(value.to);
    case TimeValue::Kind::after: return "after " + show(value.from);
    case TimeValue::Kind::before: return "before " + show(value.from);
  }
  return "?";
}

/// Every entity a finder reports, of one type.
inline std::vector<Entity> only(EntityType type, std::vector<Entity> entities) {
  std::erase_if(entities, [type](const Entity &entity) { return entity.type != type; });
  return entities;
}

/// Every entity a finder reports.
template <class Finder>
std::vector<Entity> found(Finder finder, std::string_view text, Language language, const Context &context = wednesday()) {
  const Utterance utterance = read_utterance(text, language);
  std::vector<Entity> out;
  finder(utterance, context, out);
  return out;
}

}  // namespace callwell::nlu::testing
