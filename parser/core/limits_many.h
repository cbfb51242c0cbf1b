// SPDX-License-Identifier: Apache-2.0
// The bounds of limits.h for what the server keeps and takes of many documents at once.
#pragma once

#include <cstddef>

namespace clausemark::limits {

/// Runs of the checks that are kept, one for each set of visible spaces and day asked for: what every token
/// of one team sees, and a few days of an audit. Each holds some kilobytes a page.
inline constexpr std::size_t check_runs_kept = 4;

/// Pages of one batch: they are analysed one behind the other by one worker, about 10 ms each, and saved in
/// one transaction that others wait for.
inline constexpr std::size_t documents_at_once = 200;

/// Keys of one delete, and keys that a reconciliation names as gone: what a delete takes.
inline constexpr std::size_t keys_at_once = 1000;

/// Documents of one reconciliation: a row of the index each.
inline constexpr std::size_t reconciled_at_once = 5000;

/// What is said of a batch in which everything is wrong.
inline constexpr std::size_t batch_errors = 20;

/// Requests that wait for a change, each with a thread of its own, and for how long: proxies give up after a
/// minute. A dashboard or a wiki needs one.
inline constexpr std::size_t waiting_requests = 32;
inline constexpr int waiting_seconds = 30;

/// A search: its text, and words and phrases in it, each looked for in every page.
inline constexpr std::size_t search_bytes = 500;
inline constexpr std::size_t search_words = 20;

}  // namespace clausemark::limits
