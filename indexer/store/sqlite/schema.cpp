// SPDX-License-Identifier: Apache-2.0
// The migrations, in one table: step N leads from version N to N+1 and is never changed once released. Text
// columns compare bytewise (SQLite's BINARY). Rows of a page are clustered by document, so that a page is
// read in one place.
#include "indexer/store/sqlite/schema.h"

#include <fmt/format.h>

#include <array>

namespace clausemark::sqlite {
namespace {

constexpr std::int64_t application_id = 0x434c534d;  // "CLSM": tells our files from other programs' databases

constexpr auto steps = std::to_array<const char*>({
    R"sql(
CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    wiki TEXT NOT NULL,
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    space TEXT NOT NULL,
    format INTEGER NOT NULL,
    status INTEGER NOT NULL,
    system TEXT NOT NULL,
    owner TEXT NOT NULL,
    approver TEXT NOT NULL,
    version TEXT NOT NULL,
    review_date TEXT NOT NULL,
    type TEXT NOT NULL,
    language TEXT NOT NULL,
    permalink TEXT NOT NULL,
    revision TEXT NOT NULL,
    revision_order INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    rules_hash TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    UNIQUE (wiki, key)
);
CREATE INDEX document_title ON document (wiki, title);

-- Sources of all revisions, once each.
CREATE TABLE source (content_hash TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;

-- History. AUTOINCREMENT: a number is never used twice, even after rows are gone.
CREATE TABLE change (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    kind INTEGER NOT NULL,
    wiki TEXT NOT NULL,
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    revision TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    rules_hash TEXT NOT NULL
);
CREATE INDEX change_document ON change (wiki, key, sequence);

CREATE TABLE passage (
    document INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    level INTEGER NOT NULL,
    heading INTEGER NOT NULL,
    lead_in INTEGER NOT NULL,
    text_begin INTEGER NOT NULL,
    text_end INTEGER NOT NULL,
    source_begin INTEGER NOT NULL,
    source_end INTEGER NOT NULL,
    text TEXT NOT NULL,
    heading_path TEXT NOT NULL,
    PRIMARY KEY (document, number)
) WITHOUT ROWID;

CREATE TABLE tag (
    document INTEGER NOT NULL,
    passage INTEGER NOT NULL,
    clause TEXT NOT NULL,
    rule TEXT NOT NULL,
    strength INTEGER NOT NULL,
    score REAL NOT NULL,
    shown INTEGER NOT NULL,
    standing INTEGER NOT NULL,
    aspects TEXT NOT NULL,
    evidence BLOB NOT NULL,
    PRIMARY KEY (document, passage, clause)
) WITHOUT ROWID;
CREATE INDEX tag_clause ON tag (clause, shown, standing, strength DESC, score DESC);

CREATE TABLE fact (
    document INTEGER NOT NULL,
    number INTEGER NOT NULL,
    passage INTEGER NOT NULL,
    rule TEXT NOT NULL,
    parameter TEXT NOT NULL,
    value REAL NOT NULL,
    dimension TEXT NOT NULL,
    place BLOB NOT NULL,
    PRIMARY KEY (document, number)
) WITHOUT ROWID;
CREATE INDEX fact_parameter ON fact (parameter, dimension, value);

CREATE TABLE citation (
    document INTEGER NOT NULL,
    number INTEGER NOT NULL,
    passage INTEGER NOT NULL,
    standard TEXT NOT NULL,
    clause TEXT NOT NULL,
    written TEXT NOT NULL,
    edition_given INTEGER NOT NULL,
    place BLOB NOT NULL,
    PRIMARY KEY (document, number)
) WITHOUT ROWID;
CREATE INDEX citation_clause ON citation (clause);

CREATE TABLE diagnostic (
    document INTEGER NOT NULL,
    number INTEGER NOT NULL,
    code INTEGER NOT NULL,
    severity INTEGER NOT NULL,
    source_begin INTEGER NOT NULL,
    source_end INTEGER NOT NULL,
    line INTEGER NOT NULL,
    column INTEGER NOT NULL,
    file TEXT NOT NULL,
    message TEXT NOT NULL,
    hint TEXT NOT NULL,
    shown_line TEXT NOT NULL,
    line_place INTEGER NOT NULL,
    PRIMARY KEY (document, number)
) WITHOUT ROWID;

-- What each document adds to the counters, and the counters.
CREATE TABLE document_coverage (
    document INTEGER NOT NULL,
    clause TEXT NOT NULL,
    aspect TEXT NOT NULL,
    standing INTEGER NOT NULL,
    strength INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    PRIMARY KEY (document, clause, aspect, standing, strength)
) WITHOUT ROWID;
CREATE TABLE coverage (
    clause TEXT NOT NULL,
    aspect TEXT NOT NULL,
    standing INTEGER NOT NULL,
    strength INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    PRIMARY KEY (clause, aspect, standing, strength)
) WITHOUT ROWID;

-- Totals, kept so that a summary needs no count over everything.
CREATE TABLE total (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO total VALUES ('documents', 0), ('passages', 0), ('tags', 0);
)sql",
    // Facts say more of their value and what it is about. Pages are analysed again before these are read.
    R"sql(
ALTER TABLE fact ADD COLUMN range_end REAL NOT NULL DEFAULT 0;
ALTER TABLE fact ADD COLUMN bound INTEGER NOT NULL DEFAULT 0;
ALTER TABLE fact ADD COLUMN unit TEXT NOT NULL DEFAULT '';
ALTER TABLE fact ADD COLUMN written TEXT NOT NULL DEFAULT '';
ALTER TABLE fact ADD COLUMN scope TEXT NOT NULL DEFAULT '';
ALTER TABLE fact ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE fact ADD COLUMN labelled INTEGER NOT NULL DEFAULT 0;
UPDATE fact SET range_end = value;
)sql",
    // Duplicates (indexer/duplicates/tables.h). Everything hangs on prints, the contents of pages. Pages are
    // analysed again by the next scan, because what was stored before has no prints.
    R"sql(
CREATE TABLE print (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, passages BLOB NOT NULL);
CREATE TABLE document_print (document INTEGER PRIMARY KEY, print INTEGER NOT NULL);
CREATE INDEX document_print_print ON document_print (print);
CREATE TABLE document_marks (
    document INTEGER PRIMARY KEY,
    archived INTEGER NOT NULL,
    translation INTEGER NOT NULL,
    in_scope INTEGER NOT NULL,
    rank INTEGER NOT NULL
);

CREATE TABLE shingle_set (
    id INTEGER PRIMARY KEY,
    hash INTEGER NOT NULL,
    common INTEGER NOT NULL,
    shingles BLOB NOT NULL
);
CREATE INDEX shingle_set_hash ON shingle_set (hash);
CREATE TABLE set_member (
    shingle_set INTEGER NOT NULL,
    print INTEGER NOT NULL,
    place INTEGER NOT NULL,
    counts INTEGER NOT NULL,
    PRIMARY KEY (shingle_set, print)
) WITHOUT ROWID;
CREATE INDEX set_member_print ON set_member (print);
CREATE TABLE posting (
    shingle INTEGER NOT NULL,
    shingle_set INTEGER NOT NULL,
    position INTEGER NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (shingle, shingle_set)
) WITHOUT ROWID;
CREATE TABLE similar_set (a INTEGER NOT NULL, b INTEGER NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;

CREATE TABLE region (
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    number INTEGER NOT NULL,
    a_begin INTEGER NOT NULL,
    a_end INTEGER NOT NULL,
    b_begin INTEGER NOT NULL,
    b_end INTEGER NOT NULL,
    a_size INTEGER NOT NULL,
    b_size INTEGER NOT NULL,
    shared INTEGER NOT NULL,
    a_words INTEGER NOT NULL,
    b_words INTEGER NOT NULL,
    a_whole INTEGER NOT NULL,
    b_whole INTEGER NOT NULL,
    whole_shared INTEGER NOT NULL,
    a_text INTEGER NOT NULL,
    b_text INTEGER NOT NULL,
    pairs BLOB NOT NULL,
    weight REAL NOT NULL,
    drift TEXT NOT NULL,
    PRIMARY KEY (a, b, number)
) WITHOUT ROWID;
CREATE INDEX region_b ON region (b);

CREATE TABLE link (document INTEGER NOT NULL, target TEXT NOT NULL, PRIMARY KEY (document, target)) WITHOUT ROWID;
CREATE INDEX link_target ON link (target);
CREATE TABLE decision (
    key TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    who TEXT NOT NULL,
    decided TEXT NOT NULL
) WITHOUT ROWID;
-- Settings that rows were made with.
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
UPDATE document SET rules_hash = '';
)sql",
    // Rows of `tag` are those that are shown. The others, thirty times as many, are packed by page; they come
    // back with the next scan, which analyses pages again.
    R"sql(
DELETE FROM tag WHERE NOT shown;
CREATE TABLE candidates (document INTEGER PRIMARY KEY, tags BLOB NOT NULL);
CREATE TABLE candidate_clause (
    clause TEXT NOT NULL,
    document INTEGER NOT NULL,
    PRIMARY KEY (clause, document)
) WITHOUT ROWID;
UPDATE document SET rules_hash = '';
)sql",
    // Sentences of longer passages, by which a paragraph is found that is a list elsewhere. The next scan
    // analyses pages again.
    R"sql(
CREATE TABLE sentence (hash INTEGER NOT NULL, print INTEGER NOT NULL, PRIMARY KEY (hash, print)) WITHOUT ROWID;
CREATE INDEX sentence_print ON sentence (print);
UPDATE document SET rules_hash = '';
)sql",
    // What people say back (indexer/store/said.h, decisions.h). Rows of `tag` are those that are shown, and
    // those that somebody spoke of. Directives have an effect once pages are analysed again.
    R"sql(
ALTER TABLE tag ADD COLUMN suggested INTEGER NOT NULL DEFAULT 1;
ALTER TABLE tag ADD COLUMN named INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tag ADD COLUMN state INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tag ADD COLUMN said BLOB NOT NULL DEFAULT x'';
ALTER TABLE coverage ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document_coverage ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE diagnostic ADD COLUMN suppression INTEGER NOT NULL DEFAULT -1;
-- Decisions about tags; key, reason, who and decided as in `decision`.
CREATE TABLE tag_decision (
    key TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    who TEXT NOT NULL,
    decided TEXT NOT NULL,
    wiki TEXT NOT NULL,
    document_key TEXT NOT NULL,
    clause TEXT NOT NULL,
    verdict INTEGER NOT NULL,
    words_hash INTEGER NOT NULL,
    before_hash INTEGER NOT NULL,
    behind_hash INTEGER NOT NULL,
    heading_hash INTEGER NOT NULL,
    repeat INTEGER NOT NULL,
    words TEXT NOT NULL,
    outcome INTEGER NOT NULL,
    passage INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX tag_decision_document ON tag_decision (wiki, document_key);
CREATE TABLE page_verdict (
    document INTEGER NOT NULL,
    number INTEGER NOT NULL,
    verdict INTEGER NOT NULL,
    clause TEXT NOT NULL,
    passages_begin INTEGER NOT NULL,
    passages_end INTEGER NOT NULL,
    stale INTEGER NOT NULL,
    who TEXT NOT NULL,
    decided TEXT NOT NULL,
    reason TEXT NOT NULL,
    source_begin INTEGER NOT NULL,
    source_end INTEGER NOT NULL,
    tags INTEGER NOT NULL,
    PRIMARY KEY (document, number)
) WITHOUT ROWID;
CREATE TABLE suppression (
    document INTEGER NOT NULL,
    number INTEGER NOT NULL,
    code INTEGER NOT NULL,
    covers_begin INTEGER NOT NULL,
    covers_end INTEGER NOT NULL,
    whole_page INTEGER NOT NULL,
    who TEXT NOT NULL,
    reason TEXT NOT NULL,
    source_begin INTEGER NOT NULL,
    source_end INTEGER NOT NULL,
    line INTEGER NOT NULL,
    column INTEGER NOT NULL,
    PRIMARY KEY (document, number)
) WITHOUT ROWID;
CREATE TABLE declared (
    document INTEGER NOT NULL,
    clause TEXT NOT NULL,
    property TEXT NOT NULL,
    written TEXT NOT NULL,
    standing INTEGER NOT NULL,
    source_begin INTEGER NOT NULL,
    source_end INTEGER NOT NULL,
    PRIMARY KEY (document, clause)
) WITHOUT ROWID;
CREATE INDEX declared_clause ON declared (clause);
UPDATE document SET rules_hash = '';
)sql",
    // Who may ask for what (indexer/store/tokens.h). A change belongs to the space of its page; nobody knows
    // any more to which one those of removed pages did. Where a page moves between spaces there are two: the
    // one aside is for who sees the space that it leaves alone.
    R"sql(
CREATE TABLE token (
    hash TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role INTEGER NOT NULL,
    all_spaces INTEGER NOT NULL,
    spaces TEXT NOT NULL,
    created TEXT NOT NULL,
    expires TEXT NOT NULL,
    revoked TEXT NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX token_name ON token (name) WHERE revoked = '';
ALTER TABLE change ADD COLUMN space TEXT;
ALTER TABLE change ADD COLUMN other_space TEXT;
ALTER TABLE change ADD COLUMN aside INTEGER NOT NULL DEFAULT 0;
UPDATE change SET space =
    (SELECT d.space FROM document d WHERE d.wiki = change.wiki AND d.key = change.key);
CREATE INDEX change_space ON change (space, sequence);
CREATE INDEX change_content ON change (content_hash);
)sql",
    // History says who and when, and what became of a key; what each change did to the counters of coverage
    // is kept from here on. `page_words`: of each page the stems of its words (words.h), by the next save.
    R"sql(
ALTER TABLE change ADD COLUMN was TEXT NOT NULL DEFAULT '';
ALTER TABLE change ADD COLUMN revision_order INTEGER NOT NULL DEFAULT 0;
ALTER TABLE change ADD COLUMN author TEXT NOT NULL DEFAULT '';
ALTER TABLE change ADD COLUMN who TEXT NOT NULL DEFAULT '';
ALTER TABLE change ADD COLUMN came TEXT NOT NULL DEFAULT '';
CREATE INDEX change_came ON change (came, sequence) WHERE came <> '';
CREATE TABLE coverage_change (
    sequence INTEGER NOT NULL,
    clause TEXT NOT NULL,
    aspect TEXT NOT NULL,
    standing INTEGER NOT NULL,
    strength INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    confirmed INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    PRIMARY KEY (sequence, clause, aspect, standing, strength)
) WITHOUT ROWID;
INSERT INTO total SELECT 'coverage-kept-since', coalesce(max(sequence), 0) FROM change;
CREATE TABLE page_words (document INTEGER PRIMARY KEY, stems BLOB NOT NULL);
)sql",
});

std::optional<Diagnostic> refuse(Database& database, const std::string& path) {
    const std::int64_t version = database.pragma("user_version");
    const bool ours = database.pragma("application_id") == application_id;
    if (ours && version > schema_version())
        return diagnose(Code::store_newer, path,
                        fmt::format("the store has version {} of its tables, this program knows up to {}",
                                    version, schema_version()),
                        "use the newer program that wrote it, or give another file with --store");
    if (!ours) {
        Statement tables = database.prepare("SELECT count(*) FROM sqlite_schema");
        if (tables.step() && tables.integer_at(0) > 0)
            return diagnose(Code::store_corrupt, path, "the file is another program's database",
                            "give a file of its own with --store");
    }
    return std::nullopt;
}

}  // namespace

std::int64_t schema_version() {
    return static_cast<std::int64_t>(steps.size());
}

std::optional<Diagnostic> migrate(Database& database, const std::string& path, bool read_only) {
    if (auto refused = refuse(database, path)) return refused;
    if (database.pragma("user_version") == schema_version()) return std::nullopt;
    if (read_only)
        return diagnose(Code::store_read_only, path,
                        "the store is empty, or older than this program, and must be "
                        "brought up to date before it can be read",
                        "run clausemark scan once");
    Transaction transaction(database, Transaction::Kind::write);
    // Another process may have been faster.
    if (auto refused = refuse(database, path)) return refused;
    for (std::int64_t version = database.pragma("user_version"); version < schema_version(); ++version)
        database.execute(steps[static_cast<std::size_t>(version)]);
    database.execute(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", application_id,
                                 schema_version()));
    transaction.commit();
    return std::nullopt;
}

}  // namespace clausemark::sqlite
