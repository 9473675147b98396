// What was understood, as JSON: entities with their values in the fields of the operations' catalogue.
#pragma once

#include "base/json.hpp"
#include "nlu/analysis.hpp"

namespace callwell::operations {

/// Times are written with the offset they have in `zone`.
boost::json::object to_json(const nlu::TimeValue &value, const base::Zone &zone);
boost::json::object to_json(const nlu::Entity &entity, const base::Zone &zone);
boost::json::object to_json(const nlu::ScoredIntent &intent);
boost::json::object to_json(const nlu::Analysis &analysis, const base::Zone &zone);

}  // namespace callwell::operations
