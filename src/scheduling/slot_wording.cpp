#include "scheduling/slot_wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace callwell::scheduling {

namespace {

using Names7 = std::array<std::string_view, 7>;
using Names12 = std::array<std::string_view, 12>;

/// What a language says of days and their parts.
struct Vocabulary {
  Names7 weekdays, short_weekdays;
  Names12 months, short_months;
  std::string_view today, tomorrow, with, at, either;
};

constexpr Vocabulary kEnglish{
    {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
    {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
    {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
    {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
    "today",
    "tomorrow",
    "with",
    "at",
    "or"};
constexpr Vocabulary kSpanish{
    {"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
    {"dom", "lun", "mar", "mié", "jue", "vie", "sáb"},
    {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
    {"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"},
    "hoy",
    "mañana",
    "con",
    "en",
    "o"};

const Vocabulary &words_of(nlu::Language language) { return language == nlu::Language::es ? kSpanish : kEnglish; }

std::int32_t twelfth(const base::LocalTime &time) { return time.hour() % 12 == 0 ? 12 : time.hour() % 12; }

/// "2:30", "9".
std::string clock_digits(const base::LocalTime &time, bool full) {
  if (time.minute() == 0 && !full) return fmt::format("{}", twelfth(time));
  return fmt::format("{}:{:02}", twelfth(time), time.minute());
}

std::string_view spanish_part(std::int32_t hour) {
  if (hour < 12) return "de la mañana";
  return hour < 20 ? "de la tarde" : "de la noche";
}

std::string spanish_spoken_time(const base::LocalTime &time) {
  if (time.hour() == 12 && time.minute() == 0) return "el mediodía";
  return fmt::format("{} {} {}", twelfth(time) == 1 ? "la" : "las", clock_digits(time, false), spanish_part(time.hour()));
}

/// "at 2:30 PM", "at noon", "a las 2:30 de la tarde", "al mediodía".
std::string spoken_at(const base::LocalTime &time, nlu::Language language) {
  const std::string said = say_time(time, language, true);
  if (language == nlu::Language::en) return "at " + said;
  return said.starts_with("el ") ? "al " + said.substr(3) : "a " + said;
}

std::string spoken_day(const base::Date &day, const base::Date &today, nlu::Language language) {
  const Vocabulary &words = words_of(language);
  if (day == today) return std::string(words.today);
  if (day == today.plus_days(1)) return std::string(words.tomorrow);
  const std::string_view weekday = words.weekdays[static_cast<std::size_t>(day.weekday())];
  const std::string_view month = words.months[static_cast<std::size_t>(day.month - 1)];
  const bool year = day.year != today.year;
  if (language == nlu::Language::es)
    return fmt::format("el {} {} de {}{}", weekday, day.day, month, year ? fmt::format(" de {}", day.year) : "");
  return fmt::format("{}, {} {}{}", weekday, month, day.day, year ? fmt::format(", {},", day.year) : "");
}

std::string written_day(const base::Date &day, const base::Date &today, nlu::Language language) {
  const Vocabulary &words = words_of(language);
  const std::string_view weekday = words.short_weekdays[static_cast<std::size_t>(day.weekday())];
  const std::string_view month = words.short_months[static_cast<std::size_t>(day.month - 1)];
  const std::string date =
      language == nlu::Language::es ? fmt::format("{} {} {}", weekday, day.day, month) : fmt::format("{} {} {}", weekday, month, day.day);
  if (day == today) return fmt::format("{} ({})", date, words.today);
  if (day == today.plus_days(1)) return fmt::format("{} ({})", date, words.tomorrow);
  return day.year == today.year ? date : fmt::format("{} {}", date, day.year);
}

std::string_view name_of(const std::string &id, const std::map<std::string, std::string, std::less<>> &names) {
  const auto found = names.find(id);
  return found == names.end() ? std::string_view(id) : std::string_view(found->second);
}

bool differ(std::span<const Slot> slots, std::string Slot::*member) {
  return std::ranges::any_of(slots, [&](const Slot &slot) { return slot.*member != slots.front().*member; });
}

/// " with Dr. Chen at North Office", as far as the offer needs it.
std::string distinction(const Slot &slot, std::span<const Slot> all, const SlotNames &names, nlu::Language language) {
  const Vocabulary &words = words_of(language);
  std::string out;
  if (differ(all, &Slot::provider) && !slot.provider.empty())
    out += fmt::format(" {} {}", words.with, name_of(slot.provider, names.providers));
  if (differ(all, &Slot::location) && !slot.location.empty())
    out += fmt::format(" {} {}", words.at, name_of(slot.location, names.locations));
  return out;
}

std::string_view separator(std::size_t i, std::size_t count, bool spoken) {
  if (i + 1 == count) return "";
  if (!spoken) return "\n";
  return i + 2 == count ? "" : ", ";
}

}  // namespace

std::string say_time(const base::LocalTime &time, nlu::Language language, bool spoken) {
  const bool noon = time.hour() == 12 && time.minute() == 0;
  if (spoken && language == nlu::Language::es) return spanish_spoken_time(time);
  if (spoken && noon) return "noon";
  return fmt::format("{} {}", clock_digits(time, !spoken), time.hour() < 12 ? "AM" : "PM");
}

std::string say_day(const base::Date &day, const base::Date &today, nlu::Language language, bool spoken) {
  return spoken ? spoken_day(day, today, language) : written_day(day, today, language);
}

std::string_view weekday_name(base::Weekday day, nlu::Language language) {
  return words_of(language).weekdays[static_cast<std::size_t>(day)];
}

std::string say_moment(const base::LocalTime &time, const base::Date &today, nlu::Language language, bool spoken) {
  if (spoken) return fmt::format("{} {}", spoken_day(time.date, today, language), spoken_at(time, language));
  return fmt::format("{}, {}", written_day(time.date, today, language), say_time(time, language, false));
}

std::string say_slot(const Slot &slot, base::Instant now, const base::Zone &zone, nlu::Language language, bool spoken) {
  return say_moment(zone.local(slot.start), zone.local(now).date, language, spoken);
}

std::string say_offer(std::span<const Slot> slots, base::Instant now, const base::Zone &zone, nlu::Language language, bool spoken,
                      const SlotNames &names) {
  std::string out;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const bool last_of_list = spoken && slots.size() > 1 && i + 1 == slots.size();
    if (last_of_list) out += fmt::format(" {} ", words_of(language).either);
    if (!spoken) out += fmt::format("{}) ", i + 1);
    out += say_slot(slots[i], now, zone, language, spoken);
    out += distinction(slots[i], slots, names, language);
    out += separator(i, slots.size(), spoken);
  }
  return out;
}

}  // namespace callwell::scheduling
