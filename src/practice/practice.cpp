#include "practice/practice.hpp"

#include <algorithm>

namespace callwell::practice {

namespace {

constexpr int kDaysAhead = 366;

template <class Item>
const Item *find_by_id(const std::vector<Item> &items, std::string_view id) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const Item &item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

std::string_view LocalText::in(std::string_view language) const {
  if (by_language.empty()) return {};
  const auto found = by_language.find(language);
  return found == by_language.end() ? by_language.begin()->second : found->second;
}

const Location *Practice::find_location(std::string_view wanted) const { return find_by_id(locations, wanted); }
const Service *Practice::find_service(std::string_view wanted) const { return find_by_id(services, wanted); }
const Provider *Practice::find_provider(std::string_view wanted) const { return find_by_id(providers, wanted); }

bool Practice::offers(const Provider &provider, const Service &service) const {
  const std::vector<std::string> &own = provider.services;
  return own.empty() || std::find(own.begin(), own.end(), service.id) != own.end();
}

std::vector<MinuteSpan> open_spans(const Location &location, const base::Date &day) {
  const bool closed = std::any_of(location.closures.begin(), location.closures.end(),
                                  [&](const Closure &closure) { return closure.from <= day && day <= closure.to; });
  return closed ? std::vector<MinuteSpan>{} : location.hours[static_cast<std::size_t>(day.weekday())];
}

bool is_open(const Location &location, const base::LocalTime &at) {
  const std::vector<MinuteSpan> spans = open_spans(location, at.date);
  const std::int32_t minute = at.minute_of_day();
  return std::any_of(spans.begin(), spans.end(), [&](const MinuteSpan &span) { return span.from <= minute && minute < span.to; });
}

std::optional<base::LocalTime> next_opening(const Location &location, const base::LocalTime &at) {
  if (is_open(location, at)) return at;
  for (int ahead = 0; ahead <= kDaysAhead; ++ahead) {
    const base::Date day = at.date.plus_days(ahead);
    for (const MinuteSpan &span : open_spans(location, day)) {
      const base::LocalTime opening{day, span.from * 60};
      if (opening >= at) return opening;
    }
  }
  return std::nullopt;
}

}  // namespace callwell::practice
