#include "compliance/keywords.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "compliance/phrase.hpp"

namespace callwell::compliance {

namespace {

constexpr std::size_t kMaxWords = 200;  // a text message of ten segments

struct Entry {
  std::string_view text;
  Keyword keyword;
};
constexpr Keyword kStop = Keyword::stop, kStart = Keyword::start, kHelp = Keyword::help;

/// What carriers and messaging providers act on themselves, in English and Spanish, as whole messages.
constexpr std::array kCarrier{
    Entry{"stop", kStop},        Entry{"stopall", kStop},    Entry{"stop all", kStop},     Entry{"unsubscribe", kStop},
    Entry{"cancel", kStop},      Entry{"end", kStop},        Entry{"quit", kStop},         Entry{"revoke", kStop},
    Entry{"optout", kStop},      Entry{"opt out", kStop},    Entry{"alto", kStop},         Entry{"parar", kStop},
    Entry{"pare", kStop},        Entry{"para", kStop},       Entry{"baja", kStop},         Entry{"detener", kStop},
    Entry{"cancelar", kStop},    Entry{"terminar", kStop},   Entry{"fin", kStop},          Entry{"salir", kStop},
    Entry{"detente", kStop},     Entry{"start", kStart},     Entry{"unstop", kStart},      Entry{"subscribe", kStart},
    Entry{"optin", kStart},      Entry{"opt in", kStart},    Entry{"resume", kStart},      Entry{"begin", kStart},
    Entry{"iniciar", kStart},    Entry{"inicio", kStart},    Entry{"comenzar", kStart},    Entry{"empezar", kStart},
    Entry{"alta", kStart},       Entry{"suscribir", kStart}, Entry{"suscribirme", kStart}, Entry{"reanudar", kStart},
    Entry{"activar", kStart},    Entry{"help", kHelp},       Entry{"info", kHelp},         Entry{"ayuda", kHelp},
    Entry{"informacion", kHelp}, Entry{"auxilio", kHelp}};

/// Whole messages that say the same and that no carrier acts on.
constexpr std::array kWhole{Entry{"stop it", kStop},
                            Entry{"stp", kStop},
                            Entry{"sotp", kStop},
                            Entry{"cancel all", kStop},
                            Entry{"end all", kStop},
                            Entry{"arret", kStop},
                            Entry{"stop this", kStop},
                            Entry{"stop now", kStop},
                            Entry{"stop texts", kStop},
                            Entry{"just stop", kStop},
                            Entry{"remove", kStop},
                            Entry{"remove me", kStop},
                            Entry{"delete me", kStop},
                            Entry{"end texts", kStop},
                            Entry{"no more", kStop},
                            Entry{"leave me alone", kStop},
                            Entry{"lose my number", kStop},
                            Entry{"cancel texts", kStop},
                            Entry{"i quit", kStop},
                            Entry{"dar de baja", kStop},
                            Entry{"darme de baja", kStop},
                            Entry{"de baja", kStop},
                            Entry{"no mas", kStop},
                            Entry{"ya no", kStop},
                            Entry{"basta", kStop},
                            Entry{"dejenme en paz", kStop},
                            Entry{"dejeme en paz", kStop},
                            Entry{"anular suscripcion", kStop},
                            Entry{"desuscribir", kStop},
                            Entry{"cancelar suscripcion", kStop},
                            Entry{"borrame", kStop},
                            Entry{"borrenme", kStop},
                            Entry{"paren", kStop},
                            Entry{"paren ya", kStop},
                            Entry{"start again", kStart},
                            Entry{"restart", kStart},
                            Entry{"resubscribe", kStart},
                            Entry{"dar de alta", kStart},
                            Entry{"darme de alta", kStart},
                            Entry{"who dis", kHelp},
                            Entry{"help me", kHelp},
                            Entry{"more info", kHelp},
                            Entry{"ayudeme", kHelp},
                            Entry{"ayudame", kHelp},
                            Entry{"mas informacion", kHelp},
                            Entry{"mas info", kHelp},
                            Entry{"who", kHelp},
                            Entry{"quien", kHelp}};

constexpr std::array<std::string_view, 10> kYes{"yes", "yes please", "y", "si", "si por favor", "yeah", "yep", "sure", "claro", "ok yes"};
constexpr std::array<std::string_view, 20> kPolite{"please", "thanks",      "thank", "you", "now",      "ok",      "okay",
                                                   "hi",     "hello",       "hola",  "por", "favor",    "gracias", "ya",
                                                   "ahora",  "immediately", "asap",  "sir", "everyone", "muchas"};

constexpr WordList kLists[]{
    {"messages",
     "text texts message messages sms reminder reminders notification notifications alert alerts spam whatsapp whatsapps "
     "mensaje mensajes texto textos recordatorio recordatorios notificacion notificaciones aviso avisos correos"},
    {"texting", "texting messaging contacting spamming bothering harassing msging bugging pinging"},
    {"to_me",
     "escribirme enviarme mandarme contactarme molestarme llamarme textearme mensajearme enviarnos mandarnos escribir enviar mandar "
     "contactar molestar "
     "mandando escribiendo enviando mandandome escribiendome enviandome"},
    {"write_me",
     "escriban escriba escribas envien envie envies manden mande mandes contacten contacte contactes molesten moleste vuelvan vuelva "
     "vuelvas "
     "texteen textee mensajeen sigan"},
    {"remove_me", "quitenme quiteme quitame saquenme saqueme sacame borrenme borreme borrame eliminenme elimineme eliminame"}};

/// Seen first: they hold the words of a stop and mean something else.
constexpr std::string_view kNotStop[]{"do|did not|never stop|quit|cancel|unsubscribe|remove",
                                      "no stop",
                                      "not|never *2 to stop",
                                      "no paren|dejen|pare|deje|dejes|pares",
                                      "no need to stop",
                                      "nunca *2 parar",
                                      "unsubscribe *4 email",
                                      "keep *3 <messages>",
                                      "take|remove me off|from *2 waitlist|waiting|schedule|call|callback|callbacks",
                                      "stop *3 <messages> after|until|before|at|if",
                                      "cuando|when *4 stop|dejan|paran",
                                      "no quiero que paren|dejen|cancelen",
                                      "sigan enviando",
                                      "keep sending|texting",
                                      "lista de espera",
                                      "baja laboral|medica|por",
                                      "call me instead",
                                      "llam~ en vez|lugar"};

constexpr std::string_view kStart_[]{
    "start|resume|restart *3 <messages>|texting|sending",
    "^start|resume|restart texting|messaging|sending",
    "sign me up *4 <messages>",
    "sign me back up",
    "you|u can|may text|message|contact me|us *2 again|now",
    "want|like|love to *1 get|receive|have *5 again|back",
    "want *3 <messages> again|back",
    "opt|opting me? back? in",
    "<messages> back on",
    "turn|switch|put *3 back on",
    "resubscribe|subscribe|unblock|reenroll me",
    "text|message|contact me again",
    "unsubscribed|stopped|opt|opted *3 mistake|accident|accidentally",
    "accidentally|mistakenly *3 unsubscribed|stop|stopped|opted|opt",
    "changed my mind *5 <messages>",
    "i want *3 subscribe",
    "re subscribe",
    "start them again|back",
    "keep me on *2 list",
    "add me back",
    "i consent|agree to *2 <messages>|receive",
    "volver a recibir~",
    "vuelvan|vuelva|pueden|puede|podeis *2 a? escribirme|enviarme|mandarme|avisarme *3 vez|nuevo|ya|mensajes",
    "vuelvan|vuelva a escribirme|enviarme|mandarme|avisarme",
    "activenme|activeme|activame|reactivenme|reactiveme|reactivame|reactiven|reactivar",
    "darme|denme|deme|dame|quiero *2 de alta",
    "de baja *3 error|equivocacion|accidente|querer",
    "quiero|quisiera|deseo|gustaria *2 recibir *4 vez|nuevo",
    "^quiero|quisiera|deseo recibir *2 <messages>",
    "suscribanme|suscribame|inscribanme|inscribame",
    "si quiero *3 <messages>",
    "otra vez *3 <messages>",
    "<messages> otra vez|nuevamente",
    "<messages> de nuevo",
    "acepto *3 <messages>"};

constexpr std::string_view kHelp_[]{"who|whos is|are this|you|texting|messaging|sending",
                                    "who *1 sent|sends|texted|is *2 me|this|these",
                                    "what is|s this *1 number|about|text|message|company|clinic|office|for",
                                    "what company|business|office|clinic|place|number is|sent|are",
                                    "which company|business|office|clinic *2 this",
                                    "^what is this$",
                                    "^who is|are",
                                    "why *3 getting|receiving|texting|sending|texted",
                                    "how do|can|to *2 stop|unsubscribe|cancel|end|quit|opt *4",
                                    "how did you get",
                                    "where did you get my",
                                    "how *2 get off *3 list",
                                    "do i know you",
                                    "is this *1 spam|scam|real|legit",
                                    "quien|quienes es|eres|son|habla|escribe|manda|envia|me",
                                    "de quien *2 numero",
                                    "de parte de quien",
                                    "que *1 es *1 esto|este|numero",
                                    "que numero|empresa|clinica|compania es",
                                    "por que *2 llegan|mandan|envian|escriben|recibo|escribe|manda",
                                    "como *1 hago|puedo|le|se *3 no|dejar|parar|cancelar|detener|darme|baja *4",
                                    "como me doy de baja",
                                    "como *1 doy de baja",
                                    "de donde *1 sacaron|tienen|consiguieron",
                                    "de que *1 empresa|clinica"};

constexpr std::string_view kStop_[]{
    "stop|quit|cease <texting>",
    "stop|quit|cease sending me|us|this|these|those|stuff|things|it|so|all|any|more|out|your",
    "stop|quit|cease|end *1 sending *3 <messages>",
    "stop|quit|cease|end|halt|discontinue *3 <messages>",
    "stop|quit calling me|us|and|this|my",
    "stop *2 calls *1 <messages>",
    "stop contact~",
    "do not|never ever? text|contact|message|sms|spam|bother me|us|again|anymore|this|any",
    "do not send *3 <messages>|anything|anymore|more",
    "do not send me|us|these|any|more",
    "do not want|wish|need|like *4 <messages>",
    "do not want|wish *2 to *1 be|get|receive|hear *5 texted|contacted|messaged|<messages>|anymore|you|these|them",
    "no longer want|wish|need|interested *6 <messages>|contacted|texted|texting",
    "no more|further <messages>",
    "no more *3 <messages>",
    "not interested *4 <messages>",
    "remove|delete|erase me from",
    "remove|delete|erase|take my|this|our *1 number|phone|cell|contact|name",
    "take|get me|us|this|my *2 off *3 list|texts|messages|text|messaging|system|distribution",
    "take me off",
    "remove me",
    "unsubscribe me|us|from|this|please",
    "^please? unsubscribe",
    "want|like|wish|need|please *1 to? unsubscribe",
    "want|like|wish|need|please *1 to? opt out",
    "be|been removed|deleted|unsubscribed *4",
    "do not text here|this",
    "opt|opting me? us? out",
    "revoke|withdraw|rescind *2 consent|permission|authorization",
    "turn|shut|switch *3 off *3 <messages>",
    "turn|shut|switch *3 <messages> off",
    "leave me alone",
    "lose|forget|delete my number",
    "cancel|disable|mute|kill|drop *3 <messages>",
    "cancel|end *2 subscription|enrollment",
    "not *2 permission|authorized|authorize|consent|allowed *3 text|contact|message|<messages>",
    "block~ this|your|you *1 number",
    "you have the wrong number *6 stop|remove|delete|quit",
    "wrong number *3 stop|remove|delete|quit",
    "stop texting",
    "stop please|pls",
    "please stop$",
    "^stop *3 please$",
    "enough with|of *2 <messages>",
    "i said stop",
    "told you to stop",
    "no|ya|nunca|jamas me|nos <write_me>",
    "no me <write_me>",
    "no <write_me> mas|nunca|otra|a",
    "no vuelvan|vuelva|vuelvas a <to_me>",
    "dejen|deje|deja|dejes|paren|pare|para|cesen|cese|basta *2 de *1 <to_me>",
    "dejen|deje|deja|paren|pare|cesen de *2 <messages>",
    "paren|pare|para|detengan|detenga|frenen *3 <messages>|escribirme|enviarme|mandarme",
    "<remove_me> *4 lista|base|mensajes|sistema|numero|contactos",
    "^<remove_me>",
    "quiten|quite|quita|saquen|saque|borren|borre|borra|eliminen|elimine|elimina *1 mi|este *1 numero|telefono|contacto|celular|movil",
    "darme|denme|deme|dame|den|desen|quiero|doy|dar de *1 baja",
    "darme|denme|deme|dame|quiero *3 de baja",
    "no|ya quiero|deseo|quisiera|necesito|me *2 recibir|reciban|sigan|manden|envien|escriban *4",
    "no *1 quiero|deseo|quisiera|necesito *4 <messages>",
    "no autorizo|consiento|acepto|doy *6 <messages>|escriban|contacten|permiso",
    "no tienen *2 permiso|autorizacion|consentimiento",
    "cancel~|anul~|desactiv~|suspend~|detengan|apaguen *3 <messages>|suscripcion",
    "retiro|revoco|cancelo *2 consentimiento|permiso|autorizacion",
    "basta *1 de? <messages>",
    "no mas|mas <messages>$",
    "ni un <messages> mas",
    "desuscrib~|desinscrib~|desapuntar~|desapunten~",
    "dejenme|dejeme|dejame en paz",
    "no me interesa~ *4 <messages>",
    "ya no soy paciente *4 no me"};

/// The words of a start in a message that asks for the contrary.
constexpr std::string_view kNotStart[]{"not|never|stop *4 again|anymore", "do not *2 text|message|contact|send", "subscribe me to what"};

const PhraseSet &not_start_phrases() {
  static const PhraseSet set(kNotStart, kLists);
  return set;
}
const PhraseSet &not_stop_phrases() {
  static const PhraseSet set(kNotStop, kLists);
  return set;
}
const PhraseSet &start_phrases() {
  static const PhraseSet set(kStart_, kLists);
  return set;
}
const PhraseSet &help_phrases() {
  static const PhraseSet set(kHelp_, kLists);
  return set;
}
const PhraseSet &stop_phrases() {
  static const PhraseSet set(kStop_, kLists);
  return set;
}

/// "S T O P" is one word; the letters of a message that spells.
Words join_spelled(Words words) {
  const bool spelled = words.size() >= 3 && std::all_of(words.begin(), words.end(), [](const std::string &w) { return w.size() == 1; });
  if (!spelled) return words;
  std::string joined;
  for (const std::string &word : words) joined += word;
  return {joined};
}

std::string join(const Words &words) {
  std::string out;
  for (const std::string &word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

/// Keywords that with a "please" are more likely about the visit: "please cancel".
bool is_plain_word_too(std::string_view keyword) {
  constexpr std::array<std::string_view, 12> kAlsoPlain{"cancel", "cancelar", "end",      "quit",  "fin",    "para",
                                                        "pare",   "salir",    "terminar", "begin", "inicio", "info"};
  return std::find(kAlsoPlain.begin(), kAlsoPlain.end(), keyword) != kAlsoPlain.end();
}

Words without_politeness(const Words &words) {
  Words out;
  std::copy_if(words.begin(), words.end(), std::back_inserter(out),
               [](const std::string &w) { return std::find(kPolite.begin(), kPolite.end(), w) == kPolite.end(); });
  return out;
}

template <class Table>
Keyword look_up(const Table &table, std::string_view text) {
  const auto found = std::find_if(table.begin(), table.end(), [&](const Entry &entry) { return entry.text == text; });
  return found == table.end() ? Keyword::none : found->keyword;
}

/// "stoppp" → "stop": no keyword has a doubled letter.
std::string without_repeats(const std::string &word) {
  std::string out = word;
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

bool same_letters(std::string a, std::string b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}

/// A slip of the thumb in a one-word message. Short keywords only with swapped letters: "shop" and "step" are words.
Keyword misspelled(const std::string &word) {
  if (word.size() < 4) return Keyword::none;
  const std::string once = without_repeats(word);
  for (const Entry &entry : kCarrier) {
    const std::string keyword(entry.text);
    if (keyword.size() < 4 || keyword.find(' ') != std::string::npos || entry.keyword == kHelp) continue;
    if (once == without_repeats(keyword)) return entry.keyword;
    const std::size_t edits = base::edit_distance(word, keyword, 2);
    if (edits == 1 && word[0] == keyword[0] && same_letters(word, keyword)) return entry.keyword;
    if (keyword.size() >= 9 && word[0] == keyword[0] && edits <= 2) return entry.keyword;
  }
  return Keyword::none;
}

KeywordMatch by_phrases(std::string_view text, const Words &all) {
  std::vector<Words> parts = sentences(text, kMaxWords);
  parts.push_back(all);
  if (start_phrases().found_in(parts) && !not_start_phrases().found_in(parts)) return {kStart, 0.9, false};
  if (help_phrases().found_in(parts)) return {kHelp, 0.85, false};
  if (not_stop_phrases().found_in(parts)) return {Keyword::none, 0.8, false};
  if (stop_phrases().found_in(parts)) return {kStop, 0.93, false};
  return {Keyword::none, 0.97, false};
}

}  // namespace

std::string_view keyword_key(Keyword keyword) {
  constexpr std::array<std::string_view, 4> kKeys{"none", "stop", "start", "help"};
  return kKeys[static_cast<std::size_t>(keyword)];
}

KeywordMatch classify_keyword(std::string_view text, Subscription state) {
  const Words words = join_spelled(words_of(text, kMaxWords));
  const std::string whole = join(words);
  if (const Keyword exact = look_up(kCarrier, whole); exact != Keyword::none) return {exact, 1, true};
  if (std::find(kYes.begin(), kYes.end(), whole) != kYes.end()) {
    return state == Subscription::opted_out ? KeywordMatch{kStart, 0.95, whole == "yes"} : KeywordMatch{};
  }
  const Words bare = without_politeness(words);
  const std::string core = join(bare);
  if (const Keyword polite = look_up(kCarrier, core); polite != Keyword::none && !is_plain_word_too(core)) return {polite, 0.98, false};
  for (const std::string *form : {&whole, &core}) {
    if (const Keyword said = look_up(kWhole, *form); said != Keyword::none) return {said, 0.95, false};
  }
  if (bare.size() == 1) {
    if (const Keyword slip = misspelled(bare.front()); slip != Keyword::none) return {slip, 0.9, false};
  }
  return by_phrases(text, words);
}

}  // namespace callwell::compliance
