#include "adapters/strand.hpp"

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>

namespace callwell::adapters {

using Clock = std::chrono::steady_clock;

struct Strand::Row {
  std::mutex mutex;
  std::condition_variable changed;
  std::multimap<Clock::time_point, Job> jobs;  // of the same time: in the order they came
  bool over = false;
};

Strand::Strand() : row_(std::make_shared<Row>()), thread_([row = row_] { run(row); }) {}

Strand::~Strand() {
  std::multimap<Clock::time_point, Job> dropped;
  {
    const std::lock_guard lock(row_->mutex);
    row_->over = true;
    dropped.swap(row_->jobs);
  }
  row_->changed.notify_one();
  if (thread_.get_id() == std::this_thread::get_id()) {
    thread_.detach();
  } else {
    thread_.join();
  }
}

std::shared_ptr<Strand> Strand::shared() {
  static std::mutex mutex;
  static std::weak_ptr<Strand> existing;
  const std::lock_guard lock(mutex);
  std::shared_ptr<Strand> strand = existing.lock();
  if (!strand) existing = strand = std::make_shared<Strand>();
  return strand;
}

void Strand::post_after(std::int64_t delay_ms, Job job) {
  {
    const std::lock_guard lock(row_->mutex);
    row_->jobs.emplace(Clock::now() + std::chrono::milliseconds(delay_ms), std::move(job));
  }
  row_->changed.notify_one();
}

void Strand::run(const std::shared_ptr<Row> &row) {
  std::unique_lock lock(row->mutex);
  while (!row->over) {
    if (row->jobs.empty()) {
      row->changed.wait(lock);
      continue;
    }
    const auto first = row->jobs.begin();
    if (const Clock::time_point due = first->first; Clock::now() < due) {
      row->changed.wait_until(lock, due);
      continue;
    }
    Job job = std::move(first->second);
    row->jobs.erase(first);
    lock.unlock();
    job();
    job = {};  // what it holds may be the strand itself
    lock.lock();
  }
}

}  // namespace callwell::adapters
