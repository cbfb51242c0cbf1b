// SPDX-License-Identifier: Apache-2.0
// The walk over a page: contexts from title and headings, then each passage. What a passage's hits weigh, and
// the tags read off them, are in scoring.cpp. See analyzer.h.
#include "indexer/matcher/analyzer.h"

#include <algorithm>

#include "indexer/matcher/citation_tags.h"

namespace clausemark {
Analyzer::Analyzer(std::shared_ptr<const RuleSet> rules, std::shared_ptr<const CitationFinder> citations)
    : rules_(std::move(rules)),
      finder_(std::move(citations)),
      program_(rules_->program()),
      contexts_(program_.contexts.size(), program_.sections.size()),
      evaluator_(program_, contexts_),
      strength_(program_),
      passages_(program_.vocabulary),
      doubt_(*rules_, passages_),
      tokenizer_(program_.vocabulary),
      verdicts_(rules_->catalogue().clauses().size()),
      clause_marks_(verdicts_.size() / 64 + 1) {}

Analysis Analyzer::analyze(const Document& document, const PageContext& context,
                           std::vector<FlaggedWords>* flagged) {
    Analysis out;
    flagged_ = flagged;
    if (finder_ != nullptr) out.citations = finder_->find(document);
    document_ = &document;
    context_ = &context;
    citations_ = &out.citations;
    begin_page();
    passages_.begin_page(document);
    doubt_.begin_page(document, context.title.empty() ? std::string_view(document.title) : context.title,
                      context.heading_path);
    read_outside(out);
    if (!program_.sections.empty()) read_sections();
    next_citation_ = 0;
    for (std::uint32_t i = 0; i < document.passages.size(); ++i) analyze_passage(i, out);
    complete_scopes(out.facts);
    settle_systems(out);
    settle_lonely(out);
    settle_flags();
    weigh_page(out);
    return out;
}

void Analyzer::begin_page() {
    contexts_.begin_page();
    headings_.assign(document_->passages.size(), Heading{});
    heading_contexts_.clear();
    sections_.clear();
    path_entered_ = false;
    title_system_ = no_system;
    procedure_ = false;
    document_system_ = no_system;
    unsettled_.clear();
    if (flagged_ != nullptr) flagged_->clear();
    flagging_ = false;
    flagged_systems_.clear();
    senses_.clear();
}

/// Title and outer headings: what holds in them, and what rules say of them.
void Analyzer::read_outside(Analysis& out) {
    title_contexts_.clear();
    outer_contexts_.resize(context_->heading_path.size());
    const auto says_procedure = [&](std::string_view text) {
        if (program_.procedure_title == no_node || text.empty()) return false;
        passages_.view(text, view_);
        evaluator_.load(view_);
        return evaluator_.find(program_.procedure_title).holds();
    };
    const auto read = [&](std::string_view text, std::vector<std::uint32_t>& held, bool ranks) {
        held.clear();
        passages_.view(text, view_);
        evaluator_.load(view_);
        collect_contexts(held);
        if (!ranks) return;
        strength_.begin(false, true);
        const std::size_t first = out.outside_hits.size();
        run_rules(outside, out.outside_hits, nullptr);
        read_tags(out.outside_hits, first, several_systems, false, out.outside_tags);
    };
    const std::string_view title =
        context_->title.empty() ? std::string_view(document_->title) : context_->title;
    // A title that is one of the page's own headings ranks as that heading.
    const bool own = std::any_of(
        document_->passages.begin(), document_->passages.end(),
        [&](const Passage& p) { return p.kind == PassageKind::heading && document_->text_of(p) == title; });
    if (!title.empty()) read(title, title_contexts_, !own);
    procedure_ = says_procedure(title) || says_procedure(context_->type);
    for (const std::uint32_t held : title_contexts_) contexts_.set_title(held);
    title_system_ = system_named(title_contexts_);
    for (std::size_t i = 0; i < outer_contexts_.size(); ++i)
        read(context_->heading_path[i], outer_contexts_[i], true);
}

void Analyzer::collect_contexts(std::vector<std::uint32_t>& held) {
    for (const std::uint32_t context : evaluator_.woken(program_.context_triggers)) {
        if (evaluator_.find(program_.contexts[context]).count > 0) held.push_back(context);
    }
}

/// What section(x) looks for must be known before the section's first passage is read.
void Analyzer::read_sections() {
    section_near_.assign(document_->passages.size(), 0);
    for (std::uint32_t i = 0; i < document_->passages.size(); ++i) {
        const Passage& passage = document_->passages[i];
        // A passage is read with its lead-in, which comes before it.
        const bool lead = passage.lead_in != no_passage && section_near_[passage.lead_in] != 0;
        const bool near =
            lead || program_.section_terms.empty() || passages_.has_any(i, program_.section_terms);
        section_near_[i] = near;
        if (!near || passage.kind == PassageKind::heading || !passages_.has_words(i)) continue;
        passages_.view(i, view_);
        evaluator_.load(view_);
        for (const std::uint32_t section : evaluator_.woken(program_.section_triggers)) {
            if (evaluator_.find(program_.sections[section]).count > 0)
                sections_.emplace_back(passage.heading, section);
        }
    }
    std::sort(sections_.begin(), sections_.end());
    sections_.erase(std::unique(sections_.begin(), sections_.end()), sections_.end());
}

std::span<const std::uint32_t> Analyzer::contexts_of(std::uint32_t heading) const {
    const Heading& known = headings_[heading];
    return {heading_contexts_.data() + known.begin, heading_contexts_.data() + known.end};
}

/// The contexts that hold under a heading (no_passage: under none of the page's).
void Analyzer::enter_path(std::uint32_t heading) {
    if (path_entered_ && path_of_ == heading) return;
    path_entered_ = true;
    path_of_ = heading;
    contexts_.begin_path();
    path_system_ = no_system;
    bool nearest = true;
    const auto enter = [&](std::span<const std::uint32_t> held) {
        for (const std::uint32_t context : held) {
            contexts_.set_path(context);
            if (nearest) contexts_.set_heading(context);
        }
        nearest = false;
        if (path_system_ == no_system) path_system_ = system_named(held);
    };
    for (std::uint32_t at = heading; at != no_passage; at = document_->passages[at].heading)
        enter(contexts_of(at));
    for (auto outer = outer_contexts_.rbegin(); outer != outer_contexts_.rend(); ++outer) enter(*outer);
    auto section = std::lower_bound(sections_.begin(), sections_.end(), std::pair{heading, std::uint32_t{0}});
    for (; section != sections_.end() && section->first == heading; ++section)
        contexts_.set_section(section->second);
}

/// The one system named among contexts that hold; several, or none.
std::uint32_t Analyzer::system_named(std::span<const std::uint32_t> held) const {
    std::uint32_t named = no_system;
    for (std::uint32_t system = 0; system < program_.systems.size(); ++system) {
        if (std::find(held.begin(), held.end(), program_.system_contexts[system]) == held.end()) continue;
        named = named == no_system ? system : several_systems;
    }
    return named;
}

/// The one system that the passage at hand names; several, or none.
std::uint32_t Analyzer::system_in_view() {
    std::uint32_t named = no_system;
    for (const Root& root : program_.roots) {
        if (root.kind != RootKind::system) break;  // they come first
        if (!evaluator_.find(root.node).holds()) continue;
        named = named == no_system ? root.index : several_systems;
    }
    return named;
}

/// The nearest level that names a system decides: passage, headings, title, what is known of the page. The
/// last, the document, is known at its end: settle_systems().
std::uint32_t Analyzer::nearest_system(std::uint32_t in_view) const {
    if (in_view != no_system) return in_view;
    if (path_system_ != no_system) return path_system_;
    if (title_system_ != no_system) return title_system_;
    if (context_->system.empty()) return no_system;
    const auto known = std::find(program_.systems.begin(), program_.systems.end(), context_->system);
    return known == program_.systems.end() ? several_systems
                                           : static_cast<std::uint32_t>(known - program_.systems.begin());
}

void Analyzer::analyze_passage(std::uint32_t passage, Analysis& out) {
    const Passage& known = document_->passages[passage];
    if (!passages_.has_words(passage)) return;
    enter_path(known.heading);
    passages_.view(passage, view_);
    const std::span<const Citation> cited = cited_in(passage);
    for (const Citation& citation : cited) view_.citations.push_back(citation.span);
    evaluator_.load(view_);
    const bool heading = known.kind == PassageKind::heading;
    if (heading) {
        Heading& made = headings_[passage];
        made.begin = static_cast<std::uint32_t>(heading_contexts_.size());
        collect_contexts(heading_contexts_);
        made.end = static_cast<std::uint32_t>(heading_contexts_.size());
    }
    const bool names_only = heading || known.quoted || passages_.only_links(passage);
    strength_.begin(procedure_, names_only);
    flagging_ = flagged_ != nullptr && !names_only && known.kind != PassageKind::argument;
    const std::size_t first = out.hits.size();
    const std::size_t first_flagged = flagged_systems_.size();
    run_rules(passage, out.hits, heading ? nullptr : &out.facts);
    const std::size_t first_tag = out.tags.size();
    const std::uint32_t in_view = system_in_view();
    note_system(in_view);
    settle_passage_flags(first_flagged, nearest_system(in_view));
    if (heading) {
        headings_[passage].hits_begin = static_cast<std::uint32_t>(first);
        headings_[passage].hits_end = static_cast<std::uint32_t>(out.hits.size());
    }
    if (out.hits.size() > first) {
        const std::uint32_t system = nearest_system(in_view);
        read_tags(out.hits, first, system == no_system ? several_systems : system, !heading, out.tags);
        if (system == no_system && cited.empty()) {
            unsettled_.emplace_back(static_cast<std::uint32_t>(first_tag),
                                    static_cast<std::uint32_t>(out.tags.size()));
        }
        settle_terse(passage, first_tag, out);
    }
    if (known.kind == PassageKind::table_row) keep_to_row(*rules_, cited, first_tag, out.tags);
    add_citation_tags(*rules_, cited, heading, first_tag, out.tags);
}

/// The citations of a passage; passages are asked for in their order.
std::span<const Citation> Analyzer::cited_in(std::uint32_t passage) {
    const auto& all = *citations_;
    while (next_citation_ < all.size() && all[next_citation_].passage < passage) ++next_citation_;
    const std::size_t first = next_citation_;
    while (next_citation_ < all.size() && all[next_citation_].passage == passage) ++next_citation_;
    return std::span(all).subspan(first, next_citation_ - first);
}

}  // namespace clausemark
