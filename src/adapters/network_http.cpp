#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "adapters/curl_exchange.hpp"
#include "adapters/network_parts.hpp"

namespace callwell::adapters {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
using CurlMulti = std::unique_ptr<CURLM, decltype([](CURLM *multi) { curl_multi_cleanup(multi); })>;

constexpr long kKeptConnections = 32;
constexpr milliseconds kLongestPoll{1'000};

/// One request and what has come of it. All but `callbacks` belongs to the thread once it is handed over.
struct Transfer {
  Transfer(HttpRequest wanted, HttpStreamHandler handler, const NetworkLimits &allowed)
      : request(std::move(wanted)), limits(allowed), callbacks(std::move(handler)) {}

  const HttpRequest request;
  const NetworkLimits &limits;
  Callbacks<HttpStreamHandler> callbacks;
  CurlList headers;
  CurlHandle curl;
  AnswerHead head;
  std::size_t body_bytes = 0;
  bool head_told = false, too_large = false;
  Clock::time_point heard_at;  // the last byte of the answer, once there is one
};

std::size_t take_line(char *data, std::size_t, std::size_t size, void *user) {
  Transfer &transfer = *static_cast<Transfer *>(user);
  transfer.heard_at = Clock::now();
  transfer.too_large = !transfer.head.take_line({data, size}, transfer.limits.max_header_bytes);
  if (transfer.too_large) return 0;
  if (!transfer.head.complete || transfer.head_told) return size;  // after it come trailers
  finish_head(transfer.curl.get(), transfer.head.response);
  transfer.head_told = transfer.head.response.status >= 200;
  if (!transfer.head_told) return size;
  const bool wanted = transfer.callbacks.run([&](HttpStreamHandler &handler) {
    if (handler.on_head) handler.on_head(transfer.head.response);
  });
  return wanted ? size : 0;
}

std::size_t take_piece(char *data, std::size_t, std::size_t size, void *user) {
  Transfer &transfer = *static_cast<Transfer *>(user);
  transfer.heard_at = Clock::now();
  transfer.body_bytes += size;
  transfer.too_large = transfer.body_bytes > transfer.limits.max_body_bytes;
  if (transfer.too_large) return 0;
  const bool wanted = transfer.callbacks.run([&](HttpStreamHandler &handler) {
    if (handler.on_body) handler.on_body({data, size});
  });
  return wanted ? size : 0;
}

base::Result<void> outcome(const Transfer &transfer, CURLcode code) {
  if (transfer.too_large) return too_large_answer();
  if (code != CURLE_OK) return failed_exchange(transfer.curl.get(), code);
  if (!transfer.head.complete) return failed_exchange(transfer.curl.get(), CURLE_PARTIAL_FILE);
  return {};
}

/// The thread's own. Handles and the network reach it through `mutex` and a wake-up.
class Engine {
 public:
  explicit Engine(NetworkLimits limits) : limits_(limits) {
    prepare_libcurl();
    multi_.reset(curl_multi_init());
    curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, kKeptConnections);
  }

  const NetworkLimits &limits() const { return limits_; }

  void start(std::shared_ptr<Transfer> transfer) {
    {
      const std::lock_guard lock(mutex_);
      arrived_.push_back(std::move(transfer));
    }
    wake();
  }

  void wake() { curl_multi_wakeup(multi_.get()); }

  void stop() {
    stopped_ = true;
    wake();
  }

  void run() {
    while (!stopped_) {
      admit();
      drop_abandoned();
      int running = 0;
      curl_multi_perform(multi_.get(), &running);
      finish_done();
      curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(drop_silent().count()), nullptr);
    }
    for (const std::shared_ptr<Transfer> &transfer : active_) detach(*transfer);
    active_.clear();
  }

 private:
  void admit() {
    std::vector<std::shared_ptr<Transfer>> arrived;
    {
      const std::lock_guard lock(mutex_);
      arrived.swap(arrived_);
    }
    for (std::shared_ptr<Transfer> &transfer : arrived) {
      if (attach(*transfer)) {
        active_.push_back(std::move(transfer));
      } else {
        end(*transfer, base::Error{base::Status::no_memory, "libcurl gave no handle"});
      }
    }
  }

  bool attach(Transfer &transfer) {
    transfer.curl.reset(curl_easy_init());
    CURL *curl = transfer.curl.get();
    if (curl == nullptr) return false;
    transfer.headers = header_list(transfer.request);
    const base::Result<Place> place = place_of(transfer.request.url);
    set_request(curl, transfer.request, place && place->loopback, transfer.headers.get());
    curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);  // a name server that hangs holds up nobody else
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take_piece);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &take_line);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &transfer);
    return curl_multi_add_handle(multi_.get(), curl) == CURLM_OK;
  }

  void detach(Transfer &transfer) {
    curl_multi_remove_handle(multi_.get(), transfer.curl.get());
    transfer.curl.reset();
  }

  static void end(Transfer &transfer, const base::Result<void> &result) {
    transfer.callbacks.run_last([&](HttpStreamHandler &handler) {
      if (handler.on_end) handler.on_end(result);
    });
  }

  void end_active(std::size_t index, const base::Result<void> &result) {
    const std::shared_ptr<Transfer> transfer = std::move(active_[index]);
    active_.erase(active_.begin() + static_cast<std::ptrdiff_t>(index));
    detach(*transfer);
    end(*transfer, result);
  }

  void drop_abandoned() {
    std::erase_if(active_, [this](const std::shared_ptr<Transfer> &transfer) {
      const bool abandoned = !transfer->callbacks.open();
      if (abandoned) detach(*transfer);
      return abandoned;
    });
  }

  void finish_done() {
    int left = 0;
    while (const CURLMsg *message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      const auto found = std::find_if(active_.begin(), active_.end(),
                                      [&](const std::shared_ptr<Transfer> &transfer) { return transfer->curl.get() == message->easy_handle; });
      const auto index = static_cast<std::size_t>(found - active_.begin());
      if (found != active_.end()) end_active(index, outcome(**found, message->data.result));
    }
  }

  /// Ends answers that stopped coming and says how long the next one may still be silent.
  milliseconds drop_silent() {
    milliseconds shortest = kLongestPoll;
    const Clock::time_point now = Clock::now();
    for (std::size_t i = active_.size(); i-- > 0;) {
      if (active_[i]->head.bytes == 0) continue;  // not answered yet: the request's own limit counts
      const auto left = std::chrono::ceil<milliseconds>(active_[i]->heard_at + milliseconds(limits_.idle_ms) - now);
      if (left.count() > 0) {
        shortest = std::min(shortest, left);
      } else {
        end_active(i, base::Error{base::Status::deadline_exceeded, "the service's answer stopped midway"});
      }
    }
    return shortest;
  }

  const NetworkLimits limits_;
  CurlMulti multi_;
  std::atomic<bool> stopped_ = false;
  std::mutex mutex_;
  std::vector<std::shared_ptr<Transfer>> arrived_;
  std::vector<std::shared_ptr<Transfer>> active_;
};

class Stream final : public HttpStream {
 public:
  Stream(std::shared_ptr<Engine> engine, std::shared_ptr<Transfer> transfer) : engine_(std::move(engine)), transfer_(std::move(transfer)) {}
  ~Stream() override {
    transfer_->callbacks.end();
    engine_->wake();
  }

 private:
  const std::shared_ptr<Engine> engine_;
  const std::shared_ptr<Transfer> transfer_;
};

class CurlStreams final : public HttpStreams {
 public:
  explicit CurlStreams(NetworkLimits limits) : engine_(std::make_shared<Engine>(limits)) {}

  ~CurlStreams() override {
    engine_->stop();
    if (thread_.get_id() == std::this_thread::get_id()) {
      thread_.detach();  // destroyed by the last callback that held it
    } else if (thread_.joinable()) {
      thread_.join();
    }
  }

  base::Result<std::unique_ptr<HttpStream>> send(HttpRequest request, HttpStreamHandler handler) override {
    if (const base::Result<Place> place = place_of(request.url); !place) return place.error();
    if (const base::Result<void> fine = check_request(request); !fine) return fine.error();
    const auto transfer = std::make_shared<Transfer>(std::move(request), std::move(handler), engine_->limits());
    start(transfer);
    return std::make_unique<Stream>(engine_, transfer);
  }

  void forget(HttpRequest request) override { start(std::make_shared<Transfer>(std::move(request), HttpStreamHandler{}, engine_->limits())); }

 private:
  void start(std::shared_ptr<Transfer> transfer) {
    std::call_once(started_, [this] { thread_ = std::thread([engine = engine_] { engine->run(); }); });
    engine_->start(std::move(transfer));
  }

  const std::shared_ptr<Engine> engine_;
  std::once_flag started_;
  std::thread thread_;
};

}  // namespace

std::unique_ptr<HttpStreams> make_http_streams(NetworkLimits limits) { return std::make_unique<CurlStreams>(limits); }

}  // namespace callwell::adapters
