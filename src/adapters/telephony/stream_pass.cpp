#include "adapters/telephony/stream_pass.hpp"

#include <charconv>

#include "base/crypto.hpp"

namespace callwell::adapters {

namespace {

constexpr std::int64_t kGoodForSeconds = 60;

/// Lengths stand before the parts, so that no two calls spell the same.
std::string signature(const StreamedCall &call, std::int64_t expires, std::string_view secret) {
  std::string data = "callwell media stream";
  for (const std::string_view part :
       {std::string_view(call.carrier), std::string_view(call.call_id), std::string_view(call.contact), std::string_view(call.dialled)}) {
    data += '\n' + std::to_string(part.size()) + ':';
    data += part;
  }
  return base::hex(base::hmac_sha256(secret, data + '\n' + std::to_string(expires)));
}

base::Error refused() { return {base::Status::unauthenticated, "the stream shows no pass that is good for this call"}; }

}  // namespace

std::string issue_stream_pass(const StreamedCall &call, std::string_view secret, base::Instant now) {
  const std::int64_t expires = now.us / 1'000'000 + kGoodForSeconds;
  return std::to_string(expires) + "." + signature(call, expires, secret);
}

base::Result<void> check_stream_pass(const StreamedCall &call, std::string_view pass, std::string_view secret, base::Instant now) {
  const std::size_t dot = pass.find('.');
  if (secret.empty() || dot == std::string_view::npos) return refused();
  std::int64_t expires = 0;
  const auto [end, fault] = std::from_chars(pass.data(), pass.data() + dot, expires);
  if (fault != std::errc() || end != pass.data() + dot) return refused();
  const bool genuine = base::equal_constant_time(signature(call, expires, secret), pass.substr(dot + 1));
  if (!genuine || expires < now.us / 1'000'000) return refused();
  return {};
}

}  // namespace callwell::adapters
