#include "adapters/language_model/chain.hpp"

#include "adapters/language_model/delivery.hpp"
#include "adapters/resilience.hpp"
#include "adapters/strand.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"

namespace callwell::adapters {

namespace {

using base::Status;
using dialog::ModelPiece;
using Models = std::vector<std::shared_ptr<dialog::LanguageModel>>;

base::Counter failovers("callwell_model_failovers_total", "questions passed on to the next language model");

/// As everywhere; and a question that may have been answered may be asked elsewhere, because asking changes nothing.
bool is_for_the_next(Status status) { return another_may_try(status) || status == Status::deadline_exceeded; }

/// What all questions to one chain share.
struct Line {
  const Models models;
  const std::shared_ptr<Strand> strand = Strand::shared();
};

/// One question on its way along the models. All but the constructor runs on the line's strand.
class Round : public std::enable_shared_from_this<Round> {
 public:
  Round(std::shared_ptr<Line> line, dialog::ModelRequest request, std::shared_ptr<Delivery> delivery)
      : line_(std::move(line)), request_(std::move(request)), delivery_(std::move(delivery)) {}

  void start() {
    while (!over_) {
      const auto report = [self = shared_from_this(), asked = asked_](base::Result<ModelPiece> piece) {
        self->line_->strand->post([self, asked, piece = std::move(piece)] { self->take(asked, piece); });
      };
      base::Result<std::unique_ptr<dialog::ModelAnswer>> answer = line_->models[asked_]->ask(request_, report);
      if (answer) {
        answer_ = std::move(*answer);
        return;
      }
      if (!pass_to_next(answer.error().status)) finish(answer.error());
    }
  }

  void abandon() {
    over_ = true;
    answer_.reset();
  }
  Strand &strand() { return *line_->strand; }  ///< from any thread

 private:
  void take(std::size_t asked, const base::Result<ModelPiece> &piece) {
    if (over_ || asked != asked_) return;
    if (!piece && !begun_ && pass_to_next(piece.error().status)) return start();
    if (!piece || piece->last) return finish(piece);
    begun_ = true;
    delivery_->give(piece);
  }

  bool pass_to_next(Status status) {
    if (!is_for_the_next(status) || asked_ + 1 == line_->models.size()) return false;
    base::log(base::LogLevel::warn, "language_model_passed_over",
              {{"model", base::Identifier{line_->models[asked_]->name()}}, {"status", base::Identifier{base::status_name(status)}}});
    failovers.add();
    answer_.reset();
    ++asked_;
    return true;
  }

  void finish(const base::Result<ModelPiece> &last) {
    abandon();
    delivery_->give(last);
  }

  const std::shared_ptr<Line> line_;
  const dialog::ModelRequest request_;
  const std::shared_ptr<Delivery> delivery_;
  std::size_t asked_ = 0;  // which of the models
  std::unique_ptr<dialog::ModelAnswer> answer_;
  bool begun_ = false, over_ = false;
};

class Chain final : public dialog::LanguageModel {
 public:
  explicit Chain(Models models) : line_(new Line{std::move(models)}) {}

  std::string_view name() const override { return line_->models.front()->name(); }

  base::Result<std::unique_ptr<dialog::ModelAnswer>> ask(const dialog::ModelRequest &request, dialog::OnModel on_model) override {
    auto delivery = std::make_shared<Delivery>(std::move(on_model));
    auto round = std::make_shared<Round>(line_, request, delivery);
    line_->strand->post([round] { round->start(); });
    auto release = [round] { round->strand().post([round] { round->abandon(); }); };
    return std::unique_ptr<dialog::ModelAnswer>(std::make_unique<AnswerHandle>(std::move(delivery), std::move(release)));
  }

  void warm() override {
    for (const std::shared_ptr<dialog::LanguageModel> &model : line_->models) model->warm();
  }

 private:
  const std::shared_ptr<Line> line_;
};

}  // namespace

std::shared_ptr<dialog::LanguageModel> chain_of(Models models) {
  if (models.empty()) return nullptr;
  if (models.size() == 1) return models.front();
  return std::make_shared<Chain>(std::move(models));
}

}  // namespace callwell::adapters
