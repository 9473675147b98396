# Installs the build tree into a fresh prefix and uses it as a stranger would: find_package, pkg-config, add_subdirectory.
#   cmake -DSOURCE=… -DBUILD=… -DWORK=… -DC=… -DCXX=… -DFLAGS=… -P install.cmake
function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(prefix ${WORK}/prefix)
set(consumer ${SOURCE}/tests/abi/consumer)
set(toolchain -G Ninja -DCMAKE_C_COMPILER=${C} -DCMAKE_CXX_COMPILER=${CXX} "-DCMAKE_C_FLAGS=${FLAGS}" "-DCMAKE_CXX_FLAGS=${FLAGS}")
file(REMOVE_RECURSE ${WORK})
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix})

message(STATUS "find_package")
run(${CMAKE_COMMAND} -S ${consumer} -B ${WORK}/package ${toolchain} -DCMAKE_PREFIX_PATH=${prefix})
run(${CMAKE_COMMAND} --build ${WORK}/package)
run(${WORK}/package/consumer_c)
run(${WORK}/package/consumer_cpp)

message(STATUS "pkg-config")
file(GLOB_RECURSE pc ${prefix}/*/callwell.pc)
cmake_path(GET pc PARENT_PATH folder)
set(ENV{PKG_CONFIG_PATH} ${folder})
execute_process(COMMAND pkg-config --cflags --libs callwell OUTPUT_VARIABLE found OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
separate_arguments(arguments UNIX_COMMAND "${FLAGS} ${found}")
file(GLOB_RECURSE library ${prefix}/*/libcallwell.so)
cmake_path(GET library PARENT_PATH folder)
set(ENV{LD_LIBRARY_PATH} ${folder})
run(${C} -std=c99 ${consumer}/main.c -o ${WORK}/plain_c ${arguments})
run(${WORK}/plain_c)
run(${CXX} -std=c++17 ${consumer}/main.cpp -o ${WORK}/plain_cpp ${arguments})
run(${WORK}/plain_cpp)

# Only the consumer's own files are compiled: the library's are what the whole build has just compiled.
message(STATUS "add_subdirectory")
run(${CMAKE_COMMAND} -S ${consumer} -B ${WORK}/subdirectory ${toolchain} -DCALLWELL_AS_SUBDIRECTORY=${SOURCE})
run(${CMAKE_COMMAND} --build ${WORK}/subdirectory --target CMakeFiles/consumer_c.dir/main.c.o CMakeFiles/consumer_cpp.dir/main.cpp.o)
