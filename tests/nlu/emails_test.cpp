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
  find_emails(read_utterance(text, language), context, out);
  return out;
}

struct Case { Language language; std::string_view text, address; };

constexpr Case kSpoken[] = {
      {Language::en, "ana dot ruiz at gmail dot com", "ana.ruiz@gmail.com"},
      {Language::es, "ana punto ruiz arroba gmail punto com", "ana.ruiz@gmail.com"},
      {Language::en, "a as in apple n n a 9 at example dot org", "anna9@example.org"},
      {Language::es, "carlos guion bajo diaz veintidós arroba hotmail punto com", "carlos_diaz22@hotmail.com"},
      {Language::en, "john underscore smith at outlook dot com all lower case", "john_smith@outlook.com"},
      {Language::en, "mary dash jane at yahoo", "mary-jane@yahoo.com"},
      {Language::en, "my email is t smith nineteen eighty five at g mail dot com", "tsmith1985@gmail.com"},
      {Language::en, "double u e b b at hot mail dot com", "webb@hotmail.com"},
      {Language::en, "it's info at sunny side dental dot com", "info@sunnysidedental.com"},
      {Language::en, "bob dot jones twenty two at example dot co dot uk", "bob.jones22@example.co.uk"},
      {Language::es, "mi correo es jota punto perez arroba yahoo punto es", "j.perez@yahoo.es"},
      {Language::es, "luisa con ese punto gomez arroba gmail punto com", "luisa.gomez@gmail.com"},
      {Language::en, "sarah with an h dot lee at gmail dot com", "sarah.lee@gmail.com"},
      {Language::en, "first dot last at company dot com", "first.last@company.com"},
      {Language::en, "k as in kite i m b as in bravo zero seven at aol dot com", "kimb07@aol.com"},
      {Language::en, "maria lopez one two three at gmail dot com", "marialopez123@gmail.com"},
      {Language::en, "maria lopez, one word, at gmail dot com", "marialopez@gmail.com"},
      {Language::en, "it is j d o e at example dot net", "jdoe@example.net"},
      {Language::en, "send it to the office at bright smiles dot org", "office@brightsmiles.org"},
      {Language::en, "tom at gmail dot com no sorry tom at yahoo dot com", "tom@yahoo.com"},
      {Language::en, "smith s m y t h e at gmail dot com", "smythe@gmail.com"},
      {Language::es, "el correo es equis i griega zeta uno dos tres arroba outlook punto com", "xyz123@outlook.com"},
      {Language::es, "rosa mas citas arroba gmail punto com", "rosa+citas@gmail.com"},
      {Language::es, "pepe guion lopez arroba empresa punto com punto mx", "pepe-lopez@empresa.com.mx"},
      {Language::en, "My email is Ana.Ruiz@Example.com.", "ana.ruiz@example.com"},
      {Language::en, "jsmith @ gmail.com", "jsmith@gmail.com"},
      {Language::en, "jsmith at gmail.com", "jsmith@gmail.com"},
      {Language::en, "um let me think it's bubbles ninety nine at yahoo dot com", "bubbles99@yahoo.com"},
      {Language::en, "n as in nancy g u y e n seven at i cloud dot com", "nguyen7@icloud.com"},
      {Language::en, "charlie alpha tango one at proton mail dot com", "cat1@protonmail.com"},
      {Language::en, "yeah it's p as in peter, r as in robert, at mail dot example dot com", "pr@mail.example.com"},
      {Language::es, "be de burro a ene ene a arroba gmail punto com", "banna@gmail.com"},
      {Language::es, "ve chica i de a arroba hotmail punto com", "vida@hotmail.com"},
      {Language::en, "the letter b the number four at gmail dot com", "b4@gmail.com"},
      {Language::en, "k d twenty twenty at gmail dot com", "kd2020@gmail.com"},
      {Language::en, "double o seven at gmail dot com", "007@gmail.com"},
      {Language::en, "lisa marie seventy eight at verizon dot net", "lisamarie78@verizon.net"}};

}  // namespace

TEST_CASE("e-mail addresses are read as people say and type them") {
  for (const Case &c : kSpoken) {
    CAPTURE(c.text);
    const auto entities = found(c.text, c.language, "email");
    REQUIRE(entities.size() == 1);
    CHECK(std::get<Email>(entities[0].value).address == c.address);
  }
}

TEST_CASE("an address without being asked needs its ending or the word") {
  CHECK(found("write to ana at example dot com", Language::en, "").size() == 1);
  CHECK(found("my email is ana at yahoo", Language::en, "").size() == 1);
  for (const std::string_view text : {"meet me at live nation", "fitness at 6.40", "abc@x dot ", "hey@6", "carol@new_type.com"}) {
    CAPTURE(text);
    CHECK(found(text, Language::en, "").empty());
  }
}
