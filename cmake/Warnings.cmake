# SPDX-License-Identifier: Apache-2.0
# Compiler warnings and sanitizers, the same for every target of this project.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror=return-type)
find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE}")
endif()
if(CLAUSEMARK_SANITIZE)
  add_compile_options(-fsanitize=${CLAUSEMARK_SANITIZE} -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${CLAUSEMARK_SANITIZE})
endif()
