#include "dialog/answers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "dialog/cues.hpp"
#include "nlu/tokens.hpp"
#include "scheduling/slot_wording.hpp"

namespace callwell::dialog {

namespace {

using nlu::EntityType;

const nlu::CatalogItem *first_item(const nlu::Analysis &analysis, EntityType type) {
  const nlu::Entity *best = nullptr;
  for (const nlu::Entity &entity : analysis.entities) {
    if (entity.type == type && (!best || entity.confidence > best->confidence)) best = &entity;
  }
  return best ? &std::get<nlu::CatalogItem>(best->value) : nullptr;
}

/// The service the question is about: named now, talked about last, or chosen in the form.
const practice::Service *subject(Turn &turn, const nlu::Analysis &analysis) {
  if (const nlu::CatalogItem *item = first_item(analysis, EntityType::service)) {
    turn.state.last_topic = item->id;
  } else if (turn.state.last_topic.empty()) {
    if (const json::value *chosen = turn.state.fields.if_contains("service"); chosen && chosen->is_object()) {
      turn.state.last_topic = base::string_at(chosen->get_object(), "id");
    }
  }
  return turn.setting.practice().find_service(turn.state.last_topic);
}

const practice::Location &place_asked(Turn &turn, const nlu::Analysis &analysis) {
  const nlu::CatalogItem *item = first_item(analysis, EntityType::location);
  const practice::Location *named = item ? turn.setting.practice().find_location(item->id) : nullptr;
  return named ? *named : turn.place();
}

bool mentions(std::string_view text, std::initializer_list<std::string_view> words) {
  const auto tokens = nlu::tokenize(text, 256);
  return std::any_of(tokens.begin(), tokens.end(),
                     [&](const nlu::Token &token) { return std::find(words.begin(), words.end(), token.text) != words.end(); });
}

std::string say_spans(Turn &turn, const std::vector<practice::MinuteSpan> &spans) {
  std::vector<std::string> out;
  for (const practice::MinuteSpan &span : spans) {
    const auto said = [&](std::int32_t minutes) {
      return scheduling::say_time({{}, minutes % (24 * 60) * 60}, turn.state.language, turn.spoken());
    };
    out.push_back(turn.wording("span", {{"from", said(span.from)}, {"to", said(span.to)}}));
  }
  return turn.join(out);
}

bool same_spans(const std::vector<practice::MinuteSpan> &a, const std::vector<practice::MinuteSpan> &b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto &x, const auto &y) { return x.from == y.from && x.to == y.to; });
}

/// "Monday to Friday 9 AM to 5 PM, Saturday 9 AM to noon": days with the same hours run together.
std::string say_week(Turn &turn, const practice::Location &location) {
  std::vector<std::string> out;
  for (int i = 1; i <= 7;) {
    const auto &spans = location.hours[static_cast<std::size_t>(i % 7)];
    int last = i;
    while (last < 7 && same_spans(location.hours[static_cast<std::size_t>((last + 1) % 7)], spans)) ++last;
    if (!spans.empty()) {
      const auto day = [&](int d) { return std::string(scheduling::weekday_name(static_cast<base::Weekday>(d % 7), turn.state.language)); };
      const std::string days = last == i ? day(i) : turn.wording("span", {{"from", day(i)}, {"to", day(last)}});
      out.push_back(turn.wording("open_days", {{"days", days}, {"spans", say_spans(turn, spans)}}));
    }
    i = last + 1;
  }
  return turn.join(out);
}

std::optional<base::Date> day_asked(const nlu::Analysis &analysis, const base::Date &today) {
  for (const nlu::Entity &entity : analysis.entities) {
    if (const auto *time = std::get_if<nlu::DateTime>(&entity.value); time && time->value.grain <= nlu::Grain::day)
      return time->value.from.date;
    if (const auto *wish = std::get_if<nlu::Preference>(&entity.value)) {
      if (!wish->dates.empty()) return wish->dates.front();
      if (wish->weekdays.size() != 1) continue;
      for (int ahead = 0; ahead < 7; ++ahead) {
        if (today.plus_days(ahead).weekday() == wish->weekdays.front()) return today.plus_days(ahead);
      }
    }
  }
  return std::nullopt;
}

void answer_hours(Turn &turn, const nlu::Analysis &analysis) {
  const practice::Location &location = place_asked(turn, analysis);
  const bool single = turn.setting.practice().locations.size() == 1;
  const std::string place = single ? turn.setting.practice().name : location.name;
  const base::Date today = turn.local_now().date;
  const auto day = day_asked(analysis, today);
  if (!day) return turn.say("hours_week", {{"place", place}, {"hours", say_week(turn, location)}});
  const auto spans = practice::open_spans(location, *day);
  const std::string on = turn.on(*day, scheduling::say_day(*day, today, turn.state.language, turn.spoken()));
  for (const practice::Closure &closure : location.closures) {
    if (*day < closure.from || closure.to < *day || closure.name.empty()) continue;
    return turn.say("closed_for", {{"place", place}, {"on", on}, {"closure", std::string(closure.name.in(turn.language()))}});
  }
  if (*day == today) {
    if (spans.empty()) return turn.say("hours_closed_today", {{"place", place}});
    return turn.say("hours_today", {{"place", place}, {"spans", say_spans(turn, spans)}});
  }
  if (spans.empty()) return turn.say("hours_closed_day", {{"place", place}, {"on", on}});
  turn.say("hours_day", {{"place", place}, {"on", on}, {"spans", say_spans(turn, spans)}});
}

void answer_location(Turn &turn, std::string_view text, const nlu::Analysis &analysis) {
  const auto &locations = turn.setting.practice().locations;
  const nlu::CatalogItem *named = first_item(analysis, EntityType::location);
  const practice::Location &location = place_asked(turn, analysis);
  if (mentions(text, {"park", "parking", "estacionamiento", "estacionar", "parqueo", "parquear", "aparcar"}) && !location.parking.empty()) {
    return turn.say_own(location.parking.in(turn.language()));
  }
  if (!named && locations.size() > 1 && turn.state.location.empty()) {
    std::vector<std::string> places;
    for (const practice::Location &each : locations) places.push_back(turn.spoken() ? each.name : each.name + " (" + each.address + ")");
    return turn.say("location_many", {{"count", std::to_string(locations.size())}, {"places", turn.join(places)}});
  }
  if (locations.size() == 1) {
    turn.say("location_one", {{"address", location.address}});
  } else {
    turn.say("location_named", {{"place", location.name}, {"address", location.address}});
  }
  if (mentions(text, {"get", "directions", "find", "llego", "llegar", "direcciones"}) && !location.directions.empty())
    turn.say_own(location.directions.in(turn.language()));
}

std::string say_money(const practice::Practice &practice, std::int64_t minor) {
  const std::string sign = practice.currency == "USD"   ? "$"
                           : practice.currency == "EUR" ? "€"
                           : practice.currency == "GBP" ? "£"
                                                        : practice.currency + " ";
  if (minor % 100 == 0) return fmt::format("{}{}", sign, minor / 100);
  return fmt::format("{}{}.{:02}", sign, minor / 100, minor % 100);
}

void answer_price(Turn &turn, const nlu::Analysis &analysis) {
  const practice::Service *service = subject(turn, analysis);
  if (!service) return turn.ask("price_which", {{"services", example_services(turn)}});
  const std::string name(service->name.in(turn.language()));
  if (!service->price) return turn.say("price_unknown", {{"service", name}});
  const practice::Practice &practice = turn.setting.practice();
  const std::string from = say_money(practice, service->price->from_minor);
  const auto &to = service->price->to_minor;
  const std::string price = !to ? turn.wording("price_from", {{"from", from}})
                            : *to == service->price->from_minor
                                ? from
                                : turn.wording("price_from_to", {{"from", from}, {"to", say_money(practice, *to)}});
  turn.say("price_range", {{"service", name}, {"price", price}});
  if (!service->price->note.empty()) turn.say_own(service->price->note.in(turn.language()));
}

void answer_services(Turn &turn, std::string_view text, const nlu::Analysis &analysis) {
  if (const nlu::CatalogItem *item = first_item(analysis, EntityType::service)) {
    const practice::Service *service = turn.setting.practice().find_service(item->id);
    if (!service) return;
    turn.state.last_topic = service->id;
    const std::string name(service->name.in(turn.language()));
    if (service->description.empty()) return turn.say("service_yes", {{"service", name}});
    return turn.say_own(name + ": " + std::string(service->description.in(turn.language())));
  }
  if (mentions(text,
               {"doctor", "doctors", "dentist", "dentists", "provider", "providers", "doctora", "doctores", "dentista", "dentistas"})) {
    std::vector<std::string> names;
    for (const practice::Provider &provider : turn.setting.practice().providers) names.push_back(provider.name);
    return turn.say("provider_about", {{"providers", turn.join(names)}});
  }
  std::vector<std::string> names;
  for (const practice::Service &service : turn.setting.practice().services) names.emplace_back(service.name.in(turn.language()));
  if (turn.spoken() && names.size() > 6) names.resize(6);
  turn.say("services_list", {{"services", turn.join(names)}});
}

void answer_insurance(Turn &turn, const nlu::Analysis &analysis) {
  const practice::Practice &practice = turn.setting.practice();
  const nlu::CatalogItem *asked = first_item(analysis, EntityType::insurance);
  std::vector<std::string> accepted;
  for (const practice::Insurance &plan : practice.insurance) {
    if (plan.accepted) accepted.push_back(plan.name);
  }
  const auto known =
      asked ? std::find_if(practice.insurance.begin(), practice.insurance.end(), [&](const auto &plan) { return plan.id == asked->id; })
            : practice.insurance.end();
  if (accepted.empty()) {
    turn.say("insurance_none");
  } else if (asked) {
    turn.say(known != practice.insurance.end() && known->accepted ? "insurance_yes" : "insurance_no", {{"plan", asked->name}});
  } else {
    if (turn.spoken() && accepted.size() > 5) accepted.resize(5);
    turn.say("insurance_list", {{"plans", turn.join(accepted)}});
  }
  if (!practice.insurance_note.empty()) turn.say_own(practice.insurance_note.in(turn.language()));
}

void answer_preparation(Turn &turn, std::string_view text, const nlu::Analysis &analysis) {
  const practice::Service *service = subject(turn, analysis);
  if (!service) return turn.ask("prep_which");
  const bool after = mentions(text, {"after", "afterwards", "recovery", "recover", "downtime", "heal", "healing", "aftercare", "despues",
                                     "recuperacion", "recupero", "cuidados", "reposo"});
  const practice::LocalText &wanted = after ? service->aftercare : service->preparation;
  const practice::LocalText &other = after ? service->preparation : service->aftercare;
  const practice::LocalText &notes = wanted.empty() ? other : wanted;
  if (notes.empty()) return turn.say("prep_unknown", {{"service", std::string(service->name.in(turn.language()))}});
  turn.say_own(notes.in(turn.language()));
}

}  // namespace

std::string example_services(Turn &turn) {
  constexpr std::size_t kExamples = 3;
  std::vector<std::string> names;
  for (const practice::Service &service : turn.setting.practice().services) {
    if (names.size() < kExamples) names.emplace_back(service.name.in(turn.language()));
  }
  return turn.join(names);
}

std::string service_name(const Turn &turn, std::string_view id) {
  const practice::Service *service = turn.setting.practice().find_service(id);
  return service ? std::string(service->name.in(turn.language())) : std::string();
}

void answer(Turn &turn, std::string_view topic, std::string_view text, const nlu::Analysis &analysis) {
  if (Cues(text).asks_duration()) {
    if (const practice::Service *service = subject(turn, analysis)) {
      return turn.say("duration", {{"service", std::string(service->name.in(turn.language()))},
                                   {"minutes", std::to_string(service->duration_minutes)}});
    }
  }
  if (topic == "ask_hours") return answer_hours(turn, analysis);
  if (topic == "ask_location") return answer_location(turn, text, analysis);
  if (topic == "ask_price") return answer_price(turn, analysis);
  if (topic == "ask_services") return answer_services(turn, text, analysis);
  if (topic == "ask_insurance") return answer_insurance(turn, analysis);
  if (topic == "ask_prep_recovery") return answer_preparation(turn, text, analysis);
}

void answer_knowledge(Turn &turn, std::string_view id) {
  for (const practice::KnowledgeSection &section : turn.setting.practice().knowledge) {
    if (section.id == id) return turn.say_own(section.answer.in(turn.language()));
  }
}

}  // namespace callwell::dialog
