// SPDX-License-Identifier: Apache-2.0
// See rank.h.
#include "indexer/matcher/rank.h"

#include <algorithm>
#include <cmath>

#include "indexer/matcher/score.h"
#include "indexer/matcher/word_profiles.h"

namespace clausemark {
namespace {

template <typename T>
void sort_unique(std::vector<T>& list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
}

/// A title, or a heading from outside, speaks for the whole text; a passage for itself.
constexpr double outside_factor = 2;

/// What a leading clause is taken to have by its reasons where it has less: a text on which the rules say
/// little is ranked by its words.
constexpr double least_lead = 2;

/// A clause that no rule names is listed where the words are at least so like as those of the likest clause.
constexpr double least_likeness = 0.2;

/// What a passage counts for the whole text: a text says early what it is about, and speaks of other things
/// later.
double share_of(std::uint32_t passage) {
    return passage == outside ? outside_factor : 1 / std::sqrt(1.0 + passage);
}

/// The tags of one clause, the best score first.
ClauseScore combine(std::vector<const Tag*>& tags) {
    std::stable_sort(tags.begin(), tags.end(),
                     [](const Tag* a, const Tag* b) { return a->score > b->score; });
    ClauseScore made;
    made.clause = tags.front()->clause;
    for (const Tag* tag : tags) {
        made.weight += weight_of(tag->score) * share_of(tag->passage);
        made.shown |= tag->shown;
        made.strength = std::max(made.strength, tag->strength);
        made.rules.push_back(tag->rule);
    }
    for (const Tag* tag : tags) {
        if (tag->shown != made.shown || tag->passage == outside) continue;
        made.evidence.insert(made.evidence.end(), tag->evidence.begin(), tag->evidence.end());
    }
    if (!made.shown) made.withheld = tags.front()->withheld;
    sort_unique(made.rules);
    sort_unique(made.evidence);
    return made;
}

/// One entry a clause that has tags, in the order of clauses.
std::vector<ClauseScore> sum_tags(const Analysis& analysis) {
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
    return scores;
}

}  // namespace

Ranker::Ranker(std::shared_ptr<const RuleSet> rules)
    : rules_(std::move(rules)), tokenizer_(rules_->program().vocabulary) {}

std::vector<ClauseScore> Ranker::rank(const Document& document, const PageContext& context,
                                      const Analysis& analysis) {
    words_.clear();
    const auto whole = [&](std::string_view text) {
        read(text, {0, static_cast<std::uint32_t>(text.size())});
    };
    whole(context.title);
    for (const std::string& heading : context.heading_path) whole(heading);
    for (const Passage& passage : document.passages) {
        if (passage.kind != PassageKind::code) read(document.text, passage.text);
    }
    const std::vector<double> likeness = rules_->profiles().likeness(words_);
    std::vector<ClauseScore> scores = sum_tags(analysis);

    // Editions are ranked apart: what leads in one is no measure for another.
    const Catalogue& catalogue = rules_->catalogue();
    std::vector<double> likest(catalogue.standards().size(), 0);
    std::vector<double> leading(catalogue.standards().size(), least_lead);
    for (std::size_t i = 0; i < likeness.size(); ++i) {
        double& known = likest[catalogue.clauses()[i].standard];
        known = std::max(known, likeness[i]);
    }
    for (const ClauseScore& score : scores) {
        double& known = leading[catalogue.clause(score.clause).standard];
        known = std::max(known, score.weight);
    }
    const std::size_t tagged = scores.size();
    std::size_t next = 0;
    for (std::size_t i = 0; i < likeness.size(); ++i) {
        const StandardIndex standard = catalogue.clauses()[i].standard;
        const double like = likest[standard] > 0 ? likeness[i] / likest[standard] : 0;
        if (next < tagged && scores[next].clause == i) {
            scores[next++].likeness = like;
        } else if (like >= least_likeness) {
            ClauseScore& made = scores.emplace_back();
            made.clause = static_cast<ClauseIndex>(i);
            made.likeness = like;
        }
    }
    for (ClauseScore& score : scores) {
        const double lead = leading[catalogue.clause(score.clause).standard];
        score.score = score_of(score.weight + rules_->scoring().likeness * lead * score.likeness);
    }
    std::sort(scores.begin(), scores.end(), [](const ClauseScore& a, const ClauseScore& b) {
        return a.score != b.score ? a.score > b.score : a.clause < b.clause;
    });
    return scores;
}

std::string_view name_of(Withheld withheld) {
    switch (withheld) {
        case Withheld::no:
            return "shown";
        case Withheld::related:
            return "a neighbour of what the text answers";
        case Withheld::heading:
            return "in a heading or title only";
        case Withheld::topic:
            return "the subject only, no match holds";
        case Withheld::mention:
            return "a mention only: nothing is demanded or said to be so";
        case Withheld::context:
            return "no words of the passage itself";
        case Withheld::system:
            return "the text speaks of another management system";
        case Withheld::weak:
            return "below shown-at";
        case Withheld::terse:
            return "a few words, and nothing above speaks of the subject";
        case Withheld::row:
            return "the row is about another clause, or says that it does not apply";
        case Withheld::elsewhere:
            return "the words here and around are about other things, and what matched says too little";
    }
    return "";
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
