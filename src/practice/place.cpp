#include "practice/place.hpp"

#include <algorithm>
#include <tuple>

#include "base/schema.hpp"

namespace callwell::practice {

Place Place::operator[](std::string_view name) const {
  const json::value *member = value_ && value_->is_object() ? value_->get_object().if_contains(name) : nullptr;
  return {member, base::append_pointer(pointer_, name)};
}

Place Place::operator[](std::size_t index) const {
  const json::value *item = value_ && value_->is_array() ? value_->get_array().if_contains(index) : nullptr;
  return {item, base::append_pointer(pointer_, std::to_string(index))};
}

std::size_t Place::size() const { return value_ && value_->is_array() ? std::min(value_->get_array().size(), kMaxEntries) : 0; }

std::vector<std::string_view> Place::names() const {
  std::vector<std::string_view> names;
  if (!value_ || !value_->is_object()) return names;
  for (const auto &member : value_->get_object()) {
    if (names.size() == kMaxEntries) break;
    names.push_back(member.key());
  }
  return names;
}

std::string Place::text() const { return value_ && value_->is_string() ? std::string(value_->get_string()) : std::string(); }

void Place::read(std::string &out) const {
  if (value_ && value_->is_string()) out = value_->get_string();
}

void Place::read(std::int32_t &out) const {
  if (!value_ || !value_->is_int64()) return;
  out = static_cast<std::int32_t>(std::clamp<std::int64_t>(value_->get_int64(), INT32_MIN, INT32_MAX));
}

void Place::read(bool &out) const {
  if (value_ && value_->is_bool()) out = value_->get_bool();
}

std::vector<Place> Place::entries() const {
  if (value_ && value_->is_string()) return {*this};
  std::vector<Place> out;
  for (std::size_t i = 0; i < size(); ++i) {
    if (value_->get_array()[i].is_string()) out.push_back((*this)[i]);
  }
  return out;
}

std::vector<std::string> Place::texts() const {
  std::vector<std::string> out;
  for (const Place &entry : entries()) out.push_back(entry.text());
  return out;
}

void Report::add(const std::string &pointer, std::string message, std::string fix, bool at_name) {
  const base::YamlMarks &marks = document_.marks_at(pointer);
  const base::YamlMark &at = at_name ? marks.name : marks.value;
  problems_.push_back({at.line, at.column, base::display_path(pointer), std::move(message), std::move(fix)});
}

std::vector<Problem> Report::take() {
  std::stable_sort(problems_.begin(), problems_.end(), [](const Problem &a, const Problem &b) { return std::tie(a.line, a.column) < std::tie(b.line, b.column); });
  return std::move(problems_);
}

}  // namespace callwell::practice
