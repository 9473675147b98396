#include <algorithm>
#include <catch2/catch.hpp>

#include "nlu/finders.hpp"
#include "nlu/vocabulary.hpp"

using namespace callwell::nlu;

namespace {

const VocabularyIndex &practice() {
  static const auto index = build_vocabulary({{EntityType::service, "clean", "Teeth Cleaning", {"limpieza dental", "limpieza"}},
                                              {EntityType::service, "white", "Teeth Whitening", {"blanqueamiento"}},
                                              {EntityType::service, "lip", "Lip Filler", {"lip injections"}},
                                              {EntityType::service, "cheek", "Cheek Filler", {}},
                                              {EntityType::service, "botox", "Botox", {"tox"}},
                                              {EntityType::service, "hydra", "HydraFacial", {}},
                                              {EntityType::service, "laser", "Laser Hair Removal", {"depilación láser"}},
                                              {EntityType::service, "exam", "New Patient Exam", {}},
                                              {EntityType::service, "skin", "Full Body Skin Check", {}},
                                              {EntityType::provider, "chen", "Dr. Wei Chen, MD", {}},
                                              {EntityType::provider, "maria", "Dra. María García", {}},
                                              {EntityType::provider, "luis", "Dr. Luis Garcia", {}},
                                              {EntityType::provider, "sarah", "Sarah Thompson, NP", {"Sarah"}},
                                              {EntityType::location, "aurora", "Aurora Office", {}},
                                              {EntityType::location, "down", "Downtown Denver Clinic", {}},
                                              {EntityType::location, "north", "North Denver Clinic", {}}});
  return *index;
}

std::vector<std::string> ids_in(std::string_view text) {
  std::vector<Entity> out;
  find_catalogue(read_utterance(text, Language::en), Context{}, practice(), out);
  std::vector<std::string> ids;
  for (const Entity &entity : out) ids.push_back(std::get<CatalogItem>(entity.value).id);
  std::sort(ids.begin(), ids.end());
  return ids;
}

struct Case {
  std::string_view text;
  std::vector<std::string> ids;
};

}  // namespace

TEST_CASE("a practice's names are found whole, in part and misspelt") {
  const Case cases[] = {{"i need a cleaning with dr chen", {"chen", "clean"}},
                        {"can i see doctor shen at the aurora office", {"aurora", "chen"}},
                        {"lip fillers and bo tox please", {"botox", "lip"}},
                        {"hydra facial with sarah", {"hydra", "sarah"}},
                        {"i'd like a skin check", {"skin"}},
                        {"necesito depilacion laser", {"laser"}},
                        {"how much is the whitening", {"white"}},
                        {"una limpieza en la oficina de aurora", {"aurora", "clean"}}};
  for (const Case &c : cases) {
    CAPTURE(c.text);
    CHECK(ids_in(c.text) == c.ids);
  }
}

TEST_CASE("a partial name that several items share gives them all, less trusted") {
  CHECK(ids_in("a filler appointment") == std::vector<std::string>{"cheek", "lip"});
  CHECK(ids_in("is dr garcia in") == std::vector<std::string>{"luis", "maria"});
  std::vector<Entity> out;
  find_catalogue(read_utterance("the denver clinic", Language::en), Context{}, practice(), out);
  REQUIRE(out.size() == 2);
  CHECK(out[0].confidence < 0.6F);
}

TEST_CASE("everyday words and the caller's own name name nothing of the practice") {
  for (const std::string_view text :
       {"my hair is falling out", "i'm a new patient", "my name is sarah", "i want to come at three", "my teeth hurt"}) {
    CAPTURE(text);
    CHECK(ids_in(text).empty());
  }
}

TEST_CASE("part of a name counts only with a word that names something") {
  static const auto index = build_vocabulary(
      {{EntityType::service, "night-guard", "Night Guard", {"do I need a night guard", "I grind my teeth", "rechino los dientes"}},
       {EntityType::service, "child-checkup", "Child check-up", {"revisión de mi hijo", "my son's cleaning", "cita para mi hija"}},
       {EntityType::service, "cleaning", "Cleaning and check-up", {"cleaning", "limpieza", "six month visit"}},
       {EntityType::service, "vitamin", "Vitamin B12 shot", {"B12", "love handles"}},
       {EntityType::location, "lakeside", "Lakeside Dental", {"the dental office", "Shore Road", "la clínica"}}});
  const Case cases[] = {{"can I book a cleaning?", {"cleaning"}},
                        {"ya soy paciente, mi correo es ana@example.com", {}},
                        {"do I need to bring anything", {}},
                        {"es para mi hijo", {}},
                        {"my son has six teeth", {}},
                        {"tomorrow at 12 is fine", {}},
                        {"I'd love to come at night", {}},
                        {"I need a new guard for the night", {"night-guard"}},
                        {"I grind my teeth at night", {"night-guard"}}};
  for (const Case &c : cases) {
    CAPTURE(c.text);
    std::vector<Entity> out;
    find_catalogue(read_utterance(c.text, Language::en), Context{}, *index, out);
    std::vector<std::string> ids;
    for (const Entity &entity : out) ids.push_back(std::get<CatalogItem>(entity.value).id);
    std::sort(ids.begin(), ids.end());
    CHECK(ids == c.ids);
  }
}

TEST_CASE("common medications and insurers are known until the practice lists its own") {
  CHECK(ids_in("i take lisinipril and accutane") == std::vector<std::string>{"isotretinoin", "lisinopril"});
  CHECK(ids_in("do you take blue cross blue shield or signa") == std::vector<std::string>{"blue-cross-blue-shield", "cigna"});
  const auto own = build_vocabulary({{EntityType::insurance, "own", "Example Health", {}}});
  std::vector<Entity> out;
  find_catalogue(read_utterance("do you take aetna", Language::en), Context{}, *own, out);
  CHECK(out.empty());
}
