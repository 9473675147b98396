// Fuzz target: any bytes as an utterance, in either language and with either kind of question before it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/text.hpp"
#include "nlu/analyzer.hpp"

using namespace callwell;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  static const nlu::Analyzer analyzer({{nlu::EntityType::service, "cleaning", "Cleaning", {"limpieza"}}, {nlu::EntityType::provider, "lee", "Dr. Lee", {}}});
  if (size == 0) return 0;
  constexpr const char *kFields[] = {"", "phone", "datetime", "person_name", "birth_date", "email", "boolean", "number"};
  nlu::Context context;
  context.now = base::Instant{1'772'463'600'000'000};
  context.expecting.field = kFields[data[0] & 7];
  if (data[0] & 8) context.language = nlu::Language::es;
  const std::string text(reinterpret_cast<const char *>(data) + 1, size - 1);
  const nlu::Analysis analysis = analyzer.analyze(text, context);
  const std::size_t length = base::code_point_count(text);
  if (analysis.intents.empty()) std::abort();
  for (const nlu::Entity &entity : analysis.entities) {
    if (entity.start > entity.end || entity.end > length) std::abort();
  }
  return 0;
}
