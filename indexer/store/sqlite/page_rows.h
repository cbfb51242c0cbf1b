// SPDX-License-Identifier: Apache-2.0
// The rows of what a page holds: passages, tags, facts, citations, diagnostics, marks. Which rows a save
// clears and writes is write.h's.
#pragma once

#include <cstdint>
#include <string_view>

#include "indexer/store/record.h"
#include "indexer/store/sqlite/database.h"

namespace clausemark::sqlite {

void add_to_total(Database& database, std::string_view name, std::int64_t by);

void clear_tags(Database& database, std::int64_t document);
/// All rows of a document but its own, its coverage and its print.
void clear_page(Database& database, std::int64_t document);

void write_passages(Database& database, std::int64_t document, const PageRecord& page);
/// With the candidates.
void write_tags(Database& database, std::int64_t document, const PageRecord& page);
void write_facts(Database& database, std::int64_t document, const PageRecord& page);
void write_citations(Database& database, std::int64_t document, const PageRecord& page);
void write_diagnostics(Database& database, std::int64_t document, const PageRecord& page);
void write_marks(Database& database, std::int64_t document, const PageRecord& page);

}  // namespace clausemark::sqlite
