// SPDX-License-Identifier: Apache-2.0
// See rank.h.
#include "indexer/matcher/rank.h"

#include <algorithm>

#include "indexer/matcher/score.h"

namespace clausemark {
namespace {

template <typename T>
void sort_unique(std::vector<T>& list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
}

/// The tags of one clause, the best score first.
ClauseScore combine(std::vector<const Tag*>& tags) {
    std::stable_sort(tags.begin(), tags.end(),
                     [](const Tag* a, const Tag* b) { return a->score > b->score; });
    ClauseScore made;
    made.clause = tags.front()->clause;
    double weight = 0;
    for (const Tag* tag : tags) {
        weight += weight_of(tag->score);
        made.shown |= tag->shown;
        made.strength = std::max(made.strength, tag->strength);
        made.rules.push_back(tag->rule);
    }
    made.score = score_of(weight);
    for (const Tag* tag : tags) {
        if (tag->shown != made.shown || tag->passage == outside) continue;
        made.evidence.insert(made.evidence.end(), tag->evidence.begin(), tag->evidence.end());
    }
    sort_unique(made.rules);
    sort_unique(made.evidence);
    return made;
}

}  // namespace

std::vector<ClauseScore> rank_document(const Analysis& analysis) {
    std::vector<const Tag*> tags;
    for (const Tag& tag : analysis.tags) tags.push_back(&tag);
    for (const Tag& tag : analysis.outside_tags) tags.push_back(&tag);
    std::stable_sort(tags.begin(), tags.end(),
                     [](const Tag* a, const Tag* b) { return a->clause < b->clause; });
    std::vector<ClauseScore> scores;
    std::vector<const Tag*> of_clause;
    for (std::size_t i = 0; i < tags.size();) {
        of_clause.clear();
        const ClauseIndex clause = tags[i]->clause;
        for (; i < tags.size() && tags[i]->clause == clause; ++i) of_clause.push_back(tags[i]);
        scores.push_back(combine(of_clause));
    }
    std::stable_sort(scores.begin(), scores.end(),
                     [](const ClauseScore& a, const ClauseScore& b) { return a.score > b.score; });
    return scores;
}

std::vector<Explanation> explain(const RuleSet& rules, const Document& document, const Analysis& analysis) {
    std::vector<Explanation> out;
    const auto add = [&](const RuleHit& hit) {
        const RuleInfo& rule = rules.rules()[hit.rule];
        for (const Reason& reason : hit.reasons) {
            const MatchInfo& match = rules.matches()[reason.match];
            Explanation made;
            made.passage = hit.passage;
            made.rule = rule.name;
            if (match.aspect != no_aspect) made.aspect = rule.aspects[match.aspect].name;
            made.expression = match.text;
            made.strength = reason.strength;
            made.weight = reason.weight;
            made.score = hit.score;
            for (const Span span : reason.evidence) made.words.emplace_back(span.of(document.text));
            out.push_back(std::move(made));
        }
    };
    for (const RuleHit& hit : analysis.outside_hits) add(hit);
    for (const RuleHit& hit : analysis.hits) add(hit);
    return out;
}

}  // namespace clausemark
