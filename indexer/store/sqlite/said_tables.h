// SPDX-License-Identifier: Apache-2.0
// The tables of what people say back: decisions about tags, and of each page its verdicts, its suppressions
// and the clauses it declares. What follows from them for tags is indexer/store/apply_decisions.h; write.cpp
// brings both together.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indexer/store/sqlite/database.h"
#include "indexer/store/store.h"

namespace clausemark::sqlite {

/// Whether a tag has a row of its own; the others are packed (candidates.h).
inline bool in_table(const TagRecord& tag) {
    return tag.shown || tag.suggested || tag.state != TagState::suggested || !tag.said.empty();
}

void write_said(Database& database, std::int64_t document, const PageRecord& page);
void clear_said(Database& database, std::int64_t document);
void read_said(Database& database, std::int64_t document, PageRecord& page);
/// How many tags each verdict of the page speaks of now.
void update_verdicts(Database& database, std::int64_t document, const PageRecord& page);

/// Of one page, or all; by key.
std::vector<Decision> read_tag_decisions(Database& database, const DocumentKey* document,
                                         const Visible& visible = {});
void write_tag_decision(Database& database, const Decision& decision);
/// The page that a decision is about; nothing where there is no such decision.
std::optional<DocumentKey> document_of_decision(Database& database, const std::string& key);
/// Gives that page.
std::optional<DocumentKey> remove_tag_decision(Database& database, const std::string& key);
void write_outcomes(Database& database, const std::vector<Decision>& decisions);

std::vector<DeclaredRecord> read_declared(Database& database, const DeclaredQuery& query);

}  // namespace clausemark::sqlite
