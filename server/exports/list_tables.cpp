// SPDX-License-Identifier: Apache-2.0
// See list_tables.h.
#include "server/exports/list_tables.h"

#include <nlohmann/json.hpp>

#include "parser/formats/formats.h"
#include "server/exports/export_tables.h"
#include "server/exports/table_rows.h"
#include "server/json/encode_duplicates.h"

namespace clausemark {
namespace {

/// Numbers with a fraction: as JSON writes them.
Cell decimal(double value) {
    Cell cell(Json(value).dump());
    cell.number = true;
    return cell;
}

std::string quotes_of(const EvidenceRecord& evidence) {
    std::vector<std::string> quotes;
    for (const Place& place : evidence.tag.evidence) {
        const Span inside{place.text.begin - evidence.passage.span.begin,
                          place.text.end - evidence.passage.span.begin};
        quotes.emplace_back(inside.of(evidence.passage.text));
    }
    return joined(quotes, " | ");
}

std::string_view kind_of(ClauseKind kind) {
    return kind == ClauseKind::control ? "control" : kind == ClauseKind::group ? "group" : "clause";
}

}  // namespace

Table documents_table(std::span<const DocumentRecord> documents) {
    Table table = new_table("documents", "Documents",
                            {{"Wiki"},
                             {"Key"},
                             {"Title"},
                             {"Space"},
                             {"Owner"},
                             {"Approver"},
                             {"Status"},
                             {"System"},
                             {"Type"},
                             {"Version"},
                             {"Review date"},
                             {"Language"},
                             {"Format"},
                             {"Revision"},
                             {"Revision order"},
                             {"Sequence"},
                             {"Content hash"},
                             {"Permalink"}});
    for (const DocumentRecord& document : documents) {
        const Attributes& a = document.attributes;
        add(table, {document.id.wiki, document.id.key, a.title, a.space, a.owner, a.approver,
                    std::string(name_of(a.status)), a.system, a.type, a.version, a.review_date, a.language,
                    std::string(info(a.format).name), a.revision, Cell::of_number(a.revision_order),
                    Cell::of_number(document.sequence), a.content_hash, a.permalink});
    }
    return table;
}

Table changes_table(std::span<const Change> changes) {
    Table table = new_table("changes", "Changes",
                            {{"Sequence"},
                             {"Kind"},
                             {"Wiki"},
                             {"Key"},
                             {"Title"},
                             {"Revision"},
                             {"Content hash"},
                             {"Rules hash"}});
    for (const Change& change : changes)
        add(table, {Cell::of_number(change.sequence), std::string(name_of(change.kind)), change.id.wiki,
                    change.id.key, change.title, change.revision, change.content_hash, change.rules_hash});
    return table;
}

Table evidence_table(std::span<const EvidenceRecord> evidence) {
    Table table = new_table("evidence", "Evidence",
                            {{"Clause"},
                             {"Strength"},
                             {"Score"},
                             {"Standing"},
                             {"Decision"},
                             {"Rule"},
                             {"Wiki"},
                             {"Key"},
                             {"Title"},
                             {"Heading path"},
                             {"Passage"},
                             {"Words"},
                             {"Owner"},
                             {"Revision"},
                             {"Permalink"}});
    for (const EvidenceRecord& each : evidence) {
        const Attributes& a = each.document.attributes;
        add(table,
            {each.tag.clause, std::string(name_of(each.tag.strength)), decimal(each.tag.score),
             std::string(name_of(each.tag.standing)), std::string(name_of(each.tag.state)), each.tag.rule,
             each.document.id.wiki, each.document.id.key, a.title, joined(each.passage.heading_path, " > "),
             each.passage.text, quotes_of(each), a.owner, a.revision, a.permalink});
    }
    return table;
}

Table clauses_table(const Catalogue& catalogue, StandardIndex standard) {
    Table table = new_table("clauses", "Clauses",
                            {{"Id"}, {"Number"}, {"Kind"}, {"Title"}, {"Description"}, {"Parent"}});
    for (const ClauseIndex index : catalogue.standards()[standard].clauses) {
        const Clause& clause = catalogue.clause(index);
        add(table,
            {clause.id, clause.number, std::string(kind_of(clause.kind)), clause.title, clause.description,
             clause.parent == no_clause ? std::string() : catalogue.clause(clause.parent).id});
    }
    return table;
}

Table coverage_list(const Knowledge& known, const std::vector<StandardCoverage>& coverages) {
    Table out;
    for (const StandardCoverage& coverage : coverages) {
        Table table = coverage_table(known, coverage, {}, false);
        std::size_t documents = 0;
        while (documents < table.columns.size() && table.columns[documents].title != "Documents") ++documents;
        if (out.columns.empty()) {
            out = new_table("coverage", "Coverage", table.columns);
            out.columns.erase(out.columns.begin() + static_cast<std::ptrdiff_t>(documents));
            out.columns.insert(out.columns.begin(), {"Standard"});
        }
        const std::string& id = known.catalogue->standards()[coverage.standard].id;
        for (TableRow& row : table.rows) {
            row.cells.erase(row.cells.begin() + static_cast<std::ptrdiff_t>(documents));
            row.cells.insert(row.cells.begin(), Cell(id));
            out.rows.push_back(std::move(row));
        }
    }
    return out;
}

Table duplicates_table(std::span<const ClusterFinding> findings) {
    Table table = new_table("duplicates", "Duplicates",
                            {{"Cluster"},
                             {"Kind"},
                             {"Words"},
                             {"Similarity"},
                             {"Weight"},
                             {"Documents"},
                             {"Keep"},
                             {"Wiki"},
                             {"Key"},
                             {"Title"},
                             {"Heading path"},
                             {"Owner"},
                             {"Revision"},
                             {"Permalink"},
                             {"Gravest difference"}});
    for (const ClusterFinding& finding : findings) {
        const DuplicateCluster& cluster = finding.cluster;
        const auto lines = finding.lines();
        const std::string gravest = lines.empty() ? "" : lines.front().line->explanation;
        for (std::size_t i = 0; i < cluster.members.size(); ++i) {
            const DuplicateMember& member = cluster.members[i];
            const Attributes& a = member.document.attributes;
            add(table,
                {cluster.id, std::string(name_of(cluster.kind)), Cell::of_number(cluster.words),
                 decimal(cluster.similarity), decimal(cluster.weight),
                 Cell::of_number(static_cast<std::int64_t>(cluster.documents)),
                 i == finding.keep.member ? "yes" : "no", member.document.id.wiki, member.document.id.key,
                 a.title, joined(member.heading_path, " > "), a.owner, a.revision, a.permalink, gravest});
        }
    }
    return table;
}

Table conflicts_table(const ConflictFindings& all, std::span<const ConflictFinding> findings) {
    Table table = new_table("conflicts", "Different values",
                            {{"Conflict"},
                             {"Parameter"},
                             {"Weight"},
                             {"Value"},
                             {"Written"},
                             {"Wiki"},
                             {"Key"},
                             {"Title"},
                             {"Heading path"},
                             {"Passage"},
                             {"Owner"},
                             {"Revision"},
                             {"Permalink"},
                             {"Not counted"}});
    for (const ConflictFinding& finding : findings) {
        const Conflict& conflict = *finding.conflict;
        for (std::size_t v = 0; v < std::min(conflict.values.size(), listed_values); ++v) {
            const ConflictValue& value = conflict.values[v];
            for (std::size_t i = 0; i < std::min(value.facts.size(), listed_statements); ++i) {
                const ConflictStatement stated = all.statement(value.facts[i]);
                const DocumentRecord& document = stated.document->document;
                const Attributes& a = document.attributes;
                add(table, {key_text(conflict.key), conflict.parameter, decimal(conflict.weight),
                            value.written, stated.stated->fact.written, document.id.wiki, document.id.key,
                            a.title, joined(stated.stated->heading_path, " > "), stated.stated->text, a.owner,
                            a.revision, a.permalink, reason_apart(*stated.document)});
            }
        }
    }
    return table;
}

}  // namespace clausemark
