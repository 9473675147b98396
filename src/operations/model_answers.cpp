#include "operations/model_answers.hpp"

#include <condition_variable>
#include <mutex>

#include "base/log.hpp"
#include "base/metrics.hpp"
#include "base/text.hpp"
#include "dialog/proposal.hpp"

namespace callwell::operations {

namespace json = boost::json;

namespace {

constexpr std::size_t kMaxAnswerBytes = 8'000;
constexpr std::size_t kMaxCalls = 8;
constexpr int kTries = 2;
constexpr auto kLongestWait = std::chrono::seconds(10);

base::Counter asked("callwell_model_requests_total", "Times a language model was asked for a proposal");
base::Counter failed("callwell_model_failures_total", "Times it gave none");

}  // namespace

/// Collects what the model says and calls, and hands on each sentence as soon as it is whole.
class ModelTalk : public std::enable_shared_from_this<ModelTalk> {
 public:
  explicit ModelTalk(OnProposal on_proposal) : on_(std::move(on_proposal)) {}

  void start(std::shared_ptr<dialog::LanguageModel> model, dialog::ModelRequest request) {
    model_ = std::move(model);
    request_ = std::move(request);
    ask();
  }

  void finish(base::Status status) {
    if (std::exchange(done_, true)) return;
    if (status != base::Status::ok) {
      failed.add();
      base::log(base::LogLevel::warn, "model.failed", {{"status", base::Identifier{base::status_name(status)}}});
    }
    on_.result(status, status == base::Status::ok ? json::serialize(json::object{{"text", text_}, {"commands", calls_}}) : std::string());
  }

 private:
  void ask() {
    asked.add();
    ++tries_;
    auto answer = model_->ask(request_, [weak = weak_from_this()](base::Result<dialog::ModelPiece> piece) {
      if (const auto self = weak.lock()) self->take(std::move(piece));
    });
    if (!answer) return fail(answer.error().status);
    const std::lock_guard lock(mutex_);
    answer_ = std::move(*answer);
  }

  /// One that was silent is asked once more; the caller has been told to wait.
  void fail(base::Status status) {
    if (began_ || tries_ == kTries || status != base::Status::deadline_exceeded) return finish(status);
    ask();
  }

  void take(base::Result<dialog::ModelPiece> piece) {
    if (done_) return;
    if (!piece) return fail(piece.error().status);
    began_ = true;
    text_ += piece->text;
    if (text_.size() > kMaxAnswerBytes) return finish(base::Status::limit_exceeded);
    if (piece->call && calls_.size() < kMaxCalls) calls_.push_back({{"name", piece->call->name}, {"input", std::move(piece->call->input)}});
    if (piece->last) return finish(base::Status::ok);
    // Only what more text follows is surely a whole sentence.
    for (std::string sentence = dialog::first_sentences(text_, 1); sentence.size() < text_.size(); sentence = dialog::first_sentences(text_, 1)) {
      text_.erase(0, sentence.size());
      on_.words(json::serialize(json::object{{"text", std::string(base::trim(sentence))}}));
    }
  }

  OnProposal on_;
  std::shared_ptr<dialog::LanguageModel> model_;
  dialog::ModelRequest request_;
  int tries_ = 0;
  bool began_ = false;
  std::mutex mutex_;
  std::unique_ptr<dialog::ModelAnswer> answer_;
  std::string text_;
  json::array calls_;
  bool done_ = false;
};

std::shared_ptr<ModelTalk> ask_model(Tenant &tenant, const json::object &input, OnProposal on_proposal) {
  auto talk = std::make_shared<ModelTalk>(std::move(on_proposal));
  if (const auto &model = tenant.language_model()) {
    talk->start(model, dialog::model_request(*tenant.setting(), input));
  } else {
    talk->finish(base::Status::unavailable);
  }
  return talk;
}

base::Result<json::value> ask_model_and_wait(Tenant &tenant, const json::object &input) {
  struct Waiting {
    std::mutex mutex;
    std::condition_variable came;
    std::string words, answer;
    std::optional<base::Status> status;
  };
  const auto waiting = std::make_shared<Waiting>();
  const auto talk = ask_model(tenant, input, {
      .words = [waiting](std::string sentence) {
        const auto parsed = base::parse_json(sentence);
        const std::lock_guard lock(waiting->mutex);
        if (parsed && parsed->is_object()) waiting->words += std::string(base::string_at(parsed->get_object(), "text")) + " ";
      },
      .result = [waiting](base::Status status, std::string answer) {
        const std::lock_guard lock(waiting->mutex);
        waiting->answer = std::move(answer);
        waiting->status = status;
        waiting->came.notify_all();
      }});
  std::unique_lock lock(waiting->mutex);
  if (!waiting->came.wait_for(lock, kLongestWait, [&] { return waiting->status.has_value(); })) {
    return base::Error{base::Status::deadline_exceeded, "the language model did not answer in time"};
  }
  if (*waiting->status != base::Status::ok) return base::Error{*waiting->status, "the language model gave no proposal"};
  base::Result<json::value> answer = base::parse_json(waiting->answer);
  if (!answer || !answer->is_object()) return base::Error{base::Status::corrupt, "the language model's answer does not read"};
  json::object &object = answer->get_object();
  object["text"] = waiting->words + std::string(base::string_at(object, "text"));
  return answer;
}

}  // namespace callwell::operations
