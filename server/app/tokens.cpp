// SPDX-License-Identifier: Apache-2.0
// Randomness and hashes of tokens. See tokens.h.
#include "server/app/tokens.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

#include "indexer/hash/sha256.h"
#include "server/app/decisions.h"

namespace clausemark {

std::string new_token() {
    std::array<unsigned char, 32> bytes{};
    if (::getentropy(bytes.data(), bytes.size()) != 0)
        throw std::runtime_error("the system gives no random bytes");
    std::string text = "clausemark_";
    for (const unsigned char byte : bytes) text += fmt::format("{:02x}", byte);
    return text;
}

std::string token_hash(std::string_view token) {
    return sha256(token);
}

std::string today() {
    return now_text().substr(0, 10);
}

}  // namespace clausemark
