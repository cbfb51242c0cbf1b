// SPDX-License-Identifier: Apache-2.0
// Bounds of answers over HTTP, with their reasons. Those of requests are in limits.h.
#pragma once

#include <chrono>
#include <cstddef>

namespace clausemark::limits {

/// A body smaller than this is sent as it is: it fits into one packet, and gzip's own frame takes 20 bytes.
inline constexpr std::size_t worth_compressing = 1024;

/// A client's own X-Request-Id. A UUID has 36 characters; longer ones would only fill logs.
inline constexpr std::size_t request_id_bytes = 64;

/// Entity tags in one If-Match header. A client knows one state of a thing, or a few.
inline constexpr std::size_t listed_tags = 100;

/// Answers kept until the store changes, in all: some thousands of pages' annotations.
inline constexpr std::size_t kept_answers_bytes = 64u << 20;

/// Runs of the checks at once, for whatever spaces and days: each holds a worker and a processor for as long
/// as it reads pages, and a first one reads them all.
inline constexpr std::size_t check_runs_at_once = 2;

/// How long somebody waits for a run before he is told to come back: a worker that waits serves nobody.
inline constexpr std::chrono::milliseconds check_run_patience{2000};

}  // namespace clausemark::limits
