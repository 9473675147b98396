// An agent for a test: one or two invented practices, a clock that the test turns, a carrier that keeps what it is given.
#pragma once

#include <catch2/catch.hpp>
#include <fstream>
#include <functional>
#include <mutex>
#include <optional>

#include "adapters/form.hpp"
#include "base/crypto.hpp"
#include "operations/agent.hpp"
#include "tests/records/test_store.hpp"

namespace callwell::testing {

namespace json = boost::json;

inline constexpr std::string_view kOak = "oak", kElm = "elm";
inline constexpr const char *kOakNumber = "+13125550110", *kElmNumber = "+13125550120";
inline constexpr const char *kOakToken = "oak-token", *kElmToken = "elm-token";
inline constexpr const char *kPatient = "+13125550177";
inline constexpr base::Instant kMonday{1'772'466'300'000'000};  // 2026-03-02T09:45:00-06:00 in Chicago

inline std::string practice_yaml(std::string_view id, std::string_view number, std::string_view token) {
  const std::string n(number), name = id == kOak ? "Oak Clinic" : "Elm Clinic";
  return "id: " + std::string(id) + "\nname: " + name + "\nphone: " + n + R"(
time_zone: America/Chicago
languages: [en, es]
send_optout_confirmation: true
numbers: [")" +
         n + R"("]
locations:
  - id: main
    name: Main Street
    address: 1 Main Street, Springfield
    hours: {mon-fri: "08:00-17:00"}
services:
  - {id: cleaning, name: {en: cleaning, es: limpieza}, duration_minutes: 30}
providers:
  - id: lee
    name: Dr. Lee
    shifts: [{location: main, days: mon-fri, hours: "08:00-17:00"}]
quiet_hours: {start: "21:00", end: "08:00"}
handoff: {phone: +13125550199, department: front desk}
operators: {sms: [+13125550198]}
messaging:
  - adapter: twilio
    settings: {account_sid: AC00000000000000000000000000000001, auth_token: )" +
         std::string(token) + ", from: \"" + n + "\"}\n";
}

inline void write_file(const std::string &path, std::string_view text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  REQUIRE(out.good());
}

/// A carrier of the host's: keeps what it is told to send, and answers as the test wants.
class FakeCarrier {
 public:
  using Answer = std::function<base::Result<std::string>(const operations::PortRequest &request)>;

  void answer_with(Answer answer) {
    const std::lock_guard lock(mutex_);
    answer_ = std::move(answer);
  }
  void fail_with(base::Status status, std::string field = {}) {
    answer_with([status, field](const operations::PortRequest &) { return base::Error{status, "the carrier said so", field}; });
  }
  std::shared_ptr<operations::Port> port() {
    return std::make_shared<operations::Port>([this](const operations::PortRequest &request) -> base::Result<std::string> {
      const std::lock_guard lock(mutex_);
      tried_.push_back(request);
      if (answer_) return answer_(request);
      return json::serialize(json::object{{"id", "SM" + std::to_string(tried_.size())}});
    });
  }
  std::vector<operations::PortRequest> tried() const {
    const std::lock_guard lock(mutex_);
    return tried_;
  }
  /// The texts that were handed over for this number.
  std::vector<std::string> texts_to(std::string_view number) const {
    std::vector<std::string> texts;
    for (const operations::PortRequest &request : tried()) {
      const json::object body = base::parse_json(request.json)->as_object();
      if (body.at("to").as_string() == number) texts.emplace_back(body.at("text").as_string());
    }
    return texts;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<operations::PortRequest> tried_;
  Answer answer_;
};

struct RigOptions {
  bool two_practices = false;
  bool on_disk = false;
  std::string more = {};                 ///< lines for the practices' files
};

class Rig {
 public:
  explicit Rig(RigOptions options = {}) {
    std::filesystem::create_directory(folder.file("practices"));
    write_file(folder.file("practices/oak.yaml"), practice_yaml(kOak, kOakNumber, kOakToken) + options.more);
    if (options.two_practices) write_file(folder.file("practices/elm.yaml"), practice_yaml(kElm, kElmNumber, kElmToken) + options.more);
    if (options.on_disk) database = folder.file("store.db");
    agent = open();
  }

  std::shared_ptr<operations::Agent> open() {
    auto opened = need(operations::Agent::open({folder.file("practices"), database}, now));
    need(opened->register_port("messaging", carrier.port()));
    return opened;
  }

  base::Result<json::value> try_run(std::string_view operation, json::object input = {}, std::string_view tenant = kOak,
                                    std::string_view role = "system") {
    return agent->invoke(operation, input, {tenant, role, now});
  }
  json::object run(std::string_view operation, json::object input = {}, std::string_view tenant = kOak, std::string_view role = "system") {
    INFO(operation);
    return need(try_run(operation, std::move(input), tenant, role)).as_object();
  }
  json::object text(std::string_view words, std::string_view from = kPatient, std::string_view tenant = kOak) {
    now = now.plus_seconds(5);
    return run("conversations.message", {{"from", from}, {"text", words}}, tenant);
  }

  void pass(std::int64_t seconds) { now = now.plus_seconds(seconds); }
  std::int64_t work(std::string_view tenant = kOak) { return base::int_at(run("system.work", {}, tenant), "done"); }

  std::size_t count(std::string_view operation, std::string_view member, json::object input = {}, std::string_view tenant = kOak) {
    return run(operation, std::move(input), tenant).at(member).as_array().size();
  }
  std::size_t conversations(std::string_view tenant = kOak) { return count("conversations.list", "items", {}, tenant); }
  std::size_t security_events(std::string_view tenant = kOak) { return count("security.list", "items", {}, tenant); }
  json::array messages(std::string_view conversation) {
    return run("conversations.view", {{"conversation_id", conversation}}).at("messages").as_array();
  }
  std::int64_t given_up() { return outbox("given_up"); }
  std::int64_t pending() { return outbox("pending"); }
  std::string only_conversation() {
    const json::array items = run("conversations.list").at("items").as_array();
    REQUIRE(items.size() == 1);
    return std::string(items[0].at("conversation_id").as_string());
  }

  TemporaryFolder folder;
  FakeCarrier carrier;
  std::string database;
  base::Instant now = kMonday;
  std::shared_ptr<operations::Agent> agent;

 private:
  std::int64_t outbox(const char *which) { return run("system.health").at("components").at("outbox").at(which).as_int64(); }
};

/// All the replies of a turn on one line.
inline std::string said(const json::object &turn) {
  std::string out;
  for (const json::value &reply : turn.at("replies").as_array())
    out += (out.empty() ? "" : " ") + std::string(reply.at("text").as_string());
  return out;
}

// ---- Twilio's side

using Fields = std::vector<std::pair<std::string, std::string>>;

inline std::string twilio_sign(const std::string &url, Fields fields, std::string_view token) {
  std::sort(fields.begin(), fields.end());
  std::string data = url;
  for (const auto &[name, value] : fields) data += name + value;
  return base::base64(base::hmac_sha1(token, data));
}

/// An inbound operation's input as a server would make it of Twilio's request, rightly signed.
inline json::object twilio(std::string_view path, const Fields &fields, std::string_view token = kOakToken) {
  const std::string url = "https://line.example.com/webhooks/twilio" + std::string(path);
  std::string body;
  for (const auto &[name, value] : fields) adapters::append_field(body, name, value);
  return {{"url", url},
          {"body", body},
          {"headers",
           json::object{{"content-type", "application/x-www-form-urlencoded"}, {"x-twilio-signature", twilio_sign(url, fields, token)}}}};
}

inline json::object twilio_text(std::string_view sid, std::string_view words, std::string_view from = kPatient) {
  return twilio("/messages",
                {{"MessageSid", std::string(sid)}, {"From", std::string(from)}, {"To", kOakNumber}, {"Body", std::string(words)}});
}

}  // namespace callwell::testing
