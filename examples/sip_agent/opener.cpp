#include "opener.hpp"

#include "log.hpp"

namespace sip_agent {

Opener::Opener(cw_agent *agent, std::function<void(const Opened &)> on_opened) : agent_(agent), on_opened_(std::move(on_opened)) {
  mqueue *back = nullptr;
  if (mqueue_alloc(&back, &came_back, this) != 0) return;
  back_.reset(back);
  thread_ = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

Opener::~Opener() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
}

void Opener::open(OpenRequest request) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(request));
  }
  arrived_.notify_one();
}

void Opener::run(const std::stop_token &stop) {
  std::unique_lock lock(mutex_);
  while (arrived_.wait(lock, stop, [this] { return !waiting_.empty(); })) {
    OpenRequest request = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    const auto lend = [](const std::string &text) { return cw_str{text.data(), text.size()}; };
    request.options.tenant = lend(request.practice);
    request.options.contact = lend(request.contact);
    request.options.dialled = lend(request.dialled);
    request.options.announcement = lend(request.announcement);
    auto opened = std::make_unique<Opened>();
    opened->id = request.id;
    cw_error *error = nullptr;
    opened->status = cw_call_open(agent_, &request.options, &opened->call, &error);
    if (error) log(CW_LOG_ERROR, "call.not_opened", {{"reason", std::string(cw_error_message(error).data, cw_error_message(error).size)}});
    cw_error_free(error);
    if (mqueue_push(back_.get(), 0, opened.get()) == 0) opened.release();
    else cw_call_close(opened->call);
    lock.lock();
  }
}

void Opener::came_back(int, void *data, void *self) {
  const std::unique_ptr<Opened> opened(static_cast<Opened *>(data));
  static_cast<Opener *>(self)->on_opened_(*opened);
}

}  // namespace sip_agent
