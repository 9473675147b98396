// The utterance path of a whole conversation: each line is said; lines that begin with a bell are results of the last action.
#include <string_view>

#include "base/text.hpp"
#include "dialog/session.hpp"
#include "tests/fuzz/demo_practice.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  using namespace callwell;
  static const auto setting = *dialog::Setting::make(fuzz::demo_practice(), std::string(32, 'k'));
  dialog::SessionOptions options;
  options.contact = "+13125550142";
  dialog::Session session(setting, options);
  dialog::Event event;
  event.at = base::Instant{1'772'600'000'000'000};
  std::uint64_t asked = 0;
  int lines = 0;
  for (const std::string_view line : base::split(std::string_view(reinterpret_cast<const char *>(data), size), '\n')) {
    if (++lines > 64) break;
    const bool result = line.starts_with('\a');
    event.kind = result ? dialog::EventKind::result : dialog::EventKind::utterance;
    event.text = result ? line.substr(1) : line;
    event.action_id = asked;
    event.at = event.at.plus_seconds(1);
    if (!session.feed(event)) break;
    while (const dialog::Action *action = session.next()) asked = action->kind == dialog::ActionKind::invoke ? action->id : asked;
  }
  const auto saved = session.save();
  if (saved) (void)dialog::Session::restore(setting, *saved);
  return 0;
}
