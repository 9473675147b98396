// Walking a practice file: a value with its JSON pointer, and the list of what is wrong at which line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/yaml.hpp"
#include "practice/practice.hpp"

namespace callwell::practice {

namespace json = boost::json;

/// No list or mapping may be longer (the schema says so), and beyond this nothing is looked at: reading stays linear in hostile files.
inline constexpr std::size_t kMaxEntries = 256;

/// A place in the file. What is absent, or of another type than asked for, reads as nothing: the schema has said so already.
class Place {
 public:
  Place(const json::value *value, std::string pointer) : value_(value), pointer_(std::move(pointer)) {}

  explicit operator bool() const { return value_ != nullptr; }
  const std::string &pointer() const { return pointer_; }
  const json::value *value() const { return value_; }

  Place operator[](std::string_view name) const;
  Place operator[](std::size_t index) const;
  std::size_t size() const;  ///< of a list, at most kMaxEntries; 0 for anything else
  std::vector<std::string_view> names() const;  ///< of a mapping, at most kMaxEntries

  std::string text() const;
  void read(std::string &out) const;
  void read(std::int32_t &out) const;
  void read(bool &out) const;
  std::vector<Place> entries() const;      ///< the texts of a list, or the one text that stands in place of it
  std::vector<std::string> texts() const;  ///< the same, as text

 private:
  const json::value *value_;
  std::string pointer_;
};

class Report {
 public:
  explicit Report(const base::YamlDocument &document) : document_(document) {}

  void add(const Place &place, std::string message, std::string fix) { add(place.pointer(), std::move(message), std::move(fix), false); }
  void add_at_name(const Place &place, std::string message, std::string fix) { add(place.pointer(), std::move(message), std::move(fix), true); }
  void add(const std::string &pointer, std::string message, std::string fix, bool at_name);

  std::size_t size() const { return problems_.size(); }
  std::vector<Problem> take();  ///< in the order of the file

 private:
  const base::YamlDocument &document_;
  std::vector<Problem> problems_;
};

}  // namespace callwell::practice
