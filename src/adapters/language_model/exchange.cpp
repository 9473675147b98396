#include "adapters/language_model/exchange.hpp"

#include <algorithm>
#include <charconv>

#include "adapters/language_model/failure.hpp"
#include "base/metrics.hpp"

namespace callwell::adapters {

namespace {

using base::Status;

constexpr std::int64_t kPatienceMs = 1'000;       // a caller waits in silence
constexpr std::int64_t kLongestRestMs = 86'400'000;
constexpr std::size_t kMaxErrorBytes = 16 << 10;  // of an answer outside 2xx only a code is read

base::Histogram first_token_seconds("callwell_model_first_token_seconds",
                                    "from a question to a language model until its answer begins");

/// Services that know milliseconds say them in a header of their own.
std::int64_t retry_after_ms(const HttpResponse &head) {
  for (const std::string_view name : {"retry-after-ms", "x-amz-retry-after"}) {
    const std::string_view value = head.header(name);
    std::int64_t ms = 0;
    const bool read = std::from_chars(value.data(), value.data() + value.size(), ms).ec == std::errc();
    if (read && ms > 0) return std::min(ms, kLongestRestMs);
  }
  return head.retry_after_ms;
}

/// Does it tell of a service that is down?
bool is_outage(Status status) { return status != Status::busy && deed_of(status) != Deed::refused; }

}  // namespace

Exchange::Exchange(std::shared_ptr<ModelService> service, HttpRequest request, std::unique_ptr<AnswerReader> reader, std::shared_ptr<Delivery> delivery)
    : service_(std::move(service)),
      request_(std::move(request)),
      reader_(std::move(reader)),
      delivery_(std::move(delivery)),
      asked_ms_(service_->pace.now_ms()),
      last_token_ms_(asked_ms_) {}

void Exchange::start() {
  watch();
  send();
}

void Exchange::abandon() {
  if (!over_) close();
}

void Exchange::send() {
  if (over_) return;
  ++tries_;
  base::Result<std::unique_ptr<HttpStream>> stream = service_->network->send(request_, handler());
  if (!stream) return fail(stream.error());
  stream_ = std::move(*stream);
}

/// The network reports from its own thread, and may still do so of a try that has been given up.
HttpStreamHandler Exchange::handler() {
  const auto report = [self = shared_from_this(), tries = tries_](auto step) {
    self->service_->strand->post([self, tries, step = std::move(step)] {
      if (!self->over_ && self->tries_ == tries) step(*self);
    });
  };
  return {.on_head = [report](const HttpResponse &head) { report([head](Exchange &exchange) { exchange.take_head(head); }); },
          .on_body = [report](std::string_view bytes) { report([bytes = std::string(bytes)](Exchange &exchange) { exchange.take_body(bytes); }); },
          .on_end = [report](const base::Result<void> &end) { report([end](Exchange &exchange) { exchange.take_end(end); }); }};
}

void Exchange::watch() {
  if (over_) return;
  const std::int64_t left_ms = last_token_ms_ + service_->timeout_ms - service_->pace.now_ms();
  if (left_ms <= 0) return fail(model_failure(service_->vendor->name(), Status::deadline_exceeded));
  service_->strand->post_after(left_ms, [weak = weak_from_this()] {
    if (const std::shared_ptr<Exchange> self = weak.lock()) self->watch();
  });
}

void Exchange::take_head(const HttpResponse &head) { head_ = head; }

void Exchange::take_body(std::string_view bytes) {
  if (head_.status / 100 != 2) {
    head_.body += bytes.substr(0, kMaxErrorBytes - std::min(kMaxErrorBytes, head_.body.size()));
    return;
  }
  const std::size_t tokens_before = reader_->tokens();
  ModelPieces pieces;
  const base::Result<void> read = reader_->feed(bytes, pieces);
  progress(tokens_before);
  give(std::move(pieces));
  if (!read) fail(read.error());
}

/// Some services end a whole answer by breaking the connection: what the reader makes of it counts first.
void Exchange::take_end(const base::Result<void> &end) {
  if (head_.status != 0 && head_.status / 100 != 2) return refused();
  ModelPieces pieces;
  const base::Result<void> read = reader_->end(pieces);
  give(std::move(pieces));
  if (!read) fail(end ? read.error() : end.error());
}

void Exchange::refused() {
  base::Error error = service_->vendor->failure(head_);
  const std::int64_t wait_ms = retry_after_ms(head_);
  const std::int64_t now_ms = service_->pace.now_ms();
  if (wait_ms > 0 && (error.status == Status::busy || error.status == Status::unavailable)) {
    if (tries_ == 1 && wait_ms <= kPatienceMs && now_ms + wait_ms < asked_ms_ + service_->timeout_ms) {
      stream_.reset();
      head_ = {};
      service_->strand->post_after(wait_ms, [self = shared_from_this()] { self->send(); });
      return;
    }
    service_->resting_until_ms = now_ms + wait_ms;
  }
  fail(std::move(error));
}

void Exchange::progress(std::size_t tokens_before) {
  if (reader_->tokens() == tokens_before) return;
  last_token_ms_ = service_->pace.now_ms();
  if (tokens_before == 0) first_token_seconds.observe(static_cast<double>(last_token_ms_ - asked_ms_) / 1e3);
}

void Exchange::give(ModelPieces pieces) {
  for (dialog::ModelPiece &piece : pieces) {
    if (piece.last) {
      service_->breaker.succeeded();
      close();
    }
    delivery_->give(std::move(piece));
  }
}

void Exchange::fail(base::Error error) {
  if (over_) return;
  is_outage(error.status) ? service_->breaker.failed(service_->pace.now_ms()) : service_->breaker.succeeded();
  close();
  delivery_->give(std::move(error));
}

void Exchange::close() {
  over_ = true;
  stream_.reset();
}

}  // namespace callwell::adapters
