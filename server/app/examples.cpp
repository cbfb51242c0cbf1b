// SPDX-License-Identifier: Apache-2.0
// Examples as tests. See examples.h.
#include "server/app/examples.h"

#include <algorithm>

#include "indexer/matcher/rank.h"
#include "parser/formats/formats.h"

namespace clausemark {

Analysis ExampleRunner::analyze(const Example& example, std::vector<FlaggedWords>* flagged) {
    const Document document = read_page(Format::markdown, example.text);
    PageContext context;
    if (!example.path.empty()) {
        context.title = example.path.front();
        context.heading_path.assign(example.path.begin() + 1, example.path.end());
    }
    return analyzer_.analyze(document, context, flagged);
}

/// Whether a rule that reports words reports some: on a page where all that it names holds.
bool ExampleRunner::reported(std::uint32_t rule, const Example& example) {
    std::vector<FlaggedWords> flagged;
    analyze(example, &flagged);
    const bool between = rules_->rules()[rule].report.between_systems;
    return std::ranges::any_of(flagged, [&](const FlaggedWords& found) {
        return found.rule == rule && !(between && found.one_system);
    });
}

bool ExampleRunner::recognised(std::uint32_t rule, const Example& example) {
    const Analysis analysis = analyze(example);
    // A tag of the rule is shown, and in that passage a match of the aspect held.
    const auto& aspects = rules_->rules()[rule].aspects;
    const auto of_aspect = [&](const Reason& reason) {
        const std::uint16_t aspect = rules_->matches()[reason.match].aspect;
        return aspect != no_aspect && aspects[aspect].name == example.aspect;
    };
    return std::any_of(analysis.tags.begin(), analysis.tags.end(), [&](const Tag& tag) {
        if (tag.rule != rule || !tag.shown) return false;
        return example.aspect.empty() ||
               std::any_of(analysis.hits.begin(), analysis.hits.end(), [&](const RuleHit& hit) {
                   return hit.rule == rule && hit.passage == tag.passage &&
                          std::any_of(hit.reasons.begin(), hit.reasons.end(), of_aspect);
               });
    });
}

/// What a rule's writer looks for first: another rule that has the tag, or why the tag is not shown.
std::string ExampleRunner::hint_for(std::uint32_t rule, const Example& example) {
    const RuleInfo& info = rules_->rules()[rule];
    std::string hint;
    for (const Tag& tag : analyze(example).tags) {
        const bool own = std::ranges::find(info.clauses, tag.clause) != info.clauses.end();
        if (!own || !hint.empty()) continue;
        if (tag.shown && tag.rule != rule) {
            hint = "rule " + rules_->rules()[tag.rule].name + " scores higher and has the tag for " +
                   rules_->catalogue().clause(tag.clause).id + "; ";
        } else if (!tag.shown) {
            hint = "not shown: " + std::string(name_of(tag.withheld)) + "; ";
        }
    }
    return hint + "clausemark rules explain shows what matches, and how strongly";
}

void ExampleRunner::run(std::uint32_t rule, std::string_view source, std::vector<Diagnostic>& faults) {
    const RuleInfo& info = rules_->rules()[rule];
    const bool reports = info.report.code != Code{};
    for (const Example& example : info.examples) {
        const bool found = reports ? reported(rule, example) : recognised(rule, example);
        if (found != example.counter) continue;
        const std::string what = example.aspect.empty() ? "" : ", aspect " + example.aspect + ",";
        faults.push_back(example.counter
                             ? diagnose_at(Code::rule_counterexample_matches, info.file, source, example.span,
                                           "rule " + info.name +
                                               (reports ? " reports words of" : " shows a tag for") +
                                               " this counterexample",
                                           "clausemark rules explain shows on which words")
                             : diagnose_at(Code::rule_example_fails, info.file, source, example.span,
                                           "rule " + info.name + what + " does not recognise this example",
                                           hint_for(rule, example)));
    }
}

}  // namespace clausemark
