#include "adapters/speech_to_text/pronunciations.hpp"

#include <algorithm>
#include <fstream>
#include <mutex>
#include <string_view>

extern "C" {
#include <flite/flite.h>
cst_lexicon *cmu_lex_init(void);
}

namespace callwell::adapters {

namespace {

/// flite's phones carry a digit of stress and know one reduced vowel more.
std::string phone_of(std::string_view flite) {
  std::string phone;
  for (const char c : flite) {
    if (c >= 'a' && c <= 'z') phone += static_cast<char>(c - 'a' + 'A');
  }
  return phone == "AX" ? "AH" : phone;
}

std::string by_rules(const std::string &word) {
  static std::mutex mutex;  // flite's lexicon is shared and keeps what it looked up
  const std::lock_guard lock(mutex);
  static cst_lexicon *const lexicon = cmu_lex_init();
  cst_val *const phones = lex_lookup(lexicon, word.c_str(), nullptr, nullptr);
  std::string line;
  for (const cst_val *v = phones; v != nullptr; v = val_cdr(v)) line += " " + phone_of(val_string(val_car(v)));
  delete_val(phones);
  return line;
}

}  // namespace

std::string pronounce(const std::set<std::string> &words, const std::string &dictionary_path) {
  std::string out;
  std::set<std::string> found;
  std::ifstream in(dictionary_path);
  for (std::string line; std::getline(in, line);) {
    const std::size_t end = line.find_first_of("( \t");
    if (end == std::string::npos) continue;
    const std::string word = line.substr(0, end);
    if (!words.contains(word)) continue;
    found.insert(word);
    out += line + "\n";
  }
  for (const std::string &word : words) {
    if (found.contains(word)) continue;
    if (const std::string phones = by_rules(word); !phones.empty()) out += word + phones + "\n";
  }
  return out;
}

}  // namespace callwell::adapters
