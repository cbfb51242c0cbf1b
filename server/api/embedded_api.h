// SPDX-License-Identifier: Apache-2.0
// The files of the API's description as cmake/EmbedCorpus.cmake builds them in; openapi.cpp alone uses them.
#pragma once

#include <span>

#include "indexer/corpus/embedded.h"

namespace clausemark {

/// By file name, sorted: "documents.json".
std::span<const EmbeddedFile> embedded_api();
/// "annotations.schema.json".
std::span<const EmbeddedFile> embedded_contract();

}  // namespace clausemark
