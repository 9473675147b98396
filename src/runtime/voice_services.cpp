#include "runtime/voice_services.hpp"

#include <map>
#include <mutex>

#include "adapters/text_to_speech/voices.hpp"
#include "base/log.hpp"
#ifdef CALLWELL_LOCAL_VOICE
#include "adapters/speech_to_text/pocketsphinx.hpp"
#include "adapters/text_to_speech/flite.hpp"
#endif

namespace callwell::runtime {

namespace {

/// In the file's order; what is built in comes last unless it is named before.
Speaker::Synthesisers make_voices(const practice::Practice &practice, const std::shared_ptr<adapters::Network> &network) {
  Speaker::Synthesisers voices;
  bool built_in = false;
  for (const practice::PortConfig &config : practice.text_to_speech) {
    if (auto voice = adapters::make_voice(config, network)) {
      voices.push_back(std::move(*voice));
      built_in = built_in || config.adapter == "flite";
    } else {
      base::log(base::LogLevel::error, "voice.not_configured",
                {{"adapter", base::Identifier{config.adapter}}, {"setting", base::Identifier{voice.error().field}}});
    }
  }
#ifdef CALLWELL_LOCAL_VOICE
  if (!built_in) voices.push_back(adapters::make_flite());
#endif
  return voices;
}

VoiceServices make_services(const operations::Tenant &tenant, const std::shared_ptr<adapters::Network> &network) {
  VoiceServices services;
#ifdef CALLWELL_LOCAL_VOICE
  if (auto ears = adapters::make_pocketsphinx(tenant.practice())) {
    services.recognisers.push_back(std::move(*ears));
  } else {
    base::log(base::LogLevel::error, "voice.no_local_recogniser", {{"status", base::Identifier{base::status_name(ears.error().status)}}});
  }
#endif
  services.speaker = std::make_shared<Speaker>(make_voices(tenant.practice(), network));
  return services;
}

}  // namespace

CallLoop::Services configured_voice_services() {
  struct Made {
    std::mutex mutex;
    std::shared_ptr<adapters::Network> network;
    std::map<std::string, VoiceServices, std::less<>> by_practice;
  };
  return [made = std::make_shared<Made>()](const operations::Tenant &tenant) {
    const std::lock_guard lock(made->mutex);
    const auto found = made->by_practice.find(tenant.id());
    if (found != made->by_practice.end()) return found->second;
    if (!made->network) made->network = adapters::make_network();
    return made->by_practice.emplace(tenant.id(), make_services(tenant, made->network)).first->second;
  };
}

}  // namespace callwell::runtime
