#include "compliance/consent.hpp"

#include <catch2/catch.hpp>

#include "compliance/permissions.hpp"
#include "compliance/safe_harbor.hpp"

using namespace callwell;
using namespace callwell::compliance;

namespace {
base::Instant utc(const char *text) { return *base::parse_rfc3339(text); }
const char *const kNight = "2026-03-04T05:00:00Z", *const kNoon = "2026-03-04T18:00:00Z";  // in Chicago
SendDecision send(MessageKind kind, const ConsentState &state, const char *at, bool quiet_replies = false) {
  return may_send(kind, state, {21 * 60, 8 * 60, quiet_replies}, *base::Zone::load("America/Chicago"), utc(at));
}
}  // namespace

TEST_CASE("a reply goes out at night and a reminder waits for the morning") {
  ConsentState state;
  note_inbound(state, utc(kNight));
  CHECK(send(MessageKind::reply, state, kNight).allowed);
  CHECK(send(MessageKind::reply, state, kNight, true).reason == "quiet_hours");
  const SendDecision reminder = send(MessageKind::transactional, state, kNight);
  CHECK(reminder.reason == "quiet_hours");
  CHECK(base::format_utc(*reminder.not_before) == "2026-03-04T14:00:00Z");
  CHECK(send(MessageKind::transactional, state, kNoon).allowed);
  CHECK_FALSE(send(MessageKind::reply, ConsentState{}, kNight).allowed);  // nothing to reply to
}

TEST_CASE("after STOP one confirmation and then nothing, until START") {
  ConsentState state;
  state.marketing = true;
  CHECK(apply_keyword(state, Keyword::stop, utc(kNoon)));
  CHECK_FALSE(apply_keyword(state, Keyword::stop, utc(kNoon)));
  CHECK(send(MessageKind::opt_out_confirmation, state, kNoon).allowed);
  CHECK(send(MessageKind::opt_out_confirmation, state, "2026-03-04T18:05:01Z").reason == "too_late");
  for (const MessageKind kind : {MessageKind::reply, MessageKind::transactional, MessageKind::marketing})
    CHECK(send(kind, state, kNoon).reason == "opted_out");
  CHECK_FALSE(apply_keyword(state, Keyword::start, utc(kNight)));  // delivered late, older than the STOP
  CHECK(apply_keyword(state, Keyword::start, utc("2026-03-05T18:00:00Z")));
  CHECK(send(MessageKind::transactional, state, "2026-03-05T18:00:00Z").allowed);
  CHECK(send(MessageKind::marketing, state, "2026-03-05T18:00:00Z").reason == "no_consent");
}

TEST_CASE("roles carry what they need and no more") {
  CHECK(may("system", "inbound"));
  CHECK_FALSE(may("admin", "inbound"));
  CHECK(may("staff", "schedule.write"));
  CHECK_FALSE(may("viewer", "patients.read"));
  CHECK_FALSE(may("patient", "conversations.read"));
  CHECK_FALSE(may("nobody", ""));
  CHECK_FALSE(may("system", "no.such"));
  for (const auto permission : permissions()) CHECK(may("system", permission));
}

TEST_CASE("Safe Harbor keeps three digits, years and ages to 89") {
  const base::Date as_of{2026, 3, 2};
  const auto is = [&](const char *field, const char *value) { return generalise(field, value, as_of).value_or("(suppressed)"); };
  CHECK(is("zip", "48201-2968") == "482");
  CHECK(is("zip", "03674") == "000");
  CHECK(is("zip", "4820") == "(suppressed)");
  CHECK(is("age", "89") == "89");
  CHECK(is("age", "90") == "90+");
  CHECK(is("birth_date", "1936-03-03") == "1936");  // 89 until tomorrow
  CHECK(is("birth_date", "1936-03-02") == "<=1936");
  CHECK(is("discharge_date", "2026-01-07") == "2026");
  CHECK(is("appointment", "2026-01-07T10:00:00-06:00") == "2026");
  CHECK(is("state", "AZ") == "AZ");
  CHECK(is("name", "Eleanor Fields") == "(suppressed)");
}
