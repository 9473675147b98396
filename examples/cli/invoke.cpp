// `callwell invoke`: one JSON object in, one out; with --jsonl one a line, answers in order, a bad line never ends the run.
#include <boost/json.hpp>
#include <iostream>
#include <iterator>

#include "command.hpp"

namespace cli {

namespace {

constexpr std::string_view kCodes[] = {"ok", "invalid_argument", "not_found", "conflict", "permission_denied", "unauthenticated", "busy", "unavailable",
                                       "deadline_exceeded", "limit_exceeded", "corrupt", "unsupported", "no_memory", "internal"};

std::string error_line(cw_status status, const cw_error *error) {
  boost::json::object out{{"code", status >= 0 && static_cast<std::size_t>(status) < std::size(kCodes) ? kCodes[status] : "internal"}, {"message", text(cw_error_message(error))}};
  if (const std::string field = text(cw_error_field(error)); !field.empty()) out["field"] = field;
  return boost::json::serialize(boost::json::object{{"error", std::move(out)}});
}

/// Gives the answer, or the error as JSON; `ok` says which.
std::string answer_line(cw_agent *agent, const cw_invoke_options &options, const std::string &operation, std::string_view line, bool &ok) {
  cw_bytes out = CW_BYTES_INIT;
  cw_error *raw = nullptr;
  const cw_status status = cw_invoke(agent, &options, lend(operation), lend(line), &out, &raw);
  const Error error(raw);
  ok = status == CW_OK;
  return ok ? take(out) : error_line(status, error.get());
}

}  // namespace

int run_operation(const Caller &caller, const std::string &operation, bool json_lines) {
  const Agent agent = open_agent(caller);
  cw_invoke_options options = CW_INVOKE_OPTIONS_INIT;
  options.tenant = lend(caller.tenant);
  options.role = lend(caller.role);
  if (!caller.now.empty()) {
    options.flags = CW_INVOKE_HAS_NOW;
    options.now_us = clock_us(caller);
  }
  std::ios::sync_with_stdio(false);
  bool ok = true;
  if (!json_lines) {
    const std::string input((std::istreambuf_iterator<char>(std::cin)), std::istreambuf_iterator<char>());
    std::cout << answer_line(agent.get(), options, operation, input, ok) << '\n';
    return ok ? 0 : kFailed;
  }
  std::string line;
  while (std::getline(std::cin, line)) {
    std::cout << answer_line(agent.get(), options, operation, line, ok) << '\n';
    if (std::cin.rdbuf()->in_avail() <= 0) std::cout.flush();  // somebody may be waiting for this answer before the next line
  }
  return 0;
}

}  // namespace cli
