// Fuzz target: AWS's event stream as Bedrock sends it. As it is; as the headers and the payload of a message whose checksums are right;
// and line by line as events, the type before the first space. Whole and cut in pieces must say the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "adapters/language_model/vendor.hpp"
#include "base/text.hpp"
#include "tests/adapters/event_stream_frames.hpp"
#include "tests/adapters/model_answers.hpp"

using namespace callwell;

namespace {

void read(std::string_view bytes) {
  std::size_t cut = bytes.size();
  const std::string told = testing::told(&adapters::make_bedrock_reader, bytes, [&cut] { return cut = cut * 7 % 31 + 1; });
  if (told != testing::told(&adapters::make_bedrock_reader, bytes)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char *>(data), size);
  read(bytes);
  if (size > 0) {
    const std::size_t headers = data[0] % size;
    read(testing::frame(bytes.substr(1, headers), bytes.substr(std::min(size, 1 + headers))));
  }
  std::string events;
  for (const std::string_view line : base::split(bytes, '\n')) {
    const std::size_t space = std::min(line.find(' '), line.size());
    events += testing::event_frame(line.substr(0, std::min<std::size_t>(space, 100)), line.substr(std::min(line.size(), space + 1)));
  }
  read(events);
  return 0;
}
