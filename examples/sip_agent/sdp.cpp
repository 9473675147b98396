#include "sdp.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace sip_agent::sdp {

namespace {

constexpr std::size_t kMaxBytes = 16'384, kMaxMedia = 16, kMaxFormats = 64;

constexpr std::array<std::string_view, 4> kDirections{"sendrecv", "sendonly", "recvonly", "inactive"};

struct Known { Codec codec; std::string_view name; std::uint32_t rate, channels; std::string_view written; };
constexpr std::array<Known, 3> kCodecs{{{Codec::pcmu, "pcmu", 8000, 1, "PCMU/8000"}, {Codec::pcma, "pcma", 8000, 1, "PCMA/8000"}, {Codec::opus, "opus", 48000, 2, "opus/48000/2"}}};

const Known &known(Codec codec) { return *std::find_if(kCodecs.begin(), kCodecs.end(), [codec](const Known &k) { return k.codec == codec; }); }

std::string lower(std::string_view text) {
  std::string out(text);
  for (char &c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return out;
}

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Takes what stands before `until` off the front.
std::string_view take(std::string_view &text, char until) {
  const std::size_t at = text.find(until);
  const std::string_view front = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  return front;
}

std::string_view take_line(std::string_view &text) {
  std::string_view line = take(text, '\n');
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

constexpr std::string_view kPlain = "RTP/AVP", kSecure = "RTP/SAVP";
constexpr std::string_view kSuite = "AES_CM_128_HMAC_SHA1_80", kInline = "inline:", kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Forty characters are thirty bytes, with nothing left over.
std::optional<std::array<std::uint8_t, 30>> key_of(std::string_view text) {
  std::array<std::uint8_t, 30> key{};
  if (text.size() != key.size() / 3 * 4) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); i += 4) {
    std::uint32_t bits = 0;
    for (const char c : text.substr(i, 4)) {
      const std::size_t value = kBase64.find(c);
      if (value == std::string_view::npos) return std::nullopt;
      bits = bits << 6 | static_cast<std::uint32_t>(value);
    }
    for (std::size_t k = 0; k < 3; ++k) key[i / 4 * 3 + k] = static_cast<std::uint8_t>(bits >> (16 - 8 * k));
  }
  return key;
}

std::string written(const Crypto &crypto) {
  std::string out = "a=crypto:" + std::to_string(crypto.tag) + " " + std::string(kSuite) + " " + std::string(kInline);
  for (std::size_t i = 0; i < crypto.key.size(); i += 3) {
    const std::uint32_t bits = static_cast<std::uint32_t>(crypto.key[i]) << 16 | static_cast<std::uint32_t>(crypto.key[i + 1]) << 8 | crypto.key[i + 2];
    for (int shift = 18; shift >= 0; shift -= 6) out += kBase64[bits >> shift & 63];
  }
  return out + "\r\n";
}

/// Nothing for suites, key numbers (MKI) and session parameters that are not known here: the next line may be.
std::optional<Crypto> crypto_of(std::string_view value) {
  const auto tag = number<std::uint32_t>(take(value, ' '));
  const std::string_view suite = take(value, ' ');
  std::string_view key = take(value, ' ');
  if (!tag || suite != kSuite || !key.starts_with(kInline) || !value.empty()) return std::nullopt;
  key.remove_prefix(kInline.size());
  const auto bytes = key_of(take(key, '|'));
  if (!bytes || key.find(':') != std::string_view::npos) return std::nullopt;  // what may follow is a lifetime, longer than any call
  return Crypto{*tag, *bytes};
}

/// One m= section while it is read.
struct Section {
  Description::Media head;
  std::uint16_t port = 0;
  std::string address;
  std::optional<Direction> direction;
  struct Map { std::uint8_t type; std::string name; std::uint32_t rate, channels; };
  std::vector<Map> maps;
  std::optional<Crypto> crypto;
  bool mux = false;
};

struct Reader {
  std::string address;
  Direction direction = Direction::sendrecv;
  std::vector<Section> sections;

  bool read(char type, std::string_view value) {
    switch (type) {
      case 'm': return media(value);
      case 'c': return connection(value);
      case 'a': return attribute(value);
      default: return true;
    }
  }

  bool media(std::string_view value) {
    if (sections.size() == kMaxMedia) return false;
    Section section;
    section.head.kind = take(value, ' ');
    std::string_view ports = take(value, ' ');
    const auto port = number<std::uint16_t>(take(ports, '/'));
    section.head.protocol = take(value, ' ');
    section.head.formats = value;
    if (!port || section.head.kind.empty() || section.head.protocol.empty() || value.empty()) return false;
    section.port = *port;
    sections.push_back(std::move(section));
    return true;
  }

  bool connection(std::string_view value) {
    const std::string_view net = take(value, ' '), family = take(value, ' ');
    const std::string_view host = take(value, '/');
    if (net != "IN" || (family != "IP4" && family != "IP6") || host.empty()) return false;
    (sections.empty() ? address : sections.back().address) = host;
    return true;
  }

  bool attribute(std::string_view value) {
    const auto direct = std::find(kDirections.begin(), kDirections.end(), value);
    if (direct != kDirections.end()) {
      const auto read = static_cast<Direction>(direct - kDirections.begin());
      if (sections.empty()) direction = read;
      else sections.back().direction = read;
      return true;
    }
    if (sections.empty()) return true;
    Section &section = sections.back();
    section.mux = section.mux || value == "rtcp-mux";
    if (value.starts_with("crypto:") && !section.crypto) section.crypto = crypto_of(value.substr(7));
    if (!value.starts_with("rtpmap:") || section.maps.size() == kMaxFormats) return true;
    return format(section, value.substr(7));
  }

  static bool format(Section &section, std::string_view value) {
    const auto type = number<std::uint8_t>(take(value, ' '));
    const std::string name = lower(take(value, '/'));
    const auto rate = number<std::uint32_t>(take(value, '/'));
    const auto channels = value.empty() ? std::optional<std::uint32_t>(1) : number<std::uint32_t>(value);
    if (!type || *type > 127 || !rate || !channels) return false;
    section.maps.push_back({*type, name, *rate, *channels});
    return true;
  }
};

bool is_sound(const Section &section) { return section.head.kind == "audio" && (section.head.protocol == kPlain || section.head.protocol == kSecure) && section.port != 0; }

const Section::Map *mapped(const Section &section, std::uint8_t type) {
  static const Section::Map kPcmu{0, "pcmu", 8000, 1}, kPcma{8, "pcma", 8000, 1};  // RFC 3551: these two need no line
  const auto found = std::find_if(section.maps.begin(), section.maps.end(), [type](const Section::Map &map) { return map.type == type; });
  if (found != section.maps.end()) return &*found;
  return type == 0 ? &kPcmu : type == 8 ? &kPcma : nullptr;
}

void add_format(Stream &stream, const Section::Map &map) {
  if (map.name == "telephone-event") stream.keypad.push_back({map.type, map.rate});
  const auto codec = std::find_if(kCodecs.begin(), kCodecs.end(), [&map](const Known &k) { return k.name == map.name && k.rate == map.rate && k.channels == map.channels; });
  if (codec != kCodecs.end()) stream.formats.push_back({map.type, codec->codec});
}

std::optional<Stream> stream_of(const Section &section, const Reader &reader) {
  Stream stream;
  stream.address = section.address.empty() ? reader.address : section.address;
  stream.port = section.port;
  stream.direction = section.direction.value_or(reader.direction);
  stream.secure = section.head.protocol == kSecure;
  stream.crypto = section.crypto;
  stream.mux = section.mux;
  std::string_view types = section.head.formats;
  for (std::size_t i = 0; i < kMaxFormats && !types.empty(); ++i) {
    const auto type = number<std::uint8_t>(take(types, ' '));
    if (!type) return std::nullopt;
    if (const Section::Map *map = mapped(section, *type)) add_format(stream, *map);
  }
  if (stream.address.empty()) return std::nullopt;
  return stream;
}

std::string family(const std::string &address) { return address.find(':') == std::string::npos ? "IN IP4 " + address : "IN IP6 " + address; }

std::string head(const Local &local) {
  const std::string where = family(local.address);
  return "v=0\r\no=- " + std::to_string(local.session) + " " + std::to_string(local.version) + " " + where + "\r\ns=-\r\nc=" + where + "\r\nt=0 0\r\n";
}

std::string sound(const Choice &choice, const Local &local, Direction direction, bool secure, bool mux) {
  const Known &codec = known(choice.format.codec);
  const std::string type = std::to_string(choice.format.type), keypad = choice.keypad ? std::to_string(*choice.keypad) : "";
  std::string out = "m=audio " + std::to_string(local.port) + " " + std::string(secure ? kSecure : kPlain) + " " + type + (choice.keypad ? " " + keypad : "") + "\r\n";
  out += "a=rtpmap:" + type + " " + std::string(codec.written) + "\r\n";
  if (choice.keypad) out += "a=rtpmap:" + keypad + " telephone-event/" + std::to_string(codec.rate) + "\r\na=fmtp:" + keypad + " 0-15\r\n";
  if (local.crypto) out += written(*local.crypto);
  if (mux) out += "a=rtcp-mux\r\n";
  return out + "a=ptime:20\r\na=" + std::string(kDirections[static_cast<std::size_t>(direction)]) + "\r\n";
}

Direction mirrored(const Stream &theirs) {
  if (theirs.direction == Direction::inactive) return Direction::inactive;
  if (theirs.holds()) return Direction::recvonly;
  return theirs.direction == Direction::recvonly ? Direction::sendonly : Direction::sendrecv;
}

}  // namespace

std::string_view codec_name(Codec codec) { return known(codec).written.substr(0, known(codec).written.find('/')); }

std::uint32_t clock_rate(Codec codec) { return known(codec).rate; }

std::optional<Description> parse(std::string_view text) {
  if (text.size() > kMaxBytes || take_line(text) != "v=0") return std::nullopt;
  Reader reader;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.empty()) continue;
    if (line.size() < 2 || line[1] != '=' || !reader.read(line[0], line.substr(2))) return std::nullopt;
  }
  const auto found = std::find_if(reader.sections.begin(), reader.sections.end(), is_sound);
  if (found == reader.sections.end()) return std::nullopt;
  std::optional<Stream> stream = stream_of(*found, reader);
  if (!stream) return std::nullopt;
  Description out;
  out.sound = static_cast<std::size_t>(found - reader.sections.begin());
  out.stream = std::move(*stream);
  for (Section &section : reader.sections) out.media.push_back(std::move(section.head));
  return out;
}

std::optional<Choice> choose(const Stream &theirs) {
  if (theirs.formats.empty()) return std::nullopt;
  Choice choice{theirs.formats.front(), {}};
  // Events count time by the clock of the sound they stand for.
  const std::uint32_t rate = known(choice.format.codec).rate;
  const auto keypad = std::find_if(theirs.keypad.begin(), theirs.keypad.end(), [rate](const KeypadFormat &k) { return k.rate == rate; });
  if (keypad != theirs.keypad.end()) choice.keypad = keypad->type;
  return choice;
}

bool still_offers(const Stream &theirs, const Choice &choice) {
  return std::any_of(theirs.formats.begin(), theirs.formats.end(), [&choice](const Format &f) { return f.type == choice.format.type && f.codec == choice.format.codec; });
}

std::string answer(const Description &offer, const Choice &choice, const Local &local) {
  std::string out = head(local);
  for (std::size_t i = 0; i < offer.media.size(); ++i) {
    const Description::Media &media = offer.media[i];
    out += i == offer.sound ? sound(choice, local, mirrored(offer.stream), offer.stream.secure, offer.stream.mux) : "m=" + media.kind + " 0 " + media.protocol + " " + media.formats + "\r\n";
  }
  return out;
}

std::string offer(const Choice &choice, const Local &local) { return head(local) + sound(choice, local, Direction::sendrecv, local.secure_only, false); }

}  // namespace sip_agent::sdp
