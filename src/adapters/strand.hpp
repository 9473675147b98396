// One thread that does what it is given: in order, or when its time has come. What several threads report is so put in a
// row, and what one of them waits for needs no lock.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <thread>

namespace callwell::adapters {

/// Threads: any. Destroyed by one of its own jobs it ends after that job; what still waits is dropped.
class Strand {
 public:
  using Job = std::function<void()>;

  Strand();
  ~Strand();
  /// One for all who need no thread of their own; it ends with the last of them.
  static std::shared_ptr<Strand> shared();
  Strand(const Strand &) = delete;
  Strand &operator=(const Strand &) = delete;

  void post(Job job) { post_after(0, std::move(job)); }
  void post_after(std::int64_t delay_ms, Job job);

 private:
  struct Row;
  static void run(const std::shared_ptr<Row> &row);

  const std::shared_ptr<Row> row_;
  std::thread thread_;
};

}  // namespace callwell::adapters
