# SPDX-License-Identifier: Apache-2.0
# Compiler warnings and sanitizers, the same for every target of this project.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror=return-type)
find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Paths in the cache are relative, so that one clone's objects serve the next.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" CCACHE_NOHASHDIR=1 "${CCACHE}")
endif()
if(CLAUSEMARK_SANITIZE)
  add_compile_options(-fsanitize=${CLAUSEMARK_SANITIZE} -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${CLAUSEMARK_SANITIZE})
endif()
