# callwell_layer(nlu USES base LINKS fmt::fmt): one static library from src/nlu, linked only to the layers it may use.
function(callwell_layer name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "USES;LINKS")
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp ${PROJECT_SOURCE_DIR}/src/${name}/*/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/tools/")
  list(TRANSFORM arg_USES PREPEND callwell_)
  if(NOT sources)
    add_library(callwell_${name} INTERFACE)
    target_link_libraries(callwell_${name} INTERFACE callwell_options ${arg_USES} ${arg_LINKS})
    return()
  endif()
  add_library(callwell_${name} STATIC ${sources})
  target_link_libraries(callwell_${name} PUBLIC callwell_options ${arg_USES} ${arg_LINKS})
  if(name STREQUAL base)
    # One precompiled header for all layers: Boost.JSON costs a second and a half in every file that sees it.
    target_precompile_headers(callwell_base PRIVATE <boost/json.hpp> <boost/system/result.hpp> <algorithm> <memory> <optional> <string> <string_view> <variant> <vector>)
    set_source_files_properties(${PROJECT_SOURCE_DIR}/src/base/boost_json.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON COMPILE_OPTIONS -w)
  else()
    target_precompile_headers(callwell_${name} REUSE_FROM callwell_base)
  endif()
  if(EXISTS ${PROJECT_SOURCE_DIR}/src/${name}/layer.cmake)   # embedded data, generated sources
    include(${PROJECT_SOURCE_DIR}/src/${name}/layer.cmake)
  endif()
endfunction()

# callwell_embed(target NAME file): compiles a file into `target` as `extern const std::string_view callwell::embedded::NAME`.
function(callwell_embed target name file)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded/${target}_${name}.cpp)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DNAME=${name} -DIN=${file} -DOUT=${out} -P ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${file} ${PROJECT_SOURCE_DIR}/cmake/embed.cmake VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
