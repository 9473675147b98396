// Emergency detection, before anything else is understood. Two opinions are weighed: a trained model of whole utterances,
// and a lexicon of red flags (what fails × in whom or where) that doubts itself where the words around it speak of the past,
// of what is not, of what might be or of something else altogether. Missing one is worse than asking once too often.
#include <algorithm>
#include <array>

#include "nlu/signals.hpp"
#include "nlu/signals_models.hpp"
#include "nlu/tokens.hpp"

namespace callwell::nlu {

namespace {

constexpr std::size_t kWordsRead = 400;     // of a long message; the model reads its first hundred
constexpr std::size_t kReach = 9;           // words within which a red flag's parts must stand
constexpr float kFlagAt = 0.30F;            // chosen for recall on the hand-written set
constexpr float kClear = 0.92F, kDoubtful = 0.25F;

/// Words of a group, parted by spaces; * stands for any ending, _ for a space.
struct RedFlag {
  std::string_view kind;
  std::array<std::string_view, 3> groups;  ///< each must be met; empty ones are not asked for
};

constexpr std::string_view kPerson = "i im he she they we my his her baby bebe mom dad son daughter wife husband kid mi el ella hijo hija mama papa esposo esposa se me le esta estoy";

constexpr RedFlag kRedFlags[] = {
    {"breathing", {"cant cannot can't barely hardly trouble difficulty struggl* stopped not isnt isn't unable hard no apenas dificultad dejo", "breath* breathe* respir* air aire", kPerson}},
    {"breathing", {"choking chok* suffocat* asfixi* ahogando ahoga atraganto atoro gasping gasp*", kPerson, ""}},
    {"breathing", {"falta faltando", "aire", ""}},
    {"breathing", {"oxygen oxigeno sats oximeter saturacion", "low drop* dropping eighty seventy ochenta setenta baj*", ""}},
    {"chest_pain", {"chest pecho", "pain* hurt* tight* pressure crush* squeez* heavy heaviness burning duele dolor presion opresion aprieta peso punzada", ""}},
    {"chest_pain", {"heart corazon", "attack racing pounding stopping infarto acelera skipping", kPerson}},
    {"chest_pain", {"infarto", "dando tiene esta creo", ""}},
    {"stroke", {"face cara boca mouth arm brazo side lado speech words habla*", "droop* numb slur* torci* chuec* dormi* paraliz* enredad* garbled crooked weak jumbled", ""}},
    {"stroke", {"stroke derrame embolia", "having dando tiene think creo", ""}},
    {"self_harm", {"kill matar* hurt* suicid* quitarme quitarse cortarme dano end ending", "myself himself herself vida life suicid* me matarme", ""}},
    {"self_harm", {"dont don't not no ya", "live alive vivir here existir wake", "want wanna quiero anymore quiere"}},
    {"self_harm", {"want wanna wish quiero quiere going", "die dead morir morirme dying muerto", ""}},
    {"bleeding", {"bleed* blood sangr* gushing spurting hemorrag* hemorrhag*", "wont won't stop gushing lot heavily everywhere badly mucho mucha para soak* vomit* throwing cough* pouring chorros", ""}},
    {"anaphylaxis", {"throat tongue lips garganta lengua labios cara face", "swell* swollen clos* hinch* cierra cerrando itchy tight fat", ""}},
    {"anaphylaxis", {"allergic alergica anaphyla* anafila*", "reaction reaccion shock", "having tengo tiene severe bad swelling dando"}},
    {"overdose_poison", {"overdos* sobredosis poison* veneno bleach cloro lejia antifreeze", kPerson, "took take drank swallow* tomo tome bebio trago ate ingirio drink overdosed tiene"}},
    {"overdose_poison", {"took swallowed tomo tome trago ate", "bottle frasco handful many bunch all todas muchas puno", "pills pastillas tylenol medicine medicina meds"}},
    {"vision", {"see vision sight veo vista blind ciego ciega ve", "cant can't lost blurry gone black suddenly no borroso perdi negro nublo half", "filler relleno eye ojo injection inyeccion sudden* repente side one un"}},
    {"infant", {"baby newborn infant bebe nacido month week mes meses semanas", "fever fiebre calentura limp blue unresponsive temp temperature floppy morado flojito", ""}},
    {"pregnancy", {"pregnant weeks embarazada semanas pregnancy", "bleed* sangr* broke rompio moving mueve contractions contracciones cramping fluid", ""}},
    {"pregnancy", {"water fuente", "broke broken rompio", ""}},
    {"trauma", {"bone hueso finger dedo", "sticking see hanging ve salio salido cut off", kPerson}},
    {"trauma", {"fell hit crash* shot stabbed cayo golpeo choco atropell* apunal*", "unconscious confused move wake vomit* despierta mueve responde inconsciente respond* head", "cant can't wont won't no not and y isnt isn't"}},
    {"seizure_unconscious", {"seizure seizing seizures convuls* unconscious inconsciente unresponsive collapsed desmayo desplomo", kPerson, "is having just now esta and not y wont again keeps se"}},
    {"seizure_unconscious", {"wont won't cant can't not no isnt isn't hasnt hasn't", "wake waking woken despierta responde responding reacciona", ""}},
    {"violence", {"hitting beating pegando golpeando golpeo raped violo gun pistola knife cuchillo strangled ahorco", "me him husband boyfriend esposo pareja ex novio marido", ""}},
    {"other", {"ambulance ambulancia", "send need call manden necesito llame", ""}},
};

/// What makes a red flag doubtful, wherever it stands in the sentence.
constexpr std::string_view kElsewhere =
    "movie show book game novel news dog cat puppy perro gato pet perrito play ago years year ago pasado hace records record bill class classes clase curso "
    "group grupo prevention support if si follow referral history chart cleared stopped resolved anymore gone used once college laughing dying_to contact contacto money "
    "dinero copays forms price factura invoice cuenta report risk cause causes causa safe possible what cuales sintomas signs appointment_for nurse firefighter paramedic bombero";
constexpr std::string_view kNegations = "no not never without sin nunca isn't isnt don't dont nope none ni tampoco";

/// Is `word` (folded) among the words of `group`?
bool in_group(std::string_view group, std::string_view word) {
  while (!group.empty()) {
    const std::size_t space = group.find(' ');
    std::string_view entry = group.substr(0, space);
    group = space == std::string_view::npos ? std::string_view{} : group.substr(space + 1);
    if (!entry.empty() && entry.back() == '*' ? word.starts_with(entry.substr(0, entry.size() - 1)) : word == entry) return true;
  }
  return false;
}

/// Do all the groups of a red flag occur within `kReach` words of each other? Then where the stretch begins.
bool met(const RedFlag &flag, const std::vector<Token> &tokens, std::size_t begin) {
  const std::size_t end = std::min(tokens.size(), begin + kReach);
  return std::all_of(flag.groups.begin(), flag.groups.end(), [&](std::string_view group) {
    return group.empty() || std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(begin), tokens.begin() + static_cast<std::ptrdiff_t>(end),
                                        [&](const Token &token) { return in_group(group, token.text); });
  });
}

bool doubtful(const std::vector<Token> &tokens, std::size_t at) {
  const bool elsewhere = std::any_of(tokens.begin(), tokens.end(), [](const Token &token) { return in_group(kElsewhere, token.text); });
  const std::size_t from = at < 2 ? 0 : at - 2;
  return elsewhere || std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(from), tokens.begin() + static_cast<std::ptrdiff_t>(at + 1),
                                  [](const Token &token) { return in_group(kNegations, token.text); });
}

struct Lexical {
  std::string_view kind;
  float confidence = 0;
};

Lexical read_red_flags(const std::vector<Token> &tokens) {
  Lexical best;
  for (const RedFlag &flag : kRedFlags) {
    for (std::size_t begin = 0; begin < tokens.size(); ++begin) {
      if (!in_group(flag.groups[0], tokens[begin].text)) continue;
      const std::size_t from = begin < kReach / 2 ? 0 : begin - kReach / 2;
      if (!met(flag, tokens, from) && !met(flag, tokens, begin)) continue;
      const float confidence = doubtful(tokens, begin) ? kDoubtful : kClear;
      if (confidence > best.confidence) best = {flag.kind, confidence};
    }
  }
  return best;
}

}  // namespace

Emergency detect_emergency(std::string_view text) {
  const std::vector<Token> tokens = tokenize(text, kWordsRead);
  if (tokens.empty()) return {};
  float model = 0;
  std::string kind;
  for (const ScoredIntent &guess : emergency_model().classify(text)) {
    if (guess.name == "none") {
      model = 1 - guess.confidence;
    } else if (kind.empty()) {
      kind = guess.name;
    }
  }
  const Lexical lexical = read_red_flags(tokens);
  Emergency found;
  // Either may be wrong alone: the lexicon's word counts less where the model is sure of the contrary.
  found.confidence = std::clamp(std::max(model, 0.55F * lexical.confidence * (0.35F + model) + 0.65F * model), 0.0F, 1.0F);
  found.flag = found.confidence >= kFlagAt;
  if (found.confidence >= 0.05F) found.kind = model < 0.5F && lexical.confidence > model ? std::string(lexical.kind) : kind;
  return found;
}

}  // namespace callwell::nlu
