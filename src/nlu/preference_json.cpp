#include "nlu/preference_json.hpp"

namespace callwell::nlu {

namespace {

namespace json = boost::json;
using base::Date;
using base::Result;
using base::Weekday;

constexpr std::size_t kMaxList = 64;  // of weekdays, dates, alternatives: more is no wish of a person

struct MinutesMember { const char *key; std::optional<std::int32_t> Preference::*member; };
constexpr MinutesMember kMinutes[] = {{"after", &Preference::after}, {"before", &Preference::before}, {"at", &Preference::at}};
struct DateMember { const char *key; std::optional<Date> Preference::*member; };
constexpr DateMember kDates[] = {{"from", &Preference::from}, {"to", &Preference::to}, {"not_from", &Preference::not_from}, {"not_to", &Preference::not_to}};
struct PartMember { const char *key; std::optional<PartOfDay> Preference::*member; };
constexpr PartMember kParts[] = {{"part", &Preference::part}, {"not_part", &Preference::not_part}};
struct DaysMember { const char *key; std::vector<Weekday> Preference::*member; };
constexpr DaysMember kDays[] = {{"weekdays", &Preference::weekdays}, {"not_weekdays", &Preference::not_weekdays}};
struct CountMember { const char *key; std::optional<std::int32_t> Preference::*member; };
constexpr CountMember kCounts[] = {{"count", &Preference::count}, {"ordinal", &Preference::ordinal}};
struct FlagMember { const char *key; bool Preference::*member; };
constexpr FlagMember kFlags[] = {{"asap", &Preference::asap},     {"flexible", &Preference::flexible}, {"earliest", &Preference::earliest},
                                 {"latest", &Preference::latest}, {"approx", &Preference::approx},     {"soft", &Preference::soft}};

template <class T, std::size_t N>
const T *member(const T (&table)[N], std::string_view key) {
  for (const T &entry : table) {
    if (entry.key == key) return &entry;
  }
  return nullptr;
}

base::Error bad(std::string_view key, std::string_view wants) { return base::invalid("wants " + std::string(wants), "preference." + std::string(key)); }

/// Reads a list of texts, each through `read`.
template <class T, class Read>
bool read_list(const json::value &value, std::vector<T> &out, Read read) {
  if (!value.is_array() || value.get_array().size() > kMaxList) return false;
  for (const json::value &item : value.get_array()) {
    if (!item.is_string()) return false;
    const auto parsed = read(std::string_view(item.get_string()));
    if (!parsed) return false;
    out.push_back(*parsed);
  }
  return true;
}

Result<Preference> read_object(const json::object &object, int depth);

Result<void> read_any(const json::value &value, int depth, Preference &out) {
  if (!value.is_array() || value.get_array().size() > kMaxList || depth == 0) return bad("any", "a list of preferences");
  for (const json::value &item : value.get_array()) {
    if (!item.is_object()) return bad("any", "a list of preferences");
    Result<Preference> read = read_object(item.get_object(), depth - 1);
    if (!read) return read.error();
    out.any.push_back(std::move(*read));
  }
  return {};
}

Result<void> read_member(std::string_view key, const json::value &value, int depth, Preference &out) {
  const std::string_view text = value.is_string() ? std::string_view(value.get_string()) : std::string_view();
  if (const auto *minutes = member(kMinutes, key)) {
    const auto read = base::parse_minute_of_day(text);
    if (!read) return bad(key, "a 24-hour time such as 16:00");
    out.*minutes->member = *read;
  } else if (const auto *date = member(kDates, key)) {
    const auto read = base::parse_date(text);
    if (!read) return bad(key, "a date such as 2026-03-03");
    out.*date->member = *read;
  } else if (const auto *part = member(kParts, key)) {
    const auto read = parse_part_of_day(text);
    if (!read) return bad(key, "a part of the day such as morning");
    out.*part->member = *read;
  } else if (const auto *days = member(kDays, key)) {
    if (!read_list(value, out.*days->member, base::parse_weekday_key)) return bad(key, "a list of weekdays such as [\"mon\"]");
  } else if (const auto *count = member(kCounts, key)) {
    if (!value.is_int64()) return bad(key, "a whole number");
    out.*count->member = static_cast<std::int32_t>(value.get_int64());
  } else if (const auto *flag = member(kFlags, key)) {
    if (!value.is_bool()) return bad(key, "true or false");
    out.*flag->member = value.get_bool();
  } else if (key == "dates") {
    if (!read_list(value, out.dates, base::parse_date)) return bad(key, "a list of dates");
  } else if (key == "every") {
    if (!value.is_object()) return bad(key, "{n, unit}");
    out.every = Recurrence{static_cast<std::int32_t>(base::int_at(value.get_object(), "n", 1)), std::string(base::string_at(value.get_object(), "unit"))};
  } else if (key == "any") {
    return read_any(value, depth, out);
  } else {
    return base::invalid("no such member of a preference", "preference." + std::string(key.substr(0, 32)));
  }
  return {};
}

Result<Preference> read_object(const json::object &object, int depth) {
  Preference out;
  for (const auto &entry : object) {
    if (auto read = read_member(entry.key(), entry.value(), depth, out); !read) return read.error();
  }
  return out;
}

}  // namespace

json::object to_json(const Preference &preference) {
  json::object out;
  const auto days = [](const std::vector<Weekday> &list) {
    json::array texts;
    for (const Weekday day : list) texts.emplace_back(base::weekday_key(day));
    return texts;
  };
  for (const DaysMember &entry : kDays) {
    if (!(preference.*entry.member).empty()) out[entry.key] = days(preference.*entry.member);
  }
  for (const PartMember &entry : kParts) {
    if (const auto &part = preference.*entry.member) out[entry.key] = part_of_day_key(*part);
  }
  for (const MinutesMember &entry : kMinutes) {
    if (const auto &minutes = preference.*entry.member) out[entry.key] = base::format_minute_of_day(*minutes);
  }
  for (const DateMember &entry : kDates) {
    if (const auto &date = preference.*entry.member) out[entry.key] = base::format_date(*date);
  }
  if (!preference.dates.empty()) {
    json::array dates;
    for (const Date &date : preference.dates) dates.emplace_back(json::string(base::format_date(date)));
    out["dates"] = std::move(dates);
  }
  if (preference.every) out["every"] = {{"n", preference.every->n}, {"unit", preference.every->unit}};
  for (const CountMember &entry : kCounts) {
    if (const auto &count = preference.*entry.member) out[entry.key] = *count;
  }
  if (!preference.any.empty()) {
    json::array any;
    for (const Preference &alternative : preference.any) any.push_back(to_json(alternative));
    out["any"] = std::move(any);
  }
  for (const FlagMember &entry : kFlags) {
    if (preference.*entry.member) out[entry.key] = true;
  }
  return out;
}

Result<Preference> preference_from_json(const json::object &object) { return read_object(object, 3); }

}  // namespace callwell::nlu
