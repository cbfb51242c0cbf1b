// SPDX-License-Identifier: Apache-2.0
// Checking a Document against its own promises (parser/formats/document.h), without gtest so that fuzzers can
// use it.
#include "tests/parser/formats/invariants.h"

#include <string_view>

#include "parser/core/limits.h"
#include "parser/core/utf8.h"

namespace clausemark::test {
namespace {

bool in_bounds(Span span, std::string_view all) {
    return span.begin <= span.end && span.end <= all.size();
}
bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

std::string at(std::string what, std::size_t index) {
    return what + " " + std::to_string(index);
}

std::string broken_run(const Document& d) {
    std::uint32_t end = 0;
    for (std::size_t i = 0; i < d.runs.size(); ++i) {
        const Run& run = d.runs[i];
        if (!in_bounds(run.text, d.text) || run.text.empty()) return at("text span of run", i);
        if (!in_bounds(run.source, d.source)) return at("source span of run", i);
        if (run.text.begin < end) return at("order of run", i);
        end = run.text.end;
        if (run.text.size() != run.source.size() || run.text.of(d.text) == run.source.of(d.source)) continue;
        const bool folded = run.text.of(d.text) == " ";
        const bool entity = d.source[run.source.begin] == '&';
        const bool one_sign = code_points(run.text.of(d.text)) == 1;  // three dots shown as an ellipsis
        if (!folded && !entity && !one_sign) return at("bytes of run", i);
    }
    return {};
}

std::string broken_passage(const Document& d) {
    std::uint32_t end = 0;
    std::uint32_t cells = 0;
    for (std::uint32_t i = 0; i < d.passages.size(); ++i) {
        const Passage& p = d.passages[i];
        if (!in_bounds(p.text, d.text) || p.text.empty()) return at("text span of passage", i);
        if (!in_bounds(p.source, d.source)) return at("source span of passage", i);
        if (p.text.begin < end) return at("order of passage", i);
        end = p.text.end;
        const std::string_view text = d.text_of(p);
        if (is_space(text.front()) || is_space(text.back())) return at("white space around passage", i);
        if (d.text[p.text.end] != '\n') return at("line end behind passage", i);
        if (find_invalid(text) != std::string_view::npos) return at("UTF-8 of passage", i);
        if (find_invalid(p.source.of(d.source)) != std::string_view::npos)
            return at("UTF-8 of the source of passage", i);
        if (p.heading != no_passage && (p.heading >= i || d.passages[p.heading].kind != PassageKind::heading))
            return at("heading of passage", i);
        if (p.lead_in != no_passage && p.lead_in >= i) return at("lead-in of passage", i);
        if (p.level > (p.kind == PassageKind::heading ? 6 : limits::nesting))
            return at("level of passage", i);
        if (p.cells_begin > p.cells_end || p.cells_end > d.cells.size()) return at("cells of passage", i);
        if (p.cells_end > p.cells_begin) {
            if (p.cells_begin < cells) return at("order of the cells of passage", i);
            cells = p.cells_end;
            std::uint32_t cell_end = p.text.begin;
            for (std::uint32_t c = p.cells_begin; c < p.cells_end; ++c) {
                if (d.cells[c].begin < cell_end || !in_bounds(d.cells[c], d.text))
                    return at("span of cell", c);
                cell_end = d.cells[c].end;
            }
            if (cell_end > p.text.end) return at("last cell of passage", i);
        }
    }
    return {};
}

/// A passage's text leads to its source and back. (A cut inside an entity or a fold widens to the whole of
/// it.)
std::string broken_way(const Document& d) {
    for (std::uint32_t i = 0; i < d.passages.size(); ++i) {
        const Passage& p = d.passages[i];
        if (to_source(d, p.text) != p.source) return at("way to the source of passage", i);
        if (i > 200) continue;  // to_text is linear in the page
        const auto back = to_text(d, p.source);
        if (!back || !back->contains(p.text)) return at("way back to the text of passage", i);
    }
    for (std::size_t i = 0; i < d.runs.size(); ++i)
        if (to_source(d, d.runs[i].text) != d.runs[i].source) return at("way to the source of run", i);
    return {};
}

}  // namespace

std::string broken_invariant(const Document& d) {
    if (find_invalid(d.text) != std::string_view::npos) return "UTF-8 of the text";
    if (std::string why = broken_run(d); !why.empty()) return why;
    if (std::string why = broken_passage(d); !why.empty()) return why;
    for (std::size_t i = 0; i < d.links.size(); ++i)
        if (!in_bounds(d.links[i].text, d.text) || !in_bounds(d.links[i].source, d.source))
            return at("span of link", i);
    for (std::size_t i = 0; i < d.properties.size(); ++i)
        if (!in_bounds(d.properties[i].source, d.source)) return at("span of property", i);
    for (std::size_t i = 0; i < d.directives.size(); ++i) {
        const Directive& directive = d.directives[i];
        if (!in_bounds(directive.source, d.source)) return at("span of directive", i);
        if (directive.passage != no_passage && directive.passage >= d.passages.size())
            return at("passage of directive", i);
    }
    return broken_way(d);
}

}  // namespace clausemark::test
