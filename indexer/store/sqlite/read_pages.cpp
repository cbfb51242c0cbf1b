// SPDX-License-Identifier: Apache-2.0
// Reading whole pages back. See read.h.
#include "indexer/store/sqlite/read.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "indexer/store/sqlite/candidates.h"
#include "indexer/store/sqlite/rows.h"
#include "indexer/store/sqlite/said_tables.h"
#include "indexer/store/sqlite/seen.h"

namespace clausemark::sqlite {
namespace {

void read_passages(Database& db, std::int64_t document, PageRecord& page) {
    static const std::string sql =
        "SELECT " + passage_columns + " FROM passage p WHERE p.document = ? ORDER BY p.number";
    Statement row = db.prepare(sql);
    row.integer(document);
    while (row.step()) page.passages.push_back(passage_in(row, 0));
}

void read_tags(Database& db, std::int64_t document, bool candidates, PageRecord& page) {
    static const std::string sql =
        "SELECT " + tag_columns + " FROM tag t WHERE t.document = ? ORDER BY t.passage, t.clause";
    Statement row = db.prepare(sql);
    row.integer(document);
    while (row.step()) page.tags.push_back(tag_in(row, 0));
    if (!candidates) return;
    std::ranges::move(candidates_of(db, document), std::back_inserter(page.tags));
    std::ranges::sort(page.tags, {}, [](const TagRecord& tag) { return std::tie(tag.passage, tag.clause); });
}

void read_facts(Database& db, std::int64_t document, PageRecord& page) {
    static const std::string sql =
        "SELECT " + fact_columns + " FROM fact f WHERE f.document = ? ORDER BY f.number";
    Statement row = db.prepare(sql);
    row.integer(document);
    while (row.step()) page.facts.push_back(fact_in(row, 0));
}

void read_citations(Database& db, std::int64_t document, PageRecord& page) {
    Statement row = db.prepare(
        "SELECT passage, standard, clause, written, edition_given, place FROM citation WHERE document = ? "
        "ORDER BY number");
    row.integer(document);
    while (row.step())
        page.citations.push_back({number_in(row, 0), row.text_at(1), row.text_at(2), row.text_at(3),
                                  row.integer_at(4) != 0, place_in(row, 5)});
}

void read_diagnostics(Database& db, std::int64_t document, PageRecord& page) {
    Statement row = db.prepare(
        "SELECT code, severity, source_begin, source_end, line, column, file, message, hint, shown_line, "
        "line_place, suppression "
        "FROM diagnostic WHERE document = ? ORDER BY number");
    row.integer(document);
    while (row.step()) {
        Diagnostic d{};
        d.code = static_cast<Code>(row.integer_at(0));
        d.severity = enum_in(row, 1, Severity::note);
        d.span = {number_in(row, 2), number_in(row, 3)};
        d.position = {number_in(row, 4), number_in(row, 5)};
        d.file = row.text_at(6);
        d.message = row.text_at(7);
        d.hint = row.text_at(8);
        d.line = row.text_at(9);
        d.line_place = number_in(row, 10);
        if (row.integer_at(11) < 0)
            page.diagnostics.push_back(std::move(d));
        else
            page.suppressed.push_back({std::move(d), number_in(row, 11)});
    }
}

}  // namespace

std::vector<PageRecord> read_pages(Database& db, std::span<const DocumentKey> keys, Parts parts,
                                   const Visible& visible) {
    const std::string sql = "SELECT d.id, " + document_columns +
                            " FROM document d WHERE d.wiki = ? AND d.key = ? AND " + seen("d.space", visible);
    std::vector<PageRecord> pages;
    for (const DocumentKey& key : keys) {
        PageRecord page;
        std::int64_t document = 0;
        {
            Statement row = db.prepare(sql);
            row.text(key.wiki).text(key.key);
            bind(row, visible);
            if (!row.step()) continue;
            document = row.integer_at(0);
            page.document = document_in(row, 1);
        }
        if (parts.source) page.source = read_source(db, page.document.attributes.content_hash).value_or("");
        if (parts.passages) read_passages(db, document, page);
        if (parts.tags) read_tags(db, document, parts.candidates, page);
        if (parts.facts) read_facts(db, document, page);
        if (parts.citations) read_citations(db, document, page);
        if (parts.diagnostics) read_diagnostics(db, document, page);
        if (parts.said) read_said(db, document, page);
        pages.push_back(std::move(page));
    }
    return pages;
}

}  // namespace clausemark::sqlite
