// SPDX-License-Identifier: Apache-2.0
// See oscal.h.
#include "server/exports/oscal.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "indexer/hash/sha1.h"
#include "parser/core/limits_tables.h"
#include "server/pages/html.h"

namespace clausemark {
namespace {

constexpr std::string_view oscal_version = "1.1.2";
/// Of our own properties: not an address of anything, a name.
constexpr std::string_view name_space = "urn:clausemark:oscal";

Json property(std::string_view name, std::string value) {
    return {{"name", name}, {"ns", name_space}, {"value", std::move(value)}};
}

std::string time_of(std::string_view day) {
    return fmt::format("{}T00:00:00Z", day);
}

/// Where the page can be read; the program's own name for it where the wiki gave no address.
std::string reference_of(const DocumentRecord& document) {
    std::string address = safe_address(document.attributes.permalink);
    if (!address.empty()) return address;
    return fmt::format("urn:clausemark:document:{}:{}", query_value(document.id.wiki),
                       query_value(document.id.key));
}

std::string_view strength_words(const AnsweringDocument& answer) {
    return answer.strength >= Strength::commitment    ? "commits to it"
           : answer.strength == Strength::description ? "describes it"
                                                      : "names it";
}

Json evidence_of(const ClauseDocuments& found, ClauseIndex clause) {
    Json out = Json::array();
    for (const AnsweringDocument& answer : found.of(clause)) {
        if (answer.standing != Standing::counted || out.size() == limits::documents_in_a_row) continue;
        const DocumentRecord& document = found.documents[answer.document];
        const Attributes& a = document.attributes;
        Json props = Json::array();
        if (!a.revision.empty()) props.push_back(property("revision", a.revision));
        if (!a.version.empty()) props.push_back(property("version", a.version));
        props.push_back(property("content-sha256", a.content_hash));
        out.push_back(
            {{"href", reference_of(document)},
             {"description", fmt::format("{}: {} passage{}; the page {}", title_of(document), answer.passages,
                                         answer.passages == 1 ? "" : "s", strength_words(answer))},
             {"props", props}});
    }
    return out;
}

std::string missing_text(const ClauseCoverage& clause) {
    std::string out;
    for (const PartFound& part : clause.parts)
        if (!part.found() && part.part->required) out += (out.empty() ? "" : "; ") + part.part->words;
    return out;
}

Json observation_of(const Knowledge& known, const ClauseCoverage& clause, const ClauseDocuments& found,
                    std::string_view day) {
    const Clause& c = known.catalogue->clause(clause.clause);
    Json made = {{"uuid", uuid_of(fmt::format("observation {} {}", c.id, day))},
                 {"title", fmt::format("{} {}", label_of(c), c.title)},
                 {"description",
                  fmt::format("In the documents examined: {} ({}).", words_of(clause.state), documents_only)},
                 {"methods", Json::array({"EXAMINE"})},
                 {"types", Json::array({"control-objective"})},
                 {"props", Json::array({property("control-id", oscal_token(c.id)),
                                        property("state", std::string(name_of(clause.state)))})},
                 {"collected", time_of(day)}};
    if (Json evidence = evidence_of(found, clause.clause); !evidence.empty())
        made["relevant-evidence"] = std::move(evidence);
    if (const std::string missing = missing_text(clause); !missing.empty())
        made["remarks"] = "Not found in the documents: " + missing;
    return made;
}

}  // namespace

std::string uuid_of(std::string_view name) {
    // The name space is itself the name-based identifier of this program's name for it.
    static constexpr std::array<unsigned char, 16> space{0x5d, 0x0c, 0x1f, 0x0a, 0x7e, 0x4b, 0x5c, 0x8f,
                                                         0x9a, 0x61, 0x3f, 0x2d, 0x10, 0xc4, 0x77, 0xe2};
    std::string bytes(space.begin(), space.end());
    bytes += name;
    std::string hex = sha1(bytes).substr(0, 32);
    hex[12] = '5';
    const int variant = (hex[16] >= 'a' ? hex[16] - 'a' + 10 : hex[16] - '0') % 4 + 8;
    hex[16] = "0123456789abcdef"[variant];
    return fmt::format("{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4),
                       hex.substr(16, 4), hex.substr(20));
}

std::string oscal_token(std::string_view clause_id) {
    std::string out(clause_id);
    std::ranges::replace(out, ':', '-');
    std::ranges::replace(out, '/', '_');
    return out;
}

Json oscal_results(const Knowledge& known, const std::vector<StandardCoverage>& coverages,
                   const ClauseDocuments& found, std::string_view day) {
    Json results = Json::array();
    for (const StandardCoverage& coverage : coverages) {
        const Standard& standard = known.catalogue->standards()[coverage.standard];
        Json observations = Json::array();
        Json controls = Json::array();
        for (const ClauseCoverage& clause : coverage.clauses) {
            const Clause& c = known.catalogue->clause(clause.clause);
            if (!c.leaf() && clause.parts.empty()) continue;
            controls.push_back({{"control-id", oscal_token(c.id)}});
            observations.push_back(observation_of(known, clause, found, day));
        }
        results.push_back(
            {{"uuid", uuid_of(fmt::format("result {} {}", standard.id, day))},
             {"title", "Documents examined for " + standard.name},
             {"description",
              fmt::format("What rules found in the pages of a policy wiki, clause by clause: {}.",
                          documents_only)},
             {"start", time_of(day)},
             {"end", time_of(day)},
             {"props",
              Json::array({property("standard", standard.id), property("rules-sha256", known.hash)})},
             {"reviewed-controls",
              {{"control-selections",
                Json::array({{{"description", standard.name}, {"include-controls", controls}}})}}},
             {"observations", observations}});
    }
    const std::string plan = uuid_of("assessment plan");
    return {{"assessment-results",
             {{"uuid", uuid_of(fmt::format("results {} {}", known.config->wiki, day))},
              {"metadata",
               {{"title", "Coverage of a policy wiki (" + std::string(documents_only) + ")"},
                {"last-modified", time_of(day)},
                {"version", std::string(day)},
                {"oscal-version", oscal_version}}},
              {"import-ap", {{"href", "#" + plan}}},
              {"results", results},
              {"back-matter",
               {{"resources",
                 Json::array({{{"uuid", plan},
                               {"title", "No assessment plan"},
                               {"description",
                                "Documents were examined by rules, without an assessment plan in OSCAL. "
                                "Nobody assessed whether what they say is done."}}})}}}}}};
}

}  // namespace clausemark
