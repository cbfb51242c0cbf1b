// SPDX-License-Identifier: Apache-2.0
// Directives brought to clauses, codes and places. See page_directives.h.
#include "indexer/directives/page_directives.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "indexer/directives/grammar.h"
#include "indexer/store/apply_decisions.h"
#include "parser/core/check_codes.h"
#include "parser/core/edit_distance.h"
#include "parser/core/limits.h"

namespace clausemark {
namespace {

struct Range {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// The passages under the heading that a passage stands under, with that heading; a heading's own section.
Range section_of(const Document& document, std::uint32_t passage) {
    const auto& passages = document.passages;
    const auto count = static_cast<std::uint32_t>(passages.size());
    if (count == 0) return {};
    passage = std::min(passage, count - 1);
    const std::uint32_t heading =
        passages[passage].kind == PassageKind::heading ? passage : passages[passage].heading;
    Range range{heading == no_passage ? 0 : heading, count};
    for (std::uint32_t i = heading == no_passage ? 0 : heading + 1; i < count; ++i) {
        if (passages[i].kind != PassageKind::heading) continue;
        if (heading != no_passage && passages[i].level > passages[heading].level) continue;
        range.end = i;
        break;
    }
    return range;
}

Range passages_of(const Document& document, std::uint32_t passage, DirectiveScope scope) {
    const auto count = static_cast<std::uint32_t>(document.passages.size());
    if (scope == DirectiveScope::section) return section_of(document, passage);
    if (scope != DirectiveScope::passage) return {0, count};
    return passage < count ? Range{passage, passage + 1} : Range{count, count};
}

class Reader {
  public:
    Reader(const Document& document, const Catalogue& catalogue, const std::string& name, PageRecord& record)
        : document_(document), catalogue_(catalogue), name_(name), record_(record) {}

    void read() {
        std::vector<const Directive*> all;
        for (const Directive& directive : document_.directives) all.push_back(&directive);
        std::ranges::stable_sort(all, {}, [](const Directive* d) { return d->source.begin; });
        if (all.size() > limits::directives) {
            report(check_codes::directive_malformed, all[limits::directives]->source,
                   fmt::format("the page has more than {} directives; from here on they are not read",
                               limits::directives),
                   "say it of a section or of the page, or decide it outside the page");
            all.resize(limits::directives);
        }
        for (const Directive* directive : all) read(*directive);
        for (const std::size_t open : open_)
            record_.suppressions[open].covers.end = static_cast<std::uint32_t>(document_.source.size()) + 1;
    }

  private:
    void report(Code code, Span place, const std::string& message, const std::string& hint) {
        if (++reported_[code] > limits::findings_of_a_kind) return;
        record_.diagnostics.push_back(diagnose_at(code, name_, document_.source, place, message, hint));
    }

    /// A place in the directive's text, in the source.
    Span place_of(const Directive& directive, Span in_text) const {
        const std::size_t at = directive.source.of(document_.source).find(directive.text);
        if (at == std::string_view::npos || directive.text.empty()) return directive.source;
        const auto begin = directive.source.begin + static_cast<std::uint32_t>(at);
        return {begin + in_text.begin, begin + in_text.end};
    }

    void read(const Directive& directive) {
        if (directive.no_colon) {
            report(check_codes::directive_malformed, directive.source,
                   "this comment begins like a directive, but has no colon behind \"clausemark\"",
                   "write \"clausemark: ...\", or begin the comment with another word");
            return;
        }
        if (directive.text.size() > limits::directive_bytes) {
            report(check_codes::directive_malformed, directive.source,
                   fmt::format("a directive of more than {} bytes is not read", limits::directive_bytes),
                   "close the comment right behind the directive");
            return;
        }
        const auto parsed = parse_directive(directive.text);
        if (const auto* fault = std::get_if<DirectiveFault>(&parsed)) {
            report(check_codes::directive_malformed, place_of(directive, fault->span), fault->message,
                   fault->hint);
            return;
        }
        const auto& said = std::get<ParsedDirective>(parsed);
        const bool reasonable = said.verb == DirectiveVerb::on || said.verb == DirectiveVerb::confirm;
        if (!reasonable && said.reason.empty())
            report(check_codes::directive_without_reason, directive.source,
                   said.verb == DirectiveVerb::reject ? "this rejection gives no reason"
                                                      : "this directive does not say why it switches off",
                   "add reason \"...\": those who read it later will ask");
        if (said.verb == DirectiveVerb::confirm || said.verb == DirectiveVerb::reject)
            add_verdicts(directive, said);
        else
            add_suppressions(directive, said);
    }

    // --- verdicts

    void add_verdicts(const Directive& directive, const ParsedDirective& said) {
        const Range range = passages_of(document_, directive.passage, said.scope);
        PageVerdict verdict;
        verdict.verdict = said.verb == DirectiveVerb::confirm ? Verdict::confirmed : Verdict::rejected;
        verdict.begin = range.begin;
        verdict.end = range.end;
        verdict.who = said.who;
        verdict.when = said.when;
        verdict.reason = said.reason;
        verdict.source = directive.source;
        if (!said.words.empty() && range.end == range.begin + 1)
            verdict.stale = said.words != short_hash(range.begin);
        for (const DirectiveSubject& subject : said.subjects) {
            if (!subject.text.empty() && !catalogue_.find(subject.text)) {
                unknown_clause(directive, subject);
                continue;
            }
            verdict.clause = subject.text;
            record_.verdicts.push_back(verdict);
        }
    }

    std::string short_hash(std::uint32_t passage) {
        if (marks_.empty()) marks_ = passage_marks(record_.passages);
        return words_text(marks_[passage]);
    }

    void unknown_clause(const Directive& directive, const DirectiveSubject& subject) {
        std::string hint = catalogue_.nearest(subject.text);
        if (!hint.empty())
            hint = "did you mean " + hint + "?";
        else if (const std::string with_standard = standard_for(subject.text); !with_standard.empty())
            hint = "name the standard and its edition: " + with_standard;
        else
            hint = "a clause is written with its standard and edition: iso27001:2022/A.8.13";
        report(check_codes::directive_unknown_clause, place_of(directive, subject.span),
               fmt::format("no standard has the clause {}", subject.text), hint);
    }

    /// "A.8.13" alone: which ids it may mean.
    std::string standard_for(const std::string& number) const {
        std::string ids;
        for (const Standard& standard : catalogue_.standards())
            if (catalogue_.find(standard.id + "/" + number))
                ids += (ids.empty() ? "" : " or ") + standard.id + "/" + number;
        return ids;
    }

    // --- suppressions

    void unknown_code(const Directive& directive, const DirectiveSubject& subject) {
        report(check_codes::directive_unknown_code, place_of(directive, subject.span),
               fmt::format("there is no diagnostic {}", subject.text), check_hint(subject.text));
    }

    Span covered(const Directive& directive, DirectiveScope scope) const {
        const auto size = static_cast<std::uint32_t>(document_.source.size());
        if (scope == DirectiveScope::page) return {0, size + 1};
        if (scope == DirectiveScope::onward) return {directive.source.begin, size + 1};
        const Range range = passages_of(document_, directive.passage, scope);
        Span covers{directive.source.begin, directive.source.end};
        for (std::uint32_t i = range.begin; i < range.end; ++i)
            covers = cover(covers, document_.passages[i].source);
        return covers;
    }

    void add_suppressions(const Directive& directive, const ParsedDirective& said) {
        for (const DirectiveSubject& subject : said.subjects) {
            const auto code = subject.text.empty() ? std::optional(Code{}) : code_named(subject.text);
            if (!code) {
                unknown_code(directive, subject);
                continue;
            }
            if (said.verb == DirectiveVerb::on) {
                switch_on(directive, *code);
                continue;
            }
            PageSuppression made;
            made.code = *code;
            made.covers = covered(directive, said.scope);
            made.whole_page = said.scope == DirectiveScope::onward || said.scope == DirectiveScope::page;
            made.who = said.who;
            made.reason = said.reason;
            made.source = directive.source;
            made.position = position_of(document_.source, directive.source.begin);
            if (said.scope == DirectiveScope::onward) open_.push_back(record_.suppressions.size());
            record_.suppressions.push_back(std::move(made));
        }
    }

    void switch_on(const Directive& directive, Code code) {
        const auto ended = std::erase_if(open_, [&](std::size_t open) {
            PageSuppression& suppression = record_.suppressions[open];
            if (code != Code{} && suppression.code != code) return false;
            suppression.covers.end = directive.source.begin;
            return true;
        });
        if (ended == 0)
            report(check_codes::directive_hides_nothing, directive.source,
                   code == Code{}
                       ? std::string("this directive switches diagnostics on, and none were off")
                       : fmt::format("this directive switches {} on, and it was not off", code_text(code)),
                   "remove it, or place it behind the directive that switches off");
    }

    const Document& document_;
    const Catalogue& catalogue_;
    const std::string& name_;
    PageRecord& record_;
    std::map<Code, std::size_t> reported_;
    std::vector<std::size_t> open_;  ///< suppressions that wait for their end
    std::vector<PassageMark> marks_;
};

/// The passage nearest to a verdict in which its clause is suggested.
std::optional<std::uint32_t> nearest_suggestion(const PageRecord& record, const PageVerdict& verdict) {
    std::optional<std::uint32_t> best;
    const auto away = [&](std::uint32_t p) {
        return p > verdict.begin ? p - verdict.begin : verdict.begin - p;
    };
    for (const TagRecord& tag : record.tags)
        if (tag.suggested && tag.clause == verdict.clause && (!best || away(tag.passage) < away(*best)))
            best = tag.passage;
    return best;
}

std::string hint_of(const Document& document, const PageRecord& record, const PageVerdict& verdict) {
    if (verdict.clause.empty()) return "nothing is suggested there";
    if (const auto nearest = nearest_suggestion(record, verdict))
        return fmt::format(
            "it is suggested for line {}: place the directive in that passage, or directly before",
            position_of(document.source, record.passages[*nearest].source.begin).line);
    if (verdict.verdict == Verdict::confirmed)
        return "where the page answers it in words that no rule knows, name it under \"satisfies\"";
    return "remove the directive";
}

}  // namespace

void read_directives(const Document& document, const Catalogue& catalogue, const std::string& name,
                     PageRecord& record) {
    if (!document.directives.empty()) Reader(document, catalogue, name, record).read();
}

void judge_verdicts(const Document& document, const std::string& name, PageRecord& record) {
    if (record.verdicts.empty()) return;
    std::map<Code, std::size_t> reported;
    const auto report = [&](Code code, Span place, const std::string& message, const auto& hint) {
        if (++reported[code] > limits::findings_of_a_kind) return;
        record.diagnostics.push_back(diagnose_at(code, name, document.source, place, message, hint()));
    };
    for (const PageVerdict& verdict : record.verdicts) {
        const bool confirms = verdict.verdict == Verdict::confirmed;
        if (verdict.tags == 0)
            report(check_codes::directive_no_tag, verdict.source,
                   fmt::format("there is nothing to {}: {} is not suggested here",
                               confirms ? "confirm" : "reject",
                               verdict.clause.empty() ? "any clause" : verdict.clause),
                   [&] { return hint_of(document, record, verdict); });
        else if (verdict.stale)
            report(check_codes::confirmation_stale, verdict.source,
                   fmt::format("the words that were {} have changed since", name_of(verdict.verdict)),
                   [] { return "read the passage again, then write the directive anew"; });
    }
    for (const TagRecord& tag : record.tags) {
        const bool rejected = tag.state == TagState::rejected;
        if (!rejected || tag.said.back().verdict == Verdict::rejected || tag.said.back().stale) continue;
        report(check_codes::verdicts_contradict, record.passages[tag.passage].source,
               fmt::format("{} is confirmed and rejected in this passage; the rejection holds", tag.clause),
               [] { return "remove one of the two directives"; });
    }
}

}  // namespace clausemark
