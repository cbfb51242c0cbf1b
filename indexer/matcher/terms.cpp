// SPDX-License-Identifier: Apache-2.0
// See terms.h.
#include "indexer/matcher/terms.h"

#include <algorithm>

#include "indexer/matcher/program.h"

namespace clausemark {
namespace {

/// Terms of one family do not stand inside each other: the longer one is meant.
int family(TermKind kind) {
    using enum TermKind;
    switch (kind) {
        case role:
        case everybody:
            return 1;
        case obligation:
        case prohibition:
        case recommendation:
        case permission:
            return 2;
        case negation:
            return 3;
        default:
            return 0;
    }
}

/// Section numbers of two points and more ("9.2.1") are references by their form.
bool is_section_number(std::string_view text) {
    const bool form =
        std::all_of(text.begin(), text.end(), [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
    return form && std::count(text.begin(), text.end(), '.') >= 2;
}

}  // namespace

TermFinder::TermFinder(std::shared_ptr<const RuleSet> rules)
    : rules_(std::move(rules)),
      program_(rules_->program()),
      contexts_(program_.contexts.size(), program_.sections.size()),
      evaluator_(program_, contexts_) {}

void TermFinder::find(std::string_view text, std::span<const Token> tokens, std::vector<Term>& terms) {
    view_.clear();
    view_.text = text;
    view_.append(tokens, false, false);
    evaluator_.load(view_);
    const std::size_t first = terms.size();
    add_values(terms);
    const auto strength = [&](StrengthClass c) { return program_.strength[static_cast<std::size_t>(c)]; };
    const auto term = [&](TermClass c) { return program_.terms[static_cast<std::size_t>(c)]; };
    add_class(TermKind::everybody, term(TermClass::everybody), terms);
    add_class(TermKind::role, term(TermClass::role), terms);
    add_class(TermKind::obligation, strength(StrengthClass::obligation), terms);
    add_class(TermKind::prohibition, strength(StrengthClass::prohibition), terms);
    add_class(TermKind::recommendation, strength(StrengthClass::recommendation), terms);
    add_class(TermKind::permission, strength(StrengthClass::permission), terms);
    add_class(TermKind::negation, term(TermClass::negation), terms);
    add_class(TermKind::reference, term(TermClass::reference), terms);

    const auto begin = terms.begin() + static_cast<std::ptrdiff_t>(first);
    std::stable_sort(begin, terms.end(), [](const Term& a, const Term& b) {
        return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
    });
    std::uint32_t behind[4] = {0, 0, 0, 0};
    terms.erase(std::remove_if(begin, terms.end(),
                               [&](const Term& t) {
                                   std::uint32_t& end = behind[family(t.kind)];
                                   const bool bare = family(t.kind) >= 2;
                                   const bool inside = t.span.end <= end || (bare && t.span.end <= behind[0]);
                                   end = std::max(end, t.span.end);
                                   return inside;
                               }),
                terms.end());
    std::size_t token = 0;
    for (auto made = terms.begin() + static_cast<std::ptrdiff_t>(first); made != terms.end(); ++made) {
        while (token < tokens.size() && tokens[token].span.end <= made->span.begin) ++token;
        std::uint64_t hash = 0xCBF29CE484222325u;
        for (std::size_t i = token; i < tokens.size() && tokens[i].span.begin < made->span.end; ++i) {
            // Words that no rule names have no number: their letters tell them apart.
            const std::string_view letters =
                tokens[i].term == unknown_term ? tokens[i].span.of(text) : std::string_view();
            for (const char c : letters) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
            hash = (hash ^ tokens[i].term) * 0x100000001B3u;
        }
        made->identity = hash;
    }
}

void TermFinder::add_class(TermKind kind, NodeId node, std::vector<Term>& terms) {
    if (node == no_node) return;
    const Found found = evaluator_.find(node);
    for (std::uint32_t i = found.first; i < found.first + found.count; ++i) {
        const Occurrence& o = evaluator_.occurrence(i);
        Term& made = terms.emplace_back();
        made.kind = kind;
        made.span = {view_.tokens[o.begin].span.begin, view_.tokens[o.end - 1].span.end};
    }
}

void TermFinder::add_values(std::vector<Term>& terms) {
    for (const Value& value : evaluator_.values().all()) {
        Term made;
        switch (value.kind) {
            case ValueKind::number:
                made.kind = TermKind::number;
                break;
            case ValueKind::quantity:
                made.kind = value.dimension == "duration" ? TermKind::duration : TermKind::quantity;
                break;
            case ValueKind::deadline:
                made.kind = TermKind::deadline;
                break;
            case ValueKind::frequency:
                made.kind = TermKind::frequency;
                break;
            case ValueKind::date:
                made.kind = TermKind::date;
                break;
            case ValueKind::duration:
            case ValueKind::citation:
                continue;
        }
        made.measure = value.measure();
        made.known = value.known;
        const Span first = view_.tokens[value.begin].span;
        made.span = {std::min(view_.tokens[value.written_begin].span.begin, first.begin - value.sign_bytes),
                     view_.tokens[value.written_end - 1].span.end};
        terms.push_back(std::move(made));
    }
    for (const Token& token : view_.tokens) {
        if (!is_section_number(token.span.of(view_.text))) continue;
        Term& made = terms.emplace_back();
        made.kind = TermKind::reference;
        made.span = token.span;
    }
}

}  // namespace clausemark
