// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4, by OpenSSL's libcrypto): what content, rules and settings are named by. Used to tell
// texts apart for good, also against somebody who would like two of them confused.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;  // OpenSSL's EVP_MD_CTX; its headers stay in sha256.cpp

namespace clausemark {

class Sha256 {
  public:
    /// Throws std::runtime_error where libcrypto cannot give the algorithm, as do the others.
    Sha256();

    void add(std::string_view bytes);  ///< O(bytes)
    /// A field of a longer message: its length first, so that no two lists of fields read the same.
    void add_field(std::string_view bytes);
    /// 64 lower-case hexadecimal digits. The hash is spent.
    std::string finish();

  private:
    struct Free {
        void operator()(evp_md_ctx_st* context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> context_;
};

std::string sha256(std::string_view bytes);

}  // namespace clausemark
