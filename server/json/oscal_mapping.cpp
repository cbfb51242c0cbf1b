// SPDX-License-Identifier: Apache-2.0
// Correspondences as OSCAL and as a table. See oscal_mapping.h.
#include "server/json/oscal_mapping.h"

#include <fmt/format.h>

#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid_io.hpp>
#include <nlohmann/json.hpp>

#include "indexer/integration/shared.h"

namespace clausemark {
namespace {

constexpr const char* oscal_version = "1.2.0";

std::string uuid_of(const std::string& name) {
    boost::uuids::name_generator_sha1 of(boost::uuids::ns::url());
    return boost::uuids::to_string(of("urn:clausemark:correspondences:" + name));
}

std::string_view relationship_of(Relation relation) {
    switch (relation) {
        case Relation::equal:
            return "equivalent-to";  // equal-to is for equal words; ours compare what has to be done
        case Relation::subset_of:
            return "subset-of";
        case Relation::superset_of:
            return "superset-of";
        case Relation::intersects:
            break;
    }
    return "intersects-with";
}

Json item(const Clause& clause) {
    return Json::array({{{"type", "control"}, {"id-ref", oscal_id(clause)}}});
}

Json gaps(const Catalogue& catalogue, const Correspondences& correspondences, StandardIndex standard,
          StandardIndex other) {
    Json ids = Json::array();
    for (const auto& [clause, reason] : alone_in(catalogue, correspondences, standard, other))
        ids.push_back(oscal_id(catalogue.clause(clause)));
    if (ids.empty()) return {};
    return {{"uuid",
             uuid_of("gap:" + catalogue.standards()[standard].id + ":" + catalogue.standards()[other].id)},
            {"unmapped-controls", Json::array({{{"with-ids", ids}}})}};
}

}  // namespace

std::string oscal_id(const Clause& clause) {
    std::string out = clause.kind == ClauseKind::control  ? "control-"
                      : clause.kind == ClauseKind::clause ? "clause-"
                                                          : "group-";
    for (const char c : clause.number) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

Json oscal_mapping(const Catalogue& catalogue, const Correspondences& correspondences, StandardIndex from,
                   StandardIndex to, std::string_view date) {
    const Standard& source = catalogue.standards()[from];
    const Standard& target = catalogue.standards()[to];
    const std::string pair = source.id + ":" + target.id;
    std::string content;
    Json maps = Json::array();
    for (const ClauseIndex clause : source.clauses)
        for (const Correspondence& row : correspondences.of(clause, to)) {
            const std::string name = catalogue.clause(row.from).id + ":" + catalogue.clause(row.to).id;
            const std::string_view relationship = relationship_of(row.relation);
            content += fmt::format("{}|{}|{}|{}\n", name, relationship, row.reason, row.source);
            maps.push_back({{"uuid", uuid_of("map:" + name)},
                            {"relationship", relationship},
                            {"matching-rationale", "semantic"},
                            {"sources", item(catalogue.clause(row.from))},
                            {"targets", item(catalogue.clause(row.to))},
                            {"remarks", row.reason + " (" + row.source + ")"}});
        }
    Json mapping = {
        {"uuid", uuid_of("mapping:" + pair)},
        {"source-resource", {{"type", "catalog"}, {"href", "#" + uuid_of("standard:" + source.id)}}},
        {"target-resource", {{"type", "catalog"}, {"href", "#" + uuid_of("standard:" + target.id)}}},
        {"maps", std::move(maps)}};
    if (Json gap = gaps(catalogue, correspondences, from, to); !gap.is_null())
        mapping["source-gap-summary"] = std::move(gap);
    if (Json gap = gaps(catalogue, correspondences, to, from); !gap.is_null())
        mapping["target-gap-summary"] = std::move(gap);
    Json resources = Json::array();
    for (const Standard* standard : {&source, &target})
        resources.push_back({{"uuid", uuid_of("standard:" + standard->id)},
                             {"title", standard->name + ", " + standard->title},
                             {"citation", {{"text", standard->name}}}});
    Json collection = {{"uuid", uuid_of("collection:" + pair + ":" + std::string(date) + "\n" + content)},
                       {"metadata",
                        {{"title", source.name + " and " + target.name},
                         {"last-modified", std::string(date) + "T00:00:00Z"},
                         {"version", std::string(date)},
                         {"oscal-version", oscal_version}}},
                       {"provenance",
                        {{"method", "human"},
                         {"matching-rationale", "semantic"},
                         {"status", "complete"},
                         {"mapping-description",
                          "Which clauses and controls ask for the same, each row with its reason and its "
                          "source; what has to be "
                          "done is compared, not the words."}}},
                       {"mappings", Json::array({std::move(mapping)})},
                       {"back-matter", {{"resources", std::move(resources)}}}};
    return {{"mapping-collection", std::move(collection)}};
}

TextTable correspondence_table(const Catalogue& catalogue, const Correspondences& correspondences,
                               StandardIndex from, StandardIndex to) {
    const Standard& source = catalogue.standards()[from];
    const Standard& target = catalogue.standards()[to];
    TextTable table;
    table.title = source.name + " and " + target.name;
    table.columns = {source.name, "Title", "Relation", target.name, "Title there", "Reason", "Source"};
    for (const ClauseIndex clause : source.clauses)
        for (const Correspondence& row : correspondences.of(clause, to))
            table.rows.push_back({catalogue.clause(row.from).number, catalogue.clause(row.from).title,
                                  std::string(name_of(row.relation)), catalogue.clause(row.to).number,
                                  catalogue.clause(row.to).title, row.reason, row.source});
    for (const auto& [clause, reason] : alone_in(catalogue, correspondences, from, to))
        table.rows.push_back({catalogue.clause(clause).number, catalogue.clause(clause).title,
                              "no counterpart", "", "", reason, ""});
    for (const auto& [clause, reason] : alone_in(catalogue, correspondences, to, from))
        table.rows.push_back({"", "", "no counterpart", catalogue.clause(clause).number,
                              catalogue.clause(clause).title, reason, ""});
    return table;
}

}  // namespace clausemark
