# Writes a C++ file that holds the bytes of IN. The assembler does the work: no giant array passes the compiler.
file(WRITE ${OUT} "// Made by cmake/embed.cmake.
#include <string_view>
__asm__(\".section .rodata\\n.balign 16\\n\"
        \"callwell_embedded_${NAME}:\\n.incbin \\\"${IN}\\\"\\n\"
        \"callwell_embedded_${NAME}_end:\\n.byte 0\\n.previous\\n\");
extern \"C\" __attribute__((visibility(\"hidden\"))) const char callwell_embedded_${NAME}[], callwell_embedded_${NAME}_end[];
namespace callwell::embedded {
extern const std::string_view ${NAME};
const std::string_view ${NAME}{callwell_embedded_${NAME}, static_cast<std::size_t>(callwell_embedded_${NAME}_end - callwell_embedded_${NAME})};
}  // namespace callwell::embedded
")
