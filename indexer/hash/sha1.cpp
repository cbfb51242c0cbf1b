// SPDX-License-Identifier: Apache-2.0
// See sha1.h.
#include "indexer/hash/sha1.h"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace clausemark {

std::string sha1(std::string_view bytes) {
    std::array<unsigned char, 20> digest{};
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha1(), nullptr) != 1)
        throw std::runtime_error("libcrypto cannot compute SHA-1");
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const unsigned char byte : digest) (out += digits[byte >> 4]) += digits[byte & 15];
    return out;
}

}  // namespace clausemark
