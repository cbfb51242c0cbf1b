// SPDX-License-Identifier: Apache-2.0
// Walking between visible text and source. See document.h.
#include "parser/formats/document.h"

#include <algorithm>

namespace clausemark {
namespace {

bool exact(const Run& run) {
    return run.text.size() == run.source.size();
}

}  // namespace

Span to_source(const Document& document, Span text) {
    const auto& runs = document.runs;
    const auto first = std::upper_bound(runs.begin(), runs.end(), text.begin,
                                        [](std::uint32_t at, const Run& run) { return at < run.text.end; });
    const auto behind = std::lower_bound(
        first, runs.end(), text.end, [](const Run& run, std::uint32_t at) { return run.text.begin < at; });
    if (first == behind) {
        const std::uint32_t at =
            first == runs.end() ? static_cast<std::uint32_t>(document.source.size()) : first->source.begin;
        return {at, at};
    }
    const Run& last = *(behind - 1);
    const std::uint32_t into =
        text.begin > first->text.begin && exact(*first) ? text.begin - first->text.begin : 0;
    const std::uint32_t short_of = text.end < last.text.end && exact(last) ? last.text.end - text.end : 0;
    return {first->source.begin + into, last.source.end - short_of};
}

std::optional<Span> to_text(const Document& document, Span source) {
    // Runs follow the text; the source follows with it except around notes, which stand apart. Runs inside
    // the source span are therefore looked for in all; pages are asked this a few times each.
    std::optional<Span> found;
    for (const Run& run : document.runs) {
        if (!run.source.overlaps(source)) continue;
        Span part = run.text;
        if (exact(run)) {
            if (source.begin > run.source.begin) part.begin += source.begin - run.source.begin;
            if (source.end < run.source.end) part.end -= run.source.end - source.end;
        }
        found = found ? cover(*found, part) : part;
    }
    return found;
}

std::vector<std::uint32_t> heading_path(const Document& document, std::uint32_t passage) {
    std::vector<std::uint32_t> path;
    for (std::uint32_t at = document.passages[passage].heading; at != no_passage;
         at = document.passages[at].heading)
        path.push_back(at);
    std::reverse(path.begin(), path.end());
    return path;
}

}  // namespace clausemark
