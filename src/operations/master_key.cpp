#include "operations/master_key.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "base/crypto.hpp"
#include "base/text.hpp"

namespace callwell::operations {

namespace {

using base::Result;
using compliance::Keyring;
using compliance::SecretKey;

base::Error key_error(std::string message) { return base::Error{base::Status::unavailable, std::move(message), "CALLWELL_MASTER_KEY"}; }

Result<Keyring> from_text(std::string_view text) {
  std::vector<SecretKey> keys;
  for (const std::string_view part : base::split(text, ',')) {
    Result<SecretKey> key = SecretKey::from_hex(part);
    if (!key) return base::invalid("a master key has 64 hexadecimal digits", "CALLWELL_MASTER_KEY");
    keys.push_back(std::move(*key));
  }
  return Keyring::open(std::move(keys));
}

/// A file descriptor that closes itself.
struct File {
  explicit File(int descriptor) : fd(descriptor) {}
  ~File() {
    if (fd >= 0) ::close(fd);
  }
  File(const File &) = delete;
  File &operator=(const File &) = delete;
  int fd;
};

Result<Keyring> read_key_file(const std::string &path) {
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat about {};
  if (file.fd < 0 || ::fstat(file.fd, &about) != 0) return key_error("the key file beside the database cannot be read");
  if ((about.st_mode & 077) != 0) return key_error("the key file beside the database must be readable by its owner only: chmod 600");
  std::array<char, 256> buffer{};
  const ssize_t size = ::read(file.fd, buffer.data(), buffer.size());
  if (size <= 0) return key_error("the key file beside the database is empty");
  return from_text(base::trim({buffer.data(), static_cast<std::size_t>(size)}));
}

}  // namespace

Result<Keyring> open_keyring(const std::string &database) {
  if (const char *text = std::getenv("CALLWELL_MASTER_KEY"); text && *text) return from_text(text);
  if (database.empty()) return Keyring::open({SecretKey::random()});
  const std::string path = database + ".key";
  const File file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (file.fd < 0) return read_key_file(path);
  const std::string text = base::hex(base::secure_random(32)) + "\n";
  const bool written = ::write(file.fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file.fd) == 0;
  if (!written) return key_error("the key file beside the database cannot be written");
  return from_text(base::trim(text));
}

}  // namespace callwell::operations
