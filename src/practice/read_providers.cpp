// Providers and their shifts, which must lie within the hours of the location.
#include <algorithm>

#include "practice/hours.hpp"
#include "practice/read.hpp"

namespace callwell::practice {

namespace {

std::string span_list(const std::vector<MinuteSpan> &spans) {
  std::string out;
  for (const MinuteSpan &span : spans) {
    out += (out.empty() ? "" : ", ") + base::format_minute_of_day(span.from) + "-" + base::format_minute_of_day(span.to);
  }
  return out;
}

void check_within_hours(const Place &place, const Shift &shift, const Location &location, Report &report) {
  for (const base::Weekday day : shift.days) {
    const std::vector<MinuteSpan> &open = location.hours[static_cast<std::size_t>(day)];
    const bool inside = std::all_of(shift.spans.begin(), shift.spans.end(), [&](const MinuteSpan &span) { return within(span, open); });
    if (inside) continue;
    const std::string day_name(base::weekday_key(day));
    report.add(place["hours"], open.empty() ? location.id + " is closed on " + day_name : "goes beyond the hours of " + location.id + " on " + day_name,
               open.empty() ? "take the day out or open the location" : "stay within " + span_list(open));
    return;  // one day is enough to see it
  }
}

bool clash(const Shift &a, const Shift &b) {
  const bool same_day = std::any_of(a.days.begin(), a.days.end(), [&](base::Weekday day) { return std::find(b.days.begin(), b.days.end(), day) != b.days.end(); });
  return same_day && std::any_of(a.spans.begin(), a.spans.end(), [&](const MinuteSpan &one) {
           return std::any_of(b.spans.begin(), b.spans.end(), [&](const MinuteSpan &other) { return overlap(one, other); });
         });
}

Shift read_shift(const Place &place, Reader &reader) {
  Shift shift;
  shift.days = read_days(place["days"], reader.report);
  shift.spans = read_spans(place["hours"], reader.report);
  const Place location = place["location"];
  if (location && check_known_id(location, ids_of(reader.practice.locations), "location", reader.report)) {
    shift.location = location.text();
    check_within_hours(place, shift, *reader.practice.find_location(shift.location), reader.report);
  }
  return shift;
}

std::vector<Shift> read_shifts(const Place &list, Reader &reader) {
  std::vector<Shift> shifts;
  for (std::size_t i = 0; i < list.size(); ++i) {
    Shift shift = read_shift(list[i], reader);
    const auto other = std::find_if(shifts.begin(), shifts.end(), [&](const Shift &earlier) { return clash(earlier, shift); });
    if (other != shifts.end()) {
      reader.report.add(list[i]["hours"], "overlaps an earlier shift of the same person", "nobody works in two places at once: move one of them");
    }
    shifts.push_back(std::move(shift));
  }
  return shifts;
}

Provider read_provider(const Place &place, Reader &reader) {
  Provider provider;
  place["id"].read(provider.id);
  place["name"].read(provider.name);
  place["title"].read(provider.title);
  provider.aliases = place["aliases"].texts();
  provider.languages = place["languages"].texts();
  const std::vector<std::string_view> known = ids_of(reader.practice.services);
  for (const Place &entry : place["services"].entries()) {
    if (check_known_id(entry, known, "service", reader.report)) provider.services.push_back(entry.text());
  }
  provider.shifts = read_shifts(place["shifts"], reader);
  provider.time_off = read_closures(place["time_off"], reader);
  return provider;
}

/// Some provider does it at a location where it is offered.
bool can_be_booked(const Practice &practice, const Service &service) {
  const auto there = [&](const Shift &shift) {
    return service.locations.empty() || std::find(service.locations.begin(), service.locations.end(), shift.location) != service.locations.end();
  };
  return std::any_of(practice.providers.begin(), practice.providers.end(), [&](const Provider &provider) {
    return practice.offers(provider, service) && std::any_of(provider.shifts.begin(), provider.shifts.end(), there);
  });
}

}  // namespace

void read_providers(const Place &file, Reader &reader) {
  const Place list = file["providers"];
  const std::size_t problems_before = reader.report.size();
  check_unique_ids(list, reader.report);
  for (std::size_t i = 0; i < list.size(); ++i) reader.practice.providers.push_back(read_provider(list[i], reader));
  if (list.size() == 0 || reader.report.size() != problems_before) return;  // a misspelt id would be told twice
  for (std::size_t i = 0; i < reader.practice.services.size(); ++i) {
    if (can_be_booked(reader.practice, reader.practice.services[i])) continue;
    reader.report.add(file["services"][i], "is offered by nobody", "name it in a provider's `services`, at a location where they work");
  }
}

}  // namespace callwell::practice
