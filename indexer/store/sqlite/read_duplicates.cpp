// SPDX-License-Identifier: Apache-2.0
// Queries about duplicates: regions as clusters, clusters with their documents. See read.h; what clusters are
// is decided in indexer/duplicates/clusters.h.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <set>

#include "indexer/duplicates/drift_lines.h"
#include "indexer/store/packing.h"
#include "indexer/store/sqlite/read.h"
#include "indexer/store/sqlite/rows.h"
#include "indexer/store/sqlite/said_tables.h"
#include "indexer/store/sqlite/seen.h"

namespace clausemark::sqlite {
namespace {

std::uint64_t unsigned_in(const Statement& row, int column) {
    return static_cast<std::uint64_t>(row.integer_at(column));
}

/// The first 64 bits of a print's name: an order that does not depend on rows.
std::uint64_t name_in(const Statement& row, int column) {
    const std::string name = row.text_at(column).substr(0, 16);
    std::uint64_t value = 0;
    std::from_chars(name.data(), name.data() + name.size(), value, 16);
    return value;
}

/// Documents that have a print, those that queries leave out (archived versions and translations, and those
/// out of sight) beside.
struct Holders {
    std::int64_t all = 0;
    std::int64_t left_out = 0;
    std::int64_t shown() const { return all - left_out; }
};

/// Of prints that documents have which are left out.
std::map<PrintId, Holders> prints_left_out(Database& db, bool archived, const Visible& visible) {
    if (archived && visible.all()) return {};
    std::string sql =
        "SELECT dp.print, count(*), (SELECT count(*) FROM document_print o WHERE o.print = dp.print) FROM ";
    sql += visible.all() ? "document_marks m JOIN document_print dp ON dp.document = m.document WHERE "
                         : "document_print dp JOIN document d ON d.id = dp.document "
                           "LEFT JOIN document_marks m ON m.document = d.id WHERE NOT " +
                               seen("d.space", visible) + " OR ";
    sql += archived ? "0" : "m.archived OR m.translation";
    Statement row = db.prepare(sql + " GROUP BY dp.print");
    bind(row, visible);
    std::map<PrintId, Holders> prints;
    while (row.step()) prints[row.integer_at(0)] = {row.integer_at(2), row.integer_at(1)};
    return prints;
}

/// Contents of pages that more than one document has.
std::vector<WholeCopy> whole_copies(Database& db, std::uint32_t least_words,
                                    const std::map<PrintId, Holders>& left_out) {
    Statement row = db.prepare(
        "SELECT p.id, p.passages, p.name FROM print p WHERE p.id IN "
        "(SELECT print FROM document_print GROUP BY print HAVING count(*) > 1)");
    std::vector<WholeCopy> copies;
    while (row.step()) {
        const auto holders = left_out.find(row.integer_at(0));
        if (holders != left_out.end() && holders->second.shown() < 2) continue;
        const auto passages = unpack_passages(row.text_at(1));
        if (!passages) throw SqliteFailure{SQLITE_CORRUPT, "a print cannot be read"};
        WholeCopy copy{row.integer_at(0), static_cast<std::uint32_t>(passages->size()), 0, 0,
                       name_in(row, 2)};
        for (const StoredPassage& passage : *passages) {
            if (!passage.left_out) copy.text = mixed(copy.text, passage.words_hash);
            copy.words += passage.words;
        }
        if (copy.words >= least_words) copies.push_back(copy);
    }
    return copies;
}

/// Which prints a query's conditions on documents allow; nothing where it has none.
std::optional<std::set<PrintId>> prints_wanted(Database& db, const DuplicateQuery& query) {
    if (!query.document && !query.space && !query.owner) return std::nullopt;
    std::string sql =
        "SELECT DISTINCT dp.print FROM document d JOIN document_print dp ON dp.document = d.id WHERE 1";
    if (query.document) sql += " AND d.wiki = ? AND d.key = ?";
    if (query.space) sql += " AND d.space = ?";
    if (query.owner) sql += " AND d.owner = ?";
    sql += " AND " + seen("d.space", query.visible);
    Statement row = db.prepare(sql);
    if (query.document) row.text(query.document->wiki).text(query.document->key);
    if (query.space) row.text(*query.space);
    if (query.owner) row.text(*query.owner);
    bind(row, query.visible);
    std::set<PrintId> prints;
    while (row.step()) prints.insert(row.integer_at(0));
    return prints;
}

/// The passages of prints that have a shown tag of a clause.
std::map<PrintId, std::set<std::uint32_t>> passages_tagged(Database& db, const std::string& clause,
                                                           const Visible& visible) {
    Statement row = db.prepare(
        "SELECT dp.print, t.passage FROM tag t JOIN document_print dp ON dp.document = t.document "
        "JOIN document d ON d.id = t.document WHERE t.clause = ? AND t.shown = 1 AND " +
        seen("d.space", visible));
    row.text(clause);
    bind(row, visible);
    std::map<PrintId, std::set<std::uint32_t>> passages;
    while (row.step()) passages[row.integer_at(0)].insert(number_in(row, 1));
    return passages;
}

bool holds(const std::map<PrintId, std::set<std::uint32_t>>& passages, const ClusterSide& side) {
    const auto found = passages.find(side.print);
    if (found == passages.end()) return false;
    const auto first = found->second.lower_bound(side.begin);
    return first != found->second.end() && *first < side.end;
}

DuplicateKind kind_of(const RegionCluster& cluster) {
    if (cluster.whole) return DuplicateKind::page;
    return cluster.identical ? DuplicateKind::identical : DuplicateKind::edited;
}

std::int64_t links_to(Database& db, std::int64_t document, const DocumentRecord& record,
                      const Visible& visible) {
    Statement row = db.prepare(
        "SELECT count(DISTINCT l.document) FROM link l JOIN document d ON d.id = l.document "
        "WHERE l.target IN (?, ?) AND d.wiki = ? AND d.id <> ? AND " +
        seen("d.space", visible));
    row.text(record.id.key).text(record.attributes.title).text(record.id.wiki).integer(document);
    bind(row, visible);
    row.step();
    return row.integer_at(0);
}

std::uint64_t count_documents(Database& db, PrintId print, const DuplicateQuery& query) {
    Statement row = db.prepare(
        "SELECT count(*) FROM document_print dp JOIN document d ON d.id = dp.document "
        "LEFT JOIN document_marks m ON m.document = dp.document "
        "WHERE dp.print = ? AND (? OR NOT (coalesce(m.archived, 0) OR coalesce(m.translation, 0))) AND " +
        seen("d.space", query.visible));
    row.integer(print).integer(query.archived);
    bind(row, query.visible);
    row.step();
    return unsigned_in(row, 0);
}

std::uint64_t documents_of(Database& db, const RegionCluster& cluster, const DuplicateQuery& query) {
    std::uint64_t documents = 0;
    for (const ClusterSide& side : cluster.sides) documents += count_documents(db, side.print, query);
    return documents;
}

/// Documents of one text, from the `from`th on, until `members` holds as many as the query wants.
void add_members(Database& db, const ClusterSide& side, std::uint32_t copy, const DuplicateQuery& query,
                 std::size_t from, std::size_t most, std::vector<DuplicateMember>& members) {
    if (members.size() >= query.members) return;
    const std::string sql =
        "SELECT d.id, coalesce(m.archived, 0), coalesce(m.translation, 0), coalesce(m.in_scope, 1), "
        "coalesce(m.rank, 255), coalesce(p.kind, 0), coalesce(p.heading_path, ''), coalesce(p.text, ''), " +
        document_columns +
        " FROM document_print dp JOIN document d ON d.id = dp.document "
        "LEFT JOIN document_marks m ON m.document = d.id "
        "LEFT JOIN passage p ON p.document = d.id AND p.number = ? WHERE dp.print = ? "
        "AND (? OR NOT (coalesce(m.archived, 0) OR coalesce(m.translation, 0))) AND " +
        seen("d.space", query.visible) + " ORDER BY d.wiki, d.key LIMIT ? OFFSET ?";
    Statement row = db.prepare(sql);
    row.integer(side.begin).integer(side.print).integer(query.archived);
    bind(row, query.visible)
        .integer(static_cast<std::int64_t>(std::min(most, query.members - members.size())))
        .integer(static_cast<std::int64_t>(from));
    while (row.step()) {
        DuplicateMember member;
        member.marks = {row.integer_at(1) != 0, row.integer_at(2) != 0, row.integer_at(3) != 0,
                        static_cast<std::uint8_t>(row.integer_at(4))};
        member.heading_path = unpack_words(row.text_at(6));
        if (static_cast<PassageKind>(row.integer_at(5)) == PassageKind::heading)
            member.heading_path.push_back(row.text_at(7));
        member.document = document_in(row, 8);
        member.begin = side.begin;
        member.end = side.end;
        member.copy = copy;
        member.links = links_to(db, row.integer_at(0), member.document, query.visible);
        members.push_back(std::move(member));
    }
}

/// The texts of a cluster, those that its regions compare first, the gravest differences leading.
std::vector<const ClusterSide*> telling_first(const RegionCluster& cluster,
                                              const std::vector<RegionLink>& regions, std::size_t most) {
    std::vector<const ClusterSide*> out;
    std::set<PrintId> taken;
    const auto take = [&](PrintId print) {
        if (!taken.insert(print).second) return;
        for (const ClusterSide& side : cluster.sides)
            if (side.print == print) out.push_back(&side);
    };
    for (const std::size_t index : cluster.regions) {
        if (out.size() >= most) break;
        take(regions[index].a);
        take(regions[index].b);
    }
    for (const ClusterSide& side : cluster.sides)
        if (!taken.contains(side.print)) out.push_back(&side);
    return out;
}

/// Content-derived and the same for either order of the sides.
std::string key_of(std::uint64_t a_text, std::uint64_t b_text) {
    return fmt::format("{:016x}", mixed(mixed(1, std::min(a_text, b_text)), std::max(a_text, b_text)));
}

DuplicateRegion read_region(Database& db, const RegionLink& link) {
    Statement row = db.prepare(
        "SELECT a_words, b_words, a_whole, b_whole, whole_shared, pairs, weight, drift FROM region "
        "WHERE a = ? AND b = ? AND number = ?");
    row.integer(link.a).integer(link.b).integer(link.number);
    if (!row.step()) throw SqliteFailure{SQLITE_CORRUPT, "a region is missing"};
    auto pairs = unpack_pairs(row.text_at(5));
    if (!pairs) throw SqliteFailure{SQLITE_CORRUPT, "a region cannot be read"};
    DuplicateRegion region;
    region.region = {link.a_begin, link.a_end,  link.b_begin,      link.b_end,        link.a_size,
                     link.b_size,  link.shared, number_in(row, 0), number_in(row, 1), std::move(*pairs)};
    region.whole = {number_in(row, 2), number_in(row, 3), number_in(row, 4)};
    region.drift = {row.real_at(6), row.text_at(7)};
    region.key = key_of(link.a_text, link.b_text);
    return region;
}

/// Whether a region of the cluster has a difference that the query wants.
bool differs(Database& db, const RegionCluster& cluster, const std::vector<RegionLink>& regions,
             const DuplicateQuery& query, const std::set<std::string>& decided) {
    for (const std::size_t index : cluster.regions) {
        const RegionLink& link = regions[index];
        const std::string key = key_of(link.a_text, link.b_text);
        if (query.difference && *query.difference == key && !query.drift) return true;
        if (!query.decided && decided.contains(key)) continue;
        Statement row = db.prepare("SELECT drift FROM region WHERE a = ? AND b = ? AND number = ?");
        row.integer(link.a).integer(link.b).integer(link.number);
        if (!row.step()) continue;
        for (const DriftLine& line : read_drift_lines(row.text_at(0))) {
            if (query.drift && line.kind != *query.drift) continue;
            if (query.difference && line.key != *query.difference) continue;
            if (query.decided || !decided.contains(line.key)) return true;
        }
    }
    return false;
}

/// With its documents; nothing where fewer than two remain.
std::optional<DuplicateCluster> with_documents(Database& db, const RegionCluster& cluster,
                                               const std::vector<RegionLink>& regions,
                                               const DuplicateQuery& query) {
    DuplicateCluster out;
    out.documents = documents_of(db, cluster, query);
    if (out.documents < 2) return std::nullopt;
    std::map<PrintId, std::uint32_t> copies;
    for (const ClusterSide& side : cluster.sides)
        copies.emplace(side.print, static_cast<std::uint32_t>(copies.size()));
    // One document of each text before a second one of any: a thousand equal copies must not hide the one
    // that drifted.
    const auto sides = telling_first(cluster, regions, query.members);
    for (const ClusterSide* side : sides)
        add_members(db, *side, copies[side->print], query, 0, 1, out.members);
    for (const ClusterSide* side : sides)
        add_members(db, *side, copies[side->print], query, 1, query.members, out.members);
    std::ranges::sort(out.members, {}, [](const DuplicateMember& m) {
        return std::tuple(m.document.id.wiki, m.document.id.key, m.begin);
    });
    out.kind = kind_of(cluster);
    out.words = cluster.words;
    out.similarity = cluster.similarity;
    out.least_similarity = std::min(cluster.least_similarity, cluster.similarity);
    out.containment = cluster.containment;
    out.weight = cluster.weight;
    for (const std::size_t index : cluster.regions) {
        if (out.regions.size() >= query.regions) break;
        const RegionLink& link = regions[index];
        const auto shown = [&](std::uint32_t copy) {
            return std::ranges::find(out.members, copy, &DuplicateMember::copy) != out.members.end();
        };
        if (!shown(copies[link.a]) || !shown(copies[link.b])) continue;
        DuplicateRegion region = read_region(db, link);
        region.a = copies[link.a];
        region.b = copies[link.b];
        out.regions.push_back(std::move(region));
    }
    return out;
}

}  // namespace

std::vector<RegionCluster> read_clusters(Database& db, double min_similarity, double min_containment,
                                         bool archived, const Visible& visible, std::uint32_t least_words,
                                         const std::set<std::string>& decided,
                                         std::vector<RegionLink>& regions) {
    const auto left_out = prints_left_out(db, archived, visible);
    const auto shown = [&](PrintId print) {
        const auto holders = left_out.find(print);
        return holders == left_out.end() || holders->second.shown() > 0;
    };
    Statement row = db.prepare(
        "SELECT r.a, r.b, r.number, r.a_begin, r.a_end, r.b_begin, r.b_end, r.a_size, r.b_size, r.shared, "
        "max(r.a_words, r.b_words), r.a_text, r.b_text, r.a_whole, r.b_whole, r.weight, "
        "CASE WHEN ? THEN r.drift ELSE '' END, pa.name, pb.name "
        "FROM region r JOIN print pa ON pa.id = r.a JOIN print pb ON pb.id = r.b");
    row.integer(!decided.empty());
    while (row.step()) {
        if (!shown(row.integer_at(0)) || !shown(row.integer_at(1))) continue;
        RegionLink link{row.integer_at(0),    row.integer_at(1),
                        number_in(row, 2),    number_in(row, 3),
                        number_in(row, 4),    number_in(row, 5),
                        number_in(row, 6),    number_in(row, 7),
                        number_in(row, 8),    number_in(row, 9),
                        number_in(row, 10),   unsigned_in(row, 11),
                        unsigned_in(row, 12), false,
                        row.real_at(15),      name_in(row, 17),
                        name_in(row, 18)};
        const double alike = similarity(link.shared, link.a_size, link.b_size);
        if (alike < min_similarity && containment(link.shared, link.a_size, link.b_size) < min_containment)
            continue;
        // Four fifths of both pages: the rest is what every page has of its own.
        link.whole = 5 * std::uint64_t{link.a_size} >= 4 * unsigned_in(row, 13) &&
                     5 * std::uint64_t{link.b_size} >= 4 * unsigned_in(row, 14);
        if (!decided.empty() && link.weight > 0)
            link.weight = decided.contains(key_of(link.a_text, link.b_text))
                              ? 0
                              : open_weight(read_drift_lines(row.text_at(16)), decided);
        regions.push_back(link);
    }
    return cluster_regions(regions, whole_copies(db, least_words, left_out));
}

std::vector<DuplicateCluster> read_duplicates(Database& db, const DuplicateQuery& query,
                                              std::uint32_t form_pages,
                                              const std::vector<RegionCluster>& clusters,
                                              const std::vector<RegionLink>& regions) {
    const auto prints = prints_wanted(db, query);
    const auto tagged = query.clause ? passages_tagged(db, *query.clause, query.visible)
                                     : std::map<PrintId, std::set<std::uint32_t>>();
    std::map<std::string, Decision> decisions;
    std::set<std::string> decided;
    for (Decision& decision : read_decisions(db)) {
        decided.insert(decision.key);
        decisions.emplace(decision.key, std::move(decision));
    }
    const auto order = [](double weight, std::uint32_t words, const std::string& id) {
        return std::tuple(-weight, -std::int64_t{words}, id);
    };
    std::vector<DuplicateCluster> found;
    for (const RegionCluster& cluster : clusters) {
        if (found.size() >= query.limit) break;
        std::string id = fmt::format("{:016x}", cluster.id);
        if (query.id && *query.id != id) continue;
        if (query.kind && *query.kind != kind_of(cluster)) continue;
        if (query.after && order(cluster.weight, cluster.words, id) <=
                               order(query.after->weight, query.after->words, query.after->id))
            continue;
        if (prints && std::ranges::none_of(cluster.sides,
                                           [&](const ClusterSide& s) { return prints->contains(s.print); }))
            continue;
        if (query.clause &&
            std::ranges::none_of(cluster.sides, [&](const ClusterSide& s) { return holds(tagged, s); }))
            continue;
        const auto decision = decisions.find(id);
        if (decision != decisions.end() && !query.decided) continue;
        if ((query.drift || query.difference) && !differs(db, cluster, regions, query, decided)) continue;
        // An id asked for is answered, form or not.
        const bool form =
            kind_of(cluster) != DuplicateKind::page && documents_of(db, cluster, query) > form_pages;
        if (form != query.forms && !query.id && !query.difference) continue;
        auto full = with_documents(db, cluster, regions, query);
        if (!full) continue;
        full->id = std::move(id);
        if (decision != decisions.end()) full->decision = decision->second;
        found.push_back(std::move(*full));
    }
    return found;
}

StatedFacts read_stated_facts(Database& db, const std::optional<std::set<std::string>>& parameters,
                              const Visible& visible) {
    StatedFacts found;
    std::string wanted = "1";
    if (parameters) {
        wanted.clear();
        for (std::size_t i = 0; i < parameters->size(); ++i) wanted += i == 0 ? "?" : ", ?";
        wanted = "f.parameter IN (" + wanted + ")";
    }
    const auto bind_parameters = [&](Statement& row) {
        if (!parameters) return;
        for (const std::string& parameter : *parameters) row.text(parameter);
    };
    std::map<std::int64_t, std::size_t> index;
    {
        Statement row = db.prepare(
            "SELECT d.id, coalesce(m.archived, 0), coalesce(m.translation, 0), coalesce(m.in_scope, 1), "
            "coalesce(m.rank, 255), " +
            document_columns +
            " FROM document d LEFT JOIN document_marks m ON m.document = d.id "
            "WHERE EXISTS (SELECT 1 FROM fact f WHERE f.document = d.id AND " +
            wanted + ") AND " + seen("d.space", visible) + " ORDER BY d.wiki, d.key");
        bind_parameters(row);
        bind(row, visible);
        while (row.step()) {
            index.emplace(row.integer_at(0), found.documents.size());
            StatingDocument made;
            made.marks = {row.integer_at(1) != 0, row.integer_at(2) != 0, row.integer_at(3) != 0,
                          static_cast<std::uint8_t>(row.integer_at(4))};
            made.document = document_in(row, 5);
            found.documents.push_back(std::move(made));
        }
    }
    Statement row =
        db.prepare("SELECT f.document, p.text, p.heading_path, p.kind, p.heading, " + fact_columns +
                   " FROM fact f JOIN passage p ON p.document = f.document "
                   "AND p.number = f.passage WHERE " +
                   wanted);
    bind_parameters(row);
    while (row.step())
        if (const auto document = index.find(row.integer_at(0)); document != index.end()) {
            StatedFact made{document->second, fact_in(row, 5),  row.text_at(1), unpack_words(row.text_at(2)),
                            no_passage,       number_in(row, 4)};
            const PassageKind kind = enum_in(row, 3, PassageKind::argument);
            if (kind == PassageKind::list_item || kind == PassageKind::table_row) made.list = made.section;
            found.facts.push_back(std::move(made));
        }
    std::ranges::sort(found.facts, {}, [](const StatedFact& f) {
        return std::tuple(std::string_view(f.fact.parameter), f.document, f.fact.place.text.begin,
                          f.fact.place.text.end, f.fact.measure.value, std::string_view(f.fact.rule));
    });
    return found;
}

std::vector<Decision> read_decisions(Database& db, const Visible& visible) {
    Statement row = db.prepare("SELECT key, reason, who, decided FROM decision ORDER BY key");
    std::vector<Decision> found;
    while (row.step()) found.push_back({row.text_at(0), row.text_at(1), row.text_at(2), row.text_at(3)});
    std::ranges::move(read_tag_decisions(db, nullptr, visible), std::back_inserter(found));
    std::ranges::sort(found, {}, &Decision::key);
    return found;
}

}  // namespace clausemark::sqlite
