// Amazon Polly's voices: https://docs.aws.amazon.com/polly/latest/dg/API_SynthesizeSpeech.html
#pragma once

#include <functional>
#include <memory>

#include "adapters/network.hpp"
#include "base/time.hpp"
#include "practice/practice.hpp"
#include "voice/ports.hpp"

namespace callwell::adapters {

/// Settings: region, access_key_id, secret_access_key, session_token, voice, voice_<language>, engine, word_times, base_url.
/// Requests are signed with the time of `clock`.
base::Result<std::shared_ptr<voice::Synthesiser>> make_polly(const practice::PortConfig &config, std::shared_ptr<Network> network,
                                                            std::function<base::Instant()> clock);

}  // namespace callwell::adapters
