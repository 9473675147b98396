// How words sound, as a recogniser's dictionary wants it.
#pragma once

#include <set>
#include <string>

namespace callwell::adapters {

/// Dictionary lines for `words`: from the file where it has them (all their variants), else by flite's letter-to-sound rules.
std::string pronounce(const std::set<std::string> &words, const std::string &dictionary_path);

}  // namespace callwell::adapters
