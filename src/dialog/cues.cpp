#include "dialog/cues.hpp"

#include <algorithm>

#include "nlu/tokens.hpp"

namespace callwell::dialog {

namespace {

constexpr std::size_t kMaxWords = 256;
constexpr std::size_t kShort = 6;         // words; "never mind" inside a long message is about something else
constexpr std::size_t kRequestWords = 9;  // "sorry, could we do this in Spanish please?"

constexpr std::string_view kOpeners[] = {"how",     "what",   "what's", "whats",   "where",    "where's", "when",    "which",  "who",
                                         "who's",   "do",     "does",   "did",     "is",       "are",     "can",     "could",  "will",
                                         "would",   "should", "why",    "cuanto",  "cuanta",   "cuantos", "cual",    "cuales", "que",
                                         "donde",   "cuando", "como",   "quien",   "hay",      "tienen",  "aceptan", "puedo",  "puede",
                                         "ofrecen", "hacen",  "abren",  "cierran", "atienden", "estan"};
constexpr std::string_view kLeadIns[] = {"and", "so",   "um",  "uh",   "hi",   "hey",   "hello", "ok",  "okay", "wait",
                                         "y",   "hola", "oye", "oiga", "este", "bueno", "also",  "but", "pero"};

template <std::size_t N>
bool among(const std::string_view (&list)[N], std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

bool built_as_question(const std::vector<std::string> &words) {
  std::size_t first = 0;
  while (first + 1 < words.size() && first < 3 && among(kLeadIns, words[first])) ++first;
  return first < words.size() && among(kOpeners, words[first]);
}

}  // namespace

Cues::Cues(std::string_view text) {
  for (const nlu::Token &token : nlu::tokenize(text, kMaxWords)) {
    if (token.kind == nlu::Token::Kind::mark) continue;
    if (!folded_.empty()) folded_ += ' ';
    folded_ += token.text;
    words_.push_back(token.text);
  }
  readable_ = std::any_of(folded_.begin(), folded_.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
  const auto shows = [&](std::initializer_list<std::string_view> signs) {
    return std::any_of(signs.begin(), signs.end(), [&](std::string_view sign) { return text.find(sign) != std::string_view::npos; });
  };
  if (shows({"👍", "👌", "✅"})) gesture_ = true;
  if (shows({"👎", "❌", "🚫"})) gesture_ = false;
  question_ = text.find('?') != std::string_view::npos || built_as_question(words_);
}

bool Cues::has(std::initializer_list<std::string_view> any) const {
  return std::any_of(words_.begin(), words_.end(),
                     [&](const std::string &word) { return std::find(any.begin(), any.end(), word) != any.end(); });
}

bool Cues::says(std::initializer_list<std::string_view> phrases) const {
  const std::string padded = " " + folded_ + " ";
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](std::string_view phrase) { return padded.find(" " + std::string(phrase) + " ") != std::string::npos; });
}

bool Cues::asks_for_providers() const {
  return has({"doctor", "doctors", "dentist", "dentists", "provider", "providers", "hygienist", "hygienists", "injectors", "doctora",
              "doctoras", "doctores", "dentista", "dentistas"}) &&
         has({"who", "who's", "which", "names", "quien", "quienes", "cuales", "nombres"}) && !has({"speak", "speaks", "habla"});
}

bool Cues::asks_duration() const {
  const bool length = (has({"long", "minutes"}) && has({"take", "takes", "appointment", "visit", "session", "last", "procedure"})) ||
                      has({"dura", "tarda", "duracion"});
  return length && !has({"recovery", "recover", "results", "result", "effect", "heal", "swelling", "efecto", "resultado", "resultados",
                         "recuperacion", "sanar"});
}

bool Cues::asks_for_parking() const {
  return question_ && has({"park", "parking", "estacionamiento", "estacionar", "estaciono", "parqueo", "parquear", "aparcar"});
}

bool Cues::goes_on_asking() const {
  if (words_.size() < 2 || words_.size() > kShort) return false;
  const std::string start = words_[0] + " " + words_[1];
  return start == "what about" || start == "how about" || start == "que tal" || start == "que hay" ||
         (question_ && (words_[0] == "and" || words_[0] == "y"));
}

std::string_view Cues::corrected() const {
  std::size_t from = 0;
  for (const std::string_view mark : {"actually", "no wait", "wait no", "i mean", "i meant", "scratch that", "sorry", "digo", "perdon",
                                      "mas bien", "mejor dicho", "no espere", "no espera"}) {
    const std::size_t at = folded_.rfind(mark);
    if (at != std::string::npos && at > 0 && folded_[at - 1] == ' ') from = std::max(from, at + mark.size());
  }
  return from == 0 || from >= folded_.size() ? std::string_view() : std::string_view(folded_).substr(from);
}

bool Cues::seeks() const {
  return has({"find", "finding", "need", "looking", "search", "searching", "necesito", "busco", "buscar", "buscando", "encontrar"}) &&
         !has({"know", "saber", "much", "cuanto"});
}

bool Cues::wants_another() const {
  return says({"someone else", "somebody else", "anyone else", "anybody else", "someone different", "another one", "alguien mas",
               "otro doctor", "otra doctora"}) &&
         !names_talking();
}

bool Cues::only_for_now() const {
  const bool ends_now = words_.size() > 1 && words_.back() == "now";
  return says({"for now", "for right now", "not now", "not right now", "not today", "all today", "right now thanks", "right now thank you",
               "for today", "need right now", "need now", "days now", "weeks now", "months now", "years now", "por ahora", "por hoy",
               "ahora no", "hoy no"}) ||
         (ends_now && has({"yes", "yeah", "ok", "okay", "sure", "no", "thanks", "thank", "gracias"}));
}

bool Cues::asks_the_way() const {
  return has({"where", "where's", "wheres", "address", "directions", "park", "parking", "donde", "direccion", "llegar", "llego",
              "estacionar", "estacionamiento"}) ||
         says({"how far", "get to", "get there"});
}

bool Cues::names_talking() const {
  return has({"speak",   "speaking", "talk",   "talking", "human",   "person",   "people",         "representative", "agent",    "operator",
              "receptionist", "call", "transfer", "connect", "manager", "hablar", "hable",         "humano",         "persona",  "recepcionista",
              "operadora", "operador", "agente", "representante", "llame", "llamar", "comunicar",  "comuniqueme",    "pasar",    "paseme"});
}

bool Cues::proposes() const { return says({"how about", "what about", "que tal", "que le parece"}); }

bool Cues::drops_it() const {
  return words_.size() <= kShort && says({"never mind", "nevermind", "forget it", "forget about it", "drop it", "olvidalo", "olvidelo",
                                          "dejelo", "dejalo", "dejelo asi", "dejalo asi", "ya no importa", "no importa"});
}

bool Cues::asks_who() const {
  return says({"who is this",
               "who's this",
               "whos this",
               "who are you",
               "who am i talking to",
               "who am i speaking with",
               "who am i speaking to",
               "are you a robot",
               "are you a bot",
               "is this a robot",
               "is this a bot",
               "are you real",
               "are you human",
               "are you a human",
               "are you a person",
               "are you a real person",
               "is this a real person",
               "am i talking to a robot",
               "is this ai",
               "are you ai",
               "is this an ai",
               "are you a machine",
               "quien es",
               "quien habla",
               "con quien hablo",
               "quien eres",
               "quien es usted",
               "es un robot",
               "eres un robot",
               "es usted un robot",
               "es una persona",
               "eres una persona",
               "es una maquina"}) &&
         words_.size() <= kRequestWords;
}

bool Cues::doubts_value() const {
  return has({"change", "wrong", "incorrect", "fix", "mistake", "update", "correct", "cambiar", "cambie", "cambio", "mal", "incorrecto",
              "equivocado", "equivocada", "corregir", "equivoque"});
}

std::optional<nlu::Language> Cues::wants_language() const {
  const bool spanish = has({"spanish", "espanol"}), english = has({"english", "ingles"});
  if (spanish == english || words_.size() > kRequestWords) return std::nullopt;
  const bool about_others = has({"dentist", "doctor", "doctora", "dentista", "provider", "nurse", "enfermera", "forms", "formularios",
                                 "staff", "anyone", "alguien", "someone", "somebody"});
  const bool asks = words_.size() <= 3 || has({"in", "en", "speak", "habla", "hablan", "hablas", "hablar", "prefer", "prefiero", "please"});
  if (about_others || !asks) return std::nullopt;
  return spanish ? nlu::Language::es : nlu::Language::en;
}

}  // namespace callwell::dialog
