// Operations' JSON: the parser, the schemas and every operation that needs no practice. First line: the operation; the rest: its input.
#include <string_view>

#include "base/json.hpp"
#include "operations/agent.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  using namespace callwell;
  static const auto agent = *operations::Agent::open({}, base::Instant{1'772'600'000'000'000});
  const std::string_view text(reinterpret_cast<const char *>(data), size);
  const std::size_t line = text.find('\n');
  if (line == std::string_view::npos) return 0;
  const auto input = base::parse_json(text.substr(line + 1), {.max_bytes = 1 << 16});
  if (!input || !input->is_object()) return 0;
  const std::string_view name = text.substr(0, line);
  for (const std::string_view opens_files : {"nlu.train", "nlu.classify", "nlu.evaluate", "nlu.feedback", "nlu.review", "audit.verify"}) {
    if (name == opens_files) return 0;
  }
  (void)agent->invoke(name, input->get_object(), {"", "system", base::Instant{1'772'600'000'000'000}});
  return 0;
}
