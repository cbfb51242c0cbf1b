// SPDX-License-Identifier: Apache-2.0
// The fixed form of `clausemark tag --jsonl` that other programs rely on.
#pragma once

#include "server/app/knowledge.h"

namespace clausemark {

/// Standard input to standard output, a line at a time; memory is bounded by the longest line. Gives the exit
/// status.
int tag_lines(const Knowledge& known);

}  // namespace clausemark
