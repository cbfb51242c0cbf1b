// SPDX-License-Identifier: Apache-2.0
// Which management systems the settings name for a standard, and whether they take a page in. What a page
// says of itself, and whether it counts, is attributes.h.
#pragma once

#include <vector>

#include "indexer/config/config.h"
#include "indexer/standards/catalogue.h"
#include "indexer/store/record.h"

namespace clausemark {

/// The management systems that the settings name for a standard: those of this edition, else those of another
/// edition of it. Empty: every page is in scope.
std::vector<const ManagementSystem*> systems_of(const Standard& standard, const Config& config);

/// The same as far as what is kept of a page tells: its path, its space, and those properties that an
/// attribute is taken from (the system it names, its owner, type, status ...). Other properties are not kept.
bool in_scope(const DocumentRecord& document, const Standard& standard, const Config& config);

}  // namespace clausemark
