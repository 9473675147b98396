// Fuzz target: the file of a recording, any bytes; half of the inputs become a sealed second first, so that what lies behind the seal is met too.
#include <cstddef>
#include <cstdint>
#include <sstream>

#include "base/crypto.hpp"
#include "records/recording_file.hpp"

using namespace callwell;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  static const compliance::DataKey key(*compliance::SecretKey::from_bytes(std::string(32, 'k')));
  static const std::string id = "0192f3a0-0000-7000-8000-000000000001";
  static const std::string header = std::string("CWREC\x01\r\n\x40\x1f\0\0\x01\0\x07\0", 16) + id;
  std::string bytes(reinterpret_cast<const char *>(data), size);
  if (size > 12 && data[0] % 2 == 0) {
    const std::string head = bytes.substr(1, 12);
    bytes = header + head + key.seal(bytes.substr(13), "callwell.recording/" + header + head) + bytes;
  } else if (size > 0 && data[0] % 4 == 1) {
    bytes.replace(0, 1, header);
  }
  std::istringstream in(bytes);
  std::size_t handed = 0;
  const auto sound = records::read_recording(in, id, key, [&](const records::RecordingSound &, std::string_view codes) -> base::Result<void> {
    handed += codes.size();
    return {};
  });
  if (handed > bytes.size() || (sound && sound->samples * sound->channels != static_cast<std::int64_t>(handed))) __builtin_trap();
  return 0;
}
