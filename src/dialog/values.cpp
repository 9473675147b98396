#include "dialog/values.hpp"

#include "dialog/answers.hpp"
#include "dialog/fields.hpp"
#include "dialog/slots_on_table.hpp"
#include "scheduling/slot_wording.hpp"

namespace callwell::dialog {

namespace {

json::value session_value(const State &state, std::string_view name) {
  if (name == "id") return json::string(state.id);
  if (name == "channel") return json::string(channel_key(state.channel));
  if (name == "language") return json::string(nlu::language_key(state.language));
  if (name == "location") return json::string(state.location);
  if (name != "contact") return nullptr;
  if (!state.contact.empty()) return json::string(state.contact);
  const json::object &phone = base::object_at(state.fields, "phone");
  return json::string(base::string_at(phone, "e164"));
}

base::LocalTime start_of(const Turn &turn, const json::object &choice) { return turn.setting.zone().local(slot_from_json(choice).start); }

std::string say_when(Turn &turn, const json::object &choice) {
  return scheduling::say_moment(start_of(turn, choice), turn.local_now().date, turn.state.language, turn.spoken());
}

/// `slot` is the bare moment, `when` has its preposition.
void put_moment(Turn &turn, Values &values, const json::object &choice) {
  values["slot"] = say_when(turn, choice);
  values["when"] = turn.on(start_of(turn, choice).date, values["slot"]);
}

}  // namespace

json::value value_at(const State &state, std::string_view path) {
  if (path.size() >= 2 && path.front() == '\'' && path.back() == '\'') return json::string(path.substr(1, path.size() - 2));
  const std::size_t dot = path.find('.');
  const std::string_view root = path.substr(0, dot);
  if (root == "session" && dot != std::string_view::npos) return session_value(state, path.substr(dot + 1));
  const json::value *found = state.fields.if_contains(root);
  if (!found) found = state.results.if_contains(root);
  while (found && dot != std::string_view::npos) {
    const std::string_view rest = path.substr(dot + 1);
    const json::object *object = found->if_object();
    return object && object->if_contains(rest) ? *object->if_contains(rest) : json::value(nullptr);
  }
  return found ? *found : json::value(nullptr);
}

bool holds(const json::value &value) {
  switch (value.kind()) {
    case json::kind::null: return false;
    case json::kind::bool_: return value.get_bool();
    case json::kind::string: return !value.get_string().empty();
    case json::kind::array: return !value.get_array().empty();
    case json::kind::object: return !value.get_object().empty();
    default: return true;
  }
}

Values known_values(Turn &turn) {
  Values values;
  const State &state = turn.state;
  for (const auto &field : state.fields) {
    const std::string said = say_field(turn.setting, state.language, field.key(), field.value());
    if (!said.empty()) values[std::string(field.key())] = said;
  }
  const json::object &name = base::object_at(state.fields, "name");
  values["given"] = std::string(base::string_at(name, "given"));
  const json::object &appointment = base::object_at(state.fields, "appointment");
  if (!appointment.empty()) {
    values["service"] = service_name(turn, base::string_at(appointment, "service"));
    put_moment(turn, values, appointment);
  }
  const json::object &slot = base::object_at(state.fields, "slot");
  if (!slot.empty()) {
    put_moment(turn, values, slot);
    values["provider"] = std::string(base::string_at(slot, "provider_name"));
    values["location"] = std::string(base::string_at(slot, "location_name"));
  }
  values["code"] = std::string(base::string_at(base::object_at(state.results, "booking"), "confirmation_code"));
  const json::array &appointments = base::array_at(base::object_at(state.results, "patient"), "appointments");
  if (!appointments.empty()) values["slots"] = say_choices(turn, appointments, true);
  values["services"] = example_services(turn);
  return values;
}

std::string say_choices(Turn &turn, const json::array &choices, bool with_service) {
  const Setting &setting = turn.setting;
  if (!with_service) {
    const SlotsOnTable table(choices, setting);
    if (table.slots.size() == 1)
      return scheduling::say_slot(table.slots.front(), turn.now, setting.zone(), turn.state.language, turn.spoken());
    return scheduling::say_offer(table.slots, turn.now, setting.zone(), turn.state.language, turn.spoken(), table.names);
  }
  std::vector<std::string> items;
  for (const json::value &choice : choices) {
    items.push_back(service_name(turn, base::string_at(choice.as_object(), "service")) + ", " + say_when(turn, choice.as_object()));
  }
  if (turn.spoken() || items.size() == 1) return turn.join(items, "or");
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) out += (i > 0 ? "\n" : "") + std::to_string(i + 1) + ") " + items[i];
  return out;
}

}  // namespace callwell::dialog
