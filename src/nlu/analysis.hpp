// What understanding one utterance yields: the types shared by the analyser, the scheduler and the dialogue.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "nlu/preference.hpp"

namespace callwell::nlu {

enum class Language : std::uint8_t { en, es };
std::string_view language_key(Language language);  ///< "en", "es"
std::optional<Language> parse_language(std::string_view tag);  ///< by the primary subtag: "es-MX" → es

/// The built-in intents, in alphabetical order; the label set of the labelling guide.
inline constexpr std::array<std::string_view, 34> kBuiltinIntents{
    "affirm", "ask_hours", "ask_insurance", "ask_location", "ask_prep_recovery", "ask_price", "ask_services",
    "billing_balance", "book_appointment", "cancel", "clinical_question", "complaint", "confirm_appointment", "deny",
    "emergency", "goodbye", "greeting", "help", "join_waitlist", "make_payment", "new_patient", "opt_in", "opt_out",
    "out_of_scope", "payment_plan", "refill_request", "repeat", "reschedule", "running_late", "speak_to_human",
    "test_results", "voicemail_leave", "wait_hold_on", "wrong_number"};

struct ScoredIntent {
  std::string name;
  float confidence = 0;  ///< calibrated probability, 0..1
};

enum class Grain : std::uint8_t { second, minute, hour, day, week, month, quarter, year };
std::string_view grain_key(Grain grain);

/// A point, a half-open interval or an open end in time.
struct TimeValue {
  enum class Kind : std::uint8_t { instant, interval, after, before };
  Kind kind = Kind::instant;
  base::LocalTime from;   ///< the instant itself, the interval's start, or the bound of an open end
  base::LocalTime to;     ///< intervals only, exclusive
  Grain grain = Grain::minute;
  friend bool operator==(const TimeValue &, const TimeValue &) = default;
};
struct DateTime {
  TimeValue value;                       ///< the best reading, in the practice's wall-clock time
  std::vector<TimeValue> alternatives;   ///< other readings, best first, at most three in all
};
struct Duration { double amount = 0; std::string unit; std::int64_t seconds = 0; };
struct Number { double value = 0; };
struct Ordinal { std::int64_t value = 0; };  ///< 1-based; -1 last, -2 last but one
struct Money { std::optional<std::string> amount, from, to; std::string currency; };  ///< decimal text "12.50", ISO 4217
struct Phone { std::optional<std::string> e164; std::string digits; std::optional<std::string> extension; };
struct Email { std::string address; };
struct PersonName {
  std::optional<std::string> given, family;
  std::string full;
  std::string relation;   ///< who that is to the caller, "my son Leo": "child", "spouse", "parent", "sibling", "relative"; else empty
};
struct BirthDate { base::Date date; };
struct Boolean { bool value = false; };
/// A service, provider, location, insurance plan or medication by its id in the practice file or vocabulary.
struct CatalogItem { std::string id, name; };

enum class EntityType : std::uint8_t {
  datetime, preference, duration, number, ordinal, money, phone, email, person_name, birth_date,
  service, provider, location, insurance, medication, boolean,
};
std::string_view entity_type_key(EntityType type);

using EntityValue = std::variant<DateTime, Preference, Duration, Number, Ordinal, Money, Phone, Email, PersonName, BirthDate, CatalogItem, Boolean>;

struct Entity {
  EntityType type = EntityType::number;
  std::uint32_t start = 0, end = 0;  ///< code points of the input, end exclusive
  std::string text;                  ///< the input's [start, end)
  EntityValue value;
  float confidence = 0;
};

struct Emergency {
  bool flag = false;
  std::string kind;      ///< a class of operations.md: "breathing", "chest_pain" …; empty when there is no sign at all
  float confidence = 0;  ///< probability that it is one, whatever `flag` says
};

struct Analysis {
  Language language = Language::en;
  float language_confidence = 0;
  std::vector<ScoredIntent> intents;  ///< best first, never empty
  bool in_scope = true;
  std::vector<Entity> entities;       ///< by start, longer first
  float sentiment = 0;                ///< -1..1
  std::string emotion;                ///< "neutral", "happy", "worried", "angry", "sad", "confused"
  Emergency emergency;
};

/// What the agent just asked, which decides how a bare "five" or "mary" is read.
struct Expecting {
  std::string field;                 ///< an entity type key or a form field; empty: nothing in particular
  std::vector<std::string> choices;
};

/// Names a practice uses, for the catalogue entities.
struct VocabularyItem {
  EntityType type = EntityType::service;
  std::string id, name;
  std::vector<std::string> aliases;  ///< other names, nicknames, both languages
};

struct Context {
  base::Instant now;
  base::Zone zone;
  std::string country = "US";
  std::optional<Language> language;       ///< absent: detect
  std::optional<Language> conversation;   ///< the language so far: breaks ties on short texts
  Expecting expecting;
  std::vector<std::string> alternatives;  ///< a recogniser's n-best list, best first
};

}  // namespace callwell::nlu
