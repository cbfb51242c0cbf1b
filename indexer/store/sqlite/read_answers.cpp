// SPDX-License-Identifier: Apache-2.0
// Pages that answer clauses, and what drafts share with pages. See read_answers.h.
#include "indexer/store/sqlite/read_answers.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "indexer/duplicates/draft_tables.h"
#include "indexer/store/sqlite/duplicate_tables.h"
#include "indexer/store/sqlite/rows.h"
#include "indexer/store/sqlite/seen.h"

namespace clausemark::sqlite {
namespace {

/// Tags of one clause that are looked at: those of its hundred strongest pages are among them.
constexpr std::int64_t tags_a_clause = 5000;
constexpr std::int64_t documents_a_text = 1000;  // with equal content that are counted
constexpr std::int64_t no_document = -1;

/// A page out of sight is none.
std::int64_t row_of(Database& db, const DocumentKey& id, const Visible& visible) {
    Statement row = db.prepare("SELECT id, space FROM document WHERE wiki = ? AND key = ?");
    row.text(id.wiki).text(id.key);
    return row.step() && visible.sees(row.view_at(1)) ? row.integer_at(0) : no_document;
}

DocumentRecord document_of(Database& db, std::int64_t number) {
    static const std::string sql = "SELECT " + document_columns + " FROM document d WHERE d.id = ?";
    Statement row = db.prepare(sql);
    row.integer(number);
    return row.step() ? document_in(row, 0) : DocumentRecord();
}

AnsweringPages pages_that_answer(Database& db, const std::string& clause, std::int64_t apart,
                                 const AnsweringQuery& query) {
    AnsweringPages found;
    found.clause = clause;
    std::set<std::int64_t> documents;
    std::vector<std::int64_t> first;
    {
        // The index of the clause has all of it, in this order.
        static const std::string counted =
            " WHERE t.clause = ? AND t.shown = 1 AND t.standing = 0 AND t.strength >= 2";
        static const std::string strongest = " ORDER BY t.strength DESC, t.score DESC LIMIT ?";
        Statement row = db.prepare(query.visible.all()
                                       ? "SELECT t.document FROM tag t" + counted + strongest
                                       : "SELECT t.document FROM tag t JOIN document d ON d.id = t.document" +
                                             counted + " AND " + seen("d.space", query.visible) + strongest);
        row.text(clause);
        bind(row, query.visible);
        row.integer(tags_a_clause);
        std::int64_t looked = 0;
        while (row.step()) {
            ++looked;
            const std::int64_t document = row.integer_at(0);
            if (document == apart || documents.contains(document)) continue;
            if (documents.size() == query.most) {
                found.more = true;
                break;
            }
            documents.insert(document);
            if (first.size() < query.first) first.push_back(document);
        }
        found.more = found.more || looked == tags_a_clause;
    }
    found.documents = static_cast<std::int64_t>(documents.size());
    for (const std::int64_t document : first) found.first.push_back(document_of(db, document));
    return found;
}

bool shared_before(Database& db, PrintId before, PrintId other) {
    if (before == 0) return false;
    if (before == other) return true;
    Statement row = db.prepare("SELECT 1 FROM region WHERE (a = ? AND b = ?) OR (a = ? AND b = ?) LIMIT 1");
    row.integer(before).integer(other).integer(other).integer(before);
    return row.step();
}

/// The documents of a print but for one, and the first passages of a region.
void add_documents(Database& db, PrintId print, std::int64_t apart, const DraftQuery& query,
                   DraftCopy& copy) {
    const std::string sql =
        "SELECT d.id, " + document_columns +
        " FROM document_print dp JOIN document d ON d.id = dp.document "
        "LEFT JOIN document_marks m ON m.document = d.id WHERE dp.print = ? AND d.id <> ? "
        "AND NOT (coalesce(m.archived, 0) OR coalesce(m.translation, 0)) AND " +
        seen("d.space", query.visible) + " ORDER BY d.wiki, d.key LIMIT ?";
    std::int64_t first = no_document;
    {
        Statement row = db.prepare(sql);
        row.integer(print).integer(apart);
        bind(row, query.visible);
        row.integer(documents_a_text);
        while (row.step()) {
            DocumentRecord document = document_in(row, 1);
            if (++copy.all_documents == 1) first = row.integer_at(0);
            if (copy.documents.size() < query.documents) copy.documents.push_back(std::move(document));
        }
    }
    if (first == no_document) return;
    static const std::string passages =
        "SELECT " + passage_columns +
        " FROM passage p WHERE p.document = ? AND p.number >= ? AND p.number < ? ORDER BY p.number LIMIT ?";
    Statement row = db.prepare(passages);
    row.integer(first)
        .integer(copy.region.b_begin)
        .integer(copy.region.b_end)
        .integer(static_cast<std::int64_t>(query.passages));
    while (row.step()) copy.passages.push_back(passage_in(row, 0));
}

/// With the draft's side first.
Region turned(Region region) {
    std::swap(region.a_begin, region.b_begin);
    std::swap(region.a_end, region.b_end);
    std::swap(region.a_size, region.b_size);
    std::swap(region.a_words, region.b_words);
    for (AlignedPassages& pair : region.pairs) std::swap(pair.a, pair.b);
    std::ranges::sort(region.pairs, {}, &AlignedPassages::a);
    return region;
}

struct Candidate {
    PrintId other = 0;
    DraftCopy copy;
};

/// A page of the same content is one copy of the whole.
Candidate whole_page(const PagePrint& print, PrintId other) {
    Candidate made{other, {}};
    std::vector<Shingle> all = print.shingles;
    std::ranges::sort(all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
    Region& region = made.copy.region;
    region.a_end = region.b_end = static_cast<std::uint32_t>(print.passages.size());
    region.a_size = region.b_size = region.shared = static_cast<std::uint32_t>(all.size());
    for (const PassagePrint& passage : print.passages)
        if (!passage.left_out) region.a_words += passage.words;
    region.b_words = region.a_words;
    for (std::uint32_t i = 0; i < region.a_end; ++i) region.pairs.push_back({i, i});
    made.copy.whole = {region.a_size, region.b_size, region.shared};
    return made;
}

}  // namespace

std::vector<AnsweringPages> read_answering(Database& db, const AnsweringQuery& query) {
    const std::int64_t apart = query.apart_from ? row_of(db, *query.apart_from, query.visible) : no_document;
    std::vector<AnsweringPages> found;
    for (const std::string& clause : query.clauses)
        found.push_back(pages_that_answer(db, clause, apart, query));
    return found;
}

std::vector<DraftCopy> read_draft_copies(Database& db, const DocumentKey& id, const PagePrint& print,
                                         const DraftQuery& query, const DuplicateSettings& settings) {
    const RegionSummariser nobody;
    SqliteDuplicateTables stored(db, nobody);
    const std::int64_t document = row_of(db, id, query.visible);
    const PrintId before = stored.print_of(document);
    bool alone = true;
    {
        Statement row = db.prepare("SELECT 1 FROM document_print WHERE print = ? AND document <> ? LIMIT 1");
        row.integer(before).integer(document);
        alone = !row.step();
    }
    DraftTables tables(stored, document, alone);
    DuplicateUpkeep upkeep(tables, settings);
    upkeep.save(document, print, true);
    upkeep.finish();
    const PrintId draft = tables.print_of(document);

    std::vector<Candidate> candidates;
    if (draft != 0 && stored.is_used(draft) && (draft != before || !alone) && !print.shingles.empty())
        candidates.push_back(whole_page(print, draft));
    for (const DraftTables::Found& found : tables.found())
        for (const StoredRegion& region : found.regions) {
            const bool first = found.a == draft;
            Candidate made{first ? found.b : found.a, {}};
            made.copy.region = first ? region.region : turned(region.region);
            made.copy.whole = region.whole;
            if (!first) std::swap(made.copy.whole.a_size, made.copy.whole.b_size);
            if (made.copy.similarity() >= query.min_similarity ||
                made.copy.containment() >= query.min_containment)
                candidates.push_back(std::move(made));
        }
    std::ranges::stable_sort(candidates, [](const Candidate& x, const Candidate& y) {
        const Region& a = x.copy.region;
        const Region& b = y.copy.region;
        return std::tuple(b.shared, a.a_begin, a.a_end, x.other) <
               std::tuple(a.shared, b.a_begin, b.a_end, y.other);
    });
    std::vector<DraftCopy> copies;
    for (Candidate& candidate : candidates) {
        if (copies.size() == query.limit) break;
        add_documents(db, candidate.other, document, query, candidate.copy);
        if (candidate.copy.documents.empty()) continue;
        candidate.copy.known = shared_before(db, before, candidate.other);
        copies.push_back(std::move(candidate.copy));
    }
    return copies;
}

}  // namespace clausemark::sqlite
