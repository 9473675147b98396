#include "adapters/messaging/messaging.hpp"

#include <catch2/catch.hpp>

#include "adapters/form.hpp"
#include "base/json.hpp"
#include "tests/adapters/http_peer.hpp"

using namespace callwell;
using namespace callwell::adapters;
using base::Status;
using testing::answer;
using testing::HttpPeer;
using testing::PeerAnswer;
using testing::PeerRequest;

namespace {

/// Nobody waits in these tests.
AdapterServices services() {
  return {.http = make_http_client(), .pace = {[] { return 0; }, [](std::int64_t) {}}};
}

practice::PortConfig twilio_config(const std::string &base_url) {
  return {"twilio",
          {{"account_sid", "AC00000000000000000000000000000001"},
           {"auth_token", "secret"},
           {"from", "+13055550100"},
           {"whatsapp_from", "+13055550109"},
           {"status_callback", "https://example.com/webhooks/twilio/messages"},
           {"base_url", base_url}}};
}

practice::PortConfig telnyx_config(const std::string &base_url) {
  return {"telnyx", {{"api_key", "KEY0"}, {"from", "+13055550100"}, {"messaging_profile_id", "profile-1"}, {"base_url", base_url + "/v2"}}};
}

OutgoingMessage message(MessageChannel channel = MessageChannel::sms) {
  return {.to = "+13055550123", .text = "Sí: 3:00 & listo 😀", .channel = channel, .idempotency_key = "k1"};
}

std::shared_ptr<MessagingAdapter> make(const practice::PortConfig &config) {
  auto adapter = make_messaging_adapter(config, services());
  REQUIRE(adapter.has_value());
  return *adapter;
}

Status status_of(const base::Result<Sent> &result) { return result ? Status::ok : result.error().status; }

}  // namespace

TEST_CASE("a text reaches Twilio as its API wants it") {
  HttpPeer peer([](const PeerRequest &) { return answer(201, R"({"sid":"SM1","status":"queued"})"); });
  const auto sent = make(twilio_config(peer.url()))->send(message());
  REQUIRE(sent.has_value());
  CHECK(sent->provider_id == "SM1");
  const PeerRequest seen = peer.requests().at(0);
  CHECK(seen.method == "POST");
  CHECK(seen.path == "/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages.json");
  CHECK(seen.headers.at("authorization") == "Basic QUMwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMTpzZWNyZXQ=");
  CHECK(seen.headers.at("content-type") == "application/x-www-form-urlencoded");
  const auto form = parse_form(seen.body);
  REQUIRE(form.has_value());
  CHECK(field(*form, "To") == "+13055550123");
  CHECK(field(*form, "From") == "+13055550100");
  CHECK(field(*form, "Body") == "Sí: 3:00 & listo 😀");
  CHECK(field(*form, "StatusCallback") == "https://example.com/webhooks/twilio/messages");
  CHECK(field(*form, "MessagingServiceSid").empty());
}

TEST_CASE("WhatsApp through Twilio carries the prefix on both numbers") {
  HttpPeer peer([](const PeerRequest &) { return answer(201, R"({"sid":"SM1"})"); });
  REQUIRE(make(twilio_config(peer.url()))->send(message(MessageChannel::whatsapp)).has_value());
  const auto form = parse_form(peer.requests().at(0).body);
  CHECK(field(*form, "To") == "whatsapp:+13055550123");
  CHECK(field(*form, "From") == "whatsapp:+13055550109");
}

TEST_CASE("a text reaches Telnyx as its API wants it") {
  HttpPeer peer([](const PeerRequest &) { return answer(200, R"({"data":{"id":"tx-1"}})"); });
  const auto adapter = make(telnyx_config(peer.url()));
  REQUIRE(adapter->send(message()).has_value());
  CHECK(adapter->send(message(MessageChannel::whatsapp))->provider_id == "tx-1");
  const auto seen = peer.requests();
  CHECK(seen.at(0).path == "/v2/messages");
  CHECK(seen.at(0).headers.at("authorization") == "Bearer KEY0");
  const auto sms = base::parse_json(seen.at(0).body)->as_object();
  CHECK(base::string_at(sms, "to") == "+13055550123");
  CHECK(base::string_at(sms, "from") == "+13055550100");
  CHECK(base::string_at(sms, "text") == "Sí: 3:00 & listo 😀");
  CHECK(base::string_at(sms, "messaging_profile_id") == "profile-1");
  CHECK(seen.at(1).path == "/v2/messages/whatsapp");
  const auto whatsapp = base::parse_json(seen.at(1).body)->as_object();
  CHECK(base::string_at(base::object_at(base::object_at(whatsapp, "whatsapp_message"), "text"), "body") == "Sí: 3:00 & listo 😀");
}

TEST_CASE("a carrier's answer becomes our status, and only certain non-delivery is tried again") {
  struct Row {
    const char *vendor;
    PeerAnswer answer;
    Status expected;
    std::size_t requests;
  };
  const Row rows[] = {
      {"twilio", answer(429, R"({"code":20429})"), Status::busy, 3},
      {"twilio", answer(400, R"({"code":21211,"message":"The 'To' number +13055550123 is not valid"})"), Status::invalid_argument, 1},
      {"twilio", answer(400, R"({"code":21610})"), Status::permission_denied, 1},
      {"twilio", answer(401, R"({"code":20003})"), Status::unauthenticated, 1},
      {"twilio", answer(500, ""), Status::deadline_exceeded, 1},
      {"twilio", answer(201, "no json"), Status::corrupt, 1},
      {"twilio", answer(201, "[]"), Status::corrupt, 1},
      {"twilio", {"", true}, Status::deadline_exceeded, 1},
      {"telnyx", answer(429, "{}", {"Retry-After: 1"}), Status::busy, 3},
      {"telnyx", answer(400, R"({"errors":[{"code":"40300","detail":"+13055550123 opted out"}]})"), Status::permission_denied, 1},
      {"telnyx", answer(400, R"({"errors":[{"code":"40310"}]})"), Status::invalid_argument, 1},
      {"telnyx", answer(422, R"({"errors":[]})"), Status::invalid_argument, 1},
      {"telnyx", answer(503, "gateway"), Status::deadline_exceeded, 1},
      {"telnyx", {"", true}, Status::deadline_exceeded, 1},
  };
  for (const Row &row : rows) {
    HttpPeer peer([&](const PeerRequest &) { return row.answer; });
    INFO(row.vendor << " " << row.answer.bytes);
    const auto adapter = make(row.vendor == std::string("twilio") ? twilio_config(peer.url()) : telnyx_config(peer.url()));
    const auto result = adapter->send(message());
    CHECK(status_of(result) == row.expected);
    CHECK(peer.requests().size() == row.requests);
    CHECK(result.error().message.find("3055550123") == std::string::npos);
  }
}

TEST_CASE("a carrier that cannot be reached hands over to the next; one whose answer is unclear does not") {
  HttpPeer telnyx([](const PeerRequest &) { return answer(200, R"({"data":{"id":"tx-1"}})"); });
  HttpPeer unclear([](const PeerRequest &) { return PeerAnswer{"", true}; });
  const std::vector<practice::PortConfig> reachable_second{twilio_config(testing::dead_url()), telnyx_config(telnyx.url())};
  const std::vector<practice::PortConfig> unclear_first{twilio_config(unclear.url()), telnyx_config(telnyx.url())};
  CHECK((*make_messaging(reachable_second, services()))->send(message())->provider_id == "tx-1");
  CHECK(status_of((*make_messaging(unclear_first, services()))->send(message())) == Status::deadline_exceeded);
  CHECK(telnyx.requests().size() == 1);
  CHECK(unclear.requests().size() == 1);
}

TEST_CASE("a message nobody could carry is refused before it leaves") {
  HttpPeer peer([](const PeerRequest &) { return answer(500, ""); });
  const auto adapter = make(twilio_config(peer.url()));
  struct Row {
    std::string to, text, field;
  };
  const Row rows[] = {{"3055550123", "hi", "to"},      {"+1305555012a", "hi", "to"},     {"", "hi", "to"},
                      {"+13055550123", " \n", "text"}, {"+13055550123", "\xff", "text"}, {"+13055550123", std::string(1601, 'x'), "text"}};
  for (const Row &row : rows) CHECK(adapter->send({.to = row.to, .text = row.text}).error().field == row.field);
  CHECK(peer.requests().empty());
}

TEST_CASE("a missing or unusable setting is named, its value is not shown") {
  struct Row {
    practice::PortConfig config;
    std::string field;
  };
  practice::PortConfig plain_http = telnyx_config("http://carrier.example.com"), no_token = twilio_config("https://example.com");
  no_token.settings.erase("auth_token");
  const Row rows[] = {{{"twilio", {}}, "account_sid"},
                      {no_token, "auth_token"},
                      {{"telnyx", {}}, "api_key"},
                      {plain_http, "base_url"},
                      {{"pigeon", {}}, "adapter"}};
  for (const Row &row : rows) {
    const auto adapter = make_messaging_adapter(row.config, services());
    REQUIRE_FALSE(adapter.has_value());
    CHECK(adapter.error().field == row.field);
    CHECK(adapter.error().message.find("KEY0") == std::string::npos);
  }
}

TEST_CASE("without configuration messages go to the simulator, the same key once") {
  std::vector<std::string> delivered;
  AdapterServices with_ear = services();
  with_ear.deliver = [&](const OutgoingMessage &m, std::string_view id) { delivered.push_back(m.text + "|" + std::string(id)); };
  const auto adapter = *make_messaging({}, with_ear);
  CHECK(adapter->name() == "simulator");
  const auto first = adapter->send({.to = "+13055550123", .text = "one", .idempotency_key = "a"});
  const auto again = adapter->send({.to = "+13055550123", .text = "one", .idempotency_key = "a"});
  const auto second = adapter->send({.to = "+13055550123", .text = "two", .idempotency_key = "b"});
  CHECK(first->provider_id == again->provider_id);
  CHECK(first->provider_id != second->provider_id);
  CHECK(delivered == std::vector<std::string>{"one|" + first->provider_id, "two|" + second->provider_id});
}
