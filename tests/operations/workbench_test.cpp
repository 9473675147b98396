// The workbench: a model is measured, and what reviewed calls propose is learnt only once approved.
#include "tests/operations/rig.hpp"

using namespace callwell;
using namespace callwell::testing;

namespace {

base::Result<json::value> ask(std::string_view name, const json::object &input, std::string_view role = "admin") {
  static const auto agent = *operations::Agent::open({}, kMonday);
  return agent->invoke(name, input, {"", role, kMonday});
}

std::string lines(int count) {
  std::string all;
  for (int i = 0; i < count; ++i) {
    const std::string n = std::to_string(i);
    all += R"({"text":"please book visit )" + n + R"(","intent":"book","language":"en"})" "\n" R"({"text":"quiero cancelar la visita )" + n + R"(","intent":"cancel","language":"es"})" "\n";
  }
  return all;
}

}  // namespace

TEST_CASE("a model and the examples themselves are measured") {
  const TemporaryFolder folder;
  write_file(folder.file("examples.jsonl"), lines(20));
  REQUIRE(ask("nlu.train", {{"examples_path", folder.file("examples.jsonl")}, {"model_path", folder.file("model")}}).has_value());
  for (const json::object &how : {json::object{{"model_path", folder.file("model")}}, json::object{{"folds", 4}}}) {
    json::object input = how;
    input["examples_path"] = folder.file("examples.jsonl");
    const auto out = ask("nlu.evaluate", input);
    REQUIRE(out.has_value());
    CHECK(out->at("examples") == 40);
    CHECK(out->at("accuracy").as_double() > 0.95);
    CHECK(out->at("languages").as_array().size() == 2);
    CHECK(out->at("matrix").at("intents").as_array().size() == 2);
  }
  CHECK_FALSE(ask("nlu.evaluate", {{"examples_path", folder.file("examples.jsonl")}, {"model_path", folder.file("model")}, {"folds", 4}}).has_value());
  CHECK(ask("nlu.evaluate", {{"examples_path", folder.file("absent")}}).error().status == base::Status::not_found);
}

TEST_CASE("a proposal is learnt only after a person approved it") {
  const TemporaryFolder folder;
  const std::string path = folder.file("examples.jsonl");
  write_file(path, lines(10));
  const auto train = [&] { return ask("nlu.train", {{"examples_path", path}, {"model_path", folder.file("model")}})->at("examples").to_number<int>(); };
  const auto proposed = ask("nlu.feedback", {{"path", path}, {"text", "get me in tomorrow please"}, {"intent", "book"}, {"reviewer", "desk"}});
  REQUIRE(proposed.has_value());
  CHECK(proposed->at("index") == 20);
  CHECK(train() == 20);
  const auto listed = ask("nlu.review", {{"path", path}});
  REQUIRE(listed.has_value());
  REQUIRE(listed->at("pending").as_array().size() == 1);
  CHECK(listed->at("pending").at(0).at("text") == "get me in tomorrow please");
  const auto reviewed = ask("nlu.review", {{"path", path}, {"index", 20}, {"approve", true}});
  REQUIRE(reviewed.has_value());
  CHECK(reviewed->at("pending").as_array().empty());
  CHECK(train() == 21);
  REQUIRE(ask("nlu.review", {{"path", path}, {"index", 20}, {"approve", false}}).has_value());
  CHECK(train() == 20);
  CHECK(ask("nlu.review", {{"path", path}, {"index", 99}, {"approve", true}}).error().status == base::Status::not_found);
}

TEST_CASE("personal data never enters a training set") {
  const TemporaryFolder folder;
  for (const char *text : {"this is Maria Lopez calling about my bill", "call me at 312 555 0142", "my email is rosa@example.com", "i was born march 3 1980"}) {
    CAPTURE(text);
    const auto refused = ask("nlu.feedback", {{"path", folder.file("new.jsonl")}, {"text", text}, {"intent", "billing_balance"}});
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().field == "text");
  }
  CHECK_FALSE(std::ifstream(folder.file("new.jsonl")).good());
  CHECK(ask("nlu.feedback", {{"path", folder.file("new.jsonl")}, {"text", "is there anything tomorrow"}, {"intent", "book_appointment"}}).has_value());
}

TEST_CASE("feedback never touches a file that is something else") {
  const TemporaryFolder folder;
  write_file(folder.file("notes.txt"), "not an example\n");
  CHECK_FALSE(ask("nlu.feedback", {{"path", folder.file("notes.txt")}, {"text", "book me"}, {"intent", "book"}}).has_value());
  CHECK_FALSE(ask("nlu.review", {{"path", folder.file("notes.txt")}}).has_value());
}
