#include <catch2/catch.hpp>

#include "adapters/language_model/chain.hpp"
#include "tests/adapters/asking.hpp"

using namespace callwell;
using namespace callwell::adapters;
using base::Status;
using dialog::ModelPiece;
using testing::Asking;

namespace {

/// A model that answers by a script, from threads of its own or not at all.
class ScriptedModel : public dialog::LanguageModel {
 public:
  using Answers = std::vector<base::Result<ModelPiece>>;
  explicit ScriptedModel(Answers answers) : answers_(std::move(answers)) {}
  explicit ScriptedModel(Status refused) : refused_(refused) {}
  ~ScriptedModel() override {
    for (std::thread &thread : threads_) {  // the last to let go of it may be a thread of its own
      thread.get_id() == std::this_thread::get_id() ? thread.detach() : thread.join();
    }
  }

  std::string_view name() const override { return "scripted"; }
  base::Result<std::unique_ptr<dialog::ModelAnswer>> ask(const dialog::ModelRequest &request, dialog::OnModel on_model) override {
    ++asked;
    system = request.system;
    if (refused_ != Status::ok) return base::Error{refused_, "no"};
    threads_.emplace_back([answers = answers_, on_model = std::move(on_model)] {
      for (const auto &answer : answers) on_model(answer);
    });
    return std::unique_ptr<dialog::ModelAnswer>(std::make_unique<Handle>(given_up));
  }
  void warm() override { ++warmed; }

  int asked = 0, warmed = 0;
  std::atomic<int> given_up{0};
  std::string system;

 private:
  struct Handle : dialog::ModelAnswer {
    explicit Handle(std::atomic<int> &count) : given_up(count) {}
    ~Handle() override { ++given_up; }
    std::atomic<int> &given_up;
  };
  const Answers answers_;
  const Status refused_ = Status::ok;
  std::vector<std::thread> threads_;
};

using Models = std::vector<std::shared_ptr<ScriptedModel>>;

std::shared_ptr<ScriptedModel> answering(ScriptedModel::Answers answers) { return std::make_shared<ScriptedModel>(std::move(answers)); }
std::shared_ptr<ScriptedModel> refusing(Status status) { return std::make_shared<ScriptedModel>(status); }
ModelPiece text(std::string words) { return {.text = std::move(words)}; }
ModelPiece last() { return {.last = true, .input_tokens = 1, .output_tokens = 2}; }
base::Error error(Status status) { return {status, "scripted"}; }

std::shared_ptr<dialog::LanguageModel> chain(const Models &models) { return chain_of({models.begin(), models.end()}); }

}  // namespace

TEST_CASE("until the first piece the next model is asked where patience or another place may help, and only there") {
  struct Row {
    Status status;
    const char *expected;
    int second_asked;
  };
  for (const Row &row : {Row{Status::busy, "|Hi.|.1/2", 1}, Row{Status::unavailable, "|Hi.|.1/2", 1}, Row{Status::deadline_exceeded, "|Hi.|.1/2", 1},
                         Row{Status::unauthenticated, "|Hi.|.1/2", 1}, Row{Status::permission_denied, "!permission_denied", 0},
                         Row{Status::invalid_argument, "!invalid_argument", 0}, Row{Status::corrupt, "!corrupt", 0}}) {
    INFO(base::status_name(row.status));
    for (const auto &first : {answering({error(row.status)}), refusing(row.status)}) {  // at once, and a little later
      const auto second = answering({text("Hi."), last()});
      CHECK(Asking(*chain({first, second})).whole() == row.expected);
      CHECK(second->asked == row.second_asked);
    }
  }
}

TEST_CASE("after the first piece an error is passed on, and so is that of the last model") {
  const auto never = answering({text("no"), last()});
  CHECK(Asking(*chain({answering({text("Hi"), error(Status::unavailable)}), never})).whole() == "|Hi!unavailable");
  CHECK(never->asked == 0);
  CHECK(Asking(*chain({refusing(Status::busy), refusing(Status::unavailable)})).whole() == "!unavailable");
  CHECK(Asking(*chain({answering({error(Status::busy)}), refusing(Status::busy), answering({text("Hi."), last()})})).whole() == "|Hi.|.1/2");
}

TEST_CASE("what a model says after it was passed over, or after its last piece, is nobody's") {
  CHECK(Asking(*chain({answering({error(Status::busy), text("late"), last()}), answering({text("Hi."), last()})})).whole() == "|Hi.|.1/2");
  Asking asking(*chain({answering({text("Hi."), last(), text("late"), error(Status::internal)}), refusing(Status::busy)}));
  CHECK(asking.whole() == "|Hi.|.1/2");
  Asking later(*chain({answering({text("Hi."), last()}), refusing(Status::busy)}));  // by its end, what was late has been dropped
  CHECK(later.whole() == "|Hi.|.1/2");
  CHECK(asking.now() == "|Hi.|.1/2");
}

TEST_CASE("every model is shown the question, and given up when it is passed over, has answered or is not wanted any more") {
  const auto first = answering({error(Status::busy)}), second = answering({text("Hi.")});
  const auto both = chain({first, second});
  Asking asking(*both);
  REQUIRE(asking.wait_for("|Hi."));
  CHECK(first->given_up == 1);
  CHECK(second->given_up == 0);
  CHECK(first->system == testing::question().system);
  CHECK(second->system == first->system);
  asking.give_up();
  CHECK(Asking(*chain({refusing(Status::busy), refusing(Status::unavailable)})).whole() == "!unavailable");  // the same thread did this after it
  CHECK(second->given_up == 1);
}

TEST_CASE("an answer may be given up from within its own callback") {
  const auto model = answering({text("Hi."), text("more"), last()});
  const auto both = chain({model, refusing(Status::busy)});
  Asking asking(*both, true);
  REQUIRE(asking.wait_for("|Hi."));
  CHECK(Asking(*chain({refusing(Status::busy), refusing(Status::unavailable)})).whole() == "!unavailable");
  CHECK(asking.now() == "|Hi.");
  CHECK(model->given_up == 1);
}

TEST_CASE("all models of a chain are warmed; one alone is its own chain, and none is none") {
  const auto first = refusing(Status::busy), second = refusing(Status::busy);
  chain({first, second})->warm();
  CHECK(first->warmed + second->warmed == 2);
  CHECK(chain({first}) == first);
  CHECK(chain({}) == nullptr);
}
