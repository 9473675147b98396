#include "runtime/voice_services.hpp"

#include <algorithm>
#include <map>
#include <mutex>

#include "adapters/speech_to_text/recognisers.hpp"
#include "base/log.hpp"
#ifdef CALLWELL_LOCAL_VOICE
#include "adapters/text_to_speech/flite.hpp"
#endif

namespace callwell::runtime {

namespace {

/// The built-in one comes last, unless the file gives it a place.
std::vector<practice::PortConfig> wanted_recognisers(const practice::Practice &practice) {
  std::vector<practice::PortConfig> wanted = practice.speech_to_text;
#ifdef CALLWELL_LOCAL_VOICE
  const auto built_in = [](const practice::PortConfig &config) { return config.adapter == "pocketsphinx"; };
  if (std::none_of(wanted.begin(), wanted.end(), built_in)) wanted.push_back({"pocketsphinx", {}});
#endif
  return wanted;
}

VoiceServices make_services(const operations::Tenant &tenant, const std::shared_ptr<adapters::Network> &network) {
  VoiceServices services;
  Speaker::Synthesisers synthesisers;
#ifdef CALLWELL_LOCAL_VOICE
  synthesisers.push_back(adapters::make_flite());
#endif
  for (const practice::PortConfig &config : wanted_recognisers(tenant.practice())) {
    if (auto ears = adapters::make_recogniser(config, tenant.practice(), network)) {
      services.recognisers.push_back(std::move(*ears));
    } else {
      base::log(base::LogLevel::error, "voice.no_recogniser",
                {{"tenant", base::Identifier{tenant.id()}},
                 {"adapter", base::Identifier{config.adapter}},
                 {"setting", base::Identifier{ears.error().field}},
                 {"status", base::Identifier{base::status_name(ears.error().status)}}});
    }
  }
  services.speaker = std::make_shared<Speaker>(std::move(synthesisers));
  return services;
}

}  // namespace

CallLoop::Services configured_voice_services() {
  struct Made {
    const std::shared_ptr<adapters::Network> network = adapters::make_network();
    std::mutex mutex;
    std::map<std::string, VoiceServices, std::less<>> by_practice;
  };
  return [made = std::make_shared<Made>()](const operations::Tenant &tenant) {
    const std::lock_guard lock(made->mutex);
    const auto found = made->by_practice.find(tenant.id());
    if (found != made->by_practice.end()) return found->second;
    return made->by_practice.emplace(tenant.id(), make_services(tenant, made->network)).first->second;
  };
}

}  // namespace callwell::runtime
