// SPDX-License-Identifier: Apache-2.0
// Who asks, as far as an answer depends on it. The server finds it out before a handler runs; handlers read
// it from the request and never look at headers for it.
#pragma once

#include <string>

#include "indexer/store/tokens.h"

namespace clausemark {

struct Caller {
    std::string name;         ///< of the token; empty on loopback without tokens
    Role role = Role::admin;  ///< without tokens, who reaches loopback may do all
    Visible visible;
};

}  // namespace clausemark
