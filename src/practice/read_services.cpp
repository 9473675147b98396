// Services with their prices, and the insurance plans.
#include "practice/money.hpp"
#include "practice/read.hpp"

namespace callwell::practice {

namespace {

std::optional<std::int64_t> read_money(const Place &place, Report &report) {
  if (!place || (!place.value()->is_string() && !place.value()->is_number())) return std::nullopt;
  const std::optional<std::int64_t> minor = to_minor(*place.value());
  if (!minor) report.add(place, "is not an amount of money", "write digits with at most two decimals, such as 650 or \"12.50\"");
  return minor;
}

std::optional<Price> read_price(const Place &place, Reader &reader) {
  if (!place) return std::nullopt;
  const bool range = place.value()->is_object();
  const std::optional<std::int64_t> from = read_money(range ? place["from"] : place, reader.report);
  const std::optional<std::int64_t> to = range ? read_money(place["to"], reader.report) : from;
  LocalText note = read_text(place["note"], reader);
  if (!from) return std::nullopt;
  if (to && *to < *from) reader.report.add(place["to"], "is less than `from`", "put the lower price first");
  return Price{*from, to, std::move(note)};
}

Service read_service(const Place &place, Reader &reader) {
  Service service;
  place["id"].read(service.id);
  service.name = read_text(place["name"], reader, Wording::name);
  service.aliases = place["aliases"].texts();
  service.description = read_text(place["description"], reader);
  service.preparation = read_text(place["preparation"], reader);
  service.aftercare = read_text(place["aftercare"], reader);
  place["duration_minutes"].read(service.duration_minutes);
  place["buffer_minutes"].read(service.buffer_minutes);
  service.price = read_price(place["price"], reader);
  service.deposit_minor = read_money(place["deposit"], reader.report);
  place["new_patients_only"].read(service.new_patients_only);
  const std::vector<std::string_view> known = ids_of(reader.practice.locations);
  for (const Place &entry : place["locations"].entries()) {
    if (check_known_id(entry, known, "location", reader.report)) service.locations.push_back(entry.text());
  }
  return service;
}

Insurance read_plan(const Place &place) {
  Insurance plan;
  place["id"].read(plan.id);
  place["name"].read(plan.name);
  plan.aliases = place["aliases"].texts();
  place["accepted"].read(plan.accepted);
  return plan;
}

}  // namespace

void read_services(const Place &file, Reader &reader) {
  const Place list = file["services"];
  check_unique_ids(list, reader.report);
  for (std::size_t i = 0; i < list.size(); ++i) reader.practice.services.push_back(read_service(list[i], reader));
}

void read_insurance(const Place &file, Reader &reader) {
  const Place list = file["insurance"]["plans"];
  reader.practice.insurance_note = read_text(file["insurance"]["note"], reader);
  check_unique_ids(list, reader.report);
  for (std::size_t i = 0; i < list.size(); ++i) reader.practice.insurance.push_back(read_plan(list[i]));
}

}  // namespace callwell::practice
