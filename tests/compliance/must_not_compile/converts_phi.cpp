// Personal data does not become plain data on its way into a function.
#include "compliance/phi.hpp"

std::size_t length(const std::string &text);

std::size_t convert(const callwell::compliance::Phi<std::string> &name, callwell::compliance::AccessLog &log) {
#ifdef CALLWELL_BAD
  return length(name);
#endif
  return length(name.read(callwell::compliance::Purpose::display, log));
}
