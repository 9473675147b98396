#include "dialog/fields.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "dialog/cues.hpp"
#include "nlu/preference_json.hpp"

namespace callwell::dialog {

namespace {

using nlu::Entity;
using nlu::EntityType;

constexpr std::size_t kMaxMessageBytes = 2000;

/// Which kind of patient the words say outright, or nothing.
std::string said_patient_type(const Cues &cues) {
  if (cues.says({"first time",     "first visit",  "never been",     "haven't been",    "havent been", "not been",       "new patient",
                 "i'm new",        "im new",       "i am new",       "brand new",       "new here",    "new client",     "primera vez",
                 "primera visita", "primera cita", "nunca he ido",   "nunca he venido", "no he ido",   "paciente nuevo", "paciente nueva",
                 "soy nuevo",      "soy nueva",    "nueva paciente", "nuevo paciente"})) {
    return "new";
  }
  if (cues.says({"existing",        "existing patient",   "returning",        "returning patient", "current patient", "already a patient",
                 "been before",     "been there before",  "been here before", "been there",        "been in before",  "i'm a patient",
                 "been a patient",  "come before",        "regular",          "established",       "ya he ido",       "ya he venido",
                 "ya soy paciente", "paciente existente", "ya fui",           "he ido antes",      "he venido antes", "soy paciente",
                 "ya soy cliente",  "existente"})) {
    return "existing";
  }
  return {};
}

std::string read_patient_type(const State &state, const nlu::Analysis &analysis, std::string_view text) {
  const Cues cues(text);
  if (const std::string corrected = said_patient_type(Cues(cues.corrected())); !corrected.empty()) return corrected;
  if (const std::string said = said_patient_type(cues); !said.empty()) return said;
  const bool asked = state.expecting.kind == Expect::field && state.expecting.name == "patient_type";
  if (!asked) return {};
  if (cues.says({"new", "nuevo", "nueva", "first", "primera", "never", "nunca"})) return "new";
  if (cues.says({"before", "antes", "ya", "returning", "patient"})) return "existing";
  for (const Entity &entity : analysis.entities) {
    if (entity.type == EntityType::boolean) return std::get<nlu::Boolean>(entity.value).value ? "existing" : "new";
  }
  return {};
}

json::value name_value(const nlu::PersonName &name, const State &state) {
  std::string given = name.given.value_or(""), family = name.family.value_or("");
  if (const json::object *known = state.fields.if_contains("name") ? state.fields.at("name").if_object() : nullptr) {
    // The missing half was asked for: a single word is that half.
    const std::string_view known_given = base::string_at(*known, "given"), known_family = base::string_at(*known, "family");
    if (known_family.empty() && !known_given.empty() && family.empty() && state.expecting.name == "name") std::swap(given, family);
    if (given.empty()) given = known_given;
    if (family.empty()) family = known_family;
  }
  const std::string full = given.empty() || family.empty() ? given + family : given + " " + family;
  return json::object{{"given", given}, {"family", family}, {"full", full}};
}

json::value phone_value(const nlu::Phone &phone) { return json::object{{"e164", phone.e164.value_or("")}, {"digits", phone.digits}}; }

/// A catalogue entity is ambiguous when another of its type stands on the same words with like confidence.
std::vector<const Entity *> of_type(const nlu::Analysis &analysis, EntityType type) {
  std::vector<const Entity *> out;
  for (const Entity &entity : analysis.entities) {
    if (entity.type == type) out.push_back(&entity);
  }
  std::stable_sort(out.begin(), out.end(), [](const Entity *a, const Entity *b) { return a->confidence > b->confidence; });
  return out;
}

/// "A filling, no wait, a cleaning": what follows the correction counts.
void keep_corrected(std::vector<const Entity *> &hits, std::string_view text) {
  const std::string corrected(Cues(text).corrected());
  const auto taken_back = [&](const Entity *hit) { return corrected.find(Cues(hit->text).folded()) == std::string::npos; };
  if (!corrected.empty() && !std::all_of(hits.begin(), hits.end(), taken_back)) std::erase_if(hits, taken_back);
}

void read_catalogue(const nlu::Analysis &analysis, EntityType type, std::string_view text, FieldReading &reading) {
  std::vector<const Entity *> hits = of_type(analysis, type);
  keep_corrected(hits, text);
  if (hits.empty()) return;
  const Entity &best = *hits.front();
  const std::string field(nlu::entity_type_key(type));
  std::vector<std::string> choices;
  for (const Entity *hit : hits) {
    const std::string &id = std::get<nlu::CatalogItem>(hit->value).id;
    const bool rival = hit->start < best.end && best.start < hit->end && best.confidence - hit->confidence < 0.1F;
    if (rival && std::find(choices.begin(), choices.end(), id) == choices.end()) choices.push_back(id);
  }
  if (choices.size() > 1) {
    reading.ambiguous = field;
    reading.choices = std::move(choices);
    return;
  }
  const auto &item = std::get<nlu::CatalogItem>(best.value);
  reading.found.push_back({field, json::object{{"id", item.id}, {"name", item.name}}, best.confidence});
}

/// "Tom Baker" and "tom@example.com" do not speak of tomorrow, nor does a phone number of a time.
bool inside_contact(const nlu::Analysis &analysis, const Entity &time) {
  return std::any_of(analysis.entities.begin(), analysis.entities.end(), [&](const Entity &entity) {
    const bool contact = entity.type == EntityType::person_name || entity.type == EntityType::email || entity.type == EntityType::phone;
    return contact && entity.start < time.end && time.start < entity.end;
  });
}

/// Days and times without the form of a preference ("tomorrow at 3") are one all the same.
std::optional<nlu::Preference> preference_from_times(const nlu::Analysis &analysis) {
  nlu::Preference out;
  bool any = false;
  for (const Entity &entity : analysis.entities) {
    if (entity.type != EntityType::datetime || inside_contact(analysis, entity)) continue;
    const nlu::TimeValue &value = std::get<nlu::DateTime>(entity.value).value;
    const bool timed = value.grain <= nlu::Grain::hour;
    any = true;
    switch (value.kind) {
      case nlu::TimeValue::Kind::instant:
        if (timed) out.at = value.from.minute_of_day();
        if (value.grain == nlu::Grain::day || timed) out.dates = {value.from.date};
        if (value.grain == nlu::Grain::week) out.from = value.from.date, out.to = value.from.date.plus_days(6);
        if (value.grain == nlu::Grain::month) out.from = value.from.date, out.to = value.from.date.plus_months(1).plus_days(-1);
        break;
      case nlu::TimeValue::Kind::interval:
        if (timed) {
          out.dates = {value.from.date};
          out.after = value.from.minute_of_day();
          out.before = value.to.date > value.from.date ? 24 * 60 : value.to.minute_of_day();
        } else {
          out.from = value.from.date;
          out.to = value.to.date.plus_days(-1);
        }
        break;
      case nlu::TimeValue::Kind::after:
        if (timed) out.after = value.from.minute_of_day();
        out.from = value.from.date;
        break;
      case nlu::TimeValue::Kind::before:
        if (timed) out.before = value.from.minute_of_day();
        out.to = timed ? value.from.date : value.from.date.plus_days(-1);
        break;
    }
  }
  return any ? std::optional(out) : std::nullopt;
}

void read_preference(const State &state, const nlu::Analysis &analysis, FieldReading &reading) {
  std::optional<nlu::Preference> said;
  float confidence = 0.7F;
  for (const Entity &entity : analysis.entities) {
    if (entity.type != EntityType::preference || inside_contact(analysis, entity)) continue;
    said = std::get<nlu::Preference>(entity.value);
    confidence = entity.confidence;
  }
  const bool bare_times = !said;  // a clock time read on its own brings the nearest day along, which nobody said
  if (!said) said = preference_from_times(analysis);
  if (!said) return;
  // Days that were said anew take the place of the old days; a time alone keeps them.
  if (const json::value *known = state.fields.if_contains("preference"); known && known->is_object()) {
    if (const auto stored = nlu::preference_from_json(known->get_object())) {
      if (bare_times && said->at && !(stored->dates.empty() && stored->weekdays.empty())) said->dates.clear();
      said = nlu::merge(*stored, *said);
    }
  }
  reading.found.push_back({"preference", nlu::to_json(*said), confidence});
}

/// "I'm Dana Park, it's for my son Leo Park": the visit is the son's.
bool speaks_for_other(const nlu::Analysis &analysis) {
  return std::any_of(analysis.entities.begin(), analysis.entities.end(), [](const Entity &entity) {
    const auto *name = std::get_if<nlu::PersonName>(&entity.value);
    return name && !name->relation.empty();
  });
}

void read_simple(const State &state, const nlu::Analysis &analysis, FieldReading &reading) {
  const bool for_other = speaks_for_other(analysis);
  for (const Entity &entity : analysis.entities) {
    if (const auto *name = std::get_if<nlu::PersonName>(&entity.value)) {
      if (for_other && name->relation.empty()) continue;
      reading.found.push_back({"name", name_value(*name, state), entity.confidence});
    } else if (const auto *email = std::get_if<nlu::Email>(&entity.value)) {
      reading.found.push_back({"email", json::object{{"address", email->address}}, entity.confidence});
    } else if (const auto *phone = std::get_if<nlu::Phone>(&entity.value); phone && phone->e164) {
      reading.found.push_back({"phone", phone_value(*phone), entity.confidence});
    }
  }
}

}  // namespace

nlu::Expecting expecting_of(const State &state) {
  switch (state.expecting.kind) {
    case Expect::field:
      if (state.expecting.name == "name") return {"person_name", {}};
      return {state.expecting.name, {}};
    case Expect::confirmation: return {"boolean", {}};
    default: return {};
  }
}

FieldReading read_fields(const Setting &, const State &state, const nlu::Analysis &analysis, std::string_view text) {
  FieldReading reading;
  read_simple(state, analysis, reading);
  read_catalogue(analysis, EntityType::service, text, reading);
  read_catalogue(analysis, EntityType::provider, text, reading);
  read_catalogue(analysis, EntityType::location, text, reading);
  if (const std::string type = read_patient_type(state, analysis, text); !type.empty())
    reading.found.push_back({"patient_type", json::string(type), 0.9F});
  read_preference(state, analysis, reading);
  if (state.expecting.kind == Expect::field && state.expecting.name == "message") {
    reading.found.push_back({"message", json::string(base::clean_utf8(base::trim(text), kMaxMessageBytes)), 1});
  }
  return reading;
}

bool complete(const State &state, std::string_view field) {
  if (field == "phone" && !state.contact.empty()) return true;
  const json::value *value = state.fields.if_contains(field);
  if (!value) return false;
  if (field != "name") return true;
  const json::object *name = value->if_object();
  return name && !base::string_at(*name, "given").empty() && !base::string_at(*name, "family").empty();
}

std::string ask_key(const State &state, std::string_view field) {
  if (field == "name") {
    if (const json::value *value = state.fields.if_contains("name"); value && value->is_object()) {
      return base::string_at(value->get_object(), "given").empty() ? "ask_first_name" : "ask_last_name";
    }
  }
  return "ask_" + std::string(field);
}

std::string say_field(const Setting &setting, nlu::Language language, std::string_view field, const json::value &value) {
  const std::string_view key = nlu::language_key(language);
  if (field == "service" && value.is_object()) {
    const practice::Service *service = setting.practice().find_service(base::string_at(value.get_object(), "id"));
    return service ? std::string(service->name.in(key)) : "";
  }
  if (field == "name" && value.is_object()) return std::string(base::string_at(value.get_object(), "full"));
  if (field == "email" && value.is_object()) return std::string(base::string_at(value.get_object(), "address"));
  if ((field == "provider" || field == "location") && value.is_object()) return std::string(base::string_at(value.get_object(), "name"));
  return {};
}

std::string_view mentioned_field(std::string_view text) {
  const Cues cues(text);
  if (cues.says({"email", "e mail", "mail", "correo", "email address"})) return "email";
  if (cues.says({"name", "last name", "nombre", "apellido"})) return "name";
  if (cues.says({"service", "treatment", "procedure", "servicio", "tratamiento"})) return "service";
  if (cues.says({"time", "day", "date", "hour", "hora", "dia", "fecha", "horario", "slot"})) return "preference";
  if (cues.says({"doctor", "provider", "dentist", "doctora", "dentista"})) return "provider";
  if (cues.says({"location", "office", "place", "sucursal", "lugar"})) return "location";
  return {};
}

}  // namespace callwell::dialog
