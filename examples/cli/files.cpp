#include <boost/json.hpp>
#include <boost/json/src.hpp>
#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>

#include "command.hpp"

namespace cli {

std::string take(cw_bytes bytes) {
  std::string out(bytes.data, bytes.size);
  cw_bytes_release(&bytes);
  return out;
}

std::string read_file(const std::string &path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Failure(kUsage, path + ": cannot read it");
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

Agent open_agent(const Caller &caller) {
  cw_agent_options options = CW_AGENT_OPTIONS_INIT;
  options.practices = lend(caller.practices);
  options.database = lend(caller.database);
  cw_agent *agent = nullptr;
  cw_error *raw = nullptr;
  const cw_status status = cw_agent_open(&options, &agent, &raw);
  const Error error(raw);
  if (status != CW_OK) throw Failure(kUsage, text(cw_error_message(error.get())));
  return Agent(agent);
}

std::int64_t clock_us(const Caller &caller) {
  using namespace std::chrono;
  const auto now = duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
  if (caller.now.empty()) return now;
  std::istringstream in(caller.now);
  int year, month, day, hour, minute, second = 0;
  char dash1, dash2, t, colon1, colon2;
  in >> year >> dash1 >> month >> dash2 >> day >> t >> hour >> colon1 >> minute >> colon2 >> second;
  std::string offset;
  in >> offset;
  const bool utc = offset == "Z" || offset == "z";
  if (!in && offset.empty()) throw Failure(kUsage, "--now wants a time with an offset, such as 2026-03-04T10:00:00-06:00");
  if (!utc && (offset.size() != 6 || offset[3] != ':')) throw Failure(kUsage, "--now wants a time with an offset, such as 2026-03-04T10:00:00-06:00");
  const int away = utc ? 0 : (offset[0] == '-' ? -1 : 1) * (std::stoi(offset.substr(1, 2)) * 60 + std::stoi(offset.substr(4, 2)));
  const sys_days date = std::chrono::year{year} / month / day;
  const auto at = date.time_since_epoch() + hours{hour} + minutes{minute - away} + seconds{second};
  return duration_cast<microseconds>(at).count();
}

std::string invoke(cw_agent *agent, const Caller &caller, std::string_view operation, std::string_view json) {
  cw_invoke_options options = CW_INVOKE_OPTIONS_INIT;
  options.flags = CW_INVOKE_HAS_NOW;
  options.now_us = clock_us(caller);
  options.tenant = lend(caller.tenant);
  options.role = lend(caller.role);
  cw_bytes out = CW_BYTES_INIT;
  cw_error *raw = nullptr;
  const cw_status status = cw_invoke(agent, &options, lend(operation), lend(json), &out, &raw);
  const Error error(raw);
  if (status != CW_OK) {
    const std::string field = text(cw_error_field(error.get()));
    throw Failure(kFailed, text(cw_error_message(error.get())) + (field.empty() ? "" : " (" + field + ")"));
  }
  return take(out);
}

int check_practice(const std::string &path) {
  Caller nobody;
  const Agent agent = open_agent(nobody);
  const std::string answer = invoke(agent.get(), nobody, "practices.check", boost::json::serialize(boost::json::object{{"yaml", read_file(path)}}));
  const boost::json::object result = boost::json::parse(answer).as_object();
  for (const boost::json::value &value : result.at("problems").as_array()) {
    const boost::json::object &problem = value.as_object();
    const auto said = [&](const char *key) { return std::string(problem.at(key).as_string()); };
    std::cerr << path << ':' << problem.at("line").as_int64() << ':' << problem.at("column").as_int64() << ": " << said("path") << ": " << said("message") << (said("message").ends_with('.') ? "" : ".");
    if (!said("fix").empty()) std::cerr << " Fix: " << said("fix");
    std::cerr << '\n';
  }
  if (!result.at("valid").as_bool()) return kUsage;
  std::cout << path << ": no faults\n";
  return 0;
}

int replay(const Caller &caller, const std::string &path) {
  const Agent agent = open_agent(caller);
  const std::string journal = read_file(path);
  cw_bytes out = CW_BYTES_INIT;
  cw_error *raw = nullptr;
  const cw_status status = cw_session_replay(agent.get(), lend(journal), &out, &raw);
  const Error error(raw);
  if (status != CW_OK) throw Failure(kFailed, text(cw_error_message(error.get())));
  const std::string answer = take(out);
  std::cout << answer << '\n';
  return boost::json::parse(answer).as_object().at("same").as_bool() ? 0 : kFailed;
}

int list_operations(bool markdown) {
  cw_bytes out = CW_BYTES_INIT;
  if (cw_operations(&out, nullptr) != CW_OK) throw Failure(kFailed, "cannot list the operations");
  const boost::json::value registry = boost::json::parse(take(out));
  if (markdown) std::cout << "# Operations\n\nMade from the registry by `make docs`. `callwell invoke NAME` runs one from a shell.\n";
  for (const boost::json::value &value : registry.at("operations").as_array()) {
    const boost::json::object &operation = value.as_object();
    const auto said = [&](const char *key) { return std::string(operation.at(key).as_string()); };
    if (!markdown) {
      std::cout << said("name") << "\t" << said("summary") << '\n';
      continue;
    }
    std::cout << "\n## " << said("name") << "\n\n" << said("summary") << "\n\n";
    std::cout << "Permission: `" << (said("permission").empty() ? "none" : said("permission")) << "`. Retry: " << said("retry") << ". Personal data: " << said("personal_data") << ".\n\n";
    std::cout << "In: `" << boost::json::serialize(operation.at("input")) << "`\n\nOut: `" << boost::json::serialize(operation.at("output")) << "`\n";
  }
  return 0;
}

int print_flows(const Caller &caller) {
  const Agent agent = open_agent(caller);
  std::cout << std::string(boost::json::parse(invoke(agent.get(), caller, "flows.dot", "{}")).at("dot").as_string());
  return 0;
}

}  // namespace cli
