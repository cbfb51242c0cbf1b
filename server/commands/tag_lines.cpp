// SPDX-License-Identifier: Apache-2.0
// Records in, ranked clauses out, one line each, in order, every edition, whatever the settings say. See
// tag_lines.h.
#include "server/commands/tag_lines.h"

#include <nlohmann/json.hpp>

#include "indexer/matcher/rank.h"
#include "parser/formats/formats.h"
#include "server/commands/commands.h"
#include "server/commands/record_lines.h"

namespace clausemark {
namespace {

/// Evidence in bytes of the text as it was given.
Json clauses_json(const RuleSet& rules, const Document& document, const std::vector<ClauseScore>& ranked) {
    const Catalogue& catalogue = rules.catalogue();
    Json clauses = Json::array();
    for (const ClauseScore& score : ranked) {
        Json names = Json::array();
        for (const std::uint32_t rule : score.rules) names.push_back(rules.rules()[rule].name);
        Json evidence = Json::array();
        for (const Span span : score.evidence) {
            const Span source = to_source(document, span);
            evidence.push_back({source.begin, source.end});
        }
        clauses.push_back({{"standard", catalogue.standard_of(score.clause).id},
                           {"clause", catalogue.clause(score.clause).number},
                           {"score", score.score},
                           {"tagged", score.shown},
                           {"strength", name_of(score.strength)},
                           {"rules", std::move(names)},
                           {"evidence", std::move(evidence)}});
    }
    return clauses;
}

}  // namespace

int tag_lines(const Knowledge& known) {
    Analyzer analyzer(known.rules, known.citations);
    Ranker ranker(known.rules);
    const auto answer = [&](const Json& id, Record&& record) {
        const Document document = read_page(record.format, std::move(record.text));
        const PageContext context{record.title, std::move(record.heading_path), "", ""};
        const Analysis analysis = analyzer.analyze(document, context);
        const auto ranked = ranker.rank(document, context, analysis);
        answer_line({{"id", id}, {"clauses", clauses_json(*known.rules, document, ranked)}});
    };
    return for_each_record(answer, [] { return exit_fine; });
}

}  // namespace clausemark
