#include "base/log.hpp"

#include <atomic>
#include <memory>
#include <mutex>

#include "base/text.hpp"

namespace callwell::base {

namespace {

constexpr std::size_t kMaxFieldBytes = 512;

struct Sink {
  std::mutex mutex;
  std::shared_ptr<LogSink> fn;
};

Sink &sink() {
  static Sink instance;
  return instance;
}

std::atomic<LogRedactor> redactor{nullptr};

std::string withheld(std::string_view text) { return "[" + std::to_string(text.size()) + " bytes withheld]"; }

std::string masked_identifier(std::string_view text) {
  std::string out(text.substr(0, kMaxFieldBytes));
  for (char &c : out) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == ':' || c == '/';
    if (!plain) c = '*';
  }
  return out;
}

void append_quoted(std::string &line, std::string_view value) {
  line += '"';
  for (const char c : value) {
    if (c == '"' || c == '\\') line += '\\';
    line += c == '\n' ? ' ' : c;
  }
  line += '"';
}

}  // namespace

LogField::LogField(Literal name, std::int64_t value) : name_(name.view()), value_(std::to_string(value)) {}
LogField::LogField(Literal name, Literal value) : name_(name.view()), value_(value.view()) {}
LogField::LogField(Literal name, Identifier value) : name_(name.view()), value_(masked_identifier(value.text)) {}
LogField::LogField(Literal name, FreeText value) : name_(name.view()) {
  const LogRedactor redact = redactor.load();
  const std::string clean = clean_utf8(value.text, kMaxFieldBytes);
  value_ = redact ? redact(clean) : withheld(clean);
}

void set_log_sink(LogSink fn) {
  const std::lock_guard lock(sink().mutex);
  sink().fn = fn ? std::make_shared<LogSink>(std::move(fn)) : nullptr;
}

void set_log_redactor(LogRedactor redact) { redactor = redact; }

void log(LogLevel level, Literal event, std::initializer_list<LogField> fields) {
  std::shared_ptr<LogSink> fn;
  {
    const std::lock_guard lock(sink().mutex);
    fn = sink().fn;
  }
  if (!fn) return;
  std::string line(event.view());
  for (const LogField &field : fields) {
    line += ' ';
    line += field.name();
    line += '=';
    const bool bare = !field.value().empty() && field.value().find_first_of(" \"\\\n") == std::string_view::npos;
    if (bare) {
      line += field.value();
    } else {
      append_quoted(line, field.value());
    }
  }
  (*fn)(level, line);
}

}  // namespace callwell::base
