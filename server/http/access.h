// SPDX-License-Identifier: Apache-2.0
// Who may ask for what: a request's token is looked up in the store, and its role compared with what the
// route needs. Without tokens in the store everybody who reaches the server may do all, which is why it then
// listens on loopback alone.
//
// A token's text is 256 random bits, and what is looked up is its SHA-256. No slow hash is needed: nobody
// guesses 256 bits. No comparison in constant time either: how long a look-up takes says something about
// hashes, and nobody can choose texts by the beginnings of their hashes.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/store/store.h"
#include "server/http/caller.h"
#include "server/http/router.h"

namespace clausemark {

/// Fills the caller, or gives the refusal: 401 (with WWW-Authenticate), 403, 503 where the store fails. No
/// route: there is nothing at this path, which only those who may read are told. Called from many threads.
using Gate = std::function<std::optional<HttpResponse>(std::string_view authorization, const Route* route,
                                                       Caller& caller)>;

/// By the tokens of a store. `needs_token`: a token is needed even if the store has none. What the store said
/// of a token is believed for so long, as is that there are none: asking costs as much as a small answer.
Gate token_gate(Store& store, bool needs_token,
                std::chrono::milliseconds believed = std::chrono::milliseconds(500));

}  // namespace clausemark
