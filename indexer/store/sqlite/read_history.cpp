// SPDX-License-Identifier: Apache-2.0
// The past of documents and of counters. See read_history.h.
#include "indexer/store/sqlite/read_history.h"

#include <algorithm>
#include <limits>

#include "indexer/store/sqlite/rows.h"
#include "indexer/store/sqlite/seen.h"

namespace clausemark::sqlite {
namespace {

constexpr std::size_t most_renames = 1000;  // of one document that are followed back

const std::string change_columns =
    "c.sequence, c.kind, c.wiki, c.key, c.title, c.revision, c.content_hash, c.rules_hash, c.was, "
    "c.revision_order, c.author, c.who, c.came, coalesce(c.other_space, c.space)";

/// Those that may be seen; a page that moves between spaces is deleted to who sees the first alone.
std::string seen_changes(const Visible& visible) {
    if (visible.all()) return "NOT c.aside";
    return seen("c.space", visible) + " AND NOT (c.aside AND " + seen("c.other_space", visible) + ")";
}

DocumentChange document_change_in(const Statement& row, const Visible& visible) {
    DocumentChange made;
    made.change = change_in(row, 0);
    made.was = row.text_at(8);
    made.revision_order = row.integer_at(9);
    made.hand = {row.text_at(10), row.text_at(11), row.text_at(12)};
    if (made.change.kind != ChangeKind::deleted && !visible.sees(row.view_at(13))) {
        made.change.kind = ChangeKind::created;
        made.was.clear();
    }
    return made;
}

/// A key that a document had, until the change that gave it the next one.
struct Name {
    std::string key;
    std::int64_t from = 0;  ///< the change that gave it; 0: its first
    std::int64_t until = std::numeric_limits<std::int64_t>::max();
};

/// The last name first. A key that was given up may be taken by another document: its changes are others.
/// Renames out of sight are none.
std::vector<Name> names_of(Database& db, const DocumentKey& id, const Visible& visible) {
    const std::string sql =
        "SELECT sequence, was FROM change c WHERE wiki = ? AND key = ? AND was <> '' AND sequence < ? AND "
        "NOT c.aside AND " +
        seen("c.space", visible) + " AND " + seen("coalesce(c.other_space, c.space)", visible) +
        " ORDER BY sequence DESC LIMIT 1";
    std::vector<Name> names{{id.key}};
    while (names.size() <= most_renames) {
        Name& last = names.back();
        Statement row = db.prepare(sql);
        row.text(id.wiki).text(last.key).integer(last.until);
        bind(row, visible);
        bind(row, visible);
        if (!row.step()) break;
        last.from = row.integer_at(0);
        const Name before{row.text_at(1), 0, last.from};
        names.push_back(before);
    }
    return names;
}

}  // namespace

std::vector<DocumentChange> read_changes_by(Database& db, std::int64_t after, std::size_t limit,
                                            const Visible& visible) {
    Statement row = db.prepare("SELECT " + change_columns + " FROM change c WHERE c.sequence > ? AND " +
                               seen_changes(visible) + " ORDER BY c.sequence LIMIT ?");
    row.integer(after);
    bind(row, visible);
    bind(row, visible);
    row.integer(static_cast<std::int64_t>(limit));
    std::vector<DocumentChange> found;
    while (row.step()) found.push_back(document_change_in(row, visible));
    return found;
}

std::vector<DocumentChange> read_history(Database& db, const HistoryQuery& query) {
    std::vector<Name> names = names_of(db, query.document, query.visible);
    std::ranges::reverse(names);
    std::vector<DocumentChange> found;
    const std::string sql = "SELECT " + change_columns +
                            " FROM change c WHERE c.wiki = ? AND c.key = ? AND c.sequence >= ? AND "
                            "c.sequence < ? AND c.sequence > ? AND " +
                            seen_changes(query.visible) + " ORDER BY c.sequence LIMIT ?";
    for (const Name& name : names) {
        if (found.size() >= query.limit) break;
        Statement row = db.prepare(sql);
        row.text(query.document.wiki)
            .text(name.key)
            .integer(name.from)
            .integer(name.until)
            .integer(query.after);
        bind(row, query.visible);
        bind(row, query.visible);
        row.integer(static_cast<std::int64_t>(query.limit - found.size()));
        while (row.step()) found.push_back(document_change_in(row, query.visible));
    }
    return found;
}

CoverageSince read_coverage_since(Database& db, std::int64_t sequence, const std::string& standard) {
    CoverageSince since;
    {
        Statement row = db.prepare("SELECT value FROM total WHERE name = 'coverage-kept-since'");
        if (row.step()) since.kept_since = row.integer_at(0);
    }
    since.sequence = std::max(sequence, since.kept_since);
    Statement row = db.prepare(
        "SELECT clause, aspect, standing, strength, sum(passages), sum(confirmed), sum(documents) "
        "FROM coverage_change WHERE sequence > ? AND clause > ? || '/' AND clause < ? || '0' "
        "GROUP BY clause, aspect, standing, strength ORDER BY clause, aspect, standing, strength");
    row.integer(since.sequence).text(standard).text(standard);
    while (row.step()) {
        CoverageDelta delta;
        delta.row = {row.text_at(0),
                     row.text_at(1),
                     enum_in(row, 2, Standing::rejected),
                     enum_in(row, 3, Strength::commitment),
                     row.integer_at(4),
                     row.integer_at(5)};
        delta.documents = row.integer_at(6);
        since.deltas.push_back(std::move(delta));
    }
    return since;
}

std::int64_t read_sequence_at(Database& db, const std::string& when) {
    Statement row = db.prepare(
        "SELECT sequence FROM change WHERE came <> '' AND came <= ? ORDER BY came DESC, sequence DESC LIMIT "
        "1");
    row.text(when);
    return row.step() ? row.integer_at(0) : 0;
}

}  // namespace clausemark::sqlite
