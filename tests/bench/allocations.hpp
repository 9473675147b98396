// Counts what operator new does in this program.
#pragma once

#include <cstdint>

namespace callwell::bench {

struct Allocations { std::uint64_t count = 0; std::int64_t bytes_live = 0; };
Allocations allocations();

}  // namespace callwell::bench
