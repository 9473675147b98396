// Messages in AWS's framing of streams, as a service would write them; also wrong ones.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace callwell::testing {

/// Bit by bit and from the definition: nothing of what is being tested is used here.
inline std::uint32_t plain_crc32(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char byte : bytes) {
    crc ^= static_cast<std::uint8_t>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
  }
  return ~crc;
}

inline std::string big_endian_32(std::size_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xFF);
  return bytes;
}

inline std::string string_header(std::string_view name, std::string_view value) {
  return static_cast<char>(name.size()) + std::string(name) + '\7' + big_endian_32(value.size()).substr(2) + std::string(value);
}

/// With right lengths and checksums, whatever the headers hold.
inline std::string frame(std::string_view headers, std::string_view payload) {
  std::string message = big_endian_32(16 + headers.size() + payload.size()) + big_endian_32(headers.size());
  message += big_endian_32(plain_crc32(message));
  message.append(headers).append(payload);
  return message + big_endian_32(plain_crc32(message));
}

inline std::string event_frame(std::string_view type, std::string_view payload) {
  const std::string headers = string_header(":event-type", type) + string_header(":content-type", "application/json");
  return frame(headers + string_header(":message-type", "event"), payload);
}

inline std::string exception_frame(std::string_view type) {
  return frame(string_header(":exception-type", type) + string_header(":message-type", "exception"), R"({"message":"not for anybody's eyes"})");
}

}  // namespace callwell::testing
