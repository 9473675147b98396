#include <catch2/catch.hpp>

#include "adapters/messaging/telnyx_webhook.hpp"
#include "adapters/telephony/telnyx_voice.hpp"
#include "base/crypto.hpp"
#include "tests/adapters/http_peer.hpp"

using namespace callwell;
using namespace callwell::adapters;
using base::Status;
using testing::answer;
using testing::HttpPeer;
using testing::PeerAnswer;
using testing::PeerRequest;

namespace {

const char *const kKey = "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=";  // of the seed 00..1f
const base::Instant kSignedAt{1'717'000'000'000'000};
const char *const kBody =
    R"({"data":{"event_type":"message.received","id":"b301ed3f-1490-491f-995f-6e64e69674d4","record_type":"event","payload":{"text":"hello"}},"meta":{"attempt":1}})";
const char *const kSignature = "6S2RWx1xCPpmUndRG3It/aB4p6aQSVdRUSTZep/Yoic5/ZY/X2vLgGSr+KB6V2+TJKHBfz2RdzIyP2/XskahBA==";
const char *const kUnicodeBody =
    R"({"data":{"event_type":"message.received","id":"b301ed3f-1490-491f-995f-6e64e69674d4","record_type":"event","payload":{"text":"héllo 😀"}},"meta":{"attempt":1}})";
const char *const kUnicodeSignature = "oxu2Yb+ePpySXdMD7+Yf0JDQGV7SYQvinrtK/Aa+G59ZsVV6NuhPJ2rj2ZGuKCWxK2zJ7qlGYADyF/FmARRhDg==";

WebhookRequest post(std::string body, std::string signature, std::string timestamp = "1717000000") {
  return {"POST",
          "https://example.com/webhooks/telnyx/messages",
          "/webhooks/telnyx/messages",
          {{"telnyx-signature-ed25519", std::move(signature)}, {"telnyx-timestamp", std::move(timestamp)}},
          std::move(body)};
}

Status status_of(const base::Result<void> &result) { return result ? Status::ok : result.error().status; }

TelnyxEvent event(std::string type, const char *payload) { return {"e1", std::move(type), base::parse_json(payload)->as_object()}; }

}  // namespace

TEST_CASE("the signature vectors verify within five minutes either way") {
  CHECK(read_telnyx_webhook(post(kBody, kSignature), kKey, kSignedAt)->type == "message.received");
  CHECK(status_of(verify_telnyx(post(kUnicodeBody, kUnicodeSignature), kKey, kSignedAt)) == Status::ok);
  for (const std::int64_t offset : {-300, 300})
    CHECK(status_of(verify_telnyx(post(kBody, kSignature), kKey, kSignedAt.plus_seconds(offset))) == Status::ok);
  for (const std::int64_t offset : {-301, 301}) {
    CHECK(status_of(verify_telnyx(post(kBody, kSignature), kKey, kSignedAt.plus_seconds(offset))) == Status::unauthenticated);
  }
}

TEST_CASE("whatever is not exactly what Telnyx signed is refused") {
  std::string changed = kBody;
  changed[changed.find("hello")] = 'j';
  struct Row {
    const char *what;
    WebhookRequest request;
    const char *key;
    Status expected;
  };
  const Row rows[] = {{"changed body", post(changed, kSignature), kKey, Status::unauthenticated},
                      {"other timestamp", post(kBody, kSignature, "1717000001"), kKey, Status::unauthenticated},
                      {"short signature", post(kBody, "aGVsbG8="), kKey, Status::invalid_argument},
                      {"no base64", post(kBody, "not base64!"), kKey, Status::invalid_argument},
                      {"no signature", post(kBody, ""), kKey, Status::invalid_argument},
                      {"timestamp is a word", post(kBody, kSignature, "yesterday"), kKey, Status::invalid_argument},
                      {"timestamp with a tail", post(kBody, kSignature, "1717000000x"), kKey, Status::invalid_argument},
                      {"timestamp too large", post(kBody, kSignature, "99999999999999999999"), kKey, Status::invalid_argument},
                      {"extreme timestamp", post(kBody, kSignature, "-9223372036854775808"), kKey, Status::unauthenticated},
                      {"no key configured", post(kBody, kSignature), "", Status::internal},
                      {"too large", post(std::string(kMaxWebhookBytes + 1, ' '), kSignature), kKey, Status::limit_exceeded}};
  for (const Row &row : rows) {
    INFO(row.what);
    CHECK(status_of(verify_telnyx(row.request, row.key, kSignedAt)) == row.expected);
  }
}

TEST_CASE("an incoming message is read from its event") {
  const auto message =
      telnyx_inbound_message(event("message.received",
                                   R"({"id":"m1","type":"SMS","text":"Hola, ¿tienen citas?","from":{"phone_number":"+13055550123"},
                                                        "to":[{"phone_number":"+13055550100","status":"webhook_delivered"}],"media":[{"url":"x"}]})"));
  REQUIRE(message.has_value());
  CHECK(message->provider_event_id == "e1");
  CHECK(message->from == "+13055550123");
  CHECK(message->to == "+13055550100");
  CHECK(message->text == "Hola, ¿tienen citas?");
  CHECK(message->media_count == 1);
  CHECK(message->channel == MessageChannel::sms);
}

TEST_CASE("events of the wrong kind or shape are refused, not guessed at") {
  CHECK(telnyx_inbound_message(event("message.sent", "{}")).error().status == Status::unsupported);
  CHECK(telnyx_inbound_message(event("message.received", "{}")).error().field == "data.payload.from");
  CHECK(
      telnyx_inbound_message(event("message.received", R"({"from":{"phone_number":"+13055550123"},"to":"+13055550100"})")).error().field ==
      "data.payload.to");
  CHECK(telnyx_delivery_update(event("message.finalized", R"({"id":"m1","to":[{"status":"lost"}]})")).error().field == "data.payload.to");
  CHECK(telnyx_call(event("message.received", "{}")).error().status == Status::unsupported);
  CHECK(telnyx_call(event("call.hangup", "{}")).error().field == "data.payload.call_control_id");
}

TEST_CASE("the final report tells how a message ended") {
  const auto delivered = telnyx_delivery_update(event("message.finalized", R"({"id":"m1","to":[{"status":"delivered"}],"errors":[]})"));
  CHECK(delivered->provider_id == "m1");
  CHECK(delivered->state == DeliveryState::delivered);
  const auto failed =
      telnyx_delivery_update(event("message.finalized", R"({"id":"m1","to":[{"status":"delivery_failed"}],"errors":[{"code":"40008"}]})"));
  CHECK(failed->state == DeliveryState::undelivered);
  CHECK(failed->error_code == "40008");
}

TEST_CASE("a call that ends before it was answered is missed") {
  struct Row {
    const char *type, *payload;
    bool missed;
  };
  const Row rows[] = {{"call.hangup", R"({"call_control_id":"v3:a","hangup_cause":"originator_cancel"})", true},
                      {"call.hangup", R"({"call_control_id":"v3:a","hangup_cause":"timeout","direction":"incoming"})", true},
                      {"call.hangup", R"({"call_control_id":"v3:a","hangup_cause":"timeout","direction":"outgoing"})", false},
                      {"call.hangup", R"({"call_control_id":"v3:a","hangup_cause":"normal_clearing"})", false},
                      {"call.initiated", R"({"call_control_id":"v3:a","hangup_cause":"timeout"})", false}};
  for (const Row &row : rows) {
    INFO(row.payload);
    CHECK(is_missed(*telnyx_call(event(row.type, row.payload))) == row.missed);
  }
}

TEST_CASE("call events carry what was heard, pressed and remembered") {
  const auto heard = telnyx_call(event("call.transcription", R"({"call_control_id":"v3:a","client_state":"ZmxvdzE=",
      "transcription_data":{"transcript":"a cleaning please","confidence":0.93,"is_final":true}})"));
  CHECK(heard->kind == TelnyxCallKind::transcription);
  CHECK(heard->client_state == "flow1");
  CHECK(heard->transcript == "a cleaning please");
  CHECK(heard->confidence == Approx(0.93));
  CHECK(heard->is_final);
  const auto keys =
      telnyx_call(event("call.gather.ended", R"({"call_control_id":"v3:a","client_state":"%%%","digits":"42","status":"valid"})"));
  CHECK(keys->digits == "42");
  CHECK(keys->gather_status == "valid");
  CHECK(keys->client_state.empty());
}

TEST_CASE("commands go to the call's address with their id, and are repeated when the answer is lost") {
  std::int32_t count = 0;
  HttpPeer peer([&](const PeerRequest &) { return ++count == 1 ? PeerAnswer{"", true} : answer(200, R"({"data":{"result":"ok"}})"); });
  const auto calls = make_telnyx_calls({"telnyx", {{"api_key", "KEY0"}, {"base_url", peer.url() + "/v2/"}}}, make_http_client(),
                                       {[] { return 0; }, [](std::int64_t) {}}, 1);
  REQUIRE(calls.has_value());
  CHECK((*calls)->speak({"v3:a/b", "c1", "flow1"}, "Buenos días", "es").has_value());
  const auto seen = peer.requests();
  REQUIRE(seen.size() == 2);
  CHECK(seen[1].path == "/v2/calls/v3%3Aa%2Fb/actions/speak");
  CHECK(seen[1].headers.at("authorization") == "Bearer KEY0");
  CHECK(seen[0].body == seen[1].body);
  const auto body = base::parse_json(seen[1].body)->as_object();
  CHECK(base::string_at(body, "payload") == "Buenos días");
  CHECK(base::string_at(body, "language") == "es-US");
  CHECK(base::string_at(body, "command_id") == "c1");
  CHECK(base::string_at(body, "client_state") == "ZmxvdzE=");
}

TEST_CASE("hanging up a call that has ended is done; speaking on it is a conflict") {
  HttpPeer peer([](const PeerRequest &) { return answer(422, R"({"errors":[{"code":"90018","title":"Call has already ended"}]})"); });
  const auto calls = *make_telnyx_calls({"telnyx", {{"api_key", "KEY0"}, {"base_url", peer.url()}}}, make_http_client(),
                                        {[] { return 0; }, [](std::int64_t) {}}, 1);
  CHECK(status_of(calls->hangup({"v3:a", "c1"})) == Status::ok);
  CHECK(status_of(calls->speak({"v3:a", "c2"}, "hello", "en")) == Status::conflict);
  CHECK(status_of(calls->speak({"v3:a", "c3"}, "", "en")) == Status::invalid_argument);
  CHECK(status_of(calls->speak({"v3:a", "c3"}, std::string(3001, 'x'), "en")) == Status::invalid_argument);
  CHECK(status_of(calls->answer({"", "c3"})) == Status::invalid_argument);
  CHECK(status_of(calls->answer({"v3:a", ""})) == Status::invalid_argument);
  CHECK(peer.requests().size() == 2);
}

TEST_CASE("each command has its own body") {
  HttpPeer peer([](const PeerRequest &) { return answer(200, "{}"); });
  const auto calls = *make_telnyx_calls({"telnyx", {{"api_key", "KEY0"}, {"base_url", peer.url()}}}, make_http_client(),
                                        {[] { return 0; }, [](std::int64_t) {}}, 1);
  REQUIRE(calls->answer({"a", "1"}).has_value());
  REQUIRE(calls->start_transcription({"a", "2"}, "es-US").has_value());
  REQUIRE(calls->gather_using_speak({"a", "3"}, "Press one", "en", 1000).has_value());
  REQUIRE(calls->transfer({"a", "4"}, "+13055550177").has_value());
  const auto seen = peer.requests();
  CHECK(seen[0].path == "/calls/a/actions/answer");
  CHECK(seen[1].body == R"({"language":"es","transcription_tracks":"inbound","command_id":"2"})");
  CHECK(base::int_at(base::parse_json(seen[2].body)->as_object(), "maximum_digits") == 128);
  CHECK(seen[3].body == R"({"to":"+13055550177","command_id":"4"})");
}
