// The practice's sections, found by the words of a question.
#include "dialog/knowledge.hpp"

#include <catch2/catch.hpp>

#include "support.hpp"

using namespace callwell;
using namespace callwell::dialog;

TEST_CASE("a question finds the section that answers it, in either language") {
  const KnowledgeIndex &index = test::setting()->knowledge();
  struct Example {
    std::string_view question, section;
  };
  const Example examples[] = {{"is there an elevator?", "wheelchair"},
                              {"do you have laughing gas", "anxiety"},
                              {"can I bring my dog", "pets"},
                              {"how can I pay", "payment"},
                              {"what is your cancellation policy?", "cancellation"},
                              {"can I get copies of my x-rays", "records"},
                              {"¿puedo llevar a mi perro?", "pets"},
                              {"tienen plan de pagos", "financing"},
                              {"do you see kids?", "children"},
                              {"me da miedo el dentista", "anxiety"}};
  for (const Example &example : examples) {
    const KnowledgeHit hit = index.find(example.question);
    CAPTURE(example.question, hit.score);
    REQUIRE(hit.section);
    CHECK(hit.section->id == example.section);
    CHECK(hit.score >= 0.4F);
    CHECK(hit.score <= 1.0F);
  }
}

TEST_CASE("a question's own words score highest, strange words argue against every section") {
  const KnowledgeIndex &index = test::setting()->knowledge();
  CHECK(index.find("can I bring my dog").score > index.find("can I bring my dog to the mountain concert tomorrow night").score);
  CHECK(index.find("zebra xylophone quantum").score == 0);
  CHECK(index.find("").section == nullptr);
  CHECK(index.find("the of and you").score == 0);
}

TEST_CASE("a practice without sections finds nothing") {
  practice::Practice empty;
  const KnowledgeIndex index(empty);
  CHECK(index.find("can I bring my dog").section == nullptr);
}
