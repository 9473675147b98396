#include "log.hpp"

#include <atomic>
#include <cstdio>

namespace sip_agent {

namespace {

std::atomic<cw_log_level> least_shown{CW_LOG_INFO};

void write(void *, cw_log_level level, cw_str line) {
  static constexpr const char *kNames[] = {"debug", "info", "warn", "error"};
  if (level < least_shown || level > CW_LOG_ERROR) return;
  std::fprintf(stderr, "%s %.*s\n", kNames[level], static_cast<int>(line.size), line.data);
}

}  // namespace

void log(cw_log_level level, std::string_view event, LogFields fields) {
  std::string line(event);
  for (const auto &[name, value] : fields) {
    line += ' ';
    line += name;
    line += '=';
    line += value.find_first_of(" \"\n") == std::string::npos && !value.empty() ? value : '"' + value + '"';
  }
  write(nullptr, level, {line.data(), line.size()});
}

void log_to_stderr(cw_log_level least) {
  least_shown = least;
  cw_log_to(&write, nullptr);
}

}  // namespace sip_agent
