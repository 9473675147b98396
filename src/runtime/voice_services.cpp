#include "runtime/voice_services.hpp"

#include <algorithm>
#include <map>
#include <mutex>

#include "adapters/speech_to_text/recognisers.hpp"
#include "adapters/text_to_speech/voices.hpp"
#include "base/log.hpp"

namespace callwell::runtime {

namespace {

/// In the file's order; what is built in comes last unless it is named before.
std::vector<practice::PortConfig> with_built_in(std::vector<practice::PortConfig> configs, [[maybe_unused]] const std::string &built_in) {
#ifdef CALLWELL_LOCAL_VOICE
  const bool named = std::ranges::any_of(configs, [&](const practice::PortConfig &config) { return config.adapter == built_in; });
  if (!named) configs.push_back({built_in, {}});
#endif
  return configs;
}

/// What can be made of them; the rest is said in the log.
template <class Service, class Make>
std::vector<std::shared_ptr<Service>> make_all(const std::vector<practice::PortConfig> &configs, Make make) {
  std::vector<std::shared_ptr<Service>> services;
  for (const practice::PortConfig &config : configs) {
    base::Result<std::shared_ptr<Service>> service = make(config);
    if (service) {
      services.push_back(std::move(*service));
    } else {
      base::log(base::LogLevel::error, "voice.not_configured",
                {{"adapter", base::Identifier{config.adapter}}, {"setting", base::Identifier{service.error().field}}});
    }
  }
  return services;
}

VoiceServices make_services(const operations::Tenant &tenant, const std::shared_ptr<adapters::Network> &network) {
  const practice::Practice &practice = tenant.practice();
  VoiceServices services;
  services.recognisers = make_all<voice::Recogniser>(with_built_in(practice.speech_to_text, "pocketsphinx"), [&](const practice::PortConfig &config) {
    return adapters::make_recogniser(config, practice, network);
  });
  services.speaker = std::make_shared<Speaker>(make_all<voice::Synthesiser>(
      with_built_in(practice.text_to_speech, "flite"), [&](const practice::PortConfig &config) { return adapters::make_voice(config, network); }));
  services.foresee = !practice.text_to_speech.empty() || !practice.language_model.empty();
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
