#include "compliance/keywords.hpp"

#include <catch2/catch.hpp>

using namespace callwell::compliance;

TEST_CASE("carrier keywords, their slips and what people write instead are told apart from ordinary words") {
  struct Row {
    const char *text;
    Keyword keyword;
  };
  const Row rows[] = {{"STOP", Keyword::stop},
                      {"stop.", Keyword::stop},
                      {"S T O P", Keyword::stop},
                      {"STPO", Keyword::stop},
                      {"stoppp", Keyword::stop},
                      {"Stop. Thank you", Keyword::stop},
                      {"please stop texting me", Keyword::stop},
                      {"no me escriban más", Keyword::stop},
                      {"Remove my number pls", Keyword::stop},
                      {"quiero darme de baja", Keyword::stop},
                      {"take me off your list", Keyword::stop},
                      {"CANCELAR", Keyword::stop},
                      {"START", Keyword::start},
                      {"you can text me again", Keyword::start},
                      {"quiero volver a recibir mensajes", Keyword::start},
                      {"HELP", Keyword::help},
                      {"who is this", Keyword::help},
                      {"por qué me llegan estos mensajes", Keyword::help},
                      {"stop by tomorrow", Keyword::none},
                      {"can you stop my appointment", Keyword::none},
                      {"cancel my appointment", Keyword::none},
                      {"quiero cancelar la cita", Keyword::none},
                      {"Don't stop the reminders", Keyword::none},
                      {"take me off the waitlist", Keyword::none},
                      {"I need help with my bill", Keyword::none},
                      {"shop", Keyword::none},
                      {"no me mandaron el recordatorio", Keyword::none},
                      {"the pain stopped", Keyword::none},
                      {"", Keyword::none},
                      {"👍", Keyword::none}};
  for (const Row &row : rows) {
    CAPTURE(row.text);
    CHECK(keyword_key(classify_keyword(row.text, Subscription::subscribed).keyword) == keyword_key(row.keyword));
  }
}

TEST_CASE("a bare yes starts again only who had opted out") {
  CHECK(classify_keyword("YES", Subscription::subscribed).keyword == Keyword::none);
  CHECK(classify_keyword("Sí", Subscription::opted_out).keyword == Keyword::start);
}

TEST_CASE("only a whole message that carriers act on is exact") {
  CHECK(classify_keyword("Stop", Subscription::subscribed).exact);
  CHECK_FALSE(classify_keyword("stop please", Subscription::subscribed).exact);
}
