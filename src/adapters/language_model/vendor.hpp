// What tells one language model service from another: its requests, its answers, its errors. Private to this folder; how
// they are asked, and for how long, is the same for all and stands in streamed_model.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "adapters/http.hpp"
#include "adapters/language_model/answer_reader.hpp"
#include "adapters/network.hpp"
#include "base/time.hpp"
#include "dialog/language_model.hpp"
#include "practice/practice.hpp"

namespace callwell::adapters {

/// Immutable. Threads: any.
class ModelVendor {
 public:
  virtual ~ModelVendor() = default;
  virtual std::string_view name() const = 0;
  virtual const std::string &base_url() const = 0;
  virtual base::Result<HttpRequest> request(const dialog::ModelRequest &asked) const = 0;
  virtual std::unique_ptr<AnswerReader> reader(const dialog::ModelRequest &asked) const = 0;
  /// What an answer outside 2xx means; its body is there as far as it came.
  virtual base::Error failure(const HttpResponse &response) const = 0;
};

using WallClock = std::function<base::Instant()>;

using MadeModel = base::Result<std::shared_ptr<dialog::LanguageModel>>;
MadeModel make_anthropic(const practice::PortConfig &config, std::shared_ptr<Network> network);
MadeModel make_bedrock(const practice::PortConfig &config, std::shared_ptr<Network> network, const WallClock &clock);
MadeModel make_openai(const practice::PortConfig &config, std::shared_ptr<Network> network);

std::unique_ptr<AnswerReader> make_anthropic_reader(const dialog::ModelRequest &asked);
std::unique_ptr<AnswerReader> make_bedrock_reader(const dialog::ModelRequest &asked);
std::unique_ptr<AnswerReader> make_openai_reader(const dialog::ModelRequest &asked);

}  // namespace callwell::adapters
