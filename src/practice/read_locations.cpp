#include "practice/hours.hpp"
#include "practice/read.hpp"

namespace callwell::practice {

namespace {

Location read_location(const Place &place, const std::vector<Closure> &everywhere, Reader &reader) {
  Location location;
  place["id"].read(location.id);
  place["name"].read(location.name);
  location.aliases = place["aliases"].texts();
  place["address"].read(location.address);
  place["phone"].read(location.phone);
  location.directions = read_text(place["directions"], reader);
  location.parking = read_text(place["parking"], reader);
  location.hours = read_hours(place["hours"], reader.report);
  location.closures = everywhere;
  for (Closure &closure : read_closures(place["closures"], reader)) location.closures.push_back(std::move(closure));
  return location;
}

}  // namespace

void read_locations(const Place &file, Reader &reader) {
  const std::vector<Closure> everywhere = read_closures(file["closures"], reader);
  const Place list = file["locations"];
  check_unique_ids(list, reader.report);
  for (std::size_t i = 0; i < list.size(); ++i) reader.practice.locations.push_back(read_location(list[i], everywhere, reader));
}

}  // namespace callwell::practice
