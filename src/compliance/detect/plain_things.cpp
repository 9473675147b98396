// What looks like an identifier and is none: diseases named after people, medicines, facilities and payers, public numbers, codes, hashes.
#include <algorithm>
#include <array>

#include "compliance/detect/detectors.hpp"

namespace callwell::compliance::detect {

namespace {

/// People's names that in a clinic mean a disease, a sign, a part of the body, a device or a maker.
constexpr std::string_view kEponyms[]{
    "parkinson",    "alzheimer",   "hashimoto", "crohn",      "hodgkin",     "lyme",          "wilson",      "barrett",
    "sjogren",      "menieres",    "meniere",   "gehrig",     "whipple",     "moro",          "pap",         "aquiles",
    "achilles",     "fallopian",   "falopio",   "eustachian", "down",        "turner",        "marfan",      "tourette",
    "graves",       "addison",     "cushing",   "raynaud",    "bell",        "asperger",      "huntington",  "kawasaki",
    "reye",         "guillain",    "barre",     "babinski",   "romberg",     "epley",         "heimlich",    "foley",
    "holter",       "doppler",     "pfizer",    "moderna",    "novavax",     "astrazeneca",   "janssen",     "roche",
    "bayer",        "baker",       "morton",    "dupuytren",  "colles",      "paget",         "peyronie",    "kegel",
    "braxton",      "hicks",       "apgar",     "glasgow",    "valsalva",    "trendelenburg", "lachman",     "mcmurray",
    "phalen",       "tinel",       "murphy",    "mcburney",   "brudzinski",  "kernig",        "mantoux",     "snellen",
    "ishihara",     "rinne",       "weber",     "coombs",     "gram",        "wright",        "giemsa",      "papanicolau",
    "papanicolaou", "chagas",      "hansen",    "koch",       "still",       "behcet",        "takayasu",    "wegener",
    "kaposi",       "burkitt",     "wilms",     "ewing",      "meckel",      "hirschsprung",  "zollinger",   "ellison",
    "mallory",      "weiss",       "schatzki",  "zenker",     "budd",        "chiari",        "arnold",      "dandy",
    "walker",       "klinefelter", "prader",    "willi",      "angelman",    "noonan",        "ehlers",      "danlos",
    "lou",          "mohs",        "botox",     "juvederm",   "celiac",      "tay",           "sachs",       "gaucher",
    "gilbert",      "rett",        "osgood",    "schlatter",  "scheuermann", "perthes",       "quervain",    "ledderhose",
    "billroth",     "roux",        "nissen",    "bankart",    "charcot",     "lisfranc",      "waldenstrom", "schirmer",
    "fuchs",        "horner",      "adie",      "duchenne",   "becker",      "friedreich",    "lambert",     "eaton",
    "wernicke",     "korsakoff",   "lewy",      "pick",       "creutzfeldt", "jakob",         "conn",        "cox"};

/// Eponyms that are more often somebody's family name: only beside a disease word are they the disease.
constexpr std::string_view kCommonSurnames[]{
    "wilson", "turner",  "walker", "baker",  "murphy", "wright",  "bell",    "weber",   "gilbert",    "graves", "addison", "barrett",
    "hicks",  "cox",     "koch",   "hansen", "morton", "becker",  "lambert", "eaton",   "friedreich", "horner", "arnold",  "mallory",
    "weiss",  "ellison", "conn",   "fuchs",  "foley",  "hodgkin", "lewy",    "gram",    "roche",      "still",  "pick",    "down",
    "jakob",  "ewing",   "gehrig", "lou",    "paget",  "reye",    "rett",    "romberg", "budd",       "roux",   "nissen",  "charcot",
    "chiari", "zenker",  "moro",   "marfan", "coombs", "meckel",  "burkitt", "perthes", "doppler",    "glasgow"};

constexpr std::string_view kDiseaseWords[]{
    "disease",     "syndrome",   "palsy",    "lymphoma",    "smear",     "test",         "sign",     "reflex",     "procedure", "esophagus",
    "tube",        "tubes",      "tendon",   "cyst",        "maneuver",  "score",        "catheter", "monitor",    "surgery",   "disorder",
    "thyroiditis", "phenomenon", "fracture", "contracture", "exercises", "contractions", "scan",     "ulcer",      "dementia",  "bodies",
    "tumor",       "sarcoma",    "vaccine",  "shot",        "booster",   "pills",        "cream",    "enfermedad", "sindrome",  "mal",
    "tendon",      "trompa",     "trompas",  "prueba",      "test",      "signo",        "reflejo",  "quiste",     "linfoma",   "esofago",
    "vacuna",      "virus",      "stain",    "bacillus",    "hernia",    "anemia",       "ataxia",   "chorea"};

constexpr std::string_view kFacilityWords[]{
    "clinic",     "clinica",     "hospital",    "center",      "centre",        "centro",      "pharmacy",    "farmacia",
    "urgent",     "health",      "salud",       "medical",     "imaging",       "laboratory",  "laboratorio", "parroquia",
    "church",     "iglesia",     "university",  "universidad", "universitario", "instituto",   "institute",   "school",
    "colegio",    "diagnostics", "dermatology", "dental",      "family",        "insurance",   "seguros",     "wellness",
    "associates", "group",       "orthopedics", "pediatrics",  "ambulatorio",   "residencia",  "policlinica", "sanatorio",
    "medicine",   "care",        "unidad",      "servicio",    "departamento",  "residencial", "spa"};

constexpr std::string_view kOrganisations[]{
    "walgreens", "cvs",      "kaiser",  "labcorp",   "quest",   "aetna",   "cigna",   "humana",  "medicare", "medicaid",
    "anthem",    "costco",   "walmart", "kroger",    "publix",  "target",  "sanitas", "adeslas", "asisa",    "mapfre",
    "dkv",       "imss",     "issste",  "riverside", "tricare", "centene", "kroger",  "heb",     "safeway",  "unitedhealthcare",
    "google",    "facebook", "zoom",    "uber",      "lyft",    "paypal",  "venmo",   "zelle",   "apple",    "amazon",
    "blue"};

constexpr std::string_view kMedicines[]{
    "eliquis",    "xarelto",  "ativan",     "benadryl",   "estelle",   "yasmin",    "yaz",       "lisinopril", "metformin", "omeprazol",
    "advil",      "tylenol",  "motrin",     "aleve",      "zoloft",    "prozac",    "lexapro",   "xanax",      "valium",    "ambien",
    "lipitor",    "crestor",  "plavix",     "coumadin",   "warfarin",  "sintrom",   "synthroid", "nexium",     "prilosec",  "zantac",
    "claritin",   "allegra",  "zyrtec",     "flonase",    "ventolin",  "albuterol", "advair",    "symbicort",  "singulair", "ozempic",
    "wegovy",     "mounjaro", "trulicity",  "januvia",    "jardiance", "farxiga",   "lantus",    "humalog",    "novolog",   "humira",
    "enbrel",     "stelara",  "cosentyx",   "dupixent",   "accutane",  "retin",     "adderall",  "ritalin",    "concerta",  "vyvanse",
    "wellbutrin", "effexor",  "cymbalta",   "gabapentin", "lyrica",    "tramadol",  "vicodin",   "percocet",   "oxycontin", "norco",
    "mucinex",    "sudafed",  "robitussin", "nyquil",     "imodium",   "pepto",     "tums",      "melatonin",  "viagra",    "cialis",
    "botox",      "dysport",  "xeomin",     "restylane",  "sculptra",  "lasix",     "norvasc",   "alesse",     "junel",     "kariva",
    "mirena",     "kyleena",  "skyla",      "nexplanon",  "paragard",  "ginger",    "sandy",     "rosemary",   "paxlovid",  "tamiflu",
    "keppra",     "depakote", "lamictal",   "seroquel",   "abilify",   "zyprexa",   "premarin",  "camila",     "errin",     "heather",
    "jolivette",  "apri",     "aviane",     "lutera",     "sprintec",  "nuvaring",  "depo",      "boniva",     "fosamax",   "prolia",
    "nora",       "ginger",   "sage",       "senna",      "basil",     "angel",     "jasmine"};

bool hex_like(std::string_view text) { return text.find_first_not_of("0123456789abcdef") == std::string_view::npos; }

bool starts_address(std::string_view word) {
  static constexpr std::string_view kStreets[]{"avda",      "av",       "avenida", "calle",  "c",        "paseo", "plaza",
                                               "carretera", "ctra",     "tel",     "tfno",   "telefono", "e",     "email",
                                               "correo",    "servicio", "seccion", "street", "avenue"};
  return one_of(word, kStreets);
}

/// UUIDs and hashes: long chunks of hexadecimal digits with letters in them. Git hashes, call ids, checksums.
void protect_hashes(Document &d) {
  for (std::size_t i = 0; i < d.size();) {
    std::size_t last = i + 1;
    bool hex = hex_like(d.word(i)) && (d.is_word(i) || d.is_number(i));
    const bool letters_possible = hex;
    while (last < d.size() && d.touches(last) && (d.is_mark(last, "-") || d.is_word(last) || d.is_number(last))) {
      hex = hex && (d.is_mark(last, "-") || hex_like(d.word(last)));
      ++last;
    }
    std::size_t letters = 0, digits = 0, hyphens = 0;
    for (std::size_t k = i; k < last; ++k)
      (d.is_word(k) ? letters : d.is_number(k) ? digits : hyphens) += d.is_mark(k, "-") ? 1 : d.word(k).size();
    if (letters_possible && hex && letters > 0 && digits > 0 && letters + digits >= 20 && (hyphens == 4 || hyphens == 0))
      d.protect(i, last);
    i = last;
  }
}

/// "ending in 4242": what a receipt may show of a card.
void protect_last_four(Document &d) {
  for (std::size_t i = 1; i < d.size(); ++i) {
    const bool ends = (d.word(i) == "in" || d.word(i) == "en" || d.word(i) == "with" || d.word(i) == "con") &&
                      (d.word(i - 1) == "ending" || d.word(i - 1) == "ends" || d.word(i - 1) == "termina" || d.word(i - 1) == "terminada" ||
                       d.word(i - 1) == "acaba" || d.word(i - 1) == "acabada" || d.word(i - 1) == "terminacion");
    bool social = false;
    for (std::size_t back = 2; back <= 7 && back <= i; ++back)
      social = social || d.word(i - back) == "ssn" || d.word(i - back) == "social" || d.word(i - back) == "security";
    if (ends && !social && d.is_number(i + 1) && d.word(i + 1).size() == 4) d.protect(i + 1, i + 2);
  }
}

/// Emergency, crisis and vanity numbers that everybody shares.
void protect_public_numbers(Document &d) {
  static constexpr std::string_view kShort[]{"911", "988", "112", "061", "024", "016", "311", "411",
                                             "811", "211", "091", "062", "080", "999", "111"};
  static constexpr std::string_view kLong[]{"8002221222",  "8002738255",  "8007997233", "8006624357",  "18002221222", "18002738255",
                                            "18007997233", "18006624357", "8006332273", "18006332273", "900202010",   "915620420"};
  for (const DigitRun &run : d.runs()) {
    if (one_of(run.digits, run.digits.size() > 4 ? std::span<const std::string_view>(kLong) : std::span<const std::string_view>(kShort)))
      d.protect(run.first, run.last);
    const bool toll_free =
        run.digits == "1800" || run.digits == "1888" || run.digits == "1877" || run.digits == "800" || run.digits == "888";
    if (toll_free && d.is_mark(run.last, "-") && d.all_capitals(run.last + 1)) {
      std::size_t last = run.last + 1;
      while (last < d.size() && d.touches(last) && (d.is_mark(last, "-") || d.is_word(last) || d.is_number(last))) ++last;
      d.protect(run.first, last);
    }
  }
}

/// Diseases, medicines and organisations by name. A name that is also one of them counts as a name when a family name or a cue follows it.
void protect_names_of_things(Document &d) {
  for (std::size_t i = 0; i < d.size(); ++i) {
    if (!d.is_word(i)) continue;
    std::string_view word = d.word(i);
    const bool bare_possessive = d.is_mark(i + 1, "'") && d.touches(i + 1);  // Graves' disease
    const bool possessive = word.ends_with("'s") || bare_possessive;
    if (word.ends_with("'s")) word.remove_suffix(2);
    const bool disease_after =
        one_of(d.word(i + 1), kDiseaseWords) || (bare_possessive && one_of(d.word(i + 2), kDiseaseWords)) ||
        (d.is_word(i + 1) && one_of(d.word(i + 2), kDiseaseWords) && one_of(word, kEponyms) && !is_given_name(d.word(i + 1)));
    const bool disease_before = (d.word(i - 1) == "de" || d.word(i - 1) == "del") && one_of(d.word(i - 2), kDiseaseWords);
    const bool eponym = one_of(word, kEponyms);
    const bool person_follows = d.capital(i + 1) && is_surname(d.word(i + 1)) && !disease_after && !d.touches(i + 1);
    const bool certain =
        eponym && !one_of(word, kCommonSurnames) && !is_given_name(word) && !(d.capital(i - 1) && is_given_name(d.word(i - 1)));
    if ((eponym && (possessive || disease_after || disease_before || certain)) || ((disease_after || disease_before) && possessive)) {
      d.protect(i, i + 1);
      if (disease_after && possessive && i > 0 && d.capital(i - 1) && d.capital(i) && one_of(word, kEponyms)) d.protect(i - 1, i);
    }
    if (one_of(word, kMedicines) && !(person_follows && d.cased()) &&
        (!is_given_name(word) || one_of(d.word(i + 1), kDiseaseWords) || d.word(i + 1) == "tea"))
      d.protect(i, i + 1);
  }
}

/// "St. Mary's Urgent Care", "Quest Diagnostics", "Hospital 12 de Octubre", "Clínica San Rafael", "parroquia de Santiago".
void protect_facilities(Document &d) {
  static constexpr std::string_view kLinks[]{"de", "del", "la", "las", "los", "el", "of", "the", "san", "santa", "y", "and"};
  for (std::size_t i = 0; i < d.size(); ++i) {
    if (!one_of(d.word(i), kFacilityWords)) continue;
    if (d.capital(i)) {  // the capitalised words before it
      std::size_t first = i;
      while (first > 0 && i - first < 5 && (d.capital(first - 1) || (d.is_mark(first - 1, ".") && d.word(first - 2) == "st")) &&
             d.is_free(first - 1, first))
        --first;
      if (first < i && !d.begins_sentence(first + 1)) d.protect(first, i + 1);
    }
    static constexpr std::string_view kSpanishKinds[]{"hospital",    "clinica",   "centro",      "parroquia",  "iglesia",
                                                      "colegio",     "farmacia",  "residencia",  "sanatorio",  "policlinica",
                                                      "universidad", "instituto", "ambulatorio", "policlinico"};
    if (!one_of(d.word(i), kSpanishKinds) || !d.cased()) continue;
    std::size_t last = i + 1;
    while (last < d.size() && last - i < 8 && !starts_address(d.word(last)) &&
           (d.capital(last) || (one_of(d.word(last), kLinks) && (d.capital(last + 1) || d.capital(last + 2))) ||
            (d.is_number(last) && d.word(last + 1) == "de")))
      ++last;
    if (last > i + 1) d.protect(i, last);
  }
  for (std::size_t i = 0; i < d.size(); ++i) {
    const bool surname_use = is_surname(d.word(i)) && (d.word(i - 1) == "is" || d.word(i - 2) == "name");
    if (one_of(d.word(i), kOrganisations) && !surname_use && !(d.word(i - 1) == "is")) d.protect(i, i + 1);
  }
}

}  // namespace

void protect_plain_things(Document &document) {
  protect_hashes(document);
  protect_last_four(document);
  protect_public_numbers(document);
  protect_facilities(document);
  protect_names_of_things(document);
}

}  // namespace callwell::compliance::detect
