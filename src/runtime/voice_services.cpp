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

using Recognisers = std::vector<std::shared_ptr<voice::Recogniser>>;

/// In the file's order; what is built in comes last unless it is named before.
Recognisers make_recognisers(const practice::Practice &practice, const std::shared_ptr<adapters::Network> &network) {
  std::vector<practice::PortConfig> wanted = practice.speech_to_text;
#ifdef CALLWELL_LOCAL_VOICE
  const auto built_in = [](const practice::PortConfig &config) { return config.adapter == "pocketsphinx"; };
  if (std::none_of(wanted.begin(), wanted.end(), built_in)) wanted.push_back({"pocketsphinx", {}});
#endif
  Recognisers recognisers;
  for (const practice::PortConfig &config : wanted) {
    if (auto recogniser = adapters::make_recogniser(config, practice, network)) {
      recognisers.push_back(std::move(*recogniser));
    } else {
      base::log(base::LogLevel::error, "voice.not_configured",
                {{"adapter", base::Identifier{config.adapter}}, {"setting", base::Identifier{recogniser.error().field}}});
    }
  }
  return recognisers;
}

VoiceServices make_services(const operations::Tenant &tenant, const std::shared_ptr<adapters::Network> &network) {
  VoiceServices services;
  Speaker::Synthesisers synthesisers;
#ifdef CALLWELL_LOCAL_VOICE
  synthesisers.push_back(adapters::make_flite());
#endif
  services.recognisers = make_recognisers(tenant.practice(), network);
  services.speaker = std::make_shared<Speaker>(std::move(synthesisers));
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
