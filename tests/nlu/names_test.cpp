#include "nlu/finders.hpp"

#include <catch2/catch.hpp>

using namespace callwell;
using namespace callwell::nlu;

namespace {

/// What the finder makes of an answer to a question for `field`, on 4 March 2026.
std::vector<Entity> found(std::string_view text, Language language, std::string field, std::string country = "US") {
  Context context;
  context.now = *base::parse_rfc3339("2026-03-04T12:00:00Z");
  context.country = std::move(country);
  context.expecting.field = std::move(field);
  std::vector<Entity> out;
  find_names(read_utterance(text, language), context, out);
  return out;
}

struct Case { Language language; std::string_view text, given, family; };  ///< both empty: no name

constexpr Case kSpoken[] = {
      {Language::en, "my name is maria lopez", "Maria", "Lopez"},
      {Language::es, "me llamo jose luis garcia perez", "Jose Luis", "Garcia Perez"},
      {Language::en, "smith s m y t h john", "John", "Smyth"},
      {Language::en, "it's Smith, first name John", "John", "Smith"},
      {Language::en, "jon no h", "Jon", ""},
      {Language::en, "catherine with a k last name jones", "Katherine", "Jones"},
      {Language::en, "last name lopez", "", "Lopez"},
      {Language::en, "name's jo", "Jo", ""},
      {Language::es, "soy ana maría de la torre", "Ana María", "de la Torre"},
      {Language::en, "O'NEIL, PATRICK", "Patrick", "O'Neil"},
      {Language::en, "dr. susan mccarthy", "Susan", "McCarthy"},
      {Language::en, "robert downey jr", "Robert", "Downey"},
      {Language::en, "under the name of hernandez", "Hernandez", ""},
      {Language::es, "a nombre de lucia fernandez", "Lucia", "Fernandez"},
      {Language::en, "what do you need it for", "", ""},
      {Language::en, "a cleaning", "", ""},
      {Language::en, "yes", "", ""},
      {Language::en, "tomorrow at 3", "", ""},
      {Language::en, "botox", "", ""},
      {Language::en, "can i speak to a person", "", ""},
      {Language::en, "none of your business", "", ""},
      {Language::es, "para que lo necesita", "", ""},
      {Language::es, "una limpieza", "", ""},
      {Language::en, "hold on a second", "", ""},
      {Language::en, "i already told you", "", ""},
      {Language::en, "i want to book an appointment", "", ""},
      {Language::en, "i have a toothache", "", ""},
      {Language::en, "first name is sean s e a n last name o'connor", "Sean", "O'Connor"},
      {Language::en, "gonzalez g o n z a l e z first name luis", "Luis", "Gonzalez"},
      {Language::en, "steven with a v stone", "Steven", "Stone"},
      {Language::en, "p as in paul a r k park first name min", "Min", "Park"},
      {Language::es, "mi nombre es lucía y mi apellido es ibáñez con b grande", "Lucía", "Ibáñez"},
      {Language::es, "ese o efe i a sofia ramirez", "Sofia", "Ramirez"},
      {Language::es, "el apellido es chávez ce hache a uve e zeta", "", "Chávez"},
      {Language::en, "sara without an h miller", "Sara", "Miller"},
      {Language::en, "mark", "Mark", ""},
      {Language::en, "will smith", "Will", "Smith"},
      {Language::en, "grace kelly", "Grace", "Kelly"},
      {Language::en, "uh yeah it's tom baker", "Tom", "Baker"},
      {Language::en, "john smith no wait john smythe", "John", "Smythe"},
      {Language::en, "hi this is karen white calling about my appointment", "Karen", "White"},
      {Language::en, "the first name is emily and the last name is rose", "Emily", "Rose"},
      {Language::en, "ludwig van beethoven", "Ludwig", "van Beethoven"},
      {Language::en, "my last name is knight k n i g h t and my first name is dawn", "Dawn", "Knight"},
      {Language::en, "a n d r e w p a r k e r", "Andrew", "Parker"},
      {Language::es, "habla con roberto gomez", "Roberto", "Gomez"},
      {Language::es, "señora marta quintero", "Marta", "Quintero"},
      {Language::es, "apellido nuñez nombre pablo", "Pablo", "Nuñez"},
      {Language::en, "patient is liam o'brien", "Liam", "O'Brien"},
      {Language::en, "it's for my daughter emma stone", "Emma", "Stone"},
      {Language::en, "mcdonald m c d o n a l d ronald", "Ronald", "McDonald"},
      {Language::en, "jean-luc picard", "Jean-Luc", "Picard"},
      {Language::en, "wendy wu w u", "Wendy", "Wu"},
      {Language::en, "ng n g first name kevin", "Kevin", "Ng"},
      {Language::en, "my name is bond james bond", "James", "Bond"},
      {Language::en, "mary beth o'sullivan", "Mary Beth", "O'Sullivan"},
      {Language::es, "juan carlos ortiz", "Juan Carlos", "Ortiz"},
      {Language::es, "guadalupe torres medina", "Guadalupe", "Torres Medina"},
      {Language::en, "alexandra but everyone calls me alex alexandra petrov", "Alexandra", "Petrov"},
      {Language::en, "brian with a y last name cole with a k", "Bryan", "Kole"},
      {Language::en, "lee is the last name first name is bruce", "Bruce", "Lee"},
      {Language::en, "t as in tom o d d todd b as in boy a r n e s", "Todd", "Barnes"}};

}  // namespace

TEST_CASE("names are read as people say, spell and correct them") {
  for (const Case &c : kSpoken) {
    CAPTURE(c.text);
    const auto entities = found(c.text, c.language, "person_name");
    REQUIRE(entities.size() == (c.given.empty() && c.family.empty() ? 0 : 1));
    if (entities.empty()) continue;
    const auto &name = std::get<PersonName>(entities[0].value);
    CHECK(name.given.value_or("") == c.given);
    CHECK(name.family.value_or("") == c.family);
  }
}

TEST_CASE("without being asked only an introduction is a name") {
  CHECK(found("hi this is susan", Language::en, "").size() == 1);
  CHECK(found("me llamo ana ruiz y quiero una cita", Language::es, "").front().text == "ana ruiz");
  for (const std::string_view text : {"this is ridiculous", "i'm calling about a bill", "soy paciente nueva", "my name's not robert", "what days is doctor brooks in"}) {
    CAPTURE(text);
    CHECK(found(text, Language::en, "").empty());
  }
}

TEST_CASE("one word answers the part of the name that was asked for") {
  CHECK(std::get<PersonName>(found("lopez", Language::en, "last_name").front().value).family == "Lopez");
  CHECK(std::get<PersonName>(found("lopez", Language::en, "person_name").front().value).given == "Lopez");
}

TEST_CASE("of a recogniser's readings the one that is a name wins") {
  Context context;
  context.expecting.field = "person_name";
  context.alternatives = {"yo Webster", "Joe Webster"};
  std::vector<Entity> out;
  find_names(read_utterance("yo Webster", Language::en), context, out);
  REQUIRE(out.size() == 1);
  CHECK(std::get<PersonName>(out[0].value).full == "Joe Webster");
}

TEST_CASE("letters that a recogniser ran together become the names they spell") {
  const auto entities = found("Ki r s t y Co o k", Language::en, "person_name");
  REQUIRE(entities.size() == 1);
  CHECK(std::get<PersonName>(entities[0].value).full == "Kirsty Cook");
}
