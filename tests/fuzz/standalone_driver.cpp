// Runs a fuzz target without libFuzzer: every file of the corpus folder, then seeded mutations of them.
// usage: fuzz_NAME CORPUS_FOLDER MUTATIONS
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace {

std::uint64_t state = 1;
std::uint64_t dice() {
  state ^= state << 13;
  state ^= state >> 7;
  return state ^= state << 17;
}

void feed(const std::string &bytes) { LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(bytes.data()), bytes.size()); }

std::string mutated(std::string bytes, const std::vector<std::string> &corpus) {
  for (std::uint64_t n = 1 + dice() % 8; n > 0; --n) {
    const std::size_t at = bytes.empty() ? 0 : dice() % bytes.size();
    switch (dice() % 5) {
      case 0: bytes.insert(at, 1, static_cast<char>(dice())); break;
      case 1: if (!bytes.empty()) bytes.erase(at, 1 + dice() % 8); break;
      case 2: if (!bytes.empty()) bytes[at] = static_cast<char>(dice()); break;
      case 3: bytes.insert(at, corpus[dice() % corpus.size()].substr(0, dice() % 64)); break;
      default: bytes.insert(at, dice() % 2 ? "\xff\xfe" : "{[\"'<&%00"); break;
    }
  }
  return bytes;
}

}  // namespace

int main(int argc, char **argv) {
  std::vector<std::string> corpus{"", "a", std::string(4096, '[')};
  if (argc > 1 && std::filesystem::is_directory(argv[1])) {
    for (const auto &entry : std::filesystem::directory_iterator(argv[1])) {
      std::ifstream in(entry.path(), std::ios::binary);
      corpus.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
  }
  for (const std::string &bytes : corpus) feed(bytes);
  const int mutations = argc > 2 ? std::atoi(argv[2]) : 0;
  for (int i = 0; i < mutations; ++i) feed(mutated(corpus[dice() % corpus.size()], corpus));
  std::printf("%zu inputs, %d mutations\n", corpus.size(), mutations);
  return 0;
}
