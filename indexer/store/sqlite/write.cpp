// SPDX-License-Identifier: Apache-2.0
// Saving and removing pages. See write.h.
#include "indexer/store/sqlite/write.h"

#include "indexer/store/apply_decisions.h"
#include "indexer/store/sqlite/candidates.h"
#include "indexer/store/sqlite/coverage_rows.h"
#include "indexer/store/sqlite/page_rows.h"
#include "indexer/store/sqlite/read.h"
#include "indexer/store/sqlite/rows.h"
#include "indexer/store/sqlite/said_tables.h"
#include "indexer/store/sqlite/words.h"

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
    Decided done{true, version_of(decision)};
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
