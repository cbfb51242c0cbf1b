// SPDX-License-Identifier: Apache-2.0
// The fixed form of `clausemark duplicates --jsonl` that other programs rely on.
#pragma once

#include <cstdint>

#include "indexer/duplicates/threshold.h"

namespace clausemark {

/// Documents from standard input, pairs of at least this similarity to standard output, ordered by the places
/// of their documents in the input. With more than `most` pairs: none, and an error. Gives the exit status.
int duplicate_lines(Threshold threshold, std::uint32_t most);

}  // namespace clausemark
