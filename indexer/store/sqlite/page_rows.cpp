// SPDX-License-Identifier: Apache-2.0
// See page_rows.h.
#include "indexer/store/sqlite/page_rows.h"

#include "indexer/store/packing.h"
#include "indexer/store/sqlite/candidates.h"
#include "indexer/store/sqlite/said_tables.h"
#include "indexer/store/tag_packing.h"

namespace clausemark::sqlite {

void add_to_total(Database& db, std::string_view name, std::int64_t by) {
    db.prepare("UPDATE total SET value = value + ? WHERE name = ?").integer(by).text(name).run();
}

void clear_tags(Database& db, std::int64_t document) {
    db.prepare("DELETE FROM tag WHERE document = ? AND shown").integer(document).run();
    add_to_total(db, "tags", -db.changed_rows());
    db.prepare("DELETE FROM tag WHERE document = ?").integer(document).run();
}

void clear_page(Database& db, std::int64_t document) {
    db.prepare("DELETE FROM passage WHERE document = ?").integer(document).run();
    add_to_total(db, "passages", -db.changed_rows());
    clear_tags(db, document);
    for (const char* sql :
         {"DELETE FROM fact WHERE document = ?", "DELETE FROM citation WHERE document = ?",
          "DELETE FROM diagnostic WHERE document = ?", "DELETE FROM document_marks WHERE document = ?",
          "DELETE FROM link WHERE document = ?", "DELETE FROM page_words WHERE document = ?"})
        db.prepare(sql).integer(document).run();
    clear_said(db, document);
}

void write_passages(Database& db, std::int64_t document, const PageRecord& page) {
    Statement row = db.prepare("INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    std::int64_t number = 0;
    for (const PassageRecord& p : page.passages) {
        const std::string path = pack(p.heading_path);
        row.integer(document)
            .integer(number++)
            .integer(static_cast<std::int64_t>(p.kind))
            .integer(p.level)
            .integer(p.heading)
            .integer(p.lead_in)
            .integer(p.span.begin)
            .integer(p.span.end)
            .integer(p.source.begin)
            .integer(p.source.end)
            .text(p.text)
            .text(path)
            .run();
    }
    add_to_total(db, "passages", number);
}

void write_tags(Database& db, std::int64_t document, const PageRecord& page) {
    Statement row = db.prepare("INSERT INTO tag VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    std::int64_t shown = 0;
    for (const TagRecord& t : page.tags) {
        if (!in_table(t)) continue;
        const std::string said = pack_said(t.said);
        const std::string aspects = pack(t.aspects);
        const std::string evidence = pack(t.evidence);
        row.integer(document)
            .integer(t.passage)
            .text(t.clause)
            .text(t.rule)
            .integer(static_cast<std::int64_t>(t.strength))
            .real(t.score)
            .integer(t.shown)
            .integer(static_cast<std::int64_t>(t.standing))
            .text(aspects)
            .blob(evidence)
            .integer(t.suggested)
            .integer(t.named)
            .integer(static_cast<std::int64_t>(t.state))
            .blob(said)
            .run();
        shown += t.shown ? 1 : 0;
    }
    add_to_total(db, "tags", shown);
    write_candidates(db, document, page.tags);
}

void write_facts(Database& db, std::int64_t document, const PageRecord& page) {
    Statement row = db.prepare("INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    std::int64_t number = 0;
    for (const FactRecord& f : page.facts) {
        const std::string place = pack(std::vector<Place>{f.place});
        const std::string scope = pack(f.scope);
        const std::string subject = pack(f.subject);
        row.integer(document)
            .integer(number++)
            .integer(f.passage)
            .text(f.rule)
            .text(f.parameter)
            .real(f.measure.value)
            .text(f.measure.dimension)
            .blob(place)
            .real(f.measure.range_end)
            .integer(static_cast<std::int64_t>(f.measure.bound))
            .text(f.measure.unit)
            .text(f.written)
            .text(scope)
            .text(subject)
            .integer(f.labelled)
            .run();
    }
}

void write_citations(Database& db, std::int64_t document, const PageRecord& page) {
    Statement row = db.prepare("INSERT INTO citation VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    std::int64_t number = 0;
    for (const CitationRecord& c : page.citations) {
        const std::string place = pack(std::vector<Place>{c.place});
        row.integer(document)
            .integer(number++)
            .integer(c.passage)
            .text(c.standard)
            .text(c.clause)
            .text(c.number)
            .integer(c.edition_given)
            .blob(place)
            .run();
    }
}

void write_diagnostics(Database& db, std::int64_t document, const PageRecord& page) {
    Statement row = db.prepare("INSERT INTO diagnostic VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    std::int64_t number = 0;
    const auto write = [&](const Diagnostic& d, std::int64_t suppression) {
        row.integer(document)
            .integer(number++)
            .integer(static_cast<std::int64_t>(d.code))
            .integer(static_cast<std::int64_t>(d.severity))
            .integer(d.span.begin)
            .integer(d.span.end)
            .integer(d.position.line)
            .integer(d.position.column)
            .text(d.file)
            .text(d.message)
            .text(d.hint)
            .text(d.line)
            .integer(d.line_place)
            .integer(suppression)
            .run();
    };
    for (const Diagnostic& d : page.diagnostics) write(d, -1);
    for (const SuppressedDiagnostic& d : page.suppressed) write(d.diagnostic, d.suppression);
}

void write_marks(Database& db, std::int64_t document, const PageRecord& page) {
    const DuplicateMarks& marks = page.marks;
    db.prepare("INSERT INTO document_marks VALUES (?, ?, ?, ?, ?)")
        .integer(document)
        .integer(marks.archived)
        .integer(marks.translation)
        .integer(marks.in_scope)
        .integer(marks.rank)
        .run();
    Statement row = db.prepare("INSERT OR IGNORE INTO link VALUES (?, ?)");
    for (const std::string& link : page.links) row.integer(document).text(link).run();
}

}  // namespace clausemark::sqlite
