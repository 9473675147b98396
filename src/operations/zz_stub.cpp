#include "operations/registry.hpp"
namespace callwell::operations {
std::span<const Operation> nlu_operations() { return {}; }
std::span<const Operation> compliance_operations() { return {}; }
}
