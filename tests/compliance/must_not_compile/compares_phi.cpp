// Personal data cannot be compared with plain data, by which it could be guessed unrecorded.
#include "compliance/phi.hpp"

bool compare(const callwell::compliance::Phi<std::string> &name, const callwell::compliance::Phi<std::string> &other) {
#ifdef CALLWELL_BAD
  return name == std::string("María López");
#endif
  return name == other;
}
