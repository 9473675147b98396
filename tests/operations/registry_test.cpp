// What every operation promises by being declared: a schema, a permission, an example that runs.
#include <set>

#include "base/schema.hpp"
#include "compliance/permissions.hpp"
#include "tests/operations/rig.hpp"

using namespace callwell;
using namespace callwell::testing;
using operations::Operation;

namespace {

/// Run from a made state by another test: they have no example that stands alone.
const std::set<std::string_view> kRunElsewhere{
    "conversations.journal", "conversations.tick", "conversations.view",  // conversation_test.cpp, personal_data_test.cpp
    "inbound.stream_end",    "inbound.stream_start",                      // stream_test.cpp
    "nlu.classify",          "nlu.train",                                 // below
    "nlu.evaluate",          "nlu.feedback",       "nlu.review",         // workbench_test.cpp
    "recordings.erase",      "recordings.export",  "recordings.pause",    // recordings_test.cpp
    "scheduling.book",       "scheduling.cancel",  "scheduling.hold",    "scheduling.reschedule", "waitlist.fill",  // below
};

struct Example {
  std::string practice;
  json::object in, out;
  json::array out_has;
};

std::optional<Example> example_of(const Operation &operation) {
  const json::object parsed = need(base::parse_json(operation.example)).as_object();
  if (parsed.empty()) return std::nullopt;
  return Example{std::string(base::string_at(parsed, "practice")), base::object_at(parsed, "in"), base::object_at(parsed, "out"),
                 base::array_at(parsed, "out_has")};
}

std::shared_ptr<operations::Agent> demo(const std::string &practice) {
  const std::string file = practice.empty() ? "" : std::string(CALLWELL_SOURCE_DIR) + "/examples/practices/" + practice + ".yaml";
  return need(operations::Agent::open({file, ""}, kMonday));
}

void check_output(const Operation &operation, const json::value &out) {
  const auto problems = need(base::Schema::parse(operation.output_schema)).check(need(base::parse_json(json::serialize(out))));
  CAPTURE(json::serialize(out));
  for (const base::SchemaProblem &problem : problems)
    FAIL_CHECK(operation.name << " answers " << problem.pointer << ' ' << problem.message);
}

base::Error refused(std::string_view operation, const json::object &input) {
  const auto agent = demo("lakeside_dental");
  const auto answer = agent->invoke(operation, input, {"", "system", kMonday});
  REQUIRE_FALSE(answer.has_value());
  return answer.error();
}

}  // namespace

TEST_CASE("operations are listed by name, each once") {
  const auto all = operations::all_operations();
  REQUIRE(all.size() > 40);
  for (std::size_t i = 1; i < all.size(); ++i) CHECK(all[i - 1]->name < all[i]->name);
  for (const Operation *operation : all) CHECK(operations::find_operation(operation->name) == operation);
  CHECK(operations::find_operation("scheduling.bok") == nullptr);
}

TEST_CASE("every operation declares a summary, both schemas, a known permission and what it does") {
  const auto known = compliance::permissions();
  for (const Operation *operation : operations::all_operations()) {
    INFO(operation->name);
    CHECK(operation->summary.size() > 10);
    CHECK((operation->permission.empty() || std::find(known.begin(), known.end(), operation->permission) != known.end()));
    CHECK(operation->run != nullptr);
    CHECK(base::Schema::parse(operation->input_schema).has_value());
    CHECK(base::Schema::parse(operation->output_schema).has_value());
    for (const std::string_view schema : {operation->input_schema, operation->output_schema}) {
      CHECK(base::string_at(need(base::parse_json(schema)).as_object(), "type") == "object");
    }
  }
}

TEST_CASE("the description of the operations is complete") {
  const json::value description = operations::describe_operations();
  const json::array &list = description.at("operations").as_array();
  CHECK(list.size() == operations::all_operations().size());
  for (const json::value &operation : list) {
    INFO(operation.at("name").as_string().c_str());
    for (const char *member : {"input", "output", "example"}) CHECK(operation.at(member).is_object());
  }
}

TEST_CASE("every example runs and answers what it shows") {
  std::map<std::string, int> examples;
  for (const Operation *operation : operations::all_operations()) {
    INFO(operation->name);
    const auto example = example_of(*operation);
    CHECK(example.has_value() != (kRunElsewhere.count(operation->name) == 1));
    if (!example) continue;
    CHECK(operation->needs_tenant <= !example->practice.empty());
    const auto agent = demo(example->practice);
    const auto answer = agent->invoke(operation->name, example->in, {"", "system", kMonday});
    if (!answer) {
      FAIL_CHECK("the example fails: " << answer.error().message << " (" << answer.error().field << ")");
      continue;
    }
    CAPTURE(json::serialize(*answer));
    for (const auto &member : example->out) {
      REQUIRE(answer->as_object().contains(member.key()));
      CHECK(answer->at(member.key()) == member.value());
    }
    for (const json::value &name : example->out_has) CHECK(answer->as_object().contains(name.as_string()));
    CHECK(example->out.size() + example->out_has.size() > 0);
    check_output(*operation, *answer);
  }
}

TEST_CASE("the operations of a visit answer by their schemas, from opening to cancellation") {
  Rig rig;
  const auto run = [&](std::string_view name, json::object input) {
    json::object out = rig.run(name, std::move(input));
    check_output(*operations::find_operation(name), out);
    return out;
  };
  const json::array slots = run("scheduling.find_slots", {{"service", "cleaning"}, {"limit", 4}}).at("slots").as_array();
  REQUIRE(slots.size() == 4);
  const json::object who{{"given", "Rosa"}, {"family", "Vega"}, {"full", "Rosa Vega"}};
  run("scheduling.hold", {{"slot_id", slots[0].at("slot_id")}, {"service", "cleaning"}, {"conversation", "c1"}});
  const json::object request{{"slot_id", slots[0].at("slot_id")},
                             {"service", "cleaning"},
                             {"name", who},
                             {"phone", kPatient},
                             {"conversation", "c1"},
                             {"idempotency_key", "b1"}};
  const json::object booked = run("scheduling.book", request);
  CHECK(run("scheduling.book", request).at("duplicate") == true);
  const json::object moved =
      run("scheduling.reschedule",
          {{"appointment_id", booked.at("appointment_id")}, {"slot_id", slots[2].at("slot_id")}, {"idempotency_key", "m1"}});
  CHECK(moved.at("start") == slots[2].at("start"));
  run("waitlist.add", {{"service", "cleaning"}, {"name", who}, {"phone", kPatient}, {"idempotency_key", "w1"}});
  CHECK(run("waitlist.fill", {{"slot_id", slots[0].at("slot_id")}}).at("candidates").as_array().size() == 1);
  CHECK(run("scheduling.cancel", {{"appointment_id", moved.at("appointment_id")}}).at("status") == "cancelled");
}

TEST_CASE("a model is trained from examples and asked") {
  const TemporaryFolder folder;
  std::string lines;
  for (int i = 0; i < 20; ++i) {
    const std::string n = std::to_string(i);
    lines += R"({"text":"please book visit )" + n +
             R"(","intent":"book"})"
             "\n"
             R"({"text":"cancel my visit )" +
             n +
             R"(","intent":"cancel"})"
             "\n";
  }
  write_file(folder.file("examples.jsonl"), lines);
  const auto agent = demo("");
  const auto run = [&](std::string_view name, const json::object &input) {
    const json::value out = need(agent->invoke(name, input, {"", "admin", kMonday}));
    check_output(*operations::find_operation(name), out);
    return out;
  };
  CHECK(run("nlu.train", {{"examples_path", folder.file("examples.jsonl")}, {"model_path", folder.file("model")}}).at("examples") == 40);
  CHECK(run("nlu.classify", {{"text", "cancel my visit 3"}, {"model_path", folder.file("model")}}).at("intent") == "cancel");
}

TEST_CASE("an error names what is wrong in the request") {
  struct Row {
    const char *operation;
    json::object input;
    const char *field;
  };
  const Row rows[] = {
      {"scheduling.bok", {}, "operation"},
      {"conversations.message", {{"from", kPatient}}, "text"},
      {"conversations.message", {{"from", kPatient}, {"text", "hi"}, {"txet", "hi"}}, "txet"},
      {"conversations.message", {{"from", kPatient}, {"text", 5}}, "text"},
      {"conversations.message", {{"from", kPatient}, {"text", "hi"}, {"channel", "fax"}}, "channel"},
      {"conversations.list", {{"limit", 0}}, "limit"},
      {"conversations.list", {{"now", "yesterday"}}, "now"},
      {"nlu.analyze", {{"text", "hi"}, {"expecting", json::object{{"feild", "name"}}}}, "expecting.feild"},
      {"scheduling.book", {{"slot_id", "s"}, {"service", "cleaning"}, {"name", json::object{}}}, "idempotency_key"},
      {"contact_window", {}, "operation"},
      {"compliance.contact_window", {{"phone", kPatient}}, "at"},
  };
  for (const Row &row : rows) {
    CAPTURE(row.operation, row.field);
    const base::Error error = refused(row.operation, row.input);
    CHECK(error.field == row.field);
    CHECK(error.status == (error.field == "operation" ? base::Status::not_found : base::Status::invalid_argument));
    CHECK_FALSE(error.message.empty());
  }
}

TEST_CASE("an operation for a practice needs one, and one that exists") {
  const auto empty = demo("");
  CHECK(empty->invoke("appointments.list", {}, {"", "system", kMonday}).error().field == "tenant");
  const auto one = demo("lakeside_dental");
  const auto stranger = one->invoke("appointments.list", {}, {"no-such-practice", "system", kMonday});
  CHECK(stranger.error().status == base::Status::not_found);
  CHECK(stranger.error().field == "tenant");
}
