// SPDX-License-Identifier: Apache-2.0
// The citations of one text, from its elements. citation_tokens.h makes the elements; citation.cpp goes
// through a page.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "indexer/standards/citation.h"
#include "indexer/standards/citation_titles.h"
#include "indexer/standards/citation_tokens.h"

namespace clausemark::citations {

/// By prefix ("A"), the standards that have such numbers.
using Annexes = std::map<std::string, std::vector<bool>, std::less<>>;

/// Appends what `elements` of `text` cite to `out`, with spans in the text. O(text).
void cite(const Catalogue& catalogue, const Annexes& annexes, const Titles& titles,
          const CitationContext& context, std::string_view text, std::vector<Element> elements,
          std::vector<Citation>& out);

}  // namespace clausemark::citations
