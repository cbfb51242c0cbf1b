// SPDX-License-Identifier: Apache-2.0
// What holds of every Document of every format, whatever the page was. Shared by the example files, the
// property tests, the real pages and the fuzzers.
#pragma once

#include <string>

#include "parser/formats/document.h"

namespace clausemark::test {

/// The first thing that is wrong with the document, or nothing.
std::string broken_invariant(const Document& document);

}  // namespace clausemark::test
