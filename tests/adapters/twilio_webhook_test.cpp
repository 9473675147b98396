#include "adapters/messaging/twilio_webhook.hpp"

#include <catch2/catch.hpp>

#include "base/crypto.hpp"

using namespace callwell;
using namespace callwell::adapters;
using base::Status;

namespace {

const char *const kUrl = "https://mycompany.com/myapp.php?foo=1&bar=2";
const Form kCall{
    {"CallSid", "CA1234567890ABCDE"}, {"Caller", "+14158675309"}, {"Digits", "1234"}, {"From", "+14158675309"}, {"To", "+18005551212"}};
const char *const kCallBody = "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212";
const char *const kWhatsAppBody =
    "ToCountry=US&SmsMessageSid=SM0123456789abcdef0123456789abcdef&NumMedia=0&ProfileName=Ana+Ruiz&WaId=15550100&SmsStatus=received&Body="
    "S%C3%AD%2C+el+martes+a+las+10+%F0%9F%98%80&To=whatsapp%3A%2B15550199&From=whatsapp%3A%2B15550100&MessageSid="
    "SM0123456789abcdef0123456789abcdef&AccountSid=AC00000000000000000000000000000001&ApiVersion=2010-04-01";

WebhookRequest form_post(std::string url, std::string body, std::string signature) {
  return {"POST",
          std::move(url),
          "/",
          {{"content-type", "application/x-www-form-urlencoded; charset=UTF-8"}, {"x-twilio-signature", std::move(signature)}},
          std::move(body)};
}

Status status_of(const base::Result<Form> &result) { return result ? Status::ok : result.error().status; }

}  // namespace

TEST_CASE("the published signature vectors verify") {
  struct Row {
    const char *name, *token, *url;
    Form fields;
    const char *signature;
  };
  const Row rows[] = {
      {"A form", "12345", kUrl, kCall, "RSOYDt4T1cUTdK1PDd93/VVr8B8="},
      {"B distinct repeated values",
       "12345",
       kUrl,
       {{"Sid", "CA123"}, {"SidAccount", "AC123"}, {"Digits", "5678"}, {"Digits", "1234"}, {"Digits", "1234"}},
       "IK+Dwps556ElfBT0I3Rgjkr1wJU="},
      {"C own port", "12345", "http://mycompany.com:1234/myapp.php?foo=1&bar=2", kCall, "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="},
      {"D signed with port, seen with", "12345", "https://mycompany.com:443/myapp.php?foo=1&bar=2", kCall, "kvajT1Ptam85bY51eRf/AJRuM3w="},
      {"D signed with port, seen without", "12345", kUrl, kCall, "kvajT1Ptam85bY51eRf/AJRuM3w="},
      {"A signed without port, seen with", "12345", "https://mycompany.com:443/myapp.php?foo=1&bar=2", kCall,
       "RSOYDt4T1cUTdK1PDd93/VVr8B8="},
      {"E http with port 80", "12345", "http://mycompany.com:80/myapp.php?foo=1&bar=2", kCall, "0ZXoZLH/DfblKGATFgpif+LLRf4="},
      {"E seen without port", "12345", "http://mycompany.com/myapp.php?foo=1&bar=2", kCall, "0ZXoZLH/DfblKGATFgpif+LLRf4="},
      {"H WebSocket", "frontdesk-token", "wss://fd.example.org/twilio/media", {}, "O3o5ZJ/wN9910dxSfbyPDrTblwE="},
      {"I WebSocket, query as fields", "frontdesk-token", "wss://fd.example.org/twilio/cr", {{"t", "abc"}}, "ED5urxLSLDV2FA3LBA79KmkCJCY="},
      {"J empty value", "12345", "https://example.org/x", {{"A", ""}, {"B", "1"}}, "KoBSBS9QSsbxgrZ2yjEHS3BR9Oc="},
  };
  for (const Row &row : rows) {
    INFO(row.name);
    CHECK(twilio_signature_fits(row.url, row.fields, row.token, row.signature));
  }
}

TEST_CASE("a signature fits nothing but what was signed") {
  const std::string good = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
  Form changed = kCall;
  changed[2].value = "1235";
  CHECK_FALSE(twilio_signature_fits(kUrl, changed, "12345", good));
  CHECK_FALSE(twilio_signature_fits(std::string(kUrl) + "/", kCall, "12345", good));
  CHECK_FALSE(twilio_signature_fits(kUrl, kCall, "12346", good));
  CHECK_FALSE(twilio_signature_fits(kUrl, kCall, "12345", ""));
  CHECK_FALSE(twilio_signature_fits(kUrl, kCall, "12345", good.substr(0, 27)));
  CHECK_FALSE(twilio_signature_fits("https://mycompany.com:1234/myapp.php?foo=1&bar=2", changed, "12345", good));
  Form extra = kCall;
  extra.push_back({"Unknown", "1"});  // every received field is signed, known or not
  CHECK_FALSE(twilio_signature_fits(kUrl, extra, "12345", good));
  const std::string wrong_order = base::base64(base::hmac_sha1("12345", std::string(kUrl) + "SidAccountAC123SidCA123"));
  CHECK_FALSE(twilio_signature_fits(kUrl, {{"Sid", "CA123"}, {"SidAccount", "AC123"}}, "12345", wrong_order));
}

TEST_CASE("a signed form is read, an unsigned or wrongly signed one is not") {
  CHECK(field(*read_twilio_webhook(form_post(kUrl, kCallBody, "RSOYDt4T1cUTdK1PDd93/VVr8B8="), "12345"), "Digits") == "1234");
  CHECK(status_of(read_twilio_webhook(form_post(kUrl, kCallBody, "RSOYDt4T1cUTdK1PDd93/VVr8B9="), "12345")) == Status::unauthenticated);
  CHECK(status_of(read_twilio_webhook(form_post(kUrl, kCallBody, ""), "12345")) == Status::invalid_argument);
  CHECK(status_of(read_twilio_webhook(form_post(kUrl, kCallBody, "RSOYDt4T1cUTdK1PDd93/VVr8B8="), "")) == Status::internal);
  CHECK(status_of(read_twilio_webhook(form_post(kUrl, "a=%zz", "x"), "12345")) == Status::invalid_argument);
  CHECK(status_of(read_twilio_webhook(form_post(kUrl, std::string(kMaxWebhookBytes + 1, 'a'), "x"), "12345")) == Status::limit_exceeded);
}

TEST_CASE("a JSON body is covered by its hash in the address") {  // vector F
  const std::string url = std::string(kUrl) + "&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
  WebhookRequest request{"POST",
                         url,
                         "/myapp.php",
                         {{"content-type", "application/json"}, {"x-twilio-signature", "a9nBmqA0ju/hNViExpshrM61xv4="}},
                         R"({"property": "value", "boolean": true})"};
  CHECK(status_of(read_twilio_webhook(request, "12345")) == Status::ok);
  request.body.back() = ']';
  CHECK(status_of(read_twilio_webhook(request, "12345")) == Status::unauthenticated);
}

TEST_CASE("a body the signature does not cover is refused") {
  const std::string signature = twilio_signature("https://example.org/x", {}, "12345");
  WebhookRequest request{
      "POST", "https://example.org/x", "/x", {{"content-type", "text/plain"}, {"x-twilio-signature", signature}}, "From=%2B15550100"};
  CHECK(status_of(read_twilio_webhook(request, "12345")) == Status::unauthenticated);
  request.body.clear();
  CHECK(status_of(read_twilio_webhook(request, "12345")) == Status::ok);
}

TEST_CASE("a GET webhook is signed by its address alone and read from its query") {
  const std::string url = "https://example.org/status?CallSid=CA1&CallStatus=no-answer";
  const WebhookRequest request{"GET", url, "/status", {{"x-twilio-signature", twilio_signature(url, {}, "12345")}}, ""};
  const auto form = read_twilio_webhook(request, "12345");
  REQUIRE(form.has_value());
  CHECK(field(*form, "CallStatus") == "no-answer");
}

TEST_CASE("a WhatsApp message arrives whole") {  // vector G
  const auto form =
      read_twilio_webhook(form_post("https://fd.example.org/twilio/wa", kWhatsAppBody, "Tw1IeHtzjPwJzvOHUiVH+dFpkWY="), "frontdesk-token");
  REQUIRE(form.has_value());
  const auto message = twilio_inbound_message(*form);
  REQUIRE(message.has_value());
  CHECK(message->provider_event_id == "SM0123456789abcdef0123456789abcdef");
  CHECK(message->channel == MessageChannel::whatsapp);
  CHECK(message->from == "+15550100");
  CHECK(message->to == "+15550199");
  CHECK(message->text == "Sí, el martes a las 10 😀");
  CHECK(message->media_count == 0);
}

TEST_CASE("an SMS is read with its media and its opt-out, and within limits") {
  Form form{{"MessageSid", "SM1"}, {"From", "+13055550123"}, {"To", "+13055550100"},
            {"Body", "STOP"},      {"NumMedia", "2"},        {"OptOutType", "STOP"}};
  const auto message = twilio_inbound_message(form);
  REQUIRE(message.has_value());
  CHECK(message->channel == MessageChannel::sms);
  CHECK(message->media_count == 2);
  CHECK(message->opt_out_type == "STOP");
  form[3].value = std::string(1 << 20, 'x');
  form[5].value = "MAYBE";
  CHECK(twilio_inbound_message(form)->text.size() <= kMaxInboundTextBytes);
  CHECK(twilio_inbound_message(form)->opt_out_type.empty());
  form[3].value = "bad \xff bytes\x01";
  CHECK(twilio_inbound_message(form)->text == "bad \xef\xbf\xbd bytes");
}

TEST_CASE("a message without id, sender or recipient is refused by name") {
  const Form whole{{"MessageSid", "SM1"}, {"From", "+13055550123"}, {"To", "+13055550100"}};
  for (std::size_t i = 0; i < whole.size(); ++i) {
    Form form = whole;
    form[i].value = i == 0 ? "" : "<script>";
    CHECK(twilio_inbound_message(form).error().field == whole[i].name);
  }
}

TEST_CASE("delivery callbacks map to states, and late ones do not undo what is known") {
  struct Row {
    const char *status;
    DeliveryState state;
  };
  for (const Row &row :
       {Row{"sent", DeliveryState::sent}, Row{"delivered", DeliveryState::delivered}, Row{"undelivered", DeliveryState::undelivered},
        Row{"failed", DeliveryState::failed}, Row{"read", DeliveryState::read}}) {
    const auto update = twilio_delivery_update({{"MessageSid", "SM1"}, {"MessageStatus", row.status}, {"ErrorCode", "30003"}});
    REQUIRE(update.has_value());
    CHECK(update->state == row.state);
    CHECK(update->provider_id == "SM1");
    CHECK(update->error_code == "30003");
  }
  CHECK(twilio_delivery_update({{"MessageSid", "SM1"}, {"MessageStatus", "teleported"}}).error().field == "MessageStatus");
  CHECK(supersedes(DeliveryState::delivered, DeliveryState::sent));
  CHECK_FALSE(supersedes(DeliveryState::sent, DeliveryState::delivered));
  CHECK_FALSE(supersedes(DeliveryState::delivered, DeliveryState::failed));
  CHECK(supersedes(DeliveryState::failed, DeliveryState::sent));
  CHECK_FALSE(supersedes(DeliveryState::failed, DeliveryState::read));
}

TEST_CASE("a refusal says why in the status the sender understands") {
  CHECK(refuse_webhook(base::invalid("unsigned")).status == 400);
  CHECK(refuse_webhook({Status::unauthenticated, "wrong"}).status == 403);
  CHECK(refuse_webhook({Status::limit_exceeded, "large"}).status == 413);
  CHECK(refuse_webhook({Status::internal, "secret detail"}).body == "internal error\n");
}
