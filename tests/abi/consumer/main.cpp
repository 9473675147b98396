// The smallest C++ program that links the library.
#include <callwell/callwell.hpp>

#include <iostream>

int main() {
  const callwell::Agent agent = callwell::Agent::open({});
  std::cout << agent.invoke("system.health") << "\n";
}
