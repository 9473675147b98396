// Personal data cannot be streamed.
#include <iostream>

#include "compliance/phi.hpp"

void print(const callwell::compliance::Phi<std::string> &name, callwell::compliance::AccessLog &log) {
#ifdef CALLWELL_BAD
  std::cout << name;
#endif
  std::cout << name.read(callwell::compliance::Purpose::display, log);
}
