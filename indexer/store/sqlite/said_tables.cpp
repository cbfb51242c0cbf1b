// SPDX-License-Identifier: Apache-2.0
// Rows of what people say back. See said_tables.h.
#include "indexer/store/sqlite/said_tables.h"

#include "indexer/store/sqlite/rows.h"
#include "indexer/store/sqlite/seen.h"

namespace clausemark::sqlite {
namespace {

void write_verdicts(Database& db, std::int64_t document, const PageRecord& page) {
    if (page.verdicts.empty()) return;
    Statement row = db.prepare("INSERT INTO page_verdict VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    std::int64_t number = 0;
    for (const PageVerdict& v : page.verdicts)
        row.integer(document)
            .integer(number++)
            .integer(static_cast<std::int64_t>(v.verdict))
            .text(v.clause)
            .integer(v.begin)
            .integer(v.end)
            .integer(v.stale)
            .text(v.who)
            .text(v.when)
            .text(v.reason)
            .integer(v.source.begin)
            .integer(v.source.end)
            .integer(v.tags)
            .run();
}

void write_suppressions(Database& db, std::int64_t document, const PageRecord& page) {
    if (page.suppressions.empty()) return;
    Statement row = db.prepare("INSERT INTO suppression VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    std::int64_t number = 0;
    for (const PageSuppression& s : page.suppressions)
        row.integer(document)
            .integer(number++)
            .integer(static_cast<std::int64_t>(s.code))
            .integer(s.covers.begin)
            .integer(s.covers.end)
            .integer(s.whole_page)
            .text(s.who)
            .text(s.reason)
            .integer(s.source.begin)
            .integer(s.source.end)
            .integer(s.position.line)
            .integer(s.position.column)
            .run();
}

DeclaredClause declared_in(const Statement& row, int from) {
    DeclaredClause declared;
    declared.clause = row.text_at(from);
    declared.property = row.text_at(from + 1);
    declared.written = row.text_at(from + 2);
    declared.standing = enum_in(row, from + 3, Standing::rejected);
    declared.source = {number_in(row, from + 4), number_in(row, from + 5)};
    return declared;
}

/// Hashes are stored as SQLite's signed integers of the same bits.
std::uint64_t hash_in(const Statement& row, int column) {
    return static_cast<std::uint64_t>(row.integer_at(column));
}

}  // namespace

void write_said(Database& db, std::int64_t document, const PageRecord& page) {
    write_verdicts(db, document, page);
    write_suppressions(db, document, page);
    if (page.declared.empty()) return;
    Statement row = db.prepare("INSERT OR REPLACE INTO declared VALUES (?, ?, ?, ?, ?, ?, ?)");
    for (const DeclaredClause& d : page.declared)
        row.integer(document)
            .text(d.clause)
            .text(d.property)
            .text(d.written)
            .integer(static_cast<std::int64_t>(d.standing))
            .integer(d.source.begin)
            .integer(d.source.end)
            .run();
}

void clear_said(Database& db, std::int64_t document) {
    for (const char* sql :
         {"DELETE FROM page_verdict WHERE document = ?", "DELETE FROM suppression WHERE document = ?",
          "DELETE FROM declared WHERE document = ?"})
        db.prepare(sql).integer(document).run();
}

void read_said(Database& db, std::int64_t document, PageRecord& page) {
    {
        Statement row = db.prepare(
            "SELECT verdict, clause, passages_begin, passages_end, stale, who, decided, reason, "
            "source_begin, source_end, tags FROM page_verdict WHERE document = ? ORDER BY number");
        row.integer(document);
        while (row.step())
            page.verdicts.push_back({enum_in(row, 0, Verdict::rejected), row.text_at(1), number_in(row, 2),
                                     number_in(row, 3), row.integer_at(4) != 0, row.text_at(5),
                                     row.text_at(6), row.text_at(7),
                                     Span{number_in(row, 8), number_in(row, 9)}, number_in(row, 10)});
    }
    {
        Statement row = db.prepare(
            "SELECT code, covers_begin, covers_end, whole_page, who, reason, source_begin, source_end, line, "
            "column FROM suppression WHERE document = ? ORDER BY number");
        row.integer(document);
        while (row.step())
            page.suppressions.push_back(
                {static_cast<Code>(row.integer_at(0)), Span{number_in(row, 1), number_in(row, 2)},
                 row.integer_at(3) != 0, row.text_at(4), row.text_at(5),
                 Span{number_in(row, 6), number_in(row, 7)}, Position{number_in(row, 8), number_in(row, 9)}});
    }
    Statement row = db.prepare(
        "SELECT clause, property, written, standing, source_begin, source_end FROM declared "
        "WHERE document = ? ORDER BY clause");
    row.integer(document);
    while (row.step()) page.declared.push_back(declared_in(row, 0));
}

void update_verdicts(Database& db, std::int64_t document, const PageRecord& page) {
    Statement row = db.prepare("UPDATE page_verdict SET tags = ? WHERE document = ? AND number = ?");
    std::int64_t number = 0;
    for (const PageVerdict& v : page.verdicts) row.integer(v.tags).integer(document).integer(number++).run();
}

std::vector<Decision> read_tag_decisions(Database& db, const DocumentKey* document, const Visible& visible) {
    std::string sql =
        "SELECT key, reason, who, decided, wiki, document_key, clause, verdict, words_hash, before_hash, "
        "behind_hash, heading_hash, repeat, words, outcome, passage FROM tag_decision t WHERE 1";
    if (document != nullptr) sql += " AND wiki = ? AND document_key = ?";
    if (!visible.all())
        sql += " AND EXISTS (SELECT 1 FROM document d WHERE d.wiki = t.wiki AND d.key = t.document_key AND " +
               seen("d.space", visible) + ")";
    Statement row = db.prepare(sql + " ORDER BY t.key");
    if (document != nullptr) row.text(document->wiki).text(document->key);
    bind(row, visible);
    std::vector<Decision> found;
    while (row.step()) {
        TagSubject tag;
        tag.document = {row.text_at(4), row.text_at(5)};
        tag.clause = row.text_at(6);
        tag.verdict = enum_in(row, 7, Verdict::rejected);
        tag.mark = {hash_in(row, 8), hash_in(row, 9), hash_in(row, 10), hash_in(row, 11), number_in(row, 12)};
        tag.words = row.text_at(13);
        tag.outcome = enum_in(row, 14, DecisionOutcome::gone);
        tag.passage = number_in(row, 15);
        found.push_back({row.text_at(0), row.text_at(1), row.text_at(2), row.text_at(3), std::move(tag)});
    }
    return found;
}

void write_tag_decision(Database& db, const Decision& decision) {
    const TagSubject& tag = *decision.tag;
    const auto hash = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
    db.prepare("INSERT OR REPLACE INTO tag_decision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .text(decision.key)
        .text(decision.reason)
        .text(decision.who)
        .text(decision.when)
        .text(tag.document.wiki)
        .text(tag.document.key)
        .text(tag.clause)
        .integer(static_cast<std::int64_t>(tag.verdict))
        .integer(hash(tag.mark.words))
        .integer(hash(tag.mark.before))
        .integer(hash(tag.mark.behind))
        .integer(hash(tag.mark.heading))
        .integer(tag.mark.repeat)
        .text(tag.words)
        .integer(static_cast<std::int64_t>(DecisionOutcome::gone))
        .integer(no_passage)
        .run();
}

std::optional<DocumentKey> document_of_decision(Database& db, const std::string& key) {
    Statement row = db.prepare("SELECT wiki, document_key FROM tag_decision WHERE key = ?");
    row.text(key);
    if (!row.step()) return std::nullopt;
    return DocumentKey{row.text_at(0), row.text_at(1)};
}

std::optional<DocumentKey> remove_tag_decision(Database& db, const std::string& key) {
    auto document = document_of_decision(db, key);
    if (document) db.prepare("DELETE FROM tag_decision WHERE key = ?").text(key).run();
    return document;
}

void write_outcomes(Database& db, const std::vector<Decision>& decisions) {
    Statement row = db.prepare("UPDATE tag_decision SET outcome = ?, passage = ? WHERE key = ?");
    for (const Decision& d : decisions)
        row.integer(static_cast<std::int64_t>(d.tag->outcome)).integer(d.tag->passage).text(d.key).run();
}

std::vector<DeclaredRecord> read_declared(Database& db, const DeclaredQuery& query) {
    std::string sql = "SELECT " + document_columns +
                      ", c.clause, c.property, c.written, c.standing, c.source_begin, c.source_end "
                      "FROM declared c JOIN document d ON d.id = c.document WHERE 1";
    if (query.clause) sql += " AND c.clause = ?";
    if (query.space) sql += " AND d.space = ?";
    sql += " AND " + seen("d.space", query.visible);
    Statement row = db.prepare(sql + " ORDER BY c.clause, d.wiki, d.key LIMIT ?");
    if (query.clause) row.text(*query.clause);
    if (query.space) row.text(*query.space);
    bind(row, query.visible);
    row.integer(static_cast<std::int64_t>(query.limit));
    std::vector<DeclaredRecord> found;
    while (row.step()) found.push_back({document_in(row, 0), declared_in(row, document_width)});
    return found;
}

}  // namespace clausemark::sqlite
