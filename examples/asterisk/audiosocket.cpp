#include "audiosocket.hpp"

#include <algorithm>

namespace audiosocket {

namespace {

constexpr std::size_t kHeadBytes = 3;
constexpr std::uint8_t kFirstSound = 0x10, kLastSound = 0x18;
constexpr std::int32_t kRates[] = {8000, 0, 16000, 24000, 0, 0, 48000, 0, 0};  // of 0x10 … 0x18; an agent hears no others

/// "13125550177fffff" → "+13125550177".
std::string number_of(std::string_view places) {
  const std::size_t digits = std::min(places.find('f'), places.size());
  const bool filled = places.find_first_not_of('f', digits) == std::string_view::npos;
  const bool decimal = std::all_of(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(digits), [](char c) { return c <= '9'; });
  constexpr std::size_t kShortest = 7, kLongest = 15;
  std::string number;
  if (filled && decimal && digits >= kShortest && digits <= kLongest) number.append(1, '+').append(places.substr(0, digits));
  return number;
}

}  // namespace

bool is_sound(std::uint8_t kind) { return kind >= kFirstSound && kind <= kLastSound; }
std::int32_t rate_of(std::uint8_t kind) { return is_sound(kind) ? kRates[kind - kFirstSound] : 0; }

std::optional<Message> Reader::next() {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(buffer_[at_ + i]); };
  const std::size_t held = buffer_.size() - at_;
  const std::size_t length = held >= kHeadBytes ? std::size_t{byte(1)} << 8 | byte(2) : 0;
  if (held < kHeadBytes + length || held < kHeadBytes) {
    buffer_.erase(0, at_);
    at_ = 0;
    return std::nullopt;
  }
  Message out{byte(0), buffer_.substr(at_ + kHeadBytes, length)};
  at_ += kHeadBytes + length;
  return out;
}

std::string message(std::uint8_t kind, std::string_view payload) {
  std::string out{static_cast<char>(kind), static_cast<char>(payload.size() >> 8 & 0xFF), static_cast<char>(payload.size() & 0xFF)};
  return out.append(payload);
}

Numbers numbers_of(std::string_view id16) {
  if (id16.size() != 16) return {};
  std::string places;
  for (const char c : id16) {
    places += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
    places += "0123456789abcdef"[static_cast<unsigned char>(c) & 15];
  }
  const bool back = places.back() == 'e';
  if (back) places.back() = 'f';
  Numbers numbers{number_of(std::string_view(places).substr(0, 16)), number_of(std::string_view(places).substr(16)), back};
  numbers.back = back && !numbers.caller.empty();  // of others nobody can say who they are
  return numbers;
}

}  // namespace audiosocket
