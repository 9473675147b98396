#include "practice/hours.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace callwell::practice {

namespace {

constexpr std::string_view kDaysFix = "use sun, mon, tue, wed, thu, fri or sat, alone or as a range such as mon-fri";

std::optional<MinuteSpan> read_span(const Place &place, std::string_view text, Report &report) {
  const std::size_t dash = text.find('-');
  const auto from = base::parse_minute_of_day(base::trim(text.substr(0, dash)));
  const auto to = base::parse_minute_of_day(dash == std::string_view::npos ? std::string_view() : base::trim(text.substr(dash + 1)));
  if (!from || !to) {
    report.add(place, "is not a span of hours", "write it as \"09:00-12:30\", in 24-hour time");
    return std::nullopt;
  }
  if (*to <= *from) {
    report.add(place, "ends before it begins", "put the earlier time first; split a span that passes midnight into two days");
    return std::nullopt;
  }
  return MinuteSpan{*from, *to};
}

void add_span(const Place &place, const MinuteSpan &span, std::vector<MinuteSpan> &spans, Report &report) {
  for (const MinuteSpan &earlier : spans) {
    if (!overlap(earlier, span)) continue;
    return report.add(place, "overlaps " + base::format_minute_of_day(earlier.from) + "-" + base::format_minute_of_day(earlier.to), "join the two spans or move one");
  }
  spans.push_back(span);
}

}  // namespace

std::vector<base::Weekday> parse_days(std::string_view text) {
  const std::size_t dash = text.find('-');
  const auto first = base::parse_weekday_key(base::trim(text.substr(0, dash)));
  const auto last = dash == std::string_view::npos ? first : base::parse_weekday_key(base::trim(text.substr(dash + 1)));
  std::vector<base::Weekday> days;
  if (!first || !last) return days;
  for (auto day = static_cast<unsigned>(*first);; day = (day + 1) % 7) {
    days.push_back(static_cast<base::Weekday>(day));
    if (day == static_cast<unsigned>(*last)) return days;
  }
}

std::vector<MinuteSpan> read_spans(const Place &place, Report &report) {
  std::vector<MinuteSpan> spans;
  if (place.text() == "closed") return spans;
  for (const Place &entry : place.entries()) {
    if (const auto span = read_span(entry, entry.text(), report)) add_span(entry, *span, spans, report);
  }
  std::sort(spans.begin(), spans.end(), [](const MinuteSpan &a, const MinuteSpan &b) { return a.from < b.from; });
  return spans;
}

WeeklyHours read_hours(const Place &place, Report &report) {
  WeeklyHours hours;
  std::array<bool, 7> named{};
  for (const std::string_view name : place.names()) {
    const Place member = place[name];
    const std::vector<base::Weekday> days = parse_days(name);
    if (days.empty()) report.add_at_name(member, "is not a day or range of days", std::string(kDaysFix));
    const std::vector<MinuteSpan> spans = read_spans(member, report);
    for (const base::Weekday day : days) {
      const auto index = static_cast<std::size_t>(day);
      if (named[index]) report.add_at_name(member, "names " + std::string(base::weekday_key(day)) + " again", "name each day once");
      named[index] = true;
      hours[index] = spans;
    }
  }
  return hours;
}

std::vector<base::Weekday> read_days(const Place &place, Report &report) {
  std::vector<base::Weekday> days;
  for (const Place &entry : place.entries()) {
    const std::vector<base::Weekday> found = parse_days(entry.text());
    if (found.empty()) report.add(entry, "is not a day or range of days", std::string(kDaysFix));
    for (const base::Weekday day : found) {
      if (std::find(days.begin(), days.end(), day) == days.end()) days.push_back(day);
    }
  }
  return days;
}

std::optional<Closure> read_closed_days(const Place &place, Report &report) {
  const Place date = place["date"], from = place["from"], to = place["to"];
  if (date ? bool(from) || bool(to) : !(from && to)) {
    if (place.value() && place.value()->is_object()) report.add(place, "does not say which days", "write `date`, or `from` and `to`");
    return std::nullopt;
  }
  const auto first = base::parse_date((date ? date : from).text());
  const auto last = base::parse_date((date ? date : to).text());
  if (!first || !last) return std::nullopt;
  if (*last < *first) {
    report.add(to, "is before `from`", "put the earlier date first");
    return std::nullopt;
  }
  return Closure{*first, *last, {}};
}

bool within(const MinuteSpan &span, const std::vector<MinuteSpan> &spans) {
  return std::any_of(spans.begin(), spans.end(), [&](const MinuteSpan &outer) { return outer.from <= span.from && span.to <= outer.to; });
}

bool overlap(const MinuteSpan &a, const MinuteSpan &b) { return a.from < b.to && b.from < a.to; }

}  // namespace callwell::practice
