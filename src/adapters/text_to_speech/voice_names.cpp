#include "adapters/text_to_speech/voice_names.hpp"

#include "base/text.hpp"

namespace callwell::adapters {

namespace {

constexpr std::string_view kPrefix = "voice_";
constexpr std::size_t kMaxCharacters = 3'000;  // what Polly takes at most; a sentence is far from it

}  // namespace

std::string primary_language(std::string_view language) { return base::lower_ascii(language.substr(0, language.find_first_of("-_"))); }

VoiceNames::VoiceNames(const practice::PortConfig &config, std::map<std::string, std::string, std::less<>> usual) : usual_(std::move(usual)) {
  for (const auto &[name, value] : config.settings) {
    if (value.empty()) continue;
    if (name == "voice") every_ = value;
    if (name.starts_with(kPrefix)) by_language_[name.substr(kPrefix.size())] = value;
  }
}

std::string VoiceNames::of(const voice::SpeechRequest &request) const {
  if (!request.voice.empty()) return request.voice;
  const std::string language = primary_language(request.language);
  if (const auto found = by_language_.find(language); found != by_language_.end()) return found->second;
  if (!every_.empty()) return every_;
  const auto found = usual_.find(language);
  return found == usual_.end() ? std::string() : found->second;
}

base::Result<void> check_speech(const voice::SpeechRequest &request) {
  if (base::trim(request.text).empty()) return base::invalid("there is nothing to say", "text");
  if (!base::valid_utf8(request.text)) return base::invalid("the text is not UTF-8", "text");
  if (base::code_point_count(request.text) > kMaxCharacters) {
    return base::Error{base::Status::limit_exceeded, "the text is too long for one speech", "text"};
  }
  return {};
}

}  // namespace callwell::adapters
