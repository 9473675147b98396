// The readers of a practice file's sections. Each takes what is sound into the practice and reports the rest.
#pragma once

#include "practice/place.hpp"

namespace callwell::practice {

struct Reader {
  Practice &practice;
  Report &report;
  Environment environment;
};

// In this order: later sections refer to earlier ones.
void read_general(const Place &file, Reader &reader);
void read_locations(const Place &file, Reader &reader);
void read_services(const Place &file, Reader &reader);
void read_providers(const Place &file, Reader &reader);
void read_insurance(const Place &file, Reader &reader);
void read_knowledge(const Place &file, Reader &reader);
void read_persona(const Place &file, Reader &reader);
void read_ports(const Place &file, Reader &reader);

/// A name may be the same in every language and is then written once; a sentence must be there in each.
enum class Wording { name, sentence };
LocalText read_text(const Place &place, Reader &reader, Wording wording = Wording::sentence);

std::vector<Closure> read_closures(const Place &place, Reader &reader);

/// Reports every id of the list's entries that an earlier entry has.
void check_unique_ids(const Place &list, Report &report);
/// Is it one of the known ids? Reports it, with the nearest, when not. `what` is "service", "location" …
bool check_known_id(const Place &place, const std::vector<std::string_view> &known, std::string_view what, Report &report);

template <class Item>
std::vector<std::string_view> ids_of(const std::vector<Item> &items) {
  std::vector<std::string_view> ids;
  for (const Item &item : items) ids.push_back(item.id);
  return ids;
}

}  // namespace callwell::practice
