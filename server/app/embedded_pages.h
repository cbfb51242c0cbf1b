// SPDX-License-Identifier: Apache-2.0
// The pages of docs/diagnostics as cmake/EmbedCorpus.cmake builds them in; explain.cpp alone uses them.
#pragma once

#include <span>

#include "indexer/corpus/embedded.h"

namespace clausemark {

/// By file name, sorted: "CM001.md".
std::span<const EmbeddedFile> embedded_pages();

}  // namespace clausemark
