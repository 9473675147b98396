#include "base/log.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace callwell::base;

TEST_CASE("a log line shows free text only as the redactor leaves it") {
  std::vector<std::string> lines;
  set_log_sink([&](LogLevel, std::string_view line) { lines.emplace_back(line); });
  log(LogLevel::warn, "webhook.rejected", {{"reason", Literal("signature")}, {"bytes", 120}, {"detail", FreeText{"Ana Ruiz 305-555-0123"}}});
  set_log_redactor([](std::string_view) { return std::string("[NAME]"); });
  log(LogLevel::warn, "turn", {{"text", FreeText{"Ana Ruiz"}}, {"id", Identifier{"a b\"c-1"}}});
  set_log_redactor(nullptr);
  set_log_sink(nullptr);
  log(LogLevel::warn, "dropped");
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] == "webhook.rejected reason=signature bytes=120 detail=\"[21 bytes withheld]\"");
  CHECK(lines[1] == "turn text=[NAME] id=a*b*c-1");
}
