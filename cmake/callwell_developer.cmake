# What our own targets are compiled with. Nothing here reaches a consumer of the installed package.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 99)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)

find_program(CALLWELL_CCACHE ccache)
if(CALLWELL_CCACHE)
  # base_dir and no hash_dir: another checkout of the same sources hits too. The rest makes precompiled headers cacheable.
  set(launcher ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1
               CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CALLWELL_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
endif()

set(CALLWELL_SANITIZE "" CACHE STRING "Sanitizers, such as address,undefined or thread")
add_library(callwell_options INTERFACE)
target_compile_features(callwell_options INTERFACE cxx_std_20)
target_include_directories(callwell_options INTERFACE ${PROJECT_SOURCE_DIR}/src)
target_compile_definitions(callwell_options INTERFACE BOOST_ALL_NO_LIB BOOST_JSON_NO_LIB BOOST_CONTAINER_NO_LIB)
target_compile_options(callwell_options INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wno-missing-field-initializers>
  # g++ 12 warns of sizes that cannot occur when it inlines std::string: https://gcc.gnu.org/PR105651
  $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fpch-preprocess -Wno-stringop-overflow -Wno-stringop-overread -Wno-restrict -Wno-array-bounds -Wno-maybe-uninitialized>)
if(CALLWELL_WERROR)
  target_compile_options(callwell_options INTERFACE -Werror)
endif()
if(CALLWELL_SANITIZE)
  add_compile_options(-fsanitize=${CALLWELL_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${CALLWELL_SANITIZE})
  if(CALLWELL_SANITIZE MATCHES thread AND CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    # The sanitizer does not follow Asio's fences; its queues are guarded by locks as well.
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Wno-tsan> $<$<COMPILE_LANGUAGE:CXX>:-DBOOST_ASIO_DISABLE_FENCED_BLOCK>)
  endif()
endif()
