// What the commands of `callwell` share. An ordinary user of the C interface.
#pragma once

#include <callwell/callwell.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace cli {

/// Exit statuses: 0 done, 1 the operation failed, 2 bad usage or a faulty file.
inline constexpr int kFailed = 1, kUsage = 2;

struct Failure : std::runtime_error {
  Failure(int status, const std::string &message) : std::runtime_error(message), exit_status(status) {}
  int exit_status;
};

template <auto Close>
struct Closer {
  template <class Handle>
  void operator()(Handle *handle) const noexcept {
    Close(handle);
  }
};
using Agent = std::unique_ptr<cw_agent, Closer<cw_agent_close>>;
using Session = std::unique_ptr<cw_session, Closer<cw_session_close>>;
using Error = std::unique_ptr<cw_error, Closer<cw_error_free>>;

inline cw_str lend(std::string_view text) { return {text.data(), text.size()}; }
inline std::string text(cw_str str) { return str.data ? std::string(str.data, str.size) : std::string(); }
/// The bytes as a string; releases them.
std::string take(cw_bytes bytes);

/// Who asks, in which practice, at what time.
struct Caller {
  std::string practices, database, tenant, role;
  std::string now;  ///< RFC 3339, or empty: the clock
};
Agent open_agent(const Caller &caller);
std::int64_t clock_us(const Caller &caller);
std::string invoke(cw_agent *agent, const Caller &caller, std::string_view operation, std::string_view json);

std::string read_file(const std::string &path);

int talk(const Caller &caller, const std::string &channel, const std::string &from, std::uint64_t seed, const std::string &journal_path);
int run_operation(const Caller &caller, const std::string &operation, bool json_lines);
int check_practice(const std::string &path);
int replay(const Caller &caller, const std::string &path);
int list_operations(bool markdown);
int print_flows(const Caller &caller);
/// Runs a long operation; a terminal sees that it goes on with `what`.
std::string invoke_watched(const Caller &caller, const std::string &operation, const std::string &json, const std::string &what);
int train(const std::string &examples, const std::string &model, std::uint64_t seed);
/// `model` is a file or "builtin"; with folds the examples train and judge themselves. `page`: an HTML file to write, or empty.
int evaluate(const std::string &model, const std::string &examples, const std::string &page, int folds);

}  // namespace cli
