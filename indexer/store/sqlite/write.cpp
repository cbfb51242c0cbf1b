// SPDX-License-Identifier: Apache-2.0
// Saving and removing pages. See write.h.
#include "indexer/store/sqlite/write.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "indexer/store/apply_decisions.h"
#include "indexer/store/packing.h"
#include "indexer/store/sqlite/candidates.h"
#include "indexer/store/sqlite/read.h"
#include "indexer/store/sqlite/rows.h"
#include "indexer/store/sqlite/said_tables.h"
#include "indexer/store/sqlite/words.h"
#include "indexer/store/tag_packing.h"

namespace clausemark::sqlite {
namespace {

struct Known {
    std::int64_t row = 0;
    DocumentRecord record;
};

std::optional<Known> find(Database& db, const DocumentKey& key) {
    static const std::string sql =
        "SELECT d.id, " + document_columns + " FROM document d WHERE d.wiki = ? AND d.key = ?";
    Statement row = db.prepare(sql);
    row.text(key.wiki).text(key.key);
    if (!row.step()) return std::nullopt;
    return Known{row.integer_at(0), document_in(row, 1)};
}

/// `left`: what the page was where it moves to another space.
std::int64_t write_change(Database& db, ChangeKind kind, const DocumentKey& id, const Attributes& a,
                          const Hand& hand = {}, const Attributes* left = nullptr, bool aside = false) {
    if (left != nullptr && !aside) write_change(db, ChangeKind::deleted, id, *left, hand, &a, true);
    const std::string other = left != nullptr ? left->space : a.space;
    db.prepare(
          "INSERT INTO change (kind, wiki, key, title, revision, content_hash, rules_hash, space, "
          "other_space, aside, revision_order, author, who, came) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
          "?, "
          "?, ?)")
        .integer(static_cast<std::int64_t>(kind))
        .text(id.wiki)
        .text(id.key)
        .text(a.title)
        .text(a.revision)
        .text(a.content_hash)
        .text(a.rules_hash)
        .text(a.space)
        .text(other)
        .integer(aside)
        .integer(a.revision_order)
        .text(hand.author)
        .text(hand.who)
        .text(hand.when)
        .run();
    return db.last_row();
}

void bind_attributes(Statement& row, const Attributes& a) {
    row.text(a.title)
        .text(a.space)
        .integer(static_cast<std::int64_t>(a.format))
        .integer(static_cast<std::int64_t>(a.status))
        .text(a.system)
        .text(a.owner)
        .text(a.approver)
        .text(a.version)
        .text(a.review_date)
        .text(a.type)
        .text(a.language)
        .text(a.permalink)
        .text(a.revision)
        .integer(a.revision_order)
        .text(a.content_hash)
        .text(a.rules_hash);
}

std::int64_t write_document(Database& db, const std::optional<Known>& known, const DocumentRecord& record,
                            std::int64_t sequence) {
    if (known) {
        Statement update = db.prepare(
            "UPDATE document SET title = ?, space = ?, format = ?, status = ?, system = ?, owner = ?, "
            "approver = ?, "
            "version = ?, review_date = ?, type = ?, language = ?, permalink = ?, revision = ?, "
            "revision_order = ?, "
            "content_hash = ?, rules_hash = ?, sequence = ? WHERE id = ?");
        bind_attributes(update, record.attributes);
        update.integer(sequence).integer(known->row).run();
        return known->row;
    }
    Statement insert = db.prepare(
        "INSERT INTO document (title, space, format, status, system, owner, approver, version, review_date, "
        "type, "
        "language, permalink, revision, revision_order, content_hash, rules_hash, sequence, wiki, key) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    bind_attributes(insert, record.attributes);
    insert.integer(sequence).text(record.id.wiki).text(record.id.key).run();
    return db.last_row();
}

void add_to_total(Database& db, std::string_view name, std::int64_t by) {
    db.prepare("UPDATE total SET value = value + ? WHERE name = ?").integer(by).text(name).run();
}

void count_coverage(Database& db, std::int64_t document) {
    db.prepare(
          "INSERT INTO coverage (clause, aspect, standing, strength, passages, confirmed, documents) "
          "SELECT clause, aspect, standing, strength, passages, confirmed, 1 FROM document_coverage "
          "WHERE document = ? "
          "ON CONFLICT DO UPDATE SET passages = passages + excluded.passages, "
          "confirmed = confirmed + excluded.confirmed, documents = documents + 1")
        .integer(document)
        .run();
}

void uncount_coverage(Database& db, std::int64_t document) {
    db.prepare(
          "UPDATE coverage SET passages = coverage.passages - old.passages, "
          "confirmed = coverage.confirmed - old.confirmed, documents = documents - 1 "
          "FROM document_coverage AS old WHERE old.document = ? AND old.clause = coverage.clause AND "
          "old.aspect = coverage.aspect AND old.standing = coverage.standing AND "
          "old.strength = coverage.strength")
        .integer(document)
        .run();
    db.prepare(
          "DELETE FROM coverage WHERE documents = 0 AND (clause, aspect, standing, strength) IN "
          "(SELECT clause, aspect, standing, strength FROM document_coverage WHERE document = ?)")
        .integer(document)
        .run();
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

/// What a document's coverage rows change in the counters, for history.
void write_coverage_change(Database& db, std::int64_t sequence, const std::vector<CoverageRow>& before,
                           const std::vector<CoverageRow>& now) {
    using Key = std::tuple<std::string_view, std::string_view, Standing, Strength>;
    struct Delta {
        std::int64_t passages = 0;
        std::int64_t confirmed = 0;
        std::int64_t documents = 0;
        bool operator==(const Delta&) const = default;
    };
    std::map<Key, Delta> deltas;
    for (const auto& [rows, sign] : {std::pair(&before, -1), {&now, 1}})
        for (const CoverageRow& c : *rows) {
            Delta& delta = deltas[{c.clause, c.aspect, c.standing, c.strength}];
            delta.passages += sign * c.passages;
            delta.confirmed += sign * c.confirmed;
            delta.documents += sign;
        }
    Statement row = db.prepare("INSERT INTO coverage_change VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    for (const auto& [key, delta] : deltas) {
        if (delta == Delta{}) continue;
        row.integer(sequence)
            .text(std::get<0>(key))
            .text(std::get<1>(key))
            .integer(static_cast<std::int64_t>(std::get<2>(key)))
            .integer(static_cast<std::int64_t>(std::get<3>(key)))
            .integer(delta.passages)
            .integer(delta.confirmed)
            .integer(delta.documents)
            .run();
    }
}

/// Most edits leave it as it is, and then nothing is written. `sequence`: of the change that does it.
void write_coverage(Database& db, std::int64_t document, const std::vector<CoverageRow>& coverage,
                    std::int64_t sequence) {
    const auto key = [](const CoverageRow& c) {
        return std::tie(c.clause, c.aspect, c.standing, c.strength, c.passages, c.confirmed);
    };
    std::vector<CoverageRow> now = coverage;
    std::ranges::sort(now, {}, key);
    std::vector<CoverageRow> before;
    {
        Statement row = db.prepare(
            "SELECT clause, aspect, standing, strength, passages, confirmed FROM document_coverage "
            "WHERE document = ?");
        row.integer(document);
        while (row.step())
            before.push_back({row.text_at(0), row.text_at(1), enum_in(row, 2, Standing::rejected),
                              enum_in(row, 3, Strength::commitment), row.integer_at(4), row.integer_at(5)});
    }
    std::ranges::sort(before, {}, key);
    if (before == now) return;
    write_coverage_change(db, sequence, before, now);
    uncount_coverage(db, document);
    db.prepare("DELETE FROM document_coverage WHERE document = ?").integer(document).run();
    {
        Statement row = db.prepare("INSERT INTO document_coverage VALUES (?, ?, ?, ?, ?, ?, ?)");
        for (const CoverageRow& c : now)
            row.integer(document)
                .text(c.clause)
                .text(c.aspect)
                .integer(static_cast<std::int64_t>(c.standing))
                .integer(static_cast<std::int64_t>(c.strength))
                .integer(c.passages)
                .integer(c.confirmed)
                .run();
    }
    count_coverage(db, document);
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

std::optional<std::string> version_of(const std::optional<Known>& known) {
    return known ? std::optional(clausemark::version_of(known->record.sequence)) : std::nullopt;
}

ChangeKind kind_of(const std::optional<Known>& known, const Attributes& now) {
    if (!known) return ChangeKind::created;
    const Attributes& before = known->record.attributes;
    if (before.content_hash != now.content_hash) return ChangeKind::edited;
    return before.rules_hash != now.rules_hash ? ChangeKind::reanalysed : ChangeKind::described;
}

}  // namespace

Saved save_page(Database& db, const PageRecord& given, const Expected& expected, DuplicateUpkeep& duplicates,
                const Visible& visible, const Hand& hand) {
    const DocumentRecord& record = given.document;
    const std::optional<Known> known = find(db, record.id);
    if (!visible.sees(record.attributes.space) || (known && !visible.sees(known->record.attributes.space)))
        return {SaveOutcome::hidden, 0, {}};
    const auto refused = [&](SaveOutcome outcome) {
        return known ? Saved{outcome, known->record.sequence, known->record.attributes.revision}
                     : Saved{outcome, 0, {}};
    };
    if (known && known->record.attributes == record.attributes && expected.what != Expected::What::nothing)
        return {SaveOutcome::unchanged, known->record.sequence};
    if (!expected.holds(version_of(known))) return refused(SaveOutcome::unexpected);
    if (known) {
        if (record.attributes.revision_order < known->record.attributes.revision_order)
            return refused(SaveOutcome::stale);
        clear_page(db, known->row);
    }
    PageRecord changed;
    std::vector<Decision> decided = read_tag_decisions(db, &record.id);
    if (!decided.empty()) {
        changed = given;
        apply_decisions(changed, decided);
        write_outcomes(db, decided);
    }
    const PageRecord& page = decided.empty() ? given : changed;
    const bool moves = known && known->record.attributes.space != record.attributes.space;
    const std::int64_t sequence =
        write_change(db, kind_of(known, record.attributes), record.id, record.attributes, hand,
                     moves ? &known->record.attributes : nullptr);
    const std::int64_t document = write_document(db, known, record, sequence);
    if (!known) add_to_total(db, "documents", 1);
    db.prepare("INSERT OR IGNORE INTO source VALUES (?, ?)")
        .text(record.attributes.content_hash)
        .blob(page.source)
        .run();
    write_passages(db, document, page);
    write_tags(db, document, page);
    write_facts(db, document, page);
    write_citations(db, document, page);
    write_diagnostics(db, document, page);
    write_coverage(db, document, page.coverage, sequence);
    write_said(db, document, page);
    write_marks(db, document, page);
    write_words(db, document, page);
    duplicates.save(document, page.print,
                    known && known->record.attributes.rules_hash != record.attributes.rules_hash);
    return {SaveOutcome::saved, sequence};
}

Removed remove_page(Database& db, const DocumentKey& key, const Expected& expected,
                    DuplicateUpkeep& duplicates, const Visible& visible) {
    std::optional<Known> known = find(db, key);
    if (known && !visible.sees(known->record.attributes.space)) known.reset();
    if (!expected.holds(version_of(known)) || !known) {
        Removed refused{known || expected.what != Expected::What::anything ? RemoveOutcome::unexpected
                                                                           : RemoveOutcome::absent,
                        {}};
        if (known) {
            refused.change.sequence = known->record.sequence;
            refused.change.revision = known->record.attributes.revision;
        }
        return refused;
    }
    duplicates.remove(known->row);
    std::vector<Decision> decided = read_tag_decisions(db, &key);
    PageRecord nothing;
    apply_decisions(nothing, decided);
    write_outcomes(db, decided);
    clear_page(db, known->row);
    write_candidates(db, known->row, {});
    const Attributes& a = known->record.attributes;
    const std::int64_t sequence = write_change(db, ChangeKind::deleted, key, a);
    write_coverage(db, known->row, {}, sequence);
    db.prepare("DELETE FROM document WHERE id = ?").integer(known->row).run();
    add_to_total(db, "documents", -1);
    return {RemoveOutcome::removed,
            Change{sequence, ChangeKind::deleted, key, a.title, a.revision, a.content_hash, a.rules_hash}};
}

Renamed rename_page(Database& db, const DocumentKey& from, const PageRecord& page, const Expected& expected,
                    DuplicateUpkeep& duplicates, const Visible& visible, const Hand& hand) {
    using Outcome = Renamed::Outcome;
    const DocumentKey& to = page.document.id;
    const std::optional<Known> known = find(db, from);
    if (!known || !visible.sees(known->record.attributes.space)) return {Outcome::absent};
    const auto refused = [&](Outcome outcome) {
        return Renamed{outcome, known->record.sequence, known->record.attributes.revision};
    };
    if (!expected.holds(version_of(known))) return refused(Outcome::unexpected);
    if (!visible.sees(page.document.attributes.space)) return refused(Outcome::hidden);
    if (from != to) {
        if (const std::optional<Known> other = find(db, to))
            return refused(visible.sees(other->record.attributes.space) ? Outcome::taken : Outcome::hidden);
        for (Decision& decision : read_tag_decisions(db, &from)) {
            remove_tag_decision(db, decision.key);
            decision.tag->document = to;
            decision.key = tag_key(to, decision.tag->clause, decision.tag->mark);
            write_tag_decision(db, decision);
        }
    }
    // Without its hash it is saved whatever has changed.
    db.prepare("UPDATE document SET wiki = ?, key = ?, rules_hash = '' WHERE id = ?")
        .text(to.wiki)
        .text(to.key)
        .integer(known->row)
        .run();
    const Saved saved = save_page(db, page, {}, duplicates, visible, hand);
    if (saved.outcome != SaveOutcome::saved) throw SqliteFailure{SQLITE_INTERNAL, "a rename was not saved"};
    db.prepare("UPDATE change SET kind = ?, was = ? WHERE sequence = ?")
        .integer(static_cast<std::int64_t>(ChangeKind::described))
        .text(from == to ? std::string_view() : std::string_view(from.key))
        .integer(saved.sequence)
        .run();
    // To who sees the space that it left alone, it is gone under the key that he knows.
    db.prepare("UPDATE change SET key = ? WHERE sequence = ? AND aside")
        .text(from.key)
        .integer(saved.sequence - 1)
        .run();
    return {Outcome::renamed, saved.sequence, page.document.attributes.revision};
}

namespace {

/// The page as its decisions now have it. Writes a change where that changes it.
void decide_again(Database& db, const DocumentKey& key, const Hand& hand = {}) {
    std::vector<Decision> decided = read_tag_decisions(db, &key);
    const std::optional<Known> known = find(db, key);
    PageRecord page;
    if (known) {
        const std::vector<PageRecord> pages =
            read_pages(db, {&key, 1}, {.passages = true, .tags = true, .candidates = true, .said = true});
        page = pages.front();
    }
    const std::vector<TagRecord> before = page.tags;
    apply_decisions(page, decided);
    write_outcomes(db, decided);
    if (!known || page.tags == before) return;
    clear_tags(db, known->row);
    write_tags(db, known->row, page);
    update_verdicts(db, known->row, page);
    const std::int64_t sequence = write_change(db, ChangeKind::decided, key, known->record.attributes, hand);
    write_coverage(db, known->row, page.coverage, sequence);
    db.prepare("UPDATE document SET sequence = ? WHERE id = ?").integer(sequence).integer(known->row).run();
}

/// Whether the page of this key is out of sight, as one is that is not there: nobody knows its space.
bool hidden(Database& db, const DocumentKey& key, const Visible& visible) {
    if (visible.all()) return false;
    const std::optional<Known> known = find(db, key);
    return !known || !visible.sees(known->record.attributes.space);
}

std::optional<std::string> decision_version(Database& db, const std::string& key, const Visible& visible) {
    for (const Decision& decision : read_decisions(db, visible))
        if (decision.key == key) return version_of(decision);
    return std::nullopt;
}

}  // namespace

Decided write_decision(Database& db, const Decision& decision, const Expected& expected,
                       const Visible& visible) {
    if (decision.tag && hidden(db, decision.tag->document, visible)) return {false, {}};
    const std::optional<std::string> before = decision_version(db, decision.key, visible);
    if (!expected.holds(before)) return {false, before.value_or("")};
    const Decided done{true, version_of(decision)};
    if (decision.tag) {
        const std::optional<DocumentKey> earlier = remove_tag_decision(db, decision.key);
        write_tag_decision(db, decision);
        if (earlier && *earlier != decision.tag->document) decide_again(db, *earlier);
        decide_again(db, decision.tag->document, {"", decision.who, decision.when});
        return done;
    }
    db.prepare("INSERT OR REPLACE INTO decision VALUES (?, ?, ?, ?)")
        .text(decision.key)
        .text(decision.reason)
        .text(decision.who)
        .text(decision.when)
        .run();
    return done;
}

Decided remove_decision(Database& db, const std::string& key, const Expected& expected,
                        const Visible& visible) {
    const std::optional<std::string> before = decision_version(db, key, visible);
    if (!expected.holds(before)) return {false, before.value_or("")};
    if (const auto about = document_of_decision(db, key); about && hidden(db, *about, visible))
        return {true, {}};
    db.prepare("DELETE FROM decision WHERE key = ?").text(key).run();
    if (const auto document = remove_tag_decision(db, key)) decide_again(db, *document);
    return {true, {}};
}

}  // namespace clausemark::sqlite
