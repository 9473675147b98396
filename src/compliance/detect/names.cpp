// People's names: after words that introduce one, by the lists of given and family names, and by titles. Where the text has
// capitals they decide; in a recogniser's lower case only cues and well-known pairs do.
#include <algorithm>
#include <unordered_set>

#include "compliance/detect/detectors.hpp"

namespace callwell::compliance::detect {

namespace {

using T = IdentifierType;

constexpr std::size_t kMaxNameWords = 6;

/// A word that introduces a name. Weak ones ("it's", "soy") only before a word that is on a list or capitalised.
struct Cue {
  std::string_view words;
  bool weak = false;
};
constexpr Cue kCues[]{{"my name is"},
                      {"name is"},
                      {"name's"},
                      {"my name's"},
                      {"name was"},
                      {"names"},
                      {"this is", true},
                      {"i'm", true},
                      {"im", true},
                      {"i am", true},
                      {"it's", true},
                      {"its", true},
                      {"it is", true},
                      {"that's", true},
                      {"speak to", true},
                      {"speak with", true},
                      {"talk to", true},
                      {"ask for"},
                      {"calling for", true},
                      {"call me", true},
                      {"first name"},
                      {"last name"},
                      {"surname"},
                      {"middle name"},
                      {"maiden name"},
                      {"name on the account is"},
                      {"full name"},
                      {"spelled"},
                      {"patient", true},
                      {"caller", true},
                      {"guarantor is"},
                      {"guarantor"},
                      {"on behalf of", true},
                      {"with", true},
                      {"from", true},
                      {"hi", true},
                      {"hello", true},
                      {"hey", true},
                      {"thanks", true},
                      {"thx", true},
                      {"by", true},
                      {"daughter", true},
                      {"son", true},
                      {"husband", true},
                      {"wife", true},
                      {"mother", true},
                      {"father", true},
                      {"mom", true},
                      {"dad", true},
                      {"brother", true},
                      {"sister", true},
                      {"neighbor", true},
                      {"friend", true},
                      {"attorney", true},
                      {"lawyer", true},
                      {"grandmother", true},
                      {"grandfather", true},
                      {"aunt", true},
                      {"uncle", true},
                      {"cousin", true},
                      {"baby", true},
                      {"kid", true},
                      {"partner", true},
                      {"boss", true},
                      {"caregiver", true},
                      {"nephew", true},
                      {"niece", true},
                      {"contact", true},
                      {"contact is"},
                      {"tell", true},
                      {"ask", true},
                      {"dear", true},
                      {"me llamo"},
                      {"se llama"},
                      {"mi nombre es"},
                      {"nombre es"},
                      {"nombre"},
                      {"apellido es"},
                      {"apellidos"},
                      {"apellido"},
                      {"soy", true},
                      {"habla", true},
                      {"le habla", true},
                      {"pregunte por"},
                      {"pregunta por"},
                      {"preguntar por"},
                      {"de parte de", true},
                      {"hola soy"},
                      {"es para", true},
                      {"sms para", true},
                      {"para", true},
                      {"hija", true},
                      {"hijo", true},
                      {"madre", true},
                      {"padre", true},
                      {"esposo", true},
                      {"esposa", true},
                      {"marido", true},
                      {"mujer", true},
                      {"hermana", true},
                      {"hermano", true},
                      {"abuela", true},
                      {"abuelo", true},
                      {"tia", true},
                      {"tio", true},
                      {"primo", true},
                      {"prima", true},
                      {"suegra", true},
                      {"suegro", true},
                      {"vecina", true},
                      {"vecino", true},
                      {"paciente", true},
                      {"hola", true},
                      {"gracias", true},
                      {"con", true},
                      {"se escribe", true},
                      {"llamado", true},
                      {"llamada", true},
                      {"caller name"},
                      {"callername"},
                      {"segundo es"},
                      {"segundo apellido"}};

constexpr std::string_view kProviderTitles[]{"dr",        "dra",  "doctor",    "doctora", "nurse", "enfermera",
                                             "enfermero", "prof", "professor", "medico",  "pa",    "np"};
constexpr std::string_view kTitles[]{"mr",     "mrs",      "ms",  "miss", "mister", "missus",  "sr",   "sra",   "srta", "senor",
                                     "senora", "senorita", "don", "dona", "sister", "officer", "aunt", "uncle", "tia",  "tio"};
/// Small words inside names.
constexpr std::string_view kParticles[]{"de", "del", "la", "las", "los", "y",  "van", "von", "der", "den", "da", "dos",
                                        "di", "el",  "al", "bin", "ibn", "mc", "o",   "st",  "san", "ter", "e",  "i"};
/// What follows a cue and is no name.
constexpr std::string_view kNotNames[]{
    "about",  "fine",     "calling",  "going",     "not",     "just",      "a",        "an",       "the",         "my",
    "his",    "her",      "our",      "your",      "for",     "to",        "in",       "on",       "at",          "and",
    "or",     "is",       "was",      "are",       "it",      "that",      "this",     "here",     "there",       "yes",
    "no",     "okay",     "ok",       "so",        "because", "regarding", "with",     "from",     "of",          "i",
    "i'm",    "we",       "you",      "he",        "she",     "they",      "who",      "what",     "when",        "where",
    "please", "uh",       "um",       "yeah",      "well",    "actually",  "sorry",    "spelled",  "spell",       "she's",
    "he's",   "it's",     "again",    "speaking",  "trying",  "having",    "looking",  "allergic", "pregnant",    "new",
    "out",    "feeling",  "sick",     "late",      "running", "on",        "up",       "been",     "sure",        "very",
    "really", "also",     "still",    "need",      "has",     "have",      "can",      "will",     "would",       "me",
    "him",    "them",     "as",       "number",    "address", "email",     "date",     "time",     "appointment", "doctor",
    "nurse",  "birthday", "phone",    "handles",   "says",    "said",      "told",     "called",   "does",        "did",
    "do",     "be",       "by",       "but",       "if",      "double",    "hyphen",   "period",   "one",         "two",
    "three",  "four",     "five",     "six",       "seven",   "eight",     "nine",     "ten",      "un",          "una",
    "el",     "la",       "los",      "las",       "mi",      "su",        "tu",       "que",      "para",        "por",
    "con",    "en",       "es",       "si",        "ya",      "yo",        "se",       "le",       "no",          "lo",
    "al",     "muy",      "paciente", "pacientes", "nuevo",   "nueva",     "alergico", "alergica", "diabetico",   "diabetica",
    "tiene",  "y",        "de",       "del",       "cita",    "como",      "sobre",    "cuando",   "porque",      "pero",
    "quien",  "donde",    "soy",      "eso",       "esto",    "este",      "esta",     "aqui",     "confirmando", "confirmar",
    "nacio",  "llamo",    "llama",    "segundo",   "primer",  "escribe",   "parte",    "bueno",    "english",     "spanish",
    "dob",    "mrn",      "reports",  "asked",     "today",   "tomorrow",  "monday",   "tuesday",  "wednesday",   "thursday",
    "friday", "saturday", "sunday",   "lunes",     "martes",  "miercoles", "jueves",   "viernes",  "sabado",      "domingo",
    "hoy",    "manana"};

std::string_view stem(std::string_view word) {
  if (word.ends_with("'s")) word.remove_suffix(2);
  return word;
}

bool month_or_day(std::string_view word) {
  static constexpr std::string_view kDays[]{
      "monday",   "tuesday", "wednesday", "thursday", "friday", "saturday",  "sunday",  "mon",         "tue",      "wed",     "thu",
      "fri",      "sat",     "sun",       "lunes",    "martes", "miercoles", "jueves",  "viernes",     "sabado",   "domingo", "january",
      "february", "march",   "june",      "july",     "august", "september", "october", "november",    "december", "english", "spanish",
      "ingles",   "espanol", "i",         "ok",       "okay",   "christmas", "easter",  "thanksgiving"};
  return one_of(word, kDays);
}

bool is_listed(std::string_view word) { return is_given_name(word) || is_surname(word); }

/// What follows a name in a form or a letter and begins with a capital as well.
constexpr std::string_view kAfterNames[]{"dob",          "mrn",     "clinic", "md",        "ncol",     "nocol",   "col",      "colegiado",
                                         "avda",         "av",      "calle",  "c",         "servicio", "seccion", "hospital", "tel",
                                         "tfno",         "correo",  "email",  "fax",       "sexo",     "edad",    "centro",   "unidad",
                                         "departamento", "nhc",     "nass",   "fecha",     "member",   "phone",   "date",     "born",
                                         "age",          "address", "pcp",    "insurance", "e"};

/// Past one part of a name at `i`: "O'Brien", "Jean-Luc", "J.", "de la Fuente"; `i` when it is none.
std::size_t name_part(const Document &d, std::size_t i, bool need_capital) {
  if (!d.is_word(i) || !d.is_free(i, i + 1) || (need_capital && !d.capital(i))) return i;
  std::size_t last = i + 1;
  while (d.is_mark(last, "-'’") && d.touches(last) && d.touches(last + 1) && d.is_word(last + 1)) last += 2;
  while (d.is_number(last) && d.touches(last)) {  // J0hn
    ++last;
    if (d.is_word(last) && d.touches(last)) ++last;
  }
  if (d.is_mark(last, ".") && d.token(i).text.size() <= 2 && d.capital(i) && d.capital(last + 1) && last == i + 1) ++last;
  return last;
}

std::size_t particles(const Document &d, std::size_t i) {
  std::size_t at = i;
  while (at < d.size() && at - i < 3 && one_of(d.word(at), kParticles) && !d.capital(at)) ++at;
  return at;
}

/// A written name from `i`: capitalised words with particles between. Ends at a word that starts something else.
std::size_t written_name(const Document &d, std::size_t i) {
  std::size_t last = i;
  for (std::size_t words = 0; words < kMaxNameWords; ++words) {
    const std::size_t from = last == i ? i : particles(d, last);
    const std::size_t next = name_part(d, from, true);
    const std::string_view word = stem(d.word(from));
    if (next == from || month_or_day(word) || (last > i && one_of(word, kNotNames) && !is_listed(word))) break;
    if (last > i && d.begins_sentence(from) && !(from == last && d.is_mark(from - 1, "."))) break;  // past the point of an initial
    const bool stop = last > i && one_of(word, kAfterNames);
    if (stop) break;
    last = next;
  }
  if (d.word(last) == "iii" || d.word(last) == "ii" || d.word(last) == "jr") ++last;
  return last;
}

/// A name in a recogniser's lower case from `i`: at most `limit` words, none of them a function word.
std::size_t spoken_name(const Document &d, std::size_t i, std::size_t limit, bool listed_only) {
  std::size_t last = i;
  for (std::size_t words = 0; words < limit; ++words) {
    const std::size_t from = last == i ? i : particles(d, last);
    const std::string_view word = stem(d.word(from));
    const bool ends_text = words == 1 && from + 1 == d.size() && is_surname(word) && is_given_name(d.word(i));
    if (!d.is_word(from) || !d.is_free(from, from + 1) || (one_of(word, kNotNames) && !ends_text) || month_or_day(word)) break;
    const bool plain = is_ordinary(word) && !(words == 1 && is_surname(word) && is_given_name(d.word(i)));
    const bool known = is_listed(word) && !(words > 0 && plain);
    if (listed_only && !(words == 0 ? is_given_name(word) || (is_surname(word) && !is_ordinary(word)) : known)) break;
    const bool rare = word.size() > 3 && !is_ordinary(word) && words == 1 && is_given_name(d.word(i));  // a family name that no list has
    if (!listed_only && words > 0 && !known && !rare) break;
    last = name_part(d, from, false);
  }
  return last;
}

/// "S-I-O-B-H-A-N", "w h i t f i e l d": letters one by one; at least three.
std::size_t spelled_letters(const Document &d, std::size_t i) {
  std::size_t last = i, letters = 0, at = i;
  constexpr std::size_t kMaxLetters = 40;
  while (at < d.size() && letters < kMaxLetters && d.is_word(at) && d.word(at).size() == 1 && d.is_free(at, at + 1)) {
    ++letters;
    last = ++at;
    if ((d.is_mark(at, "-.,")) && d.is_word(at + 1) && d.word(at + 1).size() == 1) ++at;
    if (d.word(at) == "hyphen" || d.word(at) == "guion") ++at;
  }
  return letters >= 3 ? last : i;
}

std::size_t cue_end(const Document &d, std::size_t i, std::string_view words) {
  while (!words.empty()) {
    const std::size_t space = words.find(' ');
    if (d.word(i) != words.substr(0, space)) return 0;
    ++i;
    words = space == std::string_view::npos ? std::string_view() : words.substr(space + 1);
  }
  return i;
}

/// Between a cue and its name: punctuation, "is", hesitations, "yes um".
std::size_t past_fillers(const Document &d, std::size_t i) {
  static constexpr std::string_view kFillers[]{"is",   "es",    "uh",     "um",     "eh",      "actually", "yes",    "yeah",
                                               "a",    "my",    "mi",     "name",   "y",       "s",        "called", "sure",
                                               "it's", "first", "last",   "primer", "segundo", "the",      "son",    "ms",
                                               "mr",   "mrs",   "missus", "miss",   "don",     "dona",     "senor",  "senora"};
  std::size_t at = i;
  for (std::size_t steps = 0; steps < 5 && at < d.size(); ++steps) {
    const bool filler = one_of(d.word(at), kFillers) && !d.capital(at);
    if (!filler && !d.is_mark(at, ",:=\"'>-_")) break;
    ++at;
  }
  return at;
}

void claim_name(Document &d, std::size_t first, std::size_t last) {
  if (last > first) d.claim(first, last, T::name);
}

void find_after_cue(Document &d, const Cue &cue, std::size_t after) {
  const std::size_t at = past_fillers(d, after);
  if (at >= d.size() || !d.is_word(at) || !d.is_free(at, at + 1)) return;
  if (d.ends_between(after, at)) return;
  const std::string_view word = stem(d.word(at));
  if (d.cased()) {
    const bool cue_capital = d.capital(at) && (!cue.weak || !one_of(word, kNotNames)) && !month_or_day(word);
    if (!cue_capital) {
      if (!cue.weak && is_given_name(word) && !is_ordinary(word) && !one_of(word, kNotNames))
        claim_name(d, at, spoken_name(d, at, 3, true));
      return;
    }
    const bool shouted = d.all_capitals(at) && !is_listed(word) && cue.weak;
    const bool place = (cue.words == "from" || cue.words == "with" || cue.words == "by" || cue.words == "para" || cue.words == "con" ||
                        cue.words == "tell" || cue.words == "ask") &&
                       !is_listed(word);
    const bool unlisted = cue.weak && !is_listed(word) && !d.capital(at + 1) &&
                          (cue.words == "it's" || cue.words == "that's" || cue.words == "this is" || cue.words == "hi" ||
                           cue.words == "hello" || cue.words == "thanks" || cue.words == "gracias" || cue.words == "hola");
    if (!shouted && !place && !unlisted) claim_name(d, at, written_name(d, at));
  } else if (cue.weak) {
    const std::string_view next = d.word(at + 1);
    const bool sure = is_given_name(word) &&
                      (!is_ordinary(word) || is_surname(next) || cue.words == "habla" || cue.words == "speak to" || cue.words == "soy");
    const bool pair = !one_of(word, kNotNames) && is_surname(next) && !is_ordinary(next) && is_listed(word);
    if (sure || pair) claim_name(d, at, spoken_name(d, at, 4, true));
    if (!sure && !pair && is_surname(word) && !is_ordinary(word) && !one_of(word, kNotNames))
      claim_name(d, at, spoken_name(d, at, 2, true));
  } else if (!one_of(word, kNotNames)) {
    claim_name(d, at, std::max(spoken_name(d, at, 4, true), spoken_name(d, at, 3, false)));
  }
}

void find_cued(Document &d) {
  for (std::size_t i = 0; i < d.size(); ++i) {
    for (const Cue &cue : kCues) {
      const std::size_t after = cue.words.starts_with(d.word(i)) && !d.word(i).empty() ? cue_end(d, i, cue.words) : 0;
      if (after) find_after_cue(d, cue, after);
    }
  }
}

/// "Dr. Patel", "la doctora Ibáñez", "Nurse Ratliff"; "Mr. Abernathy".
void find_titled(Document &d) {
  for (std::size_t i = 0; i + 1 < d.size(); ++i) {
    const bool provider = one_of(d.word(i), kProviderTitles), title = one_of(d.word(i), kTitles);
    if (!provider && !title) continue;
    const std::size_t at = d.is_mark(i + 1, ".") ? i + 2 : i + 1;
    if (!d.is_free(i, i + 1)) continue;
    const bool short_form = d.word(i).size() <= 3 || d.word(i) == "nurse";
    std::size_t last = at;
    if (d.cased() && d.capital(at) && !one_of(d.word(at), kNotNames))
      last = written_name(d, at);
    else if (!d.cased() && (is_listed(stem(d.word(at)))) && (!is_ordinary(d.word(at)) || short_form))
      last = spoken_name(d, at, 3, true);
    if (last == at || ((d.word(i) == "sister" || d.word(i) == "don" || d.word(i) == "aunt" || d.word(i) == "uncle" || d.word(i) == "tia" ||
                        d.word(i) == "tio" || d.word(i) == "medico" || d.word(i) == "pa") &&
                       !d.capital(i)))
      continue;
    d.claim(i, last, provider ? T::provider_name : T::name);
  }
}

/// Capitalised words that the lists know, wherever they stand. At the beginning of a sentence an ordinary word is just that, unless a
/// family name or a verb of speaking follows.
void find_listed(Document &d) {
  static constexpr std::string_view kSpeaks[]{"here",    "speaking", "says", "said",    "called", "perdio", "es",
                                              "calling", "is",       "was",  "has",     "told",   "wants",  "needs",
                                              "will",    "had",      "does", "shouted", "began",  "spent",  "listed"};
  static constexpr std::string_view kCompanies[]{"inc",  "llc",       "ltd",        "group",      "corp",     "company",
                                                 "co",   "services",  "solutions",  "associates", "partners", "systems",
                                                 "bank", "insurance", "university", "college"};
  for (std::size_t i = 0; i < d.size(); ++i) {
    if (!d.capital(i) || !d.is_free(i, i + 1) || month_or_day(d.word(i))) continue;
    const std::string_view word = stem(d.word(i));
    const std::size_t last = written_name(d, i);
    if (last == i) continue;
    const std::size_t words = static_cast<std::size_t>(std::count_if(d.tokens().begin() + static_cast<std::ptrdiff_t>(i),
                                                                     d.tokens().begin() + static_cast<std::ptrdiff_t>(last),
                                                                     [](const nlu::Token &t) { return t.kind == nlu::Token::Kind::word; }));
    const bool first = d.begins_sentence(i), plain = is_ordinary(word);
    const bool company = one_of(d.word(last), kCompanies) || one_of(d.word(last - 1), kCompanies);
    const bool surname_next = words > 1 && is_surname(stem(d.word(last - 1)));
    if (d.all_capitals(i) && words == 1 && word.size() <= 4 && !d.all_capitals(i + 1) && !d.all_capitals(i - 1))
      continue;  // TA, ANA: an abbreviation
    bool name = false;
    if (is_given_name(word))
      name = !plain || (first ? (surname_next && !one_of(d.word(last - 1), kNotNames)) || one_of(d.word(last), kSpeaks) : true);
    else if (words > 1 && !is_surname(word) && !is_ordinary(word) && word.size() > 2)
      name = !first && (is_listed(stem(d.word(last - 1))) && !is_ordinary(stem(d.word(last - 1))));
    else if (is_surname(word))
      name = !plain && word.size() > 2 && (!first || surname_next || one_of(d.word(last), kSpeaks));
    if (plain && first && !surname_next && one_of(d.word(i + 1), kNotNames) && !one_of(d.word(i + 1), kSpeaks)) name = false;
    const bool article = plain && words == 1 && (d.word(i - 1) == "the" || d.word(i - 1) == "a");  // "the Young lady"
    const bool function_word = one_of(word, kNotNames) && !(is_given_name(word) && word.size() > 3 && !first);
    if (!name || company || article || function_word) {
      if (company) i = last - 1;
      continue;  // "Can Hope come": the name may begin with the next word
    }
    claim_name(d, i, last);
    i = last - 1;
  }
}

/// In lower case: a given name and a family name side by side, neither of them a word of the language; a given name alone after a word that
/// takes a person.
void find_spoken_pairs(Document &d) {
  if (d.cased()) return;
  static constexpr std::string_view kBefore[]{"about", "put", "for", "and",   "de",   "con", "para", "tell", "ask",   "bring",
                                              "see",   "get", "is",  "named", "with", "y",   "a",    "dile", "digale"};
  for (std::size_t i = 0; i < d.size(); ++i) {
    const std::string_view alone = stem(d.word(i));
    const bool person =
        alone.size() >= 5 && is_given_name(alone) && !is_ordinary(alone) && !is_us_state(alone) && one_of(d.word(i - 1), kBefore);
    if (person && d.is_free(i, i + 1)) claim_name(d, i, spoken_name(d, i, 4, true));
    const bool initial = is_given_name(d.word(i)) && !is_ordinary(d.word(i)) && d.is_word(i + 1) && d.word(i + 1).size() == 1 &&
                         is_surname(d.word(i + 2)) && !is_ordinary(d.word(i + 2));
    if (initial && d.is_free(i, i + 3)) claim_name(d, i, i + 3);
    const bool pair = is_given_name(d.word(i)) && is_surname(d.word(i + 1)) && !is_ordinary(d.word(i)) && !is_ordinary(d.word(i + 1)) &&
                      d.word(i).size() > 2 && d.word(i + 1).size() > 1;
    if (pair && d.is_free(i, i + 2)) claim_name(d, i, spoken_name(d, i, 4, true));
  }
}

/// "see you then! - Rose": a name signed at the end of a message.
void find_signatures(Document &d) {
  if (d.size() < 3) return;
  std::size_t last = d.size() - (d.is_mark(d.size() - 1, ".!") ? 1 : 0);
  for (std::size_t i = last; i-- > 1 && last - i <= 3 && d.capital(i);) {
    const bool dash = d.is_mark(i - 1, "-~") && (d.is_mark(i - 2, ".!?,") || !d.touches(i - 1));
    if (dash && is_listed(stem(d.word(i)))) return claim_name(d, i, last);
  }
}

/// "Price is my last name", "grace lin is the name on the account".
void find_before_cue(Document &d) {
  static constexpr std::string_view kWhose[]{"my", "the", "her", "his", "our"};
  static constexpr std::string_view kWhich[]{"name", "last", "first", "middle", "maiden", "surname"};
  for (std::size_t i = 1; i + 2 < d.size(); ++i) {
    if (d.word(i) != "is" || !one_of(d.word(i + 1), kWhose) || !one_of(d.word(i + 2), kWhich)) continue;
    std::size_t first = i;
    while (first > 0 && i - first < 3 && d.is_free(first - 1, first) && d.is_word(first - 1) &&
           (d.cased() ? d.capital(first - 1) : is_listed(d.word(first - 1)) && !one_of(d.word(first - 1), kNotNames)))
      --first;
    claim_name(d, first, i);
  }
}

/// Letters spelled one by one.
void find_spelled(Document &d) {
  for (std::size_t i = 0; i < d.size(); ++i) {
    if (!d.is_word(i) || d.word(i).size() != 1 || !d.is_free(i, i + 1)) continue;
    const std::size_t last = spelled_letters(d, i);
    if (last > i) claim_name(d, i, last);
    i = std::max(last, i + 1) - 1;
  }
}

/// The same name again in the text, in whatever place.
void find_repeated(Document &d) {
  std::unordered_set<std::string_view> seen;
  for (std::size_t i = 0; i < d.size(); ++i) {
    const std::string_view word = stem(d.word(i));
    if (d.claimed_as(i, T::name) && word.size() > 3 && !is_ordinary(word) && !one_of(word, kParticles)) seen.insert(word);
  }
  for (std::size_t i = 0; i < d.size(); ++i) {
    if (d.is_free(i, i + 1) && (d.capital(i) || !d.cased()) && seen.contains(stem(d.word(i)))) claim_name(d, i, i + 1);
  }
}

}  // namespace

void find_names(Document &document) {
  find_titled(document);
  find_before_cue(document);
  find_signatures(document);
  find_spelled(document);
  find_cued(document);
  find_listed(document);
  find_spoken_pairs(document);
  find_repeated(document);
}

}  // namespace callwell::compliance::detect
