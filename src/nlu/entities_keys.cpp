// The words of the entities' JSON.
#include <array>

#include "nlu/analysis.hpp"

namespace callwell::nlu {

namespace {

constexpr std::array<std::string_view, 16> kTypeKeys{"datetime", "preference", "duration",    "number",     "ordinal", "money",
                                                     "phone",    "email",      "person_name", "birth_date", "service", "provider",
                                                     "location", "insurance",  "medication",  "boolean"};
constexpr std::array<std::string_view, 8> kGrainKeys{"second", "minute", "hour", "day", "week", "month", "quarter", "year"};

}  // namespace

std::string_view entity_type_key(EntityType type) { return kTypeKeys[static_cast<std::size_t>(type)]; }
std::string_view grain_key(Grain grain) { return kGrainKeys[static_cast<std::size_t>(grain)]; }

}  // namespace callwell::nlu
