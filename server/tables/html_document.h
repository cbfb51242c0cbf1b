// SPDX-License-Identifier: Apache-2.0
// HTML that stands alone and prints well on A4: no scripts, no foreign assets, names of columns and
// "documents only, not conformity" again on each page. Everything that comes from a page or a name is
// escaped.
#pragma once

#include <string>
#include <string_view>

#include "indexer/tables/table.h"

namespace clausemark {

/// A table with its title as a heading of this level.
std::string html_section(const Table& table, int level = 2);

/// A document around `body`, which is HTML. `home`: a link back to an index, or "".
std::string html_document(std::string_view title, std::string_view body, std::string_view home = {});

}  // namespace clausemark
