// A language model behind text conversations and behind the operation that hosts ask for a proposal.
#include "tests/operations/rig.hpp"
#include "tests/operations/scripted_model.hpp"

using namespace callwell;
using namespace callwell::testing;

namespace {

constexpr std::string_view kRiddle = "my cousin said you folks were on the radio once";

struct ModelRig : Rig {
  ModelRig() : Rig(RigOptions{.more = kModelInFile}) { agent->find_tenant(kOak)->use_language_model(model); }
  json::object write(std::string_view text) { return run("conversations.message", {{"from", kPatient}, {"text", text}}); }
  std::shared_ptr<ScriptedModel> model = std::make_shared<ScriptedModel>();
};

std::string replies(const json::object &outcome) {
  std::string all;
  for (const json::value &reply : outcome.at("replies").as_array()) all += std::string(reply.at("text").as_string()) + " ";
  return all;
}

/// Fails as often as it is told, then answers.
class FailingModel : public dialog::LanguageModel {
 public:
  FailingModel(base::Status status, int times) : status_(status), times_(times) {}
  std::string_view name() const override { return "failing"; }
  void warm() override {}
  base::Result<std::unique_ptr<dialog::ModelAnswer>> ask(const dialog::ModelRequest &, dialog::OnModel on_model) override {
    if (++asked <= times_) {
      on_model(base::Error{status_, "the test said so"});
    } else {
      on_model(words("We are glad you told us.", true));
    }
    return std::make_unique<dialog::ModelAnswer>();
  }
  int asked = 0;

 private:
  base::Status status_;
  int times_;
};

}  // namespace

TEST_CASE("in writing a model's answer comes with the reply") {
  ModelRig rig;
  rig.write("hello");
  rig.model->answers({words("We are glad "), words("you told us."), words("", true)});
  const std::string said = replies(rig.write(kRiddle));
  CHECK(said == "We are glad you told us. ");
}

TEST_CASE("the operation gives a proposal, or says that there is no model") {
  ModelRig rig;
  rig.model->answers({tool("start_flow", {{"flow", "book"}}), words("One. Two.", true)});
  const json::object answer = rig.run("conversations.propose", {{"utterance", kRiddle}, {"language", "en"}});
  CHECK(answer.at("text").as_string() == "One. Two.");
  CHECK(answer.at("commands").at(0).at("name").as_string() == "start_flow");
  Rig without;
  const auto refused = without.try_run("conversations.propose", {{"utterance", kRiddle}, {"language", "en"}});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().status == base::Status::unavailable);
}

TEST_CASE("a model that is silent is asked once more, one that refuses is not") {
  struct Row { base::Status status; int fails, asked; bool answers; };
  const Row rows[] = {{base::Status::deadline_exceeded, 1, 2, true}, {base::Status::deadline_exceeded, 2, 2, false}, {base::Status::permission_denied, 1, 1, false},
                      {base::Status::unavailable, 1, 1, false}};
  for (const Row &row : rows) {
    CAPTURE(base::status_name(row.status), row.fails);
    ModelRig rig;
    const auto model = std::make_shared<FailingModel>(row.status, row.fails);
    rig.agent->find_tenant(kOak)->use_language_model(model);
    rig.write("hello");
    const std::string said = replies(rig.write(kRiddle));
    CHECK(model->asked == row.asked);
    CHECK((said == "We are glad you told us. ") == row.answers);
    CHECK_FALSE(said.empty());
  }
}
