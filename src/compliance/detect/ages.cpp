// Ages over 89. Younger ages say too little to hide.
#include <optional>

#include "compliance/detect/detectors.hpp"

namespace callwell::compliance::detect {

namespace {

struct Quantity {
  int value = 0;
  std::size_t last = 0;
};

std::optional<Quantity> quantity_at(const Document &d, std::size_t i) {
  if (d.is_number(i)) {
    const bool part =
        (d.touches(i) && !d.is_mark(i - 1, "(¿¡\"")) || (d.is_mark(i + 1, "/%.:-,") && d.touches(i + 1) && (d.is_number(i + 2)));
    if (part || d.word(i).size() > 3) return std::nullopt;
    return Quantity{std::stoi(std::string(d.word(i))), i + 1};
  }
  const auto spoken = read_spoken_number(d.tokens(), i);
  if (!spoken || spoken->ordinal) return std::nullopt;
  return Quantity{spoken->value, i + spoken->tokens};
}

/// "years old", "y/o", "-year-old", "años" right after.
bool age_follows(const Document &d, std::size_t i) {
  if (d.is_mark(i, "-")) ++i;
  const std::string_view word = d.word(i);
  if (word == "years" || word == "yrs" || word == "yr" || word == "year") {
    const bool old = d.word(i + 1) == "old" || d.word(i + 1) == "of" || d.word(i + 2) == "old" || d.word(i + 1) == "young";
    return old;
  }
  return word == "anos" || word == "anitos" || word == "yo" || (word == "y" && d.is_mark(i + 1, "/") && d.word(i + 2) == "o") ||
         (word == "y" && d.word(i + 1) == "o");
}

/// A person and a verb before: "my grandmother is 97", "she'll be 91", "mi tía 93", "lived to ninety nine", "cumplo 90".
bool age_precedes(const Document &d, std::size_t i) {
  static constexpr std::string_view kVerbs[]{"turning", "turns",  "turned",  "aged", "age",
                                             "cumplo",  "cumple", "cumplio", "edad", "cumplira"};
  static constexpr std::string_view kBe[]{"is",   "am",  "was",   "be",    "i'm",   "she's", "he's",    "im",
                                          "shes", "hes", "tiene", "tengo", "tenia", "to",    "they're", "who's"};
  static constexpr std::string_view kPersons[]{
      "i",        "she",      "he",      "i'm",   "she's",       "he's",        "she'll",  "he'll",    "i'll",   "im",
      "mother",   "father",   "mom",     "dad",   "grandmother", "grandfather", "grandma", "grandpa",  "aunt",   "uncle",
      "wife",     "husband",  "patient", "mi",    "madre",       "padre",       "mama",    "papa",     "abuela", "abuelo",
      "abuelita", "abuelito", "tia",     "tio",   "esposa",      "esposo",      "suegra",  "suegro",   "lived",  "neighbor",
      "sister",   "brother",  "tengo",   "tiene", "who's",       "nana",        "granny",  "paciente", "senora", "cumplo"};
  static constexpr std::string_view kMeasures[]{"pressure", "sugar",       "oxygen", "weight", "weigh",      "pounds", "glucose",
                                                "azucar",   "presion",     "pulse",  "rate",   "saturation", "peso",   "pesa",
                                                "score",    "temperature", "copay",  "bill",   "balance",    "heart",  "minutes",
                                                "spo2",     "sat",         "level",  "reading"};
  bool verb = one_of(d.word(i - 1), kVerbs) || one_of(d.word(i - 1), kPersons);
  bool person = one_of(d.word(i - 1), kVerbs);
  for (std::size_t back = 1; back <= 7 && back <= i; ++back) {
    const std::string_view word = d.word(i - back);
    if (one_of(word, kMeasures)) return false;
    if (d.is_mark(i - back, ".?!")) break;
    if (back <= 2 && one_of(word, kBe)) verb = true;
    person = person || one_of(word, kPersons);
  }
  return verb && person;
}

bool measured(const Document &d, std::size_t last) {
  static constexpr std::string_view kUnits[]{"over",    "percent", "pounds", "lbs",        "kilos",   "kg",     "mg",    "dollars",
                                             "minutes", "minutos", "days",   "dias",       "degrees", "grados", "miles", "weeks",
                                             "months",  "meses",   "hours",  "horas",      "euros",   "out",    "day",   "units",
                                             "beats",   "sobre",   "libras", "percentile", "feet"};
  return one_of(d.word(last), kUnits) || d.is_mark(last, "%°/");
}

}  // namespace

void find_ages(Document &document) {
  constexpr int kFirst = 90, kLast = 125;
  for (std::size_t i = 0; i < document.size(); ++i) {
    const auto quantity = quantity_at(document, i);
    if (!quantity) continue;
    if (quantity->value >= kFirst && quantity->value <= kLast && document.is_free(i, quantity->last)) {
      const bool age = age_follows(document, quantity->last) || (age_precedes(document, i) && !measured(document, quantity->last));
      if (age) document.claim(i, quantity->last, IdentifierType::age_90);
    }
    i = quantity->last - 1;
  }
}

}  // namespace callwell::compliance::detect
