// Against the results that AWS publishes for its own test suite, and worked requests of the two services that are asked.
#include "adapters/aws_signature.hpp"

#include <catch2/catch.hpp>

using namespace callwell;
using adapters::AwsKeys;
using adapters::HttpRequest;

namespace {

const AwsKeys kKeys{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"};
const std::string kSuite = "https://example.amazonaws.com";

std::string header(const HttpRequest &request, std::string_view name) {
  for (const adapters::HttpHeader &h : request.headers) {
    if (h.name == name) return h.value;
  }
  return {};
}

std::string authorization(const HttpRequest &request, const AwsKeys &keys, const adapters::AwsService &service, std::string_view at) {
  const auto done = adapters::sign_for_aws(request, keys, service, *base::parse_rfc3339(at));
  REQUIRE(done.has_value());
  return header(*done, "Authorization");
}

std::string signature(const HttpRequest &request, const AwsKeys &keys = kKeys) {
  const std::string value = authorization(request, keys, {"us-east-1", "service"}, "2015-08-30T12:36:00Z");
  return value.substr(value.rfind('=') + 1);
}

}  // namespace

TEST_CASE("requests are signed as AWS's own test suite signs them") {
  struct Row {
    const char *name, *method, *target;
    std::vector<adapters::HttpHeader> headers;
    const char *signature, *body = "";
  };
  const std::vector<Row> rows = {
      {"get-vanilla", "GET", "/", {}, "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
      {"get-vanilla-empty-query-key", "GET", "/?Param1=value1", {}, "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb"},
      {"get-vanilla-query-order-key-case", "GET", "/?Param2=value2&Param1=value1", {}, "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"},
      {"get-vanilla-query-order-encoded", "GET", "/?Param-3=Value3&Param=Value2&%E1%88%B4=Value1", {}, "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac"},
      {"get-vanilla-utf8-query", "GET", "/?ሴ=bar", {}, "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"},
      {"get-utf8", "GET", "/ሴ", {}, "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"},
      {"get-space-normalized", "GET", "/example space/", {}, "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"},
      {"get-unreserved", "GET", "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", {}, "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"},
      {"get-relative-normalized", "GET", "/example/..", {}, "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
      {"get-relative-relative-normalized", "GET", "/example1/example2/../..", {}, "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
      {"get-slash-dot-slash-normalized", "GET", "/./", {}, "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
      {"get-slash-normalized", "GET", "//", {}, "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
      {"get-slash-pointless-dot-normalized", "GET", "/./example", {}, "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5"},
      {"get-slashes-normalized", "GET", "//example//", {}, "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"},
      {"get-header-key-duplicate", "GET", "/", {{"My-Header1", "value2"}, {"My-Header1", "value2"}, {"My-Header1", "value1"}}, "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"},
      {"get-header-value-order", "GET", "/", {{"My-Header1", "value4"}, {"My-Header1", "value1"}, {"My-Header1", "value3"}, {"My-Header1", "value2"}}, "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"},
      {"get-header-value-trim", "GET", "/", {{"My-Header1", " value1"}, {"My-Header2", " \"a   b   c\""}}, "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"},
      {"post-vanilla", "POST", "/", {}, "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"},
      {"post-vanilla-query", "POST", "/?Param1=value1", {}, "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"},
      {"post-header-key-sort", "POST", "/", {{"My-Header1", "value1"}}, "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"},
      {"post-header-value-case", "POST", "/", {{"My-Header1", "VALUE1"}}, "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d"},
      {"post-x-www-form-urlencoded", "POST", "/",
       {{"Content-Type", "application/x-www-form-urlencoded"}, {"Content-Length", "13"}, {"X-Amz-Content-Sha256", "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e"}},
       "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b", "Param1=value1"}};
  for (const Row &row : rows) {
    INFO(row.name);
    CHECK(signature({.method = row.method, .url = kSuite + row.target, .headers = row.headers, .body = row.body}) == row.signature);
  }
}

TEST_CASE("the token of temporary keys is signed with the rest") {
  AwsKeys keys = kKeys;
  keys.session_token = "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267";
  CHECK(signature({.url = kSuite + "/"}, keys) == "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8");
  const auto done = adapters::sign_for_aws({.url = kSuite + "/"}, keys, {"us-east-1", "service"}, {});
  CHECK(header(*done, "X-Amz-Security-Token") == keys.session_token);
}

TEST_CASE("Bedrock's and Polly's requests are signed under the service's name, an encoded path encoded once more") {
  const std::vector<adapters::HttpHeader> json = {{"Content-Type", "application/json"}};
  const std::string at = "2026-03-15T14:05:00Z";
  const std::string asks = R"({"messages":[{"role":"user","content":[{"text":"Hello"}]}],"inferenceConfig":{"maxTokens":64}})";
  const std::string converse = ".amazonaws.com/model/us.anthropic.claude-haiku-4-5-20251001-v1%3A0/converse-stream";
  CHECK(authorization({"POST", "https://bedrock-runtime.us-east-1" + converse, json, asks}, kKeys, {"us-east-1", "bedrock"}, at) ==
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/bedrock/aws4_request, SignedHeaders=content-type;host;x-amz-date, "
        "Signature=789b71b8f5b056686a71dc762e058c3ccdcfdd4c5cfe525b9e89fa2fd236dbd4");
  AwsKeys temporary = kKeys;
  temporary.session_token = "FwoGZXIvYXdzEXAMPLETOKEN==";
  CHECK(authorization({"POST", "https://bedrock-runtime.us-west-2" + converse, json, asks}, temporary, {"us-west-2", "bedrock"}, at)
            .ends_with("SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, "
                       "Signature=fe693c0b4ec1b1d40bf9b2dc76a0e64484e545520e78c4008861cdcdfeeaa9e0"));
  const std::string speech = R"({"Engine":"neural","OutputFormat":"pcm","SampleRate":"8000","Text":"Hello","TextType":"text","VoiceId":"Joanna"})";
  CHECK(authorization({"POST", "https://polly.us-east-1.amazonaws.com/v1/speech", json, speech}, kKeys, {"us-east-1", "polly"}, at)
            .ends_with("Signature=4c2df1abf884c9cb05097638fdad0631acc060bf42bf25399fd7d4058348a89c"));
}

TEST_CASE("a port that is not the usual one is part of the host, and what a proxy may change is not signed") {
  const std::string usual = signature({.url = "https://example.amazonaws.com:443/"});
  CHECK(usual == signature({.url = kSuite + "/"}));
  CHECK(usual != signature({.url = "https://example.amazonaws.com:8443/"}));
  CHECK(usual == signature({.url = kSuite + "/", .headers = {{"User-Agent", "callwell"}, {"Expect", "100-continue"}}}));
  CHECK_FALSE(adapters::sign_for_aws({.url = kSuite + "/?a=%zz"}, kKeys, {"us-east-1", "service"}, {}).has_value());
}
