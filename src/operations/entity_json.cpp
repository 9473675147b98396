#include "operations/entity_json.hpp"

#include <cmath>

#include "nlu/preference_json.hpp"

namespace callwell::operations {

namespace json = boost::json;

namespace {

json::value optional_text(const std::optional<std::string> &text) { return text ? json::value(*text) : json::value(nullptr); }

/// Whole numbers without a fraction: 5, not 5.0.
json::value number_json(double value) {
  constexpr double kExact = 9e15;  // integers up to here are themselves in a double
  if (std::floor(value) == value && std::fabs(value) < kExact) return static_cast<std::int64_t>(value);
  return value;
}

/// Two decimals tell what a confidence is worth.
double rounded(float confidence) { return std::round(static_cast<double>(confidence) * 1e4) / 1e4; }

struct ValueWriter {
  const base::Zone &zone;

  json::object operator()(const nlu::DateTime &value) const {
    json::object out = to_json(value.value, zone);
    if (value.alternatives.empty()) return out;
    json::array others;
    for (const nlu::TimeValue &other : value.alternatives) others.push_back(to_json(other, zone));
    out["alternatives"] = std::move(others);
    return out;
  }
  json::object operator()(const nlu::Preference &value) const { return nlu::to_json(value); }
  json::object operator()(const nlu::Duration &value) const {
    return {{"seconds", value.seconds}, {"amount", number_json(value.amount)}, {"unit", value.unit}};
  }
  json::object operator()(const nlu::Number &value) const { return {{"value", number_json(value.value)}}; }
  json::object operator()(const nlu::Ordinal &value) const { return {{"value", value.value}}; }
  json::object operator()(const nlu::Money &value) const {
    json::object out;
    if (value.amount) out["amount"] = *value.amount;
    if (value.from) out["from"] = *value.from;
    if (value.to) out["to"] = *value.to;
    out["currency"] = value.currency;
    return out;
  }
  json::object operator()(const nlu::Phone &value) const {
    json::object out{{"e164", optional_text(value.e164)}, {"digits", value.digits}};
    if (value.extension) out["ext"] = *value.extension;
    return out;
  }
  json::object operator()(const nlu::Email &value) const { return {{"address", value.address}}; }
  json::object operator()(const nlu::PersonName &value) const {
    json::object name{{"given", optional_text(value.given)}, {"family", optional_text(value.family)}, {"full", value.full}};
    if (!value.relation.empty()) name["relation"] = value.relation;
    return name;
  }
  json::object operator()(const nlu::BirthDate &value) const { return {{"date", base::format_date(value.date)}}; }
  json::object operator()(const nlu::CatalogItem &value) const { return {{"id", value.id}, {"name", value.name}}; }
  json::object operator()(const nlu::Boolean &value) const { return {{"value", value.value}}; }
};

}  // namespace

json::object to_json(const nlu::TimeValue &value, const base::Zone &zone) {
  const auto at = [&](const base::LocalTime &local) { return base::format_rfc3339(zone.instant(local), zone); };
  switch (value.kind) {
    case nlu::TimeValue::Kind::instant: return {{"kind", "instant"}, {"at", at(value.from)}, {"grain", nlu::grain_key(value.grain)}};
    case nlu::TimeValue::Kind::interval:
      return {{"kind", "interval"}, {"from", at(value.from)}, {"to", at(value.to)}, {"grain", nlu::grain_key(value.grain)}};
    case nlu::TimeValue::Kind::after: return {{"kind", "open"}, {"after", at(value.from)}};
    case nlu::TimeValue::Kind::before: break;
  }
  return {{"kind", "open"}, {"before", at(value.from)}};
}

json::object to_json(const nlu::Entity &entity, const base::Zone &zone) {
  return {{"type", nlu::entity_type_key(entity.type)}, {"text", entity.text},
          {"start", entity.start}, {"end", entity.end},
          {"value", std::visit(ValueWriter{zone}, entity.value)}, {"confidence", rounded(entity.confidence)}};
}

json::object to_json(const nlu::ScoredIntent &intent) { return {{"name", intent.name}, {"confidence", rounded(intent.confidence)}}; }

json::object to_json(const nlu::Analysis &analysis, const base::Zone &zone) {
  constexpr std::size_t kIntentsShown = 10;
  json::array intents, entities;
  for (std::size_t i = 0; i < analysis.intents.size() && i < kIntentsShown; ++i) intents.push_back(to_json(analysis.intents[i]));
  for (const nlu::Entity &entity : analysis.entities) entities.push_back(to_json(entity, zone));
  return {{"language", nlu::language_key(analysis.language)},
          {"intent", analysis.intents.front().name},
          {"confidence", rounded(analysis.intents.front().confidence)},
          {"in_scope", analysis.in_scope},
          {"intents", std::move(intents)},
          {"entities", std::move(entities)},
          {"sentiment", rounded(analysis.sentiment)},
          {"emotion", analysis.emotion},
          {"emergency", {{"flag", analysis.emergency.flag}, {"class", analysis.emergency.kind}, {"confidence", rounded(analysis.emergency.confidence)}}}};
}

}  // namespace callwell::operations
