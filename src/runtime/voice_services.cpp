#include "runtime/voice_services.hpp"

#include <map>
#include <mutex>

#include "base/log.hpp"
#ifdef CALLWELL_LOCAL_VOICE
#include "adapters/speech_to_text/pocketsphinx.hpp"
#include "adapters/text_to_speech/flite.hpp"
#endif

namespace callwell::runtime {

namespace {

VoiceServices make_services([[maybe_unused]] const operations::Tenant &tenant) {
  VoiceServices services;
  Speaker::Synthesisers synthesisers;
#ifdef CALLWELL_LOCAL_VOICE
  synthesisers.push_back(adapters::make_flite());
  if (auto ears = adapters::make_pocketsphinx(tenant.practice())) {
    services.recognisers.push_back(std::move(*ears));
  } else {
    base::log(base::LogLevel::error, "voice.no_local_recogniser", {{"status", base::Identifier{base::status_name(ears.error().status)}}});
  }
#endif
  services.speaker = std::make_shared<Speaker>(std::move(synthesisers));
  return services;
}

}  // namespace

CallLoop::Services configured_voice_services() {
  struct Made {
    std::mutex mutex;
    std::map<std::string, VoiceServices, std::less<>> by_practice;
  };
  return [made = std::make_shared<Made>()](const operations::Tenant &tenant) {
    const std::lock_guard lock(made->mutex);
    const auto found = made->by_practice.find(tenant.id());
    if (found != made->by_practice.end()) return found->second;
    return made->by_practice.emplace(tenant.id(), make_services(tenant)).first->second;
  };
}

}  // namespace callwell::runtime
