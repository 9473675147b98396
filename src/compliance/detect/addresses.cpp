// Where somebody lives: street addresses, cities, postal codes, in English and Spanish order, written and spoken.
#include <algorithm>
#include <array>

#include "compliance/detect/detectors.hpp"

namespace callwell::compliance::detect {

namespace {

using T = IdentifierType;

constexpr std::string_view kStreetWords[]{
    "street",  "st",    "avenue",   "ave",     "av",     "road",  "rd",       "lane",     "ln",     "drive",  "dr",      "boulevard",
    "blvd",    "court", "ct",       "way",     "place",  "pl",    "terrace",  "ter",      "circle", "cir",    "parkway", "pkwy",
    "highway", "hwy",   "trail",    "trl",     "square", "sq",    "loop",     "crossing", "alley",  "plaza",  "ridge",   "row",
    "path",    "pike",  "turnpike", "freeway", "run",    "close", "crescent", "strasse",  "str",    "straat", "gata",    "vagen"};
constexpr std::string_view kSpanishStreets[]{
    "calle",     "c",       "avenida", "avda",  "av",       "avd",          "paseo",    "pso",      "plaza",   "plza",    "pza", "pl",
    "carretera", "ctra",    "camino",  "ronda", "travesia", "urbanizacion", "urb",      "callejon", "bulevar", "calzada", "via", "glorieta",
    "pasaje",    "colonia", "carrer",  "rua",   "alameda",  "barrio",       "poligono", "rambla",   "passeig", "gran"};
constexpr std::string_view kUnitWords[]{"apartment", "apt",    "unit",   "suite",        "ste",      "floor", "room",   "rm",
                                        "box",       "number", "numero", "num",          "no",       "piso",  "puerta", "portal",
                                        "escalera",  "bajo",   "depto",  "departamento", "interior", "int",   "planta", "bloque",
                                        "letra",     "lot",    "nº",     "bis",          "local"};
constexpr std::string_view kDirections[]{"north", "south", "east", "west", "n",         "s",         "e",         "w",
                                         "ne",    "nw",    "se",   "sw",   "northeast", "northwest", "southeast", "southwest"};
constexpr std::string_view kFloors[]{"primero", "segundo", "tercero",   "cuarto", "quinto", "sexto", "primera", "segunda", "tercera",
                                     "cuarta",  "derecha", "izquierda", "centro", "dcha",   "izda",  "bajo",    "atico"};

constexpr std::string_view kStates[]{"alabama",
                                     "al",
                                     "alaska",
                                     "ak",
                                     "arizona",
                                     "az",
                                     "arkansas",
                                     "ar",
                                     "california",
                                     "ca",
                                     "colorado",
                                     "co",
                                     "connecticut",
                                     "ct",
                                     "delaware",
                                     "de",
                                     "florida",
                                     "fl",
                                     "georgia",
                                     "ga",
                                     "hawaii",
                                     "hi",
                                     "idaho",
                                     "id",
                                     "illinois",
                                     "il",
                                     "indiana",
                                     "in",
                                     "iowa",
                                     "ia",
                                     "kansas",
                                     "ks",
                                     "kentucky",
                                     "ky",
                                     "louisiana",
                                     "la",
                                     "maine",
                                     "me",
                                     "maryland",
                                     "md",
                                     "massachusetts",
                                     "ma",
                                     "michigan",
                                     "mi",
                                     "minnesota",
                                     "mn",
                                     "mississippi",
                                     "ms",
                                     "missouri",
                                     "mo",
                                     "montana",
                                     "mt",
                                     "nebraska",
                                     "ne",
                                     "nevada",
                                     "nv",
                                     "nh",
                                     "nj",
                                     "nm",
                                     "ny",
                                     "nc",
                                     "nd",
                                     "ohio",
                                     "oh",
                                     "oklahoma",
                                     "ok",
                                     "oregon",
                                     "or",
                                     "pennsylvania",
                                     "pa",
                                     "ri",
                                     "sc",
                                     "sd",
                                     "tennessee",
                                     "tn",
                                     "texas",
                                     "tx",
                                     "utah",
                                     "ut",
                                     "vermont",
                                     "vt",
                                     "virginia",
                                     "va",
                                     "washington",
                                     "wa",
                                     "wv",
                                     "wisconsin",
                                     "wi",
                                     "wyoming",
                                     "wy",
                                     "dc"};

/// Cities by one word or two. Only those that are hardly anything else; others need a cue.
constexpr std::string_view kCities[]{
    "albuquerque", "amarillo",    "anaheim",    "anchorage",    "arlington",   "atlanta",      "bakersfield", "baltimore", "boise",
    "boston",      "brownsville", "buffalo",    "charlotte",    "chicago",     "chula",        "cincinnati",  "cleveland", "columbus",
    "dallas",      "dayton",      "denver",     "detroit",      "durham",      "fresno",       "gainesville", "glendale",  "greensboro",
    "hialeah",     "honolulu",    "houston",    "indianapolis", "irvine",      "jacksonville", "knoxville",   "laredo",    "lowell",
    "lubbock",     "memphis",     "miami",      "milwaukee",    "minneapolis", "modesto",      "nashville",   "oakland",   "ocala",
    "omaha",       "orlando",     "oxnard",     "philadelphia", "phoenix",     "pittsburgh",   "plano",       "portland",  "raleigh",
    "reno",        "rochester",   "sacramento", "scottsdale",   "seattle",     "shreveport",   "spokane",     "stockton",  "tacoma",
    "tallahassee", "tampa",       "toledo",     "tucson",       "tulsa",       "wichita",      "worcester",   "yonkers",   "mcallen",
    "tempe",       "mesa",        "flagstaff",  "yuma",         "madrid",      "barcelona",    "valencia",    "sevilla",   "zaragoza",
    "malaga",      "murcia",      "palma",      "bilbao",       "alicante",    "cordoba",      "valladolid",  "vigo",      "gijon",
    "granada",     "vitoria",     "elche",      "oviedo",       "badalona",    "cartagena",    "terrassa",    "jerez",     "sabadell",
    "mostoles",    "pamplona",    "almeria",    "burgos",       "salamanca",   "albacete",     "logrono",     "badajoz",   "huelva",
    "lleida",      "tarragona",   "leon",       "cadiz",        "jaen",        "ourense",      "girona",      "lugo",      "caceres",
    "santander",   "castellon",   "toledo",     "guadalajara",  "monterrey",   "tijuana",      "puebla",      "merida",    "cancun",
    "bogota",      "medellin",    "lima",       "quito",        "caracas",     "getafe",       "alcorcon",    "leganes",   "fuenlabrada",
    "torrejon",    "parla",       "marbella",   "segovia",      "avila",       "soria",        "teruel",      "huesca",    "cuenca",
    "palencia",    "zamora",      "pontevedra", "ferrol",       "aviles",      "gandia",       "ponferrada"};

bool number_like(const Document &d, std::size_t i) { return d.is_number(i) || d.run_at(i) != nullptr; }

/// Past unit, floor and door that follow a street: ", Apartment 9", "#212", "unit seven", "2, 5 C", "segundo derecha".
std::size_t with_unit(const Document &d, std::size_t last) {
  for (int parts = 0; parts < 5; ++parts) {
    std::size_t at = last;
    while (d.is_mark(at, ",.#-º")) ++at;
    const bool unit = one_of(d.word(at), kUnitWords) || d.is_mark(at - 1, "#");
    std::size_t value = one_of(d.word(at), kUnitWords) ? at + 1 : at;
    while (d.is_mark(value, "#.º°")) ++value;
    if (unit && number_like(d, value)) {
      const DigitRun *run = d.run_at(value);
      last = run ? run->last : value + 1;
      const bool letter = d.is_word(last) && d.word(last).size() == 1 && d.word(last) != "i" && d.word(last) != "a" &&
                          (d.touches(last) || !d.cased() || d.capital(last));
      if (letter) ++last;
    } else if (unit && d.is_word(value) && d.word(value).size() <= 2 && d.capital(value)) {
      last = value + 1;
    } else if (one_of(d.word(at), kFloors)) {
      last = at + 1;
    } else {
      break;
    }
  }
  return last;
}

/// [number] [direction] one to four name words, then a street word. The house number may be absent; then the name must be capitalised.
void find_english_streets(Document &d) {
  constexpr std::size_t kMaxName = 4;
  for (std::size_t street = 1; street < d.size(); ++street) {
    if (!one_of(d.word(street), kStreetWords) || !d.is_free(street, street + 1) ||
        (d.cased() && !d.capital(street) && !number_like(d, street - 2)))
      continue;
    std::size_t name = street;
    while (name > 0 && street - name < kMaxName && (d.is_word(name - 1) || d.is_number(name - 1)) && !d.in_run(name - 1)) {
      const bool stop = d.cased() && !d.capital(name - 1) && !d.is_number(name - 1) && !(d.touches(name - 1) && d.is_number(name - 2));
      if (stop || d.word(name - 1) == "on" || d.word(name - 1) == "at" || d.word(name - 1) == "the" || d.word(name - 1) == "is" ||
          d.word(name - 1) == "of" || d.word(name - 1) == "and" || d.word(name - 1) == "in")
        break;
      --name;
    }
    std::size_t first = name;
    const auto runs = d.runs_from(name > 8 ? name - 8 : 0);
    bool numbered = false;
    for (const DigitRun &run : runs) {
      if (run.first >= street) break;
      if (run.last == name || (run.last + 1 == name && d.is_word(run.last) && d.word(run.last).size() == 1) ||
          (run.last + 2 == name && one_of(d.word(run.last), kDirections) && d.is_mark(run.last + 1, ".")))
        first = run.first, numbered = true;
      else if (run.first >= name && run.last < street)
        first = run.first, numbered = true, name = run.last;
    }
    const bool ordinal = name < street && d.is_number(name);
    const bool doctor = (d.word(street) == "dr" || d.word(street) == "st" || d.word(street) == "way" || d.word(street) == "place" ||
                         d.word(street) == "close" || d.word(street) == "run" || d.word(street) == "row" || d.word(street) == "path" ||
                         d.word(street) == "square") &&
                        !numbered && !ordinal;
    const bool capital_name = d.cased() && name < street && d.capital(name) && d.capital(street) && !d.begins_sentence(name);
    if (name == street || doctor || !(numbered || capital_name)) continue;
    std::size_t last = street + 1;
    if (d.is_mark(last, ".") && !d.ends_between(last, last + 1)) ++last;
    static constexpr std::string_view kNumbered[]{"road", "route", "highway", "hwy"};
    if (one_of(d.word(street), kNumbered) && d.is_number(last) && !d.touches(last)) ++last;
    if (one_of(d.word(last), kDirections) && (!d.cased() || d.all_capitals(last) || d.capital(last))) ++last;
    if (d.claim(first, with_unit(d, last), T::street_address)) continue;
  }
}

/// "Route 9", "Highway 50", "PO Box 123", "number 88" after a street.
void find_routes(Document &d) {
  static constexpr std::string_view kRoutes[]{"route", "highway", "hwy", "interstate", "carretera"};
  for (std::size_t i = 0; i + 1 < d.size(); ++i) {
    if (one_of(d.word(i), kRoutes) && d.is_number(i + 1) && d.is_free(i, i + 2)) d.claim(i, i + 2, T::street_address);
    const bool box = d.word(i) == "box" && d.is_number(i + 1) && (d.word(i - 1) == "o" || d.word(i - 1) == "po" || d.is_mark(i - 1, "."));
    if (box) {
      std::size_t first = i;
      while (first > 0 && i - first < 4 &&
             (d.word(first - 1) == "p" || d.word(first - 1) == "o" || d.word(first - 1) == "po" || d.is_mark(first - 1, ".")))
        --first;
      d.claim(first, i + 2, T::street_address);
    }
    const bool number = (d.word(i) == "number" || d.word(i) == "numero") && d.is_number(i + 1) &&
                        (d.claimed_as(i - 1, T::street_address) || (d.is_mark(i - 1, ",") && d.claimed_as(i - 2, T::street_address)));
    if (number) d.claim(i + 1, i + 2, T::street_address);
  }
}

/// Calle Mayor 5, 2º B; plaza del carmen número siete segundo derecha.
void find_spanish_streets(Document &d) {
  static constexpr std::string_view kLinks[]{"de",      "del",    "la", "las", "los", "el",  "y",   "san",   "santa",
                                             "nuestra", "senora", "i",  "da",  "do",  "dos", "via", "virgen"};
  constexpr std::size_t kMaxName = 8;
  for (std::size_t i = 0; i + 1 < d.size(); ++i) {
    if (!one_of(d.word(i), kSpanishStreets) || !d.is_free(i, i + 1)) continue;
    const bool c_slash = d.word(i) == "c" && d.is_mark(i + 1, "/") && d.touches(i + 1);
    if (d.word(i) == "c" && !c_slash) continue;
    if (d.word(i) == "pl" && !d.is_mark(i + 1, ".")) continue;
    if (d.word(i) == "via" || d.word(i) == "barrio" || d.word(i) == "gran" || d.word(i) == "colonia") {
      if (!(d.cased() && d.capital(i) && d.capital(i + 1))) continue;
    }
    std::size_t at = i + 1;
    if (d.is_mark(at, "/.")) ++at;
    std::size_t name = at;
    while (at < d.size() && at - name < kMaxName && d.is_word(at) && (!d.run_at(at) || one_of(d.word(at), kLinks))) {
      const bool link = one_of(d.word(at), kLinks);
      if (d.cased() && !d.capital(at) && !link) break;
      if (one_of(d.word(at), kUnitWords) || d.word(at) == "en" || d.word(at) == "que" || d.word(at) == "con") break;
      ++at;
      if (d.is_mark(at, ".") && d.is_word(at + 1) && d.token(at - 1).text.size() <= 3) ++at;
    }
    while (at > name && one_of(d.word(at - 1), kLinks)) --at;
    if (at == name) continue;
    std::size_t last = at;
    std::size_t number = at;
    while (d.is_mark(number, ",.:") || d.word(number) == "n" || d.word(number) == "no" || d.word(number) == "nº" ||
           d.word(number) == "num" || d.word(number) == "numero" || d.is_mark(number, "º°"))
      ++number;
    const bool numbered = number_like(d, number) && (!d.is_number(number) || d.word(number).size() <= 4);
    if (numbered) {
      const DigitRun *run = d.run_at(number);
      last = run && run->spoken ? run->last : number + 1;
      for (int extra = 0; extra < 4; ++extra) {  // floor, door and stairs: "2, 5 C", "3º izda", "14-B"
        std::size_t next = last;
        while (d.is_mark(next, ",-º°ª/")) ++next;
        const bool small = d.is_number(next) && d.word(next).size() <= 3;
        const bool letter = d.is_word(next) && d.word(next).size() <= 2 && d.capital(next) && !d.is_mark(next - 1, ".");
        const bool o = (d.word(next) == "o" || d.word(next) == "a" ||
                        (d.word(next).size() == 2 && (d.word(next)[0] == 'o' || d.word(next)[0] == 'a'))) &&
                       d.touches(next);  // 2º, 2ª, 2ºA
        if (!small && !letter && !o) break;
        last = next + 1;
      }
      last = with_unit(d, last);
    }
    const bool strong = c_slash || d.capital(i) || numbered;
    if (!strong || (!numbered && !d.cased())) continue;
    d.claim(i, last, T::street_address);
  }
}

bool five_digits(const Document &d, std::size_t i) { return d.is_number(i) && d.word(i).size() == 5 && !d.touches(i + 1); }

std::size_t zip_end(const Document &d, std::size_t i) {
  return d.is_mark(i + 1, "-") && d.touches(i + 1) && d.is_number(i + 2) && d.word(i + 2).size() == 4 ? i + 3 : i + 1;
}

bool is_zip_token(const Document &d, std::size_t i) { return d.is_number(i) && d.word(i).size() == 5 && !d.touches(i); }

/// One to three words of a city that ends before `end`, capitalised where the text has capitals; `end` when there is none.
std::size_t city_start(const Document &d, std::size_t end) {
  static constexpr std::string_view kStops[]{"in",  "at",  "the", "from", "to",    "and",    "is",    "are",  "of",    "live", "lives",
                                             "en",  "de",  "on",  "at",   "i",     "we're",  "zip",   "code", "my",    "near", "old",
                                             "off", "for", "by",  "home", "house", "called", "moved", "city", "ciudad"};
  std::size_t first = end;
  while (first > 0 && end - first < 3 && d.is_word(first - 1) && d.is_free(first - 1, first) && !one_of(d.word(first - 1), kStops) &&
         !one_of(d.word(first - 1), kStreetWords)) {
    if (d.cased() && !d.capital(first - 1)) break;
    --first;
    if (!d.cased() && !one_of(d.word(first), kCities) && end - first >= 2) {
      ++first;
      break;
    }
  }
  return first;
}

/// "Spokane, WA 99201", "tucson arizona eight five seven one one", "28013 Madrid".
void find_zip_lines(Document &d) {
  for (std::size_t i = 1; i < d.size(); ++i) {
    const DigitRun *run = d.run_at(i);
    const bool written = is_zip_token(d, i);
    const bool spoken = run && run->spoken && run->digits.size() == 5;
    if (!written && !spoken) continue;
    const std::size_t last = written ? zip_end(d, i) : run->last;
    std::size_t before = i;
    if (d.is_mark(before - 1, ",.")) --before;
    const bool state = one_of(d.word(before - 1), kStates) && (!d.cased() || d.capital(before - 1)) && d.word(before - 1) != "in" &&
                       d.word(before - 1) != "or";
    if (state) {
      std::size_t city = before - 1;
      if (d.is_mark(city - 1, ",")) --city;
      const std::size_t start = city_start(d, city);
      if (start < city && city > 0) d.claim(start, city, T::city);
      d.claim(i, last, T::zip);
    }
  }
}

void find_cued_zips(Document &d) {
  constexpr std::size_t kReach = 6;
  for (std::size_t i = 0; i < d.size(); ++i) {
    const std::string_view word = d.word(i);
    const bool cue = word == "zip" || word == "zipcode" || word == "cp" || word == "postcode" ||
                     (word == "postal" && (d.word(i - 1) == "codigo" || d.word(i + 1) == "code")) || (word == "p" && d.word(i - 2) == "c");
    if (!cue) continue;
    for (const DigitRun &run : d.runs_from(i + 1)) {
      if (run.first > i + kReach) break;
      if (run.digits.size() == 5 || run.digits.size() == 9 || (run.groups.front().digits.size() == 5 && !run.spoken)) {
        const bool whole = run.spoken || run.digits.size() == 9 || run.groups.size() == 1;
        if (d.claim(run.first, whole ? run.last : run.groups.front().last, T::zip)) {
          const std::size_t city = d.word(i - 1) == "her" || d.word(i - 1) == "his" || d.word(i - 1) == "my" ? i : city_start(d, i);
          if (city < i && d.word(city - 1) == "in") d.claim(city, i, T::city);
        }
      }
      break;
    }
  }
}

/// The first two digits of a Spanish postal code are its province, 01 to 52.
bool is_province(std::string_view code) { return code.substr(0, 2) >= "01" && code.substr(0, 2) <= "52"; }

bool ends_place(std::string_view word) {
  static constexpr std::string_view kNext[]{"tel",    "telf",  "telfs", "tfno", "tlf",   "telefono", "fax",
                                            "correo", "email", "e",     "mail", "movil", "datos"};
  return one_of(word, kNext);
}

/// "Domicilio: ..." in a letter: the rest of its line.
void find_address_fields(Document &d) {
  for (std::size_t i = 0; i + 2 < d.size(); ++i) {
    if (d.word(i) != "domicilio" || !d.is_mark(i + 1, ":")) continue;
    std::size_t last = i + 2;
    while (last < d.size() && last - i < 24 && !(last > i + 2 && d.begins_sentence(last) && !d.is_mark(last - 1, ".-(\"")) &&
           !(d.is_mark(last, ".") && d.ends_between(last, last + 1)))
      ++last;
    std::size_t first = i + 2;
    while (first < last && !d.is_free(first, first + 1)) ++first;
    std::size_t end = first;
    while (end < last && d.is_free(end, end + 1)) ++end;
    if (end > first) d.claim(first, end, T::street_address);
  }
}

/// Five digits and a capitalised place in a Spanish letter: "31008 Pamplona", after a full stop, a dash or a street.
void find_spanish_post(Document &d) {
  static constexpr std::string_view kLinks[]{"de", "del", "la", "las", "los", "el", "y"};
  for (std::size_t i = 0; i + 1 < d.size(); ++i) {
    const bool spanish_mark = d.touches(i) && d.is_mark(i - 1, "-") && d.word(i - 2) == "e";  // E-28006
    if ((!five_digits(d, i) && !spanish_mark) || !d.is_free(i, i + 1) || !is_province(d.word(i))) continue;
    std::size_t place = i + 1;
    while (d.is_mark(place, ",.-(")) ++place;
    const bool after_street = (d.is_mark(i - 1, ".,-") && d.claimed_as(i - 2, T::street_address)) ||
                              d.claimed_as(i - 1, T::street_address) || d.word(i - 1) == "cp";
    if (!d.capital(place) || !(after_street || place == i + 1 || d.is_mark(i - 1, "-.,"))) continue;
    d.claim(i, i + 1, T::zip);
    std::size_t last = place;
    while (last < d.size() && last - place < 6 && !ends_place(d.word(last)) &&
           (d.capital(last) || (one_of(d.word(last), kLinks) && d.capital(last + 1))))
      ++last;
    d.claim(place, last, T::city);
    if (d.is_mark(last, "(,.-") && d.capital(last + 1) && !ends_place(d.word(last + 1)) && d.is_mark(last + 2, ").,("))
      d.claim(last + 1, last + 2, T::location);
  }
}

/// Cities after words that say so, and the well-known ones anywhere.
void find_cities(Document &d) {
  static constexpr std::string_view kCues[]{"localidad", "provincia", "municipio", "ciudad", "poblacion", "natural"};
  for (std::size_t i = 0; i < d.size(); ++i) {
    const bool field = one_of(d.word(i), kCues) && d.capital(i);
    if (field) {
      std::size_t at = i + 1;
      while (at < d.size() && at < i + 5 && !d.is_mark(at - 1, ":") && (d.is_mark(at, "/:") || one_of(d.word(at), kCues))) ++at;
      const std::size_t first = at;
      while (at < d.size() && at - first < 7 && !d.is_mark(at, ".;\n") && !d.begins_sentence(at + (at == first ? 1 : 0))) ++at;
      if (d.is_mark(first - 1, ":") && at > first) d.claim(first, at, T::city);
      continue;
    }
    const bool known = one_of(d.word(i), kCities) && (!d.cased() || d.capital(i)) && d.is_free(i, i + 1);
    const bool place = d.word(i - 1) == "in" || d.word(i - 1) == "from" || d.word(i - 1) == "en" || d.word(i - 1) == "de" ||
                       d.word(i - 1) == "near" || d.word(i - 1) == "to" || d.is_mark(i - 1, ",") || one_of(d.word(i + 1), kStates);
    if (known && place) d.claim(i, i + 1, T::city);
    const bool lives =
        (d.word(i) == "live" || d.word(i) == "lives" || d.word(i) == "vivo" || d.word(i) == "vive" || d.word(i) == "living") &&
        (d.word(i + 1) == "in" || d.word(i + 1) == "en") && d.capital(i + 2);
    if (lives && d.is_free(i + 2, i + 3) && !one_of(d.word(i + 2), kStates)) d.claim(i + 2, d.capital(i + 3) ? i + 4 : i + 3, T::city);
  }
}

}  // namespace

bool is_us_state(std::string_view folded) { return one_of(folded, kStates); }

void find_addresses(Document &document) {
  find_address_fields(document);
  find_spanish_streets(document);
  find_english_streets(document);
  find_routes(document);
  find_zip_lines(document);
  find_cued_zips(document);
  find_spanish_post(document);
  find_cities(document);
}

}  // namespace callwell::compliance::detect
