// SPDX-License-Identifier: Apache-2.0
// The same text may be one sentence on one side and a list on the other. Long sentences are divided where the
// sentences or items of the other side begin in them, so that alignment finds them one by one. Which of the
// parts belong together is left to alignment.h.
#pragma once

#include "indexer/drift/sentences.h"

namespace clausemark::drift {

/// Divides sentences of both sides that hold two or more sentences of the other, which have no equal there.
/// Found by runs of three words; O(words) at limits::drift_postings places of a run.
void divide_alike(Side& left, Side& right);

}  // namespace clausemark::drift
