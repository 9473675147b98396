// One question to a model's service and its answer. Private to this folder.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "adapters/language_model/delivery.hpp"
#include "adapters/language_model/vendor.hpp"
#include "adapters/resilience.hpp"
#include "adapters/strand.hpp"

namespace callwell::adapters {

/// What all questions to one service share.
struct ModelService {
  const std::unique_ptr<ModelVendor> vendor;
  const std::shared_ptr<Network> network;
  const std::shared_ptr<Strand> strand;
  const std::int64_t timeout_ms;
  const Pace pace = system_pace();
  Breaker breaker = Breaker({});
  std::atomic<std::int64_t> resting_until_ms{0};  ///< the service asked to be left alone
};

/// All but the constructor runs on the service's strand.
class Exchange : public std::enable_shared_from_this<Exchange> {
 public:
  Exchange(std::shared_ptr<ModelService> service, HttpRequest request, std::unique_ptr<AnswerReader> reader, std::shared_ptr<Delivery> delivery);

  void start();
  void abandon();
  const ModelService &service() const { return *service_; }  ///< from any thread

 private:
  void send();
  HttpStreamHandler handler();
  void watch();
  void take_head(const HttpResponse &head);
  void take_body(std::string_view bytes);
  void take_end(const base::Result<void> &end);
  void refused();
  void progress(std::size_t tokens_before);
  void give(ModelPieces pieces);
  void fail(base::Error error);
  void close();

  const std::shared_ptr<ModelService> service_;
  const HttpRequest request_;
  const std::unique_ptr<AnswerReader> reader_;
  const std::shared_ptr<Delivery> delivery_;
  std::unique_ptr<HttpStream> stream_;
  HttpResponse head_;
  std::int32_t tries_ = 0;
  const std::int64_t asked_ms_;
  std::int64_t last_token_ms_;  // when the question was asked, as long as there is none
  bool over_ = false;
};

}  // namespace callwell::adapters
