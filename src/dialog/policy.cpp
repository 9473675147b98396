// The built-in policy: from one utterance, read in the light of what was asked, to commands.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "compliance/keywords.hpp"
#include "dialog/commands.hpp"
#include "dialog/cues.hpp"
#include "dialog/fields.hpp"
#include "dialog/slots_on_table.hpp"
#include "nlu/preference_json.hpp"
#include "scheduling/slot_selection.hpp"

namespace callwell::dialog {

namespace {

constexpr float kSure = 0.75F;       // enough to leave a running flow
constexpr float kLikely = 0.45F;     // enough when nothing else was asked
constexpr float kPossible = 0.25F;   // enough for a question that reads like one
constexpr float kStrongHit = 0.62F;  // a knowledge section that plainly is the answer
constexpr float kWeakHit = 0.40F;
constexpr float kSameWords = 0.85F;  // a section's own question, all but word for word
constexpr float kWholeName = 0.8F;   // an entity of the practice's own words, not of a part of them
constexpr std::size_t kFewWords = 6;
constexpr std::size_t kAsideWords = 4;  // "I want to go on the third": besides a day hardly anything
constexpr std::size_t kSpareWords = 2;  // "it's Maria Lopez": besides the answer nothing was said

constexpr std::string_view kKinds[] = {
    "emergency", "opt_out",      "opt_in",         "help_keyword",   "hand_over",     "set_field", "change_field", "choose_service",
    "choose",    "which_choice", "no_such_choice", "reject_choices", "other_choices", "confirm",   "deny",         "start_flow",
    "stop_flow", "answer",       "knowledge",      "introduce",      "speak",         "go_on",     "proceed",      "repeat",
    "hold_on",   "help",         "greet",          "thank",          "goodbye",       "wrong_number", "no_email",   "out_of_scope",
    "not_understood"};

struct Simple {
  std::string_view intent;
  CommandKind kind;
};
constexpr std::array<Simple, 6> kSmallTalk{{{"repeat", CommandKind::repeat},
                                            {"wait_hold_on", CommandKind::hold_on},
                                            {"help", CommandKind::help},
                                            {"goodbye", CommandKind::goodbye},
                                            {"wrong_number", CommandKind::wrong_number},
                                            {"greeting", CommandKind::greet}}};
/// Wishes about appointments: "can I cancel my appointment?" is one, though it reads like a question.
constexpr std::array<std::string_view, 5> kDoings{"book_appointment", "cancel", "confirm_appointment", "join_waitlist", "reschedule"};
constexpr std::array<std::string_view, 6> kAnswerable{"ask_hours",    "ask_location",  "ask_price",
                                                      "ask_services", "ask_insurance", "ask_prep_recovery"};

template <std::size_t N>
bool one_of(std::string_view text, const std::array<std::string_view, N> &list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

/// Reads one utterance; each step adds commands or leaves the rest to the next.
class Policy {
 public:
  Policy(const Setting &setting, const State &state, std::string_view text, const nlu::Analysis &analysis, base::Instant now)
      : setting_(setting),
        state_(state),
        text_(text),
        analysis_(analysis),
        now_(now),
        cues_(text),
        words_(cues_.words()),
        top_(cues_.readable() ? analysis.intents.front() : nlu::ScoredIntent{"out_of_scope", 0}) {}

  std::vector<Command> run() {
    if (analysis_.emergency.flag && !bare_keyword()) return {{CommandKind::emergency, analysis_.emergency.kind, {}}};
    if (is_text(state_.channel) && keyword()) return commands_;
    if (cues_.drops_it()) return {{CommandKind::stop_flow, {}, {}}};
    if (cues_.asks_who()) return {{CommandKind::introduce, {}, {}}};
    if (cues_.wants_language() && says_nothing_else()) return {{CommandKind::speak, {}, {}}};
    if (wants_person()) return {{CommandKind::hand_over, "asked", {}}};
    if (const std::string topic = topic_gone_on_with(); !topic.empty()) return {{CommandKind::answer, topic, {}}};
    const FieldReading reading = read_fields(setting_, state_, analysis_, text_);
    if (state_.expecting.kind == Expect::choice && choice(reading)) return std::move(commands_);
    take_fields(reading);
    if (state_.expecting.kind == Expect::confirmation) confirmation();
    if (state_.expecting.kind == Expect::more && !start_or_answer()) more();
    if (state_.expecting.kind != Expect::more) start_or_answer();
    if (commands_.empty()) small_talk();
    if (commands_.empty()) commands_.push_back(lost());
    return std::move(commands_);
  }

 private:
  void add(CommandKind kind, std::string name = {}, json::value value = nullptr) {
    commands_.push_back({kind, std::move(name), std::move(value)});
  }
  bool has(CommandKind kind) const {
    return std::any_of(commands_.begin(), commands_.end(), [&](const Command &command) { return command.kind == kind; });
  }
  bool in_flow() const { return !state_.frames.empty(); }
  bool asked(std::string_view field) const { return state_.expecting.kind == Expect::field && state_.expecting.name == field; }
  float likely(std::string_view intent) const {
    for (const nlu::ScoredIntent &scored : analysis_.intents) {
      if (scored.name == intent) return scored.confidence;
    }
    return 0;
  }
  bool word(std::initializer_list<std::string_view> any) const { return cues_.has(any); }
  bool question() const { return cues_.question(); }

  /// Nothing but the answer to what was asked: "it's Will Park" asks for no parking.
  bool bare_answer() const {
    if (!asked_was_set() || text_.find('?') != std::string_view::npos) return false;
    std::size_t covered = 0;
    std::uint32_t end = 0;
    for (const nlu::Entity &entity : analysis_.entities) {
      if (entity.start < end) continue;
      end = entity.end;
      covered += Cues(entity.text).words().size();
    }
    return covered + kSpareWords >= words_.size();
  }

  /// "What about Saturday?" after an answer asks the same of something else.
  std::string topic_gone_on_with() const {
    constexpr std::string_view kAnswered = "answer ";
    if (!cues_.goes_on_asking() || state_.expecting.kind == Expect::choice) return {};
    for (const json::value &command : base::array_at(state_.last_turn, "commands")) {
      if (command.is_string() && std::string_view(command.get_string()).starts_with(kAnswered))
        return std::string(std::string_view(command.get_string()).substr(kAnswered.size()));
    }
    return {};
  }

  /// The carriers' HELP or STOP as a whole text message, which the detector at most suspects.
  bool bare_keyword() const {
    constexpr float kSuspected = 0.5F;
    return is_text(state_.channel) && analysis_.emergency.confidence < kSuspected && compliance::classify_keyword(text_, compliance::Subscription::subscribed).exact;
  }

  bool keyword() {
    const compliance::KeywordMatch match = compliance::classify_keyword(
        text_, state_.disposition == "opted_out" ? compliance::Subscription::opted_out : compliance::Subscription::subscribed);
    // Words that could be meant for the conversation ("cancel", "end", "yes") are the carrier's only as a whole message outside of a flow.
    if (match.keyword == compliance::Keyword::none || (!match.exact && match.confidence < 0.6)) return false;
    // What merely resembles a call for help is answered in the conversation.
    if (match.keyword == compliance::Keyword::help && !match.exact) return false;
    const bool conversational = words_.size() == 1 && word({"cancel", "end", "quit", "yes", "help", "info", "ayuda", "si", "cancelar"});
    if (conversational && in_flow()) return false;
    switch (match.keyword) {
      case compliance::Keyword::stop: add(CommandKind::opt_out, match.exact ? "keyword" : "words"); return true;
      case compliance::Keyword::start: add(CommandKind::opt_in); return true;
      case compliance::Keyword::help: add(CommandKind::help_keyword); return true;
      case compliance::Keyword::none: break;
    }
    return false;
  }

  /// Only an aside: there is no service, name or time in it.
  bool says_nothing_else() const {
    return std::none_of(analysis_.entities.begin(), analysis_.entities.end(), [](const nlu::Entity &entity) {
      return entity.type == nlu::EntityType::service || entity.type == nlu::EntityType::person_name ||
             entity.type == nlu::EntityType::datetime || entity.type == nlu::EntityType::email;
    });
  }

  bool wants_person() const {
    if (top_.name != "speak_to_human" || top_.confidence < kLikely || names_catalogue_only()) return false;
    // "Someone else please", "somebody in Gilroy", "is three pm free?" are about the visit, not about who answers.
    return !cues_.wants_another() && (cues_.names_talking() || !says_where_or_when());
  }
  bool says_where_or_when() const {
    return std::ranges::any_of(analysis_.entities, [](const nlu::Entity &entity) {
      return entity.type == nlu::EntityType::location || entity.type == nlu::EntityType::datetime;
    });
  }
  /// "Doctor Chen" while a provider is asked for is no cry for a person.
  bool names_catalogue_only() const {
    return (asked("provider") || asked("name")) &&
           std::any_of(
               analysis_.entities.begin(), analysis_.entities.end(),
               [](const nlu::Entity &e) { return e.type == nlu::EntityType::provider || e.type == nlu::EntityType::person_name; }) &&
           top_.confidence < kSure;
  }

  bool choice(const FieldReading &reading) {
    if (const auto numbered = number_of_list()) {
      add(CommandKind::choose, {}, *numbered);
      return true;
    }
    if (const auto named = appointment_named(reading)) {
      add(CommandKind::choose, {}, *named);
      return true;
    }
    const SlotsOnTable table(state_.offered, setting_);
    nlu::Context context;
    context.now = now_;
    context.zone = setting_.zone();
    context.country = setting_.practice().country;
    context.language = analysis_.language;
    const auto selection = scheduling::select_slot(table.slots, text_, context, stored_preference(), table.names);
    using Outcome = scheduling::Selection::Outcome;
    // "Do you take Delta Dental?" shares a word with the place; it is a question all the same.
    const bool asks = question() && top_.confidence >= kSure && one_of(top_.name, kAnswerable) && top_.name != "ask_hours";
    if (asks && selection.outcome != Outcome::selected && selection.outcome != Outcome::new_request) return false;
    switch (selection.outcome) {
      case Outcome::selected:
        take_contact(reading);
        add(CommandKind::choose, {}, static_cast<std::int64_t>(*selection.index));
        return true;
      case Outcome::ambiguous: add(CommandKind::which_choice, {}, indexes(selection.candidates)); return true;
      case Outcome::rejected: add(CommandKind::reject_choices); return true;
      case Outcome::no_match:
        if (question() && top_.confidence >= kLikely && one_of(top_.name, kAnswerable)) return false;
        if (const json::value *wish = new_wish(reading)) {
          add(CommandKind::other_choices, {}, *wish);
          return true;
        }
        add(CommandKind::no_such_choice);
        return true;
      case Outcome::new_request:
        if (top_.name == "ask_hours" && top_.confidence >= kSure) return false;
        add(CommandKind::other_choices, {},
            selection.request ? json::value(nlu::to_json(nlu::merge(stored_preference(), *selection.request))) : json::value(nullptr));
        return true;
      case Outcome::not_a_selection: return false;
    }
    return false;
  }

  /// A written list is numbered: "1" is its first line, though that line may begin at one o'clock or not.
  std::optional<std::int64_t> number_of_list() const {
    if (!is_text(state_.channel) || words_.size() != 1 || words_.front().size() != 1 || state_.offered.size() < 2) return std::nullopt;
    const std::int64_t index = words_.front()[0] - '1';
    return index >= 0 && index < static_cast<std::int64_t>(state_.offered.size()) ? std::optional(index) : std::nullopt;
  }

  /// "The filling", of the appointments there are.
  std::optional<std::int64_t> appointment_named(const FieldReading &reading) const {
    if (state_.expecting.name != "appointments") return std::nullopt;
    const auto said =
        std::find_if(reading.found.begin(), reading.found.end(), [](const FoundField &found) { return found.field == "service"; });
    if (said == reading.found.end()) return std::nullopt;
    std::optional<std::int64_t> which;
    for (std::size_t i = 0; i < state_.offered.size(); ++i) {
      if (base::string_at(state_.offered[i].as_object(), "service") != base::string_at(said->value.as_object(), "id")) continue;
      if (which) return std::nullopt;
      which = static_cast<std::int64_t>(i);
    }
    return which;
  }

  /// Ways to reach the person, said along with a choice.
  void take_contact(const FieldReading &reading) {
    for (const FoundField &found : reading.found) {
      if (found.field == "email" || found.field == "phone") add(CommandKind::set_field, found.field, found.value);
    }
  }

  /// Times that were not asked for yet: what is on the table does not have them, but the calendar may.
  const json::value *new_wish(const FieldReading &reading) const {
    const json::value *stored = state_.fields.if_contains("preference");
    for (const FoundField &found : reading.found) {
      if (found.field == "preference" && (!stored || *stored != found.value)) return &found.value;
    }
    return nullptr;
  }

  static json::array indexes(const std::vector<std::size_t> &candidates) {
    json::array out;
    for (const std::size_t candidate : candidates) out.push_back(static_cast<std::int64_t>(candidate));
    return out;
  }

  nlu::Preference stored_preference() const {
    if (const json::value *value = state_.fields.if_contains("preference"); value && value->is_object()) {
      if (auto stored = nlu::preference_from_json(value->get_object())) return *stored;
    }
    return {};
  }

  void take_fields(const FieldReading &reading) {
    if (!reading.ambiguous.empty() && reading.ambiguous == "service" && (in_flow() || top_.name == "book_appointment")) {
      json::array ids;
      for (const std::string &id : reading.choices) ids.emplace_back(json::string(id));
      add(CommandKind::choose_service, {}, std::move(ids));
    }
    const bool whole_service = std::any_of(reading.found.begin(), reading.found.end(),
                                           [](const FoundField &f) { return f.field == "service" && f.confidence >= kWholeName; });
    orders_ = whole_service && !question();
    for (const FoundField &found : reading.found) {
      if (wanted(found)) add(CommandKind::set_field, found.field, found.value);
    }
    if (has(CommandKind::set_field)) return;
    if (asked("email") && word({"don't", "dont", "no", "none", "without", "ninguno", "sin"}) &&
        (word({"have", "email", "tengo", "correo", "got"}) || words_.size() == 1))
      add(CommandKind::no_email);
    const std::string_view field = mentioned_field(text_);
    const bool open_to_change = asked("change") || (in_flow() && cues_.doubts_value() && state_.expecting.kind != Expect::field);
    if (open_to_change && !field.empty()) add(CommandKind::change_field, std::string(field));
  }

  /// Is what was found meant for the form? What was asked for always is; the rest while it is new or in a flow that collects it.
  bool wanted(const FoundField &found) const {
    if (found.field == "message") return !question() || top_.confidence < kSure;
    // "How much is whitening?" asks about a service, and is no order for it.
    const bool inquires = question() && one_of(top_.name, kAnswerable) && top_.confidence >= kPossible;
    // "Can you help me find a dermatologist?" does order one, though it sounds like a question about the place.
    const bool finds = cues_.seeks() && (top_.name == "ask_location" || top_.name == "ask_services");
    if (found.field == "service" && inquires && !finds) return false;
    if (found.field == "preference") return wants_time();
    if (asked(found.field)) return true;
    // Part of a name may choose a service, not change it: "any day the week after" means no two-week touch-up.
    if (found.field == "service" && found.confidence < kWholeName)
      return !state_.fields.contains("service") && state_.expecting.kind != Expect::field && seeks_visit();
    if (asked("message")) return found.field == "phone";
    if (found.field == "location") return !(question() && top_.name == "ask_location" && cues_.asks_the_way());
    if (found.field == "patient_type") return in_flow() || orders_ || top_.name == "book_appointment" || top_.name == "new_patient";
    if (found.field == "name") return found.confidence >= 0.5F;
    return true;
  }

  /// Is a time that was found one to come at? "Are you open on Saturday?" asks for hours, not for an appointment.
  bool wants_time() const {
    const bool orders = word({"make", "book", "get", "schedule", "change", "move", "reserve", "agendar", "cambiar"});
    if (cues_.only_for_now() && !orders) return false;
    const bool asks_hours = top_.name == "ask_hours" || likely("ask_hours") > kLikely;
    if (asks_hours && question() && !(in_flow() && cues_.proposes())) return false;
    if (asked("preference")) return true;
    if (asked("message") || (asks_hours && !in_flow())) return false;
    const bool plain = !question() && (words_.size() <= kFewWords || little_besides(nlu::EntityType::preference));
    return in_flow() || orders_ || seeks_visit() || (plain && top_.name != "goodbye" && top_.name != "deny");
  }

  /// "On the seventh at three, please": hardly a word says anything else.
  bool little_besides(nlu::EntityType type) const {
    return std::ranges::any_of(analysis_.entities, [&](const nlu::Entity &entity) {
      return entity.type == type && words_.size() <= Cues(entity.text).words().size() + kAsideWords;
    });
  }

  /// Does the person speak of coming at all?
  bool seeks_visit() const {
    return one_of(top_.name, kDoings) || top_.name == "new_patient" || word({"book", "schedule", "reserve", "agendar", "agende", "reservar"});
  }

  void confirmation() {
    const bool sets = has(CommandKind::set_field);
    std::optional<bool> answer;
    for (const nlu::Entity &entity : analysis_.entities) {
      if (entity.type == nlu::EntityType::boolean) answer = std::get<nlu::Boolean>(entity.value).value;
    }
    if (!answer) answer = cues_.gesture();
    if (!answer && cues_.wants_another()) answer = false;
    if (!answer && top_.confidence >= kLikely && top_.name == "affirm") answer = true;
    if (!answer && top_.confidence >= kLikely && (top_.name == "deny" || top_.name == "cancel")) answer = false;
    if (has(CommandKind::change_field) || (sets && changes_something())) return;  // read back anew after the change
    if (!answer) return;
    std::erase_if(commands_, [](const Command &command) { return command.kind == CommandKind::set_field; });
    add(*answer ? CommandKind::confirm : CommandKind::deny);
  }

  /// Does a field that was set differ from what is known? "Yes, the Botox on Monday" repeats, it does not correct.
  bool changes_something() const {
    return std::any_of(commands_.begin(), commands_.end(), [&](const Command &command) {
      if (command.kind != CommandKind::set_field) return false;
      if (command.name == "preference") return !same_as_chosen(command.value);
      const json::value *known = state_.fields.if_contains(command.name);
      return !known || *known != command.value;
    });
  }
  bool same_as_chosen(const json::value &preference) const {
    const json::value *slot = state_.fields.if_contains("slot");
    const auto read =
        preference.is_object() ? nlu::preference_from_json(preference.get_object()) : base::Result<nlu::Preference>(nlu::Preference{});
    if (!slot || !slot->is_object() || !read) return false;
    const auto start = base::parse_rfc3339(base::string_at(slot->get_object(), "start"));
    return start && nlu::satisfies(*read, setting_.zone().local(*start));
  }

  /// Starts a flow, answers a question, or stops what runs. True when anything was added.
  bool start_or_answer() {
    const std::size_t before = commands_.size();
    const bool answered = asked_was_set();
    if (bare_answer() || (asked("message") && has(CommandKind::set_field))) return true;
    if (!has(CommandKind::confirm) && !has(CommandKind::deny) && !does_rather_than_asks()) questions(answered);
    flows(answered);
    return commands_.size() > before;
  }

  bool asked_was_set() const {
    return state_.expecting.kind == Expect::field && std::any_of(commands_.begin(), commands_.end(), [&](const Command &command) {
             return command.kind == CommandKind::set_field && asked(command.name);
           });
  }

  /// The intent that flows are looked up by. What resembles an emergency but is none is a question for the clinical team.
  std::string_view intent() const { return top_.name == "emergency" ? std::string_view("clinical_question") : std::string_view(top_.name); }

  /// Is it a wish a flow fulfils, rather than a question the practice's sections answer?
  bool does_rather_than_asks() const {
    if (top_.confidence < kSure || !setting_.flows().for_intent(intent())) return false;
    if (one_of(top_.name, kDoings)) return setting_.knowledge().find(text_).score < kSameWords && !asks_about_policy();
    if (top_.name == "new_patient" && setting_.knowledge().find(text_).score >= kSameWords) return false;
    return !question() && intent() != "clinical_question";
  }
  bool asks_about_policy() const { return word({"policy", "fee", "fees", "charge", "penalty", "politica", "cobran", "multa", "cargo"}); }

  /// A service is named or was talked about: "how long does it take?" is about that one.
  bool has_subject() const {
    return !state_.last_topic.empty() || state_.fields.contains("service") ||
           std::any_of(analysis_.entities.begin(), analysis_.entities.end(),
                       [](const nlu::Entity &entity) { return entity.type == nlu::EntityType::service; });
  }

  void questions(bool answered) {
    const bool asks = question();
    if (cues_.asks_duration()) return add(CommandKind::answer, "ask_services");  // of nothing in particular: what there is
    if (cues_.asks_for_parking()) return add(CommandKind::answer, "ask_location");
    if (cues_.asks_for_providers() && !answered) return add(CommandKind::answer, "ask_services");
    if (intent() == "clinical_question" && top_.confidence >= kLikely) return;  // the clinical team answers those, no text of the practice's
    const KnowledgeHit hit = setting_.knowledge().find(text_);
    const bool plain = hit.score >= kStrongHit && (asks || !answered);
    const float bar = asks ? (answered ? kLikely : kPossible) : (answered || in_flow() ? kSure : kLikely);
    const bool answerable = one_of(top_.name, kAnswerable) && top_.confidence >= bar;
    if (plain && (asks || answerable || !in_flow())) return add(CommandKind::knowledge, hit.section->id);
    if (answerable) return add(CommandKind::answer, std::string(top_.name));
    if (!asks || answered) return;
    if (hit.score >= kWeakHit) return add(CommandKind::knowledge, hit.section->id);
    for (const std::string_view topic : kAnswerable) {
      if (likely(topic) >= kPossible) return add(CommandKind::answer, std::string(topic));
    }
  }

  void flows(bool answered) {
    if (has(CommandKind::change_field)) return;
    if (has(CommandKind::answer) || has(CommandKind::knowledge)) {
      if (likely("book_appointment") < kLikely) return;  // "… and can I book?" still starts the booking
    }
    const Flow *flow = setting_.flows().for_intent(intent());
    const std::string_view running = in_flow() ? std::string_view(state_.frames.back().flow) : std::string_view();
    const bool of_an_appointment = word({"appointment", "appt", "cita", "visit"});
    // "No, can it be at eleven?" corrects; it drops nothing.
    const bool stops = top_.name == "cancel" && running == "book" && !of_an_appointment && !has(CommandKind::set_field);
    if (stops && !answered && top_.confidence >= kLikely && !has(CommandKind::deny)) return add(CommandKind::stop_flow);
    if (!flow || flow->name == running) return;
    // The team has the conversation already and reads every text.
    if (state_.phase == Phase::handed_over && is_text(state_.channel) && flow->name == "message") return;
    const bool leaves = in_flow();
    const bool asked_something = state_.expecting.kind == Expect::field || state_.expecting.kind == Expect::confirmation;
    if (leaves && (answered || has(CommandKind::confirm) || has(CommandKind::deny))) return;
    const float bar = leaves && asked_something ? kSure : kLikely;
    if (top_.confidence < bar) return;
    if (leaves && flow->name == "book" && (running == "reschedule" || running == "waitlist" || running == "message")) return;
    if (leaves && flow->name == "message" && intent() != "clinical_question") return;
    // Another time for what is being booked is part of the booking, and so is why somebody comes.
    if (running == "book" && flow->name == "reschedule" && !of_an_appointment) return;
    if (running == "book" && flow->name == "message" && !question()) return;
    add(CommandKind::start_flow, flow->name, json::string(intent()));
  }

  void more() {
    if (!commands_.empty()) return;
    const bool no = top_.name == "deny" || top_.name == "goodbye" || boolean() == std::optional(false) || word({"nope", "no", "nada"});
    if (no) return add(CommandKind::goodbye);
    if (word({"thanks", "thank", "gracias", "ty", "thx"})) return add(CommandKind::thank);
    if (top_.name == "affirm" || boolean() == std::optional(true)) add(CommandKind::go_on);
  }
  std::optional<bool> boolean() const {
    for (const nlu::Entity &entity : analysis_.entities) {
      if (entity.type == nlu::EntityType::boolean) return std::get<nlu::Boolean>(entity.value).value;
    }
    return std::nullopt;
  }

  void small_talk() {
    if (words_.size() <= 4 && word({"thanks", "thank", "gracias", "thx", "ty"})) return add(CommandKind::thank);
    for (const Simple &talk : kSmallTalk) {
      if (top_.name != talk.intent || top_.confidence < kLikely) continue;
      // A single word in answer to a question is more likely a bad answer than small talk.
      const bool unsure = in_flow() && top_.confidence < kSure;
      if (unsure && (talk.kind == CommandKind::goodbye || (words_.size() == 1 && talk.kind != CommandKind::repeat))) continue;
      // Who is in the middle of something and names no number has not dialled a wrong one.
      const bool names_number = word({"wrong", "number", "called", "equivocado", "equivocada", "equivoque", "numero"});
      if (talk.kind == CommandKind::wrong_number && in_flow() && !names_number) continue;
      return add(talk.kind);
    }
    if (state_.expecting.kind == Expect::nothing && !in_flow() && state_.phase != Phase::handed_over) {
      const bool was_asked = state_.last_said.find('?') != std::string::npos;
      if (top_.name == "affirm" && top_.confidence >= kLikely) {
        return was_asked ? add(CommandKind::start_flow, "book", json::string("affirm")) : add(CommandKind::stop_flow);
      }
      if (top_.name == "deny" && top_.confidence >= kLikely) return add(CommandKind::goodbye);
    }
    if (in_flow() && goes_along()) return add(CommandKind::proceed);
    if (top_.name == "out_of_scope" && top_.confidence >= kSure && state_.expecting.kind != Expect::field) add(CommandKind::out_of_scope);
  }

  /// "Yes, please book it" while a time is asked for: neither an answer nor a misunderstanding.
  bool goes_along() const {
    if (top_.confidence < kLikely || state_.expecting.kind == Expect::confirmation) return false;
    const Flow *flow = setting_.flows().for_intent(intent());
    const std::string_view running = state_.frames.back().flow;
    const bool of_booking = running == "book" && (top_.name == "affirm" || intent() == "clinical_question" || top_.name == "reschedule");
    return of_booking || (flow && flow->name == running);
  }

  Command lost() const { return {CommandKind::not_understood, {}, nullptr}; }

  const Setting &setting_;
  const State &state_;
  std::string_view text_;
  const nlu::Analysis &analysis_;
  base::Instant now_;
  const Cues cues_;
  const std::vector<std::string> &words_;
  const nlu::ScoredIntent top_;  ///< of an unreadable text: none
  std::vector<Command> commands_;
  bool orders_ = false;  ///< names a service outright: what else is said belongs to the visit
};

}  // namespace

std::string_view command_key(CommandKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::vector<Command> understand(const Setting &setting, const State &state, std::string_view text, const nlu::Analysis &analysis,
                                base::Instant now) {
  return Policy(setting, state, text, analysis, now).run();
}

}  // namespace callwell::dialog
