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
constexpr float kFlagAt = 0.20F;            // chosen for recall on the hand-written set
constexpr float kClear = 1, kDoubtful = 0.25F;
constexpr float kSureAlone = 0.8F;          // the model's word about a text without a word of danger
constexpr std::size_t kWordsAlone = 4, kWordsOfName = 3;
constexpr float kSureOfFew = 0.5F;

/// Words of a group, parted by spaces; * stands for any ending, _ for a space.
struct RedFlag {
  std::string_view kind;
  std::array<std::string_view, 3> groups;  ///< each must be met; empty ones are not asked for
};

constexpr std::string_view kPerson =
    "i im i'm he he's hes she she's shes they we my his her baby bebe mom dad son daughter wife husband kid toddler someone mi el ella hijo hija mama papa "
    "esposo esposa se me le esta estoy nino nina abuel*";

constexpr RedFlag kRedFlags[] = {
    {"breathing", {"cant cannot can't barely hardly trouble struggl* stopped isn't isnt not no apenas dificultad dejo casi", "breath* breathe* respir*", kPerson}},
    {"breathing", {"catch get enough agarrar jalar", "breath air aire", "cant can't cannot trouble puedo puede"}},
    {"breathing", {"choking suffocat* asfixi* ahogando ahoga atraganto atoro atragant* gasping wheez* winded", kPerson, ""}},
    {"breathing", {"falta faltando", "aire", ""}},
    {"breathing", {"blue morado morada moradit* azul gris gray grey", "lips face turn* skin baby he he's she she's labios pone puso poniendo collapsed", ""}},
    {"breathing", {"oxygen oxigeno sats oximeter saturacion number", "low drop* eighty seventy ochenta setenta bajando", ""}},
    {"breathing", {"lungs", "water burn* full", ""}},
    {"chest_pain", {"chest pecho", "pain* hurt* hurting tight* pressure crush* squeez* heavy heaviness burning worse duele dolor presion opresion aprieta peso punzada thing elephant sitting", ""}},
    {"chest_pain", {"heart heart's corazon", "attack racing pounding stopping infarto acelera fluttering", kPerson}},
    {"chest_pain", {"infarto", "dando tiene esta creo", ""}},
    {"chest_pain", {"pain ripped tearing", "shoulder blades", "between"}},
    {"chest_pain", {"defibrillator pacemaker desfibrilador", "shock* dio", ""}},
    {"stroke", {"face cara boca mouth arm brazo side lado speech words habla* eyelid eyelid's body", "droop* numb slur* torci* chuec* dormi* paraliz* enredad* garbled crooked weak jumbled raro", ""}},
    {"stroke", {"cant can't cannot not no couldn't", "talk speak walk move lift stand think hablar mover caminar", "now suddenly straight arm leg brazo pierna words side right raro"}},
    {"stroke", {"stroke derrame embolia", "having dando tiene think creo", ""}},
    {"stroke", {"worst peor", "headache", "life vida sudden"}},
    {"stroke", {"double doble two", "seeing veo", ""}},
    {"self_harm", {"kill matar* hurt* suicid* quitarme quitarse cortarme dano end ending cutting", "myself himself herself vida life matarme wrists venas baby people husband wife him", "thinking think want going feel might i pensando quiero voy"}},
    {"self_harm", {"suicidal matarme suicidarme suicidarse", "", ""}},
    {"self_harm", {"cut slit corto cortado", "wrists venas", ""}},
    {"self_harm", {"dont don't not never no", "live alive vivir here existir wake exist", "want wanna quiero anymore quiere wish"}},
    {"self_harm", {"want wanna wish quiero quiere", "die dead morir morirme", ""}},
    {"self_harm", {"roof bridge ledge puente azotea", "standing jump parado saltar", ""}},
    {"self_harm", {"goodbye adios despidame", "me", "tell trying for digale"}},
    {"self_harm", {"pistola gun rope pastillas pills soga", "aguanto vivir end over quiero anymore", ""}},
    {"self_harm", {"voices voces", "telling tell dicen", ""}},
    {"bleeding", {"bleed* blood sangr* gushing spurting squirting hemorrag* hemorrhag*", "wont won't stop gushing lot heavily everywhere badly bad mucho mucha para soak* vomit* throwing cough* spit* pouring chorros saw hour", ""}},
    {"bleeding", {"vomito vomit* throwing coughing spitting tosi*", "blood sangre rust", ""}},
    {"bleeding", {"soak* clots coagulos pouring squirting", "pad red through clots bandage blood half it's", ""}},
    {"bleeding", {"thinners anticoagulantes warfarin* eliquis xarelto", "head cabeza hit fell pegue cai", ""}},
    {"anaphylaxis", {"throat tongue tongue's lips garganta lengua labios cara face", "swell* swollen clos* hinch* cierra cerrando itchy tight fat blew balloon*", ""}},
    {"anaphylaxis", {"allergic alergica anaphyla* anafila*", "reaction reaccion shock", "having tengo tiene severe bad swelling dando"}},
    {"anaphylaxis", {"hives ronchas stung", "swallow tragar throat breath* faint pass tongue tongue's", ""}},
    {"overdose_poison", {"overdos* sobredosis poison* veneno bleach cloro lejia antifreeze ammonia fumes methadone fentanyl", "took take drank drink swallow* tomo tome bebio trago ate ingirio overdosed tiene mixed breathed inhal* drinks", ""}},
    {"overdose_poison", {"took swallowed tomo tome trago ate", "bottle frasco handful many bunch all todas muchas puno mistake", "pills pastillas tylenol medicine medicina meds advil frasco bottle dad's"}},
    {"overdose_poison", {"double doubled doble", "insulin insulina dose dosis", ""}},
    {"vision", {"see vision sight veo vista blind ciego ciega ve looking", "cant can't lost blurry blurred gone black suddenly no borroso perdi negro nublo half missing woke", "filler relleno eye eye's ojo injection inyeccion sudden* repente side one un left right trough"}},
    {"vision", {"eye eyes ojo ojos", "metal bleach cloro chemical acid hanging shot blind", ""}},
    {"vision", {"filler fillers injection relleno", "white blotchy mottled blue purple dusky droop* blanca morada", ""}},
    {"infant", {"baby newborn infant bebe nacido month week mes meses semanas", "fever fiebre calentura limp blue unresponsive temp floppy morado flojito", "baby newborn infant bebe nacido old he she mi my"}},
    {"infant", {"baby newborn infant bebe nacido", "wet diaper panal soft sunken hundida despierta wake bulging", ""}},
    {"pregnancy", {"pregnant weeks embarazada semanas", "bleed* sangr* blood broke rompio moving mueve contractions contracciones cramping fluid gushing spots", ""}},
    {"pregnancy", {"water fuente", "broke broken rompio", ""}},
    {"pregnancy", {"baby bebe", "moving moved mueve movido kicking", "isn't isnt hasn't not no stopped"}},
    {"trauma", {"bone bone's hueso finger dedo", "sticking see ve salio salido off", ""}},
    {"trauma", {"fell hit crash* shot stabbed cayo golpeo atropell* apunal*", "unconscious confused wake vomit* despierta mueve responde inconsciente answering remember question asking", ""}},
    {"trauma", {"burn* burned quemo queme fire aceite", "chest face cara pecho whole arms cuerpo", kPerson}},
    {"trauma", {"ahorco strangl* choked", "me my her", ""}},
    {"trauma", {"legs piernas", "feel siento move mover", "can't cant no"}},
    {"seizure_unconscious", {"seizure seizing seizures convuls* unconscious inconsciente unresponsive collapsed desmayo desplomo fainted", kPerson, "is having just now esta and not y again keeps se won't wont"}},
    {"seizure_unconscious", {"passed blacked", "out", "times twice hit woke head keeps i've"}},
    {"seizure_unconscious", {"shaking temblando convulsing jerking", "eyes floor piso over rolled ojos", kPerson}},
    {"seizure_unconscious", {"wont won't cant can't not no isnt isn't hasnt hasn't", "wake waking woken despierta responde responding reacciona answering", kPerson}},
    {"seizure_unconscious", {"sugar azucar glucosa glucose", "thirty thirties shaky shaking confused low temblando confundido confundida treinta forty cuarenta", "is esta en at reads"}},
    {"infection", {"fever fiebre", "neck cuello confused confundido chills rash", "won't wont stiff bend tieso high confused doesn't dobla purple"}},
    {"infection", {"incision wound stitches herida puntos", "opened open split abrio abrieron burst", ""}},
    {"infection", {"swelling swollen hinch*", "swallow tragar neck", "tooth muela jaw tongue throat cara diente"}},
    {"violence", {"hitting beating pegando golpeando golpeo raped violo gun pistola knife cuchillo", "me him husband boyfriend esposo pareja ex novio marido", ""}},
    {"other", {"ambulance ambulancia", "send need call manden necesito llame", ""}},
    {"other", {"swallowed trago", "battery batteries magnet magnets pila pilas iman needle aguja", ""}},
    {"other", {"swollen hinchad* leg pierna calf", "breath aire", "short falta can't"}},
    {"other", {"cant can't puedo puede not", "pee urinate orinar swallow tragar", "all day night burst hold head ayer"}},
    {"other", {"yellow amarill*", "confused bruising confundid*", ""}},
};

/// Phrases that make a red flag doubtful, wherever they stand: the past, the possible, the fictional, the administrative.
constexpr std::string_view kElsewhere[] = {
    "movie", "the show", "in a play", "video game", "novel", "anatomy", "my dog", "my cat", "our dog", "our cat", "puppy", "mi perro", "mi gato", "perrito", "years ago", "year ago",
    "last year", "last summer", "months ago", "days ago", "ano pasado", "mes pasado", "hace anos", "back in", "when i was a", "used to", "in college", "records", "the bill",
    "support group", "prevention", "class schedule", "first aid", "primeros auxilios", "signs of", "sintomas de", "a risk", "side effect", "what if", "if i ", "if my ", "if someone",
    "if somebody", "what should i keep", "do people", "does the", "can the", "si me da", "si mi ", "algun dia", "que hago si", "stopped", "resolved", "all better", "fine now", "healed",
    "cleared", "ya se quito", "ya paso", "ya paro", "ya esta bien", "recuperado", "recuperada", "money", "dinero", "copay", "copays", "forms", "the price", "invoice", "factura", "cuenta",
    "traffic", "trafico", "trabajo", "hold time", "hold times", "paperwork", "portal", "laughing", "de risa", "contact", "contacto", "nurse", "firefighter", "bombero", "do you see",
    "atienden", "a little", "un poco", "poquito", "a drop", "kind of", "slight", "mild", "leve", "clinic for", "allergy to", "allergic to", "no rush", "getting better", "give me a", "giving me a", "gave me a", "nearly had", "almost had", "about had", "nearly died",
    "screening", "questionnaire", "i put no", "i marked", "marque que no"};
constexpr std::string_view kNegations = "no not never without sin nunca isn't isnt wasn't don't dont nope none ni tampoco";

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

/// The words with one space before and after each, for phrases.
std::string joined(const std::vector<Token> &tokens) {
  std::string all = " ";
  for (const Token &token : tokens) {
    all += token.text;
    all += ' ';
  }
  return all;
}

bool speaks_of_elsewhere(const std::string &words) {
  return std::any_of(std::begin(kElsewhere), std::end(kElsewhere), [&](std::string_view phrase) {
    return words.find(" " + std::string(phrase) + (phrase.back() == ' ' ? "" : " ")) != std::string::npos;
  });
}

/// "no fever", "not having trouble": a negation shortly before, unless the flag's own word is one ("can't", "no puedo").
bool negated(const std::vector<Token> &tokens, std::size_t at) {
  constexpr std::size_t kBefore = 4;
  if (in_group(kNegations, tokens[at].text)) return at > 0 && in_group(kNegations, tokens[at - 1].text);
  const auto begin = tokens.begin() + static_cast<std::ptrdiff_t>(at < kBefore ? 0 : at - kBefore);
  return std::any_of(begin, tokens.begin() + static_cast<std::ptrdiff_t>(at), [](const Token &token) { return in_group(kNegations, token.text); });
}

struct Lexical {
  std::string_view kind;
  float confidence = 0;
};

Lexical read_red_flags(const std::vector<Token> &tokens) {
  Lexical best;
  const bool elsewhere = speaks_of_elsewhere(joined(tokens));
  for (const RedFlag &flag : kRedFlags) {
    for (std::size_t begin = 0; begin < tokens.size(); ++begin) {
      if (!in_group(flag.groups[0], tokens[begin].text)) continue;
      const std::size_t from = begin < kReach / 2 ? 0 : begin - kReach / 2;
      if (!met(flag, tokens, from) && !met(flag, tokens, begin)) continue;
      const float confidence = elsewhere || negated(tokens, begin) ? kDoubtful : kClear;
      if (confidence > best.confidence) best = {flag.kind, confidence};
    }
  }
  return best;
}

/// Words of red flags that tell nothing by themselves.
constexpr std::string_view kCommon = "it's its want wanna quiero quiere tell telling get got have having tengo tiene going was there this that y call llame send need necesito number see ve veo";

/// Does any word belong to a red flag? In a text without one (a digit, a name, another script) the model guesses at what it has never seen.
bool names_danger(const std::vector<Token> &tokens) {
  const auto telling = [](const Token &token) {
    if (token.text.size() <= 2 || in_group(kPerson, token.text) || in_group(kNegations, token.text) || in_group(kCommon, token.text)) return false;
    return std::any_of(std::begin(kRedFlags), std::end(kRedFlags), [&](const RedFlag &flag) {
      return std::any_of(flag.groups.begin(), flag.groups.end(), [&](std::string_view group) { return in_group(group, token.text); });
    });
  };
  return std::any_of(tokens.begin(), tokens.end(), telling);
}

/// Words of the alphabet the model was taught.
std::size_t readable_words(const std::vector<Token> &tokens) {
  return static_cast<std::size_t>(std::count_if(tokens.begin(), tokens.end(), [](const Token &token) { return token.text[0] >= 'a' && token.text[0] <= 'z'; }));
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
  const std::size_t readable = readable_words(tokens);
  if (!names_danger(tokens) && (model < kSureAlone || readable < kWordsAlone)) model = 0;
  if (lexical.confidence == 0 && readable < kWordsOfName && model < kSureOfFew) model = 0;  // "Gary White"
  Emergency found;
  // A clear red flag stands by itself; a doubtful one only where the model does not deny it.
  found.confidence = std::clamp(lexical.confidence >= kClear ? 0.6F + 0.4F * model : std::max(model, lexical.confidence * (0.2F + model)), 0.0F, 1.0F);
  found.flag = found.confidence >= kFlagAt;
  if (found.confidence >= 0.05F) found.kind = model < 0.5F && lexical.confidence > model ? std::string(lexical.kind) : kind;
  return found;
}

}  // namespace callwell::nlu
