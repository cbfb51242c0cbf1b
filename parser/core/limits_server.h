// SPDX-License-Identifier: Apache-2.0
// The bounds of limits.h for what the server keeps and answers.
#pragma once

#include <cstddef>

namespace clausemark::limits {

/// A token's name, for lists and logs.
inline constexpr std::size_t token_name_bytes = 100;

/// Spaces that one token names: each is a parameter of every query made with it. More are all of them.
inline constexpr std::size_t token_spaces = 200;

/// A document's wiki and its key, each. They travel in the query, where a byte may take three, and in
/// cursors, where it takes two; the line of a request may have 8 KB. A title of MediaWiki has 255.
inline constexpr std::size_t document_name_bytes = 1024;

/// Headers of one request. Browsers and proxies send some twenty.
inline constexpr std::size_t request_headers = 100;

/// Connections that the kernel holds until they are accepted: what a proxy or many browsers open at once.
inline constexpr int listen_backlog = 512;

}  // namespace clausemark::limits
