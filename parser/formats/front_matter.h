// SPDX-License-Identifier: Apache-2.0
// The block of "key: value" lines between two lines of hyphens (or "key = value" between +++) that pages of
// static site generators begin with. The subset of YAML and TOML that such blocks use is read; the rest is
// flagged.
#pragma once

#include <cstddef>

#include "parser/formats/builder.h"

namespace clausemark {

/// Adds what the front matter of the builder's source states as properties (nested keys joined by dots, lists
/// by
/// ", "), sets title and language, and gives the offset behind it; 0 where the page has none. O(front
/// matter).
std::size_t read_front_matter(DocumentBuilder& builder);

}  // namespace clausemark
