// SPDX-License-Identifier: Apache-2.0
// Tags that are not shown. See candidates.h.
#include "indexer/store/sqlite/candidates.h"

#include <algorithm>
#include <tuple>

#include "indexer/store/sqlite/rows.h"
#include "indexer/store/sqlite/said_tables.h"
#include "indexer/store/sqlite/seen.h"
#include "indexer/store/tag_packing.h"

namespace clausemark::sqlite {
namespace {

template <typename T>
T checked(std::optional<T> value) {
    if (!value) throw SqliteFailure{SQLITE_CORRUPT, "a list of tags is damaged"};
    return std::move(*value);
}

std::string packed_of(Database& db, std::int64_t document) {
    Statement row = db.prepare("SELECT tags FROM candidates WHERE document = ?");
    row.integer(document);
    return row.step() ? row.text_at(0) : std::string();
}

std::vector<std::string> clauses_in(const std::string& packed) {
    return packed.empty() ? std::vector<std::string>() : checked(clauses_of_tags(packed));
}

/// Runs the statement for each of `some` that is not among `others`; both sorted.
void for_others(Statement row, std::int64_t document, const std::vector<std::string>& some,
                const std::vector<std::string>& others) {
    for (const std::string& clause : some)
        if (!std::ranges::binary_search(others, clause)) row.text(clause).integer(document).run();
}

struct Page {
    std::int64_t row = 0;
    DocumentRecord document;
};

std::vector<Page> pages_of(Database& db, const EvidenceQuery& query) {
    std::string sql = "SELECT d.id, " + document_columns + " FROM document d";
    sql += query.clause ? " JOIN candidate_clause c ON c.document = d.id WHERE c.clause = ?" : " WHERE 1";
    if (query.document) sql += " AND (d.wiki, d.key) = (?, ?)";
    if (query.space) sql += " AND d.space = ?";
    sql += " AND " + seen("d.space", query.visible);
    Statement row = db.prepare(sql);
    if (query.clause) row.text(*query.clause);
    if (query.document) row.text(query.document->wiki).text(query.document->key);
    if (query.space) row.text(*query.space);
    bind(row, query.visible);
    std::vector<Page> pages;
    while (row.step()) pages.push_back({row.integer_at(0), document_in(row, 1)});
    return pages;
}

PassageRecord passage_of(Database& db, std::int64_t document, std::uint32_t number) {
    static const std::string sql =
        "SELECT " + passage_columns + " FROM passage p WHERE p.document = ? AND p.number = ?";
    Statement row = db.prepare(sql);
    row.integer(document).integer(number);
    return row.step() ? passage_in(row, 0) : PassageRecord();
}

}  // namespace

void write_candidates(Database& db, std::int64_t document, const std::vector<TagRecord>& all) {
    std::vector<const TagRecord*> tags;
    for (const TagRecord& tag : all)
        if (!in_table(tag)) tags.push_back(&tag);
    const std::string before = packed_of(db, document);
    const std::string now = tags.empty() ? std::string() : pack_tags(tags);
    if (before == now) return;
    const std::vector<std::string> had = clauses_in(before);
    const std::vector<std::string> has = clauses_in(now);
    for_others(db.prepare("DELETE FROM candidate_clause WHERE clause = ? AND document = ?"), document, had,
               has);
    for_others(db.prepare("INSERT INTO candidate_clause VALUES (?, ?)"), document, has, had);
    if (now.empty())
        db.prepare("DELETE FROM candidates WHERE document = ?").integer(document).run();
    else
        db.prepare("INSERT OR REPLACE INTO candidates VALUES (?, ?)").integer(document).blob(now).run();
}

std::vector<TagRecord> candidates_of(Database& db, std::int64_t document) {
    const std::string packed = packed_of(db, document);
    return packed.empty() ? std::vector<TagRecord>() : checked(unpack_tags(packed));
}

bool comes_before(const EvidenceRecord& a, const EvidenceRecord& b) {
    const auto order = [](const EvidenceRecord& e) {
        return std::tuple(e.tag.standing, -static_cast<int>(e.tag.strength), -e.tag.score,
                          std::tie(e.document.id.wiki, e.document.id.key), e.tag.passage,
                          std::string_view(e.tag.clause));
    };
    return order(a) < order(b);
}

std::vector<EvidenceRecord> read_candidates(Database& db, const EvidenceQuery& query) {
    std::vector<EvidenceRecord> found;
    const auto cut = [&] {
        std::ranges::sort(found, comes_before);
        if (found.size() > query.limit) found.resize(query.limit);
    };
    for (const Page& page : pages_of(db, query)) {
        for (TagRecord& tag : candidates_of(db, page.row)) {
            if (query.clause && tag.clause != *query.clause) continue;
            EvidenceRecord made{page.document, {}, std::move(tag)};
            if (query.after && !comes_before(*query.after, made)) continue;
            made.passage = passage_of(db, page.row, made.tag.passage);
            found.push_back(std::move(made));
        }
        if (found.size() > 4 * query.limit + 1000) cut();
    }
    cut();
    return found;
}

}  // namespace clausemark::sqlite
