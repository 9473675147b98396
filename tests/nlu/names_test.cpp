#include <catch2/catch.hpp>

#include "nlu/finders.hpp"

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

struct Case {
  Language language;
  std::string_view text, given, family;
};  ///< both empty: no name

constexpr Case kSpoken[] = {{Language::en, "my name is maria lopez", "Maria", "Lopez"},
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
                            {Language::en, "t as in tom o d d todd b as in boy a r n e s", "Todd", "Barnes"},
                            {Language::en, "lopez l o p e z maria", "Maria", "Lopez"},
                            {Language::en, "the name is hannah h a n n a h last name schmidt s c h m i d t", "Hannah", "Schmidt"},
                            {Language::en, "siobhan spelled s i o b h a n murphy", "Siobhan", "Murphy"},
                            {Language::en, "first name ray last name ray", "Ray", "Ray"},
                            {Language::en, "my name is anna marie de luca", "Anna Marie", "de Luca"},
                            {Language::en, "kristen with a k and an e hall", "Kristen", "Hall"},
                            {Language::es, "soy el señor ramón ortega", "Ramón", "Ortega"},
                            {Language::es, "maría del carmen ruiz soto", "María del Carmen", "Ruiz Soto"},
                            {Language::es, "mi apellido es vázquez con ve chica y zeta", "", "Vázquez"},
                            {Language::es, "jiménez con jota nombre raúl", "Raúl", "Jiménez"},
                            {Language::es, "se llama sofía gutiérrez", "Sofía", "Gutiérrez"},
                            {Language::en, "it's spelled j o a q u i n joaquin castillo", "Joaquin", "Castillo"},
                            {Language::en, "you have me as robert but i go by bob robert king", "Robert", "King"},
                            {Language::en, "sure jane doe d o e", "Jane", "Doe"},
                            {Language::en, "oh that's michael michael brown", "Michael", "Brown"},
                            {Language::en, "m as in mary i a hamm h a m m", "Mia", "Hamm"},
                            {Language::en, "tango oscar mike cruz", "Tom", "Cruz"},
                            {Language::en, "surname bell first name alexander but alex is fine", "Alexander", "Bell"},
                            {Language::en, "kim is my last name first name is soo", "Soo", "Kim"},
                            {Language::es, "ana lucía fernández de la vega", "Ana Lucía", "Fernández de la Vega"},
                            {Language::es, "doble u i ele ese o ene wilson de apellido y de nombre javier", "Javier", "Wilson"},
                            {Language::en, "ms tanaka yuki tanaka", "Yuki", "Tanaka"},
                            {Language::en, "this is doctor patel's patient nina gupta", "Nina", "Gupta"},
                            {Language::en, "jo ann fisher", "Jo Ann", "Fisher"},
                            {Language::en, "wright with a w tim wright", "Tim", "Wright"},
                            {Language::en, "peter, p e t e r, nguyen, n g u y e n", "Peter", "Nguyen"},
                            {Language::en, "Smith, John", "John", "Smith"},
                            {Language::en, "its j smith", "J", "Smith"},
                            {Language::en, "lisa l i s a marie is my middle name jordan", "Lisa", "Jordan"},
                            {Language::en, "cortez with a z eva", "Eva", "Cortez"},
                            {Language::en, "reed r e e d not r e a d first name donna", "Donna", "Reed"}};

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
  for (const std::string_view text :
       {"this is ridiculous", "i'm calling about a bill", "soy paciente nueva", "my name's not robert", "what days is doctor brooks in"}) {
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
  context.alternatives = {"you Navarro", "Hugo Navarro"};
  std::vector<Entity> out;
  find_names(read_utterance("you Navarro", Language::en), context, out);
  REQUIRE(out.size() == 1);
  CHECK(std::get<PersonName>(out[0].value).full == "Hugo Navarro");
}

TEST_CASE("a recogniser's readings vote for the likeliest name behind them") {
  struct Vote {
    std::string country;
    std::vector<std::string> readings;
    std::string full;
  };
  const Vote votes[] = {{"GB", {"sarong Porter", "Sharon Porter"}, "Sharon Porter"},
                        {"GB", {"call Fisher"}, "Carl Fisher"},
                        {"US", {"Owen clock", "Owen clog"}, "Owen Clark"},
                        {"GB", {"Clara wood house"}, "Clara Woodhouse"},
                        {"GB", {"Hilary and Brewster", "Hillary and Brewster"}, "Hilary Brewster"},
                        {"US", {"Xochitl Vang", "so she'll Vang"}, "Xochitl Vang"},   // in no list, and still what was said
                        {"GB", {"Smith", "smiths"}, "Smith"},
                        {"GB", {"Gordon", "Gorden", "Gordan", "garden", "gordons", "Gordon Hughes"}, "Gordon Hughes"},   // one of them heard more
                        {"GB", {"hold on please", "hold on peas"}, ""},
                        {"GB", {"agent", "Regent"}, ""},
                        {"GB", {"cancel my appointment", "council my appointment"}, ""}};
  for (const Vote &vote : votes) {
    CAPTURE(vote.readings.front());
    Context context;
    context.country = vote.country;
    context.expecting.field = "person_name";
    context.alternatives = vote.readings;
    std::vector<Entity> out;
    find_names(read_utterance(vote.readings.front(), Language::en), context, out);
    CHECK(out.size() == (vote.full.empty() ? 0 : 1));
    if (!out.empty()) CHECK(std::get<PersonName>(out[0].value).full == vote.full);
  }
}

TEST_CASE("dictated marks, nicknames, accents and titles leave the name itself") {
  const Case cases[] = {{Language::en, "garcia comma elena", "Elena", "Garcia"},
                        {Language::en, "liz, elizabeth tran", "Elizabeth", "Tran"},
                        {Language::en, "stephanie with a ph brooks", "Stephanie", "Brooks"},
                        {Language::en, "the patient is zadie okonkwo-reyes", "Zadie", "Okonkwo-Reyes"},
                        {Language::en, "sure, it's lee, bruce lee", "Bruce", "Lee"},
                        {Language::en, "last name first, lopez maria", "Maria", "Lopez"},
                        {Language::es, "ramírez con acento, alejandra ramírez", "Alejandra", "Ramírez"},
                        {Language::es, "apellidos pérez gómez, nombre iván", "Iván", "Pérez Gómez"}};
  for (const Case &c : cases) {
    CAPTURE(c.text);
    const auto entities = found(c.text, c.language, "person_name");
    REQUIRE(entities.size() == 1);
    const auto &name = std::get<PersonName>(entities[0].value);
    CHECK(name.given.value_or("") == c.given);
    CHECK(name.family.value_or("") == c.family);
  }
}

TEST_CASE("somebody who says why they call has given no name") {
  for (const std::string_view text : {"Hi, I'm an existing patient", "I'm new here", "I'm calling about my bill", "soy nuevo", "ya soy paciente",
                                      "it's for my son", "the patient is unconscious", "tell me a joke"}) {
    CAPTURE(text);
    CHECK(found(text, Language::en, "").empty());
  }
  CHECK(found("tell me a joke", Language::en, "person_name").empty());
  const auto ana = found("this is Ana", Language::en, "");
  REQUIRE(ana.size() == 1);
  CHECK_FALSE(std::get<PersonName>(ana[0].value).family.has_value());
}

TEST_CASE("letters heard wrong become the names most like them") {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"s a ll y m o RI is", "Sally Morris"}, {"c h r is m o RG an", "Chris Morgan"},
      {"b a u l b r o w n", "Paul Brown"},
      {"m i k e space o b r i e n", "Mike O'Brien"},
      {"a n n e double t e w h i t e", "Annette White"},
      {"golf alpha victor indigo november golf oscar uniform lima delta", "Gavin Gould"}};
  for (const auto &[text, full] : cases) {
    CAPTURE(text);
    const auto entities = found(text, Language::en, "person_name");
    REQUIRE(entities.size() == 1);
    CHECK(std::get<PersonName>(entities[0].value).full == full);
  }
}

TEST_CASE("letters that a recogniser ran together become the names they spell") {
  const auto entities = found("no RA h QU in n", Language::en, "person_name");
  REQUIRE(entities.size() == 1);
  CHECK(std::get<PersonName>(entities[0].value).full == "Norah Quinn");
}

TEST_CASE("what a name is like, its initials and the name before a marriage are not the name") {
  const Case cases[] = {{Language::en, "Green like the color, Emily Green", "Emily", "Green"},
                        {Language::en, "young, like the opposite of old, Daniel Young", "Daniel", "Young"},
                        {Language::en, "last name read, like the verb, first name Tom", "Tom", "Read"},
                        {Language::en, "my initials are T M, Tina Marsh", "Tina", "Marsh"},
                        {Language::en, "D T Marsh, Dana Marsh", "Dana", "Marsh"},
                        {Language::en, "Susan Brody, my married name is Feld", "Susan", "Feld"},
                        {Language::en, "maiden name Ruiz, married name Lopez, first name Ana", "Ana", "Lopez"},
                        {Language::en, "the surname is November Oscar Lima Alpha November and my first name is Chris", "Chris", "Nolan"}};
  for (const Case &c : cases) {
    CAPTURE(c.text);
    const auto entities = found(c.text, c.language, "person_name");
    REQUIRE(entities.size() == 1);
    const auto &name = std::get<PersonName>(entities[0].value);
    CHECK(name.given.value_or("") == c.given);
    CHECK(name.family.value_or("") == c.family);
  }
}

TEST_CASE("whom the caller speaks for is named with who that is") {
  struct Relation {
    Language language;
    std::string_view text, full, relation;
  };
  const Relation cases[] = {{Language::en, "I'm calling for my son Leo Park", "Leo Park", "child"},
                            {Language::en, "I need an appointment for my husband, Carl Jensen", "Carl Jensen", "spouse"},
                            {Language::es, "mi hijo Mateo Luna necesita una cita", "Mateo Luna", "child"}};
  for (const Relation &c : cases) {
    CAPTURE(c.text);
    const auto entities = found(c.text, c.language, "");
    REQUIRE(entities.size() == 1);
    const auto &name = std::get<PersonName>(entities[0].value);
    CHECK(name.full == c.full);
    CHECK(name.relation == c.relation);
  }
  const auto both = found("I'm Dana Park, it's for my son Leo Park", Language::en, "");
  REQUIRE(both.size() == 2);
  CHECK(std::get<PersonName>(both[0].value).relation.empty());
  CHECK(std::get<PersonName>(both[1].value).relation == "child");
  CHECK(found("my son needs a checkup", Language::en, "").empty());
  CHECK(found("my wife will call back", Language::en, "").empty());
}

TEST_CASE("who says their name and that they are here has introduced themselves") {
  CHECK(std::get<PersonName>(found("Tom here, calling about my bill", Language::en, "").front().value).full == "Tom");
  CHECK(std::get<PersonName>(found("Hi, Rosa Diaz speaking", Language::en, "").front().value).full == "Rosa Diaz");
}
