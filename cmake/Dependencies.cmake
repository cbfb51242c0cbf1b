# SPDX-License-Identifier: Apache-2.0
# The libraries Clausemark builds on, all from Debian; docs/adr/ says why these. Each becomes an imported target.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(Boost 1.81 REQUIRED)                       # Spirit X3, parser/rules/grammar.cpp alone
find_package(ICU 67 REQUIRED COMPONENTS uc i18n)        # parser/text alone
find_package(nlohmann_json 3.9 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(fmt REQUIRED)
find_package(EXPAT REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)        # indexer/hash alone
find_package(ZLIB REQUIRED)                             # gzip of answers, server/http/negotiation.cpp alone
pkg_check_modules(md4c REQUIRED IMPORTED_TARGET md4c)
# Debian's compiled cpp-httplib: only its own -D flags give the same class layout (see docs/adr/).
pkg_check_modules(httplib REQUIRED IMPORTED_TARGET cpp-httplib)
# XLSX, server/tables alone: written by libxlsxwriter, read by libzip and pugixml; libzip also packs audit packs.
pkg_check_modules(xlsxwriter REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(zip REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(pugixml REQUIRED IMPORTED_TARGET pugixml)
# Snowball has neither a CMake config nor a .pc file in Debian.
find_library(STEMMER_LIBRARY stemmer REQUIRED)
find_path(STEMMER_INCLUDE libstemmer.h REQUIRED)
add_library(stemmer INTERFACE)
target_link_libraries(stemmer INTERFACE "${STEMMER_LIBRARY}")
target_include_directories(stemmer SYSTEM INTERFACE "${STEMMER_INCLUDE}")
