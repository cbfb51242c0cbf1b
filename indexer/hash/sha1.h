// SPDX-License-Identifier: Apache-2.0
// SHA-1 (FIPS 180-4, by OpenSSL's libcrypto), for name-based UUIDs (RFC 4122, version 5), which are defined
// by it. For nothing that must resist an attacker: that is sha256.h.
#pragma once

#include <string>
#include <string_view>

namespace clausemark {

/// 40 lower-case hexadecimal digits. Throws std::runtime_error where libcrypto cannot give the algorithm.
std::string sha1(std::string_view bytes);

}  // namespace clausemark
