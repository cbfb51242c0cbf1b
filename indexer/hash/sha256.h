// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4): what content, rules and settings are named by. Used to tell texts apart for good,
// also against somebody who would like two of them confused.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace clausemark {

class Sha256 {
  public:
    void add(std::string_view bytes);  ///< O(bytes)
    /// A field of a longer message: its length first, so that no two lists of fields read the same.
    void add_field(std::string_view bytes);
    /// 64 lower-case hexadecimal digits. The hash is spent.
    std::string finish();

  private:
    void block(const unsigned char* bytes);

    std::array<std::uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                           0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<unsigned char, 64> buffer_{};
    std::size_t buffered_ = 0;
    std::uint64_t length_ = 0;
};

std::string sha256(std::string_view bytes);

}  // namespace clausemark
