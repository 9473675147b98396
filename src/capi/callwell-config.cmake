# The library carries what it needs: a consumer finds nothing else.
include(${CMAKE_CURRENT_LIST_DIR}/callwell-targets.cmake)
