#include "srtp.hpp"

#include <openssl/rand.h>
#include <srtp2/srtp.h>

#include <climits>

namespace sip_agent {

namespace {

constexpr unsigned long kReplayWindow = 128;

bool started() {
  static const bool good = srtp_init() == srtp_err_status_ok;
  return good;
}

}  // namespace

struct Srtp::Context {
  srtp_t session = nullptr;
  Context() = default;
  Context(const Context &) = delete;
  Context &operator=(const Context &) = delete;
  ~Context() {
    if (session) srtp_dealloc(session);
  }
};

Srtp::Srtp(std::unique_ptr<Context> context) : context_(std::move(context)) {}
Srtp::~Srtp() = default;

std::unique_ptr<Srtp> Srtp::make(Direction direction, const sdp::Crypto &crypto) {
  if (!started()) return nullptr;
  auto key = crypto.key;
  srtp_policy_t policy{};
  srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy.rtp);
  srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy.rtcp);
  policy.ssrc.type = direction == Direction::inbound ? ssrc_any_inbound : ssrc_any_outbound;
  policy.key = key.data();
  policy.window_size = kReplayWindow;
  auto context = std::make_unique<Context>();
  if (srtp_create(&context->session, &policy) != srtp_err_status_ok) return nullptr;
  return std::unique_ptr<Srtp>(new Srtp(std::move(context)));
}

sdp::Crypto Srtp::draw_key() {
  sdp::Crypto crypto;
  if (RAND_bytes(crypto.key.data(), static_cast<int>(crypto.key.size())) != 1) std::abort();  // no call is better than a key that can be guessed
  return crypto;
}

std::size_t Srtp::protect(std::span<std::uint8_t> room, std::size_t size, bool control) {
  if (size + kGrowth > room.size()) return 0;
  int length = static_cast<int>(size);
  const auto status = control ? srtp_protect_rtcp(context_->session, room.data(), &length) : srtp_protect(context_->session, room.data(), &length);
  return status == srtp_err_status_ok ? static_cast<std::size_t>(length) : 0;
}

std::size_t Srtp::unprotect(std::span<std::uint8_t> packet, bool control) {
  int length = static_cast<int>(packet.size());
  const auto status = control ? srtp_unprotect_rtcp(context_->session, packet.data(), &length) : srtp_unprotect(context_->session, packet.data(), &length);
  return status == srtp_err_status_ok ? static_cast<std::size_t>(length) : 0;
}

}  // namespace sip_agent
