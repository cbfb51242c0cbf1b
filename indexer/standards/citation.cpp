// SPDX-License-Identifier: Apache-2.0
// Goes through a page for its citations: which standards it names, then what each passage cites. See
// citation.h.
#include "indexer/standards/citation.h"

#include <algorithm>

#include "indexer/standards/citation_groups.h"
#include "indexer/standards/citation_tokens.h"
#include "parser/formats/document.h"

namespace clausemark {

struct CitationFinder::Lexicon {
    citations::Phrases phrases;
    citations::Annexes annexes;
    citations::Titles titles;
};

CitationFinder::CitationFinder(std::shared_ptr<const Catalogue> catalogue, const CitationWords& words)
    : catalogue_(std::move(catalogue)) {
    auto lexicon = std::make_unique<Lexicon>(
        Lexicon{citations::Phrases(*catalogue_, words), {}, citations::Titles(*catalogue_, words)});
    for (const std::string& prefix : lexicon->phrases.prefixes()) {
        std::vector<bool>& having = lexicon->annexes[prefix];
        having.resize(catalogue_->standards().size());
        for (const Clause& clause : catalogue_->clauses()) {
            if (clause.number.starts_with(prefix + ".")) having[clause.standard] = true;
        }
    }
    lexicon_ = std::move(lexicon);
}

CitationFinder::~CitationFinder() = default;

CitationContext CitationFinder::empty_context() const {
    const std::size_t size = catalogue_->standards().size();
    return {std::vector<bool>(size), std::vector<bool>(size)};
}

void CitationFinder::note_standards(std::string_view text, CitationContext& context) const {
    if (lexicon_->phrases.name_places(text).empty()) return;
    std::vector<citations::Element> elements;
    lexicon_->phrases.read(text, elements);
    for (const citations::Element& element : elements) {
        if (element.kind != citations::Kind::standard) continue;
        const std::string& family = catalogue_->standards()[element.standard].family;
        for (std::size_t i = 0; i < catalogue_->standards().size(); ++i) {
            if (catalogue_->standards()[i].family == family) context.standards[i] = true;
        }
        if (element.edition_given) context.editions[element.standard] = true;
    }
}

void CitationFinder::read(std::string_view text, const CitationContext& context,
                          std::vector<Citation>& out) const {
    std::vector<citations::Element> elements;
    lexicon_->phrases.read(text, elements);
    const std::size_t first = out.size();
    citations::cite(*catalogue_, lexicon_->annexes, lexicon_->titles, context, text, std::move(elements),
                    out);
    if (out.size() > first) note_exclusion(text, std::span(out).subspan(first));
}

/// A row of a table that has a cell such as "No" beside its clause.
void CitationFinder::note_exclusion(std::string_view text, std::span<Citation> found) const {
    if (text.find('\t') == std::string_view::npos) return;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\t', begin), text.size());
        if (lexicon_->titles.excludes(text.substr(begin, end - begin))) {
            for (Citation& citation : found) citation.excluded = true;
            return;
        }
        begin = end + 1;
    }
}

void CitationFinder::find_in(std::string_view text, const CitationContext& context,
                             std::vector<Citation>& out) const {
    const bool may = !lexicon_->phrases.name_places(text).empty() || lexicon_->phrases.may_cite_annex(text);
    if (may) read(text, context, out);
}

std::vector<Citation> CitationFinder::find(const Document& document) const {
    // Most passages name no standard: one search through the page finds those that may.
    const std::vector<std::uint32_t> places = lexicon_->phrases.name_places(document.text);
    const auto names = [&](const Passage& passage) {
        const auto place = std::ranges::lower_bound(places, passage.text.begin);
        return place != places.end() && *place < passage.text.end;
    };
    const auto is_prose = [](const Passage& passage) { return passage.kind != PassageKind::code; };
    CitationContext context = empty_context();
    note_standards(document.title, context);
    for (const Passage& passage : document.passages) {
        if (is_prose(passage) && names(passage)) note_standards(document.text_of(passage), context);
    }
    std::vector<Citation> out;
    for (std::size_t i = 0; i < document.passages.size(); ++i) {
        const Passage& passage = document.passages[i];
        const std::string_view text = document.text_of(passage);
        if (!is_prose(passage) || !(names(passage) || lexicon_->phrases.may_cite_annex(text))) continue;
        const std::size_t first = out.size();
        read(text, context, out);
        for (std::size_t n = first; n < out.size(); ++n) {
            out[n].passage = static_cast<std::uint32_t>(i);
            out[n].span.begin += passage.text.begin;
            out[n].span.end += passage.text.begin;
        }
    }
    return out;
}

}  // namespace clausemark
