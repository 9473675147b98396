// What ElevenLabs is asked and what it answers, over HTTP and over its WebSocket. Nothing here knows the network.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http.hpp"
#include "adapters/text_to_speech/speech_sound.hpp"
#include "adapters/text_to_speech/speech_words.hpp"
#include "voice/ports.hpp"

namespace callwell::adapters {

inline constexpr std::size_t kElevenLabsMessageBytes = 1 << 20;  ///< some twenty seconds of sound in base64

struct ElevenLabsConfig {
  std::string base_url;                        ///< http(s)
  std::string api_key;
  std::string model;
  std::string output_format;                   ///< empty: pcm at the asked rate, or the next one that the service has
  bool logging = false;                        ///< may ElevenLabs keep what was said
};

/// How the service names the sound that suits this request.
std::string elevenlabs_format(const ElevenLabsConfig &config, std::int32_t rate);

/// The whole text in one request; the answer streams sound and times.
HttpRequest elevenlabs_request(const ElevenLabsConfig &config, const voice::SpeechRequest &request, const std::string &voice);

/// One WebSocket speaks one text: the address has the voice in it, the messages the words.
std::string elevenlabs_socket_url(const ElevenLabsConfig &config, const voice::SpeechRequest &request, const std::string &voice);
std::string elevenlabs_opening();              ///< sent at once, so that only the words are left to send
std::string elevenlabs_words(std::string_view text);
std::string elevenlabs_ending();               ///< no more words: the rest is spoken, and the socket closes

struct ElevenLabsPiece {
  std::string sound;                           ///< bytes of the format that was asked for; may be empty
  std::vector<TimedCharacter> characters;
  bool last = false;                           ///< said only over the WebSocket
};

/// A line of the HTTP answer or a message of the WebSocket. An error of the service's comes back as an error in our words.
base::Result<ElevenLabsPiece> read_elevenlabs_piece(std::string_view text);
/// For an HTTP answer outside 2xx, whose body may hold anything.
base::Error elevenlabs_error(std::int32_t http_status, std::string_view body);

}  // namespace callwell::adapters
