// SPDX-License-Identifier: Apache-2.0
// Tokens by which programs are known to the server: what each may do and which pages it may know of. The
// store keeps a hash of a token's text, never the text: who reads the store cannot ask in its name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/store/visible.h"

namespace clausemark {

/// Each may do what the one before may.
enum class Role : std::uint8_t { reader, writer, admin };
std::string_view name_of(Role role);  ///< "reader", "writer", "admin"
std::optional<Role> role_named(std::string_view name);

struct AccessToken {
    std::string name;  ///< one among those that are not revoked
    std::string hash;  ///< SHA-256 of its text, hexadecimal
    Role role = Role::reader;
    Visible visible;
    std::string created;  ///< day, YYYY-MM-DD, as are the others
    std::string expires;  ///< its last day; empty: never
    std::string revoked;  ///< since when it is refused; empty: it is not

    /// Whether it is taken on this day.
    bool holds(std::string_view day) const {
        return revoked.empty() && (expires.empty() || day <= std::string_view(expires));
    }
};

/// What the store knows of a token that somebody sent.
struct TokenLookup {
    bool any = false;                  ///< there are tokens, be they revoked: nobody is let in without one
    std::optional<AccessToken> token;  ///< the one with this hash
};

}  // namespace clausemark
