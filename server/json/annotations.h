// SPDX-License-Identifier: Apache-2.0
// The shown tags of a page as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), for editors and
// readers that have only the rendered page: quotes of the visible text with what stands before and behind,
// positions in code points of it, the revision as state. plugin/contract/annotations.schema.json is the
// contract.
#pragma once

#include "indexer/standards/catalogue.h"
#include "indexer/store/record.h"
#include "server/json/json.h"

namespace clausemark {

/// Needs the page's passages and tags. O(visible text + tags).
Json annotations_of(const PageRecord& page, const Catalogue& catalogue);

/// The index in PageRecord::tags of the tag that an annotation's id names; nothing where the page has none.
std::optional<std::size_t> tag_of_annotation(const PageRecord& page, const std::string& id);

}  // namespace clausemark
