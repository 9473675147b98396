// A practice as its file describes it: everything a clinic configures. Immutable once loaded.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace callwell::practice {

/// The same text in each language the practice speaks, keyed "en", "es".
struct LocalText {
  std::map<std::string, std::string, std::less<>> by_language;
  /// The text in `language`, else in the first language there is; empty when there is none.
  std::string_view in(std::string_view language) const;
  bool empty() const { return by_language.empty(); }
};

struct MinuteSpan { std::int32_t from = 0, to = 0; };  ///< minutes of the day, `to` exclusive
/// Opening spans by weekday (0 = Sunday), in time order; an empty day is closed.
using WeeklyHours = std::array<std::vector<MinuteSpan>, 7>;

struct Closure { base::Date from, to; LocalText name; };  ///< inclusive days

struct Location {
  std::string id, name;
  std::vector<std::string> aliases;
  std::string address, phone;                    ///< postal address on one line; E.164
  LocalText directions, parking;
  WeeklyHours hours;
  std::vector<Closure> closures;                 ///< the practice's own and those of this location
};

/// In hundredths of the currency. Both ends are equal for a fixed price; without `to_minor` it is a price "from".
struct Price { std::int64_t from_minor = 0; std::optional<std::int64_t> to_minor; LocalText note; };

struct Service {
  std::string id;
  LocalText name;
  std::vector<std::string> aliases;
  LocalText description, preparation, aftercare;
  std::int32_t duration_minutes = 30;
  std::int32_t buffer_minutes = 0;               ///< kept free after the visit
  std::optional<Price> price;
  std::optional<std::int64_t> deposit_minor;
  bool new_patients_only = false;
  std::vector<std::string> locations;            ///< empty: all
};

/// Working spans of a provider at one location.
struct Shift { std::string location; std::vector<base::Weekday> days; std::vector<MinuteSpan> spans; };

struct Provider {
  std::string id, name, title;
  std::vector<std::string> aliases;
  std::vector<std::string> services;             ///< service ids; empty: all
  std::vector<std::string> languages;
  std::vector<Shift> shifts;
  std::vector<Closure> time_off;
};

struct Insurance { std::string id, name; std::vector<std::string> aliases; bool accepted = true; };

struct KnowledgeSection {
  std::string id;
  LocalText title;
  std::vector<std::string> questions;            ///< ways people ask, both languages
  LocalText answer;
};
inline constexpr std::size_t kMaxKnowledgeSections = 50;

struct Greeting { LocalText open, closed; };

struct Persona {
  std::string name = "Robin";                    ///< how the assistant calls itself
  Greeting phone, text, missed_call;
};

struct QuietHours { std::int32_t start = 21 * 60, end = 8 * 60; bool apply_to_replies = false; };

struct Booking {
  std::int32_t lead_minutes = 120;               ///< the nearest start that may be offered
  std::int32_t horizon_days = 60;
  std::int32_t step_minutes = 15;
  std::int32_t offer_count = 3;
  std::int32_t hold_minutes = 10;
  std::int32_t cancellation_notice_hours = 24;
};

struct Handoff { std::string phone; std::string department; };

struct Emergency { std::string number = "911"; std::string crisis_line = "988"; std::string poison_line = "1-800-222-1222"; std::string transfer_to; };

/// Calls are recorded only where the practice says so.
struct Recording {
  bool enabled = false;
  LocalText notice;                              ///< said before anything of the caller is kept; empty: somebody else says it
  std::optional<std::int32_t> retention_days;    ///< of each recording; absent: seven calendar years
};

/// Who hears of bookings, cancellations, hand-overs and missed patients.
struct Operator { std::vector<std::string> sms, email; };

/// One configured outside service: which adapter, with which settings. Secrets are already resolved from the environment.
struct PortConfig {
  std::string adapter;                           ///< "twilio", "deepgram", "anthropic" …
  std::map<std::string, std::string, std::less<>> settings;
};

struct Practice {
  std::string id, name, profile;
  std::string phone, website, email;
  std::string country = "US", currency = "USD", time_zone;
  base::Zone zone;
  std::vector<std::string> languages;            ///< first is the default: "en", "es"
  std::vector<std::string> numbers;              ///< E.164 numbers that patients call or text
  std::vector<Location> locations;               ///< at least one
  std::vector<Service> services;                 ///< at least one
  std::vector<Provider> providers;               ///< at least one
  std::vector<Insurance> insurance;
  LocalText insurance_note;
  std::vector<KnowledgeSection> knowledge;
  Persona persona;
  QuietHours quiet_hours;
  Booking booking;
  Handoff handoff;
  Emergency emergency;
  Recording recording;
  Operator operators;
  bool send_optout_confirmation = false;
  // In order of preference.
  std::vector<PortConfig> messaging;             ///< empty: the simulator
  std::vector<PortConfig> speech_to_text, text_to_speech;  ///< what is built in comes last
  std::vector<PortConfig> language_model;        ///< empty: the built-in understanding alone
  std::string flows_yaml;                        ///< the file's `flows` section as YAML on the lines it has in the file, or empty
  std::string hash;                              ///< SHA-256 of the file, hex

  const Location *find_location(std::string_view id) const;
  const Service *find_service(std::string_view id) const;
  const Provider *find_provider(std::string_view id) const;
  /// Does the provider do it at all? Where and when is for their shifts and the service's locations to say.
  bool offers(const Provider &provider, const Service &service) const;
};

/// Is this location open at that wall-clock time (hours and closures)?
bool is_open(const Location &location, const base::LocalTime &at);
/// The spans in which the location is open on that day; none on a closure.
std::vector<MinuteSpan> open_spans(const Location &location, const base::Date &day);
/// The next wall-clock moment at or after `at` at which the location is open, within a year.
std::optional<base::LocalTime> next_opening(const Location &location, const base::LocalTime &at);

/// One thing wrong with a practice file.
struct Problem {
  std::int32_t line = 0, column = 0;             ///< 1-based
  std::string path;                              ///< "services[2].duration_minutes"
  std::string message;                           ///< what is wrong
  std::string fix;                               ///< what would mend it
};

/// A loaded practice, or all that is wrong with the file.
struct Loaded { std::shared_ptr<const Practice> practice; std::vector<Problem> problems; };

/// Reads `${NAME}` through this; returns nothing when the variable is not set.
using Environment = std::optional<std::string> (*)(const std::string &name);
std::optional<std::string> process_environment(const std::string &name);

/// Never throws and never touches a file: `text` is the YAML document.
Loaded load_practice(std::string_view text, Environment environment = &process_environment);
/// The published JSON Schema (draft 2020-12) that load_practice enforces.
std::string_view practice_schema();

}  // namespace callwell::practice
