// Which of a service's voices speaks a language: `voice_es` of the settings, else `voice`.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "practice/practice.hpp"
#include "voice/ports.hpp"

namespace callwell::adapters {

/// "es" of "es-MX", in lower case.
std::string primary_language(std::string_view language);

class VoiceNames {
 public:
  explicit VoiceNames(const practice::PortConfig &config, std::map<std::string, std::string, std::less<>> usual = {});
  /// Empty when nobody is known to speak it.
  std::string of(const voice::SpeechRequest &request) const;

 private:
  std::string every_;                                             ///< `voice`
  std::map<std::string, std::string, std::less<>> by_language_;   ///< `voice_…`
  std::map<std::string, std::string, std::less<>> usual_;         ///< where the settings say nothing
};

/// What no service needs to be asked: nothing to say, too much, no UTF-8.
base::Result<void> check_speech(const voice::SpeechRequest &request);

}  // namespace callwell::adapters
