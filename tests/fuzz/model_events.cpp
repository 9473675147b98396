// Fuzz target: server-sent events of the services that speak them, whole and cut in pieces: both must say the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "adapters/language_model/vendor.hpp"
#include "tests/adapters/model_answers.hpp"

using namespace callwell;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char *>(data), size);
  for (const auto make : {&adapters::make_anthropic_reader, &adapters::make_openai_reader}) {
    std::size_t cut = size;
    const std::string told = testing::told(make, bytes, [&cut] { return cut = cut * 7 % 31 + 1; });
    if (told != testing::told(make, bytes)) std::abort();
  }
  return 0;
}
