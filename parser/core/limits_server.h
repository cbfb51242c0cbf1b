// SPDX-License-Identifier: Apache-2.0
// The bounds of limits.h for what the server keeps and answers.
#pragma once

#include <chrono>
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

/// The head of a request: its line of 8 KB, and what browsers and proxies send with it, several times over.
inline constexpr std::size_t head_bytes = 64u << 10;

/// A client that sends a body, or takes an answer, more slowly than this in all holds a worker for nothing. A
/// modem was five times as fast.
inline constexpr std::size_t slowest_bytes_a_second = 1000;

/// Of a body that is refused before it was read, the rest that is read all the same: a client that is still
/// sending looks for its answer afterwards, and a reset would take it away.
inline constexpr std::size_t unread_rest_bytes = 8u << 20;
inline constexpr std::chrono::milliseconds unread_rest_time{1000};

/// How long an answer that is kept counts as of now after the store was last looked at: writes of other
/// processes are noticed so much later, those of this one at once. A look costs three system calls, a fifth
/// of what an answer costs.
inline constexpr std::chrono::milliseconds version_patience{2};

/// What a client that is told "503" has to send its request, and to take the answer: one thread tells them
/// all, and a client that keeps it waiting keeps the others.
inline constexpr std::chrono::milliseconds refused_time{500};

/// Connections that the kernel holds until they are accepted: what a proxy or many browsers open at once.
inline constexpr int listen_backlog = 512;

}  // namespace clausemark::limits
