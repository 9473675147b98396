// Lay and clinical terms, drug names and eponyms, in both languages.
#include <catch2/catch.hpp>

#include "nlu/medical_vocabulary.hpp"

using namespace callwell::nlu;

TEST_CASE("what patients say is told in the chart's words") {
  const struct {
    const char *text, *said, *clinical, *kind, *field;
  } cases[] = {{"i have a cavity in my back tooth", "cavity", "dental caries", "condition", "dental"},
               {"me quiero sacar la muela del juicio", "muela del juicio", "third molar", "anatomy", "dental"},
               {"do you do Mohs surgery here", "Mohs surgery", "Mohs micrographic surgery", "procedure", "dermatology"},
               {"tengo patas de gallo", "patas de gallo", "lateral canthal lines", "condition", "medspa"},
               {"i take eliquis every day", "eliquis", "apixaban", "drug", "general"},
               {"necesito más Ozempic", "Ozempic", "semaglutide", "drug", "medspa"},
               {"can i use retin-a after a peel", "retin-a", "tretinoin", "drug", "dermatology"},
               {"mi hijo tiene piojos", "piojos", "pediculosis", "condition", "dermatology"},
               {"i was told it's Bell's palsy", "Bell's palsy", "Bell's palsy", "condition", "general"},
               {"quiero una LIMPIEZA PROFUNDA", "LIMPIEZA PROFUNDA", "scaling and root planing", "procedure", "dental"}};
  for (const auto &c : cases) {
    CAPTURE(c.text);
    const auto terms = medical_terms(c.text);
    const auto found = std::find_if(terms.begin(), terms.end(), [&](const MedicalTerm &term) { return term.clinical == c.clinical; });
    REQUIRE(found != terms.end());
    CHECK(found->text == c.said);
    CHECK(found->kind == c.kind);
    CHECK(found->field == c.field);
  }
}

TEST_CASE("the longest name wins, and terms do not overlap") {
  const auto terms = medical_terms("lip filler and under eye filler, then a skin biopsy");
  REQUIRE(terms.size() == 3);
  CHECK(terms[0].clinical == "lip augmentation");
  CHECK(terms[1].clinical == "tear trough filler");
  CHECK(terms[2].clinical == "skin biopsy");
  for (std::size_t i = 1; i < terms.size(); ++i) CHECK(terms[i].start >= terms[i - 1].end);
}

TEST_CASE("offsets are code points of the text") {
  const auto terms = medical_terms("¿el bótox duele?");
  REQUIRE(terms.size() == 1);
  CHECK(terms[0].start == 4);
  CHECK(terms[0].end == 9);
}

TEST_CASE("everyday words are no terms") {
  for (const char *text : {"can i come in on tuesday", "quiero hablar con una persona", "my name is john carter", ""}) {
    CAPTURE(text);
    CHECK(medical_terms(text).empty());
  }
  CHECK(medical_vocabulary_size() > 300);
}
