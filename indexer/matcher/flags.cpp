// SPDX-License-Identifier: Apache-2.0
// The words that rules report: where flags hold, which senses the page has, and which system a place speaks
// of. Conditions on the page's scope are left to indexer/pages/terminology.h. Part of Analyzer.
#include <algorithm>
#include <tuple>
#include <utility>

#include "indexer/matcher/analyzer.h"

namespace clausemark {

/// False: a flag or sense that nobody asked for, or that the place at hand cannot have.
bool Analyzer::ordered(const Root& root) const {
    if (root.kind == RootKind::flag) return flagging_;
    return root.kind != RootKind::sense || flagged_ != nullptr;
}

/// Of each occurrence the words remembered by `as`, else all of them, as far as they are the passage's own.
void Analyzer::add_flag(const Root& root, std::uint32_t passage) {
    if (root.kind == RootKind::sense) {
        senses_.emplace_back(root.rule, root.index);
        return;
    }
    const Found found = evaluator_.find(root.node);
    for (std::uint32_t i = found.first; i < found.first + found.count; ++i) {
        const std::uint32_t captured = evaluator_.occurrence(i).captured;
        ranges_.clear();
        words_.clear();
        evaluator_.leaves(captured == Occurrence::none ? i : captured, ranges_);
        for (const Span range : ranges_)
            for (std::uint32_t token = range.begin; token < range.end; ++token)
                if (!view_.tokens[token].is(Token::borrowed)) words_.push_back(view_.tokens[token].span);
        if (words_.empty()) continue;
        Span all = words_.front();
        for (const Span word : words_) all = cover(all, word);
        flagged_->push_back({passage, root.rule, all, false});
    }
}

/// Hits of the passage at hand, from the one numbered `first` on: in order, each words once.
void Analyzer::settle_passage_flags(std::size_t first, std::uint32_t system) {
    if (flagged_ == nullptr || flagged_->size() == first) return;
    const auto begin = flagged_->begin() + static_cast<std::ptrdiff_t>(first);
    const auto place = [](const FlaggedWords& hit) {
        return std::tuple(hit.rule, hit.words.begin, ~hit.words.end);
    };
    std::ranges::sort(begin, flagged_->end(), {}, place);
    // Of what overlaps, the first and longest: two flags may hold on the same words.
    const auto same = [](const FlaggedWords& a, const FlaggedWords& b) {
        return a.rule == b.rule && b.words.begin < a.words.end;
    };
    flagged_->erase(std::unique(begin, flagged_->end(), same), flagged_->end());
    flagged_systems_.resize(flagged_->size(), system);
}

/// At the end of the page, when its senses and the system it names as a whole are known.
void Analyzer::settle_flags() {
    if (flagged_ == nullptr) return;
    std::ranges::sort(senses_);
    senses_.erase(std::unique(senses_.begin(), senses_.end()), senses_.end());
    std::size_t kept = 0;
    for (std::size_t i = 0; i < flagged_->size(); ++i) {
        FlaggedWords hit = (*flagged_)[i];
        if (rules_->rules()[hit.rule].report.senses > 0) {
            const auto of_rule =
                std::ranges::count(senses_, hit.rule, &std::pair<std::uint32_t, std::uint32_t>::first);
            if (of_rule < 2) continue;
        }
        const std::uint32_t system =
            flagged_systems_[i] == no_system ? document_system_ : flagged_systems_[i];
        hit.one_system = system != no_system && system != several_systems;
        (*flagged_)[kept++] = hit;
    }
    flagged_->resize(kept);
}

}  // namespace clausemark
