// A preference as JSON, in the fields of the operations' catalogue, and back.
#pragma once

#include "base/json.hpp"
#include "nlu/preference.hpp"

namespace callwell::nlu {

boost::json::object to_json(const Preference &preference);
/// Names the member that does not read.
base::Result<Preference> preference_from_json(const boost::json::object &object);

}  // namespace callwell::nlu
