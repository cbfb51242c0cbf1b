// SPDX-License-Identifier: Apache-2.0
// The words of pages, for searching: of each page the stems of its words as one sorted list of 32-bit values,
// four bytes each, written with the page. It says which pages may hold some words; the passages of these are
// then read and looked through. One row a page costs a save next to nothing, where a row for each word would
// cost as much again as all the rest.
#pragma once

#include "indexer/store/inquiries.h"
#include "indexer/store/sqlite/database.h"

namespace clausemark::sqlite {

void write_words(Database& database, std::int64_t document, const PageRecord& page);

std::vector<FoundPassage> search_words(Database& database, const WordsQuery& query);

}  // namespace clausemark::sqlite
