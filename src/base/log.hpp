// Structured logging through a callback. A log line is an event name and typed fields; free text can only enter
// through the redactor, so a line cannot carry personal data by mistake.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

namespace callwell::base {

enum class LogLevel : std::uint8_t { debug, info, warn, error };

/// A string literal: known when the program was written, so free of personal data.
class Literal {
 public:
  consteval Literal(const char *text) : text_(text) {}
  std::string_view view() const { return text_; }

 private:
  std::string_view text_;
};

/// Text from outside (an error of a library, a file's path): logged only as the redactor leaves it.
struct FreeText { std::string_view text; };
/// An identifier of ours (UUID, operation, tenant id): letters, digits and -_.:/ pass, anything else is masked.
struct Identifier { std::string_view text; };

class LogField {
 public:
  LogField(Literal name, std::int64_t value);
  LogField(Literal name, Literal value);
  LogField(Literal name, FreeText value);
  LogField(Literal name, Identifier value);
  std::string_view name() const { return name_; }
  std::string_view value() const { return value_; }

 private:
  std::string_view name_;
  std::string value_;
};

/// Receives finished lines: `event name=value name="value"`. Called from any thread.
using LogSink = std::function<void(LogLevel, std::string_view line)>;
using LogRedactor = std::string (*)(std::string_view text);

void set_log_sink(LogSink sink);          ///< none: lines are dropped
void set_log_redactor(LogRedactor redact);  ///< none: free text is withheld, only its size is shown
void log(LogLevel level, Literal event, std::initializer_list<LogField> fields = {});

}  // namespace callwell::base
