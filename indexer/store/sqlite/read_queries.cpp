// SPDX-License-Identifier: Apache-2.0
// Queries over all pages. See read.h.
#include <algorithm>
#include <functional>
#include <iterator>

#include "indexer/store/sqlite/candidates.h"
#include "indexer/store/sqlite/read.h"
#include "indexer/store/sqlite/rows.h"
#include "indexer/store/sqlite/seen.h"

namespace clausemark::sqlite {
namespace {

/// Conditions that are there only where a query sets them, with the values they bind.
class Conditions {
  public:
    void add(const std::string& condition) { sql_ += (sql_.empty() ? " WHERE " : " AND ") + condition; }
    void text(const std::string& condition, const std::string& value) {
        add(condition);
        binders_.push_back([&value](Statement& row) { row.text(value); });
    }
    void optional_text(const std::string& condition, const std::optional<std::string>& value) {
        if (value) text(condition, *value);
    }
    void key(const std::string& condition, const std::optional<DocumentKey>& value) {
        if (!value) return;
        text(condition, value->wiki);
        binders_.push_back([&value](Statement& row) { row.text(value->key); });
    }
    void seen(const Visible& visible) {
        if (visible.all()) return;
        add(sqlite::seen("d.space", visible));
        binders_.push_back([&visible](Statement& row) { sqlite::bind(row, visible); });
    }
    void bound(const std::string& condition, std::function<void(Statement&)> binder) {
        add(condition);
        binders_.push_back(std::move(binder));
    }

    const std::string& sql() const { return sql_; }
    void bind(Statement& row) const {
        for (const auto& binder : binders_) binder(row);
    }

  private:
    std::string sql_;
    std::vector<std::function<void(Statement&)>> binders_;
};

CoverageSum coverage_in(const Statement& row) {
    CoverageSum sum;
    sum.row = {row.text_at(0),
               row.text_at(1),
               enum_in(row, 2, Standing::rejected),
               enum_in(row, 3, Strength::commitment),
               row.integer_at(4),
               row.integer_at(5)};
    sum.documents = row.integer_at(6);
    return sum;
}

/// The clauses of a standard are those between "id/" and "id0", the next byte after '/'.
void of_standard(Conditions& conditions, const std::optional<std::string>& standard) {
    conditions.optional_text("c.clause > ? || '/'", standard);
    conditions.optional_text("c.clause < ? || '0'", standard);
}

}  // namespace

std::vector<DocumentRecord> read_documents(Database& db, const DocumentQuery& query) {
    Conditions where;
    where.optional_text("d.wiki = ?", query.wiki);
    where.optional_text("d.key = ?", query.key);
    where.optional_text("d.space = ?", query.space);
    where.optional_text("d.owner = ?", query.owner);
    where.optional_text("d.title = ?", query.title);
    where.key("(d.wiki, d.key) > (?, ?)", query.after);
    where.seen(query.visible);
    Statement row = db.prepare("SELECT " + document_columns + " FROM document d" + where.sql() +
                               " ORDER BY d.wiki, d.key LIMIT ?");
    where.bind(row);
    row.integer(static_cast<std::int64_t>(query.limit));
    std::vector<DocumentRecord> found;
    while (row.step()) found.push_back(document_in(row, 0));
    return found;
}

std::vector<EvidenceRecord> read_evidence(Database& db, const EvidenceQuery& query) {
    Conditions where;
    where.optional_text("t.clause = ?", query.clause);
    where.key("(d.wiki, d.key) = (?, ?)", query.document);
    where.optional_text("d.space = ?", query.space);
    where.seen(query.visible);
    where.add(query.rejected ? "t.state = 3" : "t.shown = 1");  // TagState::rejected
    if (query.after) {
        const EvidenceRecord& after = *query.after;
        where.bound(
            "(t.standing, -t.strength, -t.score, d.wiki, d.key, t.passage, t.clause) > (?, ?, ?, ?, ?, ?, ?)",
            [&after](Statement& row) {
                row.integer(static_cast<std::int64_t>(after.tag.standing))
                    .integer(-static_cast<std::int64_t>(after.tag.strength))
                    .real(-after.tag.score)
                    .text(after.document.id.wiki)
                    .text(after.document.id.key)
                    .integer(after.tag.passage)
                    .text(after.tag.clause);
            });
    }
    Statement row = db.prepare(
        "SELECT " + document_columns + ", " + passage_columns + ", " + tag_columns +
        " FROM tag t JOIN document d ON d.id = t.document "
        "JOIN passage p ON p.document = t.document AND p.number = t.passage" +
        where.sql() +
        " ORDER BY t.standing, t.strength DESC, t.score DESC, d.wiki, d.key, t.passage, t.clause LIMIT ?");
    where.bind(row);
    row.integer(static_cast<std::int64_t>(query.limit));
    std::vector<EvidenceRecord> found;
    while (row.step())
        found.push_back({document_in(row, 0), passage_in(row, document_width),
                         tag_in(row, document_width + passage_width)});
    if (query.candidates && !query.rejected) {
        std::ranges::move(read_candidates(db, query), std::back_inserter(found));
        std::ranges::sort(found, comes_before);
        if (found.size() > query.limit) found.resize(query.limit);
    }
    return found;
}

std::vector<CoverageSum> read_coverage(Database& db, const CoverageQuery& query) {
    Conditions where;
    of_standard(where, query.standard);
    const bool kept = !query.document && !query.space && !query.owner && query.visible.all();
    where.key("(d.wiki, d.key) = (?, ?)", query.document);
    where.optional_text("d.space = ?", query.space);
    where.optional_text("d.owner = ?", query.owner);
    where.seen(query.visible);
    Statement row = db.prepare(
        kept ? "SELECT clause, aspect, standing, strength, passages, confirmed, documents FROM coverage c" +
                   where.sql() + " ORDER BY clause, aspect, standing, strength"
             : "SELECT c.clause, c.aspect, c.standing, c.strength, sum(c.passages), sum(c.confirmed), "
               "count(*) "
               "FROM document d JOIN document_coverage c ON c.document = d.id" +
                   where.sql() +
                   " GROUP BY c.clause, c.aspect, c.standing, c.strength "
                   "ORDER BY c.clause, c.aspect, c.standing, c.strength");
    where.bind(row);
    std::vector<CoverageSum> found;
    while (row.step()) found.push_back(coverage_in(row));
    return found;
}

std::vector<Change> read_changes(Database& db, std::int64_t after, std::size_t limit,
                                 const Visible& visible) {
    std::string sql =
        "SELECT sequence, kind, wiki, key, title, revision, content_hash, rules_hash, "
        "coalesce(other_space, space) FROM change WHERE sequence > ?";
    if (visible.all())
        sql += " AND NOT aside";
    else
        sql += " AND " + seen("space", visible) + " AND NOT (aside AND " + seen("other_space", visible) + ")";
    Statement row = db.prepare(sql + " ORDER BY sequence LIMIT ?");
    row.integer(after);
    bind(row, visible);
    bind(row, visible);
    row.integer(static_cast<std::int64_t>(limit));
    std::vector<Change> found;
    while (row.step()) {
        found.push_back(change_in(row, 0));
        Change& change = found.back();
        if (change.kind != ChangeKind::deleted && !visible.sees(row.text_at(8)))
            change.kind = ChangeKind::created;
    }
    return found;
}

std::optional<std::string> read_source(Database& db, const std::string& content_hash,
                                       const Visible& visible) {
    std::string sql = "SELECT bytes FROM source s WHERE content_hash = ?";
    if (!visible.all())
        sql += " AND EXISTS (SELECT 1 FROM change c WHERE c.content_hash = s.content_hash AND " +
               seen("c.space", visible) + ")";
    Statement row = db.prepare(sql);
    row.text(content_hash);
    bind(row, visible);
    if (!row.step()) return std::nullopt;
    return row.text_at(0);
}

namespace {

std::int64_t counted(Database& db, const std::string& what, const Visible& visible) {
    Statement row = db.prepare("SELECT " + what + " AND " + seen("d.space", visible));
    bind(row, visible);
    row.step();
    return row.integer_at(0);
}

std::int64_t last_change(Statement row) {
    row.step();
    return row.integer_at(0);
}

}  // namespace

std::int64_t read_sequence(Database& db, const Visible& visible) {
    const std::string sql = "SELECT coalesce(max(sequence), 0) FROM change";
    if (visible.all()) return last_change(db.prepare(sql));
    std::int64_t last = 0;
    for (const std::string& space : *visible.spaces) {
        Statement row = db.prepare(sql + " WHERE space = ?");
        row.text(space);
        last = std::max(last, last_change(std::move(row)));
    }
    return last;
}

StoreSummary read_summary(Database& db, const Visible& visible) {
    StoreSummary summary;
    summary.schema = db.pragma("user_version");
    if (!visible.all()) {
        summary.documents = counted(db, "count(*) FROM document d WHERE 1", visible);
        summary.passages =
            counted(db, "count(*) FROM document d JOIN passage p ON p.document = d.id WHERE 1", visible);
        summary.tags =
            counted(db, "count(*) FROM document d JOIN tag t ON t.document = d.id WHERE t.shown", visible);
        summary.sequence = read_sequence(db, visible);
        return summary;
    }
    Statement row = db.prepare(
        "SELECT (SELECT value FROM total WHERE name = 'documents'), (SELECT value FROM total WHERE name = "
        "'passages'), "
        "(SELECT value FROM total WHERE name = 'tags'), (SELECT coalesce(max(sequence), 0) FROM change)");
    row.step();
    summary.documents = row.integer_at(0);
    summary.passages = row.integer_at(1);
    summary.tags = row.integer_at(2);
    summary.sequence = row.integer_at(3);
    return summary;
}

}  // namespace clausemark::sqlite
