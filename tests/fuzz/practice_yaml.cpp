// Any bytes as a practice file: read, or refused with at least one problem, each with a place and a fix.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "practice/practice.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char *>(data), size);
  const auto no_environment = [](const std::string &) -> std::optional<std::string> { return std::nullopt; };
  const callwell::practice::Loaded loaded = callwell::practice::load_practice(text, no_environment);
  if ((loaded.practice == nullptr) == loaded.problems.empty()) std::abort();
  for (const callwell::practice::Problem &problem : loaded.problems) {
    if (problem.line < 1 || problem.column < 1 || problem.message.empty() || problem.fix.empty()) std::abort();
  }
  return 0;
}
