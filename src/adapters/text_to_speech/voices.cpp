#include "adapters/text_to_speech/voices.hpp"

#include "adapters/text_to_speech/elevenlabs.hpp"
#include "adapters/text_to_speech/polly.hpp"
#ifdef CALLWELL_LOCAL_VOICE
#include "adapters/text_to_speech/flite.hpp"
#endif

namespace callwell::adapters {

base::Result<std::shared_ptr<voice::Synthesiser>> make_voice(const practice::PortConfig &config, std::shared_ptr<Network> network,
                                                             std::function<base::Instant()> clock) {
  if (config.adapter == "elevenlabs") return make_elevenlabs(config, std::move(network));
  if (config.adapter == "polly") return make_polly(config, std::move(network), std::move(clock));
#ifdef CALLWELL_LOCAL_VOICE
  if (config.adapter == "flite") return make_flite();
#endif
  return base::invalid("no such voice is built in", "adapter");
}

}  // namespace callwell::adapters
